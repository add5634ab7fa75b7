// The inside of a Store. Only this folder includes it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/store/connection.h"
#include "pipeline/store/originals.h"
#include "pipeline/store/store.h"

namespace vankho {

struct Store::Impl {
  std::string folder;
  std::unique_ptr<SQLite::Database> db;
  Originals originals;

  std::string DatabasePath() const { return folder + "/vankho.db"; }

  // The error with the store's name.
  template <class F>
  auto In(F&& body) const -> decltype(body()) {
    auto result = Guarded(body);
    if (!result && result.error().file.empty()) return tl::unexpected<Error>(InFile(result.error(), folder));
    return result;
  }

  Result<Added> AddLocked(const IngestedDocument& in, std::string_view bytes, bool& kept_now);
  void DropUnused(std::string_view sha256);
};

std::string NowUtc();  // ISO 8601

}  // namespace vankho
