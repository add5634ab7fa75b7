#include "pipeline/base/span.h"

namespace vankho {

void Alignment::Append(std::size_t new_size, std::size_t old_size) {
  if (new_size == 0 && old_size == 0) return;
  bool one_to_one = new_size == old_size;
  bool melts = false;
  if (one_to_one && !segments_.empty()) {
    const Segment& last = segments_.back();
    melts = new_size_ - last.new_begin == old_size_ - last.old_begin;
  }
  if (!melts) segments_.push_back({new_size_, old_size_});
  new_size_ += new_size;
  old_size_ += old_size;
}

bool Alignment::IsIdentity() const { return segments_.empty() || (segments_.size() == 1 && new_size_ == old_size_); }

TextSpan Alignment::ToOld(TextSpan span) const {
  if (segments_.empty()) return span;
  span.end = std::min(span.end, new_size_);
  span.begin = std::min(span.begin, span.end);
  auto segment_at = [this](std::size_t at) {
    auto after = std::upper_bound(segments_.begin(), segments_.end(), at,
                                  [](std::size_t value, const Segment& s) { return value < s.new_begin; });
    return static_cast<std::size_t>(after - segments_.begin()) - 1;
  };
  auto bounds = [this](std::size_t i) {
    bool last = i + 1 == segments_.size();
    return std::pair{last ? new_size_ : segments_[i + 1].new_begin, last ? old_size_ : segments_[i + 1].old_begin};
  };
  std::size_t first = segment_at(span.begin);
  auto [first_new_end, first_old_end] = bounds(first);
  const Segment& a = segments_[first];
  bool exact = first_new_end - a.new_begin == first_old_end - a.old_begin;
  TextSpan old;
  old.begin = exact ? a.old_begin + (span.begin - a.new_begin) : a.old_begin;
  if (span.empty()) return {old.begin, old.begin};
  std::size_t last = segment_at(span.end - 1);
  auto [last_new_end, last_old_end] = bounds(last);
  const Segment& b = segments_[last];
  exact = last_new_end - b.new_begin == last_old_end - b.old_begin;
  old.end = exact ? b.old_begin + (span.end - b.new_begin) : last_old_end;
  return old;
}

}  // namespace vankho
