#include "extractors/header/header.h"

#include <gtest/gtest.h>

#include <sstream>

#include "extractors/header/letterhead.h"
#include "tests/structure/plain_document.h"
#include "tests/structure/turned_document.h"

namespace vankho {
namespace {

class HeaderTest : public testing::Test {
 protected:
  Header Find(std::string_view text, PageOrigin origin = PageOrigin::kPlainText) const {
    auto gazetteer = AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
    auto types = DocumentTypes::Load(VANKHO_SOURCE_DIR);
    auto signatures = SignatureReader::Load(VANKHO_SOURCE_DIR);
    remarks_.clear();
    return HeaderExtractor(*gazetteer, *types, *signatures).Find(ReadPlain(text, origin), remarks_);
  }
  Header FindTurned(const std::vector<PlacedLine>& lines, int turned) const {
    auto gazetteer = AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
    auto types = DocumentTypes::Load(VANKHO_SOURCE_DIR);
    auto signatures = SignatureReader::Load(VANKHO_SOURCE_DIR);
    auto [seen, restored] = TurnedSheet(lines, turned);
    Document document = StructureReader::Load(VANKHO_SOURCE_DIR)->Run(std::move(seen), std::move(restored));
    remarks_.clear();
    return HeaderExtractor(*gazetteer, *types, *signatures).Find(document, remarks_);
  }
  // The same read from a picture, the words that are `doubtful` with some confidence.
  Header FindDoubtful(std::string_view text, const std::string& doubtful, double confidence) const {
    SeenDocument seen;
    RestoredText restored;
    Page& page = seen.pages.emplace_back();
    page.number = 1;
    page.origin = PageOrigin::kOcr;
    std::istringstream lines{std::string(text)};
    for (std::string one; std::getline(lines, one);) {
      Line& line = page.lines.emplace_back();
      line.number = static_cast<int>(page.lines.size());
      line.text = one;
      std::istringstream words(one);
      for (std::string word; words >> word;) line.words.push_back({word, {}, word == doubtful ? confidence : 0.96, {}});
      RestoredLine& same = restored.lines.emplace_back();
      same.page = 1;
      same.number = line.number;
      same.text = one;
    }
    seen.source.pages = 1;
    auto gazetteer = AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
    auto types = DocumentTypes::Load(VANKHO_SOURCE_DIR);
    auto signatures = SignatureReader::Load(VANKHO_SOURCE_DIR);
    Document document = StructureReader::Load(VANKHO_SOURCE_DIR)->Run(std::move(seen), std::move(restored));
    remarks_.clear();
    return HeaderExtractor(*gazetteer, *types, *signatures).Find(document, remarks_);
  }
  mutable Diagnostics remarks_;  // of the last header
};

TEST_F(HeaderTest, TheStampOfASignatureAboveIsNoIssuer) {
  Header header = Find(
      "SAO Y; VĂN PHÒNG SỞ NỘI VỤ; 20/02/2025; 10:47:25 +07:00\n"
      "\n"
      "UBND TỈNH HÒA BÌNH     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "SỞ NỘI VỤ              Độc lập - Tự do - Hạnh phúc\n"
      "Số: 27/KH-SNV          Hòa Bình, ngày 05 tháng 02 năm 2025\n"
      "\n"
      "KẾ HOẠCH\n"
      "Kiểm tra công vụ năm 2025\n"
      "\n"
      "I. MỤC ĐÍCH\n"
      "Nâng cao chất lượng.\n");
  EXPECT_EQ(header.issuer, "Sở Nội vụ tỉnh Hòa Bình");
  EXPECT_EQ(header.number, "27/KH-SNV");
  EXPECT_EQ(header.issued_place, "Hòa Bình");
}

TEST_F(HeaderTest, DamagedWordsOfTheHeadAreReadAllTheSame) {
  Header header = Find(
      "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "TINH QUANG NGÀI   Đặc Lập - Tự Do - Hạnh Phúc\n"
      "S6.jwƒ /CT-UBND   Quảng Ngãi, ngàyj@Ê tháng 5 năm 2021\n"
      "\n"
      "CHỈ THỊ\n"
      "Về việc chấn chỉnh kỷ luật\n"
      "\n"
      "1. Sở Nội vụ thanh tra công vụ.\n");
  EXPECT_EQ(header.issuer, "Ủy ban nhân dân tỉnh Quảng Ngãi");
  EXPECT_EQ(header.issued_place, "Quảng Ngãi");
  EXPECT_EQ(header.number, "");  // nobody can read it: better none than a wrong one
  ASSERT_TRUE(header.issued_date);
  EXPECT_EQ(header.issued_date->ToIso(), "2021-05");
}

TEST_F(HeaderTest, ANumberLineWithoutANumberIsRemarkedOnWhereItWasReadFromAPicture) {
  constexpr std::string_view kHead =
      "UBND HUYỆN LẠC SƠN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "PHÒNG NỘI VỤ   Độc lập - Tự do - Hạnh phúc\n"
      "Số: /KH-PNV   Lạc Sơn, ngày 05 tháng 02 năm 2024\n"
      "\n"
      "KẾ HOẠCH\n"
      "Kiểm tra công vụ\n";
  EXPECT_EQ(Find(kHead, PageOrigin::kOcr).number, "");
  ASSERT_EQ(remarks_.size(), 1U);
  EXPECT_EQ(remarks_[0].message, "the document's number could not be read: \"Số: /KH-PNV\"; compare the page");
  EXPECT_EQ(remarks_[0].page, 1);
  EXPECT_EQ(remarks_[0].line, 3);
  Find(kHead);
  EXPECT_TRUE(remarks_.empty()) << "a draft's text";
  std::string whole(kHead);
  whole.insert(whole.find("/KH-PNV"), "12");
  EXPECT_EQ(Find(whole, PageOrigin::kOcr).number, "12/KH-PNV");
  EXPECT_TRUE(remarks_.empty());
}

// A letterhead with number and date in full.
constexpr std::string_view kWholeHead =
    "UBND HUYỆN LẠC SƠN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "PHÒNG NỘI VỤ   Độc lập - Tự do - Hạnh phúc\n"
    "Số: 19 /KH-PNV   Lạc Sơn, ngày 25 tháng 02 năm 2024\n"
    "\n"
    "KẾ HOẠCH\n"
    "Kiểm tra công vụ\n";

TEST_F(HeaderTest, ADoubtfulDayIsKeptWithARemarkOrLeftOut) {
  auto date = [&](const std::string& doubtful, double confidence) {
    Header header = FindDoubtful(kWholeHead, doubtful, confidence);
    EXPECT_EQ(header.number, "19/KH-PNV");
    return header.issued_date ? header.issued_date->ToIso() : "";
  };
  EXPECT_EQ(date("25", 0.85), "2024-02-25");
  EXPECT_TRUE(remarks_.empty());
  EXPECT_EQ(date("25", 0.75), "2024-02-25");
  ASSERT_EQ(remarks_.size(), 1U);
  EXPECT_EQ(remarks_[0].message, "the document's date is hard to read: not sure of 2024-02-25; compare the page");
  EXPECT_EQ(date("25", 0.6), "2024-02");
  EXPECT_EQ(remarks_.size(), 1U);
  EXPECT_EQ(date("02", 0.6), "2024") << "by hand too";
  EXPECT_EQ(remarks_.size(), 1U);
}

TEST_F(HeaderTest, WhatIsHardToReadIsFlaggedAndLowersTheConfidence) {
  Header sure = FindDoubtful(kWholeHead, "19", 0.85);
  EXPECT_TRUE(sure.flags.empty());
  auto flags = [&](const std::string& doubtful, double confidence) {
    Header header = FindDoubtful(kWholeHead, doubtful, confidence);
    EXPECT_EQ(header.flags.size(), 1U);
    EXPECT_LE(header.confidence, sure.confidence * confidence);
    return header.flags.empty() ? "" : header.flags.front();
  };
  EXPECT_EQ(flags("19", 0.7), "number-hard-to-read");
  EXPECT_EQ(flags("19", 0.4), "number-left-out");
  EXPECT_EQ(flags("25", 0.75), "issued-date-hard-to-read");
  EXPECT_EQ(flags("25", 0.5), "issued-date-left-out");
}

TEST_F(HeaderTest, ADayThatIsNoneIsRemarkedOnWhereItWasReadFromAPicture) {
  constexpr std::string_view kHead =
      "UBND HUYỆN LẠC SƠN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "PHÒNG NỘI VỤ   Độc lập - Tự do - Hạnh phúc\n"
      "Số: 19/KH-PNV   Lạc Sơn, ngày J@ tháng 02 năm 2024\n"
      "\n"
      "KẾ HOẠCH\n"
      "Kiểm tra công vụ\n";
  Header header = Find(kHead, PageOrigin::kOcr);
  ASSERT_TRUE(header.issued_date);
  EXPECT_EQ(header.issued_date->ToIso(), "2024-02");
  EXPECT_EQ(header.flags, std::vector<std::string>{"issued-date-left-out"});
  EXPECT_EQ(remarks_.size(), 1U);
  EXPECT_TRUE(Find(kHead).flags.empty()) << "a draft's text";
}

TEST_F(HeaderTest, ADayAndMonthThatNobodyCanReadLeaveThePlaceAndTheYear) {
  Header header = Find(
      "UBND TỈNH QUẢNG NGÃI   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "SỞ TƯ PHÀP - ĐOÀN LUẬT SƯ   Độc lập - Tự do - Hạnh phúc\n"
      "sá:7/1 /KH-STP   Quảng Ngãi, ngày 39 tháng 0/4 năm 2021\n"
      "\n"
      "KẾ HOẠCH\n"
      "Kiểm tra năm 2021\n"
      "\n"
      "1. Sở Tư pháp kiểm tra các phòng.\n");
  EXPECT_EQ(header.issuer, "Sở Tư pháp - Đoàn luật sư tỉnh Quảng Ngãi");
  EXPECT_EQ(header.issued_place, "Quảng Ngãi");
  ASSERT_TRUE(header.issued_date);
  EXPECT_EQ(header.issued_date->ToIso(), "2021");
}

TEST_F(HeaderTest, AMonthThatNoYearHasLeavesThePlaceAndTheYear) {
  Header header = Find(
      "UBND TỈNH QUẢNG NGÃI   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "SỞ TƯ PHÁP   Độc lập - Tự do - Hạnh phúc\n"
      "Số: 31/KH-STP   Quảng Ngãi, ngày 2 tháng 17 năm 2021\n"
      "\n"
      "KẾ HOẠCH\n"
      "Kiểm tra năm 2021\n"
      "\n"
      "1. Sở Tư pháp kiểm tra các phòng.\n");
  EXPECT_EQ(header.number, "31/KH-STP");
  EXPECT_EQ(header.issued_place, "Quảng Ngãi");
  ASSERT_TRUE(header.issued_date);
  EXPECT_EQ(header.issued_date->ToIso(), "2021");
}

TEST_F(HeaderTest, ALetterHasNoTypeInTheMiddle) {
  Header header = Find(
      "UBND HUYỆN SÔNG MÂY     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "PHÒNG NỘI VỤ            Độc lập - Tự do - Hạnh phúc\n"
      "Số: 112/PNV-CCHC        Sông Mây, ngày 05 tháng 02 năm 2024\n"
      "V/v báo cáo cải cách hành chính\n"
      "\n"
      "Kính gửi: Ủy ban nhân dân các xã, thị trấn\n"
      "\n"
      "Phòng Nội vụ đề nghị các xã, thị trấn gửi báo cáo.\n");
  EXPECT_EQ(header.type, "cong_van");
  EXPECT_EQ(header.title, "báo cáo cải cách hành chính");
  EXPECT_EQ(header.issuer, "Phòng Nội vụ huyện Sông Mây");
}

TEST_F(HeaderTest, TheSubjectOfALetterGoesOnWhereItsNumberWasLost) {
  Header header = Find(
      "BỘ CÔNG THƯƠNG   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "Độc lập - Tự do - Hạnh phúc\n"
      "BCT-ATMT\n"
      "V/v kiểm kê thiết bị đo lường ở các\n"
      "phòng thử nghiệm theo tiêu chuẩn   Hà Nội, ngày 10 tháng 4 năm 2025\n"
      "ISO của các địa phương\n"
      "Kính gửi: Các Sở Công thương\n"
      "Bộ đề nghị các Sở báo cáo trước ngày 15/5/2025.\n");
  EXPECT_EQ(header.issuer, "Bộ Công Thương");
  EXPECT_EQ(header.title, "kiểm kê thiết bị đo lường ở các phòng thử nghiệm theo tiêu chuẩn ISO của các địa phương");
}

TEST_F(HeaderTest, ANameOverTwoLinesIsOneName) {
  Header header = Find(
      "VIỆN KIỂM SÁT NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "TỐI CAO                    Độc lập - Tự do - Hạnh phúc\n"
      "Số: 14/KH-VKSTC            Hà Nội, ngày 05 tháng 02 năm 2024\n"
      "\n"
      "KẾ HOẠCH\n"
      "Công tác năm 2024\n");
  EXPECT_EQ(header.issuer, "Viện kiểm sát nhân dân tối cao");
}

constexpr const char* kHead =
    "UBND HUYỆN SÔNG MÂY     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "PHÒNG NỘI VỤ            Độc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-PNV           Sông Mây, ngày 05 tháng 02 năm 2024\n"
    "\n"
    "KẾ HOẠCH\n"
    "Kiểm tra công vụ năm 2024\n"
    "\n"
    "I. MỤC ĐÍCH\n"
    "Nâng cao chất lượng phục vụ của cơ quan hành chính trên địa bàn huyện và các xã, thị trấn./.\n";

TEST_F(HeaderTest, TheSignatureStandsBesideTheRecipients) {
  Header header = Find(std::string(kHead) +
                       "ơi nhận:   _—.. KT. TRƯỞNG PHÒNG\n"
                       "~ UBND huyện (b/cáo);   PHÓ TRƯỞNG PHÒNG\n"
                       "- Các xã, thị trấn;   x   F\n"
                       "~ Lưu: VT, CCHC.   \"Trân Văn Minh\n");
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->name, "Trần Văn Minh");
  EXPECT_EQ(header.signer->mode, "KT");
  EXPECT_EQ(header.signer->title, "PHÓ TRƯỞNG PHÒNG");
  EXPECT_EQ(header.recipients.size(), 3u);
}

TEST_F(HeaderTest, ADamagedHeadingIsNoRecipient) {
  for (std::string heading : {"Nn nhan:", "Nơi nhẩn:", "Mới nhận", "ơi nhân:"}) {
    Header header = Find(
        "SỞ CÔNG THƯƠNG   Độc lập - Tự do - Hạnh phúc\n"
        "KẾ HOẠCH\n"
        "Kiểm tra chợ năm 2024\n"
        "\n"
        "I. NỘI DUNG\n"
        "Kiểm tra các chợ trong tháng 6./.\n"
        "\n" +
        heading +
        "\n"
        "- Như trên;\n"
        "- Các chợ;\n"
        "- Lưu: VT.\n");
    EXPECT_EQ(header.recipients, (std::vector<std::string>{"Như trên", "Các chợ", "Lưu: VT."})) << heading;
  }
}

TEST_F(HeaderTest, RecipientsWithoutTheirTitleAreNoText) {
  Header header = Find(std::string(kHead) +
                       "- UBND huyện;\n"
                       "- Các xã, thị trấn;\n"
                       "- Bưu điện huyện;\n"
                       "- Lưu: VT, NV.\n"
                       "TRƯỞNG PHÒNG\n"
                       "Lê Thị Hoa\n");
  EXPECT_EQ(header.recipients.size(), 4u);
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->name, "Lê Thị Hoa");
}

