#include "pipeline/restore/protected.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

class ProtectedTest : public testing::Test {
 protected:
  // The line with its repairs.
  std::string Repaired(std::string line) const {
    std::vector<Repair> repairs = classes_.Find(line);
    for (auto r = repairs.rbegin(); r != repairs.rend(); ++r) line.replace(r->seen.begin, r->seen.size(), r->text);
    return line;
  }
  ProtectedClasses classes_ = *ProtectedClasses::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/symbol_codes.tsv");
};

TEST_F(ProtectedTest, DocumentNumbers) {
  EXPECT_EQ(Repaired("S6: 1833IKH-UBND"), "S6: 1833/KH-UBND");
  EXPECT_EQ(Repaired("2561QD-UBND ngay"), "256/QĐ-UBND ngay");
  EXPECT_EQ(Repaired("s6 76/NQ-CP va"), "s6 76/NQ-CP va");
  EXPECT_EQ(Repaired("12/NQ-HDND"), "12/NQ-HĐND");
  EXPECT_EQ(Repaired("61/2018/ND-CP"), "61/2018/NĐ-CP");
}

TEST_F(ProtectedTest, OfficesWithAnAmpersand) {
  EXPECT_EQ(Repaired("So GD&DT, LD-TB&XH (TN&MT)"), "So GD&ĐT, LĐ-TB&XH (TN&MT)");
  EXPECT_EQ(classes_.Find("So TT&TT").at(0).reason, "office-code");
  EXPECT_TRUE(classes_.Find("A&B, r&d, GD & DT, xGD&DT").empty());
}

TEST_F(ProtectedTest, SymbolsOfThePartyAndSymbolsWithoutTheirNumberAreKept) {
  // (as read, as it must stand)
  for (const auto& [line, wanted] : std::vector<std::pair<std::string, std::string>>{{"s6 33-CTr/TU ngay", "33-CTr/TU"},
                                                                                     {"s6 33-CTR/TU ngay", "33-CTr/TU"},
                                                                                     {"s6 O9-QD/TU;", "09-QĐ/TU"},
                                                                                     {"12-NQ/TW va", "12-NQ/TW"},
                                                                                     {"S6: /KH-SYT", "KH-SYT"},
                                                                                     {"s6 ... /QD-UBND", "QĐ-UBND"}}) {
    const std::vector<Repair> repairs = classes_.Find(line);
    ASSERT_EQ(repairs.size(), 1U) << line;
    EXPECT_EQ(repairs[0].text, wanted);
    EXPECT_EQ(repairs[0].reason, "document-number");
  }
  for (const char* line : {"muc 5-XY/ZT", "va/KH-UBND khac", "phong 3-A/B", "/XY-UBND", "12-nq/tw"}) {
    EXPECT_TRUE(classes_.Find(line).empty()) << line;
  }
}

TEST_F(ProtectedTest, ScoresNeedTheirUnitAndOneWay) {
  EXPECT_EQ(Repaired("dat 7,2110 điểm"), "dat 7,2/10 điểm");
  EXPECT_EQ(Repaired("xep 48163 tỉnh"), "xep 48/63 tỉnh");
  EXPECT_EQ(Repaired("dat 48163 dong"), "dat 48163 dong");
}

TEST_F(ProtectedTest, RightNumbersStay) {
  for (const char* line : {"đạt 85,10 điểm", "tối đa 100 điểm", "20.110 đồng", "24/01/2024", "63 tỉnh", "0,5/10 điểm",
                           "lúc 11 giờ 11", "1111 hồ sơ", "số 111/BC-UBND", "10,125 điểm"}) {
    EXPECT_EQ(Repaired(line), line);
  }
}

