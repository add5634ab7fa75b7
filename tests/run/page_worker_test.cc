#include "pipeline/run/page_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/run/frame.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;

class PageWorkerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / ("page_worker_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string File(const std::string& bytes) {
    std::string path = (folder_ / ("file" + std::to_string(files_++))).string();
    std::ofstream(path) << bytes;
    return path;
  }

  static PageWorkerOptions Options() {
    PageWorkerOptions options;
    options.command.words = {VANKHO_FAKE_WORKER};
    options.page_limit = std::chrono::seconds(20);
    return options;
  }

  std::filesystem::path folder_;
  int files_ = 0;
};

TEST_F(PageWorkerTest, ReadsPages) {
  PageWorker worker(Options());
  std::string path = File("một\nhai\n");
  auto source = worker.Open(path);
  ASSERT_TRUE(source) << Describe(source.error());
  EXPECT_EQ(source->source.pages, 2);
  EXPECT_EQ(source->reader, "fake");
  EXPECT_EQ(worker.Read(path, 2).lines.at(0).text, "hai");
  EXPECT_EQ(worker.restarts(), 0);
}

TEST_F(PageWorkerTest, AFileThatIsRefusedKeepsItsReason) {
  PageWorker worker(Options());
  auto source = worker.Open(File("refuse"));
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kEncrypted);
  EXPECT_EQ(worker.restarts(), 0);
}

TEST_F(PageWorkerTest, ACrashCostsOnlyItsPage) {
  PageWorker worker(Options());
  std::string path = File("một\ncrash\nba\n");
  EXPECT_EQ(worker.Read(path, 1).lines.at(0).text, "một");
  Page lost = worker.Read(path, 2);
  EXPECT_EQ(lost.origin, PageOrigin::kFailed);
  EXPECT_EQ(lost.number, 2);
  EXPECT_THAT(lost.reason, HasSubstr("signal 11"));
  ASSERT_EQ(lost.diagnostics.size(), 1u);
  EXPECT_EQ(lost.diagnostics[0].code, ErrorCode::kEngine);
  EXPECT_EQ(worker.Read(path, 3).lines.at(0).text, "ba");
  EXPECT_EQ(worker.restarts(), 2);  // the page was tried twice
}

TEST_F(PageWorkerTest, APageThatCrashedOnceIsReadTheSecondTime) {
  PageWorker worker(Options());
  std::string path = File("crash-once\n");
  EXPECT_EQ(worker.Read(path, 1).lines.at(0).text, "crash-once");
  EXPECT_EQ(worker.restarts(), 1);
}

TEST_F(PageWorkerTest, AHangEndsAtTheTimeLimit) {
  PageWorkerOptions options = Options();
  options.page_limit = std::chrono::milliseconds(300);
  PageWorker worker(options);
  std::string path = File("hang\nhai\n");
  auto before = Clock::now();
  Page lost = worker.Read(path, 1);
  EXPECT_LT(Clock::now() - before, std::chrono::seconds(10));
  EXPECT_EQ(lost.origin, PageOrigin::kFailed);
  ASSERT_EQ(lost.diagnostics.size(), 1u);
  EXPECT_EQ(lost.diagnostics[0].code, ErrorCode::kTimeout);
  EXPECT_EQ(lost.reason, "took longer than 0.3 s");
  EXPECT_EQ(worker.Read(path, 2).lines.at(0).text, "hai");
}

TEST_F(PageWorkerTest, NonsenseAndEarlyExitAreFailedPages) {
  PageWorker worker(Options());
  std::string path = File("nonsense\ngarbage\nexit\nfail\nnăm\n");
  EXPECT_EQ(worker.Read(path, 1).reason, "the worker answered nonsense");
  EXPECT_EQ(worker.Read(path, 2).origin, PageOrigin::kFailed);
  EXPECT_THAT(worker.Read(path, 3).reason, HasSubstr("code 7"));
  EXPECT_EQ(worker.Read(path, 4).reason, "the page is damaged");
  EXPECT_EQ(worker.Read(path, 5).lines.at(0).text, "năm");
}

TEST_F(PageWorkerTest, AnOldProcessIsReplaced) {
  PageWorkerOptions options = Options();
  options.pages_a_process = 2;
  PageWorker worker(options);
  std::string path = File("một\nhai\nba\n");
  for (int page : {1, 2, 3}) EXPECT_EQ(worker.Read(path, page).origin, PageOrigin::kPlainText);
  EXPECT_EQ(worker.restarts(), 0);
}

