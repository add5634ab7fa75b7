#include "pipeline/document/projection.h"

#include <cmath>
#include <utility>

namespace vankho {
namespace {

constexpr int kUnknowns = 8;
using Equation = std::array<double, kUnknowns + 1>;

// Gauss with the largest pivot; false where there is no one answer.
bool Solve(std::array<Equation, kUnknowns>& equations) {
  for (std::size_t c = 0; c < kUnknowns; ++c) {
    std::size_t best = c;
    for (std::size_t r = c + 1; r < kUnknowns; ++r) {
      if (std::abs(equations[r][c]) > std::abs(equations[best][c])) best = r;
    }
    std::swap(equations[c], equations[best]);
    if (std::abs(equations[c][c]) < 1e-9) return false;
    for (std::size_t r = 0; r < kUnknowns; ++r) {
      if (r == c) continue;
      double by = equations[r][c] / equations[c][c];
      for (std::size_t k = c; k <= kUnknowns; ++k) equations[r][k] -= by * equations[c][k];
    }
  }
  return true;
}

}  // namespace

PlanePoint Projection::operator()(PlanePoint p) const {
  double w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

Projection Projection::Inverse() const {
  Projection out;
  out.m = {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
           m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
           m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
  const double whole =
      m[0] * (m[4] * m[8] - m[5] * m[7]) + m[1] * (m[5] * m[6] - m[3] * m[8]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
  for (double& value : out.m) value /= whole;
  return out;
}

Projection Then(const Projection& first, const Projection& second) {
  Projection out;
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 3; ++c) {
      out.m[3 * r + c] = 0;
      for (std::size_t k = 0; k < 3; ++k) out.m[3 * r + c] += second.m[3 * r + k] * first.m[3 * k + c];
    }
  }
  return out;
}

Projection Scaling(double by) { return {{by, 0, 0, 0, by, 0, 0, 0, 1}}; }

std::optional<Projection> ProjectionOf(const std::array<PlanePoint, 4>& from, const std::array<PlanePoint, 4>& to) {
  std::array<Equation, kUnknowns> equations{};
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto [x, y] = from[i];
    auto [u, v] = to[i];
    equations[2 * i] = {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
    equations[2 * i + 1] = {0, 0, 0, x, y, 1, -v * x, -v * y, v};
  }
  if (!Solve(equations)) return std::nullopt;
  Projection out;
  for (std::size_t i = 0; i < kUnknowns; ++i) out.m[i] = equations[i][kUnknowns] / equations[i][i];
  return out;
}

}  // namespace vankho
