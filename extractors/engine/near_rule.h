// Rules that are code, for people who ask why nothing was found: what each of them asks for, part by part. Grammar rows
// tell it themselves (Grammar::NearMisses).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vankho {

// A part of a rule that a text has.
struct RulePart {
  std::string what;   // "the body", "a verb of duty behind it"
  std::string words;  // that it took, as printed; "" where no words stand for it
  bool operator==(const RulePart&) const = default;
};

struct NearRule {
  std::string rule;  // "assignment/given"
  std::vector<RulePart> has;
  std::vector<std::string> lacks;
  // Adds a part: with the words that it took, or without where the text lacks it.
  NearRule& Part(std::string what, const std::optional<std::string>& words) {
    if (words) {
      has.push_back({std::move(what), *words});
    } else {
      lacks.push_back(std::move(what));
    }
    return *this;
  }
};

// The rules of a dimension that lack least, of those that have as many parts as they lack; the first is the nearest.
// One that lacks nothing is none of them: it found something, or a stronger one took its words.
std::vector<NearRule> Nearest(std::vector<NearRule> rules);

}  // namespace vankho
