// What the decoder asks of a language model. The product gives it a SyllableLm; tests a toy that a person can add up.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "models/syllable_lm/syllable_lm.h"
#include "pipeline/base/result.h"

namespace vankho {

// A trigram model over tokens as `Tokenize` writes them (models/syllable_lm/tokenizer.h). Natural logarithms. Const
// calls are safe from any number of threads.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  virtual std::size_t size() const = 0;  // ids are 0 .. size() - 1; 0, 1, 2 as in SyllableLm
  virtual std::string_view Token(WordId word) const = 0;
  virtual WordId IdOf(std::string_view token) const = 0;  // SyllableLm::kUnknown if absent
  virtual float Unigram(WordId word) const = 0;
  // As SyllableLm has them: ln P(words | w1), then ln P(words | pair).
  using Pair = SyllableLm::Pair;
  virtual void AfterWord(WordId w1, std::span<const WordId> words, std::span<float> out,
                         std::span<Pair> pairs) const = 0;
  virtual void AfterPair(Pair pair, std::span<const WordId> words, std::span<const float> after_word,
                         std::span<float> out) const = 0;
  // AfterPair will be asked for these pairs: a model may begin to fetch what it will read.
  virtual void Expect(std::span<const Pair> /*pairs*/) const {}
};

Result<std::unique_ptr<LanguageModel>> OpenSyllableLm(const std::string& path);

}  // namespace vankho
