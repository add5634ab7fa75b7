#include "models/syllable_lm/successor_index.h"

namespace vankho {

SuccessorIndex::SuccessorIndex(std::span<const std::uint16_t> successors, std::size_t words)
    : blocks_(words / kIds + 1) {
  for (const std::uint16_t word : successors) {
    if (word < words) blocks_[word / kIds] |= std::uint64_t{1} << word % kIds;
  }
  std::uint64_t before = 0;
  for (std::uint64_t& block : blocks_) {
    const auto here = static_cast<std::uint64_t>(std::popcount(block));
    block |= before << kIds;
    before += here;
  }
}

SuccessorIndexes::~SuccessorIndexes() {
  for (const std::atomic<const SuccessorIndex*>& index : indexes_) delete index.load();
}

const SuccessorIndex* SuccessorIndexes::Make(std::uint32_t word, std::span<const std::uint16_t> successors) const {
  auto made = std::make_unique<const SuccessorIndex>(successors, indexes_.size());
  const SuccessorIndex* known = nullptr;
  if (!indexes_[word].compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return known;
  return made.release();
}

}  // namespace vankho