TEST_F(ProtectedTest, DatesThatCanBeNoOther) {
  EXPECT_EQ(Repaired("ngay 20/1 1/2023 cua"), "ngay 20/11/2023 cua");
  EXPECT_EQ(Repaired("thang O1 nam 2024"), "thang 01 nam 2024");
  EXPECT_EQ(Repaired("Quy 11/2024"), "Quy II/2024");
  EXPECT_EQ(Repaired("trong quý 1V nam 2024"), "trong quý IV nam 2024");
  EXPECT_EQ(Repaired("het quy Il. 3 don vi"), "het quy II. 3 don vi");
  EXPECT_EQ(Repaired("trong qui 11/2023"), "trong qui II/2023");
  for (const char* line : {"ngày 20/1 và 1/2023", "20/1 3/2023", "muc O1", "nhom 1/1 2/20234", "Quy 1/2024", "Quy 1111",
                           "quy II/2024 co 3", "quy 11a"}) {
    EXPECT_EQ(Repaired(line), line);
  }
}

TEST_F(ProtectedTest, ANumberBeforeADocumentsNumberIsItsWord) {
  EXPECT_EQ(Repaired("Can cu Ke hoach 86 61/KH-UBND ngay 28"), "Can cu Ke hoach số 61/KH-UBND ngay 28");
  EXPECT_EQ(Repaired("Theo Quyét dinh 56 9/2022/QD-UBND"), "Theo Quyét dinh số 9/2022/QĐ-UBND");
  EXPECT_EQ(Repaired("ngay 26 61/KH-UBND"), "ngay 26 61/KH-UBND");
  EXPECT_EQ(Repaired("co 86 61 ho"), "co 86 61 ho");
}

TEST_F(ProtectedTest, RomanNumeralsWhereOnlyANumeralCanStand) {
  EXPECT_EQ(Repaired("Phan Ill"), "Phan III");
  EXPECT_EQ(Repaired("xong trong Quy ILI/2026"), "xong trong Quy III/2026");
  EXPECT_EQ(Repaired("tai Muc Vl cua Ké hoach nay"), "tai Muc VI cua Ké hoach nay");
  EXPECT_EQ(Repaired("Chirong XIl quy dinh"), "Chirong XII quy dinh");
  EXPECT_EQ(Repaired("trong quy Il, bo phan mot cira"), "trong quy II, bo phan mot cira");
  EXPECT_EQ(Repaired("Ill. Muc tiéu chung"), "III. Muc tiéu chung");
  EXPECT_EQ(Repaired("Vil Kiém tra viéc tiép dan 12"), "Vil Kiém tra viéc tiép dan 12");  // i is no stroke
  EXPECT_EQ(Repaired("Vll Kiém tra viéc tiép dan 12"), "VII Kiém tra viéc tiép dan 12");
  for (const char* line :
       {"VI Chuyén déi s6 15", "VI. Té chirc thuc hién", "theo Phan VI va Phan IX", "Quy IV nam 2024"}) {
    const std::vector<Repair> repairs = classes_.Find(line);
    ASSERT_FALSE(repairs.empty()) << line;
    for (const Repair& repair : repairs) EXPECT_EQ(repair.text, repair.seen.Of(line)) << "kept from the decoder";
  }
}

TEST_F(ProtectedTest, WhatMayBeAWordOrAnArabicNumberIsLeftToTheDecoder) {
  for (const char* line : {"VI TRI VIEC LAM",
                           "DON VI HANH CHINH",
                           "MUC VI PHAM",
                           "VI",
                           "Il",
                           "Il. Giai phap",
                           "muc Il",
                           "Phan ll",
                           "Phan l",
                           "muc 11",
                           "11. Giai phap",
                           "1l Cac phong",
                           "vi vay can Ill thuc hién",
                           "Ill",
                           "I Muc tiéu",
                           "VI vay, phai lam",
                           "XI NGHIEP",
                           "Vi. Té chirc",
                           "IIII. Giai phap",
                           "VX Kiém tra"}) {
    EXPECT_THAT(classes_.Find(line), testing::IsEmpty()) << line;
  }
}

TEST_F(ProtectedTest, HugeAndEmptyLines) {
  EXPECT_TRUE(classes_.Find("").empty());
  classes_.Find(std::string(10 << 20, '1'));
}

