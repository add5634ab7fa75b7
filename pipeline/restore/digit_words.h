// Numbers that may have been words: an engine without Vietnamese reads ở and ô as 6, là and lá as 14, lệ
// and lộ as 16, số as 86.
//
// Such a number is offered to the decoder as a word too, so that its neighbours are read in the right company. But the
// language model alone changes no digit: only where the words around it take no number there, the word is written
// (reason "digit-word"); where the model would rather have a word and nothing else tells, the number stays and the edit
// is a doubt with the word as its rival.
#pragma once

#include <string_view>
#include <vector>

namespace vankho {

// The words that an engine reads as that number: of 6, 14, 16, 86, 56 and 36; else none.
std::vector<std::string_view> WordsFor(std::string_view number);

// Do the restored words on both sides ("" where the line ends or a mark stands) allow the word and not the number?
// `after_next` is the word behind `after`.
//   gây ô nhiễm, dân chủ ở cơ sở   a word that follows no number, a phrase of its own
//   người dân ở 24 thôn            two numbers never follow one another
//   ngành ở các huyện              nothing that is counted comes behind các, những, mỗi
//   tỷ lệ hồ sơ, chỉ số cải cách   nothing else stands between these words
//   Trên đây là kế hoạch           what follows "trên đây" is là
bool OnlyWordFits(std::string_view before, std::string_view word, std::string_view after, std::string_view after_next);

}  // namespace vankho
