#include "extractors/table_rows/table_rows.h"

#include <algorithm>
#include <iterator>

#include "extractors/criterion/criterion.h"
#include "extractors/table_rows/cell_map.h"
#include "extractors/table_rows/column_content.h"
#include "extractors/table_rows/lost_commas.h"
#include "extractors/table_rows/row_codes.h"
#include "extractors/table_rows/score_cells.h"
#include "extractors/table_rows/torn_duties.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::optional<Role> RoleOf(ColumnMeaning meaning) {
  switch (meaning) {
    case ColumnMeaning::kLead:
      return Role::kLead;
    case ColumnMeaning::kCoordinate:
      return Role::kCoordinate;
    case ColumnMeaning::kAdvise:
      return Role::kAdvise;
    case ColumnMeaning::kImplement:
      return Role::kImplement;
    case ColumnMeaning::kReceive:
      return Role::kReceive;
    default:
      return std::nullopt;
  }
}

bool HasMeaning(const std::vector<TableColumn>& columns, ColumnMeaning meaning) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const TableColumn& column) { return column.meaning == meaning; });
}

// Criteria without points, with those who answer for them or with what is to be done; a table that counts cases by
// their field ("Lĩnh vực | Tiếp nhận | Quá hạn") lists none.
bool ListsCriteria(const std::vector<TableColumn>& columns) {
  bool answered = std::any_of(columns.begin(), columns.end(), [](const TableColumn& column) {
    return RoleOf(column.meaning).has_value() || column.meaning == ColumnMeaning::kTime ||
           column.meaning == ColumnMeaning::kDelta || column.meaning == ColumnMeaning::kTarget;
  });
  return HasMeaning(columns, ColumnMeaning::kSolution) || (answered && HasMeaning(columns, ColumnMeaning::kCriterion));
}

// The words of each column below the header.
std::vector<std::vector<std::string>> TextsOf(const Document& document, const Table& table, const CellMap& cells) {
  std::vector<std::vector<std::string>> texts(static_cast<std::size_t>(table.columns));
  for (std::size_t c = 0; c < texts.size(); ++c) {
    for (int row = table.header_rows; row < table.rows; ++row) {
      if (const Cell* cell = cells.At(row, c); cell != nullptr) texts[c].push_back(CellText(document, *cell));
    }
  }
  return texts;
}

std::string CodeOf(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text);
}

bool IsNumeric(ColumnMeaning meaning) {
  return meaning == ColumnMeaning::kMaxScore || meaning == ColumnMeaning::kScore || meaning == ColumnMeaning::kTarget ||
         meaning == ColumnMeaning::kDelta;
}

