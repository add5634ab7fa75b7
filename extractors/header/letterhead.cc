#include "extractors/header/letterhead.h"

#include <algorithm>
#include <array>

#include "extractors/agency/words.h"
#include "extractors/reference/document_date.h"
#include "pipeline/base/decimal.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

// Paragraphs from the top among which "Kính gửi" may stand.
constexpr std::size_t kTopParagraphs = 40;

// Are these words, from `at` on, three of the next four of a motto, the first among them? One letter may be wrong in a
// word of three letters or more.
bool IsMotto(const std::vector<WordToken>& words, std::size_t at, const std::array<std::string_view, 4>& motto) {
  int right = 0;
  std::size_t i = at;
  for (std::size_t k = 0; k < motto.size() && i < words.size(); ++i) {
    if (!words[i].word) continue;
    std::string bare = StripDiacritics(words[i].key);
    bool same = bare == motto[k] || (motto[k].size() > 2 && WithinOneEdit(bare, motto[k]));
    if (!same && k == 0) return false;
    if (same) ++right;
    ++k;
  }
  return right >= 3;
}

// Where quốc hiệu or tiêu ngữ begins.
std::size_t MottoBegin(std::string_view line) {
  static constexpr std::array<std::string_view, 4> kNation{"cong", "hoa", "xa", "hoi"};
  static constexpr std::array<std::string_view, 4> kFreedom{"doc", "lap", "tu", "do"};
  static constexpr std::array<std::string_view, 4> kParty{"dang", "cong", "san", "viet"};
  std::vector<WordToken> words = SplitWords(line);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].capital) continue;
    if (IsMotto(words, i, kNation) || IsMotto(words, i, kFreedom) || IsMotto(words, i, kParty))
      return words[i].span.begin;
  }
  return line.size();
}

// "Số: 27/KH-UBND", and what a scanner makes of numbers that a pen wrote: "Số.jwƒ /BC-SYT", "Só4Z/QĐ-SYT".
bool IsNumberLine(std::string_view line) {
  static const Pattern kNumber(
      R"((?i:(?:(?:bộ )?luật|pháp lệnh|nghị quyết|lệnh)\s)?(?i:s[ốôo6]\s*[:.]?\s*[\d._… ]*\s*[/-]\s*[\p{L}\d]|s[ốôo6]\s*:))");
  static const Pattern kDamaged(R"(s[oa06](?:(?: ?[:.]|[^a-z /]|[0-9])[^/]{0,10}/ ?[a-z].*|[0-9][^ ]*-[a-z]+))");
  static const Pattern kSymbol(R"(\S{1,8} ?/ ?\p{Lu}{2,}\S*-\p{Lu}\S+)");
  if (line.size() > 60) return false;
  return kNumber.MatchAt(line, 0) || kDamaged.MatchAll(BareKey(line)) || kSymbol.MatchAll(line);
}

// A name of the issuer is printed in capitals; text without print has it with a capital at each part.
bool IsNameLine(std::string_view line) {
  static const Pattern kSymbol(R"([\p{Lu}&]+-[\p{Lu}&]+)");  // what is left of a number: "BCT-ATMT"
  if (kSymbol.MatchAll(line)) return false;
  static const Pattern kNoName(R"(\d\d[:.]\d\d|[@;]|(?i:ký bởi|ký số|thời gian ký|sao y|signature))");
  if (line.size() > 150 || kNoName.Find(line)) return false;
  int upper = 0;
  int lower = 0;
  bool first = true;
  bool capital = false;
  for (const CodePoint& p : DecodeUtf8(line)) {
    if (!IsLetter(p.value)) continue;
    if (first) capital = IsUpper(p.value);
    first = false;
    ++(IsUpper(p.value) ? upper : lower);
  }
  return upper >= 2 && (upper >= 2 * lower || (capital && line.size() < 90));
}

// The stamp of arrival (dấu đến: Nghị định 30/2020/NĐ-CP, Phụ lục IV): the body that received the paper, "ĐẾN", and
// what a pen wrote behind "Số:", "Ngày:", "Chuyển:". Its number and date are not the paper's.
class ArrivalStamp {
 public:
  // Does the line belong to the stamp? Asked of all lines of the head, from the first on.
  bool Takes(std::string_view line) {
    static const Pattern kOpens(
        R"((?:(?:cong van|van ban) )?den(?: (?:so|ngay|gio)(?: .*)?)?[ :.]*|(?:so|ngay|gio) den[ :.].*)");
    static const Pattern kField(R"((?:so|ngay|gio|chuyen|luu ho so|luu|kinh chuyen)[ :.].*|so va ky hieu hs.*)");
    static const Pattern kSymbol(R"(\d\s*[/-]\s*(?:\d{4}/)?\p{Lu})");
    opened_ = false;
    const std::string bare = BareKey(line);
    if (kOpens.MatchAll(bare)) {
      inside_ = opened_ = true;
    } else if (inside_ && !bare.empty()) {
      inside_ = kField.MatchAll(bare) && !kSymbol.Find(line);
    }
    return inside_;
  }
  bool opened() const { return opened_; }  // by the line that was asked last: the one above names who received it

 private:
  bool inside_ = false;
  bool opened_ = false;
};

bool HasDate(std::string_view line) {
  return FindDocumentDate(line, 0, line.size()).has_value() || FindMonth(line).has_value();
}

}  // namespace

