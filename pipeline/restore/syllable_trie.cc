#include "pipeline/restore/syllable_trie.h"

#include <algorithm>
#include <bit>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// The letters of a token that may be a form, and what is known of them.
struct TokenLetters {
  bool fits = true;  // letters alone, and not too many
  std::uint32_t length = 0;
  bool rest_has_upper = false;
  std::string lower;
  std::string bare;  // the same without marks
};

void Read(std::string_view token, TokenLetters& letters) {
  letters.fits = !token.empty();
  letters.length = 0;
  letters.rest_has_upper = false;
  letters.lower.clear();
  letters.bare.clear();
  Utf8Writer lower(letters.lower);
  Utf8Writer bare(letters.bare);
  for (std::size_t at = 0; at < token.size() && letters.fits;) {
    const Letter& letter = LetterOf(NextPoint(token, at));
    letters.rest_has_upper |= letters.length > 0 && letter.is_upper;
    letters.fits = letter.alpha && ++letters.length <= WordForm::kMostLetters;
    lower.Add(letter.lower);
    bare.Add(letter.bare);
  }
  lower.Flush();
  bare.Flush();
}

}  // namespace

std::string Cased(std::string_view lower, CaseMode mode) {
  if (mode == CaseMode::kLower) return std::string(lower);
  if (mode == CaseMode::kUpper) return ToUpper(lower);
  std::u32string letters = ToUtf32(lower);
  letters[0] = Upper(letters[0]);
  return EncodeUtf8(letters);
}

SyllableTrie::SyllableTrie(const LanguageModel& lm) : index_(lm.size()), bare_(lm.size() / 4) {
  AddForms(lm);
  AddNodes();
  SetReach();
}

void SyllableTrie::AddForms(const LanguageModel& lm) {
  forms_.reserve(lm.size());
  TokenLetters letters;
  for (WordId id = SyllableLm::kEnd + 1; id < lm.size(); ++id) {
    const std::string_view token = lm.Token(id);
    Read(token, letters);
    if (!letters.fits) continue;
    bool is_new = false;
    const std::uint32_t at = index_.Add(letters.lower, is_new);
    if (is_new) {
      forms_.emplace_back();
      forms_.back().lower = letters.lower;
      forms_.back().length = letters.length;
      bare_.Add(letters.bare, is_new);
    }
    WordForm& form = forms_[at];
    form.log_unigram = std::max(form.log_unigram, lm.Unigram(id));
    if (token == letters.lower) {
      form.lower_id = id;
    } else if (!letters.rest_has_upper) {
      form.capital_id = id;
    } else if (token == ToUpper(token)) {
      form.upper_id = id;
    }
  }
}

// The nodes lie breadth first, so that the children of a node are neighbours, ordered by letter: in each depth the
// beginnings of the forms in order.
void SyllableTrie::AddNodes() {
  struct Path {  // a form's letters, each one more than its number, so that what is shorter comes first
    std::uint64_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t form = 0;
    std::uint32_t length = 0;
    std::uint32_t node = 0;
    bool fits = true;
    Letter At(std::size_t i) const {
      return static_cast<Letter>((i < 8 ? first >> (56 - 8 * i) : last >> (24 - 8 * (i - 8))) - 1);
    }
    void Add(Letter letter) {
      const auto value = static_cast<std::uint64_t>(letter) + 1;
      if (length < 8) {
        first |= value << (56 - 8 * length);
      } else {
        last |= static_cast<std::uint32_t>(value << (24 - 8 * (length - 8)));
      }
      ++length;
    }
  };
  static_assert(WordForm::kMostLetters == 12 && kMaxLetters < 255);
  std::vector<Path> paths(forms_.size());
  for (std::uint32_t i = 0; i < forms_.size(); ++i) {
    Path& path = paths[i];
    path.form = i;
    const std::string_view lower = forms_[i].lower;
    for (std::size_t at = 0; at < lower.size() && path.fits;) {
      const char32_t c = NextPoint(lower, at);
      path.fits = c < kLetterCodes && path.length < WordForm::kMostLetters &&
                  (letters_[c] != kNoLetter || letter_count_ < kMaxLetters);
      if (!path.fits) break;
      if (letters_[c] == kNoLetter) letters_[c] = static_cast<Letter>(letter_count_++);
      forms_[i].letters[path.length] = letters_[c];
      path.Add(letters_[c]);
    }
  }
  std::sort(paths.begin(), paths.end(), [](const Path& a, const Path& b) {
    return a.first != b.first ? a.first < b.first : a.last != b.last ? a.last < b.last : a.form < b.form;
  });
  nodes_.reserve(2 * forms_.size());
  nodes_.emplace_back();
  for (std::size_t depth = 0; !paths.empty(); ++depth) {
    for (const Path& path : paths) {
      if (path.length == depth && path.fits) nodes_[path.node].form = path.form;
    }
    std::erase_if(paths, [&](const Path& path) { return path.length == depth; });
    std::uint32_t parent = kNone;
    Letter last = kNoLetter;
    for (Path& path : paths) {
      const Letter letter = path.At(depth);
      if (path.node != parent || letter != last) {
        Node& node = nodes_[path.node];
        if (path.node != parent) node.first_child = static_cast<std::uint32_t>(nodes_.size());
        node.mask[letter / 64] |= std::uint64_t{1} << (letter % 64);
        parent = path.node;
        last = letter;
        nodes_.emplace_back();
      }
      path.node = static_cast<std::uint32_t>(nodes_.size()) - 1;
    }
  }
  for (Node& node : nodes_) {
    for (std::size_t word = 1; word < node.mask.size(); ++word) {
      node.before[word] = static_cast<std::uint8_t>(node.before[word - 1] + std::popcount(node.mask[word - 1]));
    }
  }
}

void SyllableTrie::SetReach() {
  reach_.assign(nodes_.size(), -99);
  for (std::uint32_t node = static_cast<std::uint32_t>(nodes_.size()); node-- > 0;) {
    if (FormAt(node) != kNone) reach_[node] = form(FormAt(node)).log_unigram;
    ForEachChild(node, [&](Letter, std::uint32_t child) { reach_[node] = std::max(reach_[node], reach_[child]); });
  }
}

std::uint32_t SyllableTrie::FindForm(std::string_view lower) const { return index_.Find(lower); }

}  // namespace vankho
