// Byte ranges of a text, and the way back from a changed text to the text it was made from.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vankho {

// A half-open byte range [begin, end) of a UTF-8 text; both ends stand between characters.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const TextSpan&) const = default;
  auto operator<=>(const TextSpan&) const = default;
  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(std::size_t at) const { return begin <= at && at < end; }
  bool Contains(TextSpan other) const { return begin <= other.begin && other.end <= end; }
  bool Overlaps(TextSpan other) const { return begin < other.end && other.begin < end; }
  std::string_view Of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The smallest span that covers both.
inline TextSpan Cover(TextSpan a, TextSpan b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

// Which bytes of the old text a byte range of the new one was made from.
//
// A list of segments in order; each says that new bytes [new_begin, next segment's new_begin) came from old bytes
// [old_begin, next segment's old_begin). Inside a segment of equal lengths bytes correspond one to one; inside any
// other the whole old range answers for the whole new one (a restored word came from the whole damaged word). An empty
// Alignment is the identity.
class Alignment {
 public:
  struct Segment {
    std::size_t new_begin = 0;
    std::size_t old_begin = 0;
    bool operator==(const Segment&) const = default;
  };

  // Appends a piece: `new_size` bytes made from `old_size` bytes. Neighbouring one-to-one pieces melt together.
  void Append(std::size_t new_size, std::size_t old_size);

  // The old range that the new range was made from.
  TextSpan ToOld(TextSpan new_span) const;

  bool IsIdentity() const;
  std::size_t new_size() const { return new_size_; }
  std::size_t old_size() const { return old_size_; }
  const std::vector<Segment>& segments() const { return segments_; }

  bool operator==(const Alignment&) const = default;

 private:
  std::vector<Segment> segments_;
  std::size_t new_size_ = 0;
  std::size_t old_size_ = 0;
};

}  // namespace vankho
