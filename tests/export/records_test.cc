// What leaves the store is what was extracted, byte for byte, and keeps the published schema.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "pipeline/base/file.h"
#include "pipeline/export/export.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;

constexpr const char* kValidate = "/usr/bin/python3 " VANKHO_SOURCE_DIR "/tests/export/validate.py ";

class ExportRecordsTest : public ::testing::Test {
 protected:
  std::string Export() {
    std::string out;
    auto done = ExportRecords(store_, [&](std::string_view text) -> Result<void> {
      out += text;
      return {};
    });
    EXPECT_TRUE(done) << Describe(done.error());
    return out;
  }
  // 0: every line keeps docs/records.schema.json.
  int Validate(const std::string& lines) {
    std::string file = folder_.Path("export.jsonl");
    EXPECT_TRUE(WriteFileAtomically(file, lines));
    return std::system((kValidate + file).c_str());
  }
  sample::Folder folder_;
  Store store_ = std::move(Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value());
};

TEST_F(ExportRecordsTest, ByteForByteWhatExtractionGave) {
  sample::Sample full = sample::Full();
  sample::Sample plain = sample::FromLines("b.txt", {"một", "hai"}, {});
  std::vector<std::string> expected = {Dump(ToJson(full.document.source(), full.records)) + "\n",
                                       Dump(ToJson(plain.document.source(), plain.records)) + "\n"};
  if (full.document.source().sha256 > plain.document.source().sha256) std::swap(expected[0], expected[1]);
  ASSERT_TRUE(store_.Add(plain.Ingest()));
  ASSERT_TRUE(store_.Add(full.Ingest()));
  EXPECT_EQ(Export(), expected[0] + expected[1]);
}

TEST_F(ExportRecordsTest, KeepsTheSchema) {
  ASSERT_TRUE(store_.Add(sample::Full().Ingest()));
  ASSERT_TRUE(store_.Add(sample::FromLines("b.txt", {"một"}, {}).Ingest()));
  EXPECT_EQ(Validate(Export()), 0);
}

TEST_F(ExportRecordsTest, AnEventAloneKeepsTheSchema) {
  sample::Sample full = sample::Full();
  full.records.deadlines.resize(1);
  full.records.deadlines[0].relative = RelativeTime{0, "", "khi mở hồ sơ dự thầu"};
  Json json = ToJson(full.document.source(), full.records);
  EXPECT_TRUE(json["deadlines"][0]["relative"]["amount"].is_null());
  EXPECT_EQ(Validate(Dump(json) + "\n"), 0);
}

TEST_F(ExportRecordsTest, TheSchemaRefusesWhatTheContractForbids) {
  sample::Sample full = sample::Full();
  Json good = ToJson(full.document.source(), full.records);
  ASSERT_EQ(Validate(Dump(good) + "\n"), 0);
  auto refuses = [&](const char* pointer, Json value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = std::move(value);
    EXPECT_NE(Validate(Dump(bad) + "\n"), 0) << pointer;
  };
  refuses("/document/number", "");
  refuses("/document/issued_date", "22/3/2024");
  refuses("/criteria/0/max_score", "3,0");
  refuses("/criteria/0/extra", 1);
  refuses("/deadlines/0/kind", "someday");
  refuses("/assignments/0/evidence/page", 0);
  refuses("/targets/0/confidence", 1.5);
}

TEST_F(ExportRecordsTest, AnErrorOfTheSinkStopsTheExport) {
  ASSERT_TRUE(store_.Add(sample::Full().Ingest()));
  auto done = ExportRecords(store_, [](std::string_view) -> Result<void> { return Fail(ErrorCode::kIo, "no more"); });
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("no more"));
}

TEST_F(ExportRecordsTest, ExactDecimals) {
  ASSERT_TRUE(store_.Add(sample::Full().Ingest()));
  EXPECT_THAT(Export(), HasSubstr("\"score\":0.813,"));
  EXPECT_THAT(Export(), HasSubstr("\"delta\":-0.1,"));
}

}  // namespace
}  // namespace vankho
