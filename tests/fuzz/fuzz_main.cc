// A libFuzzer program for the target VANKHO_FUZZ_TARGET (preset `fuzz`, `make fuzz`).
#include <cstddef>
#include <cstdint>

#include "pipeline/base/check.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const vankho::fuzz::Target& target = []() -> const vankho::fuzz::Target& {
    for (const vankho::fuzz::Target& one : vankho::fuzz::AllTargets()) {
      if (one.name == VANKHO_FUZZ_TARGET) return one;
    }
    VK_CHECK(false);
    __builtin_unreachable();
  }();
  target.run({reinterpret_cast<const char*>(data), size});
  return 0;
}
