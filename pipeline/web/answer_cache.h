// Answers that cost much and are asked for again and again, kept for a moment.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace vankho {

// Safe from several threads.
template <class Answer>
class AnswerCache {
 public:
  explicit AnswerCache(std::chrono::milliseconds lifetime) : lifetime_(lifetime) {}

  std::optional<Answer> Find(const std::string& key) {
    std::lock_guard lock(mutex_);
    auto found = kept_.find(key);
    if (found == kept_.end() || found->second.generation != generation_) return std::nullopt;
    Kept& kept = found->second;
    if (Clock::now() <= kept.end) return kept.answer;
    // Too old: whoever comes first asks the store, the others take the old one as long as that may last.
    if (kept.asked && Clock::now() <= kept.end + kPatience) return kept.answer;
    kept.asked = true;
    return std::nullopt;
  }
  // `generation` as it was before the store was asked: what was answered before a write is not kept after it.
  void Keep(const std::string& key, std::int64_t generation, const Answer& answer) {
    std::lock_guard lock(mutex_);
    if (kept_.size() >= kMost) kept_.clear();
    kept_[key] = {Clock::now() + lifetime_, generation, answer, false};
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
  static constexpr std::size_t kMost = 500;
  static constexpr std::chrono::seconds kPatience{1};
  struct Kept {
    Clock::time_point end;
    std::int64_t generation = 0;
    Answer answer;
    bool asked = false;  // somebody is at it
  };
  std::chrono::milliseconds lifetime_;
  std::mutex mutex_;
  std::int64_t generation_ = 0;
  std::map<std::string, Kept> kept_;
};

}  // namespace vankho
