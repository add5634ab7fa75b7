// Rating bands (bảng xếp loại): which score earns which word.
//
// "Tốt: từ 85 đến dưới 95 điểm" is [85, 95); "Yếu: dưới 70 điểm" has no lower end; "Xuất sắc: từ 95 điểm trở lên" no
// upper one. Label and range may stand in either order, parted by a colon, a bracket or "nếu đạt", or in two cells of a
// table row. A label is a rating word of lexicons/comparators.tsv, kept as printed without its head noun (đơn vị, loại,
// mức).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extractors/comparator/comparator.h"
#include "extractors/engine/context.h"
#include "pipeline/document/record.h"

namespace vankho {

// label:Tốt from:85 to:<95
std::string PrintBand(const RatingBand& band);

// Behind the rules of numbers, dates and comparators and before those of goals: whatever makes a bound behind these is
// none of a band.
void AddBandRules(Grammar& grammar);

// Safe from several threads.
class BandFinder {
 public:
  static Result<BandFinder> Load(const std::string& lexicon_folder);
  // Over a finished grammar that has AddBandRules, perhaps more.
  explicit BandFinder(std::shared_ptr<const Grammar> grammar);

  // Bands of one paragraph. Evidence and confidence are filled.
  std::vector<RatingBand> Find(const FlatText& text) const { return Find(text, grammar_->Parse(text, {wanted()})); }
  // The same with the grammar's chart of the text: one may serve several finders.
  std::vector<RatingBand> Find(const FlatText& text, const Chart& chart) const;
  int wanted() const { return band_; }  // without such a token there is no band
  // Of two cells of a row, each read alone: one that holds a label and nothing else, one with a range.
  std::optional<RatingBand> FindInCells(const FlatText& label, const FlatText& range) const;
  const Grammar& grammar() const { return *grammar_; }

 private:
  std::vector<const Token*> BoundsOf(const Chart& chart) const;

  std::shared_ptr<const Grammar> grammar_;
  int band_ = 0, label_ = 0, bound_ = 0, own_bound_ = 0;
  int behind_bands_ = 0;
};

}  // namespace vankho
