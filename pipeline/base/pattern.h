// Regular expressions. pattern.cc is the only file that includes RE2.
//
// RE2 runs in linear time whatever the text, so a hostile line cannot hang it. Its \b and \w know only ASCII (`\bđến\b`
// misses "đi đến nơi"): write neither. Ask for whole words with `Find(..., Boundary::kWord)`, which looks at the
// letters and digits on both sides of the match.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/base/span.h"

namespace vankho {

enum class Boundary { kNone, kWord };

struct PatternMatch {
  TextSpan span;                                // of the whole match
  std::vector<std::optional<TextSpan>> groups;  // group 1 at index 0; empty where the group took no part

  std::string_view Group(std::size_t number, std::string_view text) const {  // 1-based; "" where it took no part
    if (number == 0 || number > groups.size() || !groups[number - 1]) return {};
    return groups[number - 1]->Of(text);
  }
};

// A compiled pattern: immutable, cheap to copy, safe to use from several threads.
class Pattern {
 public:
  // Compiles a pattern that stands in the source; a bad one stops the program (VK_CHECK).
  explicit Pattern(std::string_view pattern);
  // Compiles a pattern that comes from data.
  static Result<Pattern> Compile(std::string_view pattern);

  // The leftmost match at or after byte `from`, or nothing.
  std::optional<PatternMatch> Find(std::string_view text, std::size_t from = 0,
                                   Boundary boundary = Boundary::kNone) const;
  // Where that match begins; quicker for a pattern with groups.
  std::optional<std::size_t> FindBegin(std::string_view text, std::size_t from = 0) const;
  // All matches, left to right, not overlapping.
  std::vector<PatternMatch> FindAll(std::string_view text, Boundary boundary = Boundary::kNone) const;
  // Does the whole text match?
  std::optional<PatternMatch> MatchAll(std::string_view text) const;
  // Does a match begin exactly at `at`?
  std::optional<PatternMatch> MatchAt(std::string_view text, std::size_t at) const;

  const std::string& source() const;

 private:
  friend class PatternSet;
  struct Impl;
  explicit Pattern(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

// Patterns that are asked for together: one walk over the text tells which of them match. Immutable, cheap to copy,
// safe to use from several threads.
class PatternSet {
 public:
  // Compiles patterns that stand in the source; a bad one stops the program (VK_CHECK).
  explicit PatternSet(const std::vector<Pattern>& patterns);

  // Which of them match from byte `at` on, by their places in the list, in no order.
  void MatchAt(std::string_view text, std::size_t at, std::vector<int>& which) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

// Is there no letter or digit directly before span.begin and after span.end (or none at the span's own edge)?
bool StandsAlone(std::string_view text, TextSpan span);

}  // namespace vankho
