// Numeric shapes of the grammar's rules: "(\d{1,2})\s?[\/.\-]\s?(\d{4})". They are a few characters long and tried at
// each number, where a general engine would spend most of its time on entering and leaving.
//
// Written as regular expressions of ASCII characters, and what matches is what RE2 finds (the first alternative that
// leads to an end, greedy counts): characters, \d, \s, \x for a mark x, [classes] without ranges, (groups), (?:groups),
// a|b, and behind any of them ? * + {n} {n,m}.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vankho {

// Immutable once built; safe to use from several threads.
class NumericShape {
 public:
  static constexpr std::size_t kMostGroups = 4;

  // Of a shape that stands in the source; a bad one stops the program (VK_CHECK).
  explicit NumericShape(std::string_view source);

  struct Found {
    std::size_t size = 0;                              // bytes
    std::array<std::string_view, kMostGroups> groups;  // group 1 first; empty where it took no part
  };
  // Of what begins the text. Tries are bounded: nothing where hostile text would need more.
  std::optional<Found> MatchBegin(std::string_view text) const;

  const std::string& source() const { return source_; }

 private:
  friend class ShapeReader;
  // Steps refer to each other by distance.
  struct Step {
    enum class Kind : unsigned char { kOne, kEither, kJump, kOpen, kClose } kind = Kind::kOne;
    int first = 0;   // kOne: of sets_; kEither: tried first; kJump: there; kOpen, kClose: of the groups
    int second = 0;  // kEither: tried then
  };
  using Steps = std::vector<Step>;
  struct Try;

  std::string source_;
  std::vector<std::bitset<256>> sets_;
  Steps steps_;
};

}  // namespace vankho
