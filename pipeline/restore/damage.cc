#include "pipeline/restore/damage.h"

#include <algorithm>

#include "pipeline/base/legacy_encoding.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/numbers.h"
#include "pipeline/restore/pieces.h"

namespace vankho {
namespace {

constexpr std::size_t kMostLines = 4000;   // a document's start tells enough
constexpr std::size_t kMostLetters = 40;   // of a word that are looked at
constexpr std::size_t kMostWords = 50000;  // that are remembered ...
constexpr std::size_t kMostBytes = 32;     // ... of up to so many bytes

// Onset, vowels and final of a syllable whose marks are gone. Of English words few are so short.
bool IsShaped(std::string_view bare) {
  static const Pattern pattern(
      "(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu?|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|n[gh]?|p|t)?");
  return pattern.MatchAll(bare).has_value();
}

WordCounts CountWord(std::u32string_view word, const SyllableTrie& trie) {
  WordCounts counts;
  bool digit = std::any_of(word.begin(), word.end(), [](char32_t c) { return IsDigit(c); });
  bool letter = std::any_of(word.begin(), word.end(), [](char32_t c) { return IsLetter(c); });
  if (!letter) return counts;
  if (std::any_of(word.begin(), word.end(), [](char32_t c) { return IsOtherScript(c); })) {
    counts.other_script = 1;
    return counts;
  }
  bool capitals = std::all_of(word.begin(), word.end(), [](char32_t c) { return IsUpper(c) || IsDigit(c); });
  if (capitals && word.size() > 1 && digit) return counts;  // a code says nothing
  if (digit && IsMeasure(EncodeUtf8(word))) return counts;  // nor does a number with its unit
  counts.words = 1;
  if (digit) {
    counts.mixed = 1;
    return counts;
  }
  std::string lower = CanonicalTonePlacement(ToLower(EncodeUtf8(word)));
  std::string bare = StripDiacritics(lower);
  // The vocabulary holds crumbs of legacy text.
  const bool signs = std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= 0xa1 && c <= 0xbf; });
  bool known = !signs && (trie.FindForm(lower) != SyllableTrie::kNone || IsPossibleSyllable(lower));
  bool marked = bare != lower;
  counts.valid = known || (capitals && !marked && word.size() > 1);
  counts.accented = known && marked;
  counts.bare = trie.HasBare(bare) || (capitals && word.size() > 1);
  counts.shaped = IsShaped(bare) || (capitals && word.size() > 1);
  counts.foreign_marks = marked && !known;
  return counts;
}

std::size_t HighLatin(std::string_view line) {
  std::size_t count = 0;
  for (const CodePoint& c : DecodeUtf8(line)) count += c.value >= 0xa1 && c.value <= 0xfe;
  return count;
}

// Is the decoded text Vietnamese and the undecoded not?
bool IsBetter(const WordCounts& decoded, const WordCounts& seen) {
  return decoded.Share(decoded.valid) > 0.8 && decoded.Share(decoded.accented) > 0.4 &&
         decoded.valid > seen.valid + 0.2 * decoded.words;
}

// A sentence in another language: no mark, no digit inside a word, and most words no syllables whose marks are gone.
// Damage leaves one or the other in so many words.
bool IsForeign(const WordCounts& counts, int fewest) {
  const bool plain = counts.accented + counts.foreign_marks + counts.mixed == 0;
  return plain && counts.words >= fewest && counts.shaped < 0.5 * counts.words;
}

constexpr int kFewWords = 3;

Damage Judge(const WordCounts& counts, bool own_ocr) {
  const double valid = counts.Share(counts.valid);
  const double accented = counts.Share(counts.accented);
  if (counts.words < kFewWords) return Damage::kClean;  // too little to say that anything is wrong
  if (own_ocr && valid > 0.6 && accented > 0.35) return Damage::kOwnOcr;
  if (valid > 0.9 && accented > 0.5) return Damage::kClean;
  // A short text of plain words has fewer marks; what has some, and no word that is none, is as it was printed.
  if (valid > 0.97 && accented > 0.15 && counts.mixed == 0) return Damage::kClean;
  // Words that hold a digit (`th6ng`) speak for damage, not for another language.
  if (counts.bare < 0.5 * (counts.words - counts.mixed)) return Damage::kNotVietnamese;
  // An engine without Vietnamese leaves marks somewhere, lost diacritics leave Vietnamese syllables: else another
  // language.
  // Many words with a digit inside are such marks too.
  const double marks = accented + counts.Share(counts.foreign_marks) + counts.Share(counts.mixed) / 3;
  bool marked = marks >= 0.02;
  if (!marked && counts.Share(counts.bare) <= 0.85) return Damage::kNotVietnamese;
  bool untouched = counts.mixed + counts.foreign_marks < 0.01 * counts.words + 0.5;
  if (untouched && accented < 0.01 && counts.Share(counts.bare) > 0.85) return Damage::kNoDiacritics;
  return Damage::kLatinEngine;
}

