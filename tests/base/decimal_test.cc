#include "pipeline/base/decimal.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

std::string Read(std::string_view text) {
  auto d = Decimal::FromVietnamese(text);
  return d ? d->ToPlain() : "none";
}

TEST(Decimal, VietnameseForms) {
  struct Row {
    const char* printed;
    const char* plain;
  };
  for (const Row& row : {Row{"2,95", "2.95"},
                         {"84,0256", "84.0256"},
                         {"1.234,5", "1234.5"},
                         {"01", "1"},
                         {"00", "0"},
                         {"0,813", "0.813"},
                         {"3,00", "3"},
                         {"0.86", "0.86"},
                         {"1.833", "1833"},
                         {"1.234.567", "1234567"},
                         {"-0,1", "-0.1"},
                         {"+3", "3"},
                         {"6412", "6412"},
                         {"0.125", "0.125"},
                         {"12.5", "12.5"}}) {
    EXPECT_EQ(Read(row.printed), row.plain) << row.printed;
  }
}

TEST(Decimal, Refuses) {
  for (const char* bad : {"", ",", "1,", ",5", "1,2,3", "1.23.4", "a", "1e5", "12345678901234567", "--1", "1 2"}) {
    EXPECT_EQ(Read(bad), "none") << bad;
  }
}

TEST(Decimal, ExactAndOrdered) {
  auto d = [](const char* text) { return *Decimal::FromPlain(text); };
  EXPECT_EQ(*Decimal::Sum(d("0.1"), d("0.2")), d("0.3"));
  EXPECT_EQ(d("3.00"), d("3"));
  EXPECT_LT(d("-1"), d("0.5"));
  EXPECT_GT(d("2.95"), d("2.9"));
  EXPECT_EQ(d("0.813").ToVietnamese(), "0,813");
  EXPECT_EQ(d("-0.05").ToPlain(), "-0.05");
}

}  // namespace
}  // namespace vankho
