// When bodies and places existed: columns `from` and `to` of lexicons/agencies.tsv and places.tsv. A document is read
// in the world of its own date.
#include <algorithm>

#include "extractors/agency/gazetteer.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::string Joined(const std::vector<std::string>& keys) {
  std::string joined = " ";
  for (const std::string& key : keys) joined += key + " ";
  return joined;
}

}  // namespace

bool AgencyGazetteer::Validity::Holds(const PartialDate& on) const {
  return (!to || on.FirstDay() <= *to) && (!from || on.LastDay() >= *from);
}

Result<AgencyGazetteer::Validity> AgencyGazetteer::ReadValidity(const Lexicon& lexicon, const Lexicon::Row& row) {
  VK_ASSIGN_OR_RETURN(std::size_t from, lexicon.Column("from"));
  VK_ASSIGN_OR_RETURN(std::size_t to, lexicon.Column("to"));
  Validity validity;
  for (auto [column, day] : {std::pair(from, &validity.from), {to, &validity.to}}) {
    if (row.cells[column].empty()) continue;
    *day = PartialDate::FromIso(row.cells[column]);
    if (!*day || (*day)->day() == 0) {
      return Fail(ErrorCode::kInvalidInput,
                  lexicon.name() + ":" + std::to_string(row.line) + ": no day '" + row.cells[column] + "'");
    }
  }
  return validity;
}

bool AgencyGazetteer::OpensDuty(std::string_view words) const {
  LazyWords tokens(words);
  const WordToken* first = tokens.At(0);
  if (first == nullptr || first->capital) return false;
  std::string key = first->key;
  if (stops_.contains(key) && !grammar_words_.contains(key)) return true;
  const WordToken* second = tokens.At(1);
  return second != nullptr && stops_.contains(key + " " + second->key);
}

bool AgencyGazetteer::Existed(std::string_view name, const PartialDate& on) const {
  static const Pattern kDistrict(R"((?:.*\s)?(?i:huyện|quận|thị xã|cấp huyện)(?:\s.*|$))");
  static const Pattern kPlace(R"(.*\s(?i:tỉnh|thành phố)\s+(\p{Lu}.*))");
  static const PartialDate kLastDayOfDistricts = *PartialDate::Make(2025, 6, 30);  // Luật 72/2025/QH15
  if (name.empty()) return true;
  for (const Entry& entry : entries_) {
    if (!entry.validity.from && !entry.validity.to) continue;
    const bool named = name.ends_with(entry.name) &&
                       (name.size() == entry.name.size() || name[name.size() - entry.name.size() - 1] == ' ');
    if (named && !entry.validity.Holds(on)) return false;
  }
  if (on.FirstDay() > kLastDayOfDistricts && kDistrict.MatchAll(name)) return false;
  auto placed = kPlace.MatchAll(name);
  if (!placed) return true;
  auto [first, last] = place_times_.equal_range(BareKey(placed->Group(1, name)));
  return first == last || std::any_of(first, last, [&](const auto& place) { return place.second.Holds(on); });
}

std::vector<std::pair<std::string, std::string>> AgencyGazetteer::NamesakesThen(std::string_view name,
                                                                                const PartialDate& on) const {
  auto spellings = [](const Entry& entry) {
    std::set<std::string> all;
    for (const std::string& spelling : SplitBars(entry.name + "|" + entry.aliases)) {
      for (const NameVariant& variant : NameVariants(spelling)) all.insert(Joined(variant.keys));
    }
    return all;
  };
  std::set<std::string> own;
  for (const Entry& entry : entries_) {
    if (entry.name == name) own.merge(spellings(entry));
  }
  std::vector<std::pair<std::string, std::string>> namesakes;
  for (const Entry& entry : entries_) {
    if (own.empty() || entry.name == name || !entry.validity.Holds(on)) continue;
    for (const std::string& spelling : spellings(entry)) {
      if (own.contains(spelling)) namesakes.emplace_back(spelling, entry.name);
    }
  }
  return namesakes;
}

}  // namespace vankho
