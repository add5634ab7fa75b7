// How a ranker learns: first from the text as it is, every word among its look-alikes; then from the positions in
// doubt, with the decoder's posteriors beside it and the decoder's words around it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/context_ranker/builder/doubts.h"
#include "models/context_ranker/builder/network.h"
#include "models/context_ranker/builder/ranker_ids.h"

namespace vankho {

struct TextTraining {
  int rounds = 1;
  float rate = 0.1F;
};

// One text: ids, kEndToken after each line, and the lines to learn from.
struct TextLines {
  struct Line {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // of the kEndToken
  };
  std::vector<TokenId> text;
  std::vector<Line> lines;
};

void LearnFromText(const std::vector<TextLines>& texts, const RankerIds& ids, TextTraining options,
                   RankerNetwork& network);

// What the decoder's posterior and the network's score weigh.
struct RankerPowers {
  float posterior = 0.7F;
  float score = 0.5F;
};

// A doubt as the network takes it: its readings that have look-alikes.
struct OpenDoubt {
  OpenDoubt(const StoredDoubt& doubt, const RankerIds& ids);
  std::span<RankerNetwork::Reading> readings() { return std::span(reading).first(size); }
  bool is_useful() const { return size > 1 && truth < size; }  // for learning
  RankerContext context;
  std::size_t size = 0;
  std::size_t truth = Doubt::kMost;  // index of the true reading, kMost where there is none
  std::array<RankerNetwork::Reading, Doubt::kMost> reading{};
  std::array<float, Doubt::kMost> logs{};  // of the decoder's posteriors
};

struct DoubtTraining {
  int rounds = 1;
  float rate = 0.02F;
};

// The order of the doubts is changed.
RankerPowers LearnFromDoubts(std::vector<StoredDoubt>& doubts, const RankerIds& ids, DoubtTraining options,
                             RankerNetwork& network);

}  // namespace vankho
