#include "extractors/agency/mention_memo.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

namespace vankho {
namespace {

constexpr std::size_t kMostParts = 32;  // that are remembered

// The words that lie in a part; nothing where its end cuts one.
std::optional<std::span<const WordToken>> WordsIn(const std::vector<WordToken>& words, TextSpan part) {
  auto ends_before = [](const WordToken& word, std::size_t at) { return word.span.end <= at; };
  auto first = std::lower_bound(words.begin(), words.end(), part.begin, ends_before);
  auto last = std::lower_bound(first, words.end(), part.end, ends_before);
  const bool cut =
      (first != words.end() && first->span.begin < part.begin) || (last != words.end() && last->span.begin < part.end);
  if (cut) return std::nullopt;
  return std::span(words).subspan(static_cast<std::size_t>(first - words.begin()),
                                  static_cast<std::size_t>(last - first));
}

}  // namespace

void MentionMemo::Open(std::string_view paragraph) {
  paragraph_ = paragraph;
  split_ = false;
  searched_.clear();
}

const std::vector<NamedAgency>& MentionMemo::Find(std::string_view text) {
  const std::less_equal<const char*> no_later;
  const bool inside = no_later(paragraph_.data(), text.data()) &&
                      no_later(text.data() + text.size(), paragraph_.data() + paragraph_.size());
  if (searched_.size() == kMostParts) searched_.clear();
  if (!inside) return searched_.emplace_back(Searched{{0, 0}, gazetteer_->Find(text)}).found;
  const auto begin = static_cast<std::size_t>(text.data() - paragraph_.data());
  const TextSpan part{begin, begin + text.size()};
  for (const Searched& known : searched_) {
    if (known.part == part && !part.empty()) return known.found;
  }
  if (!split_) words_ = gazetteer_->Split(paragraph_);
  split_ = true;
  const auto words = WordsIn(words_, part);
  if (!words) return searched_.emplace_back(Searched{part, gazetteer_->Find(text)}).found;
  std::vector<NamedAgency> found = gazetteer_->FindIn(paragraph_, *words);
  for (NamedAgency& body : found) body.span = {body.span.begin - begin, body.span.end - begin};
  return searched_.emplace_back(Searched{part, std::move(found)}).found;
}

}  // namespace vankho