TEST_F(ProtectedTest, ANumeralBeforeATablesRuleStays) {
  const std::vector<Repair> repairs = classes_.Find("VII | Luu tru 12");
  ASSERT_EQ(repairs.size(), 1U);
  EXPECT_EQ(repairs[0].text, "VII");
  EXPECT_EQ(repairs[0].reason, "row-numeral");
  EXPECT_TRUE(classes_.Find("Luu VI | tru").empty());
  EXPECT_TRUE(classes_.Find("VI tri viec lam").empty());
}

TEST_F(ProtectedTest, AStrokeBeforeTheRestOfANumeralIsItsOne) {
  const std::vector<Repair> repairs = classes_.Find("theo diém }.2.1c, tiét (].3.10) cua Phu luc");
  ASSERT_EQ(repairs.size(), 2U);
  for (const Repair& repair : repairs) {
    EXPECT_EQ(repair.text, "1");
    EXPECT_EQ(repair.reason, "numeral-stroke");
  }
  EXPECT_TRUE(classes_.Find("phan [2].1.4, muc 3}.1.1, ghi chu [.5], tap {.12} va |.doc|").empty());
}

TEST(SectionNumerals, FollowTheirSequence) {
  SectionNumerals numerals;
  auto next = [&](std::string_view line) {
    std::vector<Repair> repairs = numerals.Next(line);
    return repairs.empty() ? std::string() : repairs[0].text;
  };
  EXPECT_EQ(next("|. MUC DICH, YEU CAU"), "I");
  EXPECT_EQ(next("1. Muc dich cua viec"), "");
  EXPECT_EQ(next("I1. NOI DUNG THUC HIEN"), "II");
  EXPECT_EQ(next("111. TO CHUC THUC HIEN"), "III");
  EXPECT_EQ(next("IV. KINH PHI"), "");
  EXPECT_EQ(next("|. Xay dung ke hoach"), "1");
}

TEST(SectionNumerals, AHeadingMayBeLost) {
  SectionNumerals numerals;
  auto next = [&](std::string_view line) {
    std::vector<Repair> repairs = numerals.Next(line);
    return repairs.empty() ? std::string() : repairs[0].text;
  };
  next("I. MUC DICH");
  EXPECT_EQ(next("| Ill. TIEN DO THUC HIEN"), "III");
  EXPECT_EQ(next("11. NOI DUNG"), "");  // not back again
}

// The numerals of a document's lines, each repaired.
std::vector<std::string> Numerals(const std::vector<std::string_view>& lines) {
  SectionNumerals numerals(lines);
  std::vector<std::string> out;
  for (const std::string_view line : lines) {
    const std::vector<Repair> repairs = numerals.Next(line);
    out.push_back(repairs.empty() ? std::string(line.substr(0, line.find('.'))) : repairs[0].text);
  }
  return out;
}

TEST(SectionNumerals, BetweenNumbersAOneIsANumber) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(Numerals({"1. MUC DICH", "noi dung", "2. YEU CAU", "11. TO CHUC"}), (Lines{"1", "noi dung", "2", "11"}));
  EXPECT_EQ(Numerals({"9. KINH PHI", "10. KIEM TRA", "11. TO CHUC", "12. BAO CAO"}), (Lines{"9", "10", "11", "12"}));
  EXPECT_EQ(Numerals({"3. KINH PHI", "11. TO CHUC"}), (Lines{"3", "11"}));
  EXPECT_EQ(Numerals({"I. MUC DICH", "1. CHUNG", "2. RIENG", "II. YEU CAU"}), (Lines{"I", "1", "2", "II"}));
  EXPECT_EQ(Numerals({"I. MUC DICH", "1. CHUNG", "II. YEU CAU"}), (Lines{"I", "1", "II"}));
  EXPECT_EQ(Numerals({"1. MUC DICH"}), (Lines{"1"})) << "nothing tells";
  EXPECT_EQ(Numerals({"l. MUC DICH", "2. YEU CAU"}), (Lines{"1", "2"}));
}

