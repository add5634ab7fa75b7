#include "models/syllable_lm/syllable_lm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "models/syllable_lm/builder/kneser_ney.h"
#include "models/syllable_lm/builder/write_model.h"
#include "models/syllable_lm/format.h"

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Base forms in order: "," "cach" "hoach" "ke".
const std::vector<std::string> kTokens{"<unk>", "<s>", "</s>", ",", "cách", "cạch", "hoạch", "kế", "kể", "Kế", "kề"};
constexpr TokenId kComma = 3, kCach = 4, kHoach = 6, kKe = 7, kKeTell = 8, kKeCapital = 9;

NgramModel Toy() {
  const std::vector<TokenId> text{kKeCapital, kHoach, kComma,    kKe,     kHoach, kCach,    kEndToken,  //
                                  kKe,        kHoach, kEndToken,                                        //
                                  kKeTell,    kCach,  kComma,    kKeTell, kCach,  kEndToken};
  return EstimateKneserNey(SortedTrigrams({{text, 1.0}}), kTokens.size(), {1});
}

class SyllableLmFile : public testing::Test {
 protected:
  std::string Write(std::string_view bytes) const {
    std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_;
  }
  SyllableLm Open() const {
    auto lm = SyllableLm::Open(Write(bytes_));
    EXPECT_TRUE(lm) << Describe(lm.error());
    return std::move(*lm);
  }
  Error OpenError(std::string_view bytes) const {
    auto lm = SyllableLm::Open(Write(bytes));
    EXPECT_FALSE(lm);
    return lm ? Error{} : lm.error();
  }
  // The bytes with a changed header or body and a checksum that fits again.
  template <class Change>
  std::string Forged(Change change) const {
    std::string bytes = bytes_;
    change(bytes);
    lm_format::Header header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    std::vector<std::uint64_t> words((bytes.size() - sizeof(header)) / 8);
    std::memcpy(words.data(), bytes.data() + sizeof(header), words.size() * 8);
    header.checksum = SectionsChecksum(words);
    std::memcpy(bytes.data(), &header, sizeof(header));
    return bytes;
  }
  void TearDown() override { std::filesystem::remove(path_); }

  const NgramModel model_ = Toy();
  const std::string bytes_ = WriteModel(model_, kTokens);
  const std::string path_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".syllable_lm.bin";
};

TEST_F(SyllableLmFile, Words) {
  SyllableLm lm = Open();
  EXPECT_EQ(lm.vocabulary_size(), kTokens.size());
  for (WordId id = 0; id < kTokens.size(); ++id) {
    EXPECT_EQ(lm.Token(id), kTokens[id]);
    EXPECT_EQ(lm.IdOf(kTokens[id]), id);
  }
  EXPECT_EQ(lm.IdOf("kệ"), SyllableLm::kUnknown);
  EXPECT_EQ(lm.IdOf(""), SyllableLm::kUnknown);
  EXPECT_EQ(lm.IdOf("Hoạch"), SyllableLm::kUnknown);
  EXPECT_EQ(lm.IdOfAnyCase("Hoạch"), kHoach);
  EXPECT_EQ(lm.IdOfAnyCase("Kế"), kKeCapital);
  EXPECT_EQ(lm.Token(99999), "<unk>");
}

TEST_F(SyllableLmFile, LookAlikes) {
  SyllableLm lm = Open();
  EXPECT_THAT(lm.LookAlikes("ke"), ElementsAre(7, 8, 9, 10));
  EXPECT_THAT(lm.LookAlikes("cach"), ElementsAre(4, 5));
  EXPECT_THAT(lm.LookAlikes("k"), IsEmpty());
  EXPECT_THAT(lm.LookAlikes("zz"), IsEmpty());
  EXPECT_THAT(lm.LookAlikes(""), IsEmpty());
}

TEST_F(SyllableLmFile, EveryProbabilityIsThatOfTheExactModel) {
  // so few values that the code books hold each one
  SyllableLm lm = Open();
  for (TokenId w2 = 0; w2 < static_cast<TokenId>(kTokens.size()); ++w2) {
    for (TokenId w1 = 0; w1 < static_cast<TokenId>(kTokens.size()); ++w1) {
      for (TokenId w = 0; w < static_cast<TokenId>(kTokens.size()); ++w) {
        if (w == kBeginToken) continue;
        ASSERT_NEAR(lm.LogProb(w2, w1, w), model_.LogProb(w2, w1, w), 1e-5) << w2 << " " << w1 << " " << w;
      }
    }
  }
}

TEST_F(SyllableLmFile, SumsToOne) {
  SyllableLm lm = Open();
  std::vector<WordId> all;
  for (WordId id = 0; id < kTokens.size(); ++id) all.push_back(id);
  std::vector<float> out(all.size());
  for (WordId w2 : all) {
    for (WordId w1 : all) {
      lm.LogProbs(w2, w1, all, out);
      double sum = 0;
      for (float p : out) sum += std::exp(p);
      EXPECT_NEAR(sum, 1, 1e-5) << w2 << " " << w1;
    }
  }
}