std::optional<std::pair<PartialDate, std::size_t>> FindMonth(std::string_view line) {
  static const Pattern kMonth(R"((?i:ngày|ngay).{0,12}?(?i:tháng|thang)\s*(\d{1,2})\s*(?i:năm|nam)\s*((?:19|20)\d\d))");
  // Day and month by hand, and neither legible: "ngày 39 tháng 0/4 năm 2021", "ngày 2 tháng 17 năm 2021".
  static const Pattern kYear(R"((?i:ngày|ngay).{0,12}?(?i:tháng|thang).{0,8}?(?i:năm|nam)\s*((?:19|20)\d\d))");
  auto number = [&](std::string_view digits) { return static_cast<int>(Decimal::FromVietnamese(digits)->units()); };
  std::optional<PartialDate> date;
  auto match = kMonth.Find(line);
  if (match) date = PartialDate::Make(number(match->Group(2, line)), number(match->Group(1, line)));
  if (!date || date->month() == 0) {
    match = kYear.Find(line);
    if (match) date = PartialDate::Make(number(match->Group(1, line)));
  }
  return match && date ? std::optional(std::pair(*date, match->span.begin)) : std::nullopt;
}

std::string TrimmedLine(std::string_view text) {
  static constexpr std::string_view kFront = " \t,;:.-_*|`'\\/";
  static constexpr std::string_view kBack = " \t_*`|\\";
  for (bool more = true; more && !text.empty();) {
    more = false;
    if (kFront.find(text.front()) != std::string_view::npos) text.remove_prefix(1), more = true;
    for (std::string_view mark : {"–", "—", "ˆ"}) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), more = true;
    }
  }
  for (bool more = true; more && !text.empty();) {
    more = false;
    if (kBack.find(text.back()) != std::string_view::npos) text.remove_suffix(1), more = true;
    if (text.ends_with("ˆ")) text.remove_suffix(std::string_view("ˆ").size()), more = true;
  }
  return std::string(text);
}

std::size_t RightColumn(std::string_view line) {
  // The TP of "Số: 12/KH-STP" is no city's.
  static const Pattern kPlace(
      R"((?:^|[^\p{L}])((?:TP\.?\s?)?\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{L}*){0,4},?\s*(?i:ngày|ngay).{0,12}?(?i:tháng|thang)))");
  static const Pattern kGlued(R"(\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{L}*){0,4},?\s*(?i:ngày|ngay).{0,12}?(?i:tháng|thang))");
  std::size_t at = MottoBegin(line);
  if (auto match = kPlace.Find(line)) {
    at = std::min(at, match->groups[0]->begin);
  } else if (auto glued = kGlued.Find(line)) {
    at = std::min(at, glued->span.begin);
  }
  return at;
}

namespace {

// Are the lines of the stamp? The one above its word "ĐẾN" names who received the paper, not who issued it.
bool TakeStamp(std::string_view lines, ArrivalStamp& stamp, Letterhead& head) {
  bool all = true;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    if (BareKey(line).empty()) continue;
    const bool taken = stamp.Takes(TrimmedLine(line));
    all = all && taken;
    if (taken && stamp.opened() && head.number_line.empty() && !head.left.empty()) head.left.pop_back();
  }
  return all;
}

}  // namespace

Letterhead ReadLetterhead(const Document& document, const DocumentTypes& types) {
  static const Pattern kSubject(R"((?i:[vw]\s?/\s?v|về việc|viv)\s*:?\s*(.*))");
  static const Pattern kAddress(R"(kinh (?:gui|goi|trinh).*)");
  Letterhead head;
  ArrivalStamp stamp;
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    const Paragraph& paragraph = document.paragraphs[i];
    bool inside = paragraph.zone == ZoneKind::kLetterhead;
    if (!inside && i > kTopParagraphs) break;
    JoinedText text(document.text(), paragraph.pieces);
    const std::string& line = text.text();
    head.addressed = head.addressed || kAddress.MatchAll(BareKey(line)).has_value();
    // The word ĐẾN is told as furniture: it stands between the paragraphs.
    if (i > 0) {
      const std::size_t end = document.paragraphs[i - 1].span.end;
      TakeStamp(std::string_view(document.text()).substr(end, std::max(end, paragraph.span.begin) - end), stamp, head);
    }
    if (TakeStamp(line, stamp, head)) continue;
    if (!inside) continue;
    if (!head.type.empty()) {
      head.title.push_back(TrimmedLine(line));
      continue;
    }
    head.type = types.OfName(TrimmedLine(line));
    if (!head.type.empty()) continue;
    std::size_t right = RightColumn(line);
    std::string left = TrimmedLine(std::string_view(line).substr(0, right));
    std::string_view beside = std::string_view(line).substr(right);
    if (HasDate(beside)) {
      head.place_line = beside;
      head.place_span = text.ToDocument({right, line.size()});
    }
    // Above the line of the quốc hiệu stand stamps and signatures only.
    if (!beside.empty() && !left.empty() && head.number_line.empty() && MottoBegin(line) < line.size() &&
        BareKey(beside).starts_with("cong")) {
      head.left.clear();
    }
    if (IsNumberLine(left) && head.number_line.empty()) {
      head.number_line = left;
      head.number_span = text.ToDocument({0, right});
    } else if (auto subject = kSubject.MatchAll(left)) {
      head.subject = TrimmedLine(subject->Group(1, left));
    } else if (!head.subject.empty()) {  // below it stands nobody's name
      if (!left.empty() && !head.addressed) head.subject += " " + left;
    } else if (!left.empty() && head.number_line.empty()) {
      if (IsNameLine(left)) head.left.push_back(left);
    }
  }
  return head;
}

}  // namespace vankho
