#include "pipeline/restore/mail_codes.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

std::string Mended(std::string line) {
  const std::vector<Repair> repairs = FindMailCodes(line);
  for (auto repair = repairs.rbegin(); repair != repairs.rend(); ++repair) {
    line.replace(repair->seen.begin, repair->seen.end - repair->seen.begin, repair->text);
  }
  return line;
}

TEST(MailCodes, BracketsBetweenANameAndAHostAreAnAt) {
  EXPECT_EQ(Mended("gửi về vanthu()gmail.com trước"), "gửi về vanthu@gmail.com trước");
  EXPECT_EQ(Mended("Email: phong.kh(2yahoo.com.vn."), "Email: phong.kh@yahoo.com.vn.");
  EXPECT_EQ(Mended("sokhoahoc)songmay.gov.vn"), "sokhoahoc@songmay.gov.vn");
  EXPECT_EQ(Mended("a_b1 xyz@)gmail.com./. uvw(Qgmail.com"), "a_b1 xyz@gmail.com./. uvw@gmail.com");
  EXPECT_EQ(Mended("(vanthu©songmay.edu.vn)"), "(vanthu@songmay.edu.vn)");
}

TEST(MailCodes, WhatIsNoAddressStays) {
  for (const char* line :
       {"trang tin(songmay.gov.vn)", "vanthu@gmail.com", "cổng(www.songmay.gov.vn)", "xem a) songmay.gov.vn",
        "mục b)songmay.gov.vn", "bằng (2) gmail.com", "Sở)songmay.gov.vn", "trang()www.songmay.gov.vn", "", "()"}) {
    EXPECT_EQ(Mended(line), line);
  }
}

}  // namespace
}  // namespace vankho
