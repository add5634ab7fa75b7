// One piece of work on foreign bytes in a process of its own, under the filter of system calls: what a library that is
// taken over can do is answer nonsense. For work whose input is in memory already (writing a PDF anew); pages are read
// by workers (worker.h).
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "pipeline/base/result.h"

namespace vankho {

struct ChildLimits {
  std::uint64_t address_space_bytes = std::uint64_t{4} << 30;
  std::chrono::seconds time = std::chrono::seconds(300);
};

// Runs `work` in a forked child that can only read, compute and answer, and gives its answer, whatever its size. What
// the child changes in memory is lost with it. kEngine where it dies, kTimeout where it takes too long; errors of
// `work` come through with code and message. Where the kernel has no filters it runs with the limits alone.
Result<std::string> RunConfined(const std::function<Result<std::string>()>& work, const ChildLimits& limits = {});

}  // namespace vankho
