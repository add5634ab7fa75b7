#include "pipeline/restore/restorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pipeline/document/word_confidence.h"
#include "pipeline/restore/acceptance.h"
#include "pipeline/restore/labels.h"
#include "pipeline/restore/name_memory.h"
#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

class RestorerTest : public testing::Test {
 protected:
  static Restorer Toy() {
    RestorerParts parts{std::make_unique<ToyLanguage>(PlanLanguage()),
                        OcrChannel::Prior(),
                        OcrChannel::Prior(),
                        *ProtectedClasses::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/symbol_codes.tsv"),
                        {}};
    return Restorer::FromParts(std::move(parts));
  }
  FilteredText Filter(std::string_view text) const { return *RestorePlainText(restorer_, text); }
  Restorer restorer_ = Toy();
};

constexpr char kDamaged[] =
    "Ké hoach cai cach hanh chinh ctia tinh nam 2024\n"
    "\n"
    "Uy ban nhan dan tinh va t6 chirc thuc hién\n"
    "theo S6: 1833IKH-UBND ngay 24/01/2024\n";

TEST_F(RestorerTest, RepairsDamage) {
  FilteredText out = Filter(kDamaged);
  EXPECT_EQ(out.lines.damage, Damage::kLatinEngine);
  EXPECT_THAT(out.text, testing::StartsWith("Kế hoạch cải cách hành chính "));
  EXPECT_THAT(out.text, testing::HasSubstr("tổ chức thực hiện\n"));
  EXPECT_THAT(out.text, testing::HasSubstr("1833/KH-UBND ngày 24/01/2024\n"));
}

// A long line is read in windows of 300 pieces. Each comes out as if it stood alone, the engine's habits apart: nothing
// is lost where they meet, nothing written twice, and the edits point to where they belong.
TEST_F(RestorerTest, ReadsALongLineInWindows) {
  std::string line;
  std::string wanted;
  for (int i = 0; i < 500; ++i) {
    line += "Ké hoach cai cach, ";
    wanted += "Kế hoạch cải cách, ";
  }
  FilteredText out = Filter(line + "\nKé hoach cai cach\n");
  EXPECT_EQ(out.text, wanted + "\nKế hoạch cải cách\n");
  ASSERT_EQ(out.lines.lines.size(), 2U);
  const RestoredLine& first = out.lines.lines[0];
  EXPECT_EQ(first.edits.size(), 2000U);
  std::size_t end = 0;
  for (const Edit& edit : first.edits) {
    EXPECT_GE(edit.restored.begin, end);
    end = edit.restored.end;
    EXPECT_TRUE(edit.seen.Of(line) == "Ké" || edit.restored.Of(first.text) != "Kế");
  }
}

TEST_F(RestorerTest, KeepsTheTextAloneWhereNothingElseIsWanted) {
  const FilteredText all = Filter(kDamaged);
  const FilteredText text = *RestorePlainText(restorer_, kDamaged, PageOrigin::kPlainText, Trace::kText);
  EXPECT_EQ(text.text, all.text);
  ASSERT_EQ(text.lines.lines.size(), all.lines.lines.size());
  EXPECT_FALSE(all.lines.lines[0].edits.empty());
  for (std::size_t i = 0; i < all.lines.lines.size(); ++i) {
    EXPECT_TRUE(text.lines.lines[i].edits.empty());
    EXPECT_EQ(text.lines.lines[i].confidence, all.lines.lines[i].confidence);
  }
}

TEST_F(RestorerTest, JoinsWhatMarksToreApart) {
  FilteredText out = Filter("Ké ho(a)ch cai cach hanh chinh ctia tinh, thuc hién (quy dinh) t6 chirc\n");
  EXPECT_THAT(out.text, testing::StartsWith("Kế hoạch cải cách"));
  EXPECT_THAT(out.text, testing::HasSubstr("thực hiện (quy định) tổ chức"));
  ASSERT_GE(out.lines.lines[0].edits.size(), 2U);
  EXPECT_EQ(out.lines.lines[0].edits[1].reason, "join");
}

