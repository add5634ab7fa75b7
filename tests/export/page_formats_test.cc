// Text, hOCR and ALTO: what they say, and that ALTO keeps the structure of its schema.
#include "pipeline/export/page_formats.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "pipeline/base/file.h"
#include "pipeline/document/page_words.h"
#include "pipeline/export/file_names.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kCheck = "/usr/bin/python3 " VANKHO_SOURCE_DIR "/tests/export/alto_structure.py ";

int CheckAlto(const std::string& xml) {
  sample::Folder folder;
  std::string file = folder.Path("page.xml");
  EXPECT_TRUE(WriteFileAtomically(file, xml));
  return std::system((kCheck + file + " > /dev/null 2>&1").c_str());
}

TEST(PageText, FormFeedsPartPages) {
  sample::Sample full = sample::Full();
  EXPECT_EQ(WritePageText(full.document), "Trước ngày 20/02\nNội vụ\n\f\f\n12\n");
  EXPECT_EQ(WritePageText(sample::FromLines("b.txt", {"một", "hai"}, {}).document), "một\nhai\n");
}

TEST(Hocr, WordsHaveBoxesConfidencesAndWhatWasSeen) {
  sample::Sample full = sample::Full();
  auto hocr = WriteHocr(full.document, "vankho test");
  ASSERT_TRUE(hocr);
  // 595.28 points are 2480 pixels at 300 dpi; [10, 20, 40.5, 32.25] is [42, 83, 169, 134].
  EXPECT_THAT(*hocr, HasSubstr("bbox 0 0 2480 3508; ppageno 0; scan_res 300 300"));
  const std::vector<PageWord> words = RestoredWords(full.document)[0].lines[0].words;
  EXPECT_THAT(*hocr, HasSubstr(fmt::format(
                         "title=\"bbox 42 83 169 134; x_wconf {:.0f}; x_seen &quot;Truóc&quot;\">Trước</span>",
                         words[0].confidence * 100)));
  EXPECT_THAT(*hocr, HasSubstr(fmt::format("x_wconf {:.0f}\">ngày</span>", words[1].confidence * 100)));
  EXPECT_THAT(*hocr, HasSubstr("; textangle 90"));
  EXPECT_EQ(*hocr, WriteHocr(full.document, "vankho test").value());
}

TEST(Alto, KeepsTheStructureOfItsSchema) {
  sample::Sample full = sample::Full();
  auto alto = WriteAlto(full.document, "vankho test");
  ASSERT_TRUE(alto);
  EXPECT_EQ(CheckAlto(*alto), 0);
  EXPECT_THAT(*alto, HasSubstr("<MeasurementUnit>inch1200</MeasurementUnit>"));
  EXPECT_THAT(*alto, HasSubstr(fmt::format(
                         "HPOS=\"167\" VPOS=\"333\" WIDTH=\"508\" HEIGHT=\"205\" CONTENT=\"Trước\" WC=\"{:.3f}\"",
                         RestoredWords(full.document)[0].lines[0].words[0].confidence)));
  EXPECT_THAT(*alto, HasSubstr("<ALTERNATIVE PURPOSE=\"seen\">Truóc</ALTERNATIVE>"));
  EXPECT_THAT(*alto, HasSubstr("ROTATION=\"90\""));
}

TEST(Alto, TheCheckRefusesWhatTheSchemaForbids) {
  std::string good = WriteAlto(sample::Full().document, "vankho test").value();
  auto refuses = [&](const std::string& from, const std::string& to) {
    std::string bad = good;
    std::size_t at = bad.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    bad.replace(at, from.size(), to);
    EXPECT_NE(CheckAlto(bad), 0) << to;
  };
  refuses("<MeasurementUnit>inch1200", "<MeasurementUnit>furlong");
  refuses("LANG=\"vi\"", "LANG=\"1\"");
  refuses("PHYSICAL_IMG_NR=\"1\"", "");
  refuses("WC=\"0.", "WC=\"1.");
  refuses("<SP/>", "<SPACE/>");
  refuses("ID=\"LINE_1_1\"", "ID=\"LINE_1_2\"");
  refuses("CONTENT=\"ngày\"", "");
}

