#include "pipeline/restore/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestNumber = 40;  // bytes; what is longer is no number of a paper

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsPlain(char c) { return IsAsciiDigit(c) || c == '.' || c == ',' || c == ':' || c == '/' || c == '%'; }

std::size_t CountDigits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), IsAsciiDigit));
}

// The digits for which an engine read letters.
std::string WithDigits(std::string_view read) {
  std::string number;
  for (const char c : read) {
    number += c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c == 'S' ? '5' : c == 'B' ? '8' : c;
  }
  return number;
}

int IntegerOf(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// A number that touches its unit. Units of one letter that other words end in (5n, 6c) are none; a single digit is
// given only to units that no syllable is (`4g`).
bool IsNumberWithUnit(std::string_view word) {
  static const Pattern pattern(
      R"((?:[0-9]+(?:[.,][0-9]+)*[xX×*])*[0-9]+(?:[.,][0-9]+)*(?:k?m[23²³]?|[cd]?m[23²³]?|mm|k?g|mg|ha|h|kWh?|[MGT]B|đ|vnđ|VN[DĐ]|USD|ph|%)(?:/\p{L}+)?)");
  static const Pattern size(R"([0-9]+(?:[.,][0-9]+)*(?:[xX×*][0-9]+(?:[.,][0-9]+)*)+)");
  static const Pattern time(R"((?:[01]?[0-9]|2[0-4])[hHgG][0-5][0-9](?:ph?)?|(?:1[0-9]|2[0-4])H)");
  static const Pattern place(R"([Kk]m[0-9]+(?:[+][0-9]+)?)");
  static const Pattern room(R"([BCDGHKLMNPQRSTVXĐ]{2,5}[235789])");  // NC2, KGVX3: the office's own mark of a section
  if (size.MatchAll(word) || time.MatchAll(word) || place.MatchAll(word) || room.MatchAll(word)) return true;
  if (!pattern.MatchAll(word) || word == "4m" || word == "6m") return false;  // âm, ốm
  return CountDigits(word) > 1 || (!word.ends_with('g') && !word.ends_with("đ")) || word.ends_with("kg");
}

// A look-alike becomes its digit where the shape fits nothing else; else "".
std::string DateOf(std::string_view read) {
  static const Pattern pattern(
      R"((?:([0-9lIO][0-9lIOoSB]?)([/.-]))?([0-9lIO][0-9lIOo]?)([/.-])([12lI][0-9lIOo][0-9lIOoSB]{2}))");
  const auto match = pattern.MatchAll(read);
  if (!match || CountDigits(read) < 4) return "";
  const bool has_day = match->groups[0].has_value();
  if (has_day && match->Group(2, read) != match->Group(4, read)) return "";
  if (!has_day && (match->Group(4, read) != "/" || CountDigits(match->Group(3, read)) == 0)) return "";  // quý II/2024
  const int day = has_day ? IntegerOf(WithDigits(match->Group(1, read))) : 1;
  const int month = IntegerOf(WithDigits(match->Group(3, read)));
  const int year = IntegerOf(WithDigits(match->Group(5, read)));
  if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1900 || year > 2099) return "";
  return WithDigits(read);
}

// Behind `ngày`: a day and a month.
std::string DayOf(std::string_view read) {
  static const Pattern pattern(R"(([0-9lIO][0-9lIOo]?)/([0-9lIO][0-9lIOo]?))");
  const auto match = pattern.MatchAll(read);
  if (!match || CountDigits(read) < 2) return "";
  const int day = IntegerOf(WithDigits(match->Group(1, read)));
  const int month = IntegerOf(WithDigits(match->Group(2, read)));
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? WithDigits(read) : "";
}

std::string YearOf(std::string_view read) {
  static const Pattern pattern(R"((?:[1lI]9|2[0Oo])[0-9lIOo]{2})");
  return pattern.MatchAll(read) && CountDigits(read) >= 2 ? WithDigits(read) : "";
}

