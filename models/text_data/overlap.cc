#include "models/text_data/overlap.h"

namespace vankho {
namespace {

std::uint64_t Mix(std::uint64_t h) {
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9;
  h = (h ^ (h >> 27)) * 0x94d049bb133111eb;
  return h ^ (h >> 31);
}

constexpr std::uint64_t kBase = 0x9e3779b97f4a7c15;  // of the polynomial hash

std::uint64_t Power(std::uint64_t base, std::size_t exponent) {
  std::uint64_t p = 1;
  for (std::size_t i = 0; i < exponent; ++i) p *= base;
  return p;
}

}  // namespace

std::vector<std::uint64_t> OverlapFilter::Grams(std::span<const std::uint64_t> words) {
  static const std::uint64_t kOldest = Power(kBase, kOrder);
  std::vector<std::uint64_t> grams;
  std::uint64_t h = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    h = h * kBase + Mix(words[i]);
    if (i >= kOrder) h -= kOldest * Mix(words[i - kOrder]);
    if (i + 1 >= kOrder) grams.push_back(Mix(h));
  }
  if (words.size() < kOrder) grams.push_back(Mix(h ^ (words.size() + 1)));
  return grams;
}

void OverlapFilter::AddHeldOut(std::span<const std::uint64_t> words) {
  lines_.push_back(Grams(words));
  for (std::uint64_t gram : lines_.back()) {
    seen_.emplace(gram, false);
    filter_[gram & (filter_.size() - 1)] = true;
  }
}

void OverlapFilter::SeeTraining(std::span<const std::uint64_t> words) {
  for (std::uint64_t gram : Grams(words)) {
    if (!filter_[gram & (filter_.size() - 1)]) continue;
    auto found = seen_.find(gram);
    if (found != seen_.end()) found->second = true;
  }
}

bool OverlapFilter::IsFresh(std::size_t line) const {
  std::size_t shared = 0;
  for (std::uint64_t gram : lines_[line]) shared += seen_.at(gram) ? 1 : 0;
  return shared * 5 < lines_[line].size();
}

}  // namespace vankho
