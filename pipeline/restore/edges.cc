#include "pipeline/restore/edges.h"

#include <algorithm>
#include <limits>

namespace vankho {

void EdgeWords::push_back(WordId word) {
  if (size_ < few_.size()) {
    few_[size_++] = word;
    return;
  }
  std::vector<WordId> all = many_ == nullptr ? std::vector<WordId>(few_.begin(), few_.end()) : *many_;
  all.push_back(word);
  many_ = std::make_shared<const std::vector<WordId>>(std::move(all));
  ++size_;
}

bool EdgeWords::operator==(const EdgeWords& other) const {
  if (size_ != other.size_) return false;
  for (std::uint32_t i = 0; i < size_; ++i) {
    if ((*this)[i] != other[i]) return false;
  }
  return true;
}

std::string EdgeText::str() const {
  if (form_ != nullptr) return Cased(form_->lower, mode_);
  return own_ == nullptr ? std::string() : *own_;
}

bool EdgeText::operator==(const EdgeText& other) const {
  if (form_ != nullptr && other.form_ != nullptr) {
    if (form_ != other.form_) return false;
    // Of one letter the capital is all.
    return mode_ == other.mode_ || (form_->length == 1 && mode_ != CaseMode::kLower && other.mode_ != CaseMode::kLower);
  }
  return str() == other.str();
}

EdgeSet::EdgeSet(std::vector<Edge> of) : edges(std::move(of)) {
  constexpr float kImpossible = -1e30F;
  firsts.reserve(edges.size());
  scores.reserve(edges.size());
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    const Edge& edge = edges[e];
    const bool plain = edge.pieces == 1 && edge.words.size() == 1;
    if (!plain) others.push_back(e);
    firsts.push_back(edge.words[0]);
    scores.push_back(plain ? -edge.cost : kImpossible);
    best = std::max(best, scores.back());
    named |= edge.name != 0;
    repeats |= e > 0 && firsts[e] < firsts[e - 1];  // not in order: they may
    for (std::uint32_t other = e; !repeats && other-- > 0 && firsts[other] == firsts[e];) {
      repeats = edges[other].name == edge.name;
    }
  }
}

std::vector<Edge> InOrderOfWords(std::span<Edge> edges) {
  thread_local std::vector<std::pair<WordId, std::uint32_t>> order;
  order.clear();
  for (std::uint32_t e = 0; e < edges.size(); ++e) order.emplace_back(edges[e].words[0], e);
  std::sort(order.begin(), order.end());
  std::vector<Edge> out;
  out.reserve(edges.size());
  for (const auto& [word, e] : order) out.push_back(std::move(edges[e]));
  return out;
}

}  // namespace vankho
