// What vankho_text_data wrote: the vocabulary and the texts as ids.
#pragma once

#include <string>
#include <vector>

#include "models/syllable_lm/builder/ngram_counts.h"
#include "pipeline/base/result.h"

namespace vankho {

// Of vocabulary.tsv: the token of each id.
Result<std::vector<std::string>> ReadVocabulary(const std::string& path);

// Of legal.tokens or general.tokens: kEndToken after each line.
Result<std::vector<TokenId>> ReadTokens(const std::string& path);

// The first id of each word's base form; behind them the number of words.
std::vector<TokenId> GroupFirst(const std::vector<std::string>& tokens);

}  // namespace vankho
