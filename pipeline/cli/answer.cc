#include "pipeline/cli/answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "extractors/agency/gazetteer.h"
#include "pipeline/base/unicode.h"
#include "pipeline/eval/text_match.h"

namespace vankho {
namespace {

constexpr std::size_t kNamesToOffer = 5;
constexpr double kCloseEnough = 0.3;  // similarity of syllables without diacritics, 0-1

void AddName(const std::string& name, std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// The agencies that duties and deadlines of the store name.
Result<std::set<std::string>> AgenciesOf(const Store& store, const Context& context) {
  Filter all;
  VK_ASSIGN_OR_RETURN(all.today, context.TodayDate());
  std::set<std::string> names;
  VK_ASSIGN_OR_RETURN(auto assignments, QueryAssignments(store, all));
  for (const AssignmentAnswer& answer : assignments.items) names.insert(answer.record.agency);
  VK_ASSIGN_OR_RETURN(auto deadlines, QueryDeadlines(store, all));
  for (const DeadlineAnswer& answer : deadlines.items)
    names.insert(answer.record.agencies.begin(), answer.record.agencies.end());
  return names;
}

// The names nearest to `typed`, best first.
std::vector<std::string> Nearest(const std::set<std::string>& names, const std::string& typed) {
  std::vector<std::pair<double, std::string>> ranked;
  for (const std::string& name : names) {
    double similarity = Similarity(BareKey(name), BareKey(typed));
    if (similarity >= kCloseEnough) ranked.emplace_back(-similarity, name);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> nearest;
  for (const auto& [rank, name] : ranked) {
    if (nearest.size() < kNamesToOffer) nearest.push_back("\"" + name + "\"");
  }
  return nearest;
}

}  // namespace

Result<void> AddAgencies(const std::vector<std::string>& typed, const Context& context, Filter& filter) {
  if (typed.empty()) return {};
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(AgencyGazetteer gazetteer, AgencyGazetteer::Load(data));
  for (const std::string& words : typed) {
    std::vector<std::string> names = gazetteer.Resolve(words);
    if (!names.empty() && BareKey(names.front()) == BareKey(words)) {
      AddName(names.front(), filter.agencies);
      continue;
    }
    for (const std::string& name : names) AddName(name, filter.agencies);
    if (!names.empty()) continue;
    if (!filter.agency_text.empty()) {
      return Fail(ErrorCode::kUsage,
                  fmt::format("no agency is known as \"{}\" nor as \"{}\"; give one of them at a time",
                              filter.agency_text, words));
    }
    filter.agency_text = words;
  }
  context.console.Detail(fmt::format("agencies: {}{}", fmt::join(filter.agencies, ", "), filter.agency_text));
  return {};
}

Result<void> ExplainNoAnswers(const Store& store, const std::vector<std::string>& typed, const Context& context) {
  if (typed.empty()) return {};
  VK_ASSIGN_OR_RETURN(std::set<std::string> names, AgenciesOf(store, context));
  for (const std::string& words : typed) {
    std::vector<std::string> nearest = Nearest(names, words);
    if (nearest.empty()) {
      context.console.Info(fmt::format("no agency in the store comes near \"{}\"", words));
    } else {
      context.console.Info(
          fmt::format("agencies in the store that come near \"{}\": {}", words, fmt::join(nearest, ", ")));
    }
  }
  return {};
}

std::string CalendarOf(const Answers<DeadlineAnswer>& answers, const std::vector<std::string>& agencies,
                       const Context& context) {
  std::string name = "Thời hạn";
  if (!agencies.empty()) name += fmt::format(" – {}", fmt::join(agencies, ", "));
  Calendar calendar = WriteCalendar(answers, name);
  if (calendar.left_out > 0) {
    context.console.Info(
        fmt::format("{} events; {} deadlines left out: their words name no day that a calendar can show",
                    calendar.events, calendar.left_out));
  }
  return calendar.text;
}

}  // namespace vankho
