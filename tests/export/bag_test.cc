// The archive package: complete, true to its checksums, and inside its folder whatever files are called.
#include "pipeline/export/bag.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
namespace fs = std::filesystem;

Result<SearchablePdf> FakePdf(const Document& document, const std::string& original, const SearchablePdfOptions&) {
  if (document.source().media_type == MediaType::kText) return Fail(ErrorCode::kUnsupported, "no pages");
  return SearchablePdf{"searchable " + original, true, false, false, "", 1, 0};
}

class BagTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto sheet = ArchiveSheet::Load(VANKHO_SOURCE_DIR);
    ASSERT_TRUE(sheet) << Describe(sheet.error());
    sheet_ = std::move(*sheet);
    ASSERT_TRUE(store_.Add(sample::Full().Ingest()));
    ASSERT_TRUE(store_.Add(sample::FromLines("../../../évil\n.txt", {"một"}, {}).Ingest()));
  }

  Result<BagSummary> Write(const std::string& name) {
    return WriteBag(store_, store_.AllDocuments().value(), sheet_,
                    {folder_.Path(name), "vankho test", sample::Date("2024-05-02")}, FakePdf);
  }
  // Path below `name` -> SHA-256.
  std::map<std::string, std::string> Files(const std::string& name) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.Path(name))) {
      if (!entry.is_regular_file()) continue;
      files[fs::relative(entry.path(), folder_.Path(name)).string()] =
          Sha256Hex(ReadFile(entry.path().string()).value());
    }
    return files;
  }
  std::map<std::string, std::string> Manifest(const std::string& file) {
    std::map<std::string, std::string> digests;
    std::istringstream lines(ReadFile(folder_.Path(file)).value());
    for (std::string line; std::getline(lines, line);) digests[line.substr(66)] = line.substr(0, 64);
    return digests;
  }

  sample::Folder folder_;
  Store store_ = std::move(Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value());
  ArchiveSheet sheet_;
};

