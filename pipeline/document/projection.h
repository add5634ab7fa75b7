// Maps of the plane onto itself that keep straight lines straight: how a camera sees a sheet.
#pragma once

#include <array>
#include <optional>

namespace vankho {

struct PlanePoint {
  double x = 0;
  double y = 0;
  bool operator==(const PlanePoint&) const = default;
};

// Row by row; a point (x, y, 1) is multiplied from the left and divided by its third part.
struct Projection {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

  PlanePoint operator()(PlanePoint p) const;
  Projection Inverse() const;  // of one that can be undone
  bool operator==(const Projection&) const = default;
};

// First `first`, then `second`.
Projection Then(const Projection& first, const Projection& second);

// Everything `by` times as large, from the origin.
Projection Scaling(double by);

// The one that brings four points to four others; empty where three of them lie on one line.
std::optional<Projection> ProjectionOf(const std::array<PlanePoint, 4>& from, const std::array<PlanePoint, 4>& to);

}  // namespace vankho
