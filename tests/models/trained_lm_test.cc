// The committed model is the one that its card describes, and behaves like a model of Vietnamese.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "models/syllable_lm/syllable_lm.h"
#include "models/syllable_lm/tokenizer.h"
#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"

namespace vankho {
namespace {

const std::string kFolder = std::string(VANKHO_SOURCE_DIR) + "/models/syllable_lm/";

class TrainedLm : public testing::Test {
 protected:
  static SyllableLm Open() {
    auto lm = SyllableLm::Open(kFolder + "syllable_lm.bin");
    EXPECT_TRUE(lm) << Describe(lm.error());
    return std::move(*lm);
  }
  // ln P of the line, with its end
  double LogProb(std::string_view line) const {
    double sum = 0;
    WordId w2 = SyllableLm::kUnknown;
    WordId w1 = SyllableLm::kBegin;
    for (const LmToken& token : Tokenize(line)) {
      WordId w = lm_.IdOfAnyCase(token.text);
      EXPECT_NE(w, SyllableLm::kUnknown) << token.text;
      sum += lm_.LogProb(w2, w1, w);
      w2 = w1;
      w1 = w;
    }
    return sum + lm_.LogProb(w2, w1, SyllableLm::kEnd);
  }
  const SyllableLm lm_ = Open();
};

TEST_F(TrainedLm, IsTheOneOfTheCard) {
  auto card = ReadFile(kFolder + "MODEL.md");
  auto bytes = ReadFile(kFolder + "syllable_lm.bin");
  ASSERT_TRUE(card && bytes);
  EXPECT_THAT(*card, testing::HasSubstr(Sha256Hex(*bytes)));
  EXPECT_LT(bytes->size(), 20U << 20);
}

TEST_F(TrainedLm, ContextsSumToOneButForQuantisation) {
  std::vector<WordId> all(lm_.vocabulary_size());
  std::iota(all.begin(), all.end(), WordId{0});
  std::vector<float> out(all.size());
  const std::vector<std::pair<std::string, std::string>> contexts{{"Ủy", "ban"},  {"ban", "nhân"},   {"cải", "cách"},
                                                                  {",", "quyền"}, {"năm", "<year>"}, {"xyz", "và"},
                                                                  {"kế", "hoạch"}};
  for (const auto& [second, first] : contexts) {
    lm_.LogProbs(lm_.IdOf(second), lm_.IdOf(first), all, out);
    double sum = 0;
    for (float p : out) sum += std::exp(p);
    EXPECT_NEAR(sum, 1, 0.02) << second << " " << first;
  }
}

// Of a word with thousands of successors one index says all that a search says of each.
TEST_F(TrainedLm, ScoresManyWordsAsItScoresEach) {
  std::vector<WordId> all(lm_.vocabulary_size());
  std::iota(all.begin(), all.end(), WordId{0});
  std::vector<float> out(all.size());
  std::vector<SyllableLm::Pair> pairs(all.size());
  for (const char* word : {"và", "của", ",", "cải", "Thừa"}) {
    const WordId w1 = lm_.IdOf(word);
    lm_.AfterWord(w1, all, out, pairs);
    lm_.Expect(pairs);
    std::size_t known = 0;
    for (const WordId w : all) {
      float one = 0;
      SyllableLm::Pair pair = 0;
      lm_.AfterWord(w1, {&w, 1}, {&one, 1}, {&pair, 1});
      EXPECT_EQ(out[w], one) << word << " " << lm_.Token(w);
      EXPECT_EQ(pairs[w], pair) << word << " " << lm_.Token(w);
      known += pair != SyllableLm::kNoPair;
    }
    EXPECT_GT(known, 0U) << word;
  }
}

TEST_F(TrainedLm, PrefersWhatIsWritten) {
  EXPECT_GT(LogProb("Kế hoạch cải cách hành chính năm 2025"), LogProb("Kể hoạch cải cách hành chính năm 2025") + 3);
  EXPECT_GT(LogProb("đơn vị có thẩm quyền"), LogProb("đơn vị có thẩm quyển") + 3);
  EXPECT_GT(LogProb("Giám đốc Sở Nội vụ"), LogProb("Giám đốc Số Nội vụ") + 3);
  EXPECT_GT(LogProb("báo cáo Ủy ban nhân dân huyện"), LogProb("báo cáo Ủy bàn nhân dân huyện") + 3);
}

TEST_F(TrainedLm, KnowsTheWordsOfTheTrade) {
  for (const char* word :
       {"UBND", "HĐND", "CCHC", "TTHC", "Huyện", "huyện", "Huyền", "<num>", "<year>", "<date>", "<code>",
        ",",    ".",    ";",    ":",    "-",     "(",     ")",     "\"",    "%",      "/",      "…"}) {
    EXPECT_NE(lm_.IdOf(word), SyllableLm::kUnknown) << word;
  }
  EXPECT_GE(lm_.LookAlikes("quyen").size(), 6U);
  EXPECT_EQ(lm_.Token(lm_.LookAlikes("quyen")[0]), "quyền");
}

}  // namespace
}  // namespace vankho
