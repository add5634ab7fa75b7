// SHA-256 (FIPS 180-4), by OpenSSL: the name of an original in the store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/file.h"
#include "pipeline/base/result.h"

namespace vankho {

std::string Sha256Hex(std::string_view bytes);  // 64 lower-case hex digits

struct FileDigest {
  std::string hex;         // as Sha256Hex
  std::uint64_t size = 0;  // bytes
};
// A file in pieces, whatever its size; errors as ReadFile.
Result<FileDigest> Sha256OfFile(const std::string& path, std::uintmax_t max_bytes = kMaxFileBytes);

}  // namespace vankho
