// Names of files that are made from names that strangers chose.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace vankho {

// A name that is one file in the folder where it is written, on every system, and harmless to a shell: letters and
// digits of any script, - _ . ( ) kept, everything else (slashes, control characters, spaces, marks that turn the
// direction) becomes _; no point or dash first, at most 120 bytes, the names of old devices avoided. "" becomes
// "document".
std::string SafeFileName(std::string_view name);

// "kế hoạch.pdf" -> "kế hoạch".
std::string_view WithoutExtension(std::string_view file_name);

// Names that were given out. The second file of a name (letters' case apart) gets the first digits of its SHA-256.
class FileNames {
 public:
  // `stem` as SafeFileName wants it, `extension` with its point.
  std::string Give(std::string_view stem, std::string_view sha256, std::string_view extension);

 private:
  std::set<std::string> given_;  // lower case
};

}  // namespace vankho
