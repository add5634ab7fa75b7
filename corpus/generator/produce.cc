#include "corpus/generator/produce.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "corpus/generator/typeset.h"
#include "pipeline/base/file.h"
#include "pipeline/base/lexicon.h"

namespace vankho {
namespace {

template <class Number>
bool ReadNumber(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

Result<ScanOrder> ReadOrder(const std::vector<std::string>& fields, const std::string& folder) {
  if (fields.size() != 6)
    return Fail(ErrorCode::kInvalidInput, fmt::format("{} columns where 6 are needed", fields.size()));
  ScanOrder order;
  order.output_path = folder + "/scans/" + fields[0];
  order.plan_path = folder + "/documents/" + fields[1] + "/plan.txt";
  order.truth_folder = folder + "/truth/" + fields[0];
  order.born_digital = fields[2] == "digital";
  const std::optional<Grade> grade = GradeFromName(fields[2]);
  if (!grade && !order.born_digital)
    return Fail(ErrorCode::kInvalidInput, fmt::format("no grade is called '{}'", fields[2]));
  order.options.grade = grade.value_or(Grade::kClean);
  if (!ReadNumber(fields[3], order.options.dpi) || !ReadNumber(fields[4], order.options.seed)) {
    return Fail(ErrorCode::kInvalidInput, "dpi and seed are whole numbers");
  }
  order.options.sideways = fields[5] == "yes";
  return order;
}

}  // namespace

Result<void> Produce(const ScanOrder& order) {
  VK_ASSIGN_OR_RETURN(const std::string text, ReadFile(order.plan_path));
  VK_ASSIGN_OR_RETURN(Plan plan, ParsePlan(text, order.plan_path));
  plan.rules = order.rules;
  VK_ASSIGN_OR_RETURN(const TextSetter setter, TextSetter::Create(order.family));
  VK_ASSIGN_OR_RETURN(const std::vector<Sheet> sheets, Typeset(plan, setter));
  std::vector<std::vector<TrueLine>> truth;
  if (order.born_digital) {
    VK_RETURN_IF_ERROR(WriteBornDigitalPdf(sheets, order.output_path));
    for (const Sheet& sheet : sheets) truth.push_back(sheet.lines);
  } else {
    std::vector<Scan> scans;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      VK_ASSIGN_OR_RETURN(Scan scan, ScanSheet(sheets[i], setter, order.options, static_cast<int>(i) + 1));
      truth.push_back(std::move(scan.lines));
      scans.push_back(std::move(scan));
    }
    VK_RETURN_IF_ERROR(WriteScans(scans, order.output_path));
  }
  return order.truth_folder.empty() ? Result<void>() : WriteTruth(truth, order.truth_folder);
}

Result<std::vector<ScanOrder>> ReadOrders(const std::string& folder) {
  const std::string path = folder + "/scans.tsv";
  VK_ASSIGN_OR_RETURN(const Lexicon table, Lexicon::Load(path));
  std::vector<ScanOrder> orders;
  for (const Lexicon::Row& row : table.rows()) {
    Result<ScanOrder> order = ReadOrder(row.cells, folder);
    if (!order) return Fail(InFile(order.error(), fmt::format("{}:{}", path, row.line)));
    orders.push_back(std::move(*order));
  }
  return orders;
}

}  // namespace vankho