TEST_F(BagTest, EveryFileIsInAManifestAndHashesToIt) {
  auto summary = Write("bag");
  ASSERT_TRUE(summary) << Describe(summary.error());
  EXPECT_EQ(summary->documents, 2);
  auto payload = Manifest("bag/manifest-sha256.txt");
  auto tags = Manifest("bag/tagmanifest-sha256.txt");
  EXPECT_THAT(tags, UnorderedElementsAre(Key("bagit.txt"), Key("bag-info.txt"), Key("manifest-sha256.txt")));
  std::map<std::string, std::string> expected = payload;
  expected.insert(tags.begin(), tags.end());
  auto files = Files("bag");
  ASSERT_EQ(files.erase("tagmanifest-sha256.txt"), 1U);
  EXPECT_EQ(files, expected);
  EXPECT_THAT(payload, ::testing::Contains(Key("data/representations/original/data/kế_hoạch.pdf")));
  EXPECT_EQ(payload["data/representations/original/data/kế_hoạch.pdf"], sample::Full().document.source().sha256);
  EXPECT_THAT(payload, ::testing::Contains(Key("data/representations/searchable/data/kế_hoạch.pdf")));
  std::uintmax_t bytes = 0;
  for (const auto& [path, digest] : payload) bytes += fs::file_size(folder_.Path("bag/" + path));
  EXPECT_THAT(ReadFile(folder_.Path("bag/bag-info.txt")).value(),
              HasSubstr("Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(payload.size()) + "\n"));
}

TEST_F(BagTest, HostileNamesStayInside) {
  ASSERT_TRUE(Write("deep/bag"));
  for (const auto& entry : fs::recursive_directory_iterator(folder_.Path(""))) {
    std::string path = fs::relative(entry.path(), folder_.Path("")).string();
    EXPECT_THAT(path, Not(HasSubstr("\n")));
    EXPECT_TRUE(path.rfind("deep", 0) == 0 || path.rfind("kho", 0) == 0) << path;
  }
  EXPECT_THAT(Files("deep/bag"), ::testing::Contains(Key("data/representations/original/data/_._.._.._évil_.txt")));
}

TEST_F(BagTest, TheSheetHasWhatThePageStatesAndNothingElse) {
  ASSERT_TRUE(Write("bag"));
  std::string xml = ReadFile(folder_.Path("bag/data/metadata/descriptive/EAD_doc_kế_hoạch.xml")).value();
  for (const char* said :
       {"<typeName>10</typeName>", "<codeNumber>57</codeNumber>", "<codeNotation>KH-UBND</codeNotation>",
        "<issuedDate>2024-03-22</issuedDate>", "<organName>Ủy ban nhân dân huyện Sông Đào</organName>",
        "<signerName>Lê Thị Mẫu</signerName>", "<!-- Trích yếu nội dung -->"}) {
    EXPECT_THAT(xml, HasSubstr(said));
  }
  for (const char* field : {"<maintenance>", "<mode>", "<riskRecovery>", "<confidenceLevel>", "<docId>"}) {
    EXPECT_THAT(xml, Not(HasSubstr(field)));
  }
  Json json = ParseJson(ReadFile(folder_.Path("bag/data/metadata/descriptive/documents.json")).value()).value();
  EXPECT_EQ(json["documents"].size(), 2U);
  EXPECT_EQ(json["fields"][0]["name"], "Mã định danh");
  EXPECT_TRUE(json["documents"][0]["maintenance"].is_null());
}

TEST_F(BagTest, WhatIsHardToReadIsMarkedInTheSheet) {
  ASSERT_TRUE(Write("bag"));
  std::string folder = folder_.Path("bag/data/metadata/descriptive/");
  Json sheet = ParseJson(ReadFile(folder + "documents.json").value()).value();
  Json marked;
  for (const Json& document : sheet["documents"]) {
    if (document["codeNumber"] == "57")
      marked = document;
    else
      EXPECT_EQ(document["doubtful"], Json::object());
  }
  EXPECT_EQ(marked["doubtful"], (Json{{"codeNotation", "number-hard-to-read"},
                                      {"codeNumber", "number-hard-to-read"},
                                      {"issuedDate", "issued-date-left-out"}}));
  EXPECT_EQ(marked["confidence"], 0.875);
  EXPECT_THAT(marked["description"].get<std::string>(), HasSubstr("Số văn bản khó đọc"));
  std::string xml = ReadFile(folder + "EAD_doc_kế_hoạch.xml").value();
  EXPECT_THAT(xml, HasSubstr("<?vankho doubtful=\"codeNotation:number-hard-to-read codeNumber:number-hard-to-read "
                             "issuedDate:issued-date-left-out\" confidence=\"0.875\"?>"));
  EXPECT_THAT(xml, HasSubstr("<description>Số văn bản khó đọc"));
  EXPECT_THAT(ReadFile(folder + "documents.csv").value(), HasSubstr("issuedDate: issued-date-left-out\",0.875\r\n"));
}

TEST_F(BagTest, WhatAPersonCorrectedIsDoubtfulNoMore) {
  NewJudgement correction{0, sample::Full().document.source().sha256, Verb::kCorrect, "number", "75/KH-UBND", ""};
  ASSERT_TRUE(store_.Judge({correction}, {"lan", ""}));
  ASSERT_TRUE(Write("bag"));
  std::string xml = ReadFile(folder_.Path("bag/data/metadata/descriptive/EAD_doc_kế_hoạch.xml")).value();
  EXPECT_THAT(xml, HasSubstr("<codeNumber>75</codeNumber>"));
  EXPECT_THAT(xml, HasSubstr("doubtful=\"issuedDate:issued-date-left-out\""));
  EXPECT_THAT(xml, Not(HasSubstr("number-hard-to-read")));
}

TEST_F(BagTest, CorrectionsByPeopleAreInTheSheet) {
  NewJudgement correction{0, sample::Full().document.source().sha256, Verb::kCorrect, "title", "Tên đã sửa", ""};
  ASSERT_TRUE(store_.Judge({correction}, {"lan", ""}));
  ASSERT_TRUE(Write("bag"));
  EXPECT_THAT(ReadFile(folder_.Path("bag/data/metadata/descriptive/EAD_doc_kế_hoạch.xml")).value(),
              HasSubstr("<subject>Tên đã sửa</subject>"));
}

TEST_F(BagTest, SaysWhatACopyLost) {
  auto summary = Write("bag");
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->notes.size(), 1U) << "a text file without a PDF is as it should be";
  EXPECT_THAT(summary->notes[0].message, HasSubstr("signature"));
  EXPECT_THAT(ReadFile(folder_.Path("bag/data/metadata/preservation/PREMIS.xml")).value(),
              HasSubstr("the digital signature stays with the original alone"));
}

TEST_F(BagTest, TheSameStoreOnTheSameDayGivesTheSameBytes) {
  ASSERT_TRUE(Write("one"));
  ASSERT_TRUE(Write("two"));
  EXPECT_EQ(Files("one"), Files("two"));
}

TEST_F(BagTest, HalfAPackageIsTakenBack) {
  int made = 0;
  auto full_disk = [&](const Document&, const std::string&, const SearchablePdfOptions&) -> Result<SearchablePdf> {
    ++made;
    return Fail(ErrorCode::kIo, "no space left");
  };
  BagOptions options{folder_.Path("bag"), "vankho test", sample::Date("2024-05-02")};
  auto half = WriteBag(store_, store_.AllDocuments().value(), sheet_, options, full_disk);
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error().code, ErrorCode::kIo);
  EXPECT_GT(made, 0);
  EXPECT_TRUE(Files("bag").empty());
  EXPECT_TRUE(Write("bag")) << "the same folder may be tried again";
}

TEST_F(BagTest, AFolderThatHoldsSomethingIsRefused) {
  ASSERT_TRUE(Write("bag"));
  auto again = Write("bag");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

}  // namespace
}  // namespace vankho
