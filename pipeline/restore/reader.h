// From a piece to its edges: every way in which a seen piece may be read, priced.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/restore/candidate_memory.h"
#include "pipeline/restore/candidates.h"
#include "pipeline/restore/decoder.h"
#include "pipeline/restore/foreign_words.h"
#include "pipeline/restore/pieces.h"
#include "pipeline/restore/pricing.h"

namespace vankho {

// How an engine profile is decoded.
struct ReaderOptions {
  SearchLimits limits;
  float lower_twin = 1.0F;       // price of the common-noun reading of a capitalised word ...
  float usual_capital = 2.0F;    // ... more by what it is rarer in capitals than e to this ...
  float rare_capital = 4.0F;     // ... up to this
  bool splits = true;            // words may have lost the space between them, or gained marks inside
  bool crude = false;            // the engine knew no Vietnamese: capitals, digits and specks tell little
  bool wide = true;              // any letter may have been read as any other where nothing else fits
  float split_over = 2.0F;       // offer splits where the best single reading costs more than this, a letter
  bool split_nonsense = false;   // ... and of every word that no orthography allows
  float poor = 3.0F;             // search the wide channel where the best reading costs more than this ...
  float poor_letter = 0.3F;      // ... and this a letter
  float other_case = 2.0F;       // price of a reading with other capitals than were seen
  float tall_vowel = 0.3F;       // price of a small vowel where a capital was seen (ánh read as Anh)
  float tall_syllable = 4.0F;    // price of a syllable in capitals among small words (SỞ where Sở was printed)
  float opener = 2.5F;           // price of a capital that only opens a sentence, in the midst of one
  float digit_word = 4.0F;       // price of a word where a number was read (digit_words.h)
  float short_word = 3.0F;       // price of an abbreviation in running text, and 1 a letter
  float specked_space = 4.0F;    // price of a speck in the space between two words
  float unknown_word = 6.0F;     // price of an unknown word ...
  float unknown_letter = 3.5F;   // ... and of each of its letters
  float unknown_capital = 2.0F;  // ... of each letter of an abbreviation
  float foreign_letter = 2.5F;   // ... of each letter of a word that looks like a foreign name
  float listed_foreign = 2.0F;   // price of a word that `foreign` holds
  float foreign_over = 2.0F;     // no other foreign word costs more than a reading that is not poor by so much
  const ForeignWords* foreign = nullptr;
};

// A piece as the reader sees it.
struct PieceText {
  std::string_view seen;
  PieceKind kind = PieceKind::kWord;
  bool touches = false;                    // nothing lies between it and the piece before it
  bool begins_line = false;                // of a paragraph's lines
  std::span<const Alternative> choices{};  // what else the engine saw there (word_choices.h)
};

// Remembers the edges of each distinct piece, and begins anew when there are many: one reader a document, used by one
// thread.
class PieceReader {
 public:
  // All must outlive the reader. `memory` and `edge_memory` (which may be null) are the process's for this channel and
  // these options.
  PieceReader(const SyllableTrie& trie, const OcrChannel& channel, const LanguageModel& lm, ReaderOptions options,
              CandidateMemory& memory, EdgeMemory* edge_memory = nullptr);

  // From now on words cost what they cost under the document's own channel, which must outlive the reader. Candidates
  // are still those that the engine profile gives; others are searched where all of them become poor, and for words
  // that hold one of the `new_reads`, of units that the profile does not know, unless they are among the `sure` ones.
  void Adjust(const OcrChannel& own, const std::vector<std::u32string>& new_reads,
              std::set<std::string, std::less<>> sure);

  // The edges of the lattice for a paragraph's pieces.
  Lattice Read(std::span<const PieceText> pieces);

 private:
  // Adds to the lattice what depends on the pieces around: words that a mark tore apart, capitals that do not fit.
  void AddJoins(std::span<const PieceText> pieces, std::size_t first, std::vector<Edge>& edges);
  void AddHookMark(std::span<const PieceText> pieces, std::size_t first, std::vector<Edge>& edges);
  void AddChoices(const PieceText& piece, std::vector<Edge>& edges);
  void AddOtherCase(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges);
  void AddAbbreviation(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges) const;
  void AddSpeckedSpace(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges);
  void PriceOpeners(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges) const;
  std::shared_ptr<const EdgeSet> DigitWordEdges(std::string_view number);
  static bool MayBeDigitWord(std::span<const PieceText> pieces, std::size_t at);
  void PriceTall(std::vector<Edge>& edges) const;
  static bool InRow(std::span<const PieceText> pieces, std::size_t at);
  static bool Shouts(std::span<const PieceText> pieces, std::size_t at);
  static bool ShoutsAtHeart(std::span<const PieceText> pieces, std::size_t at);
  static bool IsTall(std::span<const PieceText> pieces, std::size_t at);
  static bool IsTallVowel(std::span<const PieceText> pieces, std::size_t at);
  std::vector<Edge> BestParts(std::string_view part);
  std::shared_ptr<const EdgeSet> WordEdges(std::string_view seen);
  std::shared_ptr<const EdgeSet> PlainEdges(std::string_view seen, PieceKind kind);
  std::vector<Edge> MakeWordEdges(std::string_view seen);
  const std::vector<Edge>& SingleEdges(std::string_view seen);
  std::vector<Edge> MakeSingleEdges(std::string_view seen, bool may_widen);
  void AddSingleEdges(std::string_view seen, bool may_widen, std::vector<Edge>& edges);
  CandidateMemory::Candidates FindCandidates(std::string_view seen, bool may_widen);
  CandidateMemory::Candidates ProfileCandidates(std::string_view seen, std::u32string_view read, bool may_widen);
  std::optional<std::vector<Candidate>> Reprice(std::u32string_view read, const FoundCandidates& known, bool may_widen);
  FoundCandidates Search(CandidateSearch& search, std::u32string_view read, bool may_widen) const;
  bool MayWiden(std::u32string_view read, bool may_widen) const;
  float Enough(std::u32string_view read) const;
  bool HoldsNew(std::u32string_view read) const;
  float CapitalPrice(const WordForm& form) const;
  void AddCandidate(const Candidate& candidate, std::vector<Edge>& edges) const;
  void AddKeep(std::string_view seen, std::vector<Edge>& edges) const;
  void AddSplits(std::string_view seen, std::vector<Edge>& edges);
  Edge PlainEdge(std::string_view seen, PieceKind kind) const;

  const SyllableTrie& trie_;
  const OcrChannel& channel_;
  const LanguageModel& lm_;
  ReaderOptions options_;
  CandidateMemory& memory_;
  EdgeMemory* edge_memory_;
  ForeignForms foreign_forms_;
  std::optional<CandidateSearch> search_;  // once there is a word that the memory does not hold
  // Of the document's own channel, after Adjust:
  std::optional<CandidatePricer> pricer_;
  std::optional<CandidateSearch> own_search_;
  std::unordered_set<std::u32string> new_reads_;
  std::set<std::string, std::less<>> sure_;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  static constexpr std::size_t kMostKnown = 10000;  // of edges that are remembered: some 2 KB each
  template <typename Value>
  using BySeen = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  BySeen<std::shared_ptr<const EdgeSet>> cache_;  // of words with all their edges
  BySeen<std::shared_ptr<const EdgeSet>> plain_;  // of marks and numbers
  std::vector<Edge> scratch_;                     // of the word whose edges are made
  BySeen<std::vector<Edge>> single_;              // of words and their parts, read as one word each
};

}  // namespace vankho
