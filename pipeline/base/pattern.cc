#include "pipeline/base/pattern.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <array>

#include "pipeline/base/check.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool IsWordCharacter(char32_t c) { return IsLetter(c) || IsDigit(c); }

char32_t CharacterBefore(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t begin = at - 1;
  auto last = static_cast<unsigned char>(text[begin]);
  if (last < 0x80) return last;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0U) == 0x80U) --begin;
  auto points = DecodeUtf8(text.substr(begin, at - begin));
  return points.empty() ? 0 : points.back().value;
}

char32_t CharacterAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return first;
  auto points = DecodeUtf8(text.substr(at, 4));
  return points.empty() ? 0 : points.front().value;
}

}  // namespace

bool StandsAlone(std::string_view text, TextSpan span) {
  bool left = IsWordCharacter(CharacterBefore(text, span.begin)) && IsWordCharacter(CharacterAt(text, span.begin));
  bool right = IsWordCharacter(CharacterBefore(text, span.end)) && IsWordCharacter(CharacterAt(text, span.end));
  return !left && !right;
}

struct Pattern::Impl {
  explicit Impl(std::string_view pattern)
      : re(re2::StringPiece(pattern.data(), pattern.size()), Options()), source(pattern) {
    if (re.ok()) groups = static_cast<std::size_t>(re.NumberOfCapturingGroups());
  }

  static RE2::Options Options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(64 << 20);
    return options;
  }

  std::optional<PatternMatch> Match(std::string_view text, std::size_t from, RE2::Anchor anchor) const {
    if (from > text.size()) return std::nullopt;
    re2::StringPiece whole(text.data(), text.size());
    // Most texts do not match, and without groups RE2 says so from its automaton alone.
    bool asks_first = groups > 0 && anchor == RE2::ANCHOR_START;
    if (asks_first && !re.Match(whole, from, text.size(), anchor, nullptr, 0)) return std::nullopt;
    std::array<re2::StringPiece, kMostGroups + 1> pieces;
    if (!re.Match(whole, from, text.size(), anchor, pieces.data(), static_cast<int>(groups) + 1)) return std::nullopt;
    auto span_of = [&](const re2::StringPiece& piece) {
      auto begin = static_cast<std::size_t>(piece.data() - text.data());
      return TextSpan{begin, begin + piece.size()};
    };
    PatternMatch match;
    match.span = span_of(pieces[0]);
    match.groups.reserve(groups);
    for (std::size_t i = 1; i <= groups; ++i) {
      match.groups.push_back(pieces[i].data() == nullptr ? std::nullopt : std::optional(span_of(pieces[i])));
    }
    return match;
  }

  static constexpr std::size_t kMostGroups = 15;
  RE2 re;
  std::string source;
  std::size_t groups = 0;
};

Pattern::Pattern(std::string_view pattern) : impl_(std::make_shared<Impl>(pattern)) {
  if (!impl_->re.ok()) std::fprintf(stderr, "pattern %s: %s\n", impl_->source.c_str(), impl_->re.error().c_str());
  VK_CHECK(impl_->re.ok() && impl_->groups <= Impl::kMostGroups);
}

Result<Pattern> Pattern::Compile(std::string_view pattern) {
  auto impl = std::make_shared<Impl>(pattern);
  if (!impl->re.ok()) return Fail(ErrorCode::kInvalidInput, "bad pattern '" + impl->source + "': " + impl->re.error());
  if (impl->groups > Impl::kMostGroups)
    return Fail(ErrorCode::kInvalidInput, "more than 15 groups in pattern '" + impl->source + "'");
  return Pattern(std::shared_ptr<const Impl>(std::move(impl)));
}

std::optional<PatternMatch> Pattern::Find(std::string_view text, std::size_t from, Boundary boundary) const {
  while (true) {
    auto match = impl_->Match(text, from, RE2::UNANCHORED);
    if (!match || boundary == Boundary::kNone || StandsAlone(text, match->span)) return match;
    from = match->span.begin + 1;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xc0U) == 0x80U) ++from;
  }
}

std::optional<std::size_t> Pattern::FindBegin(std::string_view text, std::size_t from) const {
  re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece found;
  if (from > text.size() || !impl_->re.Match(whole, from, text.size(), RE2::UNANCHORED, &found, 1)) return std::nullopt;
  return static_cast<std::size_t>(found.data() - text.data());
}

std::vector<PatternMatch> Pattern::FindAll(std::string_view text, Boundary boundary) const {
  std::vector<PatternMatch> all;
  std::size_t from = 0;
  while (auto match = Find(text, from, boundary)) {
    from = match->span.empty() ? match->span.end + 1 : match->span.end;
    all.push_back(std::move(*match));
    if (from > text.size()) break;
  }
  return all;
}

std::optional<PatternMatch> Pattern::MatchAll(std::string_view text) const {
  return impl_->Match(text, 0, RE2::ANCHOR_BOTH);
}

std::optional<PatternMatch> Pattern::MatchAt(std::string_view text, std::size_t at) const {
  return impl_->Match(text, at, RE2::ANCHOR_START);
}

const std::string& Pattern::source() const { return impl_->source; }

struct PatternSet::Impl {
  Impl() : set(Pattern::Impl::Options(), RE2::ANCHOR_START) {}
  RE2::Set set;
};

PatternSet::PatternSet(const std::vector<Pattern>& patterns) {
  auto impl = std::make_shared<Impl>();
  for (const Pattern& pattern : patterns) VK_CHECK(impl->set.Add(pattern.source(), nullptr) >= 0);
  VK_CHECK(impl->set.Compile());
  impl_ = std::move(impl);
}

void PatternSet::MatchAt(std::string_view text, std::size_t at, std::vector<int>& which) const {
  which.clear();
  if (at <= text.size()) impl_->set.Match(re2::StringPiece(text.data() + at, text.size() - at), &which);
}

}  // namespace vankho
