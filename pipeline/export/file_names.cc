#include "pipeline/export/file_names.h"

#include <array>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMostBytes = 120;

bool IsDevice(std::string_view lower) {
  constexpr std::array<std::string_view, 6> kDevices = {"con", "prn", "aux", "nul", "com", "lpt"};
  std::string_view stem = lower.substr(0, lower.find('.'));
  for (std::string_view device : kDevices) {
    bool numbered = stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9' && stem.substr(0, 3) == device;
    if (stem == device || numbered) return true;
  }
  return false;
}

}  // namespace

std::string SafeFileName(std::string_view name) {
  std::string out;
  for (const CodePoint& c : DecodeUtf8(ToNfc(CleanUtf8(name)))) {
    bool kept =
        IsLetter(c.value) || IsDigit(c.value) ||
        (c.value < 0x80 && std::string_view("-_.()").find(static_cast<char>(c.value)) != std::string_view::npos);
    std::string letter = "_";
    if (kept) letter.clear(), AppendUtf8(c.value, letter);
    if (out.empty() && (letter == "." || letter == "-")) letter = "_";
    if (out.size() + letter.size() > kMostBytes) break;
    out += letter;
  }
  while (!out.empty() && out.back() == '.') out.pop_back();
  if (out.find_first_not_of('_') == std::string::npos) return "document";
  return IsDevice(ToLower(out)) ? "_" + out : out;
}

std::string_view WithoutExtension(std::string_view file_name) {
  std::size_t point = file_name.rfind('.');
  return point == std::string_view::npos || point == 0 ? file_name : file_name.substr(0, point);
}

std::string FileNames::Give(std::string_view stem, std::string_view sha256, std::string_view extension) {
  std::string safe = SafeFileName(stem);
  std::string name = safe + std::string(extension);
  for (std::size_t digits = 8; !given_.insert(ToLower(name)).second; digits += 8) {
    if (digits > sha256.size()) digits = sha256.size();
    name = safe + "-" + std::string(sha256.substr(0, digits)) + std::string(extension);
    if (digits == sha256.size()) {
      given_.insert(ToLower(name));
      break;
    }
  }
  return name;
}

}  // namespace vankho