TEST_F(HeaderTest, ATitleEndsWhereASentenceOrAnAuthorityBegins) {
  constexpr const char* kOpen =
      "UBND HUYỆN SÔNG MÂY     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "Số: 12/KH-UBND          Sông Mây, ngày 05 tháng 02 năm 2024\n"
      "KẾ HOẠCH\n"
      "Nâng cao sự hài lòng của người dân\n"
      "tại huyện Sông Mây năm 2024\n";
  Header plan = Find(std::string(kOpen) +
                     "Ngày 03/01/2024 tỉnh công bố kết quả khảo sát, huyện đứng sau nhiều địa\n"
                     "phương khác; nay huyện lập kế hoạch như sau:\n");
  EXPECT_EQ(plan.title, "Nâng cao sự hài lòng của người dân tại huyện Sông Mây năm 2024");
  Header act = Find(
      "UBND HUYỆN SÔNG MÂY     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "Số: 12/QĐ-UBND          Sông Mây, ngày 05 tháng 02 năm 2024\n"
      "QUYẾT ĐỊNH\n"
      "Ban hành Quy chế tiếp công dân\n"
      "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN SÔNG MÂY\n"
      "Căn cứ Luật Tiếp công dân;\n");
  EXPECT_EQ(act.title, "Ban hành Quy chế tiếp công dân");
}

