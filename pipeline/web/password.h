// Passwords as they are kept: scrypt (RFC 7914) by OpenSSL, with a salt of their own.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

inline constexpr std::size_t kLeastPasswordBytes = 10;

// "scrypt$32768$8$1$SALT$HASH". kUsage where the password is shorter than kLeastPasswordBytes or longer than 1000.
Result<std::string> HashPassword(std::string_view password);
// Takes as long for a wrong password as for a right one, and for no user (`kept` is "") as for a known one.
bool IsPassword(std::string_view password, std::string_view kept);
// letters, digits, . _ - @; 1 to 64 bytes
bool IsUserName(std::string_view name);

}  // namespace vankho
