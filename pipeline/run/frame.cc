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

// Room for the one open file that a message may carry.
union FileSpace {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

ssize_t SendWith(int fd, std::string_view bytes, const Descriptor* file) {
  struct iovec piece {
    const_cast<char*>(bytes.data()), bytes.size()
  };
  struct msghdr message {};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  FileSpace space{};
  if (file != nullptr) {
    int sent = file->get();
    message.msg_control = space.bytes;
    message.msg_controllen = sizeof space.bytes;
    struct cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof sent);
    std::memcpy(CMSG_DATA(header), &sent, sizeof sent);
  }
  return ::sendmsg(fd, &message, MSG_NOSIGNAL);
}

// The file goes with the first byte.
Result<void> SendAll(int fd, std::string_view bytes, const Descriptor* file) {
  while (!bytes.empty()) {
    ssize_t sent = SendWith(fd, bytes, file);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return FailErrno("cannot send to the other process");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    file = nullptr;
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

ssize_t ReceiveWith(int fd, char* buffer, std::size_t size, Descriptor* file) {
  struct iovec piece {
    buffer, size
  };
  struct msghdr message {};
  FileSpace space{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = space.bytes;
  message.msg_controllen = sizeof space.bytes;
  ssize_t got = ::recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
  for (struct cmsghdr* header = got > 0 ? CMSG_FIRSTHDR(&message) : nullptr; header != nullptr;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    int received = -1;
    std::memcpy(&received, CMSG_DATA(header), sizeof received);
    Descriptor owned(received);
    if (file != nullptr) *file = std::move(owned);
  }
  return got;
}

// Fills `out` with `size` bytes, a piece at a time, so that a lying length costs no memory.
Result<void> ReceiveAll(int fd, std::size_t size, const Patience& patience, std::string& out, Descriptor* file) {
  std::array<char, 1 << 16> buffer{};
  while (out.size() < size) {
    VK_RETURN_IF_ERROR(WaitReadable(fd, patience));
    ssize_t got = ReceiveWith(fd, buffer.data(), std::min(buffer.size(), size - out.size()), file);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FailErrno("cannot read from the other process");
    if (got == 0) return Fail(out.empty() ? ErrorCode::kCancelled : ErrorCode::kEngine, "the other process ended");
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace

Result<void> WriteFrame(int fd, std::string_view bytes, const Descriptor* file) {
  if (bytes.size() > kMaxFrameBytes) {
    return Fail(ErrorCode::kTooLarge, fmt::format("a message of {} bytes is over the limit", bytes.size()));
  }
  std::string header;
  for (std::size_t i = 0; i < kHeaderBytes; ++i) header.push_back(static_cast<char>((bytes.size() >> (8 * i)) & 0xFF));
  VK_RETURN_IF_ERROR(SendAll(fd, header, file));
  return SendAll(fd, bytes, nullptr);
}

Result<std::string> ReadFrame(int fd, std::optional<Clock::time_point> deadline, const std::atomic<bool>* cancel,
                              Descriptor* file) {
  Patience patience{deadline, cancel};
  std::string header;
  VK_RETURN_IF_ERROR(ReceiveAll(fd, kHeaderBytes, patience, header, file));
  std::size_t size = 0;
  for (std::size_t i = 0; i < kHeaderBytes; ++i) {
    size |= static_cast<std::size_t>(static_cast<unsigned char>(header[i])) << (8 * i);
  }
  if (size > kMaxFrameBytes) return Fail(ErrorCode::kEngine, "the other process sent nonsense");
  std::string body;
  auto received = ReceiveAll(fd, size, patience, body, nullptr);
  bool stopped = cancel != nullptr && cancel->load();
  if (!received && received.error().code == ErrorCode::kCancelled && !stopped) {
    return Fail(ErrorCode::kEngine, received.error().message);
  }
  VK_RETURN_IF_ERROR(received);
  return body;
}

}  // namespace vankho
