#include "pipeline/restore/language.h"

namespace vankho {
namespace {

class MappedModel : public LanguageModel {
 public:
  explicit MappedModel(SyllableLm lm) : lm_(std::move(lm)) {}
  std::size_t size() const override { return lm_.vocabulary_size(); }
  std::string_view Token(WordId word) const override { return lm_.Token(word); }
  WordId IdOf(std::string_view token) const override { return lm_.IdOf(token); }
  float Unigram(WordId word) const override { return lm_.UnigramLogProb(word); }
  void AfterWord(WordId w1, std::span<const WordId> words, std::span<float> out, std::span<Pair> pairs) const override {
    lm_.AfterWord(w1, words, out, pairs);
  }
  void AfterPair(Pair pair, std::span<const WordId> words, std::span<const float> after_word,
                 std::span<float> out) const override {
    lm_.AfterPair(pair, words, after_word, out);
  }
  void Expect(std::span<const Pair> pairs) const override { lm_.Expect(pairs); }

 private:
  SyllableLm lm_;
};

}  // namespace

Result<std::unique_ptr<LanguageModel>> OpenSyllableLm(const std::string& path) {
  VK_ASSIGN_OR_RETURN(SyllableLm lm, SyllableLm::Open(path));
  return std::make_unique<MappedModel>(std::move(lm));
}

}  // namespace vankho
