#include "pipeline/page/legacy_text.h"

#include <map>

#include "pipeline/base/legacy_encoding.h"
#include "pipeline/base/unicode.h"
#include "pipeline/page/text_quality.h"

namespace vankho {
namespace {

// What differs from Latin-1 in Windows-1258.
const std::map<char32_t, char32_t>& Windows1258() {
  static const std::map<char32_t, char32_t> kTable{
      {0xC3, U'Ă'},  {0xCC, 0x300}, {0xD0, U'Đ'},  {0xD2, 0x309}, {0xD5, U'Ơ'},  {0xDD, U'Ư'},
      {0xDE, 0x303}, {0xE3, U'ă'},  {0xEC, 0x301}, {0xF0, U'đ'},  {0xF2, 0x323}, {0xF5, U'ơ'},
      {0xFD, U'ư'},  {0xFE, U'₫'},  {0x85, U'…'},  {0x91, U'‘'},  {0x92, U'’'},  {0x93, U'“'},
      {0x94, U'”'},  {0x95, U'•'},  {0x96, U'–'},  {0x97, U'—'}};
  return kTable;
}

// Windows-1258, or of it the punctuation that Windows-1252 has in the same places.
std::string DecodeWindows(std::string_view text, bool letters) {
  std::u32string out = ToUtf32(text);
  for (char32_t& c : out) {
    auto found = Windows1258().find(c);
    const bool shared = c >= 0x80 && c <= 0x9F;
    if (found != Windows1258().end() && (letters || shared)) c = found->second;
  }
  return EncodeUtf8(out);
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
  if (encoding == LegacyEncoding::kTcvn3) return ToNfc(DecodeTcvn3(text).text);
  if (encoding == LegacyEncoding::kVni) return ToNfc(DecodeVni(text).text);
  return ToNfc(DecodeWindows(text, encoding == LegacyEncoding::kWindows1258));
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

LegacyEncoding DecodeLegacyBytes(std::string_view bytes, std::string& out) {
  std::u32string points;
  points.reserve(bytes.size());
  for (char c : bytes) points.push_back(static_cast<unsigned char>(c));
  const std::string text = EncodeUtf8(points);
  const LegacyEncoding encoding = GuessLegacy(text);
  out = DecodeLegacy(text, encoding);
  return encoding;
}

}  // namespace vankho