TEST_F(RestorerTest, AMarkThatWasAHookBelongsToTheWord) {
  std::vector<OcrChannel::Unit> units{{U"i:", {U'ị', 0, 1}}};
  OcrChannel::Prior().ForEachRead([&](const std::u32string& read, std::span<const OcrChannel::Source> sources) {
    for (const OcrChannel::Source& source : sources) units.push_back({read, source});
  });
  RestorerParts parts{std::make_unique<ToyLanguage>(PlanLanguage()),
                      OcrChannel::FromUnits(units),
                      OcrChannel::Prior(),
                      *ProtectedClasses::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/symbol_codes.tsv"),
                      {}};
  const Restorer restorer = Restorer::FromParts(std::move(parts));
  const std::string rest = " ké hoach cai cach hanh chinh ctia tinh, t6 chirc\n";
  EXPECT_THAT(RestorePlainText(restorer, "don vi: thuc hién" + rest)->text, testing::StartsWith("đơn vị thực hiện kế"));
  EXPECT_THAT(RestorePlainText(restorer, "don vi: Ké hoach" + rest)->text, testing::StartsWith("đơn vị: Kế hoạch kế"));
}

TEST_F(RestorerTest, NoReadingLosesANumber) {
  EXPECT_EQ(Filter("ngay 2024MO ké hoach 24m cai cach 35ha hanh chinh\n").text,
            "ngày 2024MO kế hoạch 24m cải cách 35ha hành chính\n");
  EXPECT_EQ(Filter("thuc hién ké hoach cai cach hanh chinh thang12\n").text,
            "thực hiện kế hoạch cải cách hành chính tháng 12\n");
}

TEST_F(RestorerTest, NumbersWithUnitsAndTimesStayInEveryDamage) {
  const std::string times = " 7h30, 17h00; 30m2, 5kg, 2x5m, km12";
  const std::string good = "kế hoạch cải cách hành chính của tỉnh, tổ chức thực hiện";
  EXPECT_EQ(Filter(good + times).text, good + times);
  EXPECT_EQ(RestorePlainText(restorer_, good + times, PageOrigin::kOcr)->text, good + times);
  const FilteredText bare = Filter("ke hoach cai cach hanh chinh, to chuc thuc hien" + times);
  EXPECT_EQ(bare.lines.damage, Damage::kNoDiacritics);
  EXPECT_THAT(bare.text, testing::EndsWith(times));
  const FilteredText latin = Filter("ké hoach cai cach hanh chinh, t6 chirc thuc hién" + times);
  EXPECT_EQ(latin.lines.damage, Damage::kLatinEngine);
  EXPECT_THAT(latin.text, testing::EndsWith("tổ chức thực hiện" + times));
}

TEST_F(RestorerTest, ALookAlikeInADateIsMendedAndReported) {
  const FilteredText out = Filter("ké hoach cai cach hanh chinh l5/3/2024, t6 chirc thuc hién l23\n");
  EXPECT_THAT(out.text, testing::HasSubstr("15/3/2024, tổ chức thực hiện l23"));
  const std::vector<Edit>& edits = out.lines.lines[0].edits;
  EXPECT_TRUE(std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.reason == "look-alike"; }));
}

TEST_F(RestorerTest, OurOwnReadingLosesNoDigitOfADoubtfulDocumentNumber) {
  const std::string rest = " kế hoạch cải cách hành chính của tỉnh\n";
  const FilteredText out = *RestorePlainText(restorer_, "số 3571QD-UBND" + rest, PageOrigin::kOcr);
  EXPECT_EQ(out.text, "số 3571/QĐ-UBND" + rest);
  const std::vector<Edit>& edits = out.lines.lines[0].edits;
  const auto number =
      std::find_if(edits.begin(), edits.end(), [](const Edit& edit) { return edit.reason == "document-number-1"; });
  ASSERT_NE(number, edits.end());
  ASSERT_EQ(number->rivals.size(), 1U);
  EXPECT_EQ(number->rivals[0].text, "357/QĐ-UBND");
}

