// Marks and numerals that the rest of the document settles.
//
//   ~ Phong, -- Phong, =Luu      -> - Phong, - Luu      bullets: print sets none of these
//   Viv chan chinh               -> V/v chấn chỉnh      the subject of a letter
//   4, Nam 2026 (after 3.)       -> 4. Năm 2026         the label's turn has come
//   phan. mot cua                -> phần một cửa        no sentence begins with a small letter: a speck
//   thu 8/ 19, 60/202 1/ND- CP   -> 8/19, 60/2021/NĐ-CP   no print has these spaces
//   4,72  +021  006              -> 4,72  +0,21  0,06   no count has three digits and begins with 0
//   quy 1/2026 beside quy II     -> quý I/2026          the document writes its quarters so
//   78.94% beside 81,25%         -> 78,94%              the document writes its fractions so; the value is the same
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// In the order of the document's lines.
class DocumentMarks {
 public:
  // Looks at all lines; keeps none of them.
  explicit DocumentMarks(const std::vector<std::string_view>& lines);

  // The repairs of the next line, left to right, not overlapping. Linear time.
  std::vector<Repair> Next(std::string_view line);

 private:
  void FindLabel(std::string_view line, std::vector<Repair>& out);

  bool roman_quarters_ = false;
  bool comma_percents_ = false;
  int label_ = 0;  // the last number that opened a line
};

}  // namespace vankho
