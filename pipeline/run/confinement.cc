#include "pipeline/run/confinement.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

namespace vankho {
namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

// Always allowed. Names that the architecture does not have are passed over.
constexpr auto kAllowed = std::to_array<const char*>({
    // the streams it has: the socket to the parent, files that were opened or passed for reading
    "read",
    "readv",
    "pread64",
    "preadv",
    "write",
    "writev",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "close",
    "close_range",
    "lseek",
    "_llseek",
    "fstat",
    "fstat64",
    "fadvise64",
    "fcntl",
    "fcntl64",
    "dup",
    // looking at files
    "stat",
    "stat64",
    "lstat",
    "lstat64",
    "newfstatat",
    "fstatat64",
    "statx",
    "statfs",
    "statfs64",
    "fstatfs",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getdents64",
    "getcwd",
    // memory
    "mmap",
    "mmap2",
    "munmap",
    "mremap",
    "mprotect",
    "madvise",
    "brk",
    "mincore",
    // threads, waiting, signals of its own
    "futex",
    "futex_time64",
    "set_robust_list",
    "get_robust_list",
    "rseq",
    "set_tid_address",
    "sched_yield",
    "sched_getaffinity",
    "sched_getparam",
    "sched_getscheduler",
    "membarrier",
    "getpriority",
    "nanosleep",
    "clock_nanosleep",
    "clock_nanosleep_time64",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigreturn",
    "sigaltstack",
    "restart_syscall",
    "exit",
    "exit_group",
    // who and when
    "getpid",
    "gettid",
    "getppid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getpgrp",
    "uname",
    "sysinfo",
    "getrandom",
    "clock_gettime",
    "clock_gettime64",
    "clock_getres",
    "gettimeofday",
    "time",
    "times",
    "getrusage",
    "getrlimit",
    "ugetrlimit",
    "setrlimit",
    "arch_prctl",
});

bool Allow(const Filter& filter) {
  bool good = true;
  for (const char* name : kAllowed) {
    int call = seccomp_syscall_resolve_name(name);
    if (call == __NR_SCMP_ERROR) continue;
    int added = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
    good = good && (added == 0 || added == -EDOM);
  }
  return good;
}

// Opening for reading only; asking whether a stream is a terminal; a new thread, but no new process; signals and limits
// to itself alone.
bool AllowConditionally(const Filter& filter) {
  constexpr auto kWriting = static_cast<scmp_datum_t>(O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_TMPFILE);
  constexpr auto kNotReading = kWriting & ~static_cast<scmp_datum_t>(O_DIRECTORY);
  auto self = static_cast<scmp_datum_t>(::getpid());
  auto allow = [&](int call, scmp_arg_cmp condition) {
    return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, condition) == 0;
  };
  auto refuse = [&](int call) {
    return seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0;  // libraries then use the older call
  };
  return allow(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kNotReading, O_RDONLY)) &&
         allow(SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kNotReading, O_RDONLY)) &&
         allow(SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) &&
         allow(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, self)) && allow(SCMP_SYS(kill), SCMP_A0(SCMP_CMP_EQ, self)) &&
         allow(SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, TCGETS)) &&
         allow(SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)) &&
         allow(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, 0)) && refuse(SCMP_SYS(clone3)) && refuse(SCMP_SYS(openat2));
}

}  // namespace

Result<void> ForbidSystemCalls() {
  Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
  if (filter == nullptr || !Allow(filter) || !AllowConditionally(filter)) {
    return Fail(ErrorCode::kUnsupported, "the filter of system calls could not be made");
  }
  int refused = seccomp_load(filter.get());
  if (refused == 0) return {};
  return Fail(ErrorCode::kUnsupported,
              fmt::format("the kernel refuses a filter of system calls ({})", std::strerror(-refused)));
}

}  // namespace vankho