std::string PercentOf(std::string_view read) {
  static const Pattern pattern(R"(([1-9lI][0-9lIOoSB]{0,2}|[0O])([.,][0-9lIOoSB]{1,3})?)");
  const auto match = pattern.MatchAll(read);
  const bool hundred = read == "IOO" || read == "lOO";
  if (!match || (CountDigits(read) == 0 && !hundred)) return "";
  const int whole = IntegerOf(WithDigits(match->Group(1, read)));
  return whole < 100 || (whole == 100 && !match->groups[1]) ? WithDigits(read) : "";
}

std::string ScoreOf(std::string_view read) {
  static const Pattern one(R"([1-9lI0OSB][0-9lIOo]{0,2}[.,][0-9lIOoSB]{1,2}|[1-9lI][0-9Oo]?[0Oo])");  // not S6 diem
  static const Pattern two(
      R"([1-9lI0OSB][0-9lIOo]{0,2}(?:[.,][0-9lIOoSB]{1,2})?/[1-9lI][0-9lIOo]{0,2}(?:[.,][0-9lIOoSB]{1,2})?)");
  if (!one.MatchAll(read) && !two.MatchAll(read)) return "";
  return CountDigits(read) >= 1 && read.size() > 1 ? WithDigits(read) : "";
}

std::string TimeOf(std::string_view read) {
  static const Pattern pattern(R"(([0-9lIO][0-9lIOo]?)[hg][0-5Ool][0-9Ool])");
  const auto match = pattern.MatchAll(read);
  if (!match || CountDigits(read) < 2) return "";
  const int hour = IntegerOf(WithDigits(match->Group(1, read)));
  if (hour < 0 || hour > 24) return "";
  return WithDigits(read);
}

std::string ThousandsOf(std::string_view read) {
  static const Pattern pattern(R"([1-9lI][0-9lIO]{0,2}(?:\.[0-9lIO]{3})+)");
  return pattern.MatchAll(read) && CountDigits(read) >= 1 ? WithDigits(read) : "";
}

// S18, B06, v61, n01: the letters that open a syllable and two digits for its vowel (Sở, Bộ, với, nội).
bool IsOpenedByLetter(std::string_view word) {
  static const Pattern pattern(R"((?:[SB]|[bcdđghlmnpqrstvxo]{1,3})[0-9]{2}|\p{L}\p{Ll}{0,3}61)");
  return pattern.MatchAll(word).has_value() && !word.starts_with('l');
}

// l23, 8O,5; not II.1.2, l/2020, 2/B: a letter between marks may be one.
bool MixesInOnePart(std::string_view read) {
  static const Pattern pattern("[0-9][lIOSB]|[lIOSB][0-9]");
  return pattern.Find(read).has_value();
}

// A number that holds letters of a digit's shape, and nothing tells which digits they were: l23, 1O0, 8O,5, IOO.
bool MayBeNumber(std::string_view read) {
  static const Pattern several(R"([0-9lIOSB]+(?:[.,/:][0-9lIOSB]+)*)");
  static const Pattern roman(R"([1lI]+(?:/[0-9]+)?)");  // II, quý III/2024: words to the language model
  if (roman.MatchAll(read)) return false;
  static const Pattern short_one(R"([1-9]O+|[2-9][lI]|[lI1][O0o]{2}|[1-9][O0o]{2})");
  static const Pattern size(R"([1-9][0-9.,]*[OlI][0-9OlI.,]*(?:[ck]?m[23]?|kg|ha))");
  if (short_one.MatchAll(read) || size.MatchAll(read)) return true;
  return CountDigits(read) >= 2 && several.MatchAll(read) && MixesInOnePart(read) && !IsOpenedByLetter(read);
}

bool IsTwoSigns(std::string_view read) {
  static const Pattern pattern("[lI][1235789]|1[lI]");
  return pattern.MatchAll(read).has_value();
}

