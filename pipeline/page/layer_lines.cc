#include "pipeline/page/layer_lines.h"

#include <algorithm>
#include <utility>

#include "pipeline/base/unicode.h"
#include "pipeline/document/recipients_heading.h"

namespace vankho {
namespace {

// A gap this many line heights wide parts columns: justified text stretches its spaces to little over one.
constexpr double kColumnGap = 2.0;
constexpr double kSpaceAtMost = 0.7;  // between two runs of one row

double VerticalOverlap(const Box& a, const Box& b) {
  double shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  double smaller = std::min(a.height(), b.height());
  return smaller <= 0 ? 0 : shared / smaller;
}

double HorizontalOverlap(const Box& a, const Box& b) {
  double shared = std::min(a.right, b.right) - std::max(a.left, b.left);
  double smaller = std::min(a.width(), b.width());
  return smaller <= 0 ? 0 : shared / smaller;
}

// A printed row: runs side by side. `core` is the box that decides who belongs to it.
struct Row {
  std::vector<Line> runs;
  Box core;
};

bool Fits(const Row& row, const Line& run) {
  if (VerticalOverlap(row.core, run.box) < 0.6) return false;
  return std::none_of(row.runs.begin(), row.runs.end(),
                      [&](const Line& other) { return HorizontalOverlap(other.box, run.box) > 0.3; });
}

std::vector<Row> MakeRows(std::vector<Line> runs) {
  std::stable_sort(runs.begin(), runs.end(),
                   [](const Line& a, const Line& b) { return a.box.top + a.box.bottom < b.box.top + b.box.bottom; });
  std::vector<Row> rows;
  for (Line& run : runs) {
    Row* home = nullptr;
    // Only the last few rows can still be level with this run.
    for (std::size_t i = rows.size(); i > 0 && i + 6 > rows.size(); --i) {
      if (Fits(rows[i - 1], run)) home = &rows[i - 1];
      if (home != nullptr) break;
    }
    if (home == nullptr) {
      rows.push_back({{}, run.box});
      home = &rows.back();
    }
    if (run.box.height() > home->core.height() && run.words.size() > home->runs.size()) home->core = run.box;
    home->runs.push_back(std::move(run));
  }
  for (Row& row : rows) {
    std::stable_sort(row.runs.begin(), row.runs.end(),
                     [](const Line& a, const Line& b) { return a.box.left < b.box.left; });
  }
  return rows;
}

bool OpensItem(const Row& row) {
  static constexpr std::string_view kDashes[] = {"-", "–", "—", "~", "¬", "*"};
  const std::string& text = row.runs.front().text;
  return std::any_of(std::begin(kDashes), std::end(kDashes), [&](std::string_view d) { return text.starts_with(d); });
}

// Do the recipients begin with this row? Where their heading is damaged, items stand below it.
bool OpensRecipients(const std::vector<Row>& rows, std::size_t at, double page_width) {
  constexpr std::size_t kNear = 3;  // rows; one of the right column may stand between
  const Line& first = rows[at].runs.front();
  if (first.box.left > page_width * 0.4) return false;
  const std::string key = BareKey(first.text);
  if (key.starts_with("noi nh") || key.starts_with("nai nh") || key.starts_with("noi hhan")) return true;
  if (RecipientsHeadingSize(first.text) == 0) return false;
  const std::size_t end = std::min(rows.size(), at + 1 + kNear);
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                     rows.begin() + static_cast<std::ptrdiff_t>(end), OpensItem);
}

// The rows of the foot, parted at its gutter: everything left of it, then everything right of it.
void AppendFoot(std::vector<Row> rows, double gutter, std::vector<Line>& out) {
  std::vector<Line> right;
  for (Row& row : rows) {
    for (Line& run : row.runs) (run.box.left < gutter ? out : right).push_back(std::move(run));
  }
  std::move(right.begin(), right.end(), std::back_inserter(out));
}

// An engine may read both columns of the foot as one line: apart at its wide gaps, the columns can be told.
void SplitAtGaps(Row& row) {
  std::vector<Line> parts;
  for (Line& run : row.runs) {
    Line part;
    for (Word& word : run.words) {
      if (!part.words.empty()) {
        const Box& before = part.words.back().box;
        double height = std::max({before.height(), word.box.height(), 6.0});
        if (word.box.left - before.right > kColumnGap * height) {
          parts.push_back(std::move(part));
          part = Line();
        }
      }
      part.words.push_back(std::move(word));
    }
    parts.push_back(std::move(part));
  }
  for (Line& part : parts) JoinWords(part);
  row.runs = std::move(parts);
}

// The row with which the foot begins whose recipients begin at a row: who signs may stand a few lines higher.
std::size_t FootBegin(const std::vector<Row>& rows, std::size_t recipients, double page_width) {
  constexpr std::size_t kHigher = 4;
  std::size_t begin = recipients;
  auto right = [&](const Line& run) { return run.box.left >= page_width * 0.4; };
  while (begin > 0 && recipients - begin < kHigher &&
         std::all_of(rows[begin - 1].runs.begin(), rows[begin - 1].runs.end(), right)) {
    --begin;
  }
  return begin;
}

// Where the right column of the foot begins, or 0 where the foot has one column.
double FindGutter(const std::vector<Row>& rows, std::size_t from, double page_width) {
  double left_end = 0;
  double right_begin = page_width;
  bool two = false;
  for (std::size_t i = from; i < rows.size(); ++i) {
    for (const Line& run : rows[i].runs) {
      if (run.box.left >= page_width * 0.4) {
        right_begin = std::min(right_begin, run.box.left);
        two = true;
      } else {
        left_end = std::max(left_end, run.box.left);
      }
    }
  }
  return two && left_end < right_begin ? right_begin - 0.5 : 0;
}

}  // namespace

