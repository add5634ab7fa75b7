#include "pipeline/restore/syllable_trie.h"

#include <algorithm>
#include <bit>
#include <map>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool AllLetters(std::u32string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char32_t c) { return IsLetter(c); });
}

}  // namespace

std::string Cased(std::string_view lower, CaseMode mode) {
  if (mode == CaseMode::kLower) return std::string(lower);
  if (mode == CaseMode::kUpper) return ToUpper(lower);
  std::u32string letters = ToUtf32(lower);
  letters[0] = Upper(letters[0]);
  return EncodeUtf8(letters);
}

SyllableTrie::SyllableTrie(const LanguageModel& lm) {
  for (WordId id = SyllableLm::kEnd + 1; id < lm.size(); ++id) {
    std::string_view token = lm.Token(id);
    std::u32string letters = ToUtf32(token);
    if (!AllLetters(letters) || letters.size() > WordForm::kMostLetters) continue;
    std::string lower = ToLower(token);
    auto [found, is_new] = index_.try_emplace(lower, static_cast<std::uint32_t>(forms_.size()));
    if (is_new) {
      forms_.emplace_back();
      forms_.back().lower = lower;
      forms_.back().length = static_cast<std::uint32_t>(letters.size());
    }
    WordForm& form = forms_[found->second];
    form.log_unigram = std::max(form.log_unigram, lm.Unigram(id));
    bool rest_lower = std::none_of(letters.begin() + 1, letters.end(), [](char32_t c) { return IsUpper(c); });
    if (token == lower) {
      form.lower_id = id;
    } else if (rest_lower) {
      form.capital_id = id;
    } else if (token == ToUpper(token)) {
      form.upper_id = id;
    }
  }
  Build();
}

void SyllableTrie::Build() {
  struct Draft {
    std::map<Letter, std::uint32_t> children;
    std::uint32_t form = kNone;
  };
  std::vector<Draft> drafts(1);
  for (std::uint32_t i = 0; i < forms_.size(); ++i) {
    bare_[StripDiacritics(forms_[i].lower)] = true;
    std::uint32_t at = 0;
    std::size_t place = 0;
    bool fits = true;
    for (char32_t c : ToUtf32(forms_[i].lower)) {
      fits = c < kLetterCodes && place < WordForm::kMostLetters &&
             (letters_[c] != kNoLetter || letter_count_ < kMaxLetters);
      if (!fits) break;
      if (letters_[c] == kNoLetter) letters_[c] = static_cast<Letter>(letter_count_++);
      auto [child, added] = drafts[at].children.try_emplace(letters_[c], static_cast<std::uint32_t>(drafts.size()));
      at = child->second;
      forms_[i].letters[place++] = letters_[c];
      if (added) drafts.emplace_back();
    }
    if (fits) drafts[at].form = i;
  }
  // Breadth first, so that the children of a node are neighbours.
  std::vector<std::uint32_t> order = {0};
  nodes_.resize(drafts.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Draft& draft = drafts[order[i]];
    Node& node = nodes_[i];
    node.form = draft.form;
    node.first_child = static_cast<std::uint32_t>(order.size());
    for (const auto& [letter, child] : draft.children) {
      node.mask[letter / 64] |= std::uint64_t{1} << (letter % 64);
      order.push_back(child);
    }
    for (std::size_t word = 1; word < node.mask.size(); ++word) {
      node.before[word] = static_cast<std::uint8_t>(node.before[word - 1] + std::popcount(node.mask[word - 1]));
    }
  }
  reach_.assign(nodes_.size(), -99);
  for (std::uint32_t node = static_cast<std::uint32_t>(nodes_.size()); node-- > 0;) {
    if (FormAt(node) != kNone) reach_[node] = form(FormAt(node)).log_unigram;
    ForEachChild(node, [&](Letter, std::uint32_t child) { reach_[node] = std::max(reach_[node], reach_[child]); });
  }
}

std::uint32_t SyllableTrie::FindForm(std::string_view lower) const {
  auto found = index_.find(lower);
  return found == index_.end() ? kNone : found->second;
}

}  // namespace vankho
