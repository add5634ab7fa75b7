#include "pipeline/restore/engine_profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/restore/restorer.h"
#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

// An engine of our making: ỉ is read as 9, and ế as 8.
constexpr char kToyTable[] = "printed\tread\tprobability\nỉ\t9\t0.95\nế\t8\t0.95\n";

std::string Times(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(EngineJudge, TakesTheEngineWhoseLettersTheyAre) {
  const ToyLanguage lm = PlanLanguage();
  const OcrChannel usual = OcrChannel::Prior();
  const OcrChannel toy = *OcrChannel::Parse(kToyTable, "toy");
  const OcrChannel* both[] = {&usual, &toy};
  const EngineJudge judge(lm, both);
  auto choose = [&](std::string_view text) { return judge.Choose(std::vector<std::string_view>{text}); };
  EXPECT_EQ(choose(Times("k8 hoach cai cach hanh chinh t9nh ", 12)), 1U);
  EXPECT_EQ(choose(Times("ké hoach cai cach hanh chinh tinh ", 12)), 0U);
  EXPECT_EQ(choose("k8 hoach cai cach hanh chinh t9nh"), 0U) << "too few letters to tell";
  EXPECT_EQ(EngineJudge(lm, std::span(both, 1)).Choose({}), 0U);
}

TEST(EngineProfiles, AnotherEnginesPaperIsReadByItsOwnTable) {
  auto restore = [](bool with_toy) {
    RestorerParts parts{std::make_unique<ToyLanguage>(PlanLanguage()),
                        OcrChannel::Prior(),
                        OcrChannel::Prior(),
                        *ProtectedClasses::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/symbol_codes.tsv"),
                        {}};
    if (with_toy) parts.more_engines.push_back({"toy", *OcrChannel::Parse(kToyTable, "toy")});
    const std::string paper = Times("ké hoach cai cach hanh chinh va t6 chirc thuc hién t9nh\n", 12);
    return RestorePlainText(Restorer::FromParts(std::move(parts)), paper)->text;
  };
  EXPECT_THAT(restore(true), testing::StartsWith("kế hoạch cải cách hành chính và tổ chức thực hiện tỉnh\n"));
  EXPECT_THAT(restore(false), testing::Not(testing::HasSubstr("tỉnh")));
}

class ProfileFiles : public testing::Test {
 protected:
  // Writes the folder with this list of profiles; both tables are listed in checksums.tsv.
  Result<EngineProfiles> Load(const std::string& rows) {
    const std::string channel = folder_ + "/models/ocr_channel/";
    std::filesystem::create_directories(channel);
    std::string sums = "file\tsize\tsha256\n";
    for (const char* name : {"one.tsv", "two.tsv"}) {
      EXPECT_TRUE(WriteFileAtomically(channel + name, kToyTable));
      sums += std::string("models/ocr_channel/") + name + "\t" + std::to_string(sizeof(kToyTable) - 1) + "\t" +
              Sha256Hex(kToyTable) + "\n";
    }
    EXPECT_TRUE(WriteFileAtomically(folder_ + "/models/checksums.tsv", sums));
    EXPECT_TRUE(WriteFileAtomically(channel + "profiles.tsv", "profile\ttable\tknows\n" + rows));
    return LoadEngineProfiles(folder_);
  }
  const std::string folder_ = testing::TempDir() + "/engine_profiles_test";
};

TEST_F(ProfileFiles, AreRows) {
  auto profiles = Load("a\tone.tsv\tlatin\nown\ttwo.tsv\tvietnamese\nb\ttwo.tsv\tlatin\n");
  ASSERT_TRUE(profiles) << Describe(profiles.error());
  ASSERT_EQ(profiles->latin.size(), 2U);
  EXPECT_EQ(profiles->latin[1].name, "b");
  EXPECT_GT(profiles->own_ocr.unit_count(), 0U);
}

TEST_F(ProfileFiles, SayWhatIsWrong) {
  EXPECT_THAT(Load("a\tone.tsv\tgreek\n").error().message, testing::HasSubstr("profiles.tsv:2: 'greek'"));
  EXPECT_FALSE(Load("a\tone.tsv\tlatin\n")) << "no row of our own OCR";
  EXPECT_FALSE(Load("own\ttwo.tsv\tvietnamese\n")) << "no engine without Vietnamese";
  EXPECT_FALSE(Load("a\tone.tsv\tlatin\nown\ttwo.tsv\tvietnamese\nown\ttwo.tsv\tvietnamese\n"));
  EXPECT_THAT(Load("a\tthree.tsv\tlatin\nown\ttwo.tsv\tvietnamese\n").error().message, testing::HasSubstr("three.tsv"));
}

TEST(EngineProfiles, OfTheProductLoad) {
  auto profiles = LoadEngineProfiles(VANKHO_SOURCE_DIR);
  ASSERT_TRUE(profiles) << Describe(profiles.error());
  EXPECT_EQ(profiles->latin.size(), 1U);
}

}  // namespace
}  // namespace vankho
