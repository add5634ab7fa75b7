#include "corpus/generator/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "corpus/generator/office_marks.h"
#include "corpus/generator/paper.h"
#include "corpus/generator/random.h"

namespace vankho {
namespace {

constexpr std::array<GradeRecipe, 4> kRecipes = {{
    {.grade = Grade::kClean,
     .depth = PixelDepth::kGrey16,
     .dpi = 300,
     .skew_degrees = 0,
     .blur_mm = 0,
     .noise = 0,
     .shading = 0,
     .specks_per_cm2 = 0,
     .black_edge_mm = 0,
     .old_paper = false,
     .office_marks = false,
     .jpeg_quality = 0},
    {.grade = Grade::kOffice,
     .depth = PixelDepth::kGrey,
     .dpi = 200,
     .skew_degrees = 0.3,
     .blur_mm = 0.055,
     .noise = 4,
     .shading = 14,
     .specks_per_cm2 = 0.01,
     .black_edge_mm = 0,
     .old_paper = false,
     .office_marks = true,
     .jpeg_quality = 50},
    {.grade = Grade::kPhotocopy,
     .depth = PixelDepth::kBilevel,
     .dpi = 300,
     .skew_degrees = 1,
     .blur_mm = 0.075,
     .noise = 20,
     .shading = 18,
     .specks_per_cm2 = 1.3,
     .black_edge_mm = 4,
     .old_paper = false,
     .office_marks = true,
     .jpeg_quality = 0},
    {.grade = Grade::kBad,
     .depth = PixelDepth::kColour,
     .dpi = 150,
     .skew_degrees = 2,
     .blur_mm = 0.06,
     .noise = 9,
     .shading = 22,
     .specks_per_cm2 = 0.4,
     .black_edge_mm = 0,
     .old_paper = true,
     .office_marks = true,
     .jpeg_quality = 22},
}};

// Leptonica leaves an image alone that is turned by less than this.
constexpr double kLeastTurnRadians = 0.001;

int Pixels(double points, int dpi) { return static_cast<int>(std::lround(points * dpi / 72)); }

// The sheet in black on white, with seal and signature, at 32 bits a pixel.
Result<Pix> Render(const Sheet& sheet, const TextSetter& setter, const GradeRecipe& recipe, int dpi, Random& random) {
  const int width = Pixels(sheet.width_pt(), dpi);
  const int height = Pixels(sheet.height_pt(), dpi);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  const Context context(cairo_create(surface.get()));
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
  cairo_scale(context.get(), width / sheet.width_pt(), height / sheet.height_pt());
  cairo_set_source_surface(context.get(), sheet.drawing(), 0, 0);
  cairo_paint(context.get());
  if (recipe.office_marks && sheet.signature_at) {
    DrawSignature(context.get(), *sheet.signature_at, random);
    VK_RETURN_IF_ERROR(DrawSeal(context.get(), *sheet.signature_at, sheet.seal_text, setter, random));
  }
  if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) {
    return Fail(ErrorCode::kEngine,
                fmt::format("the page could not be drawn: {}", cairo_status_to_string(cairo_status(context.get()))));
  }
  cairo_surface_flush(surface.get());
  const unsigned char* rows = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  Pix pix(pixCreate(width, height, 32));
  for (int y = 0; y < height; ++y) {
    const auto* from = reinterpret_cast<const std::uint32_t*>(rows + static_cast<std::ptrdiff_t>(y) * stride);
    l_uint32* to = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < width; ++x) to[x] = from[x] << 8;  // xRGB to RGBx
  }
  return pix;
}

template <class Move>
void MoveBoxes(std::vector<TrueLine>& lines, Move move) {
  for (TrueLine& line : lines) {
    for (TrueWord& word : line.words) word.box = move(word.box);
  }
}

// A quarter turn to the left: what stood at the top stands at the left.
void TurnLeft(Scan& scan) {
  scan.image.reset(pixRotate90(scan.image.get(), -1));
  const double width = scan.width_pt;
  MoveBoxes(scan.lines, [width](const Box& b) { return Box{b.top, width - b.right, b.bottom, width - b.left}; });
  std::swap(scan.width_pt, scan.height_pt);
}

// Clockwise about the middle, on white.
void Skew(Scan& scan, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  if (std::abs(angle) <= kLeastTurnRadians) return;
  scan.image.reset(pixRotate(scan.image.get(), static_cast<float>(angle), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  const double cx = scan.width_pt / 2;
  const double cy = scan.height_pt / 2;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  MoveBoxes(scan.lines, [=](const Box& b) {
    Box turned;
    for (const auto& [x, y] : {std::pair{b.left, b.top}, {b.right, b.top}, {b.left, b.bottom}, {b.right, b.bottom}}) {
      const double tx = cx + (x - cx) * c - (y - cy) * s;
      const double ty = cy + (x - cx) * s + (y - cy) * c;
      if (turned.empty() && turned.left == 0) turned = {tx, ty, tx, ty};
      turned = {std::min(turned.left, tx), std::min(turned.top, ty), std::max(turned.right, tx),
                std::max(turned.bottom, ty)};
    }
    return turned;
  });
}

}  // namespace

std::string_view Name(Grade grade) {
  switch (grade) {
    case Grade::kClean:
      return "clean";
    case Grade::kOffice:
      return "office";
    case Grade::kPhotocopy:
      return "photocopy";
    case Grade::kBad:
      return "bad";
  }
  return "";
}

std::optional<Grade> GradeFromName(std::string_view name) {
  for (const GradeRecipe& recipe : kRecipes) {
    if (Name(recipe.grade) == name) return recipe.grade;
  }
  return std::nullopt;
}

const GradeRecipe& RecipeFor(Grade grade) { return kRecipes[static_cast<std::size_t>(grade)]; }

Result<Scan> ScanSheet(const Sheet& sheet, const TextSetter& setter, const ScanOptions& options, int page) {
  const GradeRecipe& recipe = RecipeFor(options.grade);
  Random random(options.seed * 1'000'003 + static_cast<std::uint64_t>(page));
  Scan scan{.image = nullptr,
            .dpi = options.dpi > 0 ? options.dpi : recipe.dpi,
            .jpeg_quality = recipe.jpeg_quality,
            .width_pt = sheet.width_pt(),
            .height_pt = sheet.height_pt(),
            .lines = sheet.lines};
  VK_ASSIGN_OR_RETURN(scan.image, Render(sheet, setter, recipe, scan.dpi, random));
  if (options.sideways && sheet.landscape()) TurnLeft(scan);
  Skew(scan, random.Between(-recipe.skew_degrees, recipe.skew_degrees));
  scan.image = AgePaper(std::move(scan.image), recipe, scan.dpi, random);
  pixSetResolution(scan.image.get(), scan.dpi, scan.dpi);
  return scan;
}

}  // namespace vankho