TEST_F(HeaderTest, APostBesideTheFirstRecipientIsRead) {
  Header header = Find(std::string(kHead) +
                       "gử¿ huyện (để báo cáo);   KT.TRƯỞNG PHÒNG\n"
                       "- Các cơ quan chuyên môn;   PHÓ TRƯỞNG PHÒNG\n"
                       "- Các xã, thị trấn;\n"
                       "- Lưu: VT, NV.\n"
                       "Lê Thị Hoa\n");
  EXPECT_EQ(header.recipients.size(), 4u);
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->mode, "KT");
  EXPECT_EQ(header.signer->on_behalf_of, "TRƯỞNG PHÒNG");
  EXPECT_EQ(header.signer->title, "PHÓ TRƯỞNG PHÒNG");
  EXPECT_EQ(header.signer->name, "Lê Thị Hoa");
}

TEST_F(HeaderTest, APostPrintedTwiceIsSignedByTheDeputy) {
  Header header = Find(std::string(kHead) +
                       ":Vơi nhận:\n"
                       "- UBND huyện;\n"
                       "- Lưu: VT, NV.\n"
                       "-T GIÁM ĐÓC\n"
                       "“GIÁM ĐỐC,\n"
                       "Lê Thị Hoa\n");
  EXPECT_EQ(header.recipients.size(), 2u);
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->mode, "KT");
  EXPECT_EQ(header.signer->on_behalf_of, "GIÁM ĐỐC");
  EXPECT_EQ(header.signer->title, "PHÓ GIÁM ĐỐC");
}

