#include "extractors/reference/document_types.h"

#include <algorithm>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestName = 64;  // bytes that are looked at before or behind a place

bool EndsWithWord(std::string_view text, std::string_view word) {
  return text.ends_with(word) && (text.size() == word.size() || text[text.size() - word.size() - 1] == ' ' ||
                                  text[text.size() - word.size() - 1] == '(');
}

}  // namespace

Result<DocumentTypes> DocumentTypes::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/document_types.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t code, lexicon.Column("code"));
  VK_ASSIGN_OR_RETURN(std::size_t name, lexicon.Column("name"));
  VK_ASSIGN_OR_RETURN(std::size_t abbreviations, lexicon.Column("abbreviations"));
  DocumentTypes types;
  for (const Lexicon::Row& row : lexicon.rows()) {
    types.by_name_[BareKey(row.cells[name])] = row.cells[code];
    std::string_view rest = row.cells[abbreviations];
    while (!rest.empty()) {
      std::size_t bar = std::min(rest.find('|'), rest.size());
      types.by_abbreviation_.try_emplace(std::string(rest.substr(0, bar)), row.cells[code]);
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
  }
  return types;
}

std::string DocumentTypes::OfName(std::string_view name) const {
  std::string key = BareKey(name);
  auto found = by_name_.find(key);
  if (found != by_name_.end()) return found->second;
  constexpr std::size_t kLongEnough = 8;  // shorter names are one letter from too many words
  for (const auto& [known, code] : by_name_) {
    if (known.size() >= kLongEnough && WithinOneEdit(key, known)) return code;
  }
  return "";
}

std::string DocumentTypes::OfAbbreviation(std::string_view abbreviation) const {
  auto found = by_abbreviation_.find(std::string(abbreviation));
  return found == by_abbreviation_.end() ? "" : found->second;
}

std::string DocumentTypes::AtEnd(std::string_view text) const {
  if (text.size() > kLongestName) text.remove_prefix(text.size() - kLongestName);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::size_t last = text.rfind(' ');
  if (std::string code = OfAbbreviation(text.substr(last == std::string_view::npos ? 0 : last + 1)); !code.empty())
    return code;
  std::string bare = BareKey(text);
  std::string best;
  std::size_t size = 0;
  for (const auto& [name, code] : by_name_) {
    if (name.size() > size && EndsWithWord(bare, name)) best = code, size = name.size();
  }
  return best;
}

std::string DocumentTypes::AtBegin(std::string_view text) const {
  std::string bare = BareKey(text.substr(0, kLongestName));
  std::string best;
  std::size_t size = 0;
  for (const auto& [name, code] : by_name_) {
    if (name.size() > size && bare.starts_with(name) && (bare.size() == name.size() || bare[name.size()] == ' ')) {
      best = code, size = name.size();
    }
  }
  return best;
}

}  // namespace vankho