TEST_F(RestorerTest, OurOwnReadingKeepsForeignWordsNamesAndAbbreviations) {
  EXPECT_FALSE(OwnOcrMayChange("qua iOffice", "iOffice", "office"));
  EXPECT_FALSE(OwnOcrMayChange("Please ký tên", "Please", "lease"));
  EXPECT_FALSE(OwnOcrMayChange("chị H'Lan Niê", "H'Lan", "Lan"));
  EXPECT_FALSE(OwnOcrMayChange("theo văn bản của HU về việc", "HU", "HƯ"));
  EXPECT_FALSE(OwnOcrMayChange("số km12", "km12", "km"));
  EXPECT_TRUE(OwnOcrMayChange("UỶ BAN NHAN DÂN", "NHAN", "NHÂN"));
  EXPECT_TRUE(OwnOcrMayChange("kế hoach của tỉnh", "hoach", "hoạch"));
  EXPECT_TRUE(OwnOcrMayChange("t6 chức của tỉnh", "t6", "tổ"));
}

TEST_F(RestorerTest, AForeignSentenceOrScriptStaysAndWhatIsAroundItIsRepaired) {
  const std::string english = "please send every signed report before friday evening\n";
  const std::string damaged = "Ké hoach cai cach hanh chinh ctia tinh, t6 chirc thuc hién\n";
  const std::string good = "Kế hoạch cải cách hành chính của tỉnh, tổ chức thực hiện\n";
  EXPECT_THAT(Filter(damaged + english + damaged + damaged).text, testing::HasSubstr("hiện\n" + english));
  const std::string russian = "План работы на год\n";
  const std::string bare = "Ke hoach cai cach hanh chinh, to chuc thuc hien\n";
  EXPECT_EQ(Filter(russian + bare).text, russian + "Kế hoạch cải cách hành chính, tổ chức thực hiện\n");
  EXPECT_THAT(Filter("Ké hoach cai cach План ctia tinh, t6 chirc thuc hién\n").text, testing::HasSubstr("cách План "));
}

TEST_F(RestorerTest, LabelsOfListsStay) {
  const FilteredText out =
      Filter("d) ké hoach cai cach hanh chinh ctia tinh\nđ) t6 chirc thuc hién cai cach\ne) uy ban nhan dan tinh\n");
  EXPECT_THAT(out.text, testing::StartsWith("d) "));
  EXPECT_THAT(out.text, testing::HasSubstr("\nđ) "));
  EXPECT_THAT(out.text, testing::HasSubstr("\ne) "));
}

TEST(ListLabels, ASecondDInARowIsADWithItsStroke) {
  ListLabels labels;
  auto next = [&](std::string_view line) {
    std::string text;
    for (const Repair& repair : labels.Next(line)) text += repair.text;
    return text;
  };
  EXPECT_EQ(next("c) mot; d) hai; d) ba"), "cdđ");
  EXPECT_EQ(next("e) bon"), "e");
  EXPECT_EQ(next("a) lai tu dau"), "a");
  EXPECT_EQ(next("d) mot (d) hai xd) ba"), "d");
}

TEST(SectionLetters, ASecondDInARowIsADWithItsStroke) {
  SectionLetters letters;
  auto next = [&](std::string_view line) {
    std::string text;
    for (const Repair& repair : letters.Next(line)) text += repair.text;
    return text;
  };
  EXPECT_EQ(next("D. HIEN DAI HOA"), "");
  EXPECT_EQ(next("1. Muc tieu"), "");
  EXPECT_EQ(next("D. KINH PHI"), "Đ");
  EXPECT_EQ(next("D. BAO CAO"), "") << "a third one is no guess";
  EXPECT_EQ(next("A. CHUNG"), "");
  EXPECT_EQ(next("D. lai tu dau"), "");
}

TEST_F(RestorerTest, ALongDamagedLineTakesItsTimeAndNoMore) {
  std::string line;
  while (line.size() < 1 << 19) line += "24/3 , ’ | 17h00 ; ";
  EXPECT_FALSE(Filter("ké hoach cai cach hanh chinh ctia tinh t6 chirc\n" + line).text.empty());
}

