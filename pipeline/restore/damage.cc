#include "pipeline/restore/damage.h"

#include <algorithm>

#include "pipeline/base/legacy_encoding.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMostLines = 4000;  // a document's start tells enough

void CountWord(std::u32string_view word, const SyllableTrie& trie, WordCounts& counts) {
  bool digit = std::any_of(word.begin(), word.end(), [](char32_t c) { return IsDigit(c); });
  bool letter = std::any_of(word.begin(), word.end(), [](char32_t c) { return IsLetter(c); });
  if (!letter) return;
  bool capitals = std::all_of(word.begin(), word.end(), [](char32_t c) { return IsUpper(c) || IsDigit(c); });
  if (capitals && word.size() > 1 && digit) return;  // a code says nothing
  counts.words += 1;
  if (digit) {
    counts.mixed += 1;
    return;
  }
  std::string lower = CanonicalTonePlacement(ToLower(EncodeUtf8(word)));
  std::string bare = StripDiacritics(lower);
  bool known = trie.FindForm(lower) != SyllableTrie::kNone || IsPossibleSyllable(lower);
  bool marked = bare != lower;
  counts.valid += known || (capitals && !marked && word.size() > 1);
  counts.accented += known && marked;
  counts.bare += trie.HasBare(bare) || (capitals && word.size() > 1);
  counts.foreign_marks += marked && !known;
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

}  // namespace

WordCounts& WordCounts::operator+=(const WordCounts& other) {
  words += other.words;
  valid += other.valid;
  accented += other.accented;
  bare += other.bare;
  mixed += other.mixed;
  foreign_marks += other.foreign_marks;
  return *this;
}

WordCounts CountWords(std::string_view text, const SyllableTrie& trie) {
  WordCounts counts;
  std::u32string word;
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (IsLetter(c.value) || IsDigit(c.value)) {
      if (word.size() < 40) word += c.value;
      continue;
    }
    if (!word.empty()) CountWord(word, trie, counts);
    word.clear();
  }
  if (!word.empty()) CountWord(word, trie, counts);
  return counts;
}

Damage DetectDamage(const std::vector<std::string_view>& lines, const SyllableTrie& trie, bool own_ocr) {
  WordCounts seen;
  WordCounts tcvn3;
  WordCounts vni;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
    std::string_view line = lines[i].substr(0, 100000);
    seen += CountWords(line, trie);
  }
  Damage damage = Judge(seen, own_ocr);
  if (damage == Damage::kClean || damage == Damage::kOwnOcr) return damage;
  std::size_t high = 0;  // both encodings put their marks into the upper half of Windows-1252
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) high += HighLatin(lines[i].substr(0, 100000));
  if (static_cast<double>(high) < 0.2 * seen.words) return damage;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
    std::string_view line = lines[i].substr(0, 100000);
    tcvn3 += CountWords(DecodeTcvn3(line).text, trie);
    vni += CountWords(DecodeVni(line).text, trie);
  }
  if (IsBetter(tcvn3, seen) && tcvn3.valid >= vni.valid) return Damage::kTcvn3;
  if (IsBetter(vni, seen)) return Damage::kVni;
  return damage;
}

Damage DetectLineDamage(std::string_view line, Damage document, const SyllableTrie& trie) {
  WordCounts counts = CountWords(line, trie);
  switch (document) {
    case Damage::kLatinEngine:
    case Damage::kNoDiacritics:
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
      WordCounts decoded = CountWords(document == Damage::kTcvn3 ? DecodeTcvn3(line).text : DecodeVni(line).text, trie);
      return decoded.valid >= counts.valid ? document : Damage::kClean;
    }
    case Damage::kOwnOcr:
    case Damage::kNotVietnamese:
      break;
  }
  return document;
}

}  // namespace vankho