// The numbers of a table, cell by cell, and what their arithmetic says of those that lost a comma.
class Scores {
 public:
  // `texts`: the words of each column below the header.
  Scores(const Document& document, const Table& table, const CellMap& cells, const std::vector<TableColumn>& columns,
         const std::vector<std::vector<std::string>>& texts)
      : columns_(columns), first_row_(table.header_rows) {
    std::vector<ScoreColumnForm> forms;
    for (const std::vector<std::string>& column : texts) forms.push_back(FormOfColumn(column));
    std::vector<std::string> codes;
    for (int row = first_row_; row < table.rows; ++row) {
      NumberGrid::Row numbers;
      codes.emplace_back();
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const Cell* cell = cells.At(row, c);
        std::string text = cell == nullptr ? "" : CellText(document, *cell);
        if (columns[c].meaning == ColumnMeaning::kNumber) codes.back() = CodeOf(text);
        if (!IsNumeric(columns[c].meaning)) continue;
        bool is_signed = columns[c].meaning == ColumnMeaning::kDelta;
        numbers.cells.push_back({text, cell == nullptr ? std::nullopt : ReadScoreCell(text, forms[c], is_signed)});
      }
      grid_.rows.push_back(std::move(numbers));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (!IsNumeric(columns[c].meaning)) continue;
      grid_.columns.push_back(columns[c].meaning);
      commas_.push_back(forms[c].has_commas);
    }
    TakeCodes(std::move(codes));
    if (!table.meanings.empty()) PutBackCommas(grid_);  // it was torn
  }

  // The code of a row with its points; empty: as printed.
  const std::string& Code(int row) const { return RowAt(row).code; }

  // A row of scores as a criterion, what the columns give.
  Criterion Of(int row) const {
    Criterion criterion;
    bool repaired = false;
    std::size_t place = 0;
    for (const TableColumn& column : columns_) {
      if (!IsNumeric(column.meaning)) continue;
      const NumberGrid::Cell& cell = RowAt(row).cells[place++];
      const auto& read = cell.read;
      if (!read) {
        TakeFraction(column, cell.text, criterion);
        continue;
      }
      repaired = repaired || read->repaired;
      Take(column, read->value, criterion);
    }
    MarkDoubtfulScores(criterion, repaired);
    if (code_repaired_[static_cast<std::size_t>(row - first_row_)]) MarkRepairedCode(criterion);
    if (std::any_of(columns_.begin(), columns_.end(), IsLost)) MarkDeduction(criterion);
    if (RowAt(row).contradicts) MarkContradiction(criterion);
    return criterion;
  }

  // A whole number of two digits where others of its column have a comma: "15" may be 1,5.
  bool MayLackComma(int row) const {
    static const Pattern kWhole(R"(\d{2,})");
    for (std::size_t c = 0; c < grid_.columns.size(); ++c) {
      const NumberGrid::Cell& cell = RowAt(row).cells[c];
      bool mended = cell.read && cell.read->repaired;
      if (grid_.columns[c] != ColumnMeaning::kDelta && commas_[c] && !mended && kWhole.MatchAll(cell.text)) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kLongestCode = 8;

  void TakeCodes(std::vector<std::string> codes) {
    std::vector<std::string> printed = codes;
    PutBackPoints(codes);
    PutBackStrokes(codes);
    PutRightNumbers(codes);
    for (std::size_t row = 0; row < codes.size(); ++row) {
      bool changed = codes[row] != printed[row];
      code_repaired_.push_back(changed);
      grid_.rows[row].code = codes[row].size() > kLongestCode ? "" : codes[row];
    }
  }

  const NumberGrid::Row& RowAt(int row) const { return grid_.rows[static_cast<std::size_t>(row - first_row_)]; }

  // A column of what was deducted.
  static bool IsLost(const TableColumn& column) {
    static const Pattern kLost(R"((?:.* )?(?:mat|tru|hut|thieu|chua dat)(?: .*)?|(?:diem |so diem |muc )?giam)");
    return column.meaning == ColumnMeaning::kDelta && (column.lost || kLost.MatchAll(BareWords(column.words)));
  }

  // "8,5/9" in a column of scores: with its maximum.
  static void TakeFraction(const TableColumn& column, std::string_view text, Criterion& criterion) {
    static const Pattern kFraction(
        R"([( ]*(\d{1,3}(?:[.,]\d{1,4})?)\s*/\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm)?[) ]*)");
    const bool scores = column.meaning == ColumnMeaning::kScore || column.meaning == ColumnMeaning::kMaxScore;
    auto fraction = scores && !criterion.max_score && !criterion.score ? kFraction.MatchAll(text) : std::nullopt;
    if (!fraction) return;
    criterion.score = ReadScore(fraction->Group(1, text));
    criterion.max_score = ReadScore(fraction->Group(2, text));
    criterion.score_year = column.year;
  }

  static void Take(const TableColumn& column, Decimal value, Criterion& criterion) {
    if (column.meaning == ColumnMeaning::kMaxScore) criterion.max_score = value;
    if (column.meaning == ColumnMeaning::kDelta) {
      criterion.delta = IsLost(column) && value > Decimal() ? value.Negated() : value;
    }
    if (column.meaning == ColumnMeaning::kScore) {  // of several years the last
      if (criterion.score && column.year.value_or(0) < criterion.score_year.value_or(0)) return;
      criterion.score = value;
      criterion.score_year = column.year;
    }
    if (column.meaning == ColumnMeaning::kTarget) {
      criterion.target_score = value;
      criterion.target_year = column.year;
    }
  }

  const std::vector<TableColumn>& columns_;
  int first_row_;
  NumberGrid grid_;
  std::vector<bool> code_repaired_;  // by row behind the header
  std::vector<bool> commas_;         // by column of numbers: do its cells print any?
};

// "Chủ trì: A; phối hợp: B", "A chủ trì, B phối hợp", "A chủ trì, phối hợp với B": a cell that says itself who does
// what. Each part with its role; the whole with `role` where it says nothing.
std::vector<std::pair<std::string_view, Role>> RolesInCell(std::string_view text, Role role) {
  static const Pattern kSaid(R"((?i:(chủ trì)|(phối hợp))(?i:\s+(?:thực hiện|triển khai))?(\s*:|\s+(?:với|cùng)\s)?)");
  std::vector<std::pair<std::string_view, Role>> parts;
  std::size_t begin = 0;
  std::optional<Role> opened;  // by a label before its bodies
  auto close = [&](std::size_t end, Role said) {
    if (end > begin) parts.push_back({text.substr(begin, end - begin), said});
  };
  for (const PatternMatch& said : kSaid.FindAll(text)) {
    Role own = said.groups[0] ? Role::kLead : Role::kCoordinate;
    bool before = said.groups[2].has_value();  // the bodies stand behind it
    close(said.span.begin, opened.value_or(before ? role : own));
    begin = said.span.end;
    opened = before ? std::optional(own) : std::nullopt;
  }
  close(text.size(), opened.value_or(role));
  return parts;
}

// "Như trên", "-nt-": what the row above says.
bool SaysSame(std::string_view text) {
  static const Pattern kSame(R"((?:nhu tren|- ?nt ?-|nt)[ .]*)");
  return kSame.MatchAll(BareKey(text)).has_value();
}

// `named` are the bodies of the row above by column, and become those of this row.
TableRowFacts FactsOf(const Document& document, const CellMap& cells, int row, const std::vector<TableColumn>& columns,
                      const AgencyGazetteer& gazetteer, std::vector<std::vector<AgencyRole>>& named) {
  TableRowFacts facts;
  named.resize(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Cell* cell = cells.At(row, c);
    if (cell == nullptr || cell->pieces.empty()) continue;
    std::string text = CellText(document, *cell);
    facts.spans.insert(facts.spans.end(), cell->pieces.begin(), cell->pieces.end());
    ColumnMeaning meaning = columns[c].meaning;
    if (meaning == ColumnMeaning::kNumber) facts.code = CodeOf(text);
    if ((meaning == ColumnMeaning::kCriterion || meaning == ColumnMeaning::kContent) && facts.name.empty()) {
      facts.name = TrimCell(text);
      if (facts.task.empty()) facts.task_pieces = cell->pieces;
    }
    if (meaning == ColumnMeaning::kSolution) {
      facts.task = TrimCell(text);
      facts.task_pieces = cell->pieces;
    }
    if (meaning == ColumnMeaning::kTime) {
      facts.time = text;
      facts.time_pieces = cell->pieces;
    }
    auto role = RoleOf(meaning);
    // A row that only names a part of the table is one cell over all columns: "II. CÔNG CHỨC".
    auto origin = static_cast<std::size_t>(cell->column);
    bool of_name = origin != c && origin < columns.size() && !RoleOf(columns[origin].meaning);
    if (!role || of_name) continue;
    if (SaysSame(text)) {
      facts.agencies.insert(facts.agencies.end(), named[c].begin(), named[c].end());
      continue;
    }
    named[c].clear();
    for (const auto& [words, said] : RolesInCell(text, *role)) {
      for (const NamedAgency& body : gazetteer.FindInList(words)) {
        if (body.rule == "agency/printed" && IndexOf(body.name).empty() && body.name.starts_with("Điểm")) continue;
        named[c].push_back({body.WithPlace(), said});
      }
    }
    facts.agencies.insert(facts.agencies.end(), named[c].begin(), named[c].end());
  }
  std::sort(facts.spans.begin(), facts.spans.end());
  if (facts.task.empty()) facts.task = facts.name;
  return facts;
}

// The title of a part of the table, one cell over all columns; empty for other rows.
std::string PartTitle(const Document& document, const Table& table, const CellMap& cells, int row) {
  const Cell* cell = table.columns < 3 ? nullptr : cells.At(row, 0);
  bool whole = cell != nullptr && cell->column_count >= table.columns && !cell->pieces.empty();
  return whole ? CellText(document, *cell) : "";
}

// "II. Công khai (cơ quan chủ trì: Sở Tư pháp)": those who lead what stands under the title, where a row names nobody.
std::vector<AgencyRole> LeadersInTitle(const std::string& title, const AgencyGazetteer& gazetteer) {
  static const Pattern kLead(R"((?i:chủ trì)\s*:\s*([^():]+))");
  std::vector<AgencyRole> leaders;
  auto lead = kLead.Find(title);
  if (!lead) return leaders;
  for (const NamedAgency& body : gazetteer.FindInList(lead->Group(1, title))) {
    leaders.push_back({body.WithPlace(), Role::kLead});
  }
  return leaders;
}

// Those who lead a part lead its rows that name nobody.
void AddLeaders(const std::vector<AgencyRole>& leaders, TableRowFacts& facts) {
  bool led = std::any_of(facts.agencies.begin(), facts.agencies.end(),
                         [](const AgencyRole& body) { return body.role == Role::kLead; });
  if (!led && !facts.time.empty()) facts.agencies.insert(facts.agencies.begin(), leaders.begin(), leaders.end());
}

// "Như trên": the time of the row above, if it has one.
void TakeTimeAbove(const std::vector<TableRowFacts>& rows, TableRowFacts& facts) {
  if (facts.time.empty() || rows.empty() || !SaysSame(facts.time)) return;
  facts.time = rows.back().time;
  facts.time_pieces = rows.back().time_pieces;
}

// "1.3. Kiểm tra việc ...": the code in front of a name, in a table without a column of codes. Taken off the name.
std::string TakeCode(std::string& name) {
  static const Pattern kCode(R"((\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}[.)]|[IVX]{1,5}[.)])[.)]?\s+(\p{Lu}.*))");
  auto coded = kCode.MatchAll(name);
  if (!coded) return "";
  std::string code(coded->Group(1, name));
  if (code.back() == '.' || code.back() == ')') code.pop_back();
  name = std::string(coded->Group(2, name));
  return code;
}

Criterion CriterionOf(const Scores& scores, int row, const TableRowFacts& facts, bool torn) {
  Criterion criterion = scores.Of(row);
  criterion.code = facts.code;
  criterion.name = facts.name;
  if (criterion.code.empty()) criterion.code = TakeCode(criterion.name);
  criterion.agencies = facts.agencies;
  criterion.evidence = {facts.spans, torn ? "table/torn-row" : "table/criterion-row"};
  criterion.confidence = std::min(criterion.confidence, torn ? 0.75 : criterion.max_score ? 0.95 : 0.8);
  if (torn && scores.MayLackComma(row)) MarkLostComma(criterion);
  return criterion;
}

}  // namespace

