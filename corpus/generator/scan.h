// Prints a sheet and scans it: rendering, office marks, then what scanners and photocopiers do to paper. Everything
// comes from a seed, and the truth moves with the paper.
#pragma once

#include <leptonica/allheaders.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "corpus/generator/sheet.h"
#include "corpus/generator/text_setter.h"
#include "pipeline/base/result.h"

namespace vankho {

struct PixDeleter {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, PixDeleter>;

// corpus/README.md describes what each looks like.
enum class Grade { kClean, kOffice, kPhotocopy, kBad };
std::string_view Name(Grade grade);  // "clean", "office", "photocopy", "bad"
std::optional<Grade> GradeFromName(std::string_view name);

enum class PixelDepth { kGrey16, kGrey, kBilevel, kColour };

// What a grade does. Lengths are in millimetres of paper, so that the same grade looks alike at any resolution.
struct GradeRecipe {
  Grade grade;
  PixelDepth depth;
  int dpi;                // where the caller asks for none
  double skew_degrees;    // drawn between minus and plus this
  double blur_mm;         // deviation of a Gaussian
  double noise;           // deviation, in grey levels of 255
  double shading;         // largest darkening of the paper across the page, in grey levels
  double specks_per_cm2;  // black dots of 0.1 to 0.3 mm
  double black_edge_mm;   // widest shadow along one long edge
  bool old_paper;         // yellowed, stained
  bool office_marks;      // red seal and blue signature where a sheet has a signature block
  int jpeg_quality;       // 0: lossless
};
const GradeRecipe& RecipeFor(Grade grade);

struct ScanOptions {
  Grade grade = Grade::kClean;
  int dpi = 0;             // 0: the grade's own
  std::uint64_t seed = 1;  // of the document; the page number is mixed in
  bool sideways = false;   // a landscape sheet comes out of a portrait scanner, its top at the left
};

struct Scan {
  Pix image;  // 1, 8 or 32 bits a pixel; resolution set
  int dpi = 0;
  int jpeg_quality = 0;  // 0: to be kept lossless
  double width_pt = 0;
  double height_pt = 0;
  std::vector<TrueLine> lines;  // boxes in points of this image
};

// `page` is 1-based. Same sheet, options and page give the same pixels.
Result<Scan> ScanSheet(const Sheet& sheet, const TextSetter& setter, const ScanOptions& options, int page);

}  // namespace vankho
