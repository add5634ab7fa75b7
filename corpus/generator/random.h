// Seeded randomness that gives the same numbers on every machine: std::mt19937_64 is fixed by the C++ standard, the
// standard's distributions are not, so the few that we need are here.
#pragma once

#include <cstdint>
#include <random>

namespace vankho {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t Bits() { return engine_(); }
  double Uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }  // [0, 1)
  double Between(double low, double high) { return low + (high - low) * Uniform(); }
  int Index(int count) { return static_cast<int>(Uniform() * count); }  // [0, count)

  // Near enough to a normal deviate of mean 0 and deviation 1 for noise: the sum of eight bytes of one draw
  // (Irwin-Hall), made of integers only.
  double Normal() {
    const std::uint64_t bits = engine_();
    int sum = 0;
    for (int shift = 0; shift < 64; shift += 8) sum += static_cast<int>((bits >> shift) & 0xFF);
    return (sum - 1020) / 209.02;  // 8 x 127.5; sqrt(8 x (256^2 - 1) / 12)
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace vankho
