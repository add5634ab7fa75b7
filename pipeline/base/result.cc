#include "pipeline/base/result.h"

#include <fmt/format.h>

#include <array>

namespace vankho {
namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 14> kNames{{
    {ErrorCode::kInvalidInput, "invalid-input"},
    {ErrorCode::kUnsupported, "unsupported"},
    {ErrorCode::kEncrypted, "encrypted"},
    {ErrorCode::kEmpty, "empty"},
    {ErrorCode::kTooLarge, "too-large"},
    {ErrorCode::kNotFound, "not-found"},
    {ErrorCode::kPermission, "permission"},
    {ErrorCode::kIo, "io"},
    {ErrorCode::kEngine, "engine"},
    {ErrorCode::kTimeout, "timeout"},
    {ErrorCode::kVersion, "version"},
    {ErrorCode::kConflict, "conflict"},
    {ErrorCode::kUsage, "usage"},
    {ErrorCode::kCancelled, "cancelled"},
}};

}  // namespace

std::string_view Name(ErrorCode code) {
  for (const auto& [value, name] : kNames) {
    if (value == code) return name;
  }
  return "unknown";
}

std::optional<ErrorCode> ErrorCodeFromName(std::string_view name) {
  for (const auto& [value, known] : kNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

Error InFile(Error error, std::string_view file) {
  if (error.file.empty()) error.file = file;
  return error;
}

Error OnPage(Error error, int page) {
  if (!error.page) error.page = page;
  return error;
}

std::string Describe(const Error& error) {
  if (error.file.empty() && error.page) return fmt::format("page {}: {}", *error.page, error.message);
  if (error.file.empty()) return error.message;
  if (error.page) return fmt::format("{}, page {}: {}", error.file, *error.page, error.message);
  return fmt::format("{}: {}", error.file, error.message);
}

}  // namespace vankho
