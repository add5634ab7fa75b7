#include "pipeline/restore/foreign_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// Could a Vietnamese syllable without its marks be spelled so? Wider than the true ones: d is đ too, i and y change.
bool IsBareSyllable(std::string_view bare) {
  static const Pattern pattern(
      "(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu?|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|n[gh]?|p|t)?");
  return pattern.MatchAll(bare).has_value();
}

}  // namespace

Result<ForeignWords> ForeignWords::Load(const std::string& path) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(path));
  VK_ASSIGN_OR_RETURN(const std::size_t word, lexicon.Column("word"));
  ForeignWords words;
  for (const Lexicon::Row& row : lexicon.rows()) {
    const std::string lower = ToLower(row.cells[word]);
    if (IsBareSyllable(lower)) {
      return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: '{}' is spelled as a Vietnamese syllable without marks",
                                                        path, row.line, row.cells[word]));
    }
    words.words_.insert(lower);
  }
  return words;
}

void ForeignWords::Add(std::string_view word) { words_.insert(ToLower(word)); }

bool ForeignWords::Holds(std::string_view seen) const { return !words_.empty() && words_.contains(ToLower(seen)); }

bool LooksLikeForeignName(std::string_view seen) {
  constexpr std::size_t kFewest = 5;
  auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return seen.size() >= kFewest && seen[0] >= 'A' && seen[0] <= 'Z' &&
         std::all_of(seen.begin() + 1, seen.end(), small) && !IsBareSyllable(ToLower(seen));
}

bool ForeignForms::IsForeign(std::uint32_t form) {
  if (known_.size() <= form) known_.resize(form + 1);
  if (known_[form] == 0) known_[form] = IsPossibleSyllable(trie_.form(form).lower) ? 1 : 2;
  return known_[form] == 2;
}

bool ForeignForms::IsGuess(const Candidate& candidate, std::string_view seen, float most) {
  if (candidate.cost <= most || candidate.mode == CaseMode::kUpper) return false;
  const WordForm& form = trie_.form(candidate.form);
  if (form.lower_id == 0 && form.capital_id == 0) return false;  // known in capitals only
  return IsForeign(candidate.form) && form.lower != ToLower(seen);
}

}  // namespace vankho