void JoinWords(Line& line) {
  line.text.clear();
  line.box = {};
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const Word& word = line.words[i];
    if (i > 0) {
      const Box& before = line.words[i - 1].box;
      double height = std::max({before.height(), word.box.height(), 6.0});
      line.text += word.box.left - before.right > kColumnGap * height ? "   " : " ";
    }
    line.text += word.text;
    line.box = line.box.empty() ? word.box : Cover(line.box, word.box);
  }
}

// What the reader kept apart is a column apart unless hardly more than a space lies between.
Line JoinRuns(std::vector<Line> runs) {
  Line line;
  for (Line& run : runs) {
    bool apart = !line.text.empty() && run.box.left - line.box.right > kSpaceAtMost * std::max(run.box.height(), 6.0);
    if (!line.text.empty()) line.text += apart ? "   " : " ";
    line.text += run.text;
    line.box = line.box.empty() ? run.box : Cover(line.box, run.box);
    std::move(run.words.begin(), run.words.end(), std::back_inserter(line.words));
  }
  return line;
}

std::vector<Line> GroupWords(std::vector<Word> words) {
  std::vector<Line> runs;
  for (Word& word : words) {
    bool joins = false;
    if (!runs.empty()) {
      const Box& before = runs.back().words.back().box;
      double gap = word.box.left - before.right;
      double height = std::max(std::min(before.height(), word.box.height()), 1.0);
      joins = VerticalOverlap(before, word.box) > 0.5 && gap > -0.5 * height && gap < kColumnGap * height;
    }
    if (!joins) runs.emplace_back();
    runs.back().words.push_back(std::move(word));
  }
  for (Line& run : runs) JoinWords(run);
  return runs;
}

std::vector<Line> ArrangeLines(std::vector<Line> runs, double page_width) {
  std::erase_if(runs, [](const Line& run) { return run.words.empty(); });
  std::vector<Row> rows = MakeRows(std::move(runs));
  std::size_t foot = rows.size();
  double gutter = 0;
  for (std::size_t i = 0; i < rows.size() && foot == rows.size(); ++i) {
    if (!OpensRecipients(rows, i, page_width)) continue;
    for (std::size_t k = i; k < rows.size(); ++k) SplitAtGaps(rows[k]);
    const std::size_t begin = FootBegin(rows, i, page_width);
    gutter = FindGutter(rows, begin, page_width);
    if (gutter > 0) foot = begin;
  }
  std::vector<Line> lines;
  for (std::size_t i = 0; i < foot; ++i) lines.push_back(JoinRuns(std::move(rows[i].runs)));
  if (foot < rows.size()) {
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(foot));
    AppendFoot(std::move(rows), gutter, lines);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].number = static_cast<int>(i) + 1;
  return lines;
}

}  // namespace vankho
