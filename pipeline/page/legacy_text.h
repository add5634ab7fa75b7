// Vietnamese text from before Unicode: the three encodings met in papers of the 1990s and 2000s.
//
// TCVN3 and VNI: pipeline/base/legacy_encoding.h. Windows-1258: base letters with combining marks. Extracted from a PDF
// they show as Latin-1: "UBND tØnh", "Uûy ban".
#pragma once

#include <string>
#include <string_view>

namespace vankho {

enum class LegacyEncoding { kTcvn3, kVni, kWindows1258, kLatin1 };
std::string_view Name(LegacyEncoding encoding);  // "TCVN3", "VNI", "Windows-1258", "Latin-1"

// Text whose code points below U+0100 are the encoding's bytes, as NFC Vietnamese. Other code points stay.
std::string DecodeLegacy(std::string_view text, LegacyEncoding encoding);

// The encoding whose reading is the best Vietnamese; kLatin1 when none is better than the text as it is.
LegacyEncoding GuessLegacy(std::string_view text);

// Bytes of an unknown single-byte encoding, decoded into `out`; what they were taken for.
LegacyEncoding DecodeLegacyBytes(std::string_view bytes, std::string& out);

}  // namespace vankho
