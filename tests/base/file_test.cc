#include "pipeline/base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "pipeline/base/sha256.h"

namespace vankho {
namespace {

std::string Temporary(const std::string& name) { return testing::TempDir() + "/vankho_file_test_" + name; }

unsigned RightsOf(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0;
}

TEST(File, RoundTrip) {
  std::string path = Temporary("round");
  std::string bytes("a\0b\xff", 4);
  ASSERT_TRUE(WriteFileAtomically(path, bytes));
  EXPECT_EQ(ReadFile(path).value(), bytes);
  std::filesystem::remove(path);
}

TEST(File, IsReadableAsTheUmaskSays) {
  std::string path = Temporary("rights");
  const mode_t before = ::umask(0);
  for (auto [mask, rights] : {std::pair(0022U, 0644U), {0027U, 0640U}, {0077U, 0600U}}) {
    ::umask(mask);
    ASSERT_TRUE(WriteFileAtomically(path, "x"));
    EXPECT_EQ(RightsOf(path), rights);
    std::filesystem::remove(path);
  }
  ::umask(before);
}

TEST(File, ThatIsReplacedKeepsItsRights) {
  std::string path = Temporary("replaced");
  ASSERT_TRUE(WriteFileAtomically(path, "x"));
  const mode_t before = ::umask(0077);
  for (mode_t rights : {0600U, 0664U}) {
    ASSERT_EQ(::chmod(path.c_str(), rights), 0);
    ASSERT_TRUE(WriteFileAtomically(path, "y"));
    EXPECT_EQ(RightsOf(path), rights);
  }
  ::umask(before);
  std::filesystem::remove(path);
}

TEST(File, ErrorsSayWhatIsWrong) {
  EXPECT_EQ(ReadFile(Temporary("absent")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadFile(testing::TempDir()).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(WriteFileAtomically(Temporary("no/such/folder"), "x").error().code, ErrorCode::kNotFound);
  std::string path = Temporary("big");
  ASSERT_TRUE(WriteFileAtomically(path, "12345"));
  EXPECT_EQ(ReadFile(path, 4).error().code, ErrorCode::kTooLarge);
  std::filesystem::remove(path);
}

TEST(Sha256, KnownDigests) {  // FIPS 180-4 examples
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Error, ReadsAsOneLine) {
  Error error{ErrorCode::kEncrypted, "locked", {}, {}};
  EXPECT_EQ(Describe(OnPage(InFile(error, "a.pdf"), 3)), "a.pdf, page 3: locked");
  EXPECT_EQ(ErrorCodeFromName(Name(ErrorCode::kTooLarge)), ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace vankho
