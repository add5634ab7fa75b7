// Roman numerals that stand where only a numeral can: behind Phần, Chương, Mục, Quý, before a heading's point, in the
// first cell of a table's row. There VI is no Vị, and Ill is III: the strokes of a numeral read as small l or
// capital L.
//
//   Phan Ill, Muc VI      -> Phần III, Mục VI         behind a noun that is counted
//   Ill. Giai phap        -> III. Giải pháp           at a line's start, with its point
//   VI Chuyén doi s6  15  -> VI Chuyển đổi số  15     at a line's start, before a word that begins with one capital
//
// No digit is touched, and what could as well be an arabic number (`Il.`, ll) or a word (VI TRI, MUC VI PHAM) is left
// to the decoder.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// Left to right; a numeral that is right as it stands is found too, to be kept from the decoder. Linear time.
std::vector<Repair> FindRomanCodes(std::string_view line);

}  // namespace vankho
