#include "pipeline/ocr/number_votes.h"

#include <algorithm>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

constexpr double kGuess = 0.6;
constexpr double kSure = 0.9;  // a first reading of a number that is surer stands against another one

std::size_t Digits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

// Marks behind the last digit do not count: specks are read as such.
std::size_t Marks(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(".,") + 1);
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '.' || c == ','; }));
}

// What two readings of one number share: its digits. A plus is taken for a 4.
std::string Bare(std::string text) {
  std::erase_if(text, [](char c) { return c == '.' || c == ','; });
  if (text.starts_with('+')) text[0] = '4';
  return text;
}

void Replace(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// What is no number as one, where only such letters stand in it as digits are mistaken for ("-0,l7", "§,5"); a bracket
// is half a nought ("(,47") or dirt ("(0,5"): `bracket` says which.
std::string AsNumber(std::string text, std::string_view bracket) {
  Replace(text, "()", "0");
  Replace(text, "\u00a7", "8");
  if (text.find(')') == std::string::npos) Replace(text, "(", bracket);
  if (Digits(text) > 0) {
    for (std::string_view one : {"l", "I", "|"}) Replace(text, one, "1");
  }
  return text;
}

// The first reading with its letters made digits, where these are the second one's; itself where they are not.
std::string WithSecondsDigits(const std::string& first, const std::string& second) {
  if (HasNumberForm(first)) return first;
  for (std::string_view bracket : {"", "0"}) {
    std::string number = AsNumber(first, bracket);
    if (HasNumberForm(number) && Bare(number) == Bare(second)) return number;
  }
  return first;
}

// A short label in capitals without marks ("TT"), which the first reading could not make out.
bool IsLabel(const NumberReading& first, const NumberReading& second) {
  static const Pattern kCapitals(R"([A-Z]{2,3})");
  return first.confidence < kGuess && second.confidence >= kSure && kCapitals.MatchAll(second.text).has_value();
}

// May the text be what `ink` shows? Only plain numbers are counted.
bool Fits(const std::string& text, const TallCount& ink) {
  if (ink.most == 0 || text.find_first_not_of("0123456789.,+-") != std::string::npos) return true;
  auto digits = static_cast<int>(Digits(text));
  return digits >= ink.least && digits <= ink.most;
}

// Do two readings of other marks leave the first one? A mark is lost sooner than gained, a comma's tail too.
bool FirstHasTheMarks(const NumberReading& first, const NumberReading& second) {
  if (Marks(first.text) != Marks(second.text)) return Marks(first.text) > Marks(second.text);
  std::string dotted = first.text;
  std::replace(dotted.begin(), dotted.end(), ',', '.');
  if (dotted == second.text) return true;
  return first.confidence >= second.confidence;
}

// Two numbers that differ: is the first one taken?
bool TakeFirst(const NumberReading& first, const NumberReading& second, const TallCount& ink) {
  if (Bare(first.text) == Bare(second.text)) {
    if (first.text[0] != second.text[0] && first.text[0] == '+') return true;
    return FirstHasTheMarks(first, second);
  }
  const bool fits = Fits(first.text, ink);
  if (fits != Fits(second.text, ink)) return fits;
  bool slash = first.text.find('/') != std::string::npos && second.text.find('/') == std::string::npos;
  return first.confidence >= kSure && !slash;
}

// A word of text as what stands before its number, the number and what stands behind it.
struct Parts {
  std::string_view before, number, behind;
};
Parts PartsOf(std::string_view text) {
  std::size_t begin = std::min(text.find_first_not_of("([\"'"), text.size());
  std::size_t end = text.find_last_not_of(".,;:)]\"'");
  end = end == std::string_view::npos || end < begin ? begin : end + 1;
  return {text.substr(0, begin), text.substr(begin, end - begin), text.substr(end)};
}

// The digits before the stroke of a document's number, "" where the text is none.
std::string_view SymbolNumber(std::string_view text) {
  static const Pattern kSymbol(R"([^/]{1,5}/[\p{Lu}\-]{2,})");
  return kSymbol.MatchAll(text) ? text.substr(0, text.find('/')) : std::string_view();
}

}  // namespace

bool HasNumberForm(std::string_view text) {
  static const Pattern kForm(R"([+-]?\d{1,4}(?:[.,/-]\d{1,4}){0,3}[%).]?|[IVX]{1,5}[.)]?)");
  return kForm.MatchAll(text).has_value();
}

Word Reconcile(const NumberReading& read_first, const NumberReading& second, const TallCount& ink) {
  NumberReading first{WithSecondsDigits(read_first.text, second.text), read_first.confidence};
  Word word;
  if (first.text == second.text) {
    word.text = first.text;
    word.confidence = 1 - (1 - first.confidence) * (1 - second.confidence);
    return word;
  }
  const bool number = HasNumberForm(second.text);
  if (!number && ink.most == 1 && (first.text == "|" || first.text == "l")) first.text = "1";
  bool take = (number && !(HasNumberForm(first.text) && TakeFirst(first, second, ink))) || IsLabel(first, second);
  const NumberReading& chosen = take ? second : first;
  const NumberReading& other = take ? first : second;
  word.text = chosen.text;
  word.confidence = chosen.confidence * (HasNumberForm(other.text) ? (take ? 0.6 : 0.7) : 0.8);
  if (!other.text.empty()) word.alternatives.push_back({other.text, other.confidence * 0.3});
  return word;
}

Word ReconcileInText(const NumberReading& first, const NumberReading& second, const TallCount& /*ink*/) {
  Parts one = PartsOf(first.text);
  Parts two = PartsOf(second.text);
  std::string tail(one.behind);
  if (!SymbolNumber(one.number).empty() && !SymbolNumber(two.number).empty()) {
    tail.insert(0, one.number.substr(one.number.find('/')));
    one.number = SymbolNumber(one.number);
    two.number = SymbolNumber(two.number);
  }
  Word word = Reconcile({std::string(one.number), first.confidence}, {std::string(two.number), second.confidence});
  auto whole = [&](const std::string& number) { return std::string(one.before) + number + tail; };
  word.text = whole(word.text);
  for (Alternative& other : word.alternatives) other.text = whole(other.text);
  return word;
}

}  // namespace vankho
