#include "pipeline/web/password.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <vector>

namespace vankho {
namespace {

constexpr std::uint64_t kCost = 32768;  // N; with r = 8 a guess takes 32 MiB
constexpr std::uint64_t kBlock = 8;
constexpr std::uint64_t kParallel = 1;
constexpr std::uint64_t kMostMemory = 64 * 1024 * 1024;
constexpr std::size_t kMostPasswordBytes = 1000;
constexpr std::string_view kPrefix = "scrypt$32768$8$1$";

std::string Hex(const unsigned char* bytes, std::size_t size) {
  std::string hex;
  for (std::size_t i = 0; i < size; ++i) hex += fmt::format("{:02x}", bytes[i]);
  return hex;
}

// The hash under a salt as it is written; "" where OpenSSL refuses.
std::string Scrypt(std::string_view password, std::string_view salt) {
  std::array<unsigned char, 32> key{};
  int done = EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                            salt.size(), kCost, kBlock, kParallel, kMostMemory, key.data(), key.size());
  return done == 1 ? Hex(key.data(), key.size()) : std::string();
}

}  // namespace

Result<std::string> HashPassword(std::string_view password) {
  if (password.size() < kLeastPasswordBytes) {
    return Fail(ErrorCode::kUsage, fmt::format("a password has at least {} letters", kLeastPasswordBytes));
  }
  if (password.size() > kMostPasswordBytes) return Fail(ErrorCode::kUsage, "a password has at most 1000 bytes");
  std::array<unsigned char, 16> salt{};
  if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1) return Fail(ErrorCode::kEngine, "no random numbers");
  std::string salt_hex = Hex(salt.data(), salt.size());
  std::string hash = Scrypt(password, salt_hex);
  if (hash.empty()) return Fail(ErrorCode::kEngine, "scrypt does not work here");
  return fmt::format("{}{}${}", kPrefix, salt_hex, hash);
}

bool IsPassword(std::string_view password, std::string_view kept) {
  std::string_view salt = "00000000000000000000000000000000";
  std::string_view hash;
  if (kept.substr(0, kPrefix.size()) == kPrefix) {
    kept.remove_prefix(kPrefix.size());
    salt = kept.substr(0, kept.find('$'));
    hash = kept.substr(std::min(kept.size(), salt.size() + 1));
  }
  std::string mine = Scrypt(password.substr(0, kMostPasswordBytes), salt);
  return !mine.empty() && mine.size() == hash.size() && CRYPTO_memcmp(mine.data(), hash.data(), mine.size()) == 0;
}

bool IsUserName(std::string_view name) {
  constexpr std::size_t kMost = 64;
  return !name.empty() && name.size() <= kMost && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '@';
  });
}

}  // namespace vankho
