#include "pipeline/ocr/double_words.h"

#include <algorithm>
#include <cctype>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr double kShared = 0.5;  // of the narrower word's width

std::string Bare(const Word& word) {
  constexpr std::string_view kMarks = ".,;:()\"'";
  return StripDiacritics(ToLower(TrimMarks(word.text, kMarks, kMarks)));
}

// Part of a letter or a digit.
bool IsWordByte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

enum class Double { kNone, kFirst, kSecond };

// Which of two neighbours is read twice?
Double DoubleOf(const Word& first, const Word& second) {
  const double shared = std::min(first.box.right, second.box.right) - std::max(first.box.left, second.box.left);
  const double narrower = std::min(first.box.width(), second.box.width());
  if (narrower <= 0 || shared < kShared * narrower) return Double::kNone;
  const std::string one = Bare(first);
  const std::string two = Bare(second);
  if (one.empty() || two.empty()) return Double::kNone;
  if (one == two) return second.confidence > first.confidence ? Double::kFirst : Double::kSecond;
  if (one.ends_with(two)) return Double::kSecond;
  return two.starts_with(one) ? Double::kFirst : Double::kNone;
}

// "1743/QĐ-" and "-BGTVT", of which the one dash is the end and the beginning.
bool ShareADash(const Word& first, const Word& second) {
  return first.text.size() > 1 && second.text.size() > 1 && first.text.back() == '-' && second.text.front() == '-' &&
         first.box.right > second.box.left && first.box.left < second.box.left &&
         IsWordByte(first.text[first.text.size() - 2]) && IsWordByte(second.text[1]);
}

void Join(Word& first, const Word& second) {
  first.text += second.text.substr(1);
  first.box = Cover(first.box, second.box);
  first.confidence = std::min(first.confidence, second.confidence);
  first.alternatives.clear();
}

}  // namespace

void DropDoubleWords(std::vector<Line>& runs) {
  for (Line& run : runs) {
    std::vector<Word>& words = run.words.Open();
    for (std::size_t i = 1; i < words.size();) {
      if (ShareADash(words[i - 1], words[i])) {
        Join(words[i - 1], words[i]);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
      const Double twice = DoubleOf(words[i - 1], words[i]);
      if (twice == Double::kNone) {
        ++i;
        continue;
      }
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(twice == Double::kFirst ? i - 1 : i));
    }
  }
}

}  // namespace vankho
