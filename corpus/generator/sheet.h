// A typeset page before it is printed: what to draw, and the truth of what stands where.
#pragma once

#include <cairo.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

struct SurfaceDeleter {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
struct ContextDeleter {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Context = std::unique_ptr<cairo_t, ContextDeleter>;

struct TrueWord {
  std::string text;
  Box box;  // its ink, in points of the page as it leaves the generator
};

// One printed line, or one row of a table (cells parted by " | "), as gold text has it.
struct TrueLine {
  std::string text;
  std::vector<TrueWord> words;

  Box box() const;
};

inline constexpr double kA4ShortPt = 595.276;
inline constexpr double kA4LongPt = 841.89;
inline constexpr double kPtPerMm = 72 / 25.4;

// Drawn upright, in points, origin top left.
class Sheet {
 public:
  Sheet(double width_pt, double height_pt);

  double width_pt() const { return width_pt_; }
  double height_pt() const { return height_pt_; }
  bool landscape() const { return width_pt_ > height_pt_; }

  cairo_t* context() { return context_.get(); }                // to draw on; owned by the sheet
  cairo_surface_t* drawing() const { return surface_.get(); }  // to replay from; owned by the sheet

  std::vector<TrueLine> lines;      // reading order
  std::optional<Box> signature_at;  // the blank between post and name, where seal and signature go
  std::string seal_text;            // what runs round the seal

 private:
  double width_pt_;
  double height_pt_;
  Surface surface_;
  Context context_;
};

// The page's true text: its lines joined by newlines, with one at the end.
std::string TextOf(const std::vector<TrueLine>& lines);

}  // namespace vankho
