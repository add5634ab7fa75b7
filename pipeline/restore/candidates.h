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
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/ocr_channel/ocr_channel.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

enum class CaseMode : std::uint8_t { kLower, kCapital, kUpper };

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

class CandidateSearch {
 public:
  // The trie must outlive the search. One thread uses it.
  CandidateSearch(const SyllableTrie& trie, const OcrChannel& channel);

  // The words that `read` may stand for, cheapest first, in all case modes that its letters allow. Of up to 12 letters;
  // longer ones have none.
  std::vector<Candidate> Find(std::u32string_view read, const SearchLimits& limits = {});

 private:
  static constexpr std::size_t kMaxLength = 12;

  struct Emission {  // a unit of two letters of the trie
    SyllableTrie::Letter first = 0;
    SyllableTrie::Letter second = 0;
    float cost = 0;
  };
  // What a read string may have been printed as: one letter, by letter, or two of them, the cheapest first.
  struct Units {
    std::vector<float> one;  // by letter of the trie, infinite where it cannot be; empty where no letter can
    float least_one = std::numeric_limits<float>::infinity();
    std::vector<Emission> two;
    float least_two = std::numeric_limits<float>::infinity();
    float least() const { return least_one < least_two ? least_one : least_two; }
  };
  // In small letters, a capital with a small one, in capitals. By CaseMode.
  using Emissions = std::array<Units, 3>;
  using EmissionsAt = std::vector<const Emissions*>;  // [position * 4 + length]; null where nothing is read so

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

  EmissionsAt EmissionsOf(std::u32string_view read) const;

  const SyllableTrie& trie_;
  std::unordered_map<std::uint64_t, Emissions> emissions_;  // by what is read, 21 bits a character
  std::vector<bool> marked_vowel_;                          // of the trie's letters
  Rows rows_;
  std::array<LetterTable, 3> tables_;  // of the word that is searched, by CaseMode
  LetterTable first_table_;            // of the first letter of a capitalised one
};

}  // namespace vankho
