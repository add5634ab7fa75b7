// The markup that the corpus's plans and reports are written in: what stands on the paper, without how it is drawn.
//
// One paragraph a line; a line that begins with @ says something else; a line that begins with # is a comment.
// README.md in corpus/ lists the directives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

// The head of page 1 (Nghị định 30/2020, ô 1-4, 5b).
struct Letterhead {
  std::vector<std::string> parents;  // upper case, regular
  std::vector<std::string> issuers;  // upper case, bold; one rule under the last
  std::string country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
  std::string motto = "Độc lập - Tự do - Hạnh phúc";
  std::string number;  // "Số: 12/KH-UBND"
  std::string about;   // "V/v ..." of a công văn, "" elsewhere
  std::string place;   // "Hòa Lộc, ngày 05 tháng 3 năm 2024"
};

enum class ParagraphKind {
  kTitle,     // tên loại: KẾ HOẠCH
  kSubject,   // trích yếu, a line
  kCentred,   // upright in the middle
  kNote,      // italic in the middle: (Kèm theo Kế hoạch số ...)
  kBasis,     // italic: Căn cứ ...
  kHeading1,  // I. MỤC ĐÍCH
  kHeading2,  // 1. Mục đích
  kHeading3,  // a) Title
  kBody,
};

struct Paragraph {
  ParagraphKind kind = ParagraphKind::kBody;
  std::string text;
};

struct TableRow {
  enum class Kind { kPlain, kBold, kSpanning };
  Kind kind = Kind::kPlain;
  std::vector<std::string> cells;  // one for a spanning row
  int source_line = 0;
};

struct PlanTable {
  std::vector<double> widths;  // shares of the text width, sum 1
  std::string align;           // a letter a column: l, c, r or j
  double size_pt = 12;
  int header_rows = 1;
  bool repeat_header = false;
  std::vector<TableRow> rows;
};

// Nơi nhận on the left, powers, post, blank and name on the right (ô 7, 9b).
struct SignatureBlock {
  std::vector<std::string> recipients;  // "- Sở Nội vụ (b/c);"
  std::vector<std::string> posts;       // "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
  std::string name;
  std::string seal;  // round the seal
};

struct PageBreak {
  bool landscape = false;
  bool restart_numbers = false;  // an annex counts from 1
};

struct BodyStyle {
  double size_pt = 14;
  double line_spacing = 1.08;
  double gap_pt = 5;            // before a paragraph
  bool number_at_foot = false;  // Thông tư 01/2011: lower right; since 2020: top centre
};

struct PlanBlock {
  int source_line = 0;
  std::variant<Letterhead, Paragraph, PlanTable, SignatureBlock, PageBreak> content;
};

// How the rules of tables are printed.
enum class TableRules {
  kSolid,
  kFaint,   // thin grey hairlines: pale on a grey scan, broken on a copy
  kDotted,  // rows of dots
  kNone,    // columns told apart by their alignment only
};
std::optional<TableRules> TableRulesFromName(std::string_view name);  // "solid", "faint", "dotted", "none"

struct Plan {
  std::string source_name;
  BodyStyle style;
  TableRules rules = TableRules::kSolid;  // not of the markup: set by who orders the print
  std::vector<PlanBlock> blocks;
};

// Errors carry "SOURCE:LINE" as their file.
Result<Plan> ParsePlan(std::string_view text, const std::string& source_name);

// "SOURCE:LINE"
std::string PlaceOf(const Plan& plan, int source_line);

}  // namespace vankho
