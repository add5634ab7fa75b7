// SyllableLm: how likely is a syllable after the two before it? A trigram model of cased Vietnamese syllables, in which
// punctuation marks and number classes are tokens too (tokenizer.h).
//
// Interpolated modified Kneser-Ney (Chen and Goodman, An empirical study of smoothing techniques for language modeling,
// Computer Speech and Language 13, 1999), pruned by relative entropy (Stolcke, 1998), 8-bit quantised, memory-mapped.
// MODEL.md beside this header describes the trained model and its file; builder/ makes it.
//
// Ids are dense and ordered by base letters ("ke": kế, kể, kê, Kế...), so all look-alikes of a base form are neighbours
// and one search in a context's successors scores all of them: use `LogProbs` with the ids as `LookAlikes` gives them.
//
// Probabilities are natural logarithms. Thread rule: const calls are safe from any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

using WordId = std::uint32_t;

class SyllableLm {
 public:
  static constexpr WordId kUnknown =
      0;  // any token outside the vocabulary; P(kUnknown | h) is that of all of them together
  static constexpr WordId kBegin = 1;  // before the first token of a paragraph; context only, its own probability is 0
  static constexpr WordId kEnd = 2;    // after the last one

  // Maps the file and checks magic, version, sizes, offsets and checksum, so that no later call can leave the mapping.
  // Errors: kNotFound, kPermission, kIo, kInvalidInput (damaged or truncated), kVersion (another format version).
  static Result<SyllableLm> Open(const std::string& path);
  SyllableLm(SyllableLm&&) noexcept;
  SyllableLm& operator=(SyllableLm&&) noexcept;
  ~SyllableLm();

  // The token as `Tokenize` writes it: NFC, canonical tone placement, cased. kUnknown if absent. "<num>", "<year>",
  // "<date>" and "<code>" are the number classes.
  WordId IdOf(std::string_view token) const;
  // As IdOf, then the lower-cased form ("Huỵch" -> huỵch): what a text's token is taken for.
  WordId IdOfAnyCase(std::string_view token) const;
  std::string_view Token(WordId word) const;  // "<unk>", "<s>", "</s>" for the first three; valid while the model lives
  std::size_t vocabulary_size() const;

  // All tokens whose BareKey is `bare_lower` ("ke"), cased twins included, the most frequent first. Empty if there are
  // none.
  std::span<const WordId> LookAlikes(std::string_view bare_lower) const;

  // ln P(w | w2 w1), w2 being the older one, with back-off. With w1 == kBegin, w2 does not matter.
  float LogProb(WordId w2, WordId w1, WordId w) const;
  // The same for many w in one context; out.size() >= candidates.size(). Fast when the candidates are neighbours in
  // ascending order or come from one LookAlikes call; right for any.
  void LogProbs(WordId w2, WordId w1, std::span<const WordId> candidates, std::span<float> out) const;
  float UnigramLogProb(WordId word) const;

  // The same in two steps, for contexts that share their last word. First ln P(w | w1) of many w, backed off, and in
  // `pairs` a name for each pair (w1, w), kNoPair for those that the model lacks; all of the size of `words`.
  using Pair = std::uint32_t;
  static constexpr Pair kNoPair = 0xffffffff;
  void AfterWord(WordId w1, std::span<const WordId> words, std::span<float> out, std::span<Pair> pairs) const;
  // Then ln P(w | pair), given what AfterWord said of the same words after the pair's second word.
  void AfterPair(Pair pair, std::span<const WordId> words, std::span<const float> after_word,
                 std::span<float> out) const;
  // AfterPair will be asked for these: begins to fetch what it will read. Changes nothing but time.
  void Expect(std::span<const Pair> pairs) const;

  // What the file holds: for provenance and benchmarks.
  std::size_t file_bytes() const;
  std::uint64_t checksum() const;
  std::size_t bigram_count() const;
  std::size_t trigram_count() const;

 private:
  struct Data;
  explicit SyllableLm(std::unique_ptr<const Data> data);
  std::unique_ptr<const Data> data_;
};

}  // namespace vankho