// What stands around a number and tells what it is.
struct Neighbours {
  std::string before;        // BareKey of the word before
  std::string after;         // of the word behind
  bool percent = false;      // a % follows
  bool small_after = false;  // the word behind has small letters alone
  bool measured = false;     // the word before is a number
};

// O1, O5 in the midst of small letters: a count below ten with its zero. No word begins with a capital there.
std::string CountOf(std::string_view read, const Neighbours& near) {
  return read.size() == 2 && read[0] == 'O' && IsAsciiDigit(read[1]) && read[1] != '0' && near.small_after
             ? WithDigits(read)
             : "";
}

// Words that are counted or dated: a `1l` or `l2` before them is a number.
bool IsCounted(std::string_view key) {
  static constexpr std::array<std::string_view, 16> kCounted{"thang", "ngay", "nam",   "tuan", "gio",   "phut",
                                                             "don",   "xa",   "huyen", "ho",   "nguoi", "dong",
                                                             "trieu", "ty",   "diem",  "lan"};
  return std::find(kCounted.begin(), kCounted.end(), key) != kCounted.end();
}

Repair Kept(std::string_view line, TextSpan span) { return {span, std::string(span.Of(line)), "number"}; }

std::string LookAlike(std::string_view read, const Neighbours& near) {
  std::string text = DateOf(read);
  if (text.empty()) text = YearOf(read);
  if (text.empty()) text = TimeOf(read);
  if (text.empty()) text = ThousandsOf(read);
  if (text.empty() && near.percent) text = PercentOf(read);
  if (text.empty()) text = CountOf(read, near);
  if (text.empty() && near.before == "ngay") text = DayOf(read);
  if (text.empty() && near.after == "diem") text = ScoreOf(read);
  return text;
}

// One number, or nothing.
void TakePart(std::string_view line, TextSpan span, const Neighbours& near, std::vector<Repair>& out) {
  const std::string_view read = span.Of(line);
  if (read.empty() || read.size() > kLongestNumber || std::all_of(read.begin(), read.end(), IsPlain)) return;
  const bool area = near.measured && (read == "m2" || read == "m3");
  if (area || IsNumberWithUnit(read)) {
    out.push_back(Kept(line, span));
    return;
  }
  std::string_view number = read;
  if (number.ends_with('%')) number.remove_suffix(1);
  const std::string text = LookAlike(number, near);
  if (!text.empty()) {
    out.push_back({{span.begin, span.begin + number.size()}, text, "look-alike", 0.9});
  } else if (MayBeNumber(number) || (IsCounted(near.after) && number.size() == 2 && IsTwoSigns(number))) {
    out.push_back(Kept(line, {span.begin, span.begin + number.size()}));
  }
}

// The word between white space, parted at dashes; a date keeps its own.
void TakeWord(std::string_view line, TextSpan word, const Neighbours& near, std::vector<Repair>& out) {
  if (word.size() > kLongestNumber) return;
  const std::string_view read = word.Of(line);
  Neighbours here = near;
  here.percent |= read.ends_with('%');
  if (read.find('-') != std::string_view::npos && !DateOf(read).empty()) {
    TakePart(line, word, near, out);
    return;
  }
  for (std::size_t begin = 0; begin < read.size();) {
    std::size_t end = begin;
    std::size_t next = read.size();
    for (; end < read.size(); ++end) {
      const bool dash = read[end] == '-' || read[end] == ';' || read[end] == '~';
      const bool long_dash = read.substr(end).starts_with("–") || read.substr(end).starts_with("—");
      if (!dash && !long_dash) continue;
      next = end + (dash ? 1 : 3);
      break;
    }
    TakePart(line, {word.begin + begin, word.begin + end}, here, out);
    begin = next;
  }
}

