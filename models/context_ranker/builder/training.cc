#include "models/context_ranker/builder/training.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace vankho {
namespace {

using Reading = RankerNetwork::Reading;

constexpr float kSure = 0.99F;  // a truth of this probability teaches nothing

template <class T>
void Shuffle(std::vector<T>& items, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

// Scores to probabilities less what the truth has: the slopes of -ln P. Returns P of the truth.
float Slopes(std::span<const float> scores, std::size_t truth, std::vector<float>& slopes) {
  const float best = *std::max_element(scores.begin(), scores.end());
  slopes.clear();
  float all = 0;
  for (const float score : scores) all += slopes.emplace_back(std::exp(score - best));
  for (float& slope : slopes) slope /= all;
  const float probability = slopes[truth];
  slopes[truth] -= 1;
  return probability;
}

float Decayed(float rate, double done) { return rate * static_cast<float>(std::max(0.1, 1 - done)); }

class TextLearner {
 public:
  TextLearner(const RankerIds& ids, RankerNetwork& network) : ids_(ids), network_(network) {}

  void Line(std::span<const TokenId> line, float rate) {
    rows_.assign(WordsAround::kSide, ids_.row[kBeginToken]);
    for (const TokenId token : line) rows_.push_back(ids_.row[token]);
    rows_.insert(rows_.end(), WordsAround::kSide, ids_.row[kEndToken]);
    for (std::size_t i = 0; i < line.size(); ++i) Position(line[i], i + WordsAround::kSide, rate);
  }

 private:
  void Position(TokenId word, std::size_t at, float rate) {
    const std::uint16_t truth = ids_.output[word];
    if (truth == ranker_format::kNoOutput) return;
    RankerContext context;
    for (std::size_t k = 0; k < WordsAround::kSide; ++k) {
      context.rows[k] = rows_[at - 1 - k];
      context.rows[WordsAround::kSide + k] = rows_[at + 1 + k];
    }
    context.is_capital = ids_.capital[word] != 0;
    readings_.clear();
    for (std::uint16_t o = ids_.group[truth]; o < ids_.group_end[truth]; ++o) readings_.push_back({o, 0});
    network_.Scores(context, readings_);
    scores_.clear();
    for (const Reading& reading : readings_) scores_.push_back(reading.score);
    if (Slopes(scores_, truth - ids_.group[truth], slopes_) > kSure) return;
    network_.Learn(context, readings_, slopes_, rate);
  }

  const RankerIds& ids_;
  RankerNetwork& network_;
  std::vector<std::uint16_t> rows_;
  std::vector<Reading> readings_;
  std::vector<float> scores_;
  std::vector<float> slopes_;
};

}  // namespace

void LearnFromText(const std::vector<TextLines>& texts, const RankerIds& ids, TextTraining options,
                   RankerNetwork& network) {
  std::vector<std::span<const TokenId>> lines;
  double tokens = 0;
  for (const TextLines& text : texts) {
    for (const TextLines::Line& line : text.lines) {
      lines.push_back(std::span(text.text).subspan(line.begin, line.end - line.begin));
      tokens += static_cast<double>(lines.back().size());
    }
  }
  TextLearner learner(ids, network);
  double seen = 0;
  for (int round = 0; round < options.rounds; ++round) {
    Shuffle(lines, static_cast<std::uint64_t>(round) + 2);
    for (const std::span<const TokenId> line : lines) {
      learner.Line(line, Decayed(options.rate, seen / (tokens * options.rounds)));
      seen += static_cast<double>(line.size());
    }
  }
}

OpenDoubt::OpenDoubt(const StoredDoubt& doubt, const RankerIds& ids) {
  for (std::size_t k = 0; k < WordsAround::kSide; ++k) {
    context.rows[k] = ids.row[doubt.left[k]];
    context.rows[WordsAround::kSide + k] = ids.row[doubt.right[k]];
  }
  for (std::size_t i = 0; i < doubt.size; ++i) {
    context.is_capital |= ids.capital[doubt.words[i]] != 0;
    const std::uint16_t output = ids.output[doubt.words[i]];
    if (output == ranker_format::kNoOutput) continue;
    if (i == doubt.truth) truth = size;
    reading[size].output = output;
    logs[size++] = std::log(doubt.posteriors[i]);
  }
}

RankerPowers LearnFromDoubts(std::vector<StoredDoubt>& doubts, const RankerIds& ids, DoubtTraining options,
                             RankerNetwork& network) {
  RankerPowers powers;
  double moved_posterior = 1;
  double moved_score = 1;
  std::vector<float> slopes;
  std::vector<float> scores;
  Shuffle(doubts, 1);
  double seen = 0;
  const double all = static_cast<double>(doubts.size()) * options.rounds;
  for (int round = 0; round < options.rounds; ++round) {
    for (const StoredDoubt& doubt : doubts) {
      const float rate = Decayed(options.rate, seen++ / all);
      OpenDoubt open(doubt, ids);
      if (!open.is_useful()) continue;
      network.Scores(open.context, open.readings());
      scores.clear();
      for (std::size_t i = 0; i < open.size; ++i)
        scores.push_back(powers.posterior * open.logs[i] + powers.score * open.reading[i].score);
      Slopes(scores, open.truth, slopes);
      double posterior = 0;
      double score = 0;
      for (std::size_t i = 0; i < open.size; ++i) {
        posterior += slopes[i] * open.logs[i];
        score += slopes[i] * open.reading[i].score;
        slopes[i] *= powers.score;
      }
      network.Learn(open.context, open.readings(), slopes, rate);
      moved_posterior += posterior * posterior;
      moved_score += score * score;
      powers.posterior -= static_cast<float>(0.01 * posterior / std::sqrt(moved_posterior));
      powers.score -= static_cast<float>(0.01 * score / std::sqrt(moved_score));
    }
  }
  return powers;
}

}  // namespace vankho
