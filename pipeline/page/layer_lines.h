// Words with boxes, from whatever reader, as lines in reading order.
#pragma once

#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

// Words of a text layer in the order in which the file gives them, as runs: pieces of printed lines that stand
// together.
std::vector<Line> GroupWords(std::vector<Word> words);

// Runs (pieces of lines, in any order) as the page's lines from top to bottom. Pieces of one printed row become one
// line, parted by three spaces where a column gap stands; so a letterhead comes out row by row (left and right half on
// one line), a table row by row. At the foot the recipients (Nơi nhận) come before the signature beside them, column by
// column. Lines are numbered from 1.
std::vector<Line> ArrangeLines(std::vector<Line> runs, double page_width);

// Runs of one printed row, from left to right, as one line: three spaces across a column gap.
Line JoinRuns(std::vector<Line> runs);

// Sets text and box from the words: one space between words, three across a column gap.
void JoinWords(Line& line);

}  // namespace vankho
