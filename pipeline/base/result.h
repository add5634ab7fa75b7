// Results and errors: what every function that can fail returns.
//
// Result<T> holds a T or an Error. We throw no exceptions; an adapter around an outside library catches what that
// library throws and returns an Error. The function that fails says what and why; the caller that knows the file or the
// page adds it (`InFile`, `OnPage`). Every message says what to do where there is something to do; docs/ERRORS.md has a
// heading for each code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace vankho {

// Why something has no result. The names are stable: they stand in the ledger and in logs.
enum class ErrorCode {
  kInvalidInput,  // not what it claims to be: damaged, truncated, mislabelled
  kUnsupported,   // whole, but of a kind that vankho does not read
  kEncrypted,     // locked by a password
  kEmpty,         // holds nothing: 0 bytes, 0 pages
  kTooLarge,      // over a limit that protects the batch
  kNotFound,
  kPermission,
  kIo,        // a disk that is full, a read that fails
  kEngine,    // an outside engine did not start or stopped
  kTimeout,   // took longer than its limit
  kVersion,   // made by a newer vankho
  kConflict,  // somebody else holds it
  kUsage,     // the call's words are off
  kCancelled,
};

// "invalid-input", "encrypted", ...: the stable name.
std::string_view Name(ErrorCode code);
std::optional<ErrorCode> ErrorCodeFromName(std::string_view name);

struct Error {
  ErrorCode code = ErrorCode::kInvalidInput;
  std::string message;      // one sentence, no file name, no newline
  std::string file;         // "" where the caller has not added it
  std::optional<int> page;  // 1-based

  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

// return Fail(ErrorCode::kEmpty, "the file holds no bytes");
inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message), {}, {}});
}
inline tl::unexpected<Error> Fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

Error InFile(Error error, std::string_view file);
Error OnPage(Error error, int page);

// "FILE, page 3: message": one line for people.
std::string Describe(const Error& error);

}  // namespace vankho

// if the Result is an error, return it from the enclosing function
#define VK_RETURN_IF_ERROR(expr)                                                                          \
  do {                                                                                                    \
    if (auto vk_result = (expr); !vk_result) return ::tl::unexpected<::vankho::Error>(vk_result.error()); \
  } while (false)

#define VK_CONCAT_INNER(a, b) a##b
#define VK_CONCAT(a, b) VK_CONCAT_INNER(a, b)
// VK_ASSIGN_OR_RETURN(auto page, reader.Read(3));
#define VK_ASSIGN_OR_RETURN(decl, expr) VK_ASSIGN_OR_RETURN_IMPL(VK_CONCAT(vk_result_, __LINE__), decl, expr)
#define VK_ASSIGN_OR_RETURN_IMPL(result, decl, expr)                     \
  auto result = (expr);                                                  \
  if (!result) return ::tl::unexpected<::vankho::Error>(result.error()); \
  decl = std::move(*result)
