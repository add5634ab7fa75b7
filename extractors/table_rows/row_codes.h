// Codes of rows (số thứ tự) that a damaged reading left incomplete, put right where the codes around them leave one
// place. Other codes stay as they are printed; nothing is put where no code was read. Linear.
#pragma once

#include <string>
#include <vector>

namespace vankho {

// Codes that lost their points: "31" between "3" and "3.2" is "3.1". Only in tables that print such codes.
void PutBackPoints(std::vector<std::string>& codes);

// Roman codes that lost a stroke: the second "II" of I, II, II, IV is III. The code with one I more must be the next of
// its row, and the Roman code behind, if there is one, the next but one.
void PutBackStrokes(std::vector<std::string>& codes);

// Whole numbers with one wrong digit: the "9" of 1, 9, 3 is 2. The numbers before and behind must leave one place.
void PutRightNumbers(std::vector<std::string>& codes);

}  // namespace vankho
