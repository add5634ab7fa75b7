#include "pipeline/base/pattern.h"

#include <re2/re2.h>

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
      : re(re2::StringPiece(pattern.data(), pattern.size()), Options()), source(pattern) {}

  static RE2::Options Options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(64 << 20);
    return options;
  }

  std::optional<PatternMatch> Match(std::string_view text, std::size_t from, RE2::Anchor anchor) const {
    if (from > text.size()) return std::nullopt;
    std::vector<re2::StringPiece> pieces(static_cast<std::size_t>(re.NumberOfCapturingGroups()) + 1);
    re2::StringPiece whole(text.data(), text.size());
    if (!re.Match(whole, from, text.size(), anchor, pieces.data(), static_cast<int>(pieces.size())))
      return std::nullopt;
    auto span_of = [&](const re2::StringPiece& piece) {
      auto begin = static_cast<std::size_t>(piece.data() - text.data());
      return TextSpan{begin, begin + piece.size()};
    };
    PatternMatch match;
    match.span = span_of(pieces[0]);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      match.groups.push_back(pieces[i].data() == nullptr ? std::nullopt : std::optional(span_of(pieces[i])));
    }
    return match;
  }

  RE2 re;
  std::string source;
};

Pattern::Pattern(std::string_view pattern) : impl_(std::make_shared<Impl>(pattern)) {
  if (!impl_->re.ok()) std::fprintf(stderr, "pattern %s: %s\n", impl_->source.c_str(), impl_->re.error().c_str());
  VK_CHECK(impl_->re.ok());
}

Result<Pattern> Pattern::Compile(std::string_view pattern) {
  auto impl = std::make_shared<Impl>(pattern);
  if (!impl->re.ok()) return Fail(ErrorCode::kInvalidInput, "bad pattern '" + impl->source + "': " + impl->re.error());
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

}  // namespace vankho
