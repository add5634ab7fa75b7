#include "pipeline/base/legacy_encoding.h"

#include <array>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// TCVN 5712:1993, table VN3: bytes 0xA1 to 0xFE. A full stop stands for bytes that it leaves free.
constexpr std::u32string_view kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";
static_assert(kTcvn3.size() == 0xfe - 0xa1 + 1);

char32_t FromTcvn3(char32_t c) {
  if (c < 0xa1 || c > 0xfe) return 0;
  char32_t letter = kTcvn3[c - 0xa1];
  return letter == U'.' ? 0 : letter;
}

struct VniMark {
  char32_t mark;   // the small one; the capital one is its upper case
  char32_t shape;  // of the letter before: 0 none, 'a' circumflex, 'b' breve
  Tone tone;
};
constexpr std::array<VniMark, 17> kVniMarks = {{
    {U'ø', 0, Tone::kHuyen},
    {U'ù', 0, Tone::kSac},
    {U'û', 0, Tone::kHoi},
    {U'õ', 0, Tone::kNga},
    {U'ï', 0, Tone::kNang},
    {U'â', 'a', Tone::kNgang},
    {U'à', 'a', Tone::kHuyen},
    {U'á', 'a', Tone::kSac},
    {U'å', 'a', Tone::kHoi},
    {U'ã', 'a', Tone::kNga},
    {U'ä', 'a', Tone::kNang},
    {U'ê', 'b', Tone::kNgang},
    {U'è', 'b', Tone::kHuyen},
    {U'é', 'b', Tone::kSac},
    {U'ú', 'b', Tone::kHoi},
    {U'ü', 'b', Tone::kNga},
    {U'ë', 'b', Tone::kNang},
}};

// Letters that are one byte in VNI.
char32_t VniLetter(char32_t lower) {
  switch (lower) {
    case U'ô':
      return U'ơ';
    case U'ö':
      return U'ư';
    case U'ñ':
      return U'đ';
    case U'ì':
      return U'ì';
    case U'í':
      return U'í';
    case U'æ':
      return U'ỉ';
    case U'ó':
      return U'ĩ';
    case U'ò':
      return U'ị';
    case U'î':
      return U'ỵ';
    default:
      return 0;
  }
}

// The letter with the mark's shape and tone, or 0 if they do not go together. Lower case.
char32_t WithVniMark(char32_t letter, const VniMark& mark) {
  char32_t shaped = letter;
  if (mark.shape == 'a') shaped = letter == U'a' ? U'â' : letter == U'e' ? U'ê' : letter == U'o' ? U'ô' : 0;
  if (mark.shape == 'b') shaped = letter == U'a' ? U'ă' : 0;
  bool vowel = shaped != 0 && std::u32string_view(U"aăâeêoôơuưy").find(shaped) != std::u32string_view::npos;
  if (!vowel) return 0;
  return mark.tone == Tone::kNgang ? shaped : WithTone(shaped, mark.tone);
}

void Append(Decoded& out, char32_t letter, std::size_t old_size) {
  std::size_t before = out.text.size();
  AppendUtf8(letter, out.text);
  out.alignment.Append(out.text.size() - before, old_size);
}

// Is the line that begins at chars[begin] one of capitals? Their font has the codes of small letters for marked ones
// (.VnTimeH), so the others must tell.
bool LineInCapitals(const std::vector<CodePoint>& chars, std::size_t begin) {
  constexpr int kFew = 3;
  int tall = 0;
  for (std::size_t i = begin; i < chars.size() && chars[i].value != U'\n'; ++i) {
    if (chars[i].value >= 'a' && chars[i].value <= 'z') return false;
    tall += chars[i].value >= 'A' && chars[i].value <= 'Z';
  }
  return tall >= kFew;
}

// Do at least two ASCII letters of the word that holds chars[at] stand there, all capitals?
bool InCapitals(const std::vector<CodePoint>& chars, std::size_t begin, std::size_t end) {
  int tall = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (chars[i].value >= 'a' && chars[i].value <= 'z') return false;
    tall += chars[i].value >= 'A' && chars[i].value <= 'Z';
  }
  return tall >= 2;
}

}  // namespace

Decoded DecodeTcvn3(std::string_view text) {
  Decoded out;
  std::vector<CodePoint> chars = DecodeUtf8(text);
  bool line_in_capitals = LineInCapitals(chars, 0);
  for (std::size_t begin = 0; begin < chars.size();) {
    std::size_t end = begin + 1;
    bool word = !IsSpace(chars[begin].value);
    while (end < chars.size() && IsSpace(chars[end].value) != word) ++end;
    bool capitals = word && (line_in_capitals || InCapitals(chars, begin, end));
    for (std::size_t i = begin; i < end && !word; ++i) {
      if (chars[i].value == U'\n') line_in_capitals = LineInCapitals(chars, i + 1);
    }
    for (std::size_t i = begin; i < end; ++i) {
      char32_t letter = FromTcvn3(chars[i].value);
      if (letter != 0 && capitals) letter = Upper(letter);
      Append(out, letter != 0 ? letter : chars[i].value, chars[i].end - chars[i].begin);
    }
    begin = end;
  }
  return out;
}

Decoded DecodeVni(std::string_view text) {
  Decoded out;
  std::vector<CodePoint> chars = DecodeUtf8(text);
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const char32_t c = chars[i].value;
    const char32_t single = VniLetter(Lower(c));
    char32_t base = single != 0 ? single : Lower(c);
    std::size_t used = 1;
    if (i + 1 < chars.size()) {
      for (const VniMark& mark : kVniMarks) {
        if (Lower(chars[i + 1].value) != mark.mark) continue;
        char32_t marked = WithVniMark(base, mark);
        if (marked != 0) base = marked, used = 2;
      }
    }
    char32_t letter = used == 1 && single == 0 ? c : IsUpper(c) ? Upper(base) : base;
    Append(out, letter, chars[i + used - 1].end - chars[i].begin);
    i += used - 1;
  }
  return out;
}

}  // namespace vankho
