#include "extractors/agency/mention_memo.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "pipeline/base/pattern.h"

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

void MentionMemo::Define(std::string short_name) {
  constexpr std::size_t kMost = 16;  // of one paper
  const bool known = std::find(defined_.begin(), defined_.end(), short_name) != defined_.end();
  if (known || defined_.size() == kMost || gazetteer_->IsName(short_name)) return;
  defined_.push_back(std::move(short_name));
}

// A body that stands there already keeps its words; but "Hội đồng thẩm định hồ sơ" is the council that appraises them,
// where the paper calls one so.
void MentionMemo::AddDefined(std::string_view text, std::vector<NamedAgency>& found) const {
  for (const std::string& name : defined_) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + name.size())) {
      const TextSpan span{at, at + name.size()};
      if (!StandsAlone(text, span)) continue;
      auto next = std::find_if(found.begin(), found.end(), [&](const NamedAgency& body) { return body.span.end > at; });
      if (next != found.end() && next->span.Overlaps(span)) {
        const std::string_view more = next->span.Of(text).substr(std::min(next->span.size(), name.size()));
        if (next->span.begin != at || more.empty() || !gazetteer_->OpensDuty(more)) continue;
        *next = {span, name, "agency/defined", 0.9};
      } else {
        found.insert(next, {span, name, "agency/defined", 0.9});
      }
    }
  }
}

const std::vector<NamedAgency>& MentionMemo::Find(std::string_view text) {
  const std::less_equal<const char*> no_later;
  const bool inside = no_later(paragraph_.data(), text.data()) &&
                      no_later(text.data() + text.size(), paragraph_.data() + paragraph_.size());
  if (searched_.size() == kMostParts) searched_.clear();
  if (!inside) {
    Searched& other = searched_.emplace_back(Searched{{0, 0}, gazetteer_->Find(text)});
    AddDefined(text, other.found);
    return other.found;
  }
  const auto begin = static_cast<std::size_t>(text.data() - paragraph_.data());
  const TextSpan part{begin, begin + text.size()};
  for (const Searched& known : searched_) {
    if (known.part == part && !part.empty()) return known.found;
  }
  if (!split_) words_ = gazetteer_->Split(paragraph_);
  split_ = true;
  const auto words = WordsIn(words_, part);
  std::vector<NamedAgency> found = words ? gazetteer_->FindIn(paragraph_, *words) : gazetteer_->Find(text);
  for (NamedAgency& body : found) {
    if (words) body.span = {body.span.begin - begin, body.span.end - begin};
  }
  AddDefined(text, found);
  return searched_.emplace_back(Searched{part, std::move(found)}).found;
}

}  // namespace vankho
