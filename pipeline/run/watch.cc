#include "pipeline/run/watch.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace vankho {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MODIFY | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;
constexpr milliseconds kLook(200);  // between two looks at files that wait

bool LiesIn(const fs::path& inner, const fs::path& outer) {
  auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

bool IsHidden(const std::string& name) { return name.empty() || name.front() == '.'; }

}  // namespace

Result<void> CheckWatchFolder(const std::string& folder, const std::string& store) {
  std::error_code error;
  fs::path real = fs::canonical(folder, error);
  if (error)
    return Fail(InFile(Error{ErrorCode::kNotFound, "there is no such folder; check the name", {}, {}}, folder));
  fs::path real_store = fs::weakly_canonical(store, error);
  if (LiesIn(real, real_store) || LiesIn(real_store, real)) {
    return Fail(InFile(
        Error{ErrorCode::kUsage, "the folder and the store lie one in the other; keep them apart", {}, {}}, folder));
  }
  struct stat info {};
  if (::stat(real.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    return Fail(InFile(Error{ErrorCode::kUsage, "is not a folder", {}, {}}, folder));
  }
  if ((info.st_mode & S_IWOTH) != 0 && (info.st_mode & S_ISVTX) == 0) {
    return Fail(InFile(
        Error{ErrorCode::kPermission, "everybody may write here and take others' files away; chmod o-w first", {}, {}},
        folder));
  }
  if (info.st_uid != ::geteuid() && info.st_uid != 0 && ::geteuid() != 0 && (info.st_mode & S_IWGRP) == 0) {
    return Fail(InFile(
        Error{ErrorCode::kPermission, "belongs to somebody else alone; let a group that both are in write it", {}, {}},
        folder));
  }
  return {};
}

Result<FolderWatch> FolderWatch::Start(const std::string& folder, WatchOptions options) {
  Descriptor queue(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!queue) {
    return Fail(ErrorCode::kIo, fmt::format("cannot watch folders: {}; see fs.inotify.max_user_instances in "
                                            "/proc/sys",
                                            std::strerror(errno)));
  }
  FolderWatch watch(folder, std::move(queue), options);
  watch.AddFolder(folder);
  if (watch.folders_.empty()) {
    return Fail(InFile(Error{ErrorCode::kPermission, "cannot be watched; check its owner and mode", {}, {}}, folder));
  }
  return watch;
}

// Watches first and looks then: what comes between the two is seen twice, never missed.
void FolderWatch::AddFolder(const std::string& folder) {
  std::vector<std::string> waiting{folder};
  while (!waiting.empty()) {
    std::string next = std::move(waiting.back());
    waiting.pop_back();
    int number = ::inotify_add_watch(queue_.get(), next.c_str(), kEvents);
    if (number < 0) continue;  // gone again, or not ours to read
    folders_[number] = next;
    std::error_code error;
    fs::directory_iterator entry(next, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      if (IsHidden(entry->path().filename().string()) || entry->is_symlink(error)) continue;
      if (entry->is_directory(error)) {
        waiting.push_back(entry->path().string());
      } else {
        Note(entry->path().string());
      }
    }
  }
}

bool FolderWatch::MarkOf(const std::string& path, Mark& mark) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  mark = {static_cast<std::uint64_t>(info.st_size),
          static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
  return true;
}

void FolderWatch::Note(const std::string& path) {
  Mark mark;
  if (!MarkOf(path, mark)) return;
  auto before = handed_on_.find(path);
  if (before != handed_on_.end() && before->second == mark) return;
  waiting_[path] = {mark, Clock::now()};
}

Result<void> FolderWatch::TakeEvents(milliseconds patience) {
  struct pollfd entry {
    queue_.get(), POLLIN, 0
  };
  if (::poll(&entry, 1, static_cast<int>(patience.count())) <= 0) return {};
  alignas(struct inotify_event) std::array<char, 1 << 14> buffer{};
  while (true) {
    ssize_t got = ::read(queue_.get(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return {};
    if (got <= 0) return Fail(ErrorCode::kIo, fmt::format("the watch broke: {}", std::strerror(errno)));
    for (ssize_t at = 0; at < got;) {
      struct inotify_event event {};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
      at += static_cast<ssize_t>(sizeof event + event.len);
      if ((event.mask & IN_Q_OVERFLOW) != 0) AddFolder(folder_);
      if ((event.mask & IN_IGNORED) != 0) folders_.erase(event.wd);
      auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || IsHidden(name)) continue;
      std::string path = folder->second + "/" + name;
      if ((event.mask & IN_ISDIR) != 0) {
        AddFolder(path);
      } else {
        Note(path);
      }
    }
  }
}

std::vector<FoundFile> FolderWatch::TakeComplete() {
  std::vector<FoundFile> complete;
  Clock::time_point now = Clock::now();
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    Mark mark;
    if (!MarkOf(at->first, mark)) {
      at = waiting_.erase(at);  // gone again
    } else if (mark != at->second.mark) {
      at->second = {mark, now};
      ++at;
    } else if (now - at->second.since < options_.quiet) {
      ++at;
    } else {
      handed_on_[at->first] = mark;
      complete.push_back({at->first, std::nullopt});
      at = waiting_.erase(at);
    }
  }
  return complete;
}

Result<std::vector<FoundFile>> FolderWatch::Next(milliseconds patience, const std::atomic<bool>& stop) {
  Clock::time_point until = Clock::now() + patience;
  while (true) {
    std::vector<FoundFile> complete = TakeComplete();
    auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
    if (!complete.empty() || left.count() <= 0 || stop.load()) return complete;
    VK_RETURN_IF_ERROR(TakeEvents(std::min(left, kLook)));
  }
}

}  // namespace vankho