TEST(PageFormats, WordsOfStrangersStayWords) {
  sample::Sample full = sample::Full();
  SeenDocument seen{full.document.source(), full.document.pages()};
  seen.source.file_name = "a\"><script>.pdf";
  RestoredText restored = full.document.restored();
  restored.lines[1].text = "<b>&\"\x01";
  seen.pages[0].lines[1].text = "\" onclick=\"x";
  seen.pages[0].lines[1].words = {{"\"", {1, 2, 3, 4}, 2.5, {}}};
  restored.lines[1].alignment = {};
  restored.lines[1].alignment.Append(restored.lines[1].text.size(), 1);
  Document document(seen, restored);
  for (const std::string& out : {WriteHocr(document, "v").value(), WriteAlto(document, "v").value()}) {
    EXPECT_THAT(out, HasSubstr("&lt;b&gt;&amp;&quot;\xEF\xBF\xBD"));
    EXPECT_THAT(out, Not(HasSubstr("<script>")));
    EXPECT_THAT(out, Not(HasSubstr("\" onclick")));
  }
  EXPECT_EQ(CheckAlto(WriteAlto(document, "v").value()), 0);
}

TEST(PageFormats, NoPlaceLiesOutsideThePage) {
  sample::Sample full = sample::Full();
  SeenDocument seen{full.document.source(), full.document.pages()};
  const double width = seen.pages[0].width_pt;
  seen.pages[0].lines[0].words.Open()[0].box = {-3, -0.7, 20, 9};
  seen.pages[0].lines[0].words.Open()[1].box = {width - 30, 2, width + 4, 9};
  Document document(seen, full.document.restored());
  const std::string hocr = WriteHocr(document, "v").value();
  EXPECT_THAT(hocr, HasSubstr("bbox 0 0 83 38; x_wconf"));
  EXPECT_THAT(hocr, Not(::testing::ContainsRegex("bbox [0-9 ]*-")));
  EXPECT_THAT(hocr, Not(::testing::ContainsRegex("bbox [0-9]+ [0-9]+ 2497")));
  const std::string alto = WriteAlto(document, "v").value();
  EXPECT_THAT(alto, Not(HasSubstr("=\"-")));
  EXPECT_EQ(CheckAlto(alto), 0);
}

TEST(PageFormats, PlainTextHasNoPlaces) {
  sample::Sample plain = sample::FromLines("b.txt", {"một"}, {});
  EXPECT_EQ(WriteHocr(plain.document, "v").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(WriteAlto(plain.document, "v").error().code, ErrorCode::kUnsupported);
}

TEST(FileNames, AreOneHarmlessFile) {
  EXPECT_EQ(SafeFileName("kế hoạch 37.pdf"), "kế_hoạch_37.pdf");
  EXPECT_EQ(SafeFileName("../../etc/passwd"), "_._.._etc_passwd");
  EXPECT_EQ(SafeFileName("-rf"), "_rf");
  EXPECT_EQ(SafeFileName(""), "document");
  EXPECT_EQ(SafeFileName("..."), "document");
  EXPECT_EQ(SafeFileName("a\nb\x1b[31m\xE2\x80\xAE"
                         "fdp"),
            "a_b_31m_fdp");
  EXPECT_EQ(SafeFileName("NUL.pdf"), "_NUL.pdf");
  EXPECT_EQ(SafeFileName("com1"), "_com1");
  EXPECT_EQ(SafeFileName("\xFF\xFE"), "document");
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "ế";
  EXPECT_LE(SafeFileName(long_name).size(), 120U);
}

TEST(FileNames, TheSecondOfANameGetsDigits) {
  FileNames names;
  std::string sha(64, 'a');
  EXPECT_EQ(names.Give("Plan", sha, ".pdf"), "Plan.pdf");
  EXPECT_EQ(names.Give("plan", sha, ".pdf"), "plan-aaaaaaaa.pdf");
  EXPECT_EQ(names.Give("plan", sha, ".pdf"), "plan-aaaaaaaaaaaaaaaa.pdf");
  EXPECT_EQ(names.Give("plan", sha, ".txt"), "plan.txt");
}

}  // namespace
}  // namespace vankho