TEST_F(RestorerTest, OurOwnReadingIsPartedOnlyWhereASpaceIsMissing) {
  const std::string rest = " của tỉnh, tổ chức thực hiện cải cách hành chính\n";
  EXPECT_EQ(RestorePlainText(restorer_, "kế thựchiện" + rest, PageOrigin::kOcr)->text, "kế thực hiện" + rest);
  EXPECT_EQ(RestorePlainText(restorer_, "kế thuchien" + rest, PageOrigin::kOcr)->text, "kế thuchien" + rest);
  // Short ones too, though one of the two could be read from it with the other's letters gone.
  EXPECT_EQ(RestorePlainText(restorer_, "kế hoạch tổchức" + rest, PageOrigin::kOcr)->text, "kế hoạch tổ chức" + rest);
}

TEST_F(RestorerTest, DirtIsLeftOutAndRulesAreTabs) {
  FilteredText out = Filter("4 | Ké hoach cai cach , ’ | t6 chirc\n24/01/2024 , ’\n");
  EXPECT_EQ(out.text, "4\tKế hoạch cải cách\ttổ chức\n24/01/2024\n");
  EXPECT_EQ(out.lines.lines[0].edits.front().reason, "border");
  EXPECT_EQ(out.lines.lines[1].edits.front().reason, "speck");
  EXPECT_EQ(Filter("4 | kế hoạch cải cách | tổ chức hành chính, ’\n").text,
            "4 | kế hoạch cải cách | tổ chức hành chính, ’\n");
}

TEST_F(RestorerTest, TheGazetteerAndTheDocumentKnowNames) {
  RestorerParts parts{std::make_unique<ToyLanguage>(PlanLanguage()),
                      OcrChannel::Prior(),
                      OcrChannel::Prior(),
                      *ProtectedClasses::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/symbol_codes.tsv"),
                      {{"tỉnh", "Hành Để"}}};
  FilteredText out = *RestorePlainText(Restorer::FromParts(std::move(parts)),
                                       "ctia tinh Hanh Dé thuc hién ké hoach t6 chirc hanh chinh\n");
  EXPECT_THAT(out.text, testing::HasSubstr("Hành Để thực hiện"));
  EXPECT_THAT(Filter("ctia tinh Hanh Dé thuc hién ké hoach t6 chirc hanh chinh\n").text,
              testing::Not(testing::HasSubstr("Hành Để")));
}

TEST_F(RestorerTest, OurOwnOcrKeepsItsAbbreviationsAndNumbers) {
  const std::string text = "kế hoạch cải cách hành chính của tỉnh KSTT PNV, thực hiện 1§ ngày và tố chức\n";
  FilteredText out = *RestorePlainText(restorer_, text, PageOrigin::kOcr);
  EXPECT_EQ(out.lines.damage, Damage::kOwnOcr);
  for (const char* kept : {"KSTT", "PNV", "1§"}) EXPECT_THAT(out.text, testing::HasSubstr(kept));
}

TEST_F(RestorerTest, RestoresDiacritics) {
  FilteredText out = Filter("ke hoach cai cach hanh chinh, uy ban nhan dan tinh thuc hien");
  EXPECT_EQ(out.lines.damage, Damage::kNoDiacritics);
  EXPECT_EQ(out.text, "kế hoạch cải cách hành chính, ủy ban nhân dân tỉnh thực hiện");
}

TEST_F(RestorerTest, CleanTextPassesByteForByte) {
  const std::string clean =
      "Kế hoạch  cải cách hành chính, 7,2110 điểm\r\n\tThực hiện kế hoạch cải cách của tỉnh; hoà giải, thuỷ lợi\n\nkế "
      "hoạch";
  FilteredText out = Filter(clean);
  EXPECT_EQ(out.lines.damage, Damage::kClean);
  EXPECT_EQ(out.text, clean);
  for (const RestoredLine& line : out.lines.lines) EXPECT_TRUE(line.edits.empty());
}

