// A worker for tests. Its "file" is a text of one line a page, which says what reading that page does:
//   crash | hang | spin | eat | exit | nonsense | garbage | fail | crash-once | blank | wait MILLISECONDS: what they
//   say escape: tries all that a confined process must not; the page says what succeeded anything else: a page that
//   holds this line
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <vector>

#include "pipeline/base/sha256.h"
#include "pipeline/run/frame.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

class FakeService : public PageService {
 public:
  explicit FakeService(bool brave) : brave_(brave) {}

  Result<SourceFile> Open(const std::string& path, std::string bytes) override {
    if (bytes == "refuse") return Fail(ErrorCode::kEncrypted, "locked by a password");
    if (bytes == "crash on open") std::abort();
    path_ = path;
    lines_ = Lines(bytes);
    return SourceFile{Sha256Hex(bytes), path.substr(path.rfind('/') + 1), MediaType::kText, bytes.size(),
                      static_cast<int>(lines_.size())};
  }

  Result<Page> Read(int number) override {
    std::string what = lines_.at(static_cast<std::size_t>(number) - 1);
    if (brave_) return MakePage(number, what);
    if (what == "crash") std::raise(SIGSEGV);
    if (what == "exit") std::_Exit(7);
    if (what == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
    if (what == "spin") Spin();
    if (what == "eat") Eat();
    if (what == "nonsense") (void)WriteFrame(kWorkerSocket, "{\"nothing\":1}");
    if (what == "garbage") (void)::write(kWorkerSocket, "\xFF\xFF\xFF\xFF????", 8);
    if (what.starts_with("wait ")) std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(what.substr(5))));
    if (what == "crash-once" && ::access((path_ + ".seen").c_str(), F_OK) != 0) {
      // The worker may write no file (RLIMIT_FSIZE), but an empty one can be made where the filter is off.
      std::fclose(std::fopen((path_ + ".seen").c_str(), "w"));
      std::raise(SIGSEGV);
    }
    if (what == "fail") return Fail(ErrorCode::kInvalidInput, "the page is damaged");
    if (what == "escape") return MakePage(number, TryToEscape(path_));
    return MakePage(number, what == "blank" ? "" : what);
  }

  std::string Reader() const override { return "fake"; }

 private:
  bool brave_;
  std::string path_;
  std::vector<std::string> lines_;

  static void Spin() {
    std::atomic<std::uint64_t> count = 0;
    while (true) ++count;
  }

  static void Eat() {
    std::vector<std::string> eaten;
    while (true) eaten.emplace_back(std::size_t{64} << 20, 'x');
  }

  // What succeeded of all that a confined process must not be able to do.
  static std::string TryToEscape(const std::string& path) {
    std::string done;
    auto note = [&](const char* what, bool succeeded) { done += succeeded ? std::string(what) + " " : ""; };
    note("socket", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
    note("write", ::open((path + ".new").c_str(), O_WRONLY | O_CREAT, 0600) >= 0);
    note("append", ::open(path.c_str(), O_RDWR | O_APPEND) >= 0);
    note("truncate", ::truncate(path.c_str(), 0) == 0);
    note("rename", ::rename(path.c_str(), (path + ".moved").c_str()) == 0);
    note("unlink", ::unlink(path.c_str()) == 0);
    note("chmod", ::chmod(path.c_str(), 0777) == 0);
    note("mkdir", ::mkdir((path + ".folder").c_str(), 0700) == 0);
    note("kill", ::kill(::getppid(), 0) == 0);
    pid_t child = ::fork();
    if (child == 0) std::_Exit(0);
    note("fork", child > 0);
    char* words[] = {const_cast<char*>("/bin/true"), nullptr};
    if (::execve("/bin/true", words, nullptr) == 0) done += "exec ";  // does not come back where it succeeds
    int memory = ::memfd_create("x", 0);
    note("memfd", memory >= 0);
    note("ptrace", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
    int file = ::open(path.c_str(), O_RDONLY);
    return "escaped: " + done + (file >= 0 ? "; can read" : "; cannot read");
  }

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
    std::string_view rest = text;
    constexpr std::string_view kLineEnd = "\u241e";
    while (!rest.empty()) {
      std::size_t end = std::min(rest.find(kLineEnd), rest.size());
      int line = static_cast<int>(page.lines.size()) + 1;
      page.lines.push_back(Line{line, std::string(rest.substr(0, end)), {}, {}});
      rest.remove_prefix(std::min(end + kLineEnd.size(), rest.size()));
    }
    return page;
  }
};

}  // namespace
}  // namespace vankho

// fake_worker [--confined] [--small] [--brave]: with the filter of system calls; with small limits; every line is text
int main(int argc, char** argv) {
  vankho::WorkerLimits limits;
  limits.confine = false;
  bool brave = false;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--confined") limits.confine = true;
    if (std::string_view(argv[i]) == "--brave") brave = true;
    if (std::string_view(argv[i]) == "--small") {
      limits.cpu_seconds_a_page = 1;
      limits.address_space_bytes = std::uint64_t{512} << 20;
    }
  }
  vankho::FakeService service(brave);
  return vankho::ServeWorker(vankho::kWorkerSocket, service, limits);
}
