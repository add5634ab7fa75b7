// Every seed and every input that ever crashed a parser, through its target. An abort or a sanitizer's report fails.
#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/base/file.h"
#include "tests/fuzz/fuzz.h"

namespace vankho::fuzz {
namespace {

TEST(FuzzReplayTest, SeedsAndFormerCrashesAreHarmless) {
  for (const Target& target : AllTargets()) {
    int count = 0;
    std::filesystem::path folder = std::filesystem::path(VANKHO_SOURCE_DIR) / "tests/fuzz" / target.name;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      SCOPED_TRACE(entry.path().string());
      auto bytes = ReadFile(entry.path().string());
      ASSERT_TRUE(bytes);
      target.run(*bytes);
      target.run(std::string_view(*bytes).substr(0, bytes->size() / 2));
      ++count;
    }
    EXPECT_GT(count, 0) << target.name;
  }
}

}  // namespace
}  // namespace vankho::fuzz
