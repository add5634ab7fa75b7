#include "pipeline/restore/rerank.h"

#include <algorithm>
#include <utility>

namespace vankho {
namespace {

// The words of a part of the document as they were chosen, with room on both sides.
class ChosenWords {
 public:
  ChosenWords(const Lattice& lattice, std::span<const Choice> choices) {
    words_.assign(WordsAround::kSide, SyllableLm::kBegin);
    for (const Choice& choice : choices) {
      first_.push_back(words_.size());
      const EdgeWords& words = lattice[choice.piece][choice.edge].words;
      for (std::size_t i = 0; i < words.size(); ++i) words_.push_back(words[i]);
    }
    words_.insert(words_.end(), WordsAround::kSide, SyllableLm::kEnd);
  }

  // Around a choice of one word.
  WordsAround Around(std::size_t choice) const {
    WordsAround around;
    for (std::size_t i = 0; i < WordsAround::kSide; ++i) {
      around.left[i] = words_[first_[choice] - 1 - i];
      around.right[i] = words_[first_[choice] + 1 + i];
    }
    return around;
  }

 private:
  std::vector<WordId> words_;
  std::vector<std::size_t> first_;  // of each choice
};

void AddReading(const Edge& edge, std::uint32_t index, double posterior, Doubt& doubt) {
  if (edge.words.size() != 1 || edge.words[0] <= SyllableLm::kEnd || posterior <= 0 || doubt.size == Doubt::kMost)
    return;
  doubt.words[doubt.size] = edge.words[0];
  doubt.edges[doubt.size] = index;
  doubt.posteriors[doubt.size] = posterior;
  ++doubt.size;
}

// Writes the doubt's posteriors into the choice and puts its readings in their order.
void Settle(const Doubt& doubt, Choice& choice) {
  std::vector<std::pair<std::uint32_t, double>> readings{{choice.edge, choice.posterior}};
  readings.insert(readings.end(), choice.rivals.begin(), choice.rivals.end());
  for (auto& [edge, posterior] : readings) {
    for (std::size_t i = 0; i < doubt.size; ++i) {
      if (doubt.edges[i] == edge) posterior = doubt.posteriors[i];
    }
  }
  std::stable_sort(readings.begin(), readings.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  choice.both_sides = readings[0].first != choice.edge;
  choice.edge = readings[0].first;
  choice.posterior = readings[0].second;
  choice.rivals.assign(readings.begin() + 1, readings.end());
}

}  // namespace

void ForEachDoubt(const Lattice& lattice, std::span<const Choice> choices,
                  const std::function<void(const Doubt&)>& use) {
  const auto in_doubt = [](const Choice& c) { return c.posterior < Doubt::kSure && !c.rivals.empty(); };
  if (std::none_of(choices.begin(), choices.end(), in_doubt)) return;
  const ChosenWords chosen(lattice, choices);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Choice& choice = choices[i];
    const std::vector<Edge>& edges = lattice[choice.piece];
    if (!in_doubt(choice) || edges[choice.edge].words.size() != 1) continue;
    Doubt doubt;
    doubt.choice = i;
    AddReading(edges[choice.edge], choice.edge, choice.posterior, doubt);
    for (const auto& [edge, posterior] : choice.rivals) AddReading(edges[edge], edge, posterior, doubt);
    if (doubt.size < 2) continue;
    doubt.around = chosen.Around(i);
    use(doubt);
  }
}

void Rerank(const Lattice& lattice, const ContextRanker& ranker, std::vector<Choice>& choices) {
  std::vector<Doubt> doubts;  // all before any choice changes: each sees what the decoder chose around it
  ForEachDoubt(lattice, choices, [&](const Doubt& doubt) { doubts.push_back(doubt); });
  for (Doubt& doubt : doubts) {
    ranker.Weigh(doubt.around, std::span(doubt.words).first(doubt.size), std::span(doubt.posteriors).first(doubt.size));
    Settle(doubt, choices[doubt.choice]);
  }
}

Result<std::unique_ptr<const ContextRanker>> OpenContextRanker(const std::string& path, const LanguageModel& lm) {
  const auto token = [&](std::size_t id) { return lm.Token(static_cast<WordId>(id)); };
  VK_ASSIGN_OR_RETURN(ContextRanker ranker, ContextRanker::Open(path, VocabularySum(lm.size(), token)));
  return std::make_unique<const ContextRanker>(std::move(ranker));
}

}  // namespace vankho
