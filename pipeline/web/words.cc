#include "pipeline/web/words.h"

#include <map>
#include <utility>

#include "pipeline/web/assets.h"

namespace vankho {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

std::map<std::string_view, Pair> ReadRows() {
  std::map<std::string_view, Pair> rows;
  const Asset* asset = FindAsset("words.tsv");
  std::string_view rest = asset != nullptr ? asset->bytes : "";
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    std::size_t first = line.find('\t');
    std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos || line.front() == '#') continue;
    rows[line.substr(0, first)] = {line.substr(first + 1, second - first - 1), line.substr(second + 1)};
  }
  return rows;
}

}  // namespace

std::string_view Name(Language language) { return language == Language::kEnglish ? "en" : "vi"; }

std::optional<Language> LanguageFromName(std::string_view name) {
  if (name == "vi") return Language::kVietnamese;
  if (name == "en") return Language::kEnglish;
  return std::nullopt;
}

std::string_view Words(std::string_view key, Language language) {
  static const std::map<std::string_view, Pair> kRows = ReadRows();
  auto found = kRows.find(key);
  if (found == kRows.end()) return key;
  return language == Language::kEnglish ? found->second.second : found->second.first;
}

}  // namespace vankho
