#include "pipeline/base/unicode.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(CleanUtf8, LeavesGoodTextAlone) {
  std::string good = "Kế hoạch số 12/KH-UBND\tngày 02\n\fĐiều 1";
  EXPECT_EQ(CleanUtf8(good), good);
}

TEST(CleanUtf8, ComposesAndRepairs) {
  EXPECT_EQ(CleanUtf8("Ke\xCC\x82\xCC\x81"), "Kế");
  EXPECT_EQ(CleanUtf8("a\xff"
                      "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(CleanUtf8("\xEF\xBB\xBF"
                      "a\r\nb\rc\x01\x1b[31m"),
            "a\nb\nc[31m");
  EXPECT_EQ(CleanUtf8(std::string("a\0b", 3)), "ab");
}

TEST(Letters, BaseAndTone) {
  EXPECT_EQ(StripDiacritics("Kế hoạch ĐÀO TẠO, đường ướt"), "Ke hoach DAO TAO, duong uot");
  EXPECT_EQ(ToneOf(U'ế'), Tone::kSac);
  EXPECT_EQ(WithTone(U'Ê', Tone::kNang), U'Ệ');
  EXPECT_EQ(WithTone(U'b', Tone::kNang), U'b');
  EXPECT_EQ(ToUpper("ủy ban đường"), "ỦY BAN ĐƯỜNG");
  EXPECT_EQ(ToLower("ỦY BAN ĐƯỜNG"), "ủy ban đường");
}

TEST(TonePlacement, OldBecomesNew) {
  EXPECT_EQ(CanonicalTonePlacement("hoà hoá thuỷ Uỷ ban khoẻ"), "hòa hóa thủy Ủy ban khỏe");
  EXPECT_EQ(CanonicalTonePlacement("HOÀ UỶ"), "HÒA ỦY");
  EXPECT_EQ(CanonicalTonePlacement("quý hoàn quỳnh toán hòa"), "quý hoàn quỳnh toán hòa") << "nothing to move";
}

TEST(MatchKey, FoldsWhatSpellingsShare) {
  EXPECT_EQ(MatchKey("  Uỷ  BAN \n nhân dân – “X”"), "ủy ban nhân dân - \"x\"");
  EXPECT_EQ(BareKey("P. Nội vụ"), "p. noi vu");
  EXPECT_EQ(BareKey("Đ"), "d");
}

TEST(Syllable, Phonotactics) {
  for (const char* good :
       {"kế", "hoạch", "nghiêng", "quý", "giếng", "gì", "thuở", "khuya", "đường", "ủy", "xoong", "yêu", "oanh"}) {
    EXPECT_TRUE(IsPossibleSyllable(good)) << good;
  }
  for (const char* bad : {"", "hoach1", "thực1", "kàc", "bcd", "strong", "hoạạ", "xyz", "chirc", "ôâ"}) {
    EXPECT_FALSE(IsPossibleSyllable(bad)) << bad;
  }
}

TEST(OneEdit, PutInLeftOutReplaced) {
  EXPECT_TRUE(WithinOneEdit("kee hoach", "ke hoach"));
  EXPECT_TRUE(WithinOneEdit("k hoach", "ke hoach"));
  EXPECT_TRUE(WithinOneEdit("ka hoach", "ke hoach"));
  EXPECT_TRUE(WithinOneEdit("aaa", "aa"));
  EXPECT_TRUE(WithinOneEdit("", ""));
  EXPECT_FALSE(WithinOneEdit("ab", "ba"));
  EXPECT_FALSE(WithinOneEdit("ke hoach", "ke hoa"));
}

TEST(Utf8, RoundTrip) {
  std::string text = "Ậ€😀";
  EXPECT_EQ(EncodeUtf8(ToUtf32(text)), text);
  EXPECT_FALSE(IsValidUtf8("\xc3"));
  EXPECT_TRUE(IsValidUtf8(text));
  auto points = DecodeUtf8("aế");
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[1].begin, 1U);
  EXPECT_EQ(points[1].end, 4U);
}

