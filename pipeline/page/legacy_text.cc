#include "pipeline/page/legacy_text.h"

#include <algorithm>
#include <array>
#include <map>

#include "pipeline/base/unicode.h"
#include "pipeline/page/text_quality.h"

namespace vankho {
namespace {

using namespace std::string_view_literals;

// Letters of TCVN 5712:1993 VN3 from 0xA1 to 0xFE; 0 where the table has none.
constexpr std::u32string_view kTcvn3FromA1 =
    U"ĂÂÊÔƠƯĐăâêôơưđ"       // A1-AE
    U"\0\0\0\0\0"           // AF-B3
    U"\0àảãáạ"              // B4-B9
    U"\0ằẳẵắ"               // BA-BE
    U"\0\0\0\0\0\0\0"       // BF-C5
    U"ặầẩẫấậè"              // C6-CC
    U"\0ẻẽéẹềểễếệìỉ"        // CD-D8
    U"\0\0\0ĩíịò"           // D9-DF
    U"\0ỏõóọồổỗốộờởỡớợù"    // E0-EF
    U"\0ủũúụừửữứựỳỷỹýỵ"sv;  // F0-FE
static_assert(kTcvn3FromA1.size() == 0xFE - 0xA1 + 1);

// What differs from Latin-1 in Windows-1258.
const std::map<char32_t, char32_t>& Windows1258() {
  static const std::map<char32_t, char32_t> kTable{
      {0xC3, U'Ă'},  {0xCC, 0x300}, {0xD0, U'Đ'},  {0xD2, 0x309}, {0xD5, U'Ơ'},  {0xDD, U'Ư'},
      {0xDE, 0x303}, {0xE3, U'ă'},  {0xEC, 0x301}, {0xF0, U'đ'},  {0xF2, 0x323}, {0xF5, U'ơ'},
      {0xFD, U'ư'},  {0xFE, U'₫'},  {0x85, U'…'},  {0x91, U'‘'},  {0x92, U'’'},  {0x93, U'“'},
      {0x94, U'”'},  {0x95, U'•'},  {0x96, U'–'},  {0x97, U'—'}};
  return kTable;
}

// VNI: what a mark byte does to the letter before it. Quality 0 none, '^' circumflex, '(' breve.
struct VniMark {
  char quality = 0;
  Tone tone = Tone::kNgang;
};
const std::map<char32_t, VniMark>& VniMarks() {
  static const std::map<char32_t, VniMark> kTable{
      {U'ù', {0, Tone::kSac}},   {U'ø', {0, Tone::kHuyen}},   {U'û', {0, Tone::kHoi}},    {U'õ', {0, Tone::kNga}},
      {U'ï', {0, Tone::kNang}},  {U'â', {'^', Tone::kNgang}}, {U'á', {'^', Tone::kSac}},  {U'à', {'^', Tone::kHuyen}},
      {U'å', {'^', Tone::kHoi}}, {U'ã', {'^', Tone::kNga}},   {U'ä', {'^', Tone::kNang}}, {U'ê', {'(', Tone::kNgang}},
      {U'é', {'(', Tone::kSac}}, {U'è', {'(', Tone::kHuyen}}, {U'ú', {'(', Tone::kHoi}},  {U'ü', {'(', Tone::kNga}},
      {U'ë', {'(', Tone::kNang}}};
  return kTable;
}

char32_t VniSingle(char32_t c) {
  switch (c) {
    case U'ñ':
      return U'đ';
    case U'ô':
      return U'ơ';
    case U'ö':
      return U'ư';
    case U'æ':
      return U'ỉ';
    case U'ó':
      return U'ĩ';
    case U'ò':
      return U'ị';
    case U'î':
      return U'ỵ';
    default:
      return c;
  }
}

// The letter with the mark, in lower case; 0 where the pair means nothing.
char32_t VniCompose(char32_t letter, VniMark mark) {
  static constexpr std::u32string_view kTonable = U"aeouyơư";
  char32_t base = letter;
  if (mark.quality == '^') {
    base = letter == U'a' ? U'â' : letter == U'e' ? U'ê' : letter == U'o' ? U'ô' : 0;
  } else if (mark.quality == '(') {
    base = letter == U'a' ? U'ă' : 0;
  } else if (kTonable.find(letter) == std::u32string_view::npos) {
    base = 0;
  }
  return base == 0 ? 0 : WithTone(base, mark.tone);
}

std::u32string DecodeVni(const std::u32string& text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t lower = VniSingle(Lower(text[i]));
    if (i + 1 < text.size()) {
      auto mark = VniMarks().find(Lower(text[i + 1]));
      if (mark != VniMarks().end()) {
        if (char32_t both = VniCompose(lower, mark->second); both != 0) {
          out.push_back(IsUpper(text[i]) ? Upper(both) : both);
          ++i;
          continue;
        }
      }
    }
    out.push_back(IsUpper(text[i]) ? Upper(lower) : lower);
  }
  return out;
}

std::u32string DecodeSingle(const std::u32string& text, LegacyEncoding encoding) {
  std::u32string out = text;
  for (char32_t& c : out) {
    if (encoding == LegacyEncoding::kTcvn3 && c >= 0xA1 && c <= 0xFE) {
      if (char32_t letter = kTcvn3FromA1[c - 0xA1]; letter != 0) c = letter;
    } else if (encoding != LegacyEncoding::kTcvn3) {
      auto found = Windows1258().find(c);
      bool shared = c >= 0x80 && c <= 0x9F;  // punctuation that Windows-1252 has in the same places
      if (found != Windows1258().end() && (encoding == LegacyEncoding::kWindows1258 || shared)) c = found->second;
    }
  }
  return out;
}

}  // namespace

std::string_view Name(LegacyEncoding encoding) {
  switch (encoding) {
    case LegacyEncoding::kTcvn3:
      return "TCVN3";
    case LegacyEncoding::kVni:
      return "VNI";
    case LegacyEncoding::kWindows1258:
      return "Windows-1258";
    case LegacyEncoding::kLatin1:
      return "Latin-1";
  }
  return "";
}

std::string DecodeLegacy(std::string_view text, LegacyEncoding encoding) {
  std::u32string points = ToUtf32(text);
  points = encoding == LegacyEncoding::kVni ? DecodeVni(points) : DecodeSingle(points, encoding);
  return ToNfc(EncodeUtf8(points));
}

LegacyEncoding GuessLegacy(std::string_view text) {
  std::string sample(text.substr(0, 200000));
  LegacyEncoding best = LegacyEncoding::kLatin1;
  double best_score = MeasureText(DecodeLegacy(sample, best)).Score();
  for (auto encoding : {LegacyEncoding::kTcvn3, LegacyEncoding::kVni, LegacyEncoding::kWindows1258}) {
    double score = MeasureText(DecodeLegacy(sample, encoding)).Score();
    if (score > best_score + 0.05) {
      best = encoding;
      best_score = score;
    }
  }
  return best;
}

std::string DecodeLegacyBytes(std::string_view bytes) {
  std::u32string points;
  points.reserve(bytes.size());
  for (char c : bytes) points.push_back(static_cast<unsigned char>(c));
  std::string text = EncodeUtf8(points);
  return DecodeLegacy(text, GuessLegacy(text));
}

}  // namespace vankho
