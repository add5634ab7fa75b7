// A line cut into the pieces that the decoder works on.
//
// Unlike the language model's tokenizer this one expects damage: in `t6 chirc` the 6 is part of a word, `(f)` may be a
// letter, `x3` is a word and `235` a number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"

namespace vankho {

enum class PieceKind : std::uint8_t {
  kWord,    // letters, perhaps with digits or apostrophes inside: to be decoded
  kNumber,  // digits with . , : / % - between them: never decoded
  kMark,    // one punctuation mark
  kFixed,   // e-mail, URL, document symbol, a word in another script, or repaired already: stays
};

struct Piece {
  TextSpan span;  // bytes of the line
  PieceKind kind = PieceKind::kWord;
  bool operator==(const Piece&) const = default;
};

// A letter of a script that Vietnamese is not written in: Greek, Cyrillic, Chinese, ...
bool IsOtherScript(char32_t c);

// In order, without overlap; only white space lies between them. Nothing of `fixed` (ascending, not overlapping) is
// cut.
std::vector<Piece> CutPieces(std::string_view line, const std::vector<TextSpan>& fixed = {});

}  // namespace vankho
