#include "pipeline/structure/structure_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/document/joined_text.h"
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

TEST(StructureReaderTest, CollectsDefinedAbbreviations) {
  Document document = ReadPlain(
      "KẾ HOẠCH\nThử\n\nI. NỘI DUNG\nRà soát thủ tục hành chính (TTHC) và đơn vị sự nghiệp công lập (sau đây viết tắt "
      "là ĐVSNCL).\n");
  ASSERT_EQ(document.abbreviations.size(), 2u);
  EXPECT_EQ(document.abbreviations[0].abbreviation, "TTHC");
  EXPECT_EQ(document.abbreviations[0].expansion, "thủ tục hành chính");
  EXPECT_EQ(document.abbreviations[1].expansion, "đơn vị sự nghiệp công lập");
}

TEST(StructureReaderTest, RuledGridsBecomeCells) {
  SeenDocument seen;
  Page page;
  page.number = 1;
  page.origin = PageOrigin::kOcr;
  page.grids.push_back({{0, 0, 200, 90}, {0, 30, 60, 90}, {0, 50, 200}, {}});
  auto add = [&](const char* left, const char* right, double top) {
    Line line;
    line.number = static_cast<int>(page.lines.size()) + 1;
    line.text = std::string(left) + " " + right;
    line.words = {{left, {5, top, 20, top + 10}, 1, {}}, {right, {60, top, 120, top + 10}, 1, {}}};
    line.box = {5, top, 120, top + 10};
    page.lines.push_back(line);
  };
  add("STT", "Nội_dung", 10);
  add("1", "Rà_soát", 35);
  add("2", "Kiểm_tra", 65);
  RestoredText restored;
  for (const Line& line : page.lines) {
    RestoredLine same;
    same.page = 1;
    same.number = line.number;
    same.text = line.text;
    restored.lines.push_back(same);
  }
  seen.pages.push_back(page);
  Document document = StructureReader::Load(VANKHO_SOURCE_DIR)->Run(seen, restored);
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].header_rows, 1);
  EXPECT_EQ(JoinedText(document.text(), document.tables[0].cells[5].pieces).text(), "Kiểm_tra");
  EXPECT_TRUE(document.paragraphs.empty());
}

TEST(StructureReaderTest, EmptyAndHostileTextsGiveADocument) {
  EXPECT_TRUE(ReadPlain("").paragraphs.empty());
  EXPECT_FALSE(ReadPlain(std::string(20000, '(')).paragraphs.empty());
  EXPECT_NO_FATAL_FAILURE(ReadPlain("<b>\n**\n|||\n\t\t\n- \n1.\n"));
}

}  // namespace
}  // namespace vankho
