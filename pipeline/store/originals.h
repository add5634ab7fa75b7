// The files as they came, byte for byte, under their SHA-256.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

class Originals {
 public:
  explicit Originals(std::string folder) : folder_(std::move(folder)) {}

  // folder/ab/ab12...
  std::string PathOf(std::string_view sha256) const;
  // Writes the bytes, flushes them to the disk and reads them back. True: it was not there before (or was damaged).
  // kInvalidInput where the bytes do not have this SHA-256.
  Result<bool> Keep(std::string_view sha256, std::string_view bytes) const;
  Result<std::string> Read(std::string_view sha256) const;
  Result<void> Drop(std::string_view sha256) const;  // fine where there is none

 private:
  std::string folder_;
};

bool IsSha256(std::string_view text);  // 64 lower-case hex digits
// Makes a folder (and those above it) that only the user may enter.
Result<void> MakePrivateFolder(const std::string& path);

}  // namespace vankho
