#include "pipeline/document/word_confidence.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr double kNoDoubt = 0.9999;
constexpr double kLeastRival = 0.05;
constexpr double kHead = 0.3;       // of the page's height, where its number and date stand
constexpr double kTouching = 0.25;  // ems
constexpr std::string_view kEnds = ".,;:()-–—\"'“”‘’/%!?…+&[]";

bool IsIn(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

// What a word is made of.
struct Spelling {
  std::vector<CodePoint> chars;
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t capitals = 0;
  std::size_t odd_marks = 0;
  bool toned = false;
};

Spelling SpellingOf(std::string_view text) {
  Spelling out;
  out.chars = DecodeUtf8(text);
  for (const CodePoint& c : out.chars) {
    if (IsDigit(c.value)) {
      ++out.digits;
    } else if (IsLetter(c.value)) {
      ++out.letters;
      out.capitals += IsUpper(c.value) ? 1 : 0;
      out.toned |= ToneOf(c.value) != Tone::kNgang;
    } else if (!IsIn(U".,;:()-–—\"'“”‘’/%!?…+&", c.value)) {
      ++out.odd_marks;
    }
  }
  return out;
}

bool IsSyllable(std::string_view text) { return IsPossibleSyllable(ToLower(TrimMarks(text, kEnds, kEnds))); }

bool IsStray(const std::vector<CodePoint>& chars) {
  for (std::size_t i = 0; i + 1 < chars.size(); ++i) {
    if (!IsLetter(chars[i + 1].value)) continue;
    if (IsIn(U".,;:", chars[i].value) && (i == 0 || IsLower(chars[i - 1].value))) return true;
    if (i == 0 && IsIn(U"-–'’?!)", chars[i].value)) return true;
  }
  return false;
}

bool HasForm(std::string_view text) {
  static const Pattern kNumber(R"([("“]?[+-]?\d{1,4}(?:[.,/-]\d{1,4}){0,3}[%).,;:”"-]{0,2})");
  static const Pattern kSymbol(R"([("“]?\d{1,5}[a-z]?(?:/\d{4})?/\p{Lu}[\p{Lu}\-a-z]+\d*[).,;:”"]{0,2})");
  return kNumber.MatchAll(text) || kSymbol.MatchAll(text);
}

bool IsDecimalPoint(std::string_view text) {
  static const Pattern kForm(R"([("“]?[+-]?\d{1,3}\.(?:\d{2}|\d{4,})[%).,;:”"]{0,2})");
  return kForm.MatchAll(text).has_value();
}

bool IsAscii(char c) { return c >= '0' && c <= '9'; }

// Do two words that stand beside each other read as one number torn in two?
bool Runs(std::string_view first, std::string_view second) {
  static const Pattern kNumber(R"([(+-]?\d[\d.,/%-]*\)?)");
  return !first.empty() && !second.empty() && IsAscii(first.back()) && IsAscii(second.front()) &&
         (kNumber.MatchAll(first) || kNumber.MatchAll(second));
}

bool EndsWith(std::string_view text, std::string_view marks) {
  return text.size() > 1 && marks.find(text.back()) != std::string_view::npos;
}

// One row a signal that counts: its weight in the sum of each kind of word.
struct Weight {
  Signal signal;
  double word, number, mark, change;
};
constexpr Weight kWeights[] = {
    {Signal::kOne, -7.55, -4.94, -9.59, -2.32},
    {Signal::kEngine, 0.61, 0.47, 2.01, 0},
    {Signal::kRival, -0.60, -1.22, 0, 0},
    {Signal::kPosterior, 0.42, 0, 0.46, 0},
    {Signal::kAbbreviation, -0.30, 0, 0, 0},
    {Signal::kNeighbours, 0.64, 0, 1.06, 0.17},
    {Signal::kPage, 2.07, 1.74, 0, 0},
    {Signal::kOdd, -1.80, 0, -1.82, -0.91},
    {Signal::kCapitals, -0.78, 0, 0, -0.89},
    {Signal::kTall, -2.35, -2.40, 0, 0},
    {Signal::kSmall, -1.17, 0, 0, 0},
    {Signal::kWide, -2.75, -1.75, 0, -1.79},
    {Signal::kNarrow, -2.37, 0, -3.64, 0},
    {Signal::kGap, -1.39, -2.21, -1.08, 0},
    {Signal::kQuote, -1.04, 0, 0, 0},
    {Signal::kStray, -1.86, 0, 0, 0},
    {Signal::kStop, -4.59, 0, 0, 0},
    {Signal::kColon, -3.96, 0, 0, 0},
    {Signal::kLeast, 0, 0.44, 0, 0},
    {Signal::kLength, 0, 0.52, 0, 0},
    {Signal::kForm, 0, -1.31, 0, -0.58},
    {Signal::kDay, 0, -0.02, 0, 0},
    {Signal::kPen, 0, -1.07, 0, 0},
    {Signal::kTable, 0, -0.36, 0, 0},
    {Signal::kHanging, 0, -0.83, 0, 0},
    {Signal::kRun, 0, -2.25, 0, 0},
    {Signal::kDotted, 0, -4.56, 0, 0},
    {Signal::kOddMarks, 0, 0, -1.75, 0},
    {Signal::kFirst, 0, 0, -0.21, 0},
    {Signal::kDash, 0, 0, 1.62, 0},
    {Signal::kBullet, 0, 0, 0.90, 0},
    {Signal::kLetter, 0, 0, 0.48, 0},
    {Signal::kCapital, 0, 0, 1.35, 0},
    {Signal::kLone, 0, 0, -0.99, 0},
    {Signal::kChange, 0, 0, 0, 0.29},
    {Signal::kKnown, 0, 0, 0, 1.27},
    {Signal::kSameLength, 0, 0, 0, 1.07},
};

