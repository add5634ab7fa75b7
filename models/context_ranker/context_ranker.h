// ContextRanker: which of a few look-alikes is it, given three words on either side? For the positions that the
// decoder, whose language model sees two words to the left, leaves in doubt.
//
// A small network with one hidden layer (Bengio and others, A neural probabilistic language model, 2003, here with both
// sides in view) scores the words of one base form; the decoder's posterior is one more witness:
//
//   h = r(sum over the six places p of E_p[word at p] + C[capital?])       r(z) = z for z > 0, z / 8 below
//   P(w | left, right)  ~  posterior(w)^a  *  exp(s (O[w] . h + b[w]))     normalised over the look-alikes on offer
//
// Weights are 8-bit whole numbers, and so are all sums but the last: every machine gives the same scores. MODEL.md
// describes the trained model and its file; builder/ makes it.
//
// Thread rule: const calls are safe from any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

// The words around a position as the language model numbers them, the nearest first; SyllableLm::kBegin and kEnd where
// there is none.
struct WordsAround {
  static constexpr std::size_t kSide = 3;
  std::array<std::uint32_t, kSide> left{};
  std::array<std::uint32_t, kSide> right{};
  bool operator==(const WordsAround&) const = default;
};

// Of the tokens of a language model in the order of their ids: a ranker is good for one vocabulary only.
std::uint64_t VocabularySum(std::size_t words, const std::function<std::string_view(std::size_t)>& token);

class ContextRanker {
 public:
  // Maps the file and checks magic, version, sizes, indices and checksum, so that no later call can leave the mapping.
  // Errors: kNotFound, kPermission, kIo, kInvalidInput (damaged, truncated, or for another vocabulary than the one with
  // this sum), kVersion (another format version).
  static Result<ContextRanker> Open(const std::string& path, std::uint64_t vocabulary);
  ContextRanker(ContextRanker&&) noexcept;
  ContextRanker& operator=(ContextRanker&&) noexcept;
  ~ContextRanker();

  // In: the posteriors (over 0) of at most kMost words that may stand there. Out: what they are with both sides in
  // view. The sum of each base form's words stays; words without look-alikes among them keep what they have.
  static constexpr std::size_t kMost = 4;
  void Weigh(const WordsAround& around, std::span<const std::uint32_t> words, std::span<double> posteriors) const;

  std::size_t file_bytes() const;

 private:
  struct Data;
  struct Output {
    std::uint16_t id = 0;
    double posterior = 0;
    double score = 0;  // ln of what it weighs among its look-alikes
  };
  std::vector<Output> OutputsOf(std::span<const std::uint32_t> words, std::span<const double> posteriors) const;
  explicit ContextRanker(std::unique_ptr<const Data> data);
  std::unique_ptr<const Data> data_;
};

}  // namespace vankho
