// Laws that are cited by their date alone: "Luật Đê điều ngày 29 tháng 11 năm 2006". Luật and pháp lệnh carry a number
// only from 1997 on, and papers leave it out as often as not.
#include "extractors/reference/document_date.h"
#include "extractors/reference/reference.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// Words before "ngày" of which the day is not the law's own: since when it is in force, until when it is to be read.
bool IsOtherDay(std::string_view name) {
  static const Pattern kOther(
      R"(.* (?:tu|ke tu|den|truoc|sau|trong|vao|nham|cham nhat|muon nhat|hieu luc|thi hanh|xong))");
  return kOther.MatchAll(BareKey(name)).has_value();
}

bool IsDraft(std::string_view before) {
  static const Pattern kDraft(R"((?:^|\s)(?i:dự án|dự thảo|xây dựng|ngày)\s+$)");
  return kDraft.Find(before).has_value();
}

}  // namespace

void ReferenceExtractor::FindLaws(std::string_view text, std::vector<Reference>& found) const {
  static const Pattern kLaw(
      R"((Luật|LUẬT|Bộ luật|BỘ LUẬT|Pháp lệnh|PHÁP LỆNH)(\s[^;:.()\d]{3,240}?)[\s,]+((?i:ngày))\s)");
  static const Pattern kDay(R"((?i:ngày\s))");
  constexpr std::size_t kReach = 4;  // bytes
  const bool law = text.find("uật ") != std::string_view::npos || text.find("UẬT ") != std::string_view::npos ||
                   text.find("háp lệnh ") != std::string_view::npos || text.find("HÁP LỆNH ") != std::string_view::npos;
  if (!law || !kDay.FindBegin(text)) return;
  for (const PatternMatch& match : kLaw.FindAll(text, Boundary::kNone)) {
    auto date = FindDocumentDate(text, match.groups[2]->begin, kReach);
    if (!date || !date->date.HasDay() || !StandsAlone(text, *match.groups[0])) continue;
    if (IsOtherDay(match.Group(2, text)) || IsDraft(text.substr(0, match.span.begin))) continue;
    Reference reference;
    reference.type = types_.OfName(match.Group(1, text));
    reference.date = date->date;
    reference.issuer = IssuerAfter(text, date->span.end);
    reference.evidence = {{{match.span.begin, date->span.end}}, "reference/law-by-date"};
    reference.printed.text = BareKey(match.Group(2, text));
    reference.confidence = 0.85;
    found.push_back(std::move(reference));
  }
}

}  // namespace vankho
