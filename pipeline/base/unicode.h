// Unicode for Vietnamese. unicode.cc is the only file that includes ICU.
//
// All text inside vankho is UTF-8 in Normalisation Form C (Unicode Standard Annex 15). Foreign bytes become such text
// once, at the door, by `CleanUtf8`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vankho {

bool IsValidUtf8(std::string_view bytes);

// Bytes from anywhere as NFC text: invalid sequences become U+FFFD, a byte-order mark and control characters other than
// tab, newline and form feed go, CR LF and CR become LF. Valid NFC text comes back as it is.
std::string CleanUtf8(std::string_view bytes);

std::string ToNfc(std::string_view text);
std::string ToNfd(std::string_view text);    // for tests of readers that meet decomposed text
std::string ToLower(std::string_view text);  // Vietnamese full case mapping
std::string ToUpper(std::string_view text);

// One code point and the bytes it stands in.
struct CodePoint {
  char32_t value = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};
// Invalid bytes give U+FFFD, one each.
std::vector<CodePoint> DecodeUtf8(std::string_view text);
// The code point at text[at], which must lie inside; `at` goes on behind it. DecodeUtf8 for loops that keep nothing.
char32_t NextPoint(std::string_view text, std::size_t& at);
void AppendUtf8(char32_t value, std::string& out);
// Appends many of them, quicker than one by one; the string is whole after Flush.
class Utf8Writer {
 public:
  explicit Utf8Writer(std::string& out) : out_(out) {}
  void Add(char32_t value);
  void Flush();

 private:
  std::string& out_;
  std::size_t size_ = 0;
  std::array<char, 64> bytes_;
};
std::string EncodeUtf8(std::u32string_view text);
std::u32string ToUtf32(std::string_view text);

// What is known of one code point. All that reads text asks in its inner loop, so the answers stand in a table.
struct Letter {
  char32_t lower = 0;
  char32_t upper = 0;
  char32_t base = 0;           // BaseLetter
  char32_t bare = 0;           // the same of `lower`
  std::int8_t vowel_row = -1;  // of unicode.cc's table of vowels; -1: no vowel
  std::int8_t tone = 0;        // Tone
  bool alpha : 1 = false;
  bool is_upper : 1 = false;
  bool is_lower : 1 = false;
  bool space : 1 = false;
  bool stable : 1 = false;  // a text of such code points alone is in NFC (UAX 15, section 9)
};
// Of a rare code point it holds until the thread's next call.
const Letter& LetterOf(char32_t c);

bool IsLetter(char32_t c);
bool IsUpper(char32_t c);
bool IsLower(char32_t c);
bool IsDigit(char32_t c);  // ASCII digits only
bool IsSpace(char32_t c);
char32_t Lower(char32_t c);
char32_t Upper(char32_t c);

// Columns that a terminal gives it: 2 for East Asian wide and full-width forms (Unicode Standard Annex 11), 0 for
// combining marks and what is invisible, else 1.
int DisplayWidth(char32_t c);

// The letter without tone and without quality mark: ế -> e, Đ -> D, ư -> u. Others come back as they are.
char32_t BaseLetter(char32_t c);
// "Kế hoạch" -> "Ke hoach".
std::string StripDiacritics(std::string_view text);

// The six tones (thanh): ngang, huyền, sắc, hỏi, ngã, nặng.
enum class Tone : std::uint8_t { kNgang, kHuyen, kSac, kHoi, kNga, kNang };
Tone ToneOf(char32_t c);                        // of one letter
char32_t WithTone(char32_t letter, Tone tone);  // ê + kSac -> ế; letters that carry no tone come back as they are

// Tone mark in the place of the newer rule (hoà -> hòa, thuỷ -> thủy, uỷ -> ủy); both are in official use. Length in
// characters stays the same.
std::string CanonicalTonePlacement(std::string_view text);
void PlaceTones(std::string& text);       // the same in place
bool MayMoveTone(std::string_view text);  // false: it would change nothing. Cheap