TEST(Utf8, AWriterWritesWhatIsAppended) {
  std::string appended, written = "đầu";
  Utf8Writer writer(written);
  for (char32_t c : {U'a', U'đ', U'Ế', U'€', U'😀', char32_t{0xD800}, char32_t{0x110000}}) {
    for (int i = 0; i < 30; ++i) {
      AppendUtf8(c, appended);
      writer.Add(c);
    }
  }
  writer.Flush();
  EXPECT_EQ(written, "đầu" + appended);
  EXPECT_TRUE(IsValidUtf8(written));
}

TEST(Utf8, PointsOneByOneAreThoseOfAll) {
  for (std::string_view text :
       {"Đẩy mạnh – 85%", "e\xCC\x81", "\xF0\x9F\x93\x84 tệp", "\xE2\x80", "a\xC3", "\xED\xA0\x80x", "\xC0\x80\xFF"}) {
    std::size_t at = 0;
    for (const CodePoint& point : DecodeUtf8(text)) {
      EXPECT_EQ(at, point.begin) << text;
      EXPECT_EQ(NextPoint(text, at), point.value) << text;
      EXPECT_EQ(at, point.end) << text;
    }
    EXPECT_EQ(at, text.size());
  }
  std::size_t at = 0;
  EXPECT_EQ(NextPoint("\xED\xA0\x80", at), U'\xfffd') << "half of a surrogate pair";
}

TEST(Letters, TheTableSaysWhatIcuSays) {
  for (char32_t c : {U'Ế', U'đ', U'7', U'\u00A0', U'\u0301', U'語', U'!'}) {
    Letter asked = unicode_internal::RareLetter(c);
    EXPECT_EQ(LetterOf(c).lower, asked.lower);
    EXPECT_EQ(IsLetter(c), asked.alpha);
    EXPECT_EQ(IsSpace(c), asked.space);
    EXPECT_EQ(BaseLetter(c), asked.base);
  }
}

TEST(TonePlacement, InPlace) {
  std::string text = "thuỷ lợi, hoàn thành, Hoà An";
  EXPECT_TRUE(MayMoveTone(text));
  PlaceTones(text);
  EXPECT_EQ(text, "thủy lợi, hoàn thành, Hòa An");
  EXPECT_FALSE(MayMoveTone("kế sách năm"));
  EXPECT_FALSE(MayMoveTone("hoạt động toàn huyện, xuất bản"));
}

TEST(DisplayWidth, CountsColumnsOfATerminal) {
  for (char32_t c : {U'a', U'ế', U'Đ', U'«', U'…'}) EXPECT_EQ(DisplayWidth(c), 1);
  for (char32_t c : {U'漢', U'Ａ'}) EXPECT_EQ(DisplayWidth(c), 2);
  for (char32_t c : {U'\u0301', U'\u200B', U'\u202E', U'\u0007'}) EXPECT_EQ(DisplayWidth(c), 0);
}

TEST(TrimMarksTest, TakesWholeCharacters) {
  EXPECT_EQ(TrimMarks(" – “một” –, ", " –", " –,"), "“một”");
  EXPECT_EQ(TrimMarks("...", ".", "."), "");
  EXPECT_EQ(TrimMarks("\x93\x94", "–", "–"), "\x93\x94") << "bytes that are no character are left";
}

TEST(BareWordsTest, OneSpaceForWhatParts) { EXPECT_EQ(BareWords(" Tăng/ giảm  (điểm) "), "tang giam diem"); }

TEST(UpperFirstTest, FirstLetterOnly) {
  EXPECT_EQ(UpperFirst("đẩy mạnh"), "Đẩy mạnh");
  EXPECT_EQ(UpperFirst(""), "");
}

}  // namespace
}  // namespace vankho
