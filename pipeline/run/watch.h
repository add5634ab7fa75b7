// A folder into which scanners and people put files, as a stream of files that are complete.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pipeline/base/file.h"
#include "pipeline/run/frame.h"
#include "pipeline/run/walk.h"

namespace vankho {

struct WatchOptions {
  std::chrono::milliseconds quiet = std::chrono::seconds(3);  // a file that has not changed for so long is complete
};

// Refuses what would be unsafe or would not end: kUsage where the folder lies in the store or the store in it;
// kPermission where everybody may write it (without the sticky bit) or somebody else owns it (root may).
Result<void> CheckWatchFolder(const std::string& folder, const std::string& store);

// Follows a folder with all below it by inotify. A file is handed on once when it is complete: closed after writing or
// moved in, and quiet for a while; again when it has changed since. Hidden names and what is not a regular file are
// passed over; links are not followed. One thread.
class FolderWatch {
 public:
  static Result<FolderWatch> Start(const std::string& folder, WatchOptions options);

  // Files that became complete, oldest name first; waits up to `patience` for the first. After events were lost
  // (the kernel's queue ran over) the whole folder is looked through again.
  Result<std::vector<FoundFile>> Next(std::chrono::milliseconds patience, const std::atomic<bool>& stop);

 private:
  struct Mark {
    std::uint64_t size = 0;
    std::int64_t changed = 0;  // nanoseconds, of the file's own clock
    bool operator==(const Mark&) const = default;
  };
  struct Waiting {
    Mark mark;
    Clock::time_point since;
  };

  FolderWatch(std::string folder, Descriptor queue, WatchOptions options)
      : folder_(std::move(folder)), queue_(std::move(queue)), options_(options) {}

  void AddFolder(const std::string& folder);
  void Note(const std::string& path);
  Result<void> TakeEvents(std::chrono::milliseconds patience);
  std::vector<FoundFile> TakeComplete();
  static bool MarkOf(const std::string& path, Mark& mark);

  std::string folder_;
  Descriptor queue_;
  WatchOptions options_;
  std::map<int, std::string> folders_;      // inotify's number -> path
  std::map<std::string, Waiting> waiting_;  // files that may still change
  std::map<std::string, Mark> handed_on_;   // as they were then
};

}  // namespace vankho