// Of two names level with each other the right one signs, however the sheet lay in the scanner.
TEST_F(HeaderTest, WhoSignsIsToldOnTheUprightPage) {
  for (int turned : {0, 90, 180, 270}) {
    Header header = FindTurned({{"PHÒNG NÔNG NGHIỆP HUYỆN SÔNG MÂY", {80, 60, 300, 72}},
                                {"Độc lập - Tự do - Hạnh phúc", {330, 60, 540, 72}},
                                {"KẾ HOẠCH", {260, 120, 340, 132}},
                                {"Kiểm tra hồ chứa năm 2024", {220, 140, 380, 152}},
                                {"I. NỘI DUNG", {80, 180, 170, 192}},
                                {"Kiểm tra các hồ chứa trong tháng 6./.", {80, 200, 330, 212}},
                                {"Nơi nhận:", {80, 260, 140, 272}},
                                {"- UBND huyện;", {80, 280, 170, 292}},
                                {"- Lưu: VT.", {80, 300, 150, 312}},
                                {"GIÁM ĐỐC", {380, 260, 460, 272}},
                                {"Lê Thị Hoa", {390, 340, 460, 352}},
                                {"Trần Văn Bảy", {90, 342, 180, 354}}},
                               turned);
    ASSERT_TRUE(header.signer) << turned;
    EXPECT_EQ(header.signer->name, "Lê Thị Hoa") << turned;
    EXPECT_EQ(header.signer->title, "GIÁM ĐỐC") << turned;
    EXPECT_EQ(header.recipients, (std::vector<std::string>{"UBND huyện", "Lưu: VT."})) << turned;
  }
}

