#include "extractors/table_rows/torn_duties.h"

#include <algorithm>

#include "extractors/table_rows/duty_blocks.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kFewestWords = 3;    // of a task
constexpr std::size_t kMostApart = 3;      // lines between the two parts of a time
constexpr std::size_t kMostCellLines = 9;  // of a row that has a line or two a cell

bool IsDigitByte(char c) { return c >= '0' && c <= '9'; }

// What the header says of the columns, in their order.
struct Columns {
  std::vector<Role> roles;
  bool time_first = false;  // the time stands before the bodies
  bool time_leads = false;  // ... and before the task
  bool more = false;        // a product or remark stands behind the time
};

Columns ReadHeader(std::string_view header) {
  static const Pattern kCell(
      R"((chu tri|phu trach|dau moi)|(phoi hop)|(thuc hien|phan cong)|(thoi (?:gian|han)|tien do)|(san pham|ket qua|ghi chu)|(tham muu)|(noi dung|nhiem vu|cong viec|hoat dong))");
  Columns columns;
  std::string key = BareKey(header);
  bool time = false;
  bool work = false;
  for (const PatternMatch& cell : kCell.FindAll(key)) {
    bool role = cell.groups[0] || cell.groups[1] || cell.groups[2] || cell.groups[5];
    if (role && time && columns.roles.empty()) columns.time_first = true;
    if (cell.groups[0]) columns.roles.push_back(Role::kLead);
    if (cell.groups[1]) columns.roles.push_back(Role::kCoordinate);
    if (cell.groups[2] && (columns.roles.empty() || columns.roles.back() == Role::kAdvise))
      columns.roles.push_back(Role::kImplement);
    if (cell.groups[3] && !work) columns.time_leads = true;
    if (cell.groups[3]) time = true;
    if (cell.groups[4]) columns.more = true;
    if (cell.groups[5]) columns.roles.push_back(Role::kAdvise);
    if (cell.groups[6]) work = true;
  }
  // "Cơ quan phối" and its rest in another line: who leads has others beside him.
  if (columns.roles == std::vector{Role::kLead} && key.find(" phoi") != std::string::npos)
    columns.roles.push_back(Role::kCoordinate);
  return columns;
}

std::size_t CountWords(std::string_view text) {
  static const Pattern kWord(R"(\p{L}{2,})");
  return kWord.FindAll(text).size();
}

