#include "pipeline/run/frame.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace vankho {
namespace {

constexpr std::size_t kHeaderBytes = 4;

tl::unexpected<Error> FailErrno(std::string_view what) {
  return Fail(ErrorCode::kEngine, fmt::format("{}: {}", what, std::strerror(errno)));
}

Result<void> SendAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return FailErrno("cannot send to the other process");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

// How long to wait for the peer.
struct Patience {
  std::optional<Clock::time_point> deadline;
  const std::atomic<bool>* cancel = nullptr;
};

// Waits until there is something to read.
Result<void> WaitReadable(int fd, const Patience& patience) {
  while (true) {
    if (patience.cancel != nullptr && patience.cancel->load()) return Fail(ErrorCode::kCancelled, "stopped");
    std::int64_t wait = patience.cancel != nullptr ? 100 : 60'000;  // milliseconds
    if (patience.deadline) {
      auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*patience.deadline - Clock::now()).count();
      if (left <= 0) return Fail(ErrorCode::kTimeout, "no answer in time");
      wait = std::min<std::int64_t>(left, wait);
    }
    struct pollfd entry {
      fd, POLLIN, 0
    };
    int ready = ::poll(&entry, 1, static_cast<int>(wait));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return FailErrno("cannot wait for the other process");
  }
}

// Fills `out` with `size` bytes, a piece at a time, so that a lying length costs no memory.
Result<void> ReceiveAll(int fd, std::size_t size, const Patience& patience, std::string& out) {
  std::array<char, 1 << 16> buffer{};
  while (out.size() < size) {
    VK_RETURN_IF_ERROR(WaitReadable(fd, patience));
    ssize_t got = ::recv(fd, buffer.data(), std::min(buffer.size(), size - out.size()), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FailErrno("cannot read from the other process");
    if (got == 0) return Fail(out.empty() ? ErrorCode::kCancelled : ErrorCode::kEngine, "the other process ended");
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace

Result<void> WriteFrame(int fd, std::string_view bytes) {
  if (bytes.size() > kMaxFrameBytes) {
    return Fail(ErrorCode::kTooLarge, fmt::format("a message of {} bytes is over the limit", bytes.size()));
  }
  std::string header;
  for (std::size_t i = 0; i < kHeaderBytes; ++i) header.push_back(static_cast<char>((bytes.size() >> (8 * i)) & 0xFF));
  VK_RETURN_IF_ERROR(SendAll(fd, header));
  return SendAll(fd, bytes);
}

Result<std::string> ReadFrame(int fd, std::optional<Clock::time_point> deadline, const std::atomic<bool>* cancel) {
  Patience patience{deadline, cancel};
  std::string header;
  VK_RETURN_IF_ERROR(ReceiveAll(fd, kHeaderBytes, patience, header));
  std::size_t size = 0;
  for (std::size_t i = 0; i < kHeaderBytes; ++i) {
    size |= static_cast<std::size_t>(static_cast<unsigned char>(header[i])) << (8 * i);
  }
  if (size > kMaxFrameBytes) return Fail(ErrorCode::kEngine, "the other process sent nonsense");
  std::string body;
  auto received = ReceiveAll(fd, size, patience, body);
  bool stopped = cancel != nullptr && cancel->load();
  if (!received && received.error().code == ErrorCode::kCancelled && !stopped) {
    return Fail(ErrorCode::kEngine, received.error().message);
  }
  VK_RETURN_IF_ERROR(received);
  return body;
}

}  // namespace vankho
