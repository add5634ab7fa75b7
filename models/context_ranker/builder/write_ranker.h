// Lays a trained network out as the file that ContextRanker reads (format.h): 8-bit weights.
#pragma once

#include <cstdint>
#include <string>

#include "models/context_ranker/builder/network.h"
#include "models/context_ranker/builder/ranker_ids.h"
#include "models/context_ranker/builder/training.h"

namespace vankho {

// The bytes of the file. `vocabulary` is the VocabularySum of the language model.
std::string WriteRanker(const RankerNetwork& network, const RankerIds& ids, RankerPowers powers,
                        std::uint64_t vocabulary);

}  // namespace vankho
