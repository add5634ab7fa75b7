// What the machine was asked for: processor time and memory.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace vankho {

double CpuSeconds();        // of this process and of its children that ended
double ThreadCpuSeconds();  // of the calling thread

// The most memory that the process ever had resident since its program was loaded, bytes; 0 where it is gone. What
// getrusage says of children is of no use here: a child that was spawned starts with its parent's peak.
std::int64_t PeakBytes(pid_t pid);

}  // namespace vankho