std::vector<Assignment> DutiesOf(const TableRowFacts& facts, const char* rule, double confidence) {
  constexpr std::size_t kShortest = 4;  // bytes of a task
  std::vector<Assignment> duties;
  for (const AgencyRole& body : facts.agencies) {
    if (facts.task.size() < kShortest) break;
    Assignment duty;
    duty.agency = body.name;
    duty.role = body.role;
    duty.task = facts.task;
    duty.evidence = {facts.spans, rule};
    duty.confidence = confidence;
    duties.push_back(std::move(duty));
  }
  return duties;
}

TableRowsExtractor::TableRowsExtractor(const AgencyGazetteer& gazetteer, HeaderCells cells)
    : gazetteer_(&gazetteer), cells_(std::move(cells)) {}

TableRecords TableRowsExtractor::Find(const Document& document, const Table& table, const std::string& index,
                                      bool in_annex) const {
  if (table.meanings == std::vector<std::string>{"torn_duties"}) return ReadTornDuties(document, table, *gazetteer_);
  return FindByColumns(document, table, index, in_annex);
}

TableRecords TableRowsExtractor::FindByColumns(const Document& document, const Table& table, const std::string& index,
                                               bool in_annex) const {
  TableRecords records;
  std::vector<TableColumn> columns = cells_.Columns(document, table);
  CellMap cells(table);
  const std::vector<std::vector<std::string>> texts = TextsOf(document, table, cells);
  ReadColumnsByContent(texts, columns);
  bool scores = HasMeaning(columns, ColumnMeaning::kMaxScore) ||
                (HasMeaning(columns, ColumnMeaning::kCriterion) && HasMeaning(columns, ColumnMeaning::kScore));
  bool named = HasMeaning(columns, ColumnMeaning::kCriterion) || HasMeaning(columns, ColumnMeaning::kContent);
  bool criteria = named && (scores || (!index.empty() && ListsCriteria(columns)));
  bool duties = named && (!scores || HasMeaning(columns, ColumnMeaning::kSolution));
  if (!criteria && !duties) return records;
  records.goals = GoalsOf(document, table, cells, columns, criteria);
  const Scores scores_of(document, table, cells, columns, texts);
  std::vector<AgencyRole> part_leaders;
  std::vector<std::vector<AgencyRole>> above;
  for (int row = table.header_rows; row < table.rows; ++row) {
    if (std::string title = PartTitle(document, table, cells, row); !title.empty()) {
      part_leaders = LeadersInTitle(title, *gazetteer_);
      if (!criteria) continue;
    }
    TableRowFacts facts = FactsOf(document, cells, row, columns, *gazetteer_, above);
    AddLeaders(part_leaders, facts);
    TakeTimeAbove(records.timed_rows, facts);
    if (std::string code = scores_of.Code(row); !code.empty()) facts.code = std::move(code);
    // A total row has its words in the first column.
    if (facts.name.empty() && facts.code.size() > 5) std::swap(facts.name, facts.code);
    if (facts.name.empty()) continue;
    if (criteria) {
      Criterion criterion = CriterionOf(scores_of, row, facts, !table.meanings.empty());
      criterion.from_annex = in_annex;
      criterion.index = index;
      records.criteria.push_back(std::move(criterion));
    }
    if (duties) {
      std::vector<Assignment> of_row = DutiesOf(facts, "table/duty-row", 0.85);
      std::move(of_row.begin(), of_row.end(), std::back_inserter(records.assignments));
    }
    if (duties && !facts.agencies.empty()) records.tasks.push_back(facts.task_pieces);
    if (!facts.time.empty()) records.timed_rows.push_back(std::move(facts));
  }
  return records;
}

}  // namespace vankho