TEST(SectionNumerals, AmongRomansAOneIsRoman) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(Numerals({"1. MUC DICH", "11. NOI DUNG", "111. TO CHUC"}), (Lines{"I", "II", "III"}));
  EXPECT_EQ(Numerals({"1. MUC DICH", "II. NOI DUNG", "1. Chung", "2. Rieng", "111. TO CHUC"}),
            (Lines{"I", "II", "1", "2", "III"}));
  EXPECT_EQ(Numerals({"I. MUC DICH", "II. YEU CAU", "III. KINH PHI", "1. KET QUA", "11. DE NGHI"}),
            (Lines{"I", "II", "III", "I", "II"}))
      << "an annex counts anew";
}

TEST(SectionNumerals, LettersTakenForStrokesFollowTheSequenceOnly) {
  SectionNumerals numerals;
  auto next = [&](std::string_view line) {
    std::vector<Repair> repairs = numerals.Next(line);
    return repairs.empty() ? std::string() : repairs[0].text;
  };
  EXPECT_EQ(next("HI. KHONG CO GI TRUOC"), "");
  EXPECT_EQ(next("I. MUC DICH, YEU CAU"), "");
  EXPECT_EQ(next("IL NOI DUNG THUC HIEN"), "II.");
  EXPECT_EQ(next("HI. nội dung không phải đề mục"), "");
  EXPECT_EQ(next("HI. TO CHUC THUC HIEN"), "III.");
  EXPECT_EQ(next("TH. KHONG PHAI SO TIEP"), "");
  EXPECT_EQ(next("TV. KINH PHI"), "IV.");
}

TEST(SectionNumerals, FootOfAStrokeAndDotOfAnI) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(Numerals({"L DAC DIEM TINH HINH", "Hi. MUC TIEU", "TLL. NHIEM VU"}), (Lines{"I.", "II.", "III."}));
  EXPECT_EQ(Numerals({"I. DAC DIEM", "II. MUC TIEU", "Tl. NHIEM VU", "IV. KINH PHI"}),
            (Lines{"I", "II", "III.", "IV"}));
  EXPECT_EQ(Numerals({"I. DAC DIEM", "II. MUC TIEU", "Il. NHIEM VU"}), (Lines{"I", "II", "III"}));
  EXPECT_EQ(Numerals({"L Dac diem tinh hinh", "II. MUC TIEU"}), (Lines{"L Dac diem tinh hinh", "II"}));
  EXPECT_EQ(Numerals({"L DAC DIEM TINH HINH", "M. MUC TIEU"}), (Lines{"L DAC DIEM TINH HINH", "M"}));
  EXPECT_EQ(Numerals({"G. KINH PHI", "L DAC DIEM", "II. MUC TIEU"}), (Lines{"G", "L DAC DIEM", "II"}));
  EXPECT_EQ(Numerals({"L DAC DIEM TINH HINH", "11. MUC TIEU"}), (Lines{"L DAC DIEM TINH HINH", "11"}));
}

TEST(SectionNumerals, HAfterGIsALetter) {
  SectionNumerals numerals;
  numerals.Next("I. MUC DICH");
  numerals.Next("G. CONG TAC KHAC");
  EXPECT_TRUE(numerals.Next("H. KINH PHI").empty());
}

TEST_F(ProtectedTest, AFinalOneTakenForTheSlashIsDoubtfulAndSettledByTheDocument) {
  std::vector<Repair> doubtful = classes_.Find("QD s6 2561QD-UBND");
  ASSERT_EQ(doubtful.size(), 1U);
  EXPECT_EQ(doubtful[0].reason, "document-number-1");
  EXPECT_EQ(doubtful[0].rival, "2561/QĐ-UBND");
  EXPECT_LE(doubtful[0].confidence, 0.7);
  std::vector<Repair> whole = classes_.Find("QD s6 2561/QD-UBND");
  SettleByDocument({&doubtful, &whole});
  EXPECT_EQ(doubtful[0].text, "2561/QĐ-UBND");
  EXPECT_EQ(doubtful[0].reason, "document-number");
}

}  // namespace
}  // namespace vankho
