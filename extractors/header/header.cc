#include "extractors/header/header.h"

#include <algorithm>

#include "extractors/header/letterhead.h"
#include "extractors/reference/document_date.h"
#include "extractors/reference/reference.h"
#include "pipeline/base/decimal.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

std::string LowerAll(std::string_view text) { return ToLower(text); }

// "HÒA LỘC" -> "Hòa Lộc".
std::string TitleCase(std::string_view text) {
  std::string out;
  bool first = true;
  for (const CodePoint& p : DecodeUtf8(text)) {
    AppendUtf8(first ? Upper(p.value) : Lower(p.value), out);
    first = !IsLetter(p.value);
  }
  return out;
}

std::string SentenceCase(std::string_view text) {
  std::string lower = LowerAll(text);
  auto points = DecodeUtf8(lower);
  if (points.empty()) return {};
  std::string out;
  AppendUtf8(Upper(points.front().value), out);
  return out + lower.substr(points.front().end);
}

// The level that a place's name begins with, as it should be spelled: scans and damaged text lose its marks
// ("TINH QUANG NGÀI"). Groups: the level, the name.
const Pattern& LevelPattern() {
  static const Pattern kLevel(
      R"((?i:(t[ỉĩiíìị]nh|th[àaáả]nh ph[ốóoôổ]|tp\.?|huy[ệêeéẹ]n|qu[ậâaạ]n|th[ịiíỉ] x[ãaáà]|x[ãaáà]|ph[ưu][ờơoởớ]ng|th[ịiíỉ] tr[ấâaáắ]n|[đd][ặăa]c khu))\s+(\S.*))");
  return kLevel;
}

std::string LevelName(std::string_view printed) {
  std::string bare = BareKey(printed);
  if (bare.starts_with("tp")) return "thành phố";
  for (const char* level : {"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"}) {
    if (BareKey(level) == bare) return level;
  }
  return ToLower(printed);
}

// "Hòa Lộc, ngày 22 tháng 3 năm 2024"
void ReadPlaceLine(std::string_view line, Header& header) {
  std::size_t place_end = 0;
  if (auto date = FindDocumentDate(line, 0, line.size())) {
    header.issued_date = date->date;
    place_end = date->span.begin;
  } else if (auto month = FindMonth(line)) {
    header.issued_date = month->first;
    place_end = month->second;
  }
  static const Pattern kDay(R"(,?\s*(?i:ngày|ngay).*$)");  // with a day that nobody could read
  std::string_view place = line.substr(0, place_end);
  if (auto day = kDay.Find(place)) place = place.substr(0, day->span.begin);
  header.issued_place = TrimmedLine(place);
  while (!header.issued_place.empty() && (header.issued_place.back() == ',' || header.issued_place.back() == ' ')) {
    header.issued_place.pop_back();
  }
}

// Numbers and days are often written by hand. Of those on the real scans, numbers read with less than 0.5 were wrong
// two times in three, with more than 0.8 right but for one; days with less than 0.7 were right one time in four. What
// pipeline/ocr/letterhead_gaps.h reads from the hand alone lies under the sure ones.
constexpr double kLegibleNumber = 0.5;
constexpr double kSureNumber = 0.8;
constexpr double kLegibleDay = 0.7;
constexpr double kSureDay = 0.8;

double LeastSure(const Document& document, TextSpan where) {
  return where.empty() ? 1 : document.LeastSureNumber(where);
}

Diagnostic HardToRead(const Document& document, TextSpan where, const std::string& what) {
  const RestoredLine& printed = document.lines()[document.LineIndexes(where).front()];
  return {ErrorCode::kInvalidInput, what + "; compare the page", printed.page, printed.number};
}

// What a careful reader thinks of a header that leaves something out which is printed there.
constexpr double kLeftOut = 0.3;

void Doubt(Header& header, const char* flag, double confidence) {
  header.flags.emplace_back(flag);
  header.confidence *= confidence;
}

