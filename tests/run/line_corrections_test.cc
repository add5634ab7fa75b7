#include "pipeline/run/line_corrections.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

// "Truóc ngày 20/02" seen, "Trước ngày 20/02" restored.
RestoredLine TheLine() {
  RestoredLine line{1, 4, LineClass::kText, "Trước ngày 20/02", {}, {}, 0.5};
  line.alignment.Append(std::string("Trước").size(), std::string("Truóc").size());
  line.alignment.Append(std::string(" ngày 20/02").size(), std::string(" ngày 20/02").size());
  line.edits = {{{0, 6}, {0, 8}, "decode", 0.75, {}}};
  return line;
}

std::string Seen(const RestoredLine& line, const std::string& seen, const std::string& words) {
  std::size_t at = line.text.find(words);
  return std::string(line.alignment.ToOld({at, at + words.size()}).Of(seen));
}

TEST(LineCorrections, WordsThatStayKeepTheirPlaces) {
  const std::string seen = "Truóc ngày 20/02";
  RestoredLine line = WithWords(TheLine(), "Trước ngày 30/02");
  EXPECT_EQ(line.text, "Trước ngày 30/02");
  EXPECT_EQ(line.confidence, 1);
  EXPECT_EQ(line.alignment.new_size(), line.text.size());
  EXPECT_EQ(line.alignment.old_size(), seen.size());
  EXPECT_EQ(Seen(line, seen, "ngày"), "ngày");
  EXPECT_EQ(Seen(line, seen, "30/02"), "20/02");
  ASSERT_EQ(line.edits.size(), 2U);
  EXPECT_EQ(line.edits[0].reason, "decode");
  EXPECT_EQ(line.edits[1].reason, "corrected");
  EXPECT_EQ(line.edits[1].seen.Of(seen), "20/02");
}

TEST(LineCorrections, WordsMayBeMoreFewerOrAllOthers) {
  const std::string seen = "Truóc ngày 20/02";
  for (const char* text : {"Trước chiều ngày 20/02", "ngày 20/02", "Trước", "x", "Trước ngày 20/02 và", "Sau đó"}) {
    RestoredLine line = WithWords(TheLine(), text);
    EXPECT_EQ(line.text, text);
    EXPECT_EQ(line.alignment.new_size(), line.text.size()) << text;
    EXPECT_EQ(line.alignment.old_size(), seen.size()) << text;
    for (const Edit& edit : line.edits) {
      EXPECT_LE(edit.restored.end, line.text.size()) << text;
      EXPECT_LE(edit.restored.begin, edit.restored.end) << text;
    }
  }
  EXPECT_EQ(Seen(WithWords(TheLine(), "Trước chiều ngày 20/02"), seen, "20/02"), "20/02");
}

TEST(LineCorrections, FindTheirLineByPlaceThenByWhatWasSeen) {
  SeenDocument seen;
  Page page;
  page.number = 2;
  for (const char* text : {"mot", "hai", "mot"}) {
    page.lines.push_back({static_cast<int>(page.lines.size()) + 1, text, {}, {}});
  }
  seen.pages = {page};
  RestoredText read;
  for (const Line& line : page.lines) read.lines.push_back({2, line.number, LineClass::kText, line.text, {}, {}, 1});
  auto laid = [&](const LineCorrection& correction) {
    RestoredText text = read;
    LayCorrections({correction}, seen, text);
    return text.lines[0].text + "|" + text.lines[1].text + "|" + text.lines[2].text;
  };
  EXPECT_EQ(laid({"", 2, 3, "mot", "một"}), "mot|hai|một");
  EXPECT_EQ(laid({"", 2, 9, "hai", "hài"}), "mot|hài|mot");    // the line moved
  EXPECT_EQ(laid({"", 2, 2, "khac", "khác"}), "mot|hai|mot");  // what was seen there is gone
  EXPECT_EQ(laid({"", 1, 1, "mot", "một"}), "mot|hai|mot");
}

}  // namespace
}  // namespace vankho
