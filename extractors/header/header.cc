#include "extractors/header/header.h"

#include "extractors/agency/words.h"
#include "extractors/reference/document_date.h"
#include "extractors/reference/reference.h"
#include "pipeline/base/decimal.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

std::string Trimmed(std::string_view text) {
  static constexpr std::string_view kBlank = " \t,;:.-–—_*|";
  while (!text.empty() && kBlank.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '_' || text.back() == '*'))
    text.remove_suffix(1);
  return std::string(text);
}

// Where the right column begins: quốc hiệu, tiêu ngữ, or the place of the date.
std::size_t RightColumn(std::string_view line) {
  static const Pattern kNational(
      R"((?i:c[ộôoọ]ng\s*h[òoóỏọ][àaáả]?\s*x[ãaáà]\s*h[ộôoọ]i|[đd][ộôoọ]c\s*l[ậâaạ]p\s*[-–—.]?\s*t[ựưu]\s*do|đảng cộng sản việt nam))");
  static const Pattern kPlace(
      R"((?:TP\.?\s?)?\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{L}*){0,4},?\s*(?i:ngày|ngay).{0,12}?(?i:tháng|thang))");
  std::size_t at = line.size();
  if (auto match = kNational.Find(line)) at = std::min(at, match->span.begin);
  if (auto match = kPlace.Find(line)) at = std::min(at, match->span.begin);
  return at;
}

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

// "HUYỆN HÒA LỘC" -> "huyện Hòa Lộc"; "" for what does not begin with a level.
std::string JurisdictionName(std::string_view line) {
  static const Pattern kLevel(R"((?i:(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu))\s+(\S.*))");
  auto match = kLevel.MatchAll(line);
  if (!match) return "";
  std::string level = LowerAll(match->Group(1, line));
  if (level.starts_with("tp")) level = "thành phố";
  return level + " " + TitleCase(match->Group(2, line));
}

// A day that a pen wrote is often illegible: "ngày ?# tháng 5 năm 2021" still states a month. The date and where it
// begins.
std::optional<std::pair<PartialDate, std::size_t>> FindMonth(std::string_view line) {
  static const Pattern kMonth(R"((?i:ngày|ngay).{0,12}?(?i:tháng|thang)\s*(\d{1,2})\s*(?i:năm|nam)\s*((?:19|20)\d\d))");
  auto match = kMonth.Find(line);
  if (!match) return std::nullopt;
  auto month = Decimal::FromVietnamese(match->Group(1, line));
  auto year = Decimal::FromVietnamese(match->Group(2, line));
  if (!month || !year || month->units() < 1) return std::nullopt;
  auto date = PartialDate::Make(static_cast<int>(year->units()), static_cast<int>(month->units()));
  return date ? std::optional(std::pair(*date, match->span.begin)) : std::nullopt;
}

bool IsNumberLine(std::string_view line) {
  static const Pattern kNumber(R"((?i:s[ốôo6]\s*[:.]?\s*[\d._… ]*\s*[/-]\s*[\p{L}]|s[ốôo6]\s*:))");
  return kNumber.MatchAt(line, 0).has_value();
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
  static const Pattern kDay(R"(,?\s*(?i:ngày|ngay)\P{L}*(?:\p{L}\P{L}*)?$)");  // with a day that nobody could read
  std::string_view place = line.substr(0, place_end);
  if (auto day = kDay.Find(place)) place = place.substr(0, day->span.begin);
  header.issued_place = Trimmed(place);
  while (!header.issued_place.empty() && (header.issued_place.back() == ',' || header.issued_place.back() == ' ')) {
    header.issued_place.pop_back();
  }
}

}  // namespace

HeaderExtractor::HeaderExtractor(const AgencyGazetteer& gazetteer, DocumentTypes types)
    : gazetteer_(&gazetteer), types_(std::move(types)) {}