// Does a short text hold signs of Latin-1 that print hardly has (¶, ¸, ®) in many of its words? They cut them into
// crumbs that look clean.
bool HasLegacySigns(std::span<const CountedLine> lines, double words) {
  constexpr double kShort = 60;
  if (words > kShort) return false;
  double signs = 0;
  for (const CountedLine& line : lines) {
    for (const CodePoint& c : DecodeUtf8(line.text)) signs += c.value >= 0xa1 && c.value <= 0xbf;
  }
  return signs > 0 && signs >= 0.2 * words;
}

}  // namespace

WordCounts& WordCounts::operator+=(const WordCounts& other) {
  words += other.words;
  valid += other.valid;
  accented += other.accented;
  bare += other.bare;
  shaped += other.shaped;
  mixed += other.mixed;
  foreign_marks += other.foreign_marks;
  other_script += other.other_script;
  return *this;
}

WordCounts WordCounter::OfWord(std::string_view word) {
  if (auto found = words_.find(word); found != words_.end()) return found->second;
  const WordCounts counts = CountWord(ToUtf32(word).substr(0, kMostLetters), trie_);
  if (word.size() <= kMostBytes && words_.size() < kMostWords) words_.emplace(word, counts);
  return counts;
}

template <typename InWord>
WordCounts WordCounter::CountRuns(std::string_view text, const InWord& in_word) {
  WordCounts counts;
  std::size_t begin = 0;
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (in_word(c.value)) continue;
    if (begin < c.begin) counts += OfWord(text.substr(begin, c.begin - begin));
    begin = c.end;
  }
  if (begin < text.size()) counts += OfWord(text.substr(begin));
  return counts;
}

WordCounts WordCounter::Count(std::string_view text) {
  return CountRuns(text, [](char32_t c) { return IsLetter(c) || IsDigit(c); });
}

WordCounts WordCounter::CountLegacy(std::string_view text) {
  return CountRuns(text, [](char32_t c) { return IsLetter(c) || IsDigit(c) || (c >= 0xa1 && c <= 0xfe); });
}

Damage DetectDamage(std::span<const CountedLine> lines, WordCounter& counter, bool own_ocr) {
  lines = lines.first(std::min(lines.size(), kMostLines));
  WordCounts seen;
  WordCounts tcvn3;
  WordCounts vni;
  for (const CountedLine& line : lines) seen += line.counts;
  Damage damage = Judge(seen, own_ocr);
  if (damage == Damage::kOwnOcr || (damage == Damage::kClean && !HasLegacySigns(lines, seen.words))) return damage;
  std::size_t high = 0;  // both encodings put their marks into the upper half of Windows-1252
  for (const CountedLine& line : lines) high += HighLatin(line.text);
  if (static_cast<double>(high) < 0.2 * seen.words) return damage;
  seen = {};
  for (const CountedLine& line : lines) {
    seen += counter.CountLegacy(line.text);
    tcvn3 += counter.CountLegacy(DecodeTcvn3(line.text).text);
    vni += counter.CountLegacy(DecodeVni(line.text).text);
  }
  if (IsBetter(tcvn3, seen) && tcvn3.valid >= vni.valid) return Damage::kTcvn3;
  if (IsBetter(vni, seen)) return Damage::kVni;
  return damage;
}

Damage DetectLineDamage(const CountedLine& line, Damage document, WordCounter& counter) {
  const WordCounts& counts = line.counts;
  if (counts.other_script > counts.words) return Damage::kNotVietnamese;
  switch (document) {
    case Damage::kLatinEngine:
    case Damage::kNoDiacritics:
      if (IsForeign(counts, 6)) return Damage::kNotVietnamese;
      // Marks all over and every word right: typed later, or a page with a good text layer.
      if (counts.words >= 4 && counts.valid == counts.words && counts.Share(counts.accented) > 0.6)
        return Damage::kClean;
      return document;
    case Damage::kClean:
      if (counts.words >= 6 && counts.Share(counts.valid) < 0.5 && counts.Share(counts.bare) > 0.6)
        return Damage::kLatinEngine;
      return document;
    case Damage::kTcvn3:
    case Damage::kVni: {
      const Decoded decoded_line = document == Damage::kTcvn3 ? DecodeTcvn3(line.text) : DecodeVni(line.text);
      const WordCounts decoded = counter.Count(decoded_line.text);
      return decoded.valid >= counter.CountLegacy(line.text).valid ? document : Damage::kClean;
    }
    case Damage::kOwnOcr:
      if (IsForeign(counts, 4)) return Damage::kNotVietnamese;
      break;
    case Damage::kNotVietnamese:
      break;
  }
  return document;
}

}  // namespace vankho
