// The gold records agree with the gold text: they parse, their pages exist, and the words they quote stand there.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "corpus/generator/produce.h"
#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/json.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

const std::string kCorpus = VANKHO_SOURCE_DIR "/corpus";
constexpr std::uintmax_t kMostScanBytes = 3'000'000;

std::vector<std::string> DocumentNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCorpus + "/documents"))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

// The truth folder of the document's scan.
std::string TruthFolder(const std::string& name) {
  for (const auto& entry : fs::directory_iterator(kCorpus + "/truth")) {
    if (entry.path().stem().string() == name) return entry.path().string();
  }
  return "";
}

std::vector<std::string> Pages(const std::string& name) {
  std::vector<std::string> pages(1);
  const std::string text = ReadFile(TruthFolder(name) + "/pages.txt").value();
  for (const char c : text) {
    if (c == '\f') {
      pages.emplace_back();
    } else {
      pages.back() += c;
    }
  }
  return pages;
}

class GoldTest : public ::testing::TestWithParam<std::string> {
 protected:
  Json Gold() const {
    return ParseJson(ReadFile(kCorpus + "/documents/" + GetParam() + "/records.json").value()).value();
  }
};

TEST_P(GoldTest, IsARecordOfTheContract) {
  const auto records = RecordsFromJson(Gold());
  ASSERT_TRUE(records) << records.error().message;
  EXPECT_FALSE(records->second.deadlines.empty());
}

TEST_P(GoldTest, EveryPageExists) {
  const auto pages = static_cast<int>(Pages(GetParam()).size());
  const Json gold = Gold();
  const auto check = [&](const Json& list) {
    for (const Json& record : list) {
      ASSERT_TRUE(record.contains("page")) << Dump(record);
      EXPECT_GE(record["page"].get<int>(), 1) << Dump(record);
      EXPECT_LE(record["page"].get<int>(), pages) << Dump(record);
    }
  };
  check(gold["document"]["references"]);
  for (const char* kind : {"criteria", "targets", "deadlines", "assignments", "rating_bands"}) check(gold[kind]);
}

// A record's words may run over to the next page, whose number stands between.
bool Prints(const std::vector<std::string>& pages, int page, const std::string& words) {
  const auto index = static_cast<std::size_t>(page) - 1;
  if (MatchKey(pages[index]).find(MatchKey(words)) != std::string::npos) return true;
  if (index + 1 >= pages.size()) return false;
  const std::string next = pages[index + 1].substr(pages[index + 1].find('\n'));
  return MatchKey(pages[index] + next).find(MatchKey(words)) != std::string::npos;
}

TEST_P(GoldTest, QuotedWordsStandOnTheirPage) {
  const std::vector<std::string> pages = Pages(GetParam());
  const Json gold = Gold();
  for (const Json& deadline : gold["deadlines"]) {
    EXPECT_TRUE(Prints(pages, deadline["page"], deadline["text"])) << Dump(deadline);
  }
  for (const Json& reference : gold["document"]["references"]) {
    EXPECT_TRUE(Prints(pages, reference["page"], reference["number"])) << Dump(reference);
  }
  for (const Json& criterion : gold["criteria"]) {
    if (criterion["source"] != "table") continue;
    EXPECT_TRUE(Prints(pages, criterion["page"], criterion["name"])) << Dump(criterion);
  }
  EXPECT_TRUE(Prints(pages, 1, gold["document"]["number"]));
}

TEST_P(GoldTest, EachDeadlineHasOneValue) {
  const Json gold = Gold();
  for (const Json& deadline : gold["deadlines"]) {
    const int values = !deadline["due"].is_null() + !deadline["rrule"].is_null() + !deadline["relative"].is_null();
    EXPECT_EQ(values, 1) << Dump(deadline);
  }
}

INSTANTIATE_TEST_SUITE_P(Documents, GoldTest, ::testing::ValuesIn(DocumentNames()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(CorpusTest, EveryDocumentHasAScan) {
  EXPECT_GE(DocumentNames().size(), 6u);
  for (const std::string& name : DocumentNames()) EXPECT_NE(TruthFolder(name), "") << name;
}

TEST(CorpusTest, ScansAreSmallAndKnown) {
  const std::vector<ScanOrder> orders = ReadOrders(kCorpus).value();
  std::set<std::string> known = {"dong-son-tuyen-truyen-2022.txt"};
  for (const ScanOrder& order : orders) known.insert(fs::path(order.output_path).filename().string());
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(kCorpus + "/scans")) {
    if (!entry.is_regular_file()) continue;
    EXPECT_TRUE(known.contains(entry.path().filename().string())) << entry.path();
    bytes += entry.file_size();
  }
  EXPECT_LT(bytes, kMostScanBytes);
}

}  // namespace
}  // namespace vankho
