// Who is there: sessions in memory, tokens against forged forms, and the brake on guessing passwords.
//
// A session is 256 random bits in a cookie (HttpOnly, SameSite=Lax). The token that forms send back is an HMAC of the
// session under a key of this process: nothing to store, and nobody can make one for somebody else's session.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/web/desk.h"
#include "pipeline/web/visit.h"

namespace vankho {

class Sessions {
 public:
  explicit Sessions(SessionLimits options);

  static std::string NewId();
  std::string CsrfToken(std::string_view session) const;
  bool IsCsrfToken(std::string_view session, std::string_view token) const;

  void Begin(const std::string& session, Visitor visitor);
  std::optional<Visitor> Find(const std::string& session);
  void End(const std::string& session);
  void EndAllOf(std::string_view name);

  // May somebody try a password for `key` (a name or an address) now?
  bool MayTry(const std::string& key);
  void NoteFailure(const std::string& key);
  void NoteSuccess(const std::string& key);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Visitor visitor;
    Clock::time_point end;
  };
  struct Tries {
    int failures = 0;
    Clock::time_point last;
  };

  SessionLimits options_;
  std::string key_;
  std::mutex mutex_;
  std::map<std::string, Entry> sessions_;
  std::map<std::string, Tries> tries_;
};

}  // namespace vankho