HeaderExtractor::Letterhead HeaderExtractor::ReadLetterhead(const Document& document) const {
  static const Pattern kSubject(R"((?i:v/v|về việc)\s*:?\s*(.*))");
  Letterhead head;
  for (const Paragraph& paragraph : document.paragraphs) {
    if (paragraph.zone != ZoneKind::kLetterhead) continue;
    std::string line = JoinedText(document.text(), paragraph.pieces).text();
    if (!head.type_line.empty()) {
      head.title.push_back(Trimmed(line));
      continue;
    }
    std::string code = types_.OfName(Trimmed(line));
    if (!code.empty() && head.type_line.empty()) {
      head.type_line = code;
      continue;
    }
    std::size_t right = RightColumn(line);
    std::string left = Trimmed(std::string_view(line).substr(0, right));
    std::string_view beside = std::string_view(line).substr(right);
    if (FindDocumentDate(beside, 0, beside.size()) || FindMonth(beside)) head.place_line = beside;
    if (IsNumberLine(left) && head.number_line.empty()) {
      head.number_line = left;
    } else if (auto subject = kSubject.MatchAll(left)) {
      head.subject = Trimmed(subject->Group(1, left));
    } else if (!left.empty() && head.number_line.empty()) {
      head.left.push_back(left);
    } else if (!head.subject.empty() && !left.empty() && !left.starts_with("Kính")) {
      head.subject += " " + left;
    }
  }
  return head;
}

std::string HeaderExtractor::BodyName(const std::string& line, std::string* jurisdiction) const {
  static const Pattern kTail(R"((?i:\s(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn)\s.*)$)");
  if (auto tail = kTail.Find(line))
    *jurisdiction = JurisdictionName(Trimmed(std::string_view(line).substr(tail->span.begin)));
  std::string core = line;
  if (!jurisdiction->empty()) {
    if (auto tail = kTail.Find(line)) core = line.substr(0, tail->span.begin);
  }
  auto mentions = gazetteer_->Find(core);
  if (!mentions.empty() && mentions.front().span.begin == 0 && mentions.front().span.size() + 2 >= core.size()) {
    return mentions.front().name;
  }
  if (!mentions.empty() && mentions.front().span.begin == 0 && mentions.front().rule == "agency/name") {
    return mentions.front().name + " " +
           SentenceCase(Trimmed(std::string_view(core).substr(mentions.front().span.end)));
  }
  return SentenceCase(gazetteer_->SpellOut(core));
}

std::string HeaderExtractor::IssuerOf(const std::vector<std::string>& lines) const {
  std::string issuer;
  std::string place;  // of the body above
  for (const std::string& line : lines) {
    if (std::string name = JurisdictionName(line); !name.empty() && !issuer.empty()) {
      issuer += " " + name;
      place = name;
      continue;
    }
    std::string own;
    std::string body = BodyName(line, &own);
    if (body.empty()) continue;
    if (!own.empty()) place = own;
    bool known = gazetteer_->Find(line).size() == 1 || !own.empty();
    if (!issuer.empty() && !known && body.size() < 24 && issuer.find(' ') == std::string::npos) {
      issuer.append(" ").append(body);  // a name over two lines
    } else {
      issuer = body + (own.empty() ? "" : " " + own);
    }
    bool central = body.starts_with("Bộ ") || body.starts_with("Chính phủ");
    if (own.empty() && !place.empty() && !central) issuer.append(" ").append(place);
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

Header HeaderExtractor::Find(const Document& document) const {
  static const Pattern kNumber(
      R"((?i:s[ốôo6])\s*[:.]?\s*(\d{1,5}[a-zA-Z]?\s*[-/]\s*[\p{L}\d]+(?:\s?[-/&.]\s?[\p{L}\d]+)*))");
  Letterhead head = ReadLetterhead(document);
  Header header;
  header.type = head.type_line;
  if (auto number = kNumber.MatchAt(head.number_line, 0)) {
    header.number = ReferenceExtractor::CloseUp(Trimmed(number->Group(1, head.number_line)));
  }
  header.issuer = head.number_line.empty() && head.place_line.empty() ? "" : IssuerOf(head.left);
  ReadPlaceLine(head.place_line, header);
  for (const std::string& line : head.title) header.title += (header.title.empty() ? "" : " ") + line;
  if (header.title.empty()) header.title = head.subject;
  if (header.type.empty() && !head.number_line.empty()) {
    header.type = !head.subject.empty() ? "cong_van" : "";
  }
  ReadAnnexLine(document, header);
  header.signer = FindSigner(document);
  header.recipients = FindRecipients(document);
  int stated = !header.type.empty() + !header.number.empty() + !header.issuer.empty() + header.issued_date.has_value() +
               !header.title.empty() + header.signer.has_value();
  header.confidence = 0.5 + 0.08 * stated;
  return header;
}

}  // namespace vankho
