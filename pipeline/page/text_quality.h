// Is this text good Vietnamese? Cheap counts, no model: what separates a text layer that can be used from one that has
// lost its marks, was made by an engine without Vietnamese, or stands in a legacy font encoding.
#pragma once

#include <string_view>

namespace vankho {

// Counts over tokens of letters (digits, codes and signs left out; tokens in capitals without marks count as neutral
// when they are abbreviations: no vowel, or at most four letters).
struct TextQuality {
  int words = 0;          // tokens judged
  int possible = 0;       // ... that the orthography allows
  int accented = 0;       // possible ones with a tone or quality mark, or đ
  int foreign_signs = 0;  // letters and signs that no Vietnamese text holds: µ, ¸, ¬, Ñ, U+FFFD, private use, ...

  double PossibleShare() const { return words == 0 ? 0 : static_cast<double>(possible) / words; }
  double AccentedShare() const { return words == 0 ? 0 : static_cast<double>(accented) / words; }
  // Good Vietnamese: 90 % of the words possible, 35 % accented (running text has 65-80 %), hardly a foreign sign.
  bool IsGood() const;
  // One number for comparing two readings of one page, 0-1.
  double Score() const;
};

TextQuality MeasureText(std::string_view text);

}  // namespace vankho
