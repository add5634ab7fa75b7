#include "pipeline/run/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include "pipeline/run/frame.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

// The parent's environment with one engine thread a worker: Tesseract's OpenMP threads cost three times the CPU, and
// the limit must be there before the library loads. Pictures of pages go back to the system as soon as they are freed:
// left to itself the C library keeps ever larger blocks. At 1 MiB instead of 4 a worker would be smaller by a tenth and
// slower by a tenth.
std::vector<std::string> WorkerEnvironment() {
  constexpr std::array<std::string_view, 2> kOurs = {"OMP_THREAD_LIMIT=1", "MALLOC_MMAP_THRESHOLD_=4194304"};
  std::vector<std::string> environment(kOurs.begin(), kOurs.end());
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view name = std::string_view(*entry).substr(0, std::string_view(*entry).find('='));
    bool ours = std::any_of(kOurs.begin(), kOurs.end(),
                            [&](std::string_view own) { return own.substr(0, own.find('=')) == name; });
    if (!ours) environment.emplace_back(*entry);
  }
  return environment;
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Own process group: Ctrl-C at the terminal reaches the parent alone, which ends its workers in order. Default signals.
int Spawn(const WorkerCommand& command, int socket, pid_t* pid) {
  std::vector<std::string> words = command.words;
  std::vector<std::string> environment = WorkerEnvironment();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  if (!command.verbose) ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, socket, kWorkerSocket);
  sigset_t defaults;
  sigset_t unblocked;
  ::sigemptyset(&unblocked);
  ::sigemptyset(&defaults);
  for (int signal : {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ}) ::sigaddset(&defaults, signal);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setsigmask(&attributes, &unblocked);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  int failed = ::posix_spawn(pid, words.front().c_str(), &actions, &attributes, Pointers(words).data(),
                             Pointers(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return failed;
}

// Reaps the child if it is gone.
bool Reap(pid_t pid, int* status) {
  pid_t got = ::waitpid(pid, status, WNOHANG);
  return got == pid || (got < 0 && errno == ECHILD);
}

}  // namespace

Result<WorkerProcess> WorkerProcess::Start(const WorkerCommand& command) {
  int sockets[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    return Fail(ErrorCode::kEngine, fmt::format("cannot make a socket pair: {}", std::strerror(errno)));
  }
  pid_t pid = -1;
  int failed = Spawn(command, sockets[1], &pid);
  ::close(sockets[1]);
  if (failed != 0) {
    ::close(sockets[0]);
    return Fail(ErrorCode::kEngine, fmt::format("cannot start a worker process: {}", std::strerror(failed)));
  }
  return WorkerProcess(pid, sockets[0]);
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), socket_(std::exchange(other.socket_, -1)) {}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  if (this != &other) {
    End();
    pid_ = std::exchange(other.pid_, -1);
    socket_ = std::exchange(other.socket_, -1);
  }
  return *this;
}

WorkerProcess::~WorkerProcess() { End(); }

void WorkerProcess::End() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  if (pid_ <= 0) return;
  int status = 0;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

std::string WorkerProcess::HowItEnded() {
  int status = 0;
  for (int i = 0; i < 100 && pid_ > 0; ++i) {  // the socket closes a moment before the process can be reaped
    if (Reap(pid_, &status)) {
      pid_ = -1;
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  if (pid_ > 0) return "closed its socket";
  if (WIFSIGNALED(status)) {
    if (WTERMSIG(status) == SIGXCPU) return "used up its CPU time";
    return fmt::format("was ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  }
  return fmt::format("ended with code {}", WEXITSTATUS(status));
}

Result<std::string> WorkerProcess::Call(std::string_view message, const Descriptor& file,
                                        std::chrono::milliseconds limit, const std::atomic<bool>* cancel) {
  auto answer = [&]() -> Result<std::string> {
    VK_RETURN_IF_ERROR(WriteFrame(socket_, message, &file));
    return ReadFrame(socket_, Clock::now() + limit, cancel);
  }();
  if (answer) return answer;
  if (cancel != nullptr && cancel->load()) return Fail(ErrorCode::kCancelled, "stopped");
  if (answer.error().code == ErrorCode::kTimeout) {
    return Fail(ErrorCode::kTimeout, fmt::format("took longer than {} s", limit.count() / 1000.0));
  }
  return Fail(ErrorCode::kEngine, fmt::format("the reading process {}", HowItEnded()));
}

}  // namespace vankho
