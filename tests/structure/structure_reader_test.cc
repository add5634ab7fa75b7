#include "pipeline/structure/structure_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/document/joined_text.h"
#include "tests/document/same_text.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

std::vector<ZoneKind> Kinds(const Document& document) {
  std::vector<ZoneKind> kinds;
  for (const Zone& zone : document.zones) {
    if (zone.kind != ZoneKind::kFurniture && (kinds.empty() || kinds.back() != zone.kind)) kinds.push_back(zone.kind);
  }
  return kinds;
}

std::string TextOf(const Document& document, const Paragraph& paragraph) {
  return JoinedText(document.text(), paragraph.pieces).text();
}

const Section& SectionOf(const Document& document, std::string_view heading) {
  for (const Section& section : document.sections) {
    if (JoinedText(document.text(), {section.heading}).text().starts_with(heading)) return section;
  }
  static const Section kNone;
  ADD_FAILURE() << "no section " << heading;
  return kNone;
}

TEST(StructureReaderTest, FindsTheZonesInOrder) {
  EXPECT_THAT(Kinds(ReadPlain(kPlan)),
              testing::ElementsAre(ZoneKind::kLetterhead, ZoneKind::kBases, ZoneKind::kBody, ZoneKind::kRecipients,
                                   ZoneKind::kSignature, ZoneKind::kAnnex));
}

TEST(StructureReaderTest, ASentenceThatEndsWithTheAnnexIsNoAnnex) {
  Document document = ReadPlain(
      "KẾ HOẠCH\nRà soát thủ tục hành chính năm 2023\n\nI. NỘI DUNG\n\n"
      "1. Các nhóm thủ tục cần rà soát và người theo dõi từng nhóm được liệt kê tại\nPhụ lục.\n\n"
      "2. Phòng Tư pháp tổng hợp kết quả.\n\nNơi nhận:\n- UBND huyện;\n- Lưu: VT.\n");
  EXPECT_THAT(Kinds(document), testing::Not(testing::Contains(ZoneKind::kAnnex)));
  EXPECT_THAT(Kinds(document), testing::Contains(ZoneKind::kRecipients));
}

TEST(StructureReaderTest, RejoinsAParagraphAcrossAPageAndItsNumber) {
  Document document = ReadPlain(kPlan);
  bool found = false;
  for (const Paragraph& paragraph : document.paragraphs) {
    std::string text = TextOf(document, paragraph);
    if (!text.starts_with("- Theo dõi")) continue;
    found = true;
    EXPECT_TRUE(text.ends_with("khó khăn của các đơn vị để trình Ủy ban nhân dân huyện.")) << text;
  }
  EXPECT_TRUE(found);
}

TEST(StructureReaderTest, NestsBySequenceOfMarkers) {
  Document document = ReadPlain(kPlan);
  const Section& point = SectionOf(document, "Rà soát văn bản");
  ASSERT_TRUE(point.parent);
  const Section& number = document.sections[static_cast<std::size_t>(*point.parent)];
  EXPECT_EQ(number.label, "1");
  ASSERT_TRUE(number.parent);
  EXPECT_EQ(document.sections[static_cast<std::size_t>(*number.parent)].label, "II");
  EXPECT_EQ(SectionOf(document, "TỔ CHỨC THỰC HIỆN").level, 1);
}

TEST(StructureReaderTest, ATableGoesOnOverThePageWithoutItsRepeatedHeader) {
  Document document = ReadPlain(kPlan);
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  EXPECT_EQ(table.columns, 6);
  EXPECT_EQ(table.header_rows, 1);
  EXPECT_GE(table.rows, 4);
  int headers = 0;
  for (const Cell& cell : table.cells) {
    headers += JoinedText(document.text(), cell.pieces).text() == "Điểm tối đa" ? 1 : 0;
  }
  EXPECT_EQ(headers, 1);
}