TEST_F(PageWorkerTest, AFileThatBecameAnotherIsNotReadAsTheFirst) {
  PageWorker worker(Options());
  std::string path = File("một\n");
  std::string sha256 = worker.Open(path)->source.sha256;
  EXPECT_EQ(worker.Read(path, 1, sha256).lines.at(0).text, "một");
  EXPECT_EQ(worker.Read(path, 1, std::string(64, '0')).diagnostics.at(0).code, ErrorCode::kConflict);
}

// Where the kernel has no filters the program says so and goes on; then there is nothing to test.
TEST_F(PageWorkerTest, AConfinedWorkerReadsAndDoesNothingElse) {
  PageWorkerOptions options = Options();
  options.command.words.emplace_back("--confined");
  PageWorker worker(options);
  std::string path = File("một\nescape\nba\n");
  auto opened = worker.Open(path);
  ASSERT_TRUE(opened);
  if (!opened->unconfined.empty()) GTEST_SKIP() << opened->unconfined;
  EXPECT_EQ(worker.Read(path, 1).lines.at(0).text, "một");
  EXPECT_EQ(worker.Read(path, 2).lines.at(0).text, "escaped: ; can read");
  EXPECT_EQ(worker.Read(path, 3).lines.at(0).text, "ba");
  EXPECT_EQ(worker.restarts(), 0);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(PageWorkerTest, ProcessorTimeAndMemoryHaveLimits) {
  PageWorkerOptions options = Options();
  options.command.words.emplace_back("--small");
  PageWorker worker(options);
  std::string path = File("spin\neat\nba\n");
  EXPECT_THAT(worker.Read(path, 1).reason, HasSubstr("used up its CPU time"));
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_EQ(worker.Read(path, 2).origin, PageOrigin::kFailed);
#endif
  EXPECT_EQ(worker.Read(path, 3).lines.at(0).text, "ba");
}

TEST_F(PageWorkerTest, AMissingProgramIsAnError) {
  PageWorkerOptions options = Options();
  options.command.words = {"/nonexistent/vankho"};
  PageWorker worker(options);
  auto source = worker.Open(File("một\n"));
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kEngine);
}

TEST(WorkerRequestTest, PathsOfAnyBytesGoThrough) {
  WorkerRequest request{std::string("/a\xFF\n\"b", 6), 3, "ab"};
  auto back = WorkerRequestFromJson(ToJson(request));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->path, request.path);
  EXPECT_EQ(back->page, 3);
  EXPECT_EQ(back->sha256, "ab");
}

TEST(FrameTest, AnOpenFileGoesWithTheMessage) {
  int sockets[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
  Descriptor file = OpenToRead("/proc/self/cmdline").value();
  ASSERT_TRUE(WriteFrame(sockets[0], "a", &file));
  Descriptor received;
  EXPECT_EQ(ReadFrame(sockets[1], {}, nullptr, &received).value(), "a");
  ASSERT_TRUE(received);
  EXPECT_NE(received.get(), file.get());
  ASSERT_TRUE(WriteFrame(sockets[0], "b", &file));
  EXPECT_EQ(ReadFrame(sockets[1]).value(), "b");  // not asked for: closed
  ::close(sockets[0]);
  ::close(sockets[1]);
}

TEST(FrameTest, AMessageComesBackWholeAndAClosedPeerIsAnError) {
  int sockets[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
  ASSERT_TRUE(WriteFrame(sockets[0], std::string("a\0b", 3)));
  ASSERT_TRUE(WriteFrame(sockets[0], ""));
  EXPECT_EQ(ReadFrame(sockets[1]).value(), std::string("a\0b", 3));
  EXPECT_EQ(ReadFrame(sockets[1]).value(), "");
  ASSERT_EQ(::write(sockets[0], "\x05\0\0\0ab", 6), 6);
  ::close(sockets[0]);
  EXPECT_EQ(ReadFrame(sockets[1]).error().code, ErrorCode::kEngine);     // half a message
  EXPECT_EQ(ReadFrame(sockets[1]).error().code, ErrorCode::kCancelled);  // an orderly end
  EXPECT_FALSE(WriteFrame(sockets[1], "x"));
  ::close(sockets[1]);
}

}  // namespace
}  // namespace vankho