// A number that nobody can read is left out, a doubtful one kept; a remark says so.
void WeighNumber(const Document& document, TextSpan where, Header& header, Diagnostics& remarks) {
  double confidence = LeastSure(document, where);
  if (confidence >= kSureNumber) return;
  std::string remark = "the document's number is hard to read: \"" + header.number + "\"";
  if (confidence < kLegibleNumber) {
    remark += " was left out";
    header.number.clear();
    Doubt(header, "number-left-out", kLeftOut);
  } else {
    Doubt(header, "number-hard-to-read", confidence);
  }
  remarks.push_back(HardToRead(document, where, remark));
}

// Do these bytes come from a picture? In a text a line without a number is a draft's, on a scan a hand filled it in.
bool WasRead(const Document& document, TextSpan where) {
  if (where.empty()) return false;
  const int page = document.PageOf(where);
  return std::any_of(document.pages().begin(), document.pages().end(),
                     [&](const Page& one) { return one.number == page && one.origin == PageOrigin::kOcr; });
}

// Of a date with a doubtful day the month is kept, with a doubtful month the year; where they are likely, the whole.
void WeighDay(const Document& document, const Letterhead& head, Header& header, Diagnostics& remarks) {
  double confidence = LeastSure(document, head.place_span);
  static const Pattern kDay(R"((?i:ng[àa]y))");
  bool whole = header.issued_date && header.issued_date->day();
  if (!whole && WasRead(document, head.place_span) && kDay.Find(head.place_line)) {
    Doubt(header, "issued-date-left-out", kLeftOut);
    remarks.push_back(
        HardToRead(document, head.place_span,
                   "the document's date could not be read whole: \"" + TrimmedLine(head.place_line) + "\""));
  }
  if (!whole || confidence >= kSureDay) return;
  std::string remark = "the document's date is hard to read: not sure of " + header.issued_date->ToIso();
  bool kept = confidence >= kLegibleDay;
  if (!kept) {
    auto month = FindMonth(head.place_line);
    if (!month) return;
    static const Pattern kMonth(R"((?i:th[áa]ng))");
    header.issued_date = month->first;
    if (auto at = kMonth.Find(head.place_line)) {
      TextSpan from_month{head.place_span.begin + at->span.begin, head.place_span.end};
      if (LeastSure(document, from_month) < kLegibleDay) header.issued_date = PartialDate::Make(month->first.year());
    }
  }
  Doubt(header, kept ? "issued-date-hard-to-read" : "issued-date-left-out", kept ? confidence : kLeftOut);
  remarks.push_back(HardToRead(document, head.place_span, remark));
}

}  // namespace

namespace {

// "Tỉnh ủy Hòa Lộc", "Huyện ủy Bình An": a committee of the party, with the place in its name.
bool IsPartyCommittee(std::string_view body) {
  static const Pattern kCommittee(R"((?:tinh|thanh|huyen|quan|thi|dang) uy(?: .*)?)");
  return kCommittee.MatchAll(BareKey(body)).has_value();
}

}  // namespace

// "HUYỆN HÒA LỘC" -> "huyện Hòa Lộc"; "" for what does not begin with a level. Names of districts and provinces are
// spelled as the list of places has them.
std::string HeaderExtractor::JurisdictionName(std::string_view line) const {
  static const Pattern kBody(R"((?:uy|doan)(?: .*)?)");  // "HUYỆN ỦY BÌNH AN", "TỈNH ĐOÀN": bodies of their own
  auto match = LevelPattern().MatchAll(line);
  if (!match || kBody.MatchAll(BareKey(match->Group(2, line)))) return "";
  std::string level = LevelName(match->Group(1, line));
  std::string name = TitleCase(match->Group(2, line));
  bool listed = level == "tỉnh" || level == "thành phố" || level == "huyện" || level == "quận" || level == "thị xã";
  return level + " " + (listed ? gazetteer_->PlaceNamed(name) : name);
}

HeaderExtractor::HeaderExtractor(const AgencyGazetteer& gazetteer, DocumentTypes types, SignatureReader signatures)
    : gazetteer_(&gazetteer), types_(std::move(types)), signatures_(std::move(signatures)) {}