// "VT, KSTT(2b)": how many copies are kept.
bool TakeCopies(std::string_view line, TextSpan word, std::vector<Repair>& out) {
  static const Pattern pattern(R"(\(([0-9]{1,3}b)\))");
  if (word.size() > kLongestNumber) return false;
  const auto match = pattern.Find(word.Of(line));
  if (!match) return false;
  out.push_back(Kept(line, {word.begin + match->groups[0]->begin, word.begin + match->groups[0]->end}));
  return true;
}

bool IsSmallWord(std::string_view word) {
  const std::vector<CodePoint> chars = DecodeUtf8(word);
  return chars.size() > 1 && IsLower(chars[0].value) && IsLower(chars[1].value);
}

// The word without the marks around it.
TextSpan Core(std::string_view line, TextSpan word) {
  const std::vector<CodePoint> chars = DecodeUtf8(word.Of(line));
  auto inside = [](const CodePoint& c) {
    return IsLetter(c.value) || IsDigit(c.value) || c.value == U'%' || c.value == U'²' || c.value == U'³';
  };
  const auto first = std::find_if(chars.begin(), chars.end(), inside);
  if (first == chars.end()) return {word.begin, word.begin};
  const auto last = std::find_if(chars.rbegin(), chars.rend(), inside);
  return {word.begin + first->begin, word.begin + last->end};
}

}  // namespace

bool IsMeasure(std::string_view word) { return word.size() <= kLongestNumber && IsNumberWithUnit(word); }

std::string DigitsOf(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), IsAsciiDigit);
  return digits;
}

bool HoldsNumber(std::string_view word) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : word) {
    run = IsAsciiDigit(c) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  if (longest == 0) return false;
  // 10i, 160i, 106i: the l, the vowel and its mark of lời. No unit of a number is an i.
  static const Pattern torn_vowel("1[06]{1,3}i");
  if (torn_vowel.MatchAll(word)) return false;
  if (longest >= 3 || IsMeasure(word)) return true;
  if (longest < 2) return false;
  if (run == 2) return !IsOpenedByLetter(word);  // km12, Điều16
  if (!IsAsciiDigit(word[0]) || !IsAsciiDigit(word[1])) return false;
  // 16i, 10n: l and the vowel of lỗi, lớn. Not what numbers are followed by: 10a, 14c, 22s.
  static constexpr std::array<std::string_view, 7> kFinals{"i", "n", "p", "t", "ng", "nh", "ch"};
  const std::string_view rest = word.substr(2);
  return word[0] != '1' || std::find(kFinals.begin(), kFinals.end(), rest) == kFinals.end();
}

std::vector<Repair> FindNumbers(std::string_view line) {
  std::vector<Repair> out;
  struct Word {
    TextSpan all;
    bool number = false;
  };
  std::vector<Word> words;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    const std::size_t end = std::min(line.find_first_of(" \t", i), line.size());
    const std::string_view word = line.substr(i, end - i);
    const bool hundred = word.size() >= 3 && word.size() < 8 && word.find("OO") != std::string_view::npos;
    words.push_back({{i, end}, hundred || word.find_first_of("0123456789") != std::string_view::npos});
    i = end;
  }
  constexpr std::size_t kLongestWord = 200;
  auto key = [&](std::size_t i) {
    return i < words.size() && words[i].all.size() < kLongestWord ? BareKey(Core(line, words[i].all).Of(line)) : "";
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].all.Of(line);
    if (words[i].number && TakeCopies(line, words[i].all, out)) continue;
    if (!words[i].number || word.size() >= kLongestWord) continue;
    if (std::all_of(word.begin(), word.end(), IsPlain)) continue;
    const TextSpan core = Core(line, words[i].all);
    const std::string_view next = i + 1 < words.size() ? words[i + 1].all.Of(line) : "";
    const std::string_view last = i > 0 ? words[i - 1].all.Of(line) : " ";
    TakeWord(line, core,
             {i > 0 ? key(i - 1) : "", key(i + 1), next.starts_with('%'), IsSmallWord(next),
              std::all_of(last.begin(), last.end(), IsPlain)},
             out);
  }
  return out;
}

}  // namespace vankho
