#include "pipeline/restore/numbers.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

std::string Mended(std::string line) {
  const std::vector<Repair> repairs = FindNumbers(line);
  for (auto r = repairs.rbegin(); r != repairs.rend(); ++r) line.replace(r->seen.begin, r->seen.size(), r->text);
  return line;
}

// What is kept of the line from the decoder, parted by |.
std::string KeptOf(std::string_view line) {
  std::string kept;
  for (const Repair& repair : FindNumbers(line)) {
    if (!kept.empty()) kept += "|";
    kept += repair.text;
  }
  return kept;
}

TEST(Numbers, TimesAndSizesAreKept) {
  EXPECT_EQ(KeptOf("tu 7h30 den 11h30, 13h30-17h; luc 8g00 (16h)"), "7h30|11h30|13h30|17h|8g00|16h");
  EXPECT_EQ(KeptOf("rong 30m2, cao 5m, nang 5kg, 50m3; 2x5m va 3,5x4 ha: 2,5ha"), "30m2|5m|5kg|50m3|2x5m|3,5x4|2,5ha");
  EXPECT_EQ(KeptOf("tai km12 (18h) va Km15+200, 1.200 m2, 40km/h"), "km12|18h|Km15+200|m2|40km/h");
  EXPECT_EQ(KeptOf("2024, 20/6/2024, 12,5 %, 3-5, 0277.3845"), "") << "no letters: never decoded";
}

TEST(Numbers, WordsThatHoldADigitForALetterAreNone) {
  EXPECT_EQ(KeptOf("x4 c6 S6 thu0c t6 chirc 16i 6ng 1én 1a $6 m2 th6ng l4 B6 lo O 4m S18 v61 II III/2024 l.1.2"), "");
  for (const char* word :
       {"x4", "c6", "S6", "thu0c", "16i", "14n", "1éh6", "6ng", "1a", "S6h6a", "v61", "Tu61", "S18", "16ng", "4m"}) {
    EXPECT_FALSE(HoldsNumber(word)) << word;
  }
  for (const char* word : {"17h00", "km12", "QH13", "Điều16", "22s", "24m", "5kg", "2024MO", "05b", "10c"}) {
    EXPECT_TRUE(HoldsNumber(word)) << word;
  }
}

TEST(Numbers, ALookAlikeIsADigitWhereNothingElseFits) {
  EXPECT_EQ(Mended("tu l5/3/2024 den 3O/6/2024, I5/10/2024; 1-l-2O25"),
            "tu 15/3/2024 den 30/6/2024, 15/10/2024; 1-1-2025");
  EXPECT_EQ(Mended("ngay l0/12 va thang 1O/2024"), "ngay 10/12 va thang 10/2024");
  EXPECT_EQ(Mended("nam 2O24, 2O21-2O25, l998, 20l9"), "nam 2024, 2021-2025, 1998, 2019");
  EXPECT_EQ(Mended("dat 86,2l%, 9O% va 1OO %; 5O-6O%, 98,S%"), "dat 86,21%, 90% va 100 %; 50-60%, 98,5%");
  EXPECT_EQ(Mended("dat 8O,5 diém, 32,5/1OO điểm"), "dat 80,5 diém, 32,5/100 điểm");
  EXPECT_EQ(Mended("luc 17hO0, l7h30; 15.00O.OOO dong"), "luc 17h00, 17h30; 15.000.000 dong");
}

TEST(Numbers, ACountBelowTenHasAZero) {
  EXPECT_EQ(Mended("trong O1 ngay va O5 cudc hop, O2 lan"), "trong 01 ngay va 05 cudc hop, 02 lan");
  for (const char* line : {"muc O1", "mau O1 Phu luc", "tai O0 ngay", "nhom O12 xa", "CO1 ngay", "O5 QUYEN"}) {
    EXPECT_EQ(Mended(line), line);
  }
}

TEST(Numbers, AnIIsNoUnit) {
  for (const char* word : {"16i", "160i", "106i", "1066i"}) EXPECT_FALSE(HoldsNumber(word)) << word;
  for (const char* word : {"160", "160ha", "260i", "1605i"}) EXPECT_TRUE(HoldsNumber(word)) << word;
}

TEST(Numbers, ALookAlikeStaysWhereSomethingElseMayFit) {
  for (const char* line : {"so l23 va 1O0 l00 IOO", "muc 8O,5", "chi 2l ho", "so 2O34567", "tai l2/14 va 3l/2", "1O h6",
                           "l/3 nha", "dat S6 diém va l4 nam", "15S ban", "quy II/2024", "40l/13/2024", "19O%",
                           "3O/13/2024", "2O9", "202A", "17h8O"}) {
    EXPECT_EQ(Mended(line), line);
  }
  EXPECT_EQ(KeptOf("l2 thang, 1l ho; l6 m6t, dien tich 5OOm2"), "l2|1l|5OOm2");
  EXPECT_EQ(KeptOf("so l23 va 1O0 l00 IOO; muc 8O,5, chi 2l ho, 1O don"), "l23|1O0|l00|IOO|8O,5|2l|1O");
}

TEST(Numbers, EveryChangeIsNamed) {
  const std::vector<Repair> repairs = FindNumbers("truoc 17h00 ngay l5/3/2024");
  ASSERT_EQ(repairs.size(), 2U);
  EXPECT_EQ(repairs[0].reason, "number");
  EXPECT_EQ(repairs[1].reason, "look-alike");
  EXPECT_LE(repairs[1].confidence, 0.9);
}

TEST(Numbers, HugeLinesTakeNoTime) {
  FindNumbers(std::string(10 << 20, '1'));
  std::string many;
  for (int i = 0; i < 200000; ++i) many += "17h00 ";
  EXPECT_EQ(FindNumbers(many).size(), 200000U);
}

}  // namespace
}  // namespace vankho