TEST_F(SyllableLmFile, BatchesInAnyOrder) {
  SyllableLm lm = Open();
  const std::vector<WordId> mixed{9, 3, 3, 10, 0, 7, 8, 99999, 4, 6};
  std::vector<float> out(mixed.size());
  lm.LogProbs(kKe, kHoach, mixed, out);
  for (std::size_t i = 0; i < mixed.size(); ++i) EXPECT_EQ(out[i], lm.LogProb(kKe, kHoach, mixed[i])) << mixed[i];
  EXPECT_GT(lm.LogProb(SyllableLm::kUnknown, kKe, kHoach), lm.LogProb(SyllableLm::kUnknown, kKe, kCach));
}

TEST_F(SyllableLmFile, TwoStepsSayWhatOneSays) {
  SyllableLm lm = Open();
  const std::vector<WordId> mixed{9, 3, 3, 10, 0, 7, 8, 99999, 4, 6};
  std::vector<float> after(mixed.size());
  std::vector<float> out(mixed.size());
  std::vector<float> ignored(kTokens.size());
  std::vector<WordId> all;
  for (WordId id = 0; id < kTokens.size(); ++id) all.push_back(id);
  std::vector<SyllableLm::Pair> pairs(all.size());
  std::vector<SyllableLm::Pair> others(mixed.size());
  for (WordId w2 : all) {
    lm.AfterWord(w2, all, ignored, pairs);
    for (WordId w1 : all) {
      if (w1 == SyllableLm::kBegin) continue;
      lm.AfterWord(w1, mixed, after, others);
      lm.AfterPair(pairs[w1], mixed, after, out);
      for (std::size_t i = 0; i < mixed.size(); ++i) {
        EXPECT_NEAR(out[i], lm.LogProb(w2, w1, mixed[i]), 1e-5) << w2 << " " << w1 << " " << mixed[i];
      }
    }
  }
}

TEST_F(SyllableLmFile, TruncatedAtAnyLength) {
  for (std::size_t size = 0; size < bytes_.size(); size += size < 128 ? 1 : 97) {
    Error error = OpenError(std::string_view(bytes_).substr(0, size));
    EXPECT_EQ(error.code, ErrorCode::kInvalidInput) << size;
    EXPECT_EQ(error.file, path_);
  }
  EXPECT_THAT(OpenError(bytes_ + "more").message, HasSubstr("truncated"));
}

TEST_F(SyllableLmFile, AnyFlippedBitIsNoticed) {
  for (std::size_t at = 0; at < bytes_.size(); at += 5) {
    if (at >= 60 && at < 64) continue;  // the reserved word says nothing
    std::string damaged = bytes_;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    OpenError(damaged);
  }
}

TEST_F(SyllableLmFile, AnotherVersionSaysSo) {
  Error error = OpenError(Forged([](std::string& b) { b[8] = 9; }));
  EXPECT_EQ(error.code, ErrorCode::kVersion);
  EXPECT_THAT(error.message, HasSubstr("format 9"));
}

TEST_F(SyllableLmFile, TablesThatLeadOutsideAreRefused) {
  lm_format::Header header;
  std::memcpy(&header, bytes_.data(), sizeof(header));
  auto layout = lm_format::Layout(header);
  for (auto section :
       {lm_format::kTokenStart, lm_format::kTokenOrder, lm_format::kBaseStart, lm_format::kBaseFirst,
        lm_format::kBigramStart, lm_format::kContextRank, lm_format::kTrigramStart, lm_format::kContextBits}) {
    Error error = OpenError(Forged([&](std::string& b) { b[layout[section].begin + 1] = '\x7f'; }));
    EXPECT_EQ(error.code, ErrorCode::kInvalidInput) << section;
    EXPECT_THAT(error.message, HasSubstr("fit together")) << section;
  }
  Error huge = OpenError(Forged([](std::string& b) { std::memset(b.data() + 32, 0xff, 28); }));
  EXPECT_EQ(huge.code, ErrorCode::kInvalidInput);
}

TEST_F(SyllableLmFile, NoFileAndNoModel) {
  EXPECT_EQ(SyllableLm::Open("/nowhere/at/all.bin").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(SyllableLm::Open(testing::TempDir()));
  EXPECT_THAT(OpenError(std::string(200, 'x')).message, HasSubstr("not a vankho language model"));
}

TEST_F(SyllableLmFile, BuildingTwiceGivesTheSameBytes) { EXPECT_EQ(WriteModel(Toy(), kTokens), bytes_); }

}  // namespace
}  // namespace vankho
