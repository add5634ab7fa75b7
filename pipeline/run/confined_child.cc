#include "pipeline/run/confined_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>

#include "pipeline/base/file.h"
#include "pipeline/document/json.h"
#include "pipeline/run/confinement.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

using Clock = std::chrono::steady_clock;

// The first byte of an answer.
constexpr char kDone = '+';
constexpr char kFailed = '-';

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void Limit(__rlimit_resource resource, rlim_t value) {
  struct rlimit limit {};
  if (::getrlimit(resource, &limit) != 0) return;
  limit.rlim_cur = std::min(value, limit.rlim_max);
  ::setrlimit(resource, &limit);
}

[[noreturn]] void Work(int out, const std::function<Result<std::string>()>& work, const ChildLimits& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGPIPE, SIG_IGN);
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_FSIZE, 0);
#if !defined(__SANITIZE_ADDRESS__)  // it reserves terabytes of address space
  Limit(RLIMIT_AS, limits.address_space_bytes);
#endif
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  Limit(RLIMIT_CPU, static_cast<rlim_t>(usage.ru_utime.tv_sec + limits.time.count()));
  auto confined = ForbidSystemCalls();  // without filters in the kernel the limits must do
  (void)confined;
  int code = 1;
  try {
    Result<std::string> answer = work();
    bool sent = answer ? WriteAll(out, std::string_view(&kDone, 1)) && WriteAll(out, *answer)
                       : WriteAll(out, std::string(1, kFailed) + Dump(ToJson(answer.error())));
    code = sent ? 0 : 1;
  } catch (const std::exception&) {
    code = 1;  // no memory
  }
  ::_exit(code);
}

// Everything up to the end of the stream. False: it took too long.
bool ReadToEnd(int fd, Clock::time_point deadline, std::string& out) {
  std::array<char, 1 << 16> buffer{};
  while (true) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    struct pollfd waiting {
      fd, POLLIN, 0
    };
    int ready = left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

Result<std::string> Answer(std::string bytes, bool in_time, int status) {
  if (!in_time) return Fail(ErrorCode::kTimeout, "writing it anew took too long");
  if (WIFSIGNALED(status)) {
    return Fail(ErrorCode::kEngine, fmt::format("the process that writes it anew was ended by signal {} ({})",
                                                WTERMSIG(status), ::strsignal(WTERMSIG(status))));
  }
  if (WEXITSTATUS(status) != 0 || bytes.empty()) {
    return Fail(ErrorCode::kEngine, "the process that writes it anew ended without an answer");
  }
  bool done = bytes.front() == kDone;
  bytes.erase(0, 1);
  if (done) return bytes;
  auto json = ParseJson(bytes);
  return Fail(ErrorFromJson(json ? *json : Json()));
}

}  // namespace

Result<std::string> RunConfined(const std::function<Result<std::string>()>& work, const ChildLimits& limits) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return Fail(ErrorCode::kEngine, "no pipe to a process of its own");
  Descriptor from(ends[0]);
  Descriptor to(ends[1]);
  pid_t child = ::fork();
  if (child < 0) return Fail(ErrorCode::kEngine, "no process can be started");
  if (child == 0) Work(to.get(), work, limits);
  to.Close();
  std::string bytes;
  bool in_time = ReadToEnd(from.get(), Clock::now() + limits.time, bytes);
  if (!in_time) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return Answer(std::move(bytes), in_time, status);
}

}  // namespace vankho
