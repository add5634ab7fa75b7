#include "pipeline/base/model_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"

namespace vankho {
namespace {

TEST(ModelFiles, ThoseOfThisVersionAreWhole) {
  for (const char* file : {"models/ocr_vie/vie.traineddata", "models/ocr_channel/latin_engine.tsv",
                           "models/ocr_channel/own_ocr.tsv", "models/handwritten_digits/handwritten_digits.bin"}) {
    EXPECT_TRUE(CheckModelFile(VANKHO_SOURCE_DIR, file)) << file;
  }
  EXPECT_FALSE(CheckModelFile(VANKHO_SOURCE_DIR, "models/none.bin"));
}

TEST(ModelFiles, SizeAndChecksumMustFit) {
  const std::string folder = testing::TempDir() + "/model_files_test";
  std::filesystem::create_directories(folder + "/models");
  const std::string good = "weights";
  ASSERT_TRUE(WriteFileAtomically(folder + "/models/checksums.tsv",
                                  "file\tsize\tsha256\nmodels/m.bin\t7\t" + Sha256Hex(good) + "\n"));
  auto check = [&](const std::string& bytes) {
    EXPECT_TRUE(WriteFileAtomically(folder + "/models/m.bin", bytes));
    return CheckModelFile(folder, "models/m.bin");
  };
  EXPECT_TRUE(check(good));
  EXPECT_NE(check("weight").error().message.find("6 bytes instead of 7"), std::string::npos);
  EXPECT_NE(check("Weights").error().message.find("checksum"), std::string::npos);
  std::filesystem::remove(folder + "/models/m.bin");
  EXPECT_EQ(CheckModelFile(folder, "models/m.bin").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace vankho