TEST_F(HeaderTest, TwoHeadsOfOnePostAreNoDeputy) {
  Header header =
      Find(std::string(kHead) + "GIÁM ĐỐC\nGIÁM ĐỐC\nLê Thị Hoa\nNơi nhận:\n- UBND huyện;\n- Lưu: VT, NV.\n");
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->title, "GIÁM ĐỐC");
  EXPECT_EQ(header.signer->mode, "");
}

TEST_F(HeaderTest, TwoWordsWithoutASurnameAreNoSigner) {
  Header header = Find(std::string(kHead) + "Nơi nhận:\n- UBND huyện;\n- Lưu: VT, NV.\nGIÁM ĐỐC\nTiếng Nước\n");
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->name, "");
  EXPECT_EQ(header.signer->title, "GIÁM ĐỐC");
}

TEST_F(HeaderTest, ANumberThatNoPaperHasIsLeftOut) {
  for (const char* number : {"1/73/KH-PNV", "0/KH-PNV", "00/KH-PNV"}) {
    Header header = Find(
        "UBND HUYỆN SÔNG MÂY     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "PHÒNG NỘI VỤ            Độc lập - Tự do - Hạnh phúc\n"
        "Số: " +
        std::string(number) + "         Sông Mây, ngày 05 tháng 02 năm 2024\n\nKẾ HOẠCH\nKiểm tra công vụ năm 2024\n");
    EXPECT_EQ(header.number, "") << number;
    EXPECT_EQ(header.issued_place, "Sông Mây");
  }
}

TEST(LetterheadTest, TheRightColumnBeginsWithTheMotto) {
  std::string_view line = "SỞ Y TẺ ` Độc lập —- Tự do —- Hạnh phúc";
  EXPECT_EQ(RightColumn(line), line.find("Độc"));
  EXPECT_EQ(RightColumn("BẢO HIỂM XÃ HỘI TỈNH"), std::string_view("BẢO HIỂM XÃ HỘI TỈNH").size());
}

TEST(PlaceTest, NamesAreSpelledAsTheListHasThemWhereOnlyOneFits) {
  auto gazetteer = AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
  ASSERT_TRUE(gazetteer);
  EXPECT_EQ(gazetteer->PlaceNamed("Quang Ngài"), "Quảng Ngãi");
  EXPECT_EQ(gazetteer->PlaceNamed("Sông Mây"), "Sông Mây");
}

}  // namespace
}  // namespace vankho
