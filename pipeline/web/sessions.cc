#include "pipeline/web/sessions.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

#include "pipeline/base/check.h"

namespace vankho {
namespace {

constexpr std::size_t kMostEntries = 100'000;

std::string RandomHex() {
  std::array<unsigned char, 32> bytes{};
  VK_CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  std::string hex;
  for (unsigned char byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace

Sessions::Sessions(SessionLimits options) : options_(options), key_(RandomHex()) {}

std::string Sessions::NewId() { return RandomHex(); }

std::string Sessions::CsrfToken(std::string_view session) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), reinterpret_cast<const unsigned char*>(session.data()),
       session.size(), digest.data(), &size);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

bool Sessions::IsCsrfToken(std::string_view session, std::string_view token) const {
  std::string right = CsrfToken(session);
  return token.size() == right.size() && CRYPTO_memcmp(token.data(), right.data(), right.size()) == 0;
}

void Sessions::Begin(const std::string& session, Visitor visitor) {
  std::lock_guard lock(mutex_);
  auto now = Clock::now();
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.end < now; });
  sessions_[session] = {std::move(visitor), now + options_.lifetime};
}

std::optional<Visitor> Sessions::Find(const std::string& session) {
  std::lock_guard lock(mutex_);
  auto found = sessions_.find(session);
  if (found == sessions_.end()) return std::nullopt;
  if (found->second.end < Clock::now()) {
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.end = Clock::now() + options_.lifetime;
  return found->second.visitor;
}

void Sessions::End(const std::string& session) {
  std::lock_guard lock(mutex_);
  sessions_.erase(session);
}

void Sessions::EndAllOf(std::string_view name) {
  std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.visitor.name == name; });
}

bool Sessions::MayTry(const std::string& key) {
  std::lock_guard lock(mutex_);
  auto found = tries_.find(key);
  if (found == tries_.end() || found->second.failures < options_.free_tries) return true;
  return Clock::now() - found->second.last >= options_.brake;
}

void Sessions::NoteFailure(const std::string& key) {
  std::lock_guard lock(mutex_);
  auto now = Clock::now();
  if (tries_.size() > kMostEntries) {
    std::erase_if(tries_, [&](const auto& entry) { return now - entry.second.last >= options_.brake; });
  }
  Tries& tries = tries_[key];
  ++tries.failures;
  tries.last = now;
}

void Sessions::NoteSuccess(const std::string& key) {
  std::lock_guard lock(mutex_);
  tries_.erase(key);
}

}  // namespace vankho