// Puts signals by their names.
class Writer {
 public:
  double& operator[](Signal signal) { return signals_[static_cast<std::size_t>(signal)]; }
  const Signals& signals() const { return signals_; }

 private:
  Signals signals_{};
};

void AddSpelling(const WordSigns& word, const Spelling& spelling, Writer& out) {
  const bool capitals = spelling.letters > 1 && spelling.capitals == spelling.letters;
  const bool abbreviation = capitals && !spelling.toned;
  const double certain = LogOdds(kNoDoubt, 0.001, kNoDoubt);
  const double doubt = LogOdds(word.posterior.value_or(kNoDoubt), 0.001, kNoDoubt);
  out[Signal::kPosterior] = abbreviation ? certain : doubt;
  out[Signal::kAbbreviation] = abbreviation ? certain - doubt : 0;
  out[Signal::kOdd] = spelling.digits == 0 && spelling.letters > 0 && !abbreviation && !IsSyllable(word.text);
  out[Signal::kOddMarks] = static_cast<double>(std::min<std::size_t>(spelling.odd_marks, 2));
  out[Signal::kCapitals] = capitals;
  out[Signal::kLength] = std::log(static_cast<double>(std::max<std::size_t>(spelling.chars.size(), 1)));
  out[Signal::kStray] = IsStray(spelling.chars);
  const std::vector<CodePoint> after = DecodeUtf8(word.after);
  out[Signal::kStop] = spelling.digits == 0 && EndsWith(word.text, ".") && !word.text.ends_with("..") &&
                       !after.empty() && IsLower(after[0].value);
  out[Signal::kColon] = word.item && word.after.empty() && EndsWith(word.text, ":");
  out[Signal::kHanging] = !word.after.empty() && EndsWith(word.text, "-/");
  const bool one = spelling.letters == 1 && spelling.chars.size() == 1;
  out[Signal::kLetter] = one;
  out[Signal::kCapital] = one && spelling.capitals == 1;
  const bool dash = word.text == "-" || word.text == "–" || word.text == "+" || word.text == "*";
  out[Signal::kDash] = dash;
  out[Signal::kBullet] = dash && word.before.empty();
  out[Signal::kLone] = !word.text.empty() && word.text.find_first_not_of(".,:;?!'\"") == std::string::npos;
  if (!word.change) return;
  out[Signal::kChange] = LogOdds(*word.change / kSureChange, 0.01, kNoDoubt);
  out[Signal::kKnown] = IsSyllable(word.seen);
  out[Signal::kSameLength] = DecodeUtf8(word.seen).size() == spelling.chars.size();
}

void AddNumber(const WordSigns& word, Writer& out) {
  out[Signal::kForm] = !HasForm(word.text);
  out[Signal::kDotted] = IsDecimalPoint(word.text);
  out[Signal::kRun] = !word.in_table && (Runs(word.before, word.text) || Runs(word.text, word.after));
}

// The number and the date at the head of a paper are often written by hand.
void AddHead(const WordSigns& word, Writer& out) {
  if (word.depth >= kHead) return;
  const std::string before = BareWords(word.before);
  out[Signal::kDay] = before == "ngay" || before == "thang";
  if (before != "so" && before != "ngay") return;
  out[Signal::kPen] = std::min(1.0, std::abs(word.digits != 0 ? word.digits : word.height));
}

}  // namespace

double LogOdds(double p, double least, double most) {
  const double clamped = std::clamp(p, least, most);
  return std::log(clamped / (1 - clamped));
}

WordKind KindOf(const WordSigns& word) {
  if (word.change) return WordKind::kChange;
  const Spelling spelling = SpellingOf(word.text);
  if (spelling.digits > 0) return WordKind::kNumber;
  return spelling.letters == 0 || spelling.chars.size() == 1 ? WordKind::kMark : WordKind::kWord;
}

Signals SignalsOf(const WordSigns& word) {
  const Spelling spelling = SpellingOf(word.text);
  Writer out;
  out[Signal::kOne] = 1;
  out[Signal::kEngine] = LogOdds(word.engine);
  out[Signal::kRival] = std::log(std::clamp(word.rival, kLeastRival, 1.0) / kLeastRival);
  out[Signal::kNeighbours] = word.neighbours;
  out[Signal::kLeast] = word.least;
  out[Signal::kPage] = word.page;
  out[Signal::kTall] = std::clamp(word.height, 0.0, 1.0);
  out[Signal::kSmall] = std::clamp(-word.height, 0.0, 1.0);
  out[Signal::kWide] = std::clamp(word.width, 0.0, 1.0);
  out[Signal::kNarrow] = std::clamp(-word.width, 0.0, 1.0);
  out[Signal::kGap] = 5 * std::clamp(kTouching - word.gap, 0.0, 0.3);
  out[Signal::kQuote] = word.open_quote;
  out[Signal::kTable] = word.in_table;
  out[Signal::kFirst] = word.before.empty();
  AddSpelling(word, spelling, out);
  if (spelling.digits > 0) AddNumber(word, out);
  AddHead(word, out);
  return out.signals();
}

double WordProbability(const WordSigns& word) {
  const Signals signals = SignalsOf(word);
  const WordKind kind = KindOf(word);
  double sum = 0;
  for (const Weight& w : kWeights) {
    const double weight = kind == WordKind::kWord     ? w.word
                          : kind == WordKind::kNumber ? w.number
                          : kind == WordKind::kMark   ? w.mark
                                                      : w.change;
    sum += weight * signals[static_cast<std::size_t>(w.signal)];
  }
  return 1 / (1 + std::exp(-std::clamp(sum, -20.0, 20.0)));
}

}  // namespace vankho