std::string_view Trim(std::string_view text) {
  static constexpr std::string_view kBlank = " \t|;:,.-_";
  while (!text.empty() && kBlank.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kBlank.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

// Where a line's time stands; `open`: its end is in the next line.
struct TimePart {
  TextSpan span;  // of the line
  bool open = false;
};

constexpr const char* kTimeWords =
    R"((?:\s*(?:[-–,]|(?i:trước|sau|ngày|tháng|quý|năm|tuần|hàng|hằng|mỗi|đến|hết|trong|cuối|đầu|giữa|làm|việc|kể|từ|và|nhất|xuyên|hai|ba|tư|sáu|bảy|nhật)(?:[\s/,]|$)|[IVX]{1,3}(?:[\s/,-]|$)|\d[\d/]*))*)";

std::optional<TimePart> FindTime(std::string_view line, const Columns& columns) {
  static const Pattern kTime(
      std::string(
          R"((?:^|[\s;|])((?:\d{1,2}/\d{1,2}/\d{4}|\d{2} ngày|(?:Tháng|Quý|Năm|Trong|Trước|Sau|Hàng|Hằng|Thường xuyên|Chậm nhất|Đến|Từ|Xong|Cuối|Đầu|Thứ|Ngày)\s))") +
      kTimeWords + ")");
  static const Pattern kOpen(R"((?:[-–]|(?i:ngày|tháng|năm|hàng|hằng|trong|trước|đến|từ|và|quý|việc))$)");
  static const Pattern kWhole(R"((?i:hàng|hằng|mỗi|cuối|đầu|giữa)\s(?i:ngày|tuần|tháng|quý|năm)$)");
  std::string padded = std::string(line) + " ";
  std::optional<TimePart> last;
  for (const PatternMatch& found : kTime.FindAll(padded)) {
    TextSpan span = *found.groups[0];
    while (!span.empty() && (padded[span.end - 1] == ' ' || padded[span.end - 1] == ',')) --span.end;
    std::string_view text = span.Of(padded);
    bool open = kOpen.Find(text) && !kWhole.Find(text);
    static const Pattern kSays(R"(\d|(?i:hàng|hằng|thường xuyên|thứ))");
    std::string_view rest = Trim(std::string_view(padded).substr(span.end));
    bool ends = rest.empty() || columns.more || columns.time_first;
    if (ends && (open || kSays.Find(text) || text.find("Quý") == 0)) last = TimePart{span, open};
  }
  return last;
}

// The end of a time that the line above began: the last words of a line.
std::optional<TextSpan> FindTimeEnd(std::string_view line) {
  static const Pattern kEnd(std::string(R"((?:^|\s)((?:\d[\d/]*|năm|tháng|ngày|quý|tuần)(?:\s)") + kTimeWords +
                            R"()?)$)");
  auto found = kEnd.Find(line);
  return found ? std::optional(*found->groups[0]) : std::nullopt;
}

struct CellBody {
  std::string name;
  std::size_t column = 0;
};

// The bodies of a line, and where the first of them begins.
struct Bodies {
  std::vector<CellBody> bodies;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool whole = true;  // nothing stands behind or between them
};

bool BeginsCell(std::string_view text, std::size_t at) {
  static const Pattern kLinked(
      R"((?i:của|tại|do|với|về|cho|và|cùng|từ|đến|theo|trên|trong|các|giữa|gửi|bởi|là|qua)\s*$)");
  std::size_t letter = at;
  std::string_view rest = text.substr(at);
  char32_t first = rest.empty() ? U' ' : NextPoint(text, letter);
  bool capital = IsLetter(first) && ToLower(text.substr(at, letter - at)) != text.substr(at, letter - at);
  return capital && !kLinked.Find(text.substr(0, at));
}

// May a line have cut the body off from its rest? One that issues the paper is the end of its office's name: "Văn
// phòng" / "UBND tỉnh"; a group goes on behind a comma or in small letters.
bool IsCut(std::string_view text, const NamedAgency& body) {
  static const Pattern kIssuer(R"(Ủy ban nhân dân(?: (?:tỉnh|huyện|thành phố|xã|phường))?|Văn phòng Ủy ban nhân dân)");
  if (kIssuer.MatchAll(body.name)) return true;
  std::string_view rest = text.substr(body.span.end);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.empty() || body.rule != "agency/group") return false;
  std::size_t at = 0;
  char32_t next = NextPoint(rest, at);
  return next == U',' || (IsLetter(next) && ToUpper(rest.substr(0, at)) != rest.substr(0, at));
}

// Is it words rather than what a reading left between two lines?
bool IsName(std::string_view text) {
  static const Pattern kAny(R"([\p{L}\d]+)");
  return CountWords(text) >= kFewestWords && CountWords(text) * 3 >= kAny.FindAll(text).size() * 2;
}

class Reader {
 public:
  Reader(const Document& document, const Table& table, const AgencyGazetteer& gazetteer)
      : document_(document), gazetteer_(gazetteer), own_(document, table) {
    for (const Cell& cell : table.cells) {
      if (cell.pieces.empty()) continue;
      if (cell.row == 0) {
        columns_ = ReadHeader(CellText(document, cell));
      } else {
        lines_.push_back(cell.pieces.front());
      }
    }
  }

  TableRecords Run() {
    taken_.assign(lines_.size(), false);
    std::size_t from = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      auto time = taken_[i] ? std::nullopt : FindTime(Line(i), columns_);
      if (!time) continue;
      bool alone = Trim(Line(i).substr(0, time->span.begin)).empty();
      std::vector<TextSpan> pieces = Pieces(i, *time);
      TableRowFacts facts;
      if (alone) {
        ReadCells(from, i, facts);
      } else {
        ReadLine(i, *time, facts);
      }
      from = i + 1;
      if (pieces.empty() && facts.agencies.empty()) continue;
      Add(std::move(facts), std::move(pieces), i);
    }
    AddBlocks();
    return std::move(records_);
  }

 private:
  std::string_view Line(std::size_t i) const { return lines_[i].Of(document_.text()); }

  // Where a time stands in the text, with the end that the next lines hold; nothing where it is missing.
  std::vector<TextSpan> Pieces(std::size_t i, const TimePart& time) {
    auto in_text = [&](std::size_t line, TextSpan span) {
      return TextSpan{lines_[line].begin + span.begin, lines_[line].begin + span.end};
    };
    if (!time.open) return {in_text(i, time.span)};
    for (std::size_t next = i + 1; next < lines_.size() && next <= i + kMostApart; ++next) {
      auto rest = FindTime(Line(next), columns_);
      bool date = rest && !rest->open && IsDigitByte(Line(next)[rest->span.begin]);
      if (rest && !date) return {};
      auto end = date ? std::optional(rest->span) : FindTimeEnd(Line(next));
      if (!end) continue;
      taken_[next] = true;
      return {in_text(i, time.span), in_text(next, *end)};
    }
    return {};
  }

  // The cells of bodies in a text, from the first that can begin one.
  Bodies FindBodies(std::string_view text) {
    Bodies found;
    for (const NamedAgency& body : gazetteer_.Find(text)) {
      bool known = own_.Knows(body, body.span.Of(text));
      bool first = found.bodies.empty();
      bool begins = BeginsCell(text, body.span.begin);
      if (first && !begins) continue;
      known = known && begins && !IsCut(text, body);
      if (first && !known) break;  // what follows may stand in any column
      std::size_t column = 0;
      if (!first) {
        std::string_view gap = text.substr(found.end, body.span.begin - found.end);
        bool list = gap.find_first_of(",;") != std::string_view::npos || BareKey(gap) == "va";
        if (!Trim(gap).empty() && BareKey(Trim(gap)) != "va") found.whole = false;
        column = found.bodies.back().column + (list ? 0 : 1);
        if (!known || column >= columns_.roles.size()) {
          found.whole = false;
          break;
        }
      } else {
        found.begin = body.span.begin;
      }
      found.bodies.push_back({body.WithPlace(), column});
      found.end = body.span.end;
    }
    if (!Trim(text.substr(found.bodies.empty() ? 0 : found.end)).empty()) found.whole = false;
    return found;
  }

  void Take(const Bodies& found, std::size_t shift, TableRowFacts& facts) const {
    for (const CellBody& body : found.bodies) {
      std::size_t column = body.column + shift;
      if (column < columns_.roles.size()) facts.agencies.push_back({body.name, columns_.roles[column]});
    }
  }

  static std::string NameIn(std::string_view text) {
    static const Pattern kNumber(R"(^[^\p{L}\d]{0,3}(?:\d{1,2}|[A-Za-z])?[^\p{L}\d]{0,3}\s)");
    if (auto number = kNumber.Find(text)) text.remove_prefix(number->span.end);
    return std::string(Trim(text));
  }

  void ReadLine(std::size_t i, const TimePart& time, TableRowFacts& facts) {
    std::string_view line = Line(i);
    std::string_view before = line.substr(0, time.span.begin);
    std::string_view cells = columns_.time_first ? line.substr(time.span.end) : before;
    Bodies found = FindBodies(cells);
    bool starts = !columns_.time_first || columns_.time_leads || Trim(cells.substr(0, found.begin)).empty();
    std::string_view name = columns_.time_first && !columns_.time_leads ? before : cells;
    if (name.data() == cells.data() && !found.bodies.empty()) name = name.substr(0, found.begin);
    facts.name = NameIn(name);
    if (starts) Take(found, 0, facts);
    facts.spans = {lines_[i]};
  }

  // A line or two a cell, the time alone in the last.
  void ReadCells(std::size_t from, std::size_t to, TableRowFacts& facts) {
    if (columns_.time_first || to - from > kMostCellLines) return;
    std::size_t column = 0;
    for (std::size_t i = from; i < to; ++i) {
      std::string_view line = Line(i);
      Bodies one = FindBodies(line);
      Bodies two;
      std::string joined;
      if (i + 1 < to) {
        joined = std::string(line) + " " + std::string(Line(i + 1));
        two = FindBodies(joined);
      }
      auto whole = [](const Bodies& found) { return !found.bodies.empty() && found.begin == 0 && found.whole; };
      bool longer = whole(two) && two.bodies.size() == 1;
      if (!longer && !whole(one)) {
        if (column == 0) facts.name += (facts.name.empty() ? "" : " ") + std::string(line);
        facts.spans.push_back(lines_[i]);
        continue;
      }
      Take(longer ? two : one, column++, facts);
      facts.spans.push_back(lines_[i]);
      if (longer) facts.spans.push_back(lines_[++i]);
    }
    facts.name = NameIn(facts.name + " ");
  }

  // Duties of rows put together over their lines.
  void AddBlocks() {
    std::vector<DutyLine> lines;
    std::vector<bool> whole(lines_.size(), false);  // by line: its row was put together
    std::vector<std::pair<std::size_t, Assignment>> read;
    for (std::size_t i = 0; i < lines_.size(); ++i) lines.push_back({Line(i), Shown(i), taken_[i]});
    for (const DutyBlock& block : ReadDutyBlocks(lines, columns_.roles, columns_.time_leads, gazetteer_, own_)) {
      if (!IsName(block.task) || block.agencies.empty()) continue;
      std::fill(whole.begin() + static_cast<std::ptrdiff_t>(block.begin),
                whole.begin() + static_cast<std::ptrdiff_t>(block.end), true);
      for (const AgencyRole& body : block.agencies) {
        Assignment duty;
        duty.agency = body.name;
        duty.role = body.role;
        duty.task = block.task;
        duty.evidence = {{lines_.begin() + static_cast<std::ptrdiff_t>(block.begin),
                          lines_.begin() + static_cast<std::ptrdiff_t>(block.end)},
                         "table/torn-row-duty"};
        duty.confidence = 0.7;
        read.emplace_back(block.begin, std::move(duty));
      }
    }
    const std::size_t put_together = read.size();
    for (auto& [line, duty] : in_lines_) {
      auto same = [&own = duty](const auto& other) {
        constexpr std::size_t kBegin = 24;  // bytes of a task that tell it from others
        bool task = other.second.task.find(own.task.substr(0, kBegin)) != std::string::npos;
        return task && other.second.agency == own.agency && other.second.role == own.role;
      };
      // Those whose row begins not far above.
      auto from = [&](std::size_t least) {
        return std::lower_bound(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(put_together), least,
                                [](const auto& one, std::size_t begin) { return one.first < begin; });
      };
      auto first = from(line - std::min(line, 2 * kMostCellLines));
      if (!whole[line] && std::none_of(first, from(line + 1), same)) read.emplace_back(line, std::move(duty));
    }
    std::stable_sort(read.begin(), read.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [line, duty] : read) records_.assignments.push_back(std::move(duty));
  }

  // Where a line holds a time or the end of one.
  std::optional<TextSpan> Shown(std::size_t i) const {
    if (auto time = FindTime(Line(i), columns_)) return time->span;
    return taken_[i] ? FindTimeEnd(Line(i)) : std::nullopt;
  }

  void Add(TableRowFacts facts, std::vector<TextSpan> pieces, std::size_t i) {
    facts.task = facts.name;
    if (facts.spans.empty()) facts.spans = {lines_[i]};
    // One body where there are two columns of them: the other's cell may be lost, and then nobody can tell the column.
    const bool lone = columns_.roles.size() > 1 && facts.agencies.size() == 1;
    if (IsName(facts.name) && !lone) {
      for (Assignment& duty : DutiesOf(facts, "table/torn-duty", 0.7)) in_lines_.emplace_back(i, std::move(duty));
    }
    if (pieces.empty()) return;
    facts.time_pieces = std::move(pieces);
    for (TextSpan piece : facts.time_pieces) {
      facts.time += (facts.time.empty() ? "" : " ") + std::string(piece.Of(document_.text()));
    }
    records_.timed_rows.push_back(std::move(facts));
  }

  const Document& document_;
  const AgencyGazetteer& gazetteer_;
  OwnBodies own_;
  Columns columns_;
  std::vector<TextSpan> lines_;
  std::vector<bool> taken_;                                   // by line: its time ends the one of a line above
  std::vector<std::pair<std::size_t, Assignment>> in_lines_;  // duties that one line holds, by line
  TableRecords records_;
};

}  // namespace

TableRecords ReadTornDuties(const Document& document, const Table& table, const AgencyGazetteer& gazetteer) {
  return Reader(document, table, gazetteer).Run();
}

}  // namespace vankho
