// Which files a list of paths means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

// A file to be offered, or a place that could not be looked into.
struct FoundFile {
  std::string path;
  std::optional<Error> error;  // not there, no permission, not a regular file
  bool operator==(const FoundFile&) const = default;
};

struct FoundFiles {
  std::vector<FoundFile> files;     // paths in the order given; inside a folder in byte order of their names
  std::vector<std::string> hidden;  // names that begin with a point, found in folders and left out
};

// Looks into folders recursively and follows links, each folder once, so that loops end. A path named by the caller
// counts even when hidden. `exclude` (the store's own folder; "" for none) is passed over.
FoundFiles FindFiles(const std::vector<std::string>& paths, const std::string& exclude);

}  // namespace vankho
