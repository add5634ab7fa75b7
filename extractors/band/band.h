// Rating bands (bảng xếp loại): which score earns which word.
//
// "Tốt: từ 85 đến dưới 95 điểm" is [85, 95); "Yếu: dưới 70 điểm" has no lower end; "Xuất sắc: từ 95 điểm trở lên" no
// upper one. Label and range may stand in either order, parted by a colon, a bracket or "nếu đạt", or in two cells of a
// table row. A label is a rating word of lexicons/comparators.tsv, kept as printed without its head noun (đơn vị, loại,
// mức).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/comparator/comparator.h"
#include "extractors/engine/context.h"
#include "pipeline/document/record.h"

namespace vankho {

// label:Tốt from:85 to:<95
std::string PrintBand(const RatingBand& band);

// Safe from several threads.
class BandFinder {
 public:
  static Result<BandFinder> Load(const std::string& lexicon_folder);

  // Bands of one paragraph. Evidence and confidence are filled.
  std::vector<RatingBand> Find(const FlatText& text) const;
  // Of two cells of a row, each read alone: one that holds a label and nothing else, one with a range.
  std::optional<RatingBand> FindInCells(const FlatText& label, const FlatText& range) const;
  const Grammar& grammar() const { return grammar_; }

 private:
  Grammar grammar_;
  int band_ = 0, label_ = 0, bound_ = 0;
};

}  // namespace vankho
