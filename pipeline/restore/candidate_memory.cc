#include "pipeline/restore/candidate_memory.h"

#include <utility>

namespace vankho {
namespace {

std::size_t BytesOf(std::string_view word, const std::vector<Candidate>& candidates) {
  constexpr std::size_t kNode = 128;  // of the map, of the string, of the vector and its counter
  return kNode + word.size() + candidates.capacity() * sizeof(Candidate);
}

}  // namespace

CandidateMemory::Candidates CandidateMemory::Find(std::string_view word) {
  const std::lock_guard lock(mutex_);
  if (auto found = young_.words.find(word); found != young_.words.end()) return found->second;
  auto found = old_.words.find(word);
  if (found == old_.words.end()) return nullptr;
  Candidates candidates = found->second;
  Insert(word, candidates);
  return candidates;
}

void CandidateMemory::Add(std::string_view word, Candidates candidates) {
  const std::lock_guard lock(mutex_);
  Insert(word, std::move(candidates));
}

std::size_t CandidateMemory::bytes() const {
  const std::lock_guard lock(mutex_);
  return young_.bytes + old_.bytes;
}

void CandidateMemory::Insert(std::string_view word, Candidates candidates) {
  const std::size_t bytes = BytesOf(word, candidates->candidates);
  if (young_.bytes + bytes > most_bytes_ / 2) {
    old_ = std::move(young_);
    young_ = {};
  }
  if (young_.words.emplace(word, std::move(candidates)).second) young_.bytes += bytes;
}

}  // namespace vankho
