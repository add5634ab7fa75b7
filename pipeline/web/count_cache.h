// Counts that stand beside a list, kept for a moment: they cost more than the list itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace vankho {

// Safe from several threads.
template <class Counts>
class CountCache {
 public:
  std::optional<Counts> Find(const std::string& key) {
    std::lock_guard lock(mutex_);
    auto found = kept_.find(key);
    if (found == kept_.end() || found->second.generation != generation_) return std::nullopt;
    if (Clock::now() > found->second.end) return std::nullopt;
    return found->second.counts;
  }
  // `generation` as it was before counting began: what was counted before a write is not kept after it.
  void Keep(const std::string& key, std::int64_t generation, const Counts& counts) {
    std::lock_guard lock(mutex_);
    if (kept_.size() >= kMost) kept_.clear();
    kept_[key] = {Clock::now() + kLifetime, generation, counts};
  }
  std::int64_t generation() {
    std::lock_guard lock(mutex_);
    return generation_;
  }
  // Somebody wrote.
  void Forget() {
    std::lock_guard lock(mutex_);
    ++generation_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kLifetime{30};
  static constexpr std::size_t kMost = 500;
  struct Kept {
    Clock::time_point end;
    std::int64_t generation = 0;
    Counts counts;
  };
  std::mutex mutex_;
  std::int64_t generation_ = 0;
  std::map<std::string, Kept> kept_;
};

}  // namespace vankho
