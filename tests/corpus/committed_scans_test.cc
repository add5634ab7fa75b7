// The committed scans and truths are what the generator makes today, byte for byte.
#include <gtest/gtest.h>

#include <filesystem>

#include "corpus/generator/produce.h"
#include "pipeline/base/file.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

TEST(CommittedScansTest, AreMadeAgainByteForByte) {
  const std::string corpus = VANKHO_SOURCE_DIR "/corpus";
  const fs::path folder = fs::path(::testing::TempDir()) / "vankho_committed_scans";
  const auto orders = ReadOrders(corpus);
  ASSERT_TRUE(orders) << orders.error().message;
  for (const ScanOrder& committed : *orders) {
    fs::create_directories(folder);
    ScanOrder again = committed;
    const std::string name = fs::path(committed.output_path).filename().string();
    again.output_path = (folder / name).string();
    again.truth_folder = (folder / "truth").string();
    const Result<void> made = Produce(again);
    ASSERT_TRUE(made) << Describe(made.error());
    // not EXPECT_EQ: nobody wants to read the difference of two PDFs
    EXPECT_TRUE(ReadFile(again.output_path).value() == ReadFile(committed.output_path).value())
        << name << ": run `vankho_corpus all`";
    for (const char* truth : {"/pages.txt", "/boxes.tsv"}) {
      EXPECT_TRUE(ReadFile(again.truth_folder + truth).value() == ReadFile(committed.truth_folder + truth).value())
          << name << truth;
    }
    fs::remove_all(folder);
  }
}

}  // namespace
}  // namespace vankho
