#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>

#include "models/text_data/overlap.h"
#include "models/text_data/token_stream.h"
#include "models/text_data/typos.h"
#include "models/text_data/vocabulary.h"
#include "models/text_data/zstd_lines.h"

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ZstdFile : public testing::Test {
 protected:
  void Write(const std::string& text, std::size_t cut = 0) const {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1) - cut);
    std::ofstream(path_, std::ios::binary) << packed;
  }
  void TearDown() override { std::filesystem::remove(path_); }
  // Tests run side by side, each with a file of its own.
  const std::string path_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".zst";
};

TEST_F(ZstdFile, LinesComeWhole) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "dòng số " + std::to_string(i) + "\n";
  Write(text + "không có xuống dòng");
  auto lines = ZstdLines::Open(path_);
  ASSERT_TRUE(lines);
  std::string_view line;
  for (int i = 0; i < 200000; ++i) {
    ASSERT_TRUE(lines->Next(line));
    ASSERT_EQ(line, "dòng số " + std::to_string(i));
  }
  ASSERT_TRUE(lines->Next(line));
  EXPECT_EQ(line, "không có xuống dòng");
  EXPECT_FALSE(lines->Next(line));
  EXPECT_TRUE(lines->status());
}

TEST_F(ZstdFile, DamageIsAnError) {
  Write(std::string(1000, 'a') + "\n", 4);
  auto lines = ZstdLines::Open(path_);
  ASSERT_TRUE(lines);
  std::string_view line;
  while (lines->Next(line)) {
  }
  EXPECT_FALSE(lines->status());
  EXPECT_FALSE(ZstdLines::Open("/nowhere.zst"));
}

TEST(HeldOut, WholeBlocksAFewInAThousand) {
  std::size_t lines = 0;
  for (std::size_t n = 1; n <= 400000; ++n) {
    lines += IsHeldOut("legal", n) ? 1 : 0;
    EXPECT_EQ(IsHeldOut("legal", n), IsHeldOut("legal", (n - 1) / 40 * 40 + 1));
  }
  EXPECT_NEAR(static_cast<double>(lines), 1600, 800);
}

std::vector<std::uint64_t> Numbers(std::uint64_t from, std::uint64_t count) {
  std::vector<std::uint64_t> v;
  for (std::uint64_t i = 0; i < count; ++i) v.push_back(from + i);
  return v;
}

TEST(Overlap, AFifthOfTheTwelveGramsIsTooMuch) {
  OverlapFilter overlap;
  overlap.AddHeldOut(Numbers(100, 31));  // 20 n-grams
  overlap.AddHeldOut(Numbers(500, 31));
  overlap.AddHeldOut(Numbers(900, 5));
  overlap.AddHeldOut(Numbers(950, 5));
  overlap.SeeTraining(Numbers(100, 15));  // 4 of the 20
  overlap.SeeTraining(Numbers(500, 14));  // 3 of them
  overlap.SeeTraining(Numbers(900, 5));   // a short line as a whole
  overlap.SeeTraining(Numbers(950, 6));   // longer: not the same line
  EXPECT_FALSE(overlap.IsFresh(0));
  EXPECT_TRUE(overlap.IsFresh(1));
  EXPECT_FALSE(overlap.IsFresh(2));
  EXPECT_TRUE(overlap.IsFresh(3));
}

TEST(Vocabulary, OrderedByBaseThenCount) {
  std::vector<std::string> forms{"kể", "kế", "Kế", ",", "zzz", "qwx", "kệ"};
  auto words = ChooseVocabulary(forms, {50, 500, 30, 900, 1, 100, 2}, {5, 5, 5, 5, 1, 0, 0}, {"kệ"}, {});
  std::vector<std::string> tokens;
  for (const VocabularyEntry& e : words) tokens.push_back(e.token);
  EXPECT_THAT(tokens, ElementsAre("<unk>", "<s>", "</s>", ",", "kế", "kể", "Kế", "kệ", "qwx"));
}

TEST(FormTable, SpellingsOfOneFormShareItsNumber) {
  FormTable forms;
  std::vector<LmPiece> pieces;
  std::string_view line = "hoà hòa HÒA BÌNH 12 15";
  Segment(line, pieces);
  std::vector<FormId> ids;
  for (const LmPiece& piece : pieces) ids.push_back(forms.FormOf(line, piece));
  EXPECT_THAT(ids, ElementsAre(0, 0, 0, 1, 2, 2));
  EXPECT_THAT(forms.forms(), ElementsAre("hòa", "bình", "<num>"));
}

class Typos : public testing::Test {
 protected:
  // "thẩm quyền của" often, "thẩm quyển của" once, "quyển sách" and "Quyển" now and then
  enum : TokenId { kCua = 3, kQuyen, kQuyenBook, kQuyenName, kSach, kTham };
  const std::vector<VocabularyEntry> vocabulary_{{"<unk>", "<unk>"}, {"<s>", "<s>"},     {"</s>", "</s>"},
                                                 {"của", "cua"},     {"quyền", "quyen"}, {"quyển", "quyen"},
                                                 {"Quyển", "quyen"}, {"sách", "sach"},   {"thẩm", "tham"}};
  std::vector<TokenId> Text() const {
    std::vector<TokenId> text;
    for (int i = 0; i < 1000; ++i) text.insert(text.end(), {kTham, kQuyen, kCua, kEndToken});
    for (int i = 0; i < 5; ++i) text.insert(text.end(), {kQuyenBook, kSach, kEndToken});
    text.insert(text.end(), {kTham, kQuyenBook, kCua, kEndToken, kTham, kQuyenName, kCua, kEndToken});
    return text;
  }
};

TEST_F(Typos, BothSidesMustSpeak) {
  std::vector<TokenId> text = Text();
  BigramCounts counts({text});
  EXPECT_EQ(counts.Count(kTham, kQuyen), 1000U);
  EXPECT_EQ(counts.Count(kBeginToken, kTham), 1002U);
  EXPECT_EQ(counts.Count(kSach, kTham), 0U);
  TypoFixer fixer(counts, vocabulary_, {});
  std::vector<TokenId> slip{kTham, kQuyenBook, kCua};
  EXPECT_THAT(fixer.Fix(slip), ElementsAre(1));
  EXPECT_THAT(slip, ElementsAre(kTham, kQuyen, kCua));
  std::vector<TokenId> book{kQuyenBook, kSach};
  EXPECT_THAT(fixer.Fix(book), IsEmpty());
  std::vector<TokenId> name{kTham, kQuyenName, kCua};
  EXPECT_THAT(fixer.Fix(name), IsEmpty());
  EXPECT_EQ(fixer.log().at({kQuyenBook, kQuyen}), 1U);
}

}  // namespace
}  // namespace vankho
