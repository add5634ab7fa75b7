// Helpers of the commands that print answers from a store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/cli/command.h"
#include "pipeline/export/export.h"
#include "pipeline/query/query.h"

namespace vankho {

// Adds agencies as people type them to the filter: by their full names where the gazetteer knows the words.
Result<void> AddAgencies(const std::vector<std::string>& typed, const Context& context, Filter& filter);

// After a question without answers: which agencies of the store come near the typed ones.
Result<void> ExplainNoAnswers(const Store& store, const std::vector<std::string>& typed, const Context& context);

inline TableStyle StyleOf(const Terminal& terminal) { return {.width = terminal.width, .colour = terminal.colour}; }

// Deadlines for a calendar program. Tells how many had no day to stand on.
std::string CalendarOf(const Answers<DeadlineAnswer>& answers, const std::vector<std::string>& agencies,
                       const Context& context);

// `format` is table, json, jsonl or csv.
template <class T>
Result<void> PrintAnswers(const T& answers, std::string_view format) {
  if (format == "json") return Print(WriteJson(ToJson(answers)));
  if (format == "jsonl") return Print(WriteJsonLines(ToJson(answers)));
  if (format == "csv") return Print(WriteCsv(ToGrid(answers), {}));
  Grid grid = ToGrid(answers);
  if (grid.rows.empty()) return {};
  return Print(WriteTable(grid, StyleOf(StdoutTerminal())));
}

}  // namespace vankho
