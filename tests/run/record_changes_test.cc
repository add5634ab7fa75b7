#include "pipeline/run/record_changes.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(RecordChangesTest, AHeaderThatReadsOtherwiseIsAChange) {
  Records before;
  before.header.issuer = "Sở Y tế";
  before.header.type = "ke_hoach";
  Records after = before;
  after.header.issuer = "Sở Y tế tỉnh Hòa Bình";
  auto changes = CompareRecords(SourceFile{}, before, after);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].kind, "header");
  EXPECT_EQ(changes[0].before, (Json{{"issuer", "Sở Y tế"}}));
  EXPECT_EQ(changes[0].after, (Json{{"issuer", "Sở Y tế tỉnh Hòa Bình"}}));
}

TEST(RecordChangesTest, ReferencesAreComparedOneByOne) {
  Records before;
  before.references.push_back({});
  before.references.back().number = "1/KH-UBND";
  Records after = before;
  after.references.push_back({});
  after.references.back().number = "2/KH-UBND";
  auto changes = CompareRecords(SourceFile{}, before, after);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].kind, "references");
  EXPECT_TRUE(changes[0].before.is_null());
}

TEST(RecordChangesTest, ANewDoubtIsAChangeAReviewIsNone) {
  Records before;
  before.deadlines.resize(1);
  Records after = before;
  before.deadlines[0].printed.lines = {3};
  after = before;
  before.deadlines[0].review = "confirmed";
  EXPECT_TRUE(CompareRecords(SourceFile{}, before, after).empty());
  after.header.flags = {"number-left-out"};
  EXPECT_EQ(CompareRecords(SourceFile{}, before, after).size(), 1u);
  after = before;
  after.deadlines[0].flags = {"year-inferred"};
  EXPECT_EQ(CompareRecords(SourceFile{}, before, after).size(), 1u);
}

TEST(RecordChangesTest, NothingChangedIsNoChange) {
  EXPECT_TRUE(CompareRecords(SourceFile{}, Records{}, Records{}).empty());
}

}  // namespace
}  // namespace vankho
