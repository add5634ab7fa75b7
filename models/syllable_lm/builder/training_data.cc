#include "models/syllable_lm/builder/training_data.h"

#include <cstring>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"

namespace vankho {

Result<std::vector<std::string>> ReadVocabulary(const std::string& path) {
  VK_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  std::vector<std::string> tokens;
  std::size_t at = text.find('\n') + 1;  // after the header row
  while (at < text.size()) {
    std::size_t tab = text.find('\t', at);
    std::size_t end = text.find('\n', at);
    if (tab == std::string::npos || end == std::string::npos || tab > end) break;
    tokens.push_back(text.substr(at, tab - at));
    at = end + 1;
  }
  if (tokens.size() < 4 || tokens.size() > 65535 || at < text.size())
    return Fail(ErrorCode::kInvalidInput, "not a vocabulary: " + path);
  return tokens;
}

Result<std::vector<TokenId>> ReadTokens(const std::string& path) {
  VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
  std::vector<TokenId> tokens(bytes.size() / sizeof(TokenId));
  std::memcpy(tokens.data(), bytes.data(), tokens.size() * sizeof(TokenId));
  return tokens;
}

std::vector<TokenId> GroupFirst(const std::vector<std::string>& tokens) {
  std::vector<TokenId> first;
  std::string last;
  for (std::size_t id = 0; id < tokens.size(); ++id) {
    std::string base = BareKey(tokens[id]);
    first.push_back(id > 0 && base == last ? first.back() : static_cast<TokenId>(id));
    last = base;
  }
  first.push_back(static_cast<TokenId>(tokens.size()));
  return first;
}

}  // namespace vankho
