// What a line of the head or foot gave to the metadata, and which rule came nearest: for people.
#include <algorithm>

#include "extractors/header/header.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

bool Holds(std::string_view line, std::string_view words) {
  return !words.empty() && MatchKey(line).find(MatchKey(words)) != std::string::npos;
}

}  // namespace

std::vector<RulePart> HeaderExtractor::FieldsOn(const Document& document, TextSpan line, const Header& header) const {
  const std::string words = JoinedText(document.text(), {line}).text();
  const Letterhead head = ReadLetterhead(document, types_);
  std::vector<RulePart> fields;
  auto add = [&](bool stands, const char* rule, const std::string& value) {
    if (stands && !value.empty()) fields.push_back({rule, value});
  };
  const auto zone = std::find_if(document.zones.begin(), document.zones.end(),
                                 [&](const Zone& one) { return one.span.Overlaps(line); });
  const ZoneKind kind = zone == document.zones.end() ? ZoneKind::kBody : zone->kind;
  if (kind == ZoneKind::kLetterhead) {
    add(head.number_span.Overlaps(line), "header/number", header.number);
    add(head.place_span.Overlaps(line), "header/place", header.issued_place);
    add(head.place_span.Overlaps(line), "header/date", header.issued_date ? header.issued_date->ToIso() : "");
    add(!head.type.empty() && types_.OfName(TrimmedLine(words)) == head.type, "header/type", header.type);
    auto stands = [&](const std::vector<std::string>& lines) {
      return std::any_of(lines.begin(), lines.end(),
                         [&](const std::string& one) { return Holds(words, one) || Holds(one, TrimmedLine(words)); });
    };
    add(stands(head.left), "header/issuer", header.issuer);
    add(stands(head.title) || Holds(head.subject, TrimmedLine(words)), "header/title", header.title);
  } else if (kind == ZoneKind::kSignature || kind == ZoneKind::kRecipients) {
    if (header.signer) {
      add(Holds(words, header.signer->name), "header/signer", header.signer->name);
      add(Holds(words, header.signer->title), "header/signer-title", header.signer->title);
    }
    for (const std::string& recipient : header.recipients) add(Holds(words, recipient), "header/recipient", recipient);
  }
  return fields;
}

std::vector<NearRule> HeaderExtractor::NearestRules(std::string_view line) const {
  static const Pattern kWord(R"(((?i:s[ốôo6])\s*[:.]?))");
  static const Pattern kDigits(R"((\d+))");
  static const Pattern kSymbol(R"((/\s*\p{Lu}\S*))");
  static const Pattern kDay(R"(((?i:ngày|ngay)))");
  static const Pattern kMonth(R"(((?i:tháng|thang)\s*\d{1,2}))");
  static const Pattern kYear(R"(((?i:năm|nam)\s*\d{4}))");
  auto words = [&](const Pattern& pattern) {
    auto match = pattern.Find(line);
    return match ? std::optional<std::string>(match->Group(1, line)) : std::nullopt;
  };
  std::vector<NearRule> rules;
  auto number = kWord.MatchAt(line, 0);
  rules.push_back(
      NearRule{"header/number", {}, {}}
          .Part("\"Số\" at the beginning", number ? std::optional<std::string>(number->Group(1, line)) : std::nullopt)
          .Part("digits", words(kDigits))
          .Part("a symbol of capitals behind a slash", words(kSymbol)));
  rules.push_back(NearRule{"header/date", {}, {}}
                      .Part("\"ngày\"", words(kDay))
                      .Part("\"tháng\" with its number", words(kMonth))
                      .Part("\"năm\" with its number", words(kYear)));
  const bool body = !gazetteer_->Find(line).empty();
  rules.push_back(NearRule{"header/issuer", {}, {}}
                      .Part("the name of a body", body ? std::optional(std::string(line)) : std::nullopt)
                      .Part("a place above the number, left of the motto", std::nullopt));
  return Nearest(std::move(rules));
}

}  // namespace vankho
