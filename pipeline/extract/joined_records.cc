#include "pipeline/extract/joined_records.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// "Phòng Tổ chức - Hành chính" -> "TCHC"; "" for other bodies.
std::string InitialsOf(std::string_view name) {
  constexpr std::string_view kRoom = "Phòng ";
  if (!name.starts_with(kRoom)) return {};
  std::string initials;
  bool fresh = true;
  for (const CodePoint& point : DecodeUtf8(name.substr(kRoom.size()))) {
    bool letter = IsLetter(point.value);
    if (letter && fresh) AppendUtf8(Upper(point.value), initials);
    fresh = !letter;
  }
  return initials;
}

}  // namespace

// "các phòng chức năng Sở": of the department that speaks. Its units keep their own names ("Văn phòng Sở").
void NameTheIssuer(const std::string& issuer, Records& records) {
  static const Pattern kGroup(R"((?:Các|Lãnh đạo các|Thủ trưởng các|Trưởng các)\s.*[^ơ]\s(Sở))");
  if (!issuer.starts_with("Sở ")) return;
  auto complete = [&](std::string& name) {
    if (name.ends_with("thuộc Sở")) return;
    if (auto group = kGroup.MatchAll(name)) name.replace(group->groups[0]->begin, std::string::npos, issuer);
  };
  for (Assignment& duty : records.assignments) complete(duty.agency);
  for (Deadline& deadline : records.deadlines) {
    for (std::string& name : deadline.agencies) complete(name);
  }
  for (Criterion& criterion : records.criteria) {
    for (AgencyRole& body : criterion.agencies) complete(body.name);
  }
}

namespace {

// What stands behind "P. " or "Phòng " where that is two to eight capitals and nothing else.
std::string_view ShortRoom(std::string_view name) {
  constexpr std::size_t kFewest = 2, kMost = 8;
  constexpr std::string_view kShort = "P.", kLong = "Phòng";
  if (!name.starts_with(kShort) && !name.starts_with(kLong)) return {};
  name.remove_prefix(name.starts_with(kShort) ? kShort.size() : kLong.size());
  if (name.starts_with(' ')) name.remove_prefix(1);
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < name.size(); ++capitals) {
    if (capitals == kMost || !IsUpper(NextPoint(name, at))) return {};
  }
  return capitals < kFewest ? std::string_view() : name;
}

}  // namespace

// "P. TCHC" in a table, where a heading says "Phòng Tổ chức - Hành chính": the one body of those initials.
void SpellOutInitials(const std::vector<SectionFacts>& sections, Records& records) {
  std::map<std::string, std::set<std::string>> by_initials;
  for (const SectionFacts& section : sections) {
    for (const std::string& name : section.agencies) by_initials[InitialsOf(name)].insert(name);
  }
  for (const Assignment& duty : records.assignments) by_initials[InitialsOf(duty.agency)].insert(duty.agency);
  auto spell = [&](std::string& name) {
    const std::string_view initials = ShortRoom(name);
    auto full = initials.empty() ? by_initials.end() : by_initials.find(std::string(initials));
    if (full != by_initials.end() && full->second.size() == 1) name = *full->second.begin();
  };
  for (Assignment& duty : records.assignments) spell(duty.agency);
  for (Deadline& deadline : records.deadlines) {
    for (std::string& name : deadline.agencies) spell(name);
  }
  for (Criterion& criterion : records.criteria) {
    for (AgencyRole& body : criterion.agencies) spell(body.name);
  }
}

// "Nội dung tiêu chí 1.1 do A chủ trì" speaks of the row 1.1 of the annex's table: one criterion, one record.
void JoinCodes(Records& records) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < records.criteria.size(); ++i) {
    const Criterion& row = records.criteria[i];
    if (!row.name.empty() && !row.code.empty()) rows.emplace(row.index + "/" + row.code, i);
  }
  for (Criterion& criterion : records.criteria) {
    auto row = rows.find(criterion.index + "/" + criterion.code);
    if (!criterion.name.empty() || row == rows.end()) continue;
    Criterion& whole = records.criteria[row->second];
    for (const AgencyRole& body : criterion.agencies) {
      bool known = std::find(whole.agencies.begin(), whole.agencies.end(), body) != whole.agencies.end();
      if (!known) whole.agencies.push_back(body);
    }
    whole.evidence.spans.insert(whole.evidence.spans.end(), criterion.evidence.spans.begin(),
                                criterion.evidence.spans.end());
    criterion.evidence.spans.clear();
  }
  std::erase_if(records.criteria, [](const Criterion& criterion) { return criterion.evidence.spans.empty(); });
}

// A scale has several bands: "nằm trong nhóm cao (đạt trên 44 điểm)" is none.
void DropLoneBand(Records& records) {
  auto& bands = records.rating_bands;
  auto points = bands.empty() ? std::vector<CodePoint>() : DecodeUtf8(std::string_view(bands[0].label).substr(0, 4));
  if (bands.size() == 1 && !points.empty() && !IsUpper(points[0].value)) bands.clear();
}

}  // namespace vankho
