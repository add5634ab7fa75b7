// Abbreviations of offices that are written with an &: GD&ĐT, TN&MT, LĐ-TB&XH. They are kept from the decoder, which
// knows no word with that sign; a part that is always printed with Đ has its stroke again.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// Left to right; reason "office-code". Linear time.
std::vector<Repair> FindOfficeCodes(std::string_view line);

}  // namespace vankho
