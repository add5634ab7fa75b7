#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "pipeline/base/check.h"
#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/export/export.h"

namespace vankho {
namespace {

constexpr std::size_t kCellCharacters = 32'767;  // ECMA-376, 18.18.37: what a cell holds
constexpr std::size_t kSheetRows = 1'048'575;    // without the header
constexpr std::size_t kTabCharacters = 31;
constexpr double kNarrowest = 8, kWidest = 60;  // column widths in characters
constexpr std::size_t kRowsToMeasure = 200;

// A folder that goes away with the file in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code error;
    std::string pattern = (std::filesystem::temp_directory_path(error) / "vankho-xlsx-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Formats {
  lxw_format* heading;
  lxw_format* date;
  lxw_format* words;
};

Formats AddFormats(lxw_workbook* workbook) {
  Formats formats = {workbook_add_format(workbook), workbook_add_format(workbook), workbook_add_format(workbook)};
  format_set_bold(formats.heading);
  format_set_bottom(formats.heading, LXW_BORDER_THIN);
  format_set_num_format(formats.date, "dd/mm/yyyy");
  format_set_align(formats.date, LXW_ALIGN_LEFT);
  format_set_align(formats.date, LXW_ALIGN_VERTICAL_TOP);
  format_set_align(formats.words, LXW_ALIGN_VERTICAL_TOP);
  format_set_text_wrap(formats.words);
  return formats;
}

// What XML 1.0 takes, cut to what a cell holds.
std::string CellText(std::string_view raw) {
  std::u32string text = ToUtf32(CleanUtf8(raw));
  std::erase_if(text, [](char32_t c) { return c == U'\f' || c == 0xFFFE || c == 0xFFFF; });
  // Excel counts UTF-16 units; nothing outside the BMP is expected, so half the room is kept where there is any.
  bool wide = std::any_of(text.begin(), text.end(), [](char32_t c) { return c > 0xFFFF; });
  std::size_t room = wide ? kCellCharacters / 2 : kCellCharacters;
  if (text.size() > room) text = text.substr(0, room - 1) + U"…";
  return EncodeUtf8(text);
}

void WriteCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Grid::Column& type, const std::string& raw,
               const Formats& formats) {
  if (raw.empty()) return;
  if (type.number && Decimal::FromPlain(raw)) {
    worksheet_write_number(sheet, row, column, std::strtod(raw.c_str(), nullptr), formats.words);
    return;
  }
  auto date = type.date ? PartialDate::FromIso(raw) : std::nullopt;
  if (date && date->HasDay() && date->year() >= 1900) {
    lxw_datetime day = {date->year(), date->month(), date->day(), 0, 0, 0};
    worksheet_write_datetime(sheet, row, column, &day, formats.date);
    return;
  }
  worksheet_write_string(sheet, row, column, CellText(raw).c_str(), formats.words);
}

double WidthOf(const Grid& grid, std::size_t column) {
  std::size_t width = grid.columns[column].name.size() + 3;  // the filter's button
  for (std::size_t row = 0; row < std::min(grid.rows.size(), kRowsToMeasure); ++row) {
    width = std::max(width, ToUtf32(grid.rows[row][column]).size() + 1);
  }
  return std::clamp(static_cast<double>(width), kNarrowest, kWidest);
}

void FillSheet(lxw_worksheet* sheet, const Grid& grid, std::size_t first, std::size_t count, const Formats& formats) {
  auto columns = static_cast<lxw_col_t>(grid.columns.size());
  for (lxw_col_t c = 0; c < columns; ++c) {
    worksheet_set_column(sheet, c, c, WidthOf(grid, c), nullptr);
    worksheet_write_string(sheet, 0, c, grid.columns[c].name.c_str(), formats.heading);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto& row = grid.rows[first + i];
    for (lxw_col_t c = 0; c < columns; ++c)
      WriteCell(sheet, static_cast<lxw_row_t>(i + 1), c, grid.columns[c], row[c], formats);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  if (columns > 0)
    worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(count), static_cast<lxw_col_t>(columns - 1));
}

void AddSheets(lxw_workbook* workbook, const Sheet& sheet, const Formats& formats) {
  std::size_t first = 0;
  for (int part = 1; part == 1 || first < sheet.grid.rows.size(); ++part) {
    std::string name = part == 1 ? sheet.name : fmt::format("{} ({})", sheet.name, part);
    VK_CHECK(name.size() <= kTabCharacters && name.find_first_of("[]:*?/\\") == std::string::npos);
    lxw_worksheet* tab = workbook_add_worksheet(workbook, name.c_str());
    VK_CHECK(tab != nullptr);
    std::size_t count = std::min(kSheetRows, sheet.grid.rows.size() - first);
    FillSheet(tab, sheet.grid, first, count, formats);
    first += count;
  }
}

}  // namespace

Result<std::string> WriteXlsx(const std::vector<Sheet>& sheets, std::int64_t created) {
  TemporaryFolder folder;
  if (folder.path().empty()) return Fail(ErrorCode::kIo, "no temporary folder can be made for the workbook");
  std::string path = folder.path() + "/workbook.xlsx";
  std::string scratch = folder.path();
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;  // rows come in order
  options.tmpdir = scratch.data();
  lxw_workbook* workbook = workbook_new_opt(path.c_str(), &options);
  if (workbook == nullptr) return Fail(ErrorCode::kIo, "no memory for the workbook");
  std::string company = "Văn khố";
  lxw_doc_properties properties = {};
  properties.author = company.data();
  properties.created = static_cast<time_t>(created);
  workbook_set_properties(workbook, &properties);
  Formats formats = AddFormats(workbook);
  for (const Sheet& sheet : sheets) AddSheets(workbook, sheet, formats);
  if (lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR) {
    return Fail(ErrorCode::kIo, fmt::format("the workbook cannot be written: {}", lxw_strerror(error)));
  }
  return ReadFile(path);
}

}  // namespace vankho
