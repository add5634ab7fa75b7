// What a process remembers from one document to the next: what the words that it read may have been by the engine
// profile, which depends on the profile and the read word alone. It saves work and changes no result.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/restore/candidates.h"
#include "pipeline/restore/edges.h"

namespace vankho {

// Words and what is known of them, in two generations: when the young one is full the old one is forgotten, and what is
// asked for again becomes young. Safe from any number of threads.
template <typename Value>
class WordMemory {
 public:
  using Known = std::shared_ptr<const Value>;

  // Holds about `most_bytes` at most.
  explicit WordMemory(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // Null where the word is not known.
  Known Find(std::string_view word) {
    const std::lock_guard lock(mutex_);
    if (auto found = young_.words.find(word); found != young_.words.end()) return found->second.known;
    auto found = old_.words.find(word);
    if (found == old_.words.end()) return nullptr;
    Entry entry = found->second;
    Insert(word, entry);
    return entry.known;
  }
  // `bytes`: of the value.
  void Add(std::string_view word, Known known, std::size_t bytes) {
    constexpr std::size_t kNode = 128;  // of the map, of the string, of the value's counter
    const std::lock_guard lock(mutex_);
    Insert(word, {std::move(known), kNode + word.size() + bytes});
  }
  // That it holds, about.
  std::size_t bytes() const {
    const std::lock_guard lock(mutex_);
    return young_.bytes + old_.bytes;
  }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Entry {
    Known known;
    std::size_t bytes = 0;
  };
  struct Generation {
    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> words;
    std::size_t bytes = 0;
  };

  void Insert(std::string_view word, Entry entry) {
    const std::size_t bytes = entry.bytes;
    if (young_.bytes + bytes > most_bytes_ / 2) {
      old_ = std::move(young_);
      young_ = {};
    }
    if (young_.words.emplace(word, std::move(entry)).second) young_.bytes += bytes;
  }

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  Generation young_;
  Generation old_;
};

// What a search found.
struct FoundCandidates {
  std::vector<Candidate> candidates;
  bool wide = false;  // by the wide search
};

// Words and their candidates under one channel.
class CandidateMemory {
 public:
  using Candidates = WordMemory<FoundCandidates>::Known;

  explicit CandidateMemory(std::size_t most_bytes = std::size_t{16} << 20) : words_(most_bytes) {}

  Candidates Find(std::string_view word) { return words_.Find(word); }  // null where it is not known
  void Add(std::string_view word, const Candidates& candidates) {
    words_.Add(word, candidates, candidates->candidates.capacity() * sizeof(Candidate));
  }
  std::size_t bytes() const { return words_.bytes(); }

 private:
  WordMemory<FoundCandidates> words_;
};

// Words and all their edges under one channel, which take some eight times as much room as the candidates and nearly as
// long to make as to find those.
using EdgeMemory = WordMemory<EdgeSet>;

}  // namespace vankho
