// Whose duty a time limit is.
#include <algorithm>

#include "extractors/deadline/reader.h"

namespace vankho {
namespace {

constexpr int kMostClauses = 3;  // that are looked back over for who acts

template <std::size_t N>
bool IsOneOf(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Is the body behind this word the one that is told, asked, visited or owns: "trình", "báo cáo", "của", "tại"?
bool IsAddressed(std::string_view word) {
  static constexpr std::string_view kWords[] = {"của",   "về",  "cho", "qua",  "tới",  "gửi", "tại",
                                                "trình", "mưu", "cáo", "xuất", "giúp", "kiến"};
  return IsOneOf(kWords, word);
}

bool Joins(std::string_view word) {
  static constexpr std::string_view kWords[] = {",", "và", "cùng", "-", "&"};
  return IsOneOf(kWords, word);
}

}  // namespace

// ", các xã gửi kết quả ...": a body that a mark and its own verb make the subject of what follows.
bool DeadlineReader::ActsItself(std::size_t index, WordRange sentence) const {
  const WordRange words = text_.WordsAt(agencies_[index].span);
  const std::string_view before = words.begin > sentence.begin ? text_.KeyOf(words.begin - 1) : ",";
  if (before != "," && before != ":" && before != "(" && before != "do") return false;
  std::size_t end = words.end;
  for (std::size_t i = index + 1; i < agencies_.size(); ++i) {  // the list that it opens
    const WordRange next = text_.WordsAt(agencies_[i].span);
    if (next.empty() || !sentence.Contains(next) || next.begin > end + 2) break;
    end = std::max(end, next.end);
  }
  return end < sentence.end && chart_.StartingAt(symbols_.duty, end) != nullptr;
}

// Does the mention go on with a list of those that are told: "báo cáo UBND tỉnh và Bộ Nội vụ"?
bool DeadlineReader::GoesOnWith(std::size_t index, bool addressed) const {
  if (!addressed || index == 0) return false;
  const WordRange last = text_.WordsAt(agencies_[index - 1].span);
  const WordRange words = text_.WordsAt(agencies_[index].span);
  if (last.empty() || words.empty() || words.begin < last.end || words.begin > last.end + 2) return false;
  for (std::size_t at = last.end; at < words.begin; ++at) {
    if (!Joins(text_.KeyOf(at))) return false;
  }
  return true;
}

// Those who act: named in the sentence and not only told or owning, nor what the section's body works on.
std::vector<const AgencyMention*> DeadlineReader::ActorsIn(WordRange sentence, const OwnedDuty* duty) const {
  std::vector<const AgencyMention*> actors;
  bool addressed = false;
  for (std::size_t i = 0; i < agencies_.size(); ++i) {
    const AgencyMention& mention = agencies_[i];
    const WordRange words = text_.WordsAt(mention.span);
    if (words.empty() || !sentence.Contains(words)) continue;
    addressed = mention.role == Role::kReceive || (GoesOnWith(i, addressed) && !ActsItself(i, sentence));
    if (!addressed && words.begin > sentence.begin) {
      const std::string_view before = text_.KeyOf(words.begin - 1);
      // "hồ sơ đề nghị Chủ tịch UBND tỉnh tặng ..."; who is asked to do something acts
      const bool petition = before == "nghị" && words.begin > sentence.begin + 3 &&
                            (text_.KeyOf(words.begin - 3) == "sơ" || text_.KeyOf(words.begin - 3) == "bản");
      addressed = IsAddressed(before) || petition;
    }
    if (addressed) continue;
    if (duty != nullptr && duty->inherited && mention.role != Role::kCoordinate && !ActsItself(i, sentence)) continue;
    // "Chủ tịch UBND huyện giao Phòng Tư pháp ...": who gives the duty has none.
    if (duty != nullptr && duty->given && mention.span.end <= duty->place.begin) continue;
    actors.push_back(&mention);
  }
  return actors;
}

// The duty that was found where the time stands: the one of the fewest words.
const OwnedDuty* DeadlineReader::DutyAt(WordRange range) const {
  const OwnedDuty* best = nullptr;
  for (const TextSpan place : text_.SourceOf(range)) {
    for (const OwnedDuty& duty : context_.owned) {
      const bool inside = duty.place.Overlaps(place);
      if (inside && (best == nullptr || duty.place.size() < best->place.size())) best = &duty;
    }
  }
  return best;
}

// "... gửi về Phòng Nội vụ trước ngày 05/6 để tổng hợp, báo cáo trước ngày 10/6": behind "để" it is the receiver's
// time.
const AgencyMention* DeadlineReader::GathererFor(const Bound& bound) const {
  static constexpr std::string_view kVerbs[] = {"tổng hợp", "theo dõi", "thẩm định", "xem xét", "tham mưu"};
  for (std::size_t at = bound.range.begin; at-- > bound.sentence.begin + 1;) {
    if (text_.KeyOf(at) == "," && chart_.StartingAt(symbols_.duty, at + 1) == nullptr) return nullptr;
    if (text_.KeyOf(at) != "để" || at + 3 > text_.size() || !IsOneOf(kVerbs, text_.KeyOf({at + 1, at + 3}))) continue;
    const AgencyMention* receiver = nullptr;
    for (const AgencyMention& mention : agencies_) {
      const WordRange words = text_.WordsAt(mention.span);
      if (words.empty() || !bound.sentence.Contains(words) || words.end > at) continue;
      if (mention.role == Role::kReceive) receiver = &mention;
    }
    return receiver;
  }
  return nullptr;
}

// The sentence's actors; those of the clause before where this one has none ("A xây dựng ...; báo cáo trước ..."); the
// section's, alone or with those that they work with.
std::vector<std::string> DeadlineReader::AgenciesOf(const Bound& bound) const {
  if (const AgencyMention* gatherer = GathererFor(bound)) return {gatherer->name};
  const OwnedDuty* duty = DutyAt(bound.range);
  std::vector<const AgencyMention*> actors = ActorsIn(bound.sentence, duty);
  auto here = std::find(sentences_.begin(), sentences_.end(), bound.sentence);
  // "Các sở; UBND các huyện báo cáo ...": a clause of bodies alone belongs to the next.
  int reach = kMostClauses;
  for (auto list = here; !actors.empty() && list != sentences_.begin() && list != sentences_.end() && reach-- > 0;
       --list) {
    const WordRange before = *std::prev(list);
    if (text_.KeyOf(list->begin - 1) != ";" || HasIn(symbols_.duty, before)) break;
    const auto more = ActorsIn(before, nullptr);
    if (more.empty()) break;
    actors.insert(actors.begin(), more.begin(), more.end());
  }
  reach = kMostClauses;
  while (actors.empty() && context_.section_agencies.empty() && reach-- > 0 && here != sentences_.begin() &&
         here != sentences_.end() && here->begin > 0 && text_.KeyOf(here->begin - 1) == ";") {
    actors = ActorsIn(*--here, nullptr);
  }
  std::vector<std::string> names;
  const bool others_only = std::all_of(actors.begin(), actors.end(),
                                       [](const AgencyMention* actor) { return actor->role == Role::kCoordinate; });
  for (const AgencyRole& agency : context_.section_agencies) {
    if (others_only && agency.role != Role::kReceive && agency.role != Role::kCoordinate) names.push_back(agency.name);
  }
  for (const AgencyMention* actor : actors) {
    if (std::find(names.begin(), names.end(), actor->name) == names.end()) names.push_back(actor->name);
  }
  return names;
}

}  // namespace vankho
