// "Nơi nhận:", the heading of the recipients at a paper's foot, as engines read it: small italics, often under a seal
// or over a rule ("Mới nhận:", "ơi nhận", "Nn nhan:").
#pragma once

#include <cstddef>
#include <string_view>

namespace vankho {

// How many bytes of a line the heading takes, with marks before it and its colon; 0 where the line does not begin with
// one. Two words (or both in one) that are the heading's but for a few letters: one of "nhận", one of "nơi", two where
// an n begins it; a colon or the end of the line or of its column behind them. By its letters alone a heading is not
// sure: ask what stands below it.
std::size_t RecipientsHeadingSize(std::string_view line);

}  // namespace vankho
