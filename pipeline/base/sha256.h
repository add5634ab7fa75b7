// SHA-256 (FIPS 180-4), by OpenSSL: the name of an original in the store.
#pragma once

#include <string>
#include <string_view>

namespace vankho {

std::string Sha256Hex(std::string_view bytes);  // 64 lower-case hex digits

}  // namespace vankho
