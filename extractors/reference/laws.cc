// Laws that are cited by their date alone: "Luật Đê điều ngày 29 tháng 11 năm 2006". Luật and pháp lệnh carry a number
// only from 1997 on, and papers leave it out as often as not.
#include <algorithm>
#include <iterator>

#include "extractors/reference/document_date.h"
#include "extractors/reference/reference.h"
#include "pipeline/base/byte_set.h"
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

constexpr std::string_view kLaws[] = {"Luật", "LUẬT", "Bộ luật", "BỘ LUẬT", "Pháp lệnh", "PHÁP LỆNH"};

bool MayHoldLaw(std::string_view text) {
  return std::any_of(std::begin(kLaws), std::end(kLaws),
                     [&](std::string_view type) { return text.find(type) != std::string_view::npos; });
}

// The words that begin the name of a law; "" where others stand.
std::string_view LawAt(std::string_view text) {
  for (std::string_view type : kLaws) {
    if (text.starts_with(type) && text.substr(type.size()).starts_with(' ')) return type;
  }
  return "";
}

bool IsDraft(std::string_view before) {
  static const Pattern kDraft(R"((?:^|\s)(?i:dự án|dự thảo|xây dựng|ngày)\s+$)");
  return kDraft.Find(before).has_value();
}

}  // namespace

void ReferenceExtractor::FindLaws(std::string_view text, std::vector<Reference>& found) const {
  static const Pattern kDay(R"([\s,](?i:ngày)\s)");
  static constexpr ByteSet kFirst("LBP");
  constexpr std::size_t kShortest = 4, kLongest = 480;  // bytes of a name
  constexpr std::size_t kReach = 8;                     // bytes
  if (!MayHoldLaw(text)) return;
  std::size_t floor = 0;
  for (std::size_t at = kFirst.FindIn(text); at < text.size(); at = kFirst.FindIn(text, at + 1)) {
    const std::string_view type = at < floor ? "" : LawAt(text.substr(at));
    if (type.empty() || !StandsAlone(text, {at, at + type.size()})) continue;
    const std::size_t begin = at + type.size();
    const auto day = kDay.FindBegin(text.substr(0, std::min(text.size(), begin + kLongest)), begin);
    if (!day || *day < begin + kShortest) continue;
    const std::string_view name = text.substr(begin, *day - begin);
    const auto date = FindDocumentDate(text, *day, kReach);
    if (name.find_first_of(";:.()0123456789") != std::string_view::npos || !date || !date->date.HasDay()) continue;
    if (IsOtherDay(name) || IsDraft(text.substr(0, at))) continue;
    Reference reference;
    reference.type = types_.OfName(type);
    reference.date = date->date;
    reference.issuer = IssuerAfter(text, date->span.end);
    reference.evidence = {{{at, date->span.end}}, "reference/law-by-date"};
    reference.printed.text = BareKey(name);
    reference.confidence = 0.85;
    found.push_back(std::move(reference));
    floor = date->span.end;
  }
}

}  // namespace vankho