std::string HeaderExtractor::BodyName(const std::string& line, std::string* jurisdiction) const {
  static const Pattern kTail(
      R"((?i:\s(t[ỉĩiíìị]nh|th[àaáả]nh ph[ốóoôổ]|tp\.?|huy[ệêeéẹ]n|quận|thị xã|xã|phường|thị trấn)\s.*)$)");
  if (auto tail = kTail.Find(line))
    *jurisdiction = JurisdictionName(TrimmedLine(std::string_view(line).substr(tail->span.begin)));
  std::string core = line;
  if (!jurisdiction->empty()) {
    if (auto tail = kTail.Find(line)) core = line.substr(0, tail->span.begin);
  }
  auto mentions = gazetteer_->Find(core);
  if (!mentions.empty() && mentions.front().span.begin == 0 && mentions.front().span.size() + 2 >= core.size()) {
    return mentions.front().name;
  }
  // In capitals a name with a wrong mark is the name: "SỞ TƯ PHÀP - ĐOÀN LUẬT SƯ".
  bool sure = !mentions.empty() && (mentions.front().rule == "agency/name" ||
                                    (mentions.front().rule == "agency/bare" && ToUpper(core) == core));
  if (sure && mentions.front().span.begin == 0) {
    std::string_view rest = std::string_view(core).substr(mentions.front().span.end);
    static const Pattern kDash(R"(\s+[-–]\s*|\s*[-–]\s+)");
    std::string more = TrimmedLine(rest);
    // "TỈNH ỦY HÒA LỘC", "TỈNH ĐOÀN HÒA LỘC": behind such a body stands its place
    const bool place =
        mentions.front().name.ends_with("ủy") || mentions.front().name.ends_with("đoàn") || gazetteer_->IsPlace(more);
    more = place ? TitleCase(more) : SentenceCase(more);
    return mentions.front().name + (kDash.MatchAt(rest, 0) ? " - " + UpperFirst(more) : " " + more);
  }
  return SentenceCase(gazetteer_->SpellOut(core));
}

std::string HeaderExtractor::IssuerOf(const std::vector<std::string>& lines) const {
  std::string issuer;
  std::string place;   // of the body above
  std::string above;   // the party committee above
  std::string before;  // the line above
  for (const std::string& line : lines) {
    if (std::string name = JurisdictionName(line); !name.empty() && !issuer.empty()) {
      issuer += " " + name;
      place = name;
      continue;
    }
    std::string own;
    std::string joined = before.empty() ? "" : BodyName(before + " " + line, &own);
    bool one_name = !joined.empty() && own.empty() && gazetteer_->IsName(joined);  // a name over two lines
    own.clear();
    std::string body = one_name ? joined : BodyName(line, &own);
    if (body.empty()) continue;
    if (!own.empty()) place = own;
    issuer = body + (own.empty() ? "" : " " + own);
    before = line;
    bool central = body.starts_with("Bộ ") || body.starts_with("Chính phủ") || body.ends_with("tối cao");
    const bool committee = IsPartyCommittee(body);
    if (own.empty() && !place.empty() && !central && !committee) issuer.append(" ").append(place);
    // "TỈNH ỦY HÒA LỘC" over "BAN TỔ CHỨC": a board of the committee
    if (own.empty() && !committee && !above.empty() && body.find(" ủy") == std::string::npos)
      issuer.append(" ").append(above);
    above = committee ? body : "";
  }
  return issuer;
}

void HeaderExtractor::ReadAnnexLine(const Document& document, Header& header) const {
  static const Pattern kWith(R"(\(?\s*(?i:(?:ban hành )?kèm theo)\s)");
  static const Pattern kOf(R"(\s(?i:của)\s)");
  for (const Paragraph& paragraph : document.paragraphs) {
    if (paragraph.zone != ZoneKind::kAnnex) continue;
    std::string line = JoinedText(document.text(), paragraph.pieces).text();
    auto with = kWith.MatchAt(line, 0);
    if (!with) continue;
    if (header.type.empty()) header.type = types_.AtBegin(std::string_view(line).substr(with->span.end));
    if (!header.issued_date) {
      if (auto date = FindDocumentDate(line, with->span.end, line.size())) header.issued_date = date->date;
    }
    auto of = kOf.Find(line);
    if (header.issuer.empty() && of) {
      std::string body = line.substr(of->span.end);
      for (const NamedAgency& mention : gazetteer_->Find(body)) {
        if (mention.span.begin != 0) break;
        static const Pattern kPlace(R"((?i:(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn))\s\p{Lu}.*)");
        header.issuer = mention.name;
        std::string printed(mention.span.Of(body));
        if (auto place = kPlace.Find(printed)) {
          std::string whole = JurisdictionName(printed.substr(place->span.begin));
          std::string level = whole.substr(0, whole.find(' '));
          if (header.issuer.ends_with(" " + level)) header.issuer.resize(header.issuer.size() - level.size() - 1);
          header.issuer += " " + whole;
        }
        break;
      }
    }
    return;
  }
}

