// E-mail addresses whose @ was read as a bracket or two: engines that were taught letters have hardly seen one.
//
//   vanthu()gmail.com, vanthu(2gmail.com, vanthu@)gmail.com  -> vanthu@gmail.com
//   sokhoahoc)songmay.gov.vn                                 -> sokhoahoc@songmay.gov.vn
//
// Only between a name in small letters and a host that is known or ends as hosts of this country do; a bracket that
// opens alone (`trang tin(songmay.gov.vn)`) is one.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// Left to right; reason "e-mail". Linear time.
std::vector<Repair> FindMailCodes(std::string_view line);

}  // namespace vankho
