// The two font encodings of Vietnamese before Unicode, as they look when their bytes are taken for Windows-1252.
//
// TCVN3 (ABC fonts, TCVN 5712:1993): one byte a letter, "Uû ban nh©n d©n" is "Uỷ ban nhân dân". Capitals with marks had
// fonts of their own (.VnTimeH) and the bytes of small letters: they are told by the capitals around them.
// VNI for Windows: a letter and a byte for its marks, "UÛy ban nhaân daân" is "Ủy ban nhân dân".
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/span.h"

namespace vankho {

struct Decoded {
  std::string text;
  Alignment alignment;  // text -> input
};

// Exact, by table; characters that the encoding does not use stay. Linear time.
Decoded DecodeTcvn3(std::string_view text);
Decoded DecodeVni(std::string_view text);

}  // namespace vankho