// What two spellings of one phrase share: NFC, lower case, canonical tone placement, runs of white space as one space,
// dashes as '-', straight quotes. For look-ups; never printed.
std::string MatchKey(std::string_view text);
// The same without diacritics: "P. Nội vụ" and "p. noi vu" are one.
std::string BareKey(std::string_view text);
// BareKey's letters and digits, with one space for whatever stands between them: "Điểm tối đa / năm" -> "diem toi da
// nam".
std::string BareWords(std::string_view text);
// Without these characters at its front and at its back; whole characters, so that UTF-8 stays valid.
std::string_view TrimMarks(std::string_view text, std::string_view front, std::string_view back);
// With a capital at its front.
std::string UpperFirst(std::string_view text);

// Do two texts differ by at most one byte put in, left out or replaced? For bare keys of damaged names.
bool WithinOneEdit(std::string_view a, std::string_view b);

// Is this lower-cased NFC word a possible Vietnamese syllable: onset, rhyme and tone that the orthography allows
// (sắc and nặng only before -c -ch -p -t)? Phonotactics, not attestation.
bool IsPossibleSyllable(std::string_view word);

namespace unicode_internal {

constexpr char32_t kTabled = 0x2100;  // Latin, its extensions and the common punctuation stand below
const Letter* Letters();              // kTabled of them
const Letter& RareLetter(char32_t c);
char32_t NextRarePoint(std::string_view text, std::size_t& at);
std::size_t PutRare(char32_t value, char* out);
std::size_t PutUtf8(char32_t value, char* out);  // up to 4 bytes; how many

}  // namespace unicode_internal

inline const Letter& LetterOf(char32_t c) {
  static const Letter* const letters = unicode_internal::Letters();
  return c < unicode_internal::kTabled ? letters[c] : unicode_internal::RareLetter(c);
}

inline bool IsLetter(char32_t c) { return LetterOf(c).alpha; }
inline bool IsUpper(char32_t c) { return LetterOf(c).is_upper; }
inline bool IsLower(char32_t c) { return LetterOf(c).is_lower; }
inline bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool IsSpace(char32_t c) { return LetterOf(c).space; }
inline char32_t Lower(char32_t c) { return LetterOf(c).lower; }
inline char32_t Upper(char32_t c) { return LetterOf(c).upper; }
inline char32_t BaseLetter(char32_t c) { return LetterOf(c).base; }

[[gnu::always_inline]] inline char32_t NextPoint(std::string_view text, std::size_t& at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  auto goes_on = [&](std::size_t i) { return at + i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
  unsigned char first = byte(0);
  if (first < 0x80) {
    ++at;
    return first;
  }
  // The two lengths of Vietnamese letters; first bytes of which not every form is valid are left to ICU.
  if (first >= 0xC2 && first < 0xE0 && goes_on(1)) {
    char32_t c = (first & 0x1FU) << 6U | (byte(1) & 0x3FU);
    at += 2;
    return c;
  }
  if (first >= 0xE1 && first < 0xED && goes_on(1) && goes_on(2)) {
    char32_t c = (first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    at += 3;
    return c;
  }
  return unicode_internal::NextRarePoint(text, at);
}

inline std::size_t unicode_internal::PutUtf8(char32_t value, char* out) {
  auto put = [&](std::size_t i, char32_t bits) { out[i] = static_cast<char>(bits); };
  if (value < 0x80) {
    put(0, value);
    return 1;
  }
  if (value < 0x800) {
    put(0, 0xC0U | value >> 6U);
    put(1, 0x80U | (value & 0x3FU));
    return 2;
  }
  if (value >= 0xD800) return PutRare(value, out);
  put(0, 0xE0U | value >> 12U);
  put(1, 0x80U | (value >> 6U & 0x3FU));
  put(2, 0x80U | (value & 0x3FU));
  return 3;
}

inline void AppendUtf8(char32_t value, std::string& out) {
  if (value < 0x80) {
    out.push_back(static_cast<char>(value));
    return;
  }
  char bytes[4];
  out.append(bytes, unicode_internal::PutUtf8(value, bytes));
}

inline void Utf8Writer::Add(char32_t value) {
  if (size_ + 4 > bytes_.size()) Flush();
  size_ += unicode_internal::PutUtf8(value, bytes_.data() + size_);
}

inline void Utf8Writer::Flush() {
  out_.append(bytes_.data(), size_);
  size_ = 0;
}

}  // namespace vankho