TEST_F(RestorerTest, OurOwnReadingKeepsADoubtfulWordAndSaysSo) {
  FilteredText out = *RestorePlainText(restorer_, "Kế hoạch cải cách hánh chính của tỉnh năm 2024\n", PageOrigin::kOcr);
  ASSERT_EQ(out.lines.damage, Damage::kOwnOcr);
  const RestoredLine& line = out.lines.lines[0];
  EXPECT_EQ(line.text, "Kế hoạch cải cách hành chính của tỉnh năm 2024");
  auto edit_of = [&](std::string_view word) {
    return std::find_if(line.edits.begin(), line.edits.end(),
                        [&](const Edit& edit) { return edit.restored.Of(line.text) == word; });
  };
  ASSERT_NE(edit_of("hành"), line.edits.end());
  EXPECT_EQ(edit_of("hành")->reason, "decode");
  ASSERT_NE(edit_of("tỉnh"), line.edits.end());
  EXPECT_EQ(edit_of("tỉnh")->reason, kDoubt);
  EXPECT_LT(edit_of("tỉnh")->confidence, 0.99);
  EXPECT_FALSE(edit_of("tỉnh")->rivals.empty());
  EXPECT_EQ(edit_of("2024"), line.edits.end()) << "digits are no matter of context";
}

// The line as our own engine gives it, each word as sure as the other.
SeenDocument ReadByUs(const std::vector<std::string>& words, double confidence) {
  Line line;
  line.number = 1;
  for (const std::string& word : words) {
    line.text += (line.text.empty() ? "" : " ") + word;
    line.words.push_back({word, {}, confidence, {}});
  }
  SeenDocument document;
  document.pages.emplace_back();
  document.pages[0].number = 1;
  document.pages[0].origin = PageOrigin::kOcr;
  document.pages[0].lines.push_back(line);
  return document;
}

TEST_F(RestorerTest, WhatTheEngineDoubtsIsChangedSooner) {
  auto text = [&](double confidence) {
    return restorer_.Run(ReadByUs({"tố", "chức", "thực", "hiện"}, confidence))->lines[0].text;
  };
  EXPECT_EQ(text(0.97), "tố chức thực hiện") << "0.953 speak for another word";
  EXPECT_EQ(text(0.9), "tổ chức thực hiện");
  EXPECT_EQ(text(1), "tố chức thực hiện");
}

TEST_F(RestorerTest, WhatTheEngineMightHaveReadIsLikelier) {
  auto doubt = [&](std::vector<Alternative> alternatives) {
    SeenDocument document = ReadByUs({"tố", "chức", "thực", "hiện"}, 0.97);
    document.pages[0].lines[0].words.Open()[0].alternatives = std::move(alternatives);
    const RestoredLine line = restorer_.Run(document)->lines[0];
    const bool changed = line.text != "tố chức thực hiện";
    return changed || line.edits.empty() ? 0 : line.edits[0].confidence;  // of the word as it stands
  };
  EXPECT_GT(doubt({}), 0.02);
  EXPECT_LT(doubt({{"tổ", 0.8}}), 0.8 * doubt({}));
  EXPECT_NEAR(doubt({{"tố5", 0.8}}), doubt({}), 1e-6) << "no digit comes or goes";
}

TEST_F(RestorerTest, EveryChangeIsAnEditThatLeadsBack) {
  FilteredText out = Filter(kDamaged);
  for (std::size_t i = 0; i < out.lines.lines.size(); ++i) {
    const RestoredLine& line = out.lines.lines[i];
    const std::string& seen = out.seen.pages[0].lines[i].text;
    std::string rebuilt;
    std::size_t at = 0;
    for (const Edit& edit : line.edits) {
      rebuilt += seen.substr(at, edit.seen.begin - at);
      rebuilt += edit.restored.Of(line.text);
      at = edit.seen.end;
      EXPECT_EQ(line.alignment.ToOld(edit.restored), edit.seen);
      EXPECT_FALSE(edit.reason.empty());
      EXPECT_GE(edit.confidence, 0);
      EXPECT_LE(edit.confidence, 1);
    }
    EXPECT_EQ(rebuilt + seen.substr(at), line.text);
  }
}

TEST_F(RestorerTest, DigitsNeverChangeSilently) {
  const std::string text =
      "Ké hoach cai cach hanh chinh ctia tinh nam 2024, c4c don vi thuc hién t6 chirc 6 diém, 11 va 0,85 diém, "
      "2021-2025, 15% cho 1.234 don vi 5&6\n";
  FilteredText out = Filter(text);
  for (std::string_view number : {"2024", " 6 ", "11", "0,85", "2021-2025", "15%", "1.234", "5&6"}) {
    EXPECT_THAT(out.text, testing::HasSubstr(std::string(number)));
  }
}

