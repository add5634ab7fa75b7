// What the machine was asked for: processor time and memory.
#pragma once

#include <cstdint>

namespace vankho {

double CpuSeconds();        // of this process and of its children that ended
double ThreadCpuSeconds();  // of the calling thread

// The most memory that was ever resident, bytes.
std::int64_t PeakBytes();            // this process
std::int64_t PeakBytesOfChildren();  // the largest child that ended

}  // namespace vankho
