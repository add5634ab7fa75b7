#include "pipeline/structure/line_facts.h"

#include <algorithm>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/document/reading_boxes.h"
#include "pipeline/document/recipients_heading.h"

namespace vankho {
namespace {

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\n'; }

TextSpan Trim(std::string_view text, TextSpan span) {
  while (!span.empty()) {
    if (IsBlankByte(text[span.begin])) {
      ++span.begin;
    } else if (std::size_t size = MarkupAt(text, span.begin); size > 0 && span.begin + size <= span.end) {
      span.begin += size;
    } else {
      break;
    }
  }
  while (!span.empty()) {
    if (IsBlankByte(text[span.end - 1])) {
      --span.end;
      continue;
    }
    std::size_t back = std::min<std::size_t>(8, span.size());
    std::size_t cut = 0;
    for (std::size_t size = 2; size <= back; ++size) {
      if (MarkupAt(text, span.end - size) == size) cut = size;
    }
    if (cut == 0) break;
    span.end -= cut;
  }
  // A heading of Markdown.
  while (!span.empty() && text[span.begin] == '#') ++span.begin;
  while (!span.empty() && text[span.begin] == ' ') ++span.begin;
  return span;
}

void LookAtLetters(std::string_view line, LineFacts& facts) {
  int upper = 0;
  int lower = 0;
  bool first = true;
  for (std::size_t at = 0; at < line.size();) {
    bool at_begin = at == 0;
    const Letter& letter = LetterOf(NextPoint(line, at));
    if (!letter.alpha) continue;
    if (letter.is_upper) ++upper;
    if (letter.is_lower) ++lower;
    if (first) facts.starts_lower = letter.is_lower && at_begin;
    first = false;
    if (lower > 0) break;
  }
  facts.starts_digit = !line.empty() && line.front() >= '0' && line.front() <= '9';
  facts.upper = upper >= 3 && lower == 0;
}

// `text`: the line without its marker.
void LookBehindMarker(std::string_view text, LineFacts& facts) {
  static const Pattern kNameTail(
      R"((?:Kế hoạch|UBND|Ủy ban|HĐND|Thương binh|Hạ tầng|Công nghệ|Truyền thông|TT|Xã hội)(?: |$))");
  facts.item_capital = IsUpper(DecodeUtf8(text.substr(0, 4)).front().value);
  static constexpr ByteSet kFirstBytes("KUHTCX\xE1");  // the last: of Ủ
  facts.name_tail = facts.item_capital && kFirstBytes.Has(text.front()) && kNameTail.MatchAt(text, 0).has_value();
}

bool EndsSentence(std::string_view line) {
  static constexpr std::string_view kEnds = ".;:?!";
  while (!line.empty() && (line.back() == ')' || line.back() == '"' || line.back() == ' ')) line.remove_suffix(1);
  if (line.ends_with("”") || line.ends_with("…")) return true;
  return !line.empty() && kEnds.find(line.back()) != std::string_view::npos;
}

// The last word is one that something must follow: "phối hợp với".
bool EndsOpen(std::string_view line) {
  static constexpr std::string_view kOpen[] = {"với", "của",  "và",    "các", "theo", "cho", "tại",
                                               "từ",  "hoặc", "những", "bởi", "nhằm", "để",  "do"};
  constexpr std::size_t kLongest = 8;  // bytes
  std::size_t space = line.find_last_of(" \t\r\f");
  if (space == std::string_view::npos || line.size() - space - 1 > kLongest) return false;
  std::string word = ToLower(line.substr(space + 1));
  return std::find(std::begin(kOpen), std::end(kOpen), word) != std::end(kOpen);
}

bool IsPageNumber(std::string_view line) {
  static const Pattern kNumber(R"((?i:trang |page )?[-–— ]{0,3}\d{1,4}[-–— ]{0,3}(?:/\d{1,4})?)");
  return line.size() <= 24 && kNumber.MatchAll(line).has_value();
}

// Digital-signature blocks and incoming stamps (dấu đến): Nghị định 30/2020/NĐ-CP, Phụ lục I and IV.
bool IsStamp(std::string_view line) {
  static const Pattern kStamp(
      R"((?i:(?:người ký|ký bởi|ký số bởi|thời gian ký|ngày ký|signed by|signature not verified|digitally signed)\s*:.*|)"
      R"(signature not verified|(?:công văn |văn bản )?đến|(?:chuyển|số và ký hiệu hs|số và ký hiệu hồ sơ)\s*:[ .…_]*))");
  constexpr std::size_t kShort = 32;  // bytes; what is longer has a colon
  if (line.size() > 120 || (line.size() > kShort && line.find(':') == std::string_view::npos)) return false;
  return kStamp.MatchAll(line).has_value();
}

// The 90th percentile of what lines measure, which a full line comes near to.
double UsualWidth(std::vector<double> widths) {
  if (widths.empty()) return 0;
  auto at = widths.begin() + static_cast<std::ptrdiff_t>((widths.size() - 1) * 9 / 10);
  std::nth_element(widths.begin(), at, widths.end());
  return *at;
}

std::size_t CharacterCount(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

// Margins page by page where there are boxes, else line lengths of the whole document.
void MarkFullLines(const Document& document, std::vector<LineFacts>& facts) {
  const auto& lines = document.lines();
  std::vector<double> lengths(facts.size());
  std::vector<double> held;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    lengths[i] = static_cast<double>(CharacterCount(facts[i].span.Of(document.text())));
    if (facts[i].Holds()) held.push_back(lengths[i]);
  }
  double usual = UsualWidth(std::move(held));
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    std::vector<double> rights;
    std::vector<double> lefts;
    for (; end < lines.size() && lines[end].page == lines[begin].page; ++end) {
      const Box box = ReadingBoxOfLine(document, end);
      if (!facts[end].Holds() || box.empty()) continue;
      rights.push_back(box.right);
      lefts.push_back(-box.left);
    }
    double right = UsualWidth(rights);
    double left = -UsualWidth(lefts);
    for (std::size_t i = begin; i < end; ++i) {
      const Box box = ReadingBoxOfLine(document, i);
      if (box.empty()) {
        facts[i].full = lengths[i] >= 0.82 * usual;
        facts[i].brimful = lengths[i] >= 0.93 * usual;
        facts[i].long_line = lengths[i] >= 0.62 * usual;
      } else {
        facts[i].full = box.right >= right - 0.06 * (right - left);
        facts[i].brimful = box.right >= right - 0.03 * (right - left);
        facts[i].indented = box.left >= left + 0.04 * (right - left);
      }
    }
    begin = end;
  }
}

// "Nn nhan:" over "- Như trên;".
void MarkDamagedRecipients(const Document& document, std::vector<LineFacts>& facts) {
  LineFacts* before = nullptr;
  for (LineFacts& f : facts) {
    if (!f.Holds()) continue;
    const bool item = f.marker && f.marker->rank == MarkerRank::kDash;
    if (item && before != nullptr && !before->marker && !before->upper)
      before->damaged_recipients = RecipientsHeadingSize(before->span.Of(document.text())) > 0;
    before = &f;
  }
}

}  // namespace

