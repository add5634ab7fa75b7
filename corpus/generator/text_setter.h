// Sets one paragraph with Pango and says where each word's ink falls.
//
// Fails where the font lacks a letter. Without that check Pango draws a box or borrows the letter from another font,
// and the truth no longer matches the print: Debian's Liberation Serif, for one, has no Vietnamese tone letters.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/generator/sheet.h"
#include "pipeline/base/result.h"

namespace vankho {

enum class Align { kLeft, kCentre, kRight, kJustify };

struct TextStyle {
  double size_pt = 13;
  bool bold = false;
  bool italic = false;
  bool underline = false;
  Align align = Align::kLeft;
  double first_indent_pt = 0;
  double line_spacing = 1.0;  // of the font's own line height
};

struct LayoutDeleter {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};

// A paragraph broken into lines. Boxes count from the block's own top left.
struct TextBlock {
  struct SetLine {
    TrueLine line;
    double top_pt = 0;
    double bottom_pt = 0;
  };
  std::unique_ptr<PangoLayout, LayoutDeleter> layout;
  std::vector<SetLine> lines;
  double height_pt = 0;
};

// Not safe from several threads: Pango's font maps are not.
class TextSetter {
 public:
  // The face must be installed under exactly this family name.
  static Result<TextSetter> Create(std::string_view family);

  // `text` is UTF-8 NFC; a newline forces a line break. Fails naming the first character that the face lacks.
  Result<TextBlock> Set(std::string_view text, const TextStyle& style, double width_pt) const;

  const std::string& family() const { return family_; }

 private:
  struct ObjectDeleter {
    void operator()(void* object) const { g_object_unref(object); }
  };
  explicit TextSetter(std::string family);

  std::string family_;
  std::unique_ptr<PangoFontMap, ObjectDeleter> fonts_;
  std::unique_ptr<PangoContext, ObjectDeleter> context_;
};

// Draws lines [first, last) of the block so that line `first` has its top at y, and adds them to the sheet's truth
// where `truth` is not null. Returns the y below the last one.
double DrawLines(const TextBlock& block, std::size_t first, std::size_t last, double x_pt, double y_pt,
                 cairo_t* context, std::vector<TrueLine>* truth);

}  // namespace vankho
