#include "pipeline/run/walk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

namespace vankho {
namespace {

namespace fs = std::filesystem;
using FileId = std::pair<dev_t, ino_t>;

class Walker {
 public:
  explicit Walker(const std::string& exclude) {
    struct stat info {};
    if (!exclude.empty() && ::stat(exclude.c_str(), &info) == 0) visited_.insert({info.st_dev, info.st_ino});
  }

  // Folders wait on a stack of our own: depth is the disk's, not the program stack's.
  void Visit(const std::string& path) {
    std::vector<std::string> waiting{path};
    while (!waiting.empty()) {
      std::string next = std::move(waiting.back());
      waiting.pop_back();
      std::vector<std::string> children = Look(next);
      waiting.insert(waiting.end(), children.rbegin(), children.rend());
    }
  }

  FoundFiles found;

 private:
  void Report(const std::string& path, ErrorCode code, std::string message) {
    found.files.push_back({path, Error{code, std::move(message), path, std::nullopt}});
  }

  void ReportErrno(const std::string& path, int error) {
    if (error == ENOENT || error == ENOTDIR) {
      return Report(path, ErrorCode::kNotFound, "there is no such file; check the name");
    }
    if (error == EACCES || error == EPERM) {
      return Report(path, ErrorCode::kPermission,
                    "no permission to read it; give this user read access (chmod, chown)");
    }
    Report(path, ErrorCode::kIo, fmt::format("cannot look at it: {}", std::strerror(error)));
  }

  // Adds a file, or returns what stands in a folder.
  std::vector<std::string> Look(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      ReportErrno(path, errno);
    } else if (S_ISDIR(info.st_mode)) {
      if (visited_.insert({info.st_dev, info.st_ino}).second) return List(path);
    } else if (S_ISREG(info.st_mode)) {
      found.files.push_back({path, std::nullopt});
    } else {
      Report(path, ErrorCode::kUnsupported, "not a regular file (a device, pipe or socket); leave it out");
    }
    return {};
  }

  std::vector<std::string> List(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> names;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      std::string name = entry->path().filename().string();
      if (name.starts_with(".")) {
        found.hidden.push_back(entry->path().string());
      } else {
        names.push_back(entry->path().string());
      }
    }
    if (error) ReportErrno(folder, error.value());
    std::sort(names.begin(), names.end());
    return names;
  }

  std::set<FileId> visited_;
};

}  // namespace

FoundFiles FindFiles(const std::vector<std::string>& paths, const std::string& exclude) {
  Walker walker(exclude);
  for (const std::string& path : paths) walker.Visit(path);
  std::sort(walker.found.hidden.begin(), walker.found.hidden.end());
  return std::move(walker.found);
}

}  // namespace vankho
