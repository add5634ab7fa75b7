// Candidates: which words of the vocabulary may have been printed where this was read, and at what price.
//
// A walk down the trie, level by level, that keeps for each node the least that its letters may have cost to be read as
// the first 0, 1, 2, .. letters of the read word: a row of edit distances (Oflazer, Error-tolerant finite-state
// recognition, Computational Linguistics 22, 1996). A channel unit leads from a node to a child, or by two printed
// letters to a child's child, and forward by its read letters, at the price -ln P(read | printed). Nodes from which the
// rest of the read word cannot be explained within the limits are left. A dive that keeps only the best nodes of each
// level comes first: what it finds bounds the cost of the cheapest word and the price of the best ones, so that the
// walk over all nodes, which alone decides, has narrow limits from the start.
//
// The wide search also lets any letter be read as any other, be lost, or gain a letter, each at a high price: for words
// that no unit explains (`od(f)ng`, `tmg`).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "models/ocr_channel/ocr_channel.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/channel_units.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

struct Candidate {
  std::uint32_t form = 0;  // of the trie
  CaseMode mode = CaseMode::kLower;
  float cost = 0;
};

// The price of a word is its cost less its ln P in the language model.
struct SearchLimits {
  std::size_t keep = 30;                                  // of all: those of the least price
  float margin = 9;                                       // nats of cost above the cheapest one of a case mode
  float price_margin = 12;                                // nats of price above the best one of a case mode
  float most_a_letter = 3.0F;                             // give up over kBase + this a read letter
  float enough = std::numeric_limits<float>::infinity();  // find nothing where the cheapest word costs more
  bool wide = false;
  float most_wide = 24;  // and over this in the wide search
};

// Prices of the wide search.
namespace wide_prices {
constexpr float kGainedLetter = 5.5F;  // a letter was read that nothing stands for
constexpr float kGainedMark = 3.5F;
constexpr float kOtherVowel = 5.5F;  // a marked vowel was read as another vowel, a digit or a mark
constexpr float kOtherLetter = 7.5F;
constexpr float kLostLetter = 8;
inline float Gained(char32_t read) { return IsLetter(read) ? kGainedLetter : kGainedMark; }
float OfMarkedVowel(char32_t read);  // that was read so
}  // namespace wide_prices

// What searches and later prices of their candidates have in common.
std::vector<bool> MarkedVowels(const SyllableTrie& trie);  // of its letters
float MostCost(std::size_t read_size, const SearchLimits& limits);
// A word does not gain letters by the handful: where `checklist` is read, `check` was not printed. Of the wide search.
inline bool IsLongEnough(const WordForm& form, std::size_t read_letters) {
  constexpr std::size_t kMostGained = 3;
  return form.length + kMostGained >= read_letters;
}
// Of candidates, cheapest first, those of the least price, as many as are to be kept, and within the margin of cost.
void KeepBest(const SyllableTrie& trie, const SearchLimits& limits, std::vector<Candidate>& candidates);

class CandidateSearch {
 public:
  static constexpr std::size_t kMaxLength = 12;

  // Both must outlive the search. One thread uses it.
  CandidateSearch(const SyllableTrie& trie, const OcrChannel& channel);

  // The words that `read` may stand for, cheapest first, in all case modes that its letters allow. Of up to 12 letters;
  // longer ones have none.
  std::vector<Candidate> Find(std::u32string_view read, const SearchLimits& limits = {});

 private:
  // costs[n]: of the cheapest way in which the letters of a node were read as the first n of the read word. Sixteen, so
  // that the machine takes them four or eight at a time.
  struct Row {
    std::array<float, 16> costs;
  };
  static_assert(kMaxLength < 16);
  // [n].costs[at]: of one printed letter that was read as the n characters before `at`.
  using LetterCosts = std::array<Row, OcrChannel::kMaxRead + 1>;
  struct LetterTable {  // by letter of the trie
    std::vector<LetterCosts> costs;
    std::vector<float> detours;  // the least by which a letter, wherever it stands, is dearer than the cheapest way
  };

  // The rows of the nodes that a walk has reached.
  class Rows {
   public:
    explicit Rows(std::size_t nodes) : slots_(nodes), stamps_(nodes) {}
    void Clear();
    // Takes what is cheaper than what the node has; a node that was not reached before is added to `reached`.
    void Take(std::uint32_t node, const Row& row, std::vector<std::uint32_t>& reached);
    // The row of a node; a new one of infinite costs if the node was not reached before: then it is added to `reached`.
    Row& At(std::uint32_t node, std::vector<std::uint32_t>& reached);
    const Row& operator[](std::uint32_t node) const { return rows_[slots_[node]]; }

   private:
    std::vector<Row> rows_;
    std::vector<std::uint32_t> slots_;   // by node: its row, if the stamp is that of this walk
    std::vector<std::uint32_t> stamps_;  // by node
    std::uint32_t walk_ = 0;
  };

  class Walk;

  const SyllableTrie& trie_;
  ChannelUnits units_;
  std::vector<bool> marked_vowel_;  // of the trie's letters
  Rows rows_;
  std::array<LetterTable, 3> tables_;  // of the word that is searched, by CaseMode
  LetterTable first_table_;            // of the first letter of a capitalised one
};

}  // namespace vankho
