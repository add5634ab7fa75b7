#include "extractors/reference/reference.h"

#include "extractors/reference/document_date.h"
#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/document.h"

namespace vankho {
namespace {

constexpr std::size_t kDateReach = 28;      // bytes between a number and its date
constexpr std::size_t kIssuerWindow = 200;  // bytes in which the issuer may stand

const Pattern& SymbolPattern() {
  static const Pattern kSymbol(
      R"((?:\d{1,5}[a-zA-Z]?\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?(?:(?:QH|UBTVQH)\s?\d{1,2}|\p{Lu}[\p{L}&.]*(?:\s?[-–]\s?[§$]?\p{Lu}[\p{L}&.\d]*){0,3}))"
      R"(|\d{1,4}\s?[-–]\s?\p{Lu}[\p{L}]{0,4}\s?/\s?\p{Lu}[\p{L}]+)"
      R"(|TCVN(?: ISO)?(?:/IEC)? \d{3,5}(?:-\d{1,2})?(?::\d{4})?)"
      R"(|(?:CV|(?i:công văn|quyết định|kế hoạch|báo cáo|thông báo|chỉ thị|nghị quyết))\s(?i:số)\s?:?\s?\d{1,5}\s(?i:ngày)))");
  return kSymbol;
}

bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view WithoutSpace(std::string_view text) {
  if (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  return text;
}

// A number behind "số".
bool HoldsNamedNumber(std::string_view text) {
  for (std::string_view number : {"ố", "Ố"}) {
    for (std::size_t at = text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
      std::string_view behind = WithoutSpace(text.substr(at + number.size()));
      if (behind.starts_with(":")) behind = WithoutSpace(behind.substr(1));
      if (!behind.empty() && IsDigit(static_cast<unsigned char>(behind.front()))) return true;
    }
  }
  return false;
}

// What every symbol has, told without its pattern, which is a large one: a slash before a capital or a year, a
// standard, or a number behind "số".
bool MayHoldSymbol(std::string_view text) {
  for (std::size_t slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/', slash + 1)) {
    std::string_view behind = WithoutSpace(text.substr(slash + 1));
    if (behind.empty()) continue;
    bool capital =
        (behind.front() >= 'A' && behind.front() <= 'Z') || static_cast<unsigned char>(behind.front()) >= 0x80;
    bool year = behind.size() > 4 && (behind.starts_with("19") || behind.starts_with("20")) &&
                WithoutSpace(behind.substr(4)).starts_with("/");
    if (capital || year) return true;
  }
  return text.find("TCVN") != std::string_view::npos || HoldsNamedNumber(text);
}

bool IsAsciiWord(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// The first bytes of "CV", "công văn", "quyết định", "kế hoạch", "báo cáo", "thông báo", "chỉ thị", "nghị quyết"?
bool MayBeginName(std::string_view text) {
  auto is = [&](std::size_t i, char small) { return i < text.size() && (text[i] | 0x20) == small; };
  auto leads = [&](std::size_t i, char byte) { return i < text.size() && text[i] == byte; };  // of a letter with marks
  if (is(0, 'c')) return is(1, 'v') || leads(1, '\xC3') || (is(1, 'h') && leads(2, '\xE1'));
  if (is(0, 'q')) return is(1, 'u') && is(2, 'y');
  if (is(0, 'k')) return leads(1, '\xE1');
  if (is(0, 'b')) return leads(1, '\xC3');
  if (is(0, 't')) return is(1, 'h') && leads(2, '\xC3');
  return is(0, 'n') && is(1, 'g') && is(2, 'h');
}

// May a symbol begin here? Asked at each byte, so that the pattern is tried at few.
bool MayBeginSymbol(std::string_view text, std::size_t at, bool named) {
  if (text[at] == 'T' && text.substr(at, 4) == "TCVN") return true;
  if (!IsDigit(static_cast<unsigned char>(text[at])))
    return named && (at == 0 || !IsAsciiWord(text[at - 1])) && MayBeginName(text.substr(at, 3));
  std::size_t end = at;
  while (end < text.size() && end < at + 5 && IsDigit(static_cast<unsigned char>(text[end]))) ++end;
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (end < text.size() && letter(text[end])) ++end;
  std::string_view behind = WithoutSpace(text.substr(end));
  return behind.starts_with("/") || behind.starts_with("-") || behind.starts_with("–");
}

// "19-" before "2017/NQ-CP": digits that belong to the number, whose first part a damaged slash has cut off.
std::size_t DigitsBefore(std::string_view text, std::size_t at) {
  if (at < 2 || text[at - 1] != '-') return 0;
  std::size_t first = at - 1;
  while (first > 0 && at - first <= 5 && IsDigit(static_cast<unsigned char>(text[first - 1]))) --first;
  const bool opens = first == 0 || IsAsciiSpace(text[first - 1]) || text[first - 1] == ':';
  return opens && first < at - 1 ? at - first : 0;
}

// Is "số" the last word of the text, whatever stands before it?
std::string_view WithoutNumberWord(std::string_view before) {
  static const Pattern kNumberWord(R"((?i:số|so|sô|s6)\s*[:.]?\s*$)");
  auto match = kNumberWord.Find(before.size() > 12 ? before.substr(before.size() - 12) : before);
  if (!match) return before;
  return before.substr(0, before.size() - std::min<std::size_t>(12, before.size()) + match->span.begin);
}

}  // namespace

ReferenceExtractor::ReferenceExtractor(const AgencyGazetteer& gazetteer, DocumentTypes types)
    : gazetteer_(&gazetteer), types_(std::move(types)) {}

std::string ReferenceExtractor::CloseUp(std::string_view number) {
  std::string close;
  for (const CodePoint& p : DecodeUtf8(number)) {
    bool speck = p.value == U'§' || p.value == U'$';  // read beside an S: "QĐ-§SYT"
    if (IsSpace(p.value) || speck) continue;
    AppendUtf8(p.value == U'–' ? U'-' : p.value, close);
  }
  return close;
}

ReferenceExtractor::Symbol ReferenceExtractor::ReadSymbol(std::string_view text, TextSpan span) const {
  static const Pattern kAdmin(R"(\d+[a-zA-Z]?/(\d{4}/)?([^-]+)-?(.*))");
  static const Pattern kParty(R"(\d+-([^/]+)/(.+))");
  static const Pattern kBare(R"(.*?(\d+)[^\d]*)");
  Symbol symbol{span, CloseUp(span.Of(text)), {}, {}, false};
  while (!symbol.number.empty() && symbol.number.back() == '.') {
    symbol.number.pop_back();
    --symbol.span.end;
  }
  if (symbol.number.starts_with("TCVN")) {
    symbol.number = Flatten(span.Of(text));
    symbol.type = "tieu_chuan";
    symbol.sure = true;
  } else if (auto party = kParty.MatchAll(symbol.number)) {
    symbol.type = types_.OfAbbreviation(party->Group(1, symbol.number));
    symbol.issuer = gazetteer_->OfSymbol(party->Group(2, symbol.number));
    symbol.sure = !symbol.type.empty();
  } else if (auto admin = kAdmin.MatchAll(symbol.number)) {
    std::string_view first = admin->Group(2, symbol.number);
    symbol.type = types_.OfAbbreviation(first);
    symbol.sure = !symbol.type.empty() && !admin->Group(3, symbol.number).empty();
    symbol.issuer = gazetteer_->OfSymbol(symbol.sure ? admin->Group(3, symbol.number) : first);
    if (first.starts_with("QH") || first.starts_with("UBTVQH")) {
      bool assembly = first.starts_with("QH");
      symbol.issuer = assembly ? "Quốc hội" : "Ủy ban Thường vụ Quốc hội";
      symbol.type.clear();
      symbol.sure = !admin->Group(1, symbol.number).empty();
    } else if (symbol.type.empty() && !symbol.issuer.empty()) {
      symbol.type = "cong_van";
    }
    if (symbol.issuer == "Ủy ban nhân dân" || symbol.issuer == "Hội đồng nhân dân")
      symbol.issuer.clear();  // which one?
  } else if (auto bare = kBare.MatchAll(symbol.number)) {
    // "CV số 5387 ngày": the number alone; its type stands in the match.
    symbol.type = types_.AtBegin(span.Of(text));
    if (symbol.type.empty()) symbol.type = "cong_van";
    symbol.number = std::string(bare->Group(1, symbol.number));
    symbol.span.end = span.begin + span.Of(text).find(symbol.number) + symbol.number.size();
    symbol.sure = true;
  }
  return symbol;
}

std::optional<ReferenceExtractor::Symbol> ReferenceExtractor::NextSymbol(std::string_view text, std::size_t from,
                                                                         bool named) const {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!MayBeginSymbol(text, at, named)) continue;
    auto match = SymbolPattern().MatchAt(text, at);
    if (!match || !StandsAlone(text, match->span)) continue;
    Symbol symbol = ReadSymbol(text, match->span);
    if (std::size_t cut = DigitsBefore(text, at); cut > 0 && symbol.number.find('/') != std::string::npos) {
      symbol.span.begin -= cut;
      symbol.number = CloseUp(text.substr(at - cut, cut)) + symbol.number;
      symbol.damaged = true;
    }
    return symbol;
  }
  return std::nullopt;
}

std::string ReferenceExtractor::IssuerAfter(std::string_view text, std::size_t at) const {
  static const Pattern kOf(R"([\s,)]*(?:(?i:của|do)\s+)?)");
  auto of = kOf.MatchAt(text, at);
  std::size_t begin = of ? of->span.end : at;
  std::string_view window = text.substr(begin, kIssuerWindow);
  auto mentions = gazetteer_->FindRow(window, 0);
  return mentions.empty() || mentions.front().span.begin > 0 ? "" : mentions.front().name;
}

// "Ngày 31/12/2022, X ban hành Quyết định số ...": date and issuer stand before.
void ReferenceExtractor::ReadBefore(std::string_view words, Reference& reference) const {
  static const Pattern kIssues(
      R"((?i:ngày)\s[^;.]*?,\s*(.*?)\s*(?:đã\s+)?(?i:ban hành|ký ban hành|có)\s+\S+(?:\s\S+)?\s*$)");
  auto issues = kIssues.Find(words);
  if (!issues) return;
  auto date = FindDocumentDate(words, issues->span.begin, 4);
  if (!date) return;
  reference.date = date->date;
  auto bodies = gazetteer_->Find(issues->Group(1, words));
  if (!bodies.empty()) reference.issuer = bodies.front().name;
}

std::vector<Reference> ReferenceExtractor::Find(std::string_view text) const {
  std::vector<Reference> found = FindNumbered(text);
  FindLaws(text, found);
  return found;
}

std::vector<Reference> ReferenceExtractor::FindNumbered(std::string_view text) const {
  std::vector<Reference> found;
  if (text.find('/') == std::string_view::npos && text.find("TCVN") == std::string_view::npos &&
      text.find("ố ") == std::string_view::npos) {
    return found;
  }
  if (!MayHoldSymbol(text)) return found;
  bool named = HoldsNamedNumber(text);
  std::string list_type;  // "các Nghị quyết của Chính phủ: số 35/NQ-CP ...; số ..."
  for (std::size_t at = 0; at < text.size();) {
    auto symbol = NextSymbol(text, at, named);
    if (!symbol) break;
    at = symbol->span.end;
    std::size_t window = symbol->span.begin > 96 ? symbol->span.begin - 96 : 0;
    std::string_view before = text.substr(window, symbol->span.begin - window);
    std::string_view words = WithoutNumberWord(before);
    bool numbered = words.size() != before.size();
    std::string said = symbol->number.starts_with("TCVN") ? "" : types_.AtEnd(words);
    if (said.empty() && symbol->type.empty() && BareKey(words).find("luat ") != std::string::npos) said = "luat";
    if (said.empty() && !numbered && !symbol->sure) continue;
    Reference reference;
    reference.number = symbol->number;
    reference.type = !said.empty() ? said : symbol->type;
    if (symbol->type == "tieu_chuan") reference.type = symbol->type;
    TextSpan span = symbol->span;
    std::size_t behind = span.end;
    if (auto date = FindDocumentDate(text, span.end, kDateReach)) {
      std::string_view between = text.substr(span.end, date->span.begin - span.end);
      // "sửa đổi Quyết định số 4/2020/QĐ-UBND, trình trong tháng 6 năm 2024": another day
      static const Pattern kOther(R"((?:.* |,)?(?:so|trinh|trong|truoc|den|tu|xong|nhat)(?: .*)?)");
      if (between.find_first_of(";:/") == std::string_view::npos && !kOther.MatchAll(BareKey(between))) {
        reference.date = date->date;
        span.end = behind = date->span.end;
      }
    }
    if (!reference.date) ReadBefore(words, reference);
    if (reference.issuer.empty()) reference.issuer = IssuerAfter(text, behind);
    if (reference.issuer.empty()) reference.issuer = symbol->issuer;
    reference.evidence = {{span}, "reference/symbol"};
    if (symbol->damaged) reference.flags.emplace_back("number-damaged");
    reference.confidence = symbol->damaged                                                     ? 0.4
                           : reference.date || reference.number.find('/') != std::string::npos ? 0.95
                                                                                               : 0.8;
    found.push_back(std::move(reference));
    at = std::max(at, span.end);
  }
  return found;
}

}  // namespace vankho