TEST_F(RestorerTest, KeepsTheNumberOfLinesWhateverComes) {
  std::string huge = "ke hoach " + std::string(10 << 20, 'a') + " t6 chirc\n";
  std::string code = "ké hoach t6 chirc thurc hién c6 ké hoach ";
  for (int i = 0; i < 100'000; ++i) code += "A1";
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "ké hoach t6 chirc ";
  for (const std::string& text :
       {std::string(), std::string("\n"), std::string("\n\n\n"), std::string("a"), std::string("\xff\xfe\xc3\n\x80\n"),
        std::string("K\x65\xcc\x82\xcc\x81 hoa\xcc\xa3"
                    "ch\n"),
        std::string("a\0b\x01\x02\n", 6), std::string("t6\r\nchirc\r\n"),
        std::string("Ké hoach План 計画 خطة t6 chirc\n"), std::string("(((((t6)))))!!!\n"),
        std::string("\f\nKé hoach\f\n"), huge, code + "\n", words}) {
    FilteredText out = Filter(text);
    EXPECT_EQ(std::count(out.text.begin(), out.text.end(), '\n'), std::count(text.begin(), text.end(), '\n'));
  }
}

TEST_F(RestorerTest, TextWithoutDiacriticsKeepsItsSpaces) {
  const std::string text = "ke hoach cai cach hanh chinh, uy ban nhan dan tinh thuchien ke hoach cai cach hanh chinh\n";
  FilteredText out = Filter(text);
  EXPECT_EQ(out.lines.damage, Damage::kNoDiacritics);
  EXPECT_EQ(std::count(out.text.begin(), out.text.end(), ' '), std::count(text.begin(), text.end(), ' '));
}

TEST_F(RestorerTest, SameInputSameOutput) { EXPECT_EQ(Filter(kDamaged).lines, Filter(kDamaged).lines); }

// A process remembers words from one document to the next: nothing may depend on which came before.
TEST_F(RestorerTest, ADocumentIsReadAsIfItWereTheFirst) {
  const std::vector<std::string> documents = {
      kDamaged, "T6 chirc thuc hién k& hoach cai cach, quy dinh vé nhan dan tinh\n",
      "Ké hoach ctia tinh va t6 chirc cong vu theo quy dinh, don vj thuc hién\n"};
  std::vector<RestoredText> alone;
  for (const std::string& document : documents) alone.push_back(RestorePlainText(Toy(), document)->lines);
  for (std::size_t i = 0; i < documents.size(); ++i) EXPECT_EQ(Filter(documents[i]).lines, alone[i]) << i;
  for (std::size_t i = documents.size(); i-- > 0;) EXPECT_EQ(Filter(documents[i]).lines, alone[i]) << i;
}

// tổ follows chức in two places for sure and once in doubt: P(chức | tổ) is at least 0.2 * 2 / 2.
TEST(NameMemory, RemembersThePhrasesOfTheDocument) {
  constexpr NameKey kTo = 2;
  constexpr NameKey kChuc = 4;
  const Lattice lattice = {{{1, {5}, "tổ", 0, kTo}}, {{1, {6}, "chức", 0, kChuc}}};
  const std::vector<Choice> sure = {{0, 0, 0.95, {}}, {1, 0, 0.99, {}}};
  const std::vector<Choice> doubtful = {{0, 0, 0.5, {}}, {1, 0, 0.99, {}}};
  NameMemory names;
  names.Listen(lattice, sure);
  names.Listen(lattice, doubtful);
  names.SettlePhrases();
  EXPECT_LT(names.Floor(kTo, kChuc), -1000);  // once is chance
  names.Listen(lattice, sure);
  names.SettlePhrases();
  EXPECT_NEAR(names.Floor(kTo, kChuc), std::log(0.2), 1e-5);
  EXPECT_LT(names.Floor(kChuc, kTo), -1000);
}

TEST(RestorerLoad, MissingModelsAreNamed) {
  auto restorer = Restorer::Load("/nowhere");
  ASSERT_FALSE(restorer);
  EXPECT_THAT(Describe(restorer.error()), testing::HasSubstr("/nowhere"));
}

}  // namespace
}  // namespace vankho
