#include "extractors/engine/numeric_shape.h"

#include <algorithm>

#include "pipeline/base/check.h"

namespace vankho {

// Reads a shape's source from left to right.
class ShapeReader {
 public:
  explicit ShapeReader(NumericShape& shape) : shape_(shape), left_(shape.source_) {}

  NumericShape::Steps Read() {
    NumericShape::Steps steps = Alternatives();
    VK_CHECK(left_.empty());
    return steps;
  }

 private:
  using Step = NumericShape::Step;
  using Steps = NumericShape::Steps;

  char Next() {
    VK_CHECK(!left_.empty() && static_cast<unsigned char>(left_.front()) < 0x80);
    const char c = left_.front();
    left_.remove_prefix(1);
    return c;
  }

  bool Take(std::string_view text) {
    const bool here = left_.starts_with(text);
    if (here) left_.remove_prefix(text.size());
    return here;
  }

  static int Size(const Steps& steps) { return static_cast<int>(steps.size()); }

  static void Append(Steps& to, const Steps& steps) { to.insert(to.end(), steps.begin(), steps.end()); }

  Steps Alternatives() {
    Steps steps = Row();
    if (!Take("|")) return steps;
    const Steps others = Alternatives();
    Steps both{{Step::Kind::kEither, 1, Size(steps) + 2}};
    Append(both, steps);
    both.push_back({Step::Kind::kJump, Size(others) + 1, 0});
    Append(both, others);
    return both;
  }

  Steps Row() {
    Steps row;
    while (!left_.empty() && left_.front() != '|' && left_.front() != ')') Append(row, Counted(One()));
    return row;
  }

  Steps One() {
    if (Take("(?:")) return Closed(Alternatives());
    if (Take("(")) {
      const int group = groups_++;
      VK_CHECK(groups_ <= static_cast<int>(NumericShape::kMostGroups));
      Steps steps{{Step::Kind::kOpen, group, 0}};
      Append(steps, Closed(Alternatives()));
      steps.push_back({Step::Kind::kClose, group, 0});
      return steps;
    }
    std::bitset<256> set;
    if (Take("[")) {
      while (!Take("]")) Character(set);
    } else {
      Character(set);
    }
    shape_.sets_.push_back(set);
    return {{Step::Kind::kOne, static_cast<int>(shape_.sets_.size()) - 1, 0}};
  }

  Steps Closed(Steps steps) {
    VK_CHECK(Take(")"));
    return steps;
  }

  void Character(std::bitset<256>& set) {
    static constexpr std::string_view kSyntax = ".*+?{}^$-";
    const char c = Next();
    if (c != '\\') {
      VK_CHECK(kSyntax.find(c) == std::string_view::npos || c == '-' || c == '.');
      set.set(static_cast<unsigned char>(c));
      return;
    }
    const char named = Next();
    if (named == 'd') {
      for (unsigned char digit = '0'; digit <= '9'; ++digit) set.set(digit);
    } else if (named == 's') {
      for (const char space : std::string_view("\t\n\f\r ")) set.set(static_cast<unsigned char>(space));
    } else {
      VK_CHECK((named < 'a' || named > 'z') && (named < 'A' || named > 'Z') && (named < '0' || named > '9'));
      set.set(static_cast<unsigned char>(named));
    }
  }

  int Number() {
    int number = 0;
    bool any = false;
    for (; !left_.empty() && left_.front() >= '0' && left_.front() <= '9'; any = true)
      number = number * 10 + Next() - '0';
    VK_CHECK(any && number <= 9);
    return number;
  }

  static Steps Maybe(const Steps& steps) {
    Steps maybe{{Step::Kind::kEither, 1, Size(steps) + 1}};
    Append(maybe, steps);
    return maybe;
  }

  // "X{2,4}" is XX(X(X)?)?.
  static Steps Times(const Steps& one, int least, int most) {
    Steps steps;
    for (int i = least; i < most; ++i) {
      Steps more = one;
      Append(more, steps);
      steps = Maybe(more);
    }
    for (int i = 0; i < least; ++i) steps.insert(steps.begin(), one.begin(), one.end());
    return steps;
  }

  Steps Counted(const Steps& one) {
    if (Take("?")) return Maybe(one);
    if (Take("+")) {
      Steps steps = one;
      steps.push_back({Step::Kind::kEither, -Size(one), 1});
      return steps;
    }
    if (Take("*")) {
      Steps steps = one;
      steps.push_back({Step::Kind::kEither, -Size(one), 1});
      return Maybe(steps);
    }
    if (!Take("{")) return one;
    const int least = Number();
    const int most = Take(",") ? Number() : least;
    VK_CHECK(Take("}") && least <= most);
    return Times(one, least, most);
  }

  NumericShape& shape_;
  std::string_view left_;
  int groups_ = 0;
};

NumericShape::NumericShape(std::string_view source) : source_(source) { steps_ = ShapeReader(*this).Read(); }

struct NumericShape::Try {
  static constexpr int kMost = 2000;  // choices
  const NumericShape& shape;
  std::string_view text;
  Found found = {};
  std::array<std::size_t, kMostGroups> begins = {};
  int tries = 0;

  // Does what stands from `at` on match the steps from `step` on?
  bool From(std::size_t step, std::size_t at) {
    while (step < shape.steps_.size()) {
      const Step& here = shape.steps_[step];
      switch (here.kind) {
        case Step::Kind::kOne:
          if (at == text.size() || !shape.sets_[static_cast<std::size_t>(here.first)][Byte(at)]) return false;
          ++at, ++step;
          break;
        case Step::Kind::kEither: {
          if (++tries > kMost) return false;
          const auto groups = found.groups;
          if (From(Go(step, here.first), at)) return true;
          found.groups = groups;
          step = Go(step, here.second);
          break;
        }
        case Step::Kind::kJump:
          step = Go(step, here.first);
          break;
        case Step::Kind::kOpen:
          begins[static_cast<std::size_t>(here.first)] = at;
          ++step;
          break;
        case Step::Kind::kClose: {
          const auto group = static_cast<std::size_t>(here.first);
          found.groups[group] = text.substr(begins[group], at - begins[group]);
          ++step;
          break;
        }
      }
    }
    found.size = at;
    return true;
  }

  std::size_t Byte(std::size_t at) const { return static_cast<unsigned char>(text[at]); }
  static std::size_t Go(std::size_t step, int far) {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(step) + far);
  }
};

std::optional<NumericShape::Found> NumericShape::MatchBegin(std::string_view text) const {
  Try attempt{*this, text};
  if (!attempt.From(0, 0)) return std::nullopt;
  return attempt.found;
}

}  // namespace vankho
