#include "pipeline/restore/document_marks.h"

#include <gtest/gtest.h>

#include <string>

namespace vankho {
namespace {

// The last of the lines, repaired.
std::string Last(std::vector<std::string_view> lines) {
  DocumentMarks marks(lines);
  std::vector<Repair> repairs;
  for (const std::string_view line : lines) repairs = marks.Next(line);
  std::string text(lines.back());
  for (auto r = repairs.rbegin(); r != repairs.rend(); ++r) text.replace(r->seen.begin, r->seen.size(), r->text);
  return text;
}

TEST(DocumentMarks, BulletsThatPrintDoesNotSet) {
  EXPECT_EQ(Last({"~ Phong Van hoa"}), "- Phong Van hoa");
  EXPECT_EQ(Last({"-- Phong Van hoa"}), "- Phong Van hoa");
  EXPECT_EQ(Last({"=Luu: VT"}), "- Luu: VT");
  EXPECT_EQ(Last({"~ cua cac du an"}), "cua cac du an") << "an item begins with a capital";
  for (const char* line : {"- Phong Van hoa", "= 85 diem", "=a + b", "* Luu", "~ 30 nguoi", "+ Luu"})
    EXPECT_EQ(Last({line}), line);
}

TEST(DocumentMarks, TheSubjectOfALetter) {
  EXPECT_EQ(Last({"Viv chan chinh viec tiep dan"}), "V/v chan chinh viec tiep dan");
  for (const char* line : {"Viva chan chinh", "theo Viv chan", "V/v chan chinh"}) EXPECT_EQ(Last({line}), line);
}

TEST(DocumentMarks, ALabelWhoseTurnHasComeEndsWithAPoint) {
  EXPECT_EQ(Last({"3. Giao Phong Tu phap", "4, Giao Phong Van hoa"}), "4. Giao Phong Van hoa");
  EXPECT_EQ(Last({"1, Muc tieu"}), "1. Muc tieu");
  EXPECT_EQ(Last({"3. Giao Phong Tu phap", "7, Giao Phong Van hoa"}), "7, Giao Phong Van hoa");
  EXPECT_EQ(Last({"3. Giao Phong Tu phap", "4, 5 xa con lai"}), "4, 5 xa con lai");
}

TEST(DocumentMarks, APointBeforeASmallLetterIsASpeck) {
  EXPECT_EQ(Last({"Phong Tai. chinh, bo phan. mot cua"}), "Phong Tai. chinh, bo phan mot cua");
  for (const char* line : {"v.v. cac xa", "bo phan. Mot cua", "tr. dong", "phan.", "1. muc"})
    EXPECT_EQ(Last({line}), line);
}

TEST(DocumentMarks, PartsOfAWholeHoldNoSpace) {
  EXPECT_EQ(Last({"xep thu 7/ 18 xa, dat 8,5/ 10 diem"}), "xep thu 7/18 xa, dat 8,5/10 diem");
  for (const char* line : {"9/ 3 xa", "1/ 5 xa con lai", "7/ 18a", "A7/ 18", "05/ 6/2024", "100,0/ 83,01"}) {
    EXPECT_EQ(Last({line}), line);
  }
}

TEST(DocumentMarks, ThreeDigitsThatBeginWithZeroLostTheirComma) {
  EXPECT_EQ(Last({"3 | Cong khai | 10 | 4,72 | 006 | 5,30"}), "3 | Cong khai | 10 | 4,72 | 0,06 | 5,30");
  EXPECT_EQ(Last({"tang +021 diem"}), "tang +0,21 diem");
  for (const char* line :
       {"005 | Cong khai | 4,72", "phong 006", "4,72 | 06 | 0061", "4,72 va 306", "so 012/QD 4,72"}) {
    EXPECT_EQ(Last({line}), line);
  }
}

TEST(DocumentMarks, QuartersAsTheDocumentWritesThem) {
  EXPECT_EQ(Last({"trong quy III/2026", "het quy 1/2026"}), "het quy I/2026");
  EXPECT_EQ(Last({"het quy 1/2026"}), "het quy 1/2026") << "nothing tells";
  EXPECT_EQ(Last({"trong quy III/2026", "trong quy 2/2026", "het quy 1/2026"}), "het quy 1/2026");
  EXPECT_EQ(Last({"trong quy III/2026", "muc 1/2026"}), "muc 1/2026");
}

TEST(DocumentMarks, FractionsOfPercentAsTheDocumentWritesThem) {
  const std::string_view most = "tu 81,2% len 83,15%, nay 90,4 %, 91,5% va 97,25%";
  EXPECT_EQ(Last({most, "dat 78.94%, giam 2.5 %"}), "dat 78,94%, giam 2,5 %");
  EXPECT_EQ(Last({most, "tai muc 2.5 va 1.250%"}), "tai muc 2.5 va 1.250%");
  EXPECT_EQ(Last({"81,2%", "dat 78.94%"}), "dat 78.94%") << "one says little";
}

TEST(DocumentMarks, AnyBytesInLinearTime) {
  std::string line = "~ ";
  while (line.size() < 1 << 20) line += "7/ 18 4,72 006 phan. mot 3.5% ";
  EXPECT_EQ(Last({line}), line) << "no line of a paper";
  EXPECT_EQ(Last({"\xff\xfe ~ \x80"}), "\xff\xfe ~ \x80");
}

}  // namespace
}  // namespace vankho
