#include <algorithm>

#include "extractors/deadline/reader.h"
#include "extractors/engine/sentence.h"

namespace vankho {
namespace {

constexpr std::size_t kShortestAction = 3;  // words
constexpr std::size_t kLongestAction = 120;
constexpr std::size_t kBracket = 60;  // words of a bracket at most

// The range up to an opening bracket, without the words that only lead to the time ("thời gian thực hiện:", "trước").
WordRange CutBracket(const FlatText& text, WordRange range) {
  for (std::size_t at = range.begin; at < range.end; ++at) {
    if (text.KeyOf(at) != "(") continue;
    std::size_t close = at;
    while (close < range.end && text.KeyOf(close) != ")") ++close;
    if (close >= range.end) return {range.begin, at};  // the limit stands inside the bracket
  }
  return range;
}

}  // namespace

// "(báo cáo 6 tháng)" behind one of several limits says what that one is for.
std::string DeadlineReader::ActionInBracket(const std::vector<Bound>& all, std::size_t index) const {
  const Bound& bound = all[index];
  std::size_t close = bound.range.end;
  if (close + 3 >= bound.sentence.end || text_.KeyOf(close) != "(") return {};
  if (chart_.StartingAt(symbols_.duty, close + 1) == nullptr) return {};
  while (close < bound.sentence.end && text_.KeyOf(close) != ")") ++close;
  const WordRange inside{bound.range.end + 1, close};
  bool beside = false;
  for (const Bound& other : all) {
    if (inside.Overlaps(other.range)) return {};
    beside |= other.range != bound.range && bound.sentence.Contains(other.range);
  }
  return beside && close < bound.sentence.end ? text_.Printed(inside) : std::string();
}

// The period that words end with ("báo cáo quý I": "quý I"), or empty.
WordRange DeadlineReader::PeriodAtEnd(WordRange words) const {
  for (const int symbol : {symbols_.date, symbols_.half_year, symbols_.duration, symbols_.cycle}) {
    const Token* token = chart_.EndingAt(symbol, words.end);
    if (token != nullptr && token->range.begin >= words.begin) return token->range;
  }
  return {words.end, words.end};
}

// "lập báo cáo quý I trước ngày 10/3, quý III trước ngày 10/9": the second is the first's duty for another period.
std::string DeadlineReader::ActionOfRow(const std::vector<Bound>& all, std::size_t index) const {
  // "6 tháng trước ngày 10/6" holds its period itself
  const auto with_period = [&](std::size_t i) {
    const Token& token = *all[i].token;
    const bool inside =
        !token.children.empty() && token.children.front()->symbol == symbols_.duration && token.range == all[i].range;
    return inside ? token.children.front()->range : WordRange{all[i].range.begin, all[i].range.begin};
  };
  const auto before = [&](std::size_t i, std::size_t begin) {
    const WordRange words = Trim(text_, {begin, all[i].range.begin});
    return WordRange{words.begin, with_period(i).empty() ? words.end : with_period(i).end};
  };
  if (index == 0 || !all[index].sentence.Contains(all[index - 1].range) || all[index].first) return {};
  const WordRange own = before(index, all[index - 1].range.end);
  if (own.empty() || PeriodAtEnd(own) != own) return {};
  std::size_t head = index - 1;
  while (head > 0 && all[head].sentence.Contains(all[head - 1].range) && !all[head].first) {
    const WordRange words = before(head, all[head - 1].range.end);
    if (words.empty() || PeriodAtEnd(words) != words) break;
    --head;
  }
  const std::size_t begin =
      head > 0 ? std::max(all[head].sentence.begin, all[head - 1].range.end) : all[head].sentence.begin;
  WordRange duty = before(head, begin);
  const WordRange period = PeriodAtEnd(duty);
  if (period.empty() || period.begin < duty.begin + 2) return {};
  return text_.Printed({duty.begin, period.begin}) + " " + text_.Printed(own);
}

std::string DeadlineReader::ActionOf(const std::vector<Bound>& all, std::size_t index) const {
  if (std::string action = ActionInBracket(all, index); !action.empty()) return action;
  if (std::string action = ActionOfRow(all, index); !action.empty()) return action;
  const Bound& bound = all[index];
  const WordRange place = PlaceOf(bound);
  WordRange left{bound.sentence.begin, place.begin}, right{bound.range.end, bound.sentence.end};
  const std::size_t near = std::max(bound.sentence.begin, place.begin > kBracket ? place.begin - kBracket : 0);
  const bool bracketed = InBrackets(text_, {near, bound.sentence.end}, place.begin);  // "báo cáo (trước ngày 15/6 ...)"
  // The neighbours in the sentence that are not of the same row of dates.
  for (std::size_t i = index; i-- > 0 && bound.sentence.Contains(all[i].range) && !bracketed;) {
    if (PlaceOf(all[i]) == place || all[i].range.end > place.begin) continue;
    left.begin = std::max(left.begin, all[i].range.end);
    break;
  }
  for (std::size_t i = index + 1; i < all.size() && bound.sentence.Contains(all[i].range); ++i) {
    if (PlaceOf(all[i]) == place) right.begin = std::max(right.begin, all[i].range.end);
    if (PlaceOf(all[i]) == place || all[i].range.begin < bound.range.end) continue;
    right.end = std::min(right.end, all[i].range.begin);
    break;
  }
  left = Trim(text_, CutBracket(text_, left));
  if (const Token* label = chart_.EndingAt(symbols_.time_label, left.end);
      label != nullptr && label->range.begin >= left.begin) {
    left = Trim(text_, {left.begin, label->range.begin});
  }
  // "tổ chức họp dân ít nhất 02 lần/năm": the words of the measure are not what is done.
  auto ends_with = [&](std::string_view first, std::string_view last) {
    return left.end > left.begin + 2 && text_.KeyOf(left.end - 2) == first && text_.KeyOf(left.end - 1) == last;
  };
  if (ends_with("ít", "nhất") || ends_with("tối", "thiểu")) left = Trim(text_, {left.begin, left.end - 2});
  if (right.begin < right.end && text_.KeyOf(right.begin) == ")") ++right.begin;
  right = Trim(text_, CutBracket(text_, right));
  std::string action;
  if (left.end > left.begin + kShortestAction - 1 ||
      (left.end > left.begin && right.end < right.begin + kShortestAction)) {
    action = text_.Printed(left);
    // "trước ngày 15/3, có nhận xét": what follows belongs to it as well, unless a bracket of data
    if (right.end >= right.begin + kShortestAction && text_.KeyOf(right.begin) != "(" &&
        right.end == bound.sentence.end)
      action += " " + text_.Printed(right);
  } else if (right.end >= right.begin + kShortestAction - (left.empty() ? 1 : 0)) {
    action = text_.Printed(right);  // "Từ tháng 3 - 5/2024 khảo sát"
  }
  if (action.empty()) action = !context_.lead_in.empty() ? context_.lead_in : std::string();
  if (action.empty()) action = WordsBefore(bound.sentence);
  if (action.empty()) action = !context_.topic.empty() ? context_.topic : context_.title;
  return action;
}

// "Công khai danh sách hộ nghèo. Thời gian hoàn thành: tháng 3": what the paragraph said before its time.
std::string DeadlineReader::WordsBefore(WordRange sentence) const {
  const WordRange before = Trim(text_, {0, sentence.begin});
  const std::size_t words = before.end - std::min(before.begin, before.end);
  return words >= kShortestAction && words <= kLongestAction ? text_.Printed(before) : std::string();
}

}  // namespace vankho
