#include "pipeline/restore/specks.h"

#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/restore/line_chars.h"

namespace vankho {
namespace {

using Chars = std::vector<LineChar>;

constexpr std::u32string_view kDirt = U"'’‘`°~^_*\\<>{}#?|";  // print does not set these alone
constexpr std::u32string_view kTornLetters = U"£¢€§@&";       // alone one may be a word, among crumbs it is none
constexpr std::u32string_view kStops = U".,:;";

bool Has(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }
bool IsSign(char32_t c) { return IsLetter(c) || IsDigit(c); }

// A line cut at its white space; what is dirt, and where.
class Sweep {
 public:
  explicit Sweep(std::string_view line) : chars_(CharsOf(line)), length_(line.size()) {
    long round = 0;
    long square = 0;
    for (const LineChar& c : chars_) {
      round += c.value == U'(' ? 1 : c.value == U')' ? -1 : 0;
      square += c.value == U'[' ? 1 : c.value == U']' ? -1 : 0;
    }
    odd_round_ = round != 0;
    odd_square_ = square != 0;
  }

  std::vector<Repair> Run() {
    CutTokens();
    FindCrumbs();
    for (const Token& token : tokens_) Take(token);
    if (seen_text_) CloseGap(length_, true);
    return seen_text_ ? std::move(repairs_) : std::vector<Repair>{};
  }

 private:
  struct Token {  // between white space
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t signs = 0;  // letters and digits
    bool crumb = false;
  };

  void CutTokens() {
    for (std::size_t i = 0; i < chars_.size();) {
      if (IsSpace(chars_[i].value)) {
        ++i;
        continue;
      }
      Token token{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i)};
      for (; token.end < chars_.size() && !IsSpace(chars_[token.end].value); ++token.end) {
        token.signs += IsSign(chars_[token.end].value);
      }
      i = token.end;
      tokens_.push_back(token);
    }
  }

  // What a torn row leaves: `A . A . . N`, `z. e A .,`. Single letters among lone points and dirt.
  void FindCrumbs() {
    for (std::size_t begin = 0, end = 0; begin < tokens_.size(); begin = end + 1) {
      std::size_t letters = 0;
      std::size_t marks = 0;
      for (end = begin; end < tokens_.size() && tokens_[end].end - tokens_[end].begin <= 2; ++end) {
        const Token& token = tokens_[end];
        const char32_t c = chars_[token.begin].value;
        const bool stopped = token.end == token.begin + 1 || Has(kStops, chars_[token.end - 1].value);
        const bool letter = token.signs == 1 && IsLetter(c) && stopped;
        const bool mark = token.signs == 0 && (c == U'.' || Has(kDirt, c) || Has(kTornLetters, c));
        if (!letter && !mark && !(token.signs == 0 && Has(kStops, c))) break;
        letters += letter;
        marks += mark;
      }
      if (letters < 2 || marks < 1) continue;
      for (std::size_t i = begin; i < end; ++i) tokens_[i].crumb = true;
    }
  }

  void Take(const Token& token) {
    const auto from = chars_.begin() + static_cast<std::ptrdiff_t>(token.begin);
    const auto to = chars_.begin() + static_cast<std::ptrdiff_t>(token.end);
    if (token.signs > 0 && !token.crumb) {
      TakeWord(token.begin, token.end);
    } else if (token.crumb || IsDirt(token.begin, token.end)) {
      dirty_ = true;
      border_ |= std::any_of(from, to, [&](const LineChar& c) { return IsRule(c.value); });
    } else {
      Keep(token.begin, token.end);
    }
  }

  // A word, and the rules that touch it: `|Phong`, `vi_|`. In front of a small letter the stroke may be an l.
  void TakeWord(std::size_t begin, std::size_t end) {
    std::size_t first = begin;
    while (first + 1 < end && IsFrame(chars_[first].value)) ++first;
    const bool opens = first > begin && (IsUpper(chars_[first].value) || IsDigit(chars_[first].value));
    if (!opens) first = begin;
    MarkFrame(begin, first);
    std::size_t last = end;
    const bool strokes = std::all_of(chars_.begin() + static_cast<std::ptrdiff_t>(first),
                                     chars_.begin() + static_cast<std::ptrdiff_t>(end),
                                     [](const LineChar& c) { return Has(U"IVXl1|!", c.value); });
    while (!strokes && last > first + 1 && IsFrame(chars_[last - 1].value)) --last;
    Keep(first, last);
    MarkFrame(last, end);
  }

  void MarkFrame(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      dirty_ = true;
      border_ |= IsRule(chars_[i].value);
    }
  }

  void Keep(std::size_t begin, std::size_t end) {
    CloseGap(chars_[begin].begin, false);
    seen_text_ = true;
    text_end_ = chars_[end - 1].end;
    last_ = chars_[end - 1].value;
  }

  void CloseGap(std::size_t end, bool at_end) {
    if (dirty_) {
      const bool inside = seen_text_ && !at_end;
      repairs_.push_back({{text_end_, end}, !inside ? "" : border_ ? "\t" : " ", border_ ? "border" : "speck", 0.9});
    }
    dirty_ = border_ = false;
  }

  bool IsRule(char32_t c) const { return c == U'|' || (odd_square_ && (c == U'[' || c == U']')); }
  bool IsFrame(char32_t c) const { return c == U'_' || IsRule(c); }

  // Of marks alone.
  bool IsDirt(std::size_t begin, std::size_t end) const {
    const char32_t c = chars_[begin].value;
    const bool one = end == begin + 1;
    if (!seen_text_ && !dirty_ && one && Has(U"~*", c)) return false;             // a bullet
    if (!seen_text_ && !one && Has(kStops, chars_[end - 1].value)) return false;  // `||.`, a numeral
    if (one && Has(U"<>~", c) && NextIsDigit(end)) return false;
    if (one && (c == U'(' || c == U')')) return odd_round_ && (c == U')' || !NextIsSign(end));
    if (one && Has(kStops, c)) return !seen_text_ || dirty_ || !IsSign(last_) || NextIsMark(end);
    for (std::size_t i = begin; i < end; ++i) {
      if (Has(kDirt, chars_[i].value) || IsRule(chars_[i].value)) return true;
    }
    return false;
  }

  std::size_t Next(std::size_t at) const {
    while (at < chars_.size() && IsSpace(chars_[at].value)) ++at;
    return at;
  }
  bool NextIsDigit(std::size_t at) const {
    at = Next(at);
    return at < chars_.size() && IsDigit(chars_[at].value);
  }
  bool NextIsSign(std::size_t at) const {
    at = Next(at);
    return at < chars_.size() && IsSign(chars_[at].value);
  }
  bool NextIsMark(std::size_t at) const {
    at = Next(at);
    return at < chars_.size() && (Has(kDirt, chars_[at].value) || Has(kStops, chars_[at].value));
  }

  Chars chars_;
  std::vector<Token> tokens_;
  std::size_t length_;
  bool odd_round_ = false;  // brackets that do not pair
  bool odd_square_ = false;
  bool seen_text_ = false;
  std::size_t text_end_ = 0;  // of what was kept
  char32_t last_ = 0;         // its last character
  bool dirty_ = false;        // since then
  bool border_ = false;
  std::vector<Repair> repairs_;
};

}  // namespace

std::vector<Repair> FindSpecks(std::string_view line) { return Sweep(line).Run(); }

}  // namespace vankho
