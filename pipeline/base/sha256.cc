#include "pipeline/base/sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "pipeline/base/check.h"

namespace vankho {
namespace {

std::string Hex(std::span<const unsigned char> digest) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : digest) {
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 15]);
  }
  return out;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  VK_CHECK(done == 1 && size == 32);
  return Hex(std::span(digest).first(size));
}

Result<FileDigest> Sha256OfFile(const std::string& path, std::uintmax_t max_bytes) {
  VK_ASSIGN_OR_RETURN(Descriptor file, OpenToRead(path));
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  VK_CHECK(context != nullptr && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
  std::vector<char> buffer(1 << 18);
  FileDigest out;
  while (true) {
    ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return Fail(InFile(Error{ErrorCode::kIo, fmt::format("cannot read: {}", std::strerror(errno)), {}, {}}, path));
    }
    if (got == 0) break;
    out.size += static_cast<std::uint64_t>(got);
    if (out.size > max_bytes) {
      return Fail(InFile(
          Error{ErrorCode::kTooLarge, fmt::format("more than {} bytes, which is the limit", max_bytes), {}, {}}, path));
    }
    VK_CHECK(EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(got)) == 1);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  VK_CHECK(EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1 && size == 32);
  out.hex = Hex(std::span(digest).first(size));
  return out;
}

}  // namespace vankho
