// What a process remembers from one document to the next: what the words that it read may have been by the engine
// profile, which depends on the profile and the read word alone. It saves work and changes no result.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/restore/candidates.h"

namespace vankho {

// What a search found.
struct FoundCandidates {
  std::vector<Candidate> candidates;
  bool wide = false;  // by the wide search
};

// Words and their candidates under one channel, in two generations: when the young one is full the old one is
// forgotten, and what is asked for again becomes young. Safe from any number of threads.
class CandidateMemory {
 public:
  using Candidates = std::shared_ptr<const FoundCandidates>;

  // Holds about `most_bytes` at most.
  explicit CandidateMemory(std::size_t most_bytes = std::size_t{16} << 20) : most_bytes_(most_bytes) {}

  Candidates Find(std::string_view word);  // null where it is not known
  void Add(std::string_view word, Candidates candidates);
  std::size_t bytes() const;  // that it holds, about

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Generation {
    std::unordered_map<std::string, Candidates, Hash, std::equal_to<>> words;
    std::size_t bytes = 0;
  };
  void Insert(std::string_view word, Candidates candidates);

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  Generation young_;
  Generation old_;
};

}  // namespace vankho
