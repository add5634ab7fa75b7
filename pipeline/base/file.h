// Whole files in and out, with errors that say what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

inline constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 30;  // 1 GiB: over it a file is refused

Result<std::string> ReadFile(const std::string& path, std::uintmax_t max_bytes = kMaxFileBytes);

// Writes through a temporary name beside the target, flushes it to the disk and renames: the file is whole or not
// there. Created readable by the user alone.
Result<void> WriteFileAtomically(const std::string& path, std::string_view bytes);

// The folder that holds lexicons/ and models/: the first that exists of $VANKHO_DATA, ../share/vankho beside the
// program (installed), and the source tree that the program was built from.
Result<std::string> FindDataFolder();

}  // namespace vankho
