// Edit distance and sequence similarity, for scoring.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vankho {

using Tokens = std::vector<std::string>;

// Levenshtein distance (two rows; equal ends are cut first).
long EditDistance(const Tokens& a, const Tokens& b);
long EditDistance(std::u32string_view a, std::u32string_view b);

// Ratcliff and Obershelp's gestalt matching: the tokens in longest common runs, left and right of them again.
long MatchingTokens(const Tokens& a, const Tokens& b);

// 2 M / (|a| + |b|) over lower-cased syllables; 0 when either is empty.
double Similarity(std::string_view a, std::string_view b);
// M / min(|a|, |b|): how much of the shorter text stands, in order, in the longer.
double Containment(std::string_view a, std::string_view b);

}  // namespace vankho
