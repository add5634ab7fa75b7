// The files as they came, byte for byte, under their SHA-256.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

class Originals {
 public:
  explicit Originals(std::string folder) : folder_(std::move(folder)) {}

  // folder/ab/ab12...
  std::string PathOf(std::string_view sha256) const;
  // Writes the bytes, or those of a file in pieces, under a temporary name, reads them back and renames. True: it was
  // not there before (or was damaged). kInvalidInput where the bytes do not have this SHA-256. It may be gone after a
  // power cut until it is flushed.
  Result<bool> Keep(std::string_view sha256, std::string_view bytes) const;
  Result<bool> KeepFile(std::string_view sha256, const std::string& path) const;
  // Waits until they are on the disk, with their names.
  Result<void> Flush(const std::vector<std::string>& sha256s) const;
  Result<std::string> Read(std::string_view sha256) const;
  Result<void> Check(std::string_view sha256) const;  // as Read, without holding it in memory
  Result<void> Drop(std::string_view sha256) const;   // fine where there is none

 private:
  Result<bool> Put(std::string_view sha256, const std::function<Result<void>(int)>& write) const;

  std::string folder_;
};

bool IsSha256(std::string_view text);  // 64 lower-case hex digits
// Makes a folder (and those above it) that only the user may enter.
Result<void> MakePrivateFolder(const std::string& path);

}  // namespace vankho
