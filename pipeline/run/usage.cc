#include "pipeline/run/usage.h"

#include <sys/resource.h>

#include <ctime>
#include <initializer_list>

namespace vankho {
namespace {

struct rusage UsageOf(int who) {
  struct rusage usage {};
  ::getrusage(static_cast<__rusage_who>(who), &usage);
  return usage;
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

double CpuSeconds() {
  double sum = 0;
  for (int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    struct rusage usage = UsageOf(who);
    sum += Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  }
  return sum;
}

double ThreadCpuSeconds() {
  struct timespec time {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::int64_t PeakBytes() { return static_cast<std::int64_t>(UsageOf(RUSAGE_SELF).ru_maxrss) * 1024; }
std::int64_t PeakBytesOfChildren() { return static_cast<std::int64_t>(UsageOf(RUSAGE_CHILDREN).ru_maxrss) * 1024; }

}  // namespace vankho