TEST(StructureReaderTest, HeadAndFootPartedByPipesAreNoTables) {
  Document document = ReadPlain(
      "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 12/KH-UBND | Hòa Lộc, ngày 11 tháng 3 năm 2024 |\n"
      "KẾ HOẠCH\nThử\n1. Rà soát thủ tục hành chính./.\nNơi nhận: | KT. CHỦ TỊCH |\n- Như trên; | PHÓ CHỦ TỊCH |\n");
  EXPECT_TRUE(document.tables.empty());
  EXPECT_EQ(document.paragraphs[0].zone, ZoneKind::kLetterhead);
  EXPECT_EQ(document.paragraphs.back().zone, ZoneKind::kRecipients);
}

TEST(StructureReaderTest, APlanPutInForceByADecisionIsBodyAgain) {
  Document document = ReadPlain(
      "QUYẾT ĐỊNH\nBan hành Kế hoạch thử\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch thử./.\n\nNơi nhận:\n- "
      "Như "
      "trên;\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An\n\nKẾ HOẠCH\nThử năm 2024\n(Ban hành kèm theo Quyết định số "
      "9/QĐ-UBND "
      "ngày 02/01/2024)\n\nI. MỤC TIÊU\n1. Rà soát văn bản.\n\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch thử)\n1. Một "
      "việc.\n");
  EXPECT_THAT(Kinds(document), testing::ElementsAre(ZoneKind::kLetterhead, ZoneKind::kBody, ZoneKind::kRecipients,
                                                    ZoneKind::kSignature, ZoneKind::kAnnex, ZoneKind::kBody));
  EXPECT_EQ(SectionOf(document, "Rà soát văn bản").level, 2);
}

TEST(StructureReaderTest, CollectsDefinedAbbreviations) {
  Document document = ReadPlain(
      "KẾ HOẠCH\nThử\n\nI. NỘI DUNG\nRà soát thủ tục hành chính (TTHC) và đơn vị sự nghiệp công lập (sau đây viết tắt "
      "là ĐVSNCL).\n");
  ASSERT_EQ(document.abbreviations.size(), 2u);
  EXPECT_EQ(document.abbreviations[0].abbreviation, "TTHC");
  EXPECT_EQ(document.abbreviations[0].expansion, "thủ tục hành chính");
  EXPECT_EQ(document.abbreviations[1].expansion, "đơn vị sự nghiệp công lập");
}

// Pages of two-column lines with boxes, as if read from a picture.
class PlacedPages {
 public:
  Page& Add() {
    Page page;
    page.number = static_cast<int>(seen_.pages.size()) + 1;
    page.origin = PageOrigin::kOcr;
    seen_.pages.push_back(page);
    return seen_.pages.back();
  }

  static void AddLine(Page& page, const std::vector<std::pair<const char*, double>>& words, double top) {
    Line line;
    line.number = static_cast<int>(page.lines.size()) + 1;
    for (const auto& [text, left] : words) {
      line.text += line.text.empty() ? text : std::string(" ") + text;
      line.words.push_back({text, {left, top, left + 15, top + 10}, 1, {}});
      line.box = Cover(line.box, line.words.back().box);
    }
    page.lines.push_back(line);
  }

  Document Read() const { return StructureReader::Load(VANKHO_SOURCE_DIR)->Run(seen_, SameText(seen_)); }

 private:
  SeenDocument seen_;
};

TEST(StructureReaderTest, RuledGridsBecomeCells) {
  PlacedPages pages;
  Page& page = pages.Add();
  page.grids.push_back({{0, 0, 200, 90}, {0, 30, 60, 90}, {0, 50, 200}, {}});
  PlacedPages::AddLine(page, {{"STT", 5}, {"Nội_dung", 60}}, 10);
  PlacedPages::AddLine(page, {{"1", 5}, {"Rà_soát", 60}}, 35);
  PlacedPages::AddLine(page, {{"2", 5}, {"Kiểm_tra", 60}}, 65);
  Document document = pages.Read();
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].header_rows, 1);
  EXPECT_EQ(JoinedText(document.text(), document.tables[0].cells[5].pieces).text(), "Kiểm_tra");
  EXPECT_TRUE(document.paragraphs.empty());
}