// The place of the date is as a rule the place of the issuer: the same name with a letter read otherwise is that name.
std::string HeaderExtractor::PlaceBeside(const std::string& place, const std::string& issuer) const {
  std::string bare = BareKey(place);
  for (std::size_t at = issuer.find(' '); at != std::string::npos && !bare.empty(); at = issuer.find(' ', at + 1)) {
    std::string tail = issuer.substr(at + 1);
    const bool same = MatchKey(tail) == MatchKey(place);  // but for capitals
    if (bare.size() > 3 && WithinOneEdit(BareKey(tail), bare)) return same ? place : tail;
  }
  return gazetteer_->PlaceNamed(place);
}

// What the symbol says where no type stands in the middle: "KH" of "27/KH-UBND"; a letter (công văn) has none.
std::string HeaderExtractor::TypeOfSymbol(const Letterhead& head) const {
  std::size_t slash = head.number_line.find('/');
  if (slash == std::string::npos) return head.subject.empty() ? "" : "cong_van";
  std::string symbol = head.number_line.substr(slash + 1);
  std::string first = TrimmedLine(symbol.substr(0, symbol.find('-')));
  std::string type = types_.OfAbbreviation(first);
  if (!type.empty()) return type;
  return head.addressed || !head.subject.empty() ? "cong_van" : "";
}

Header HeaderExtractor::Find(const Document& document, Diagnostics& remarks) const {
  static const Pattern kNumber(
      R"((?i:(?:(?:bộ )?luật|pháp lệnh|nghị quyết|lệnh)\s)?(?i:s[ốôo6])\s*[:.]?\s*(0{0,2}[1-9]\d{0,4}[a-zA-Z]?\s*[-/]\s*(?:\p{L}[\p{L}\d]*|(?:19|20)\d\d)(?:\s?[-/&.]\s?[\p{L}\d]+)*))");
  Letterhead head = ReadLetterhead(document, types_);
  Header header;
  header.type = head.type.empty() ? TypeOfSymbol(head) : head.type;
  if (auto number = kNumber.MatchAt(head.number_line, 0)) {
    header.number = ReferenceExtractor::CloseUp(TrimmedLine(number->Group(1, head.number_line)));
    WeighNumber(document, head.number_span, header, remarks);
  } else if (WasRead(document, head.number_span)) {
    std::string line = TrimmedLine(head.number_line);
    Doubt(header, "number-left-out", kLeftOut);
    remarks.push_back(
        HardToRead(document, head.number_span, "the document's number could not be read: \"" + line + "\""));
  }
  header.issuer = head.number_line.empty() && head.place_line.empty() ? "" : IssuerOf(head.left);
  ReadPlaceLine(head.place_line, header);
  WeighDay(document, head, header, remarks);
  header.issued_place = PlaceBeside(header.issued_place, header.issuer);
  for (const std::string& line : head.title) header.title += (header.title.empty() ? "" : " ") + line;
  if (header.title.empty()) header.title = head.subject;
  ReadAnnexLine(document, header);
  header.signer = signatures_.FindSigner(document);
  header.recipients = signatures_.FindRecipients(document);
  int stated = !header.type.empty() + !header.number.empty() + !header.issuer.empty() + header.issued_date.has_value() +
               !header.title.empty() + header.signer.has_value();
  header.confidence *= 0.5 + 0.08 * stated;
  return header;
}

}  // namespace vankho
