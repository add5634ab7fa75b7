#include "tests/ocr/geometry_cases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "corpus/generator/random.h"

namespace vankho {
namespace {

struct Spot {
  double x = 0;
  double y = 0;
};
using Quad = std::array<Spot, 4>;  // upper left, upper right, lower left, lower right

template <class Move>
void MoveBoxes(std::vector<TrueLine>& lines, Move move) {
  for (TrueLine& line : lines) {
    for (TrueWord& word : line.words) {
      Box moved{1e9, 1e9, -1e9, -1e9};
      for (Spot corner : {Spot{word.box.left, word.box.top}, Spot{word.box.right, word.box.top},
                          Spot{word.box.left, word.box.bottom}, Spot{word.box.right, word.box.bottom}}) {
        Spot p = move(corner);
        moved = {std::min(moved.left, p.x), std::min(moved.top, p.y), std::max(moved.right, p.x),
                 std::max(moved.bottom, p.y)};
      }
      word.box = moved;
    }
  }
}

Pix Grey(PIX* pix) { return Pix(pixConvertTo8(pix, 0)); }

PTA* PointsOf(const Quad& quad) {
  PTA* points = ptaCreate(4);
  for (const Spot& p : quad) ptaAddPt(points, static_cast<float>(p.x), static_cast<float>(p.y));
  return points;
}

// Seen by a camera: the sheet's corners come to `to` of a picture of the same size; what is not sheet is `around`.
Shot Projected(Shot shot, const Quad& to, int around) {
  int width = pixGetWidth(shot.image.get());
  int height = pixGetHeight(shot.image.get());
  Quad from{{{0, 0}, {width - 1.0, 0}, {0, height - 1.0}, {width - 1.0, height - 1.0}}};
  PTA* source = PointsOf(from);
  PTA* target = PointsOf(to);
  l_float32* forward = nullptr;
  getProjectiveXformCoeffs(source, target, &forward);
  Pix seen(pixProjectivePtaGray(shot.image.get(), target, source, static_cast<l_uint8>(around)));
  MoveBoxes(shot.lines, [&](Spot p) {
    l_float32 x = 0;
    l_float32 y = 0;
    projectiveXformPt(forward, static_cast<float>(p.x), static_cast<float>(p.y), &x, &y);
    return Spot{x, y};
  });
  lept_free(forward);
  ptaDestroy(&source);
  ptaDestroy(&target);
  shot.image = std::move(seen);
  return shot;
}

// The picture on a larger one; `margin` of its width on every side.
Shot OnDesk(Shot shot, double margin, int around) {
  int by = static_cast<int>(pixGetWidth(shot.image.get()) * margin);
  shot.image.reset(pixAddBorder(shot.image.get(), by, static_cast<l_uint32>(around)));
  MoveBoxes(shot.lines, [=](Spot p) { return Spot{p.x + by, p.y + by}; });
  return shot;
}

// Corners moved by shares of the sides, as `strength` says: narrower above (a sheet on a table), and lower at one side.
Quad Tilted(const Shot& shot, double strength, double inset, bool aside) {
  double w = pixGetWidth(shot.image.get());
  double h = pixGetHeight(shot.image.get());
  double s = strength;
  double i = inset;
  if (aside)
    return {{{w * i, h * (i + s)}, {w * (1 - i), h * i}, {w * i, h * (1 - i - s)}, {w * (1 - i), h * (1 - i)}}};
  return {{{w * (i + s), h * i},
           {w * (1 - i - s), h * (i + s / 4)},
           {w * i, h * (1 - i)},
           {w * (1 - i), h * (1 - i - s / 4)}}};
}

// Light from one side and a soft shadow over a corner: paper from 250 down to `darkest`.
void Shade(PIX* pix, double darkest) {
  int width = pixGetWidth(pix);
  int height = pixGetHeight(pix);
  for (int y = 0; y < height; ++y) {
    l_uint32* row = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < width; ++x) {
      double u = static_cast<double>(x) / width;
      double v = static_cast<double>(y) / height;
      double slope = (0.7 * u + 0.3 * v);
      double shadow = 1 / (1 + std::exp(-(u - 0.2 - v) * 12));  // over the upper right corner
      double light = 1 - (1 - darkest) * std::clamp(0.6 * slope + 0.4 * shadow, 0.0, 1.0);
      SET_DATA_BYTE(row, x, static_cast<int>(GET_DATA_BYTE(row, x) * light));
    }
  }
}

Shot Resampled(Shot shot, double by) {
  shot.image.reset(pixScaleGeneral(shot.image.get(), static_cast<float>(by), static_cast<float>(by), 0, 0));
  MoveBoxes(shot.lines, [=](Spot p) { return Spot{p.x * by, p.y * by}; });
  return shot;
}

Shot Doubled(Shot shot, int times) {
  shot.image.reset(pixExpandReplicate(shot.image.get(), times));
  MoveBoxes(shot.lines, [=](Spot p) { return Spot{p.x * times, p.y * times}; });
  return shot;
}

// The upper part of the page, as cut out on a screen.
Shot Cropped(Shot shot, double share) {
  int height = static_cast<int>(pixGetHeight(shot.image.get()) * share);
  BOX* box = boxCreate(0, 0, pixGetWidth(shot.image.get()), height);
  shot.image.reset(pixClipRectangle(shot.image.get(), box, nullptr));
  boxDestroy(&box);
  for (TrueLine& line : shot.lines) {
    std::erase_if(line.words, [=](const TrueWord& word) { return word.box.top > height - 2; });
    std::string text;
    for (const TrueWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
    line.text = text;
  }
  std::erase_if(shot.lines, [](const TrueLine& line) { return line.words.empty(); });
  return shot;
}

void FillBox(PIX* pix, int x, int y, int w, int h, int value) {
  BOX* box = boxCreate(x, y, w, h);
  pixSetInRectArbitrary(pix, box, static_cast<l_uint32>(value));
  boxDestroy(&box);
}

// What a copier leaves where its lid stood open: black on all sides, uneven.
Shot WithBlackEdges(Shot shot, double share) {
  PIX* pix = shot.image.get();
  int w = pixGetWidth(pix);
  int h = pixGetHeight(pix);
  Random random(5);
  int deep = static_cast<int>(w * share);
  for (int at = 0; at < h; at += 8) {
    FillBox(pix, 0, at, deep + random.Index(5), 8, 15);
    int right = deep / 2 + random.Index(5);
    FillBox(pix, w - right, at, right, 8, 15);
  }
  for (int at = 0; at < w; at += 8) {
    FillBox(pix, at, 0, 8, deep / 2 + random.Index(4), 15);
    int bottom = deep / 3 + random.Index(4);
    FillBox(pix, at, h - bottom, 8, bottom, 15);
  }
  return shot;
}

// A frame drawn around all print, `thick` pixels; twice: with a thin line inside.
Shot Framed(Shot shot, int thick, bool twice) {
  Box all;
  for (const TrueLine& line : shot.lines) {
    for (const TrueWord& word : line.words) all = all.empty() ? word.box : Cover(all, word.box);
  }
  PIX* pix = shot.image.get();
  int gap = 26;
  auto draw = [&](int away, int t) {
    int x = static_cast<int>(all.left) - away;
    int y = static_cast<int>(all.top) - away;
    int w = static_cast<int>(all.width()) + 2 * away;
    int h = static_cast<int>(all.height()) + 2 * away;
    FillBox(pix, x, y, w, t, 0);
    FillBox(pix, x, y + h - t, w, t, 0);
    FillBox(pix, x, y, t, h, 0);
    FillBox(pix, x + w - t, y, t, h, 0);
  };
  draw(gap + thick, thick);
  if (twice) draw(gap - 4, 2);
  return shot;
}

// A dark band along the table's rules: on landscape and ruled pages the outer rules of a table printed thick.
Shot Fold(Shot left, Shot right, double skew, int gutter_dark) {
  int w = pixGetWidth(left.image.get());
  int h = std::max(pixGetHeight(left.image.get()), pixGetHeight(right.image.get()));
  int w2 = pixGetWidth(right.image.get());
  Pix sheet(pixCreate(w + w2, h, 8));
  pixSetAllArbitrary(sheet.get(), 250);
  pixRasterop(sheet.get(), 0, 0, w, pixGetHeight(left.image.get()), PIX_SRC, left.image.get(), 0, 0);
  pixRasterop(sheet.get(), w, 0, w2, pixGetHeight(right.image.get()), PIX_SRC, right.image.get(), 0, 0);
  if (gutter_dark > 0) {
    for (int d = 0; d < 60; ++d) {
      double light = 1 - (1 - d / 60.0) * (1 - d / 60.0) * gutter_dark / 255.0;
      for (int x : {w - 1 - d, w + d}) {
        for (int y = 0; y < h; ++y) {
          l_uint32 value = 0;
          pixGetPixel(sheet.get(), x, y, &value);
          pixSetPixel(sheet.get(), x, y, static_cast<l_uint32>(value * light));
        }
      }
    }
  }
  MoveBoxes(right.lines, [=](Spot p) { return Spot{p.x + w, p.y}; });
  left.lines.insert(left.lines.end(), right.lines.begin(), right.lines.end());
  left.image = std::move(sheet);
  if (skew != 0) {
    double angle = skew * std::numbers::pi / 180;
    double cx = pixGetWidth(left.image.get()) / 2.0;
    double cy = h / 2.0;
    left.image.reset(pixRotate(left.image.get(), static_cast<float>(angle), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
    MoveBoxes(left.lines, [=](Spot p) {
      return Spot{cx + (p.x - cx) * std::cos(angle) - (p.y - cy) * std::sin(angle),
                  cy + (p.x - cx) * std::sin(angle) + (p.y - cy) * std::cos(angle)};
    });
  }
  return left;
}

Shot Stated(Shot shot, int dpi, bool pdf = false) {
  shot.stated_dpi = dpi;
  shot.as_pdf = pdf;
  return shot;
}

bool Portrait(const Scan& scan) { return scan.width_pt < scan.height_pt; }

std::vector<ShotCase> MakeCases() {
  std::vector<ShotCase> cases;
  auto add = [&](std::string name, auto make) {
    cases.push_back({std::move(name), [make](const Scan& page, const Scan& next) { return make(page, next); }});
  };
  add("plain", [](const Scan& s, const Scan&) { return ShotOf(s); });
  for (int dpi : {72, 96, 100, 150, 300, 400, 600})
    add("said-" + std::to_string(dpi), [dpi](const Scan& s, const Scan&) { return Stated(ShotOf(s), dpi); });
  for (int dpi : {100, 150, 300, 400})
    add("pdf-said-" + std::to_string(dpi), [dpi](const Scan& s, const Scan&) { return Stated(ShotOf(s), dpi, true); });
  add("doubled-said-200", [](const Scan& s, const Scan&) { return Stated(Doubled(ShotOf(s), 2), 200); });
  add("doubled-said-400", [](const Scan& s, const Scan&) { return Stated(Doubled(ShotOf(s), 2), 400); });
  add("halved-doubled", [](const Scan& s, const Scan&) { return Stated(Doubled(Resampled(ShotOf(s), 0.5), 2), 200); });
  add("tripled-said-72", [](const Scan& s, const Scan&) { return Stated(Doubled(ShotOf(s), 3), 72); });
  add("cropped-said-0", [](const Scan& s, const Scan&) { return Stated(Cropped(ShotOf(s), 0.35), 0); });
  add("cropped-said-96", [](const Scan& s, const Scan&) { return Stated(Cropped(ShotOf(s), 0.35), 96); });
  for (bool aside : {false, true}) {
    for (int percent : {3, 6, 10}) {
      double s = percent / 100.0;
      std::string name = (aside ? "aside-" : "tilted-") + std::to_string(percent);
      add(name + "-desk", [=](const Scan& page, const Scan&) {
        Shot shot = ShotOf(page);
        return Stated(Projected(std::move(shot), Tilted(ShotOf(page), s, 0.04, aside), 70), 72);
      });
      add(name + "-filled", [=](const Scan& page, const Scan&) {
        return Stated(Projected(ShotOf(page), Tilted(ShotOf(page), s, 0, aside), 250), 72);
      });
    }
  }
  for (int darkest : {70, 45, 30})
    add("shaded-" + std::to_string(darkest), [=](const Scan& page, const Scan&) {
      Shot shot = ShotOf(page);
      Shade(shot.image.get(), darkest / 100.0);
      return shot;
    });
  add("camera", [](const Scan& page, const Scan&) {
    Shot shot = Projected(ShotOf(page), Tilted(ShotOf(page), 0.06, 0.04, false), 70);
    Shade(shot.image.get(), 0.45);
    return Stated(std::move(shot), 72);
  });
  add("desk", [](const Scan& page, const Scan&) { return Stated(OnDesk(ShotOf(page), 0.08, 60), 72); });
  add("black-edges", [](const Scan& page, const Scan&) { return WithBlackEdges(ShotOf(page), 0.03); });
  add("black-edges-wide", [](const Scan& page, const Scan&) { return WithBlackEdges(ShotOf(page), 0.055); });
  add("frame-thin", [](const Scan& page, const Scan&) { return Framed(ShotOf(page), 3, false); });
  add("frame-thick", [](const Scan& page, const Scan&) { return Framed(ShotOf(page), 16, false); });
  add("frame-double", [](const Scan& page, const Scan&) { return Framed(ShotOf(page), 12, true); });
  for (double skew : {0.0, 1.5})
    for (int dark : {0, 150, 235})
      add("spread-" + std::to_string(dark) + (skew > 0 ? "-skew" : ""), [=](const Scan& page, const Scan& next) {
        if (!Portrait(page) || !Portrait(next)) return Shot{};
        return Stated(Fold(ShotOf(page), ShotOf(next), skew, dark), 200);
      });
  add("spread-on-a4", [](const Scan& page, const Scan& next) {
    if (!Portrait(page) || !Portrait(next)) return Shot{};
    return Stated(Resampled(Fold(ShotOf(page), ShotOf(next), 0, 0), 300 / 200.0 / 1.414), 300);
  });
  for (int turn : {90, 180, 270})
    add("turned-" + std::to_string(turn), [=](const Scan& page, const Scan&) { return Turned(ShotOf(page), turn); });
  return cases;
}

}  // namespace

Shot ShotOf(const Scan& scan) {
  Shot shot;
  shot.image = Grey(scan.image.get());
  shot.stated_dpi = scan.dpi;
  shot.lines = scan.lines;
  double scale = scan.dpi / 72.0;
  MoveBoxes(shot.lines, [=](Spot p) { return Spot{p.x * scale, p.y * scale}; });
  return shot;
}

Shot Turned(Shot shot, int degrees) {
  int quarters = degrees / 90;
  double w = pixGetWidth(shot.image.get());
  double h = pixGetHeight(shot.image.get());
  shot.image.reset(pixRotateOrth(shot.image.get(), 4 - quarters));  // so that turning by `degrees` makes it upright
  MoveBoxes(shot.lines, [=](Spot p) {
    if (quarters == 1) return Spot{p.y, w - p.x};
    if (quarters == 2) return Spot{w - p.x, h - p.y};
    return Spot{h - p.y, p.x};
  });
  shot.turned = degrees;
  return shot;
}

const std::vector<ShotCase>& ShotCases() {
  static const std::vector<ShotCase> cases = MakeCases();
  return cases;
}

}  // namespace vankho
