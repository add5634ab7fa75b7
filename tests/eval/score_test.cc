#include "pipeline/eval/score.h"

#include <gtest/gtest.h>

#include "pipeline/eval/text_match.h"

namespace vankho {
namespace {

TEST(Text, FoldsWhatDoesNotCount) {
  EXPECT_EQ(FoldForScore("Uỷ  ban – “x”…"), "Ủy ban - \"x\"...");
  EXPECT_EQ(Syllables("Số: 12/KH-UBND, x4y"), (Tokens{"Số", "12", "KH", "UBND", "x", "4", "y"}));
}

TEST(Text, EditDistance) {
  EXPECT_EQ(EditDistance(Tokens{"a", "b", "c"}, Tokens{"a", "x", "c", "d"}), 2);
  EXPECT_EQ(EditDistance(std::u32string_view(U"kitten"), std::u32string_view(U"sitting")), 3);
  EXPECT_EQ(EditDistance(Tokens{}, Tokens{"a"}), 1);
}

TEST(Text, MatchingRuns) {
  EXPECT_EQ(MatchingTokens({"a", "b", "x", "c", "d"}, {"a", "b", "c", "d"}), 4);
  EXPECT_DOUBLE_EQ(Similarity("báo cáo quý", "Báo cáo năm"), 2.0 * 2 / 6);
  EXPECT_DOUBLE_EQ(Containment("báo cáo", "gửi báo cáo quý"), 1.0);
}

TEST(Lines, CountsByClass) {
  auto scores = ScoreLines("1\ttext\tKế hoạch\n2\tblank\t\n3\ttable\t1 2\n", "Ké hoạch\n\n1 2\n");
  ASSERT_TRUE(scores);
  ASSERT_EQ(scores->size(), 3U);
  EXPECT_EQ((*scores)[0].name, "all");
  EXPECT_EQ((*scores)[0].syllable_errors, 1);
  EXPECT_EQ((*scores)[2].name, "text");
  EXPECT_DOUBLE_EQ((*scores)[2].CharErrorRate(), 1.0 / 8);
  EXPECT_FALSE(ScoreLines("x\ttext\ta\n", ""));
}

Deadline Due(const char* date, const char* action) {
  Deadline d;
  d.due = PartialDate::FromIso(date);
  d.action = action;
  return d;
}

TEST(Records, ValueMustBeEqualAndWordsAgree) {
  Records gold, run;
  gold.deadlines = {Due("2024-03-14", "gửi báo cáo quý"), Due("2024-06-14", "gửi báo cáo 6 tháng")};
  run.deadlines = {Due("2024-03-14", "gửi báo cáo quý I"), Due("2024-06-15", "gửi báo cáo 6 tháng")};
  RecordScore score = ScoreRecords(gold, run);
  ASSERT_EQ(score.kinds.size(), 1U);
  EXPECT_EQ(score.kinds[0].hit, 1);
  EXPECT_DOUBLE_EQ(score.kinds[0].F1(), 0.5);
  EXPECT_EQ(score.kinds[0].missed, (std::vector<std::size_t>{1}));
  EXPECT_EQ(score.fields, 7);
  EXPECT_EQ(score.right_fields, 7) << "nothing stated on either side";
}

TEST(Records, AgencyAbbreviationsAgree) {
  Records gold, run;
  Assignment a;
  a.agency = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân";
  a.task = "tổng hợp";
  gold.assignments = {a};
  a.agency = "Văn phòng HĐND và UBND";
  run.assignments = {a};
  EXPECT_EQ(ScoreRecords(gold, run).kinds[0].hit, 1);
}

}  // namespace
}  // namespace vankho
