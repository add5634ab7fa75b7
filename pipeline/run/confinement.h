// What a process that reads foreign bytes may still ask of the kernel: a seccomp filter (libseccomp), by a list of what
// is allowed. Memory, the streams it has, opening files for reading, threads, the clock. Not: sockets, starting
// programs or processes, opening for writing, changing names, modes or owners, signals to others. What is not allowed
// fails with EPERM: a library that asks gets an error, as it would from a full disk.
#pragma once

#include "pipeline/base/result.h"

namespace vankho {

// For this process from now on; there is no way back. kUnsupported where the kernel has no filters or refuses them.
Result<void> ForbidSystemCalls();

}  // namespace vankho
