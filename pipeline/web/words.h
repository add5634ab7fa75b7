// The words of the pages, Vietnamese first, as rows of assets/words.tsv: key, Vietnamese, English. A row's words may
// hold {0}, {1}: what Say puts in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/web/html.h"

namespace vankho {

enum class Language { kVietnamese, kEnglish };
std::string_view Name(Language language);  // "vi", "en"
std::optional<Language> LanguageFromName(std::string_view name);

// The words of a key; the key itself where there is no row.
std::string_view Words(std::string_view key, Language language);

template <class... A>
std::string Say(std::string_view key, Language language, const A&... values) {
  return fmt::format(fmt::runtime(Words(key, language)), values...);
}

}  // namespace vankho
