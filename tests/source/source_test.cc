#include "pipeline/source/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace vankho {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;

ErrorCode CodeOf(std::string_view bytes) {
  auto type = DetectMediaType(bytes);
  EXPECT_FALSE(type.has_value());
  return type ? ErrorCode::kUsage : type.error().code;
}

std::string MessageOf(std::string_view bytes) {
  auto type = DetectMediaType(bytes);
  return type ? "read as " + std::string(Name(*type)) : type.error().message;
}

class TemporaryFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "vankho-source-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Write(const std::string& name, std::string_view bytes) {
    std::string path = (folder_ / name).string();
    EXPECT_TRUE(WriteFileAtomically(path, bytes).has_value());
    return path;
  }
  std::filesystem::path folder_;
};

TEST(DetectMediaType, TellsByContent) {
  EXPECT_EQ(DetectMediaType("%PDF-1.4\n..."), MediaType::kPdf);
  EXPECT_EQ(DetectMediaType("\xEF\xBB\xBF\n%PDF-1.4"), MediaType::kPdf);  // debris before the header is common
  EXPECT_EQ(DetectMediaType("II*\0\x08\0\0\0"s), MediaType::kTiff);
  EXPECT_EQ(DetectMediaType("MM\0*\0\0\0\x08"s), MediaType::kTiff);
  EXPECT_EQ(DetectMediaType("\x89PNG\r\n\x1A\n...."), MediaType::kPng);
  EXPECT_EQ(DetectMediaType("\xFF\xD8\xFF\xE0...."), MediaType::kJpeg);
  EXPECT_EQ(DetectMediaType("Kế hoạch số 12\n"), MediaType::kText);
  EXPECT_EQ(DetectMediaType("\xFF\xFEK\0\xBF\x1E"s), MediaType::kText);              // UTF-16
  EXPECT_EQ(DetectMediaType("U\xFB y ban nh\xE2n d\xE2n\r\n\f"), MediaType::kText);  // a legacy encoding
  EXPECT_EQ(DetectMediaType("BM: a text that begins like a bitmap\n"), MediaType::kText);
}

TEST(DetectMediaType, NamesWhatIsNotReadAndWhatToDo) {
  EXPECT_EQ(CodeOf(""), ErrorCode::kEmpty);
  EXPECT_EQ(CodeOf(std::string(5000, '\0')), ErrorCode::kEmpty);
  EXPECT_EQ(CodeOf(" \r\n\n"), ErrorCode::kEmpty);
  EXPECT_EQ(CodeOf("PK\x03\x04....word/document.xml...."), ErrorCode::kUnsupported);
  EXPECT_THAT(MessageOf("PK\x03\x04....word/document.xml...."), HasSubstr("save it as PDF"));
  EXPECT_THAT(MessageOf("PK\x03\x04....plans/one.pdf...."), HasSubstr("unpack"));
  EXPECT_THAT(MessageOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), HasSubstr("old Office"));
  EXPECT_THAT(MessageOf("{\\rtf1 text}"), HasSubstr("RTF"));
  EXPECT_THAT(MessageOf("\n <!DOCTYPE HTML><p>404"), HasSubstr("web page"));
}

TEST(DetectMediaType, GarbageIsNotText) {
  std::string garbage;
  unsigned state = 12345;
  for (int i = 0; i < 4000; ++i) garbage.push_back(static_cast<char>((state = state * 1103515245 + 12345) >> 16));
  EXPECT_EQ(CodeOf(garbage), ErrorCode::kInvalidInput);
  std::string almost = "Căn cứ Luật";
  almost.push_back('\0');
  EXPECT_EQ(CodeOf(almost), ErrorCode::kInvalidInput);
}

TEST_F(TemporaryFolder, KeepsNameSizeAndHash) {
  auto source = OpenSource(Write("ke hoach.pdf", "abc"));
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ(source->file.file_name, "ke hoach.pdf");
  EXPECT_EQ(source->file.size, 3u);
  EXPECT_EQ(source->file.media_type, MediaType::kText);  // whatever the name says
  EXPECT_EQ(source->file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(source->bytes, "abc");
}

TEST_F(TemporaryFolder, ErrorsNameTheFile) {
  auto missing = OpenSource((folder_ / "none.pdf").string());
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().file, HasSubstr("none.pdf"));
  auto empty = OpenSource(Write("empty.pdf", ""));
  ASSERT_FALSE(empty.has_value());
  EXPECT_EQ(empty.error().code, ErrorCode::kEmpty);
  EXPECT_THAT(empty.error().file, HasSubstr("empty.pdf"));
  auto large = OpenSource(Write("large.txt", "0123456789"), SourceLimits{5});
  ASSERT_FALSE(large.has_value());
  EXPECT_EQ(large.error().code, ErrorCode::kTooLarge);
  auto folder = OpenSource(folder_.string());
  ASSERT_FALSE(folder.has_value());
}

TEST_F(TemporaryFolder, UnreadableIsAPermissionError) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  std::string path = Write("locked.pdf", "%PDF-1.4");
  ::chmod(path.c_str(), 0);
  auto source = OpenSource(path);
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(source.error().code, ErrorCode::kPermission);
}

}  // namespace
}  // namespace vankho
