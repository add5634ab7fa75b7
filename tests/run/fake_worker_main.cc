// A worker for tests. Its "file" is a text of one line a page, which says what reading that page does:
//   crash | hang | exit | nonsense | fail | crash-once | blank | anything else: a page that holds this line
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <vector>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/run/frame.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

class FakeService : public PageService {
 public:
  Result<SourceFile> Open(const std::string& path) override {
    VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
    if (bytes == "refuse") return Fail(ErrorCode::kEncrypted, "locked by a password");
    if (bytes == "crash on open") std::abort();
    return SourceFile{Sha256Hex(bytes), path.substr(path.rfind('/') + 1), MediaType::kText, bytes.size(),
                      static_cast<int>(Lines(bytes).size())};
  }

  Result<Page> Read(const std::string& path, int number) override {
    VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
    std::string what = Lines(bytes).at(static_cast<std::size_t>(number) - 1);
    if (what == "crash") std::raise(SIGSEGV);
    if (what == "exit") std::_Exit(7);
    if (what == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
    if (what == "nonsense") (void)WriteFrame(kWorkerSocket, "{\"nothing\":1}");
    if (what == "garbage") (void)::write(kWorkerSocket, "\xFF\xFF\xFF\xFF????", 8);
    if (what == "crash-once" && ::access((path + ".seen").c_str(), F_OK) != 0) {
      // The worker may write no file (RLIMIT_FSIZE), but an empty one can be made.
      std::fclose(std::fopen((path + ".seen").c_str(), "w"));
      std::raise(SIGSEGV);
    }
    if (what == "fail") return Fail(ErrorCode::kInvalidInput, "the page is damaged");
    return MakePage(number, what == "blank" ? "" : what);
  }

 private:
  static std::vector<std::string> Lines(const std::string& bytes) {
    std::istringstream stream(bytes);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  static Page MakePage(int number, const std::string& text) {
    Page page;
    page.number = number;
    page.origin = text.empty() ? PageOrigin::kBlank : PageOrigin::kPlainText;
    if (!text.empty()) page.lines.push_back(Line{1, text, {}, {}});
    return page;
  }
};

}  // namespace
}  // namespace vankho

int main() {
  vankho::FakeService service;
  return vankho::ServeWorker(vankho::kWorkerSocket, service, {});
}
