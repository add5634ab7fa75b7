#include "pipeline/run/confined_child.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

namespace vankho {
namespace {

using ::testing::HasSubstr;

TEST(ConfinedChild, AnswersOfAnySizeComeThrough) {
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{10'000'000}}) {
    auto answer = RunConfined([size]() -> Result<std::string> { return std::string(size, 'x'); });
    ASSERT_TRUE(answer) << Describe(answer.error());
    EXPECT_EQ(answer->size(), size);
  }
}

TEST(ConfinedChild, ErrorsComeThroughWithTheirCode) {
  auto answer = RunConfined([]() -> Result<std::string> { return Fail(ErrorCode::kEncrypted, "locked"); });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kEncrypted);
  EXPECT_EQ(answer.error().message, "locked");
}

TEST(ConfinedChild, ACrashIsAnError) {
  auto answer = RunConfined([]() -> Result<std::string> {
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGKILL);
    return std::string();
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kEngine);
  EXPECT_THAT(answer.error().message, HasSubstr("signal 9"));
}

TEST(ConfinedChild, AHangEnds) {
  ChildLimits limits;
  limits.time = std::chrono::seconds(1);
  auto answer = RunConfined(
      []() -> Result<std::string> {
        ::sleep(30);
        return std::string();
      },
      limits);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kTimeout);
}

TEST(ConfinedChild, WritesNothing) {
  std::string file = ::testing::TempDir() + "vankho-confined-child";
  auto answer = RunConfined([&file]() -> Result<std::string> {
    int fd = ::open(file.c_str(), O_CREAT | O_WRONLY, 0600);
    return std::string(fd < 0 ? "refused" : "open");
  });
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, "refused");
  EXPECT_NE(::access(file.c_str(), F_OK), 0);
}

}  // namespace
}  // namespace vankho