std::vector<LineFacts> LookAtLines(const Document& document) {
  const auto& lines = document.lines();
  std::vector<LineFacts> all(lines.size());
  int page = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    LineFacts& facts = all[i];
    facts.span = Trim(document.text(), document.LineSpan(i));
    facts.blank = facts.span.empty();
    facts.noise = lines[i].line_class == LineClass::kNoise;
    if (facts.blank || facts.noise) continue;
    std::string_view line = facts.span.Of(document.text());
    facts.furniture = IsPageNumber(line) || IsStamp(line);
    if (facts.furniture) continue;
    facts.page_begin = lines[i].page != page;
    page = lines[i].page;
    LookAtLetters(line, facts);
    facts.terminal = EndsSentence(line);
    facts.open_end = !facts.terminal && EndsOpen(line);
    facts.marker = ParseMarker(line);
    if (!facts.marker) facts.marker = ParseDamagedNumber(line);
    if (facts.marker && facts.marker->size < line.size()) LookBehindMarker(line.substr(facts.marker->size), facts);
  }
  MarkFullLines(document, all);
  MarkDamagedRecipients(document, all);
  return all;
}

std::vector<PlacedWord> PlacedWords(const Document& document, std::size_t line) {
  const Line& seen = document.SeenLine(line);
  const RestoredLine& restored = document.lines()[line];
  TextSpan whole = document.LineSpan(line);
  std::string_view text = document.text();
  // Where each seen word stands in the seen text and on the page.
  std::vector<TextSpan> seen_spans;
  std::vector<Box> boxes;
  std::size_t from = 0;
  for (const Word& word : seen.words) {
    std::size_t at = seen.text.find(word.text, from);
    if (at == std::string::npos) at = from;
    seen_spans.push_back({at, at + word.text.size()});
    from = seen_spans.back().end;
    boxes.push_back(word.box);
  }
  std::vector<PlacedWord> placed;
  std::size_t next = 0;
  for (std::size_t at = whole.begin; at < whole.end;) {
    if (IsBlankByte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < whole.end && !IsBlankByte(text[end])) ++end;
    PlacedWord word{{at, end}, {}};
    TextSpan old{at - whole.begin, end - whole.begin};
    if (!restored.alignment.IsIdentity()) old = restored.alignment.ToOld(old);
    while (next < seen_spans.size() && seen_spans[next].end <= old.begin) ++next;
    for (std::size_t i = next; i < seen_spans.size() && seen_spans[i].begin < std::max(old.end, old.begin + 1); ++i) {
      word.box = Cover(word.box, boxes[i]);
    }
    placed.push_back(word);
    at = end;
  }
  return placed;
}

}  // namespace vankho
