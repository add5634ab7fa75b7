#include "pipeline/run/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace vankho {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class WalkTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / ("walk_" + std::to_string(::getpid()));
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void Touch(const std::string& name) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << name;
  }

  std::vector<std::string> Names(const FoundFiles& found) {
    std::vector<std::string> names;
    for (const FoundFile& file : found.files) names.push_back(file.path.substr(root_.string().size() + 1));
    return names;
  }

  fs::path root_;
};

TEST_F(WalkTest, FoldersInByteOrderHiddenNamesLeftOut) {
  for (const char* name : {"b.pdf", "a/2.txt", "a/1.txt", ".hidden", "a/.git/x"}) Touch(name);
  FoundFiles found = FindFiles({root_.string()}, "");
  EXPECT_THAT(Names(found), ElementsAre("a/1.txt", "a/2.txt", "b.pdf"));
  EXPECT_EQ(found.hidden.size(), 2u);
}

TEST_F(WalkTest, AHiddenFileThatIsNamedCounts) {
  Touch(".hidden");
  EXPECT_THAT(Names(FindFiles({(root_ / ".hidden").string()}, "")), ElementsAre(".hidden"));
}

TEST_F(WalkTest, LoopsOfLinksEnd) {
  Touch("a/1.txt");
  fs::create_directory_symlink(root_, root_ / "a" / "loop");
  fs::create_symlink(root_ / "a" / "self", root_ / "a" / "self");
  FoundFiles found = FindFiles({root_.string()}, "");
  EXPECT_THAT(Names(found).front(), "a/1.txt");
  ASSERT_EQ(found.files.size(), 2u);
  EXPECT_TRUE(found.files[1].error);  // the link to itself
}

TEST_F(WalkTest, MissingAndSpecialFilesAreNamedWithTheirReason) {
  ::mkfifo((root_ / "pipe").c_str(), 0600);
  FoundFiles found = FindFiles({(root_ / "none").string(), (root_ / "pipe").string()}, "");
  ASSERT_EQ(found.files.size(), 2u);
  EXPECT_EQ(found.files[0].error->code, ErrorCode::kNotFound);
  EXPECT_EQ(found.files[1].error->code, ErrorCode::kUnsupported);
}

TEST_F(WalkTest, TheStoreItselfIsPassedOver) {
  Touch("kho/originals/ab/abc");
  Touch("a.txt");
  EXPECT_THAT(Names(FindFiles({root_.string()}, (root_ / "kho").string())), ElementsAre("a.txt"));
}

TEST_F(WalkTest, AFolderWithoutPermissionIsAnError) {
  Touch("closed/1.txt");
  Touch("open.txt");
  fs::permissions(root_ / "closed", fs::perms::none);
  if (::geteuid() == 0 && ::seteuid(65534) != 0)
    GTEST_SKIP() << "root may read everything and cannot become another user";
  FoundFiles found = FindFiles({root_.string()}, "");
  if (::getuid() == 0) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  fs::permissions(root_ / "closed", fs::perms::owner_all);
  ASSERT_EQ(found.files.size(), 2u);
  EXPECT_EQ(found.files[0].error->code, ErrorCode::kPermission);
  EXPECT_FALSE(found.files[1].error);
}

}  // namespace
}  // namespace vankho