TEST(StructureReaderTest, ATitleOverAllColumnsIsNoHeader) {
  PlacedPages pages;
  Page& page = pages.Add();
  page.grids.push_back({{0, 0, 200, 90}, {0, 30, 60, 90}, {0, 50, 100, 200}, {{1, 0, 1, 3}}});
  PlacedPages::AddLine(page, {{"TT", 5}, {"Việc", 60}, {"Hạn", 120}}, 10);
  PlacedPages::AddLine(page, {{"Về", 5}, {"thể", 40}, {"chế", 70}}, 35);
  PlacedPages::AddLine(page, {{"1", 5}, {"Rà_soát", 60}, {"Tháng_5", 120}}, 65);
  Document document = pages.Read();
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].header_rows, 1);
}

TEST(StructureReaderTest, AGridGoesOnOverThePageThoughTextStandsAboveAndBelowIt) {
  PlacedPages pages;
  Page& one = pages.Add();
  PlacedPages::AddLine(one, {{"Tiến", 5}, {"độ", 30}, {"như", 60}, {"sau:", 90}}, 10);
  one.grids.push_back({{0, 30, 200, 90}, {30, 60, 90}, {0, 50, 200}, {}});
  PlacedPages::AddLine(one, {{"STT", 5}, {"Nội_dung", 60}}, 40);
  PlacedPages::AddLine(one, {{"1", 5}, {"Rà_soát", 60}}, 70);
  PlacedPages::AddLine(one, {{"~", 190}}, 120);
  Page& two = pages.Add();
  two.grids.push_back({{0, 0, 200, 60}, {0, 30, 60}, {0, 50, 200}, {}});
  PlacedPages::AddLine(two, {{"văn_bản", 60}}, 10);
  PlacedPages::AddLine(two, {{"2", 5}, {"Kiểm_tra", 60}}, 40);
  PlacedPages::AddLine(two, {{"Các", 5}, {"phòng", 30}, {"thực", 60}, {"hiện.", 90}}, 100);
  Document document = pages.Read();
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].header_rows, 1);
  EXPECT_EQ(JoinedText(document.text(), document.tables[0].cells[3].pieces).text(), "Rà_soát văn_bản");
}

TEST(StructureReaderTest, AListUnderANumberedLineThatFillsItsWidth) {
  Document document = ReadPlain(
      "II. VIỆC LÀM\n1. Các phòng chuyên môn, Ủy ban nhân dân các xã và thị trấn\n- Quét sân trước lễ.\n- Tưới cây.\n");
  EXPECT_EQ(document.paragraphs.size(), 4u);
  document =
      ReadPlain("II. VIỆC LÀM\n1. Mời lãnh đạo các phòng và Văn phòng Hội đồng nhân dân\n- Ủy ban nhân dân huyện.\n");
  EXPECT_EQ(document.paragraphs.size(), 2u);  // a name that was wrapped
}

TEST(StructureReaderTest, DamagedNumbersOpenSectionsWhereTheyContinue) {
  Document document =
      ReadPlain("II. VIỆC LÀM\nl. Phòng Y tế\n- Phun thuốc.\nl.1. Diệt muỗi.\n2. Phòng Dân tộc\nl. Kẻ biển.\n");
  std::vector<std::string> labels;
  for (const Section& section : document.sections) labels.push_back(section.label);
  EXPECT_EQ(labels, (std::vector<std::string>{"II", "1", "-", "1.1", "2"}));  // the last "l." follows nothing
}

TEST(StructureReaderTest, EmptyAndHostileTextsGiveADocument) {
  EXPECT_TRUE(ReadPlain("").paragraphs.empty());
  EXPECT_FALSE(ReadPlain(std::string(20000, '(')).paragraphs.empty());
  EXPECT_NO_FATAL_FAILURE(ReadPlain("<b>\n**\n|||\n\t\t\n- \n1.\n"));
}

}  // namespace
}  // namespace vankho
