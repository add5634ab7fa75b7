// Messages between parent and worker: four bytes of length (little endian), then the bytes, over a stream socket.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/file.h"
#include "pipeline/base/result.h"

namespace vankho {

using Clock = std::chrono::steady_clock;

// Longest message that either side accepts: a page of a dense table with all its words is under 2 MiB.
inline constexpr std::size_t kMaxFrameBytes = std::size_t{64} << 20;

// Sends one message, and with it an open file (SCM_RIGHTS) where one is given. Never raises SIGPIPE; a peer that is
// gone is kEngine.
Result<void> WriteFrame(int fd, std::string_view bytes, const Descriptor* file = nullptr);

// Waits for one message: kTimeout when it is not whole by `deadline`, kEngine when the peer closed or sent nonsense.
// Without a deadline it waits for ever. An orderly end before the first byte, and *cancel becoming true, are
// kCancelled. `file` takes the open file that came with the message; nobody asked for it: it is closed.
Result<std::string> ReadFrame(int fd, std::optional<Clock::time_point> deadline = std::nullopt,
                              const std::atomic<bool>* cancel = nullptr, Descriptor* file = nullptr);

}  // namespace vankho
