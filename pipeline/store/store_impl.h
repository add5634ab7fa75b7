// What a Store holds. Only this folder includes it.
#pragma once

#include <SQLiteCpp/Savepoint.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/store/connection.h"
#include "pipeline/store/originals.h"
#include "pipeline/store/store.h"

namespace vankho {

// A transaction of its own, or a part of the one that is open. What is not committed is taken back.
class Unit {
 public:
  Unit(SQLite::Database& db, bool part);
  void Commit();

 private:
  std::optional<SQLite::Transaction> transaction_;
  std::optional<SQLite::Savepoint> part_;
};

struct Store::Impl {
  std::string folder;
  std::unique_ptr<SQLite::Database> db;
  Originals originals;

  // Originals that Together has to flush; null outside of it.
  std::vector<std::string>* together = nullptr;

  std::string DatabasePath() const { return folder + "/vankho.db"; }

  // The error with the store's name.
  template <class F>
  auto In(F&& body) const -> decltype(body()) {
    auto result = Guarded(body);
    if (!result && result.error().file.empty()) return tl::unexpected<Error>(InFile(result.error(), folder));
    return result;
  }

  Unit Begin() const { return {*db, together != nullptr}; }
  Result<Added> AddLocked(const IngestedDocument& in, bool& kept_now);
  Result<void> KeepOriginal(const IngestedDocument& in, bool& kept_now);
  // Inside a transaction: the document's rows in place of those that are there, under the same id. Gives the id.
  Result<DocumentId> ReplaceLocked(const IngestedDocument& in);
  void DropUnused(std::string_view sha256);
};

std::string NowUtc();  // "2024-03-22T05:07:04Z"
std::optional<DocumentId> IdOf(const SQLite::Database& db, std::string_view sha256);
std::int64_t WriteLedger(SQLite::Database& db, const LedgerEntry& entry);
// A line in the audit, at this moment; `who` is the process's account where it is empty.
void WriteAudit(SQLite::Database& db, const AuditEntry& entry);
Result<void> CheckDocument(const IngestedDocument& in);  // what the schema takes for granted
// The database file is there before SQLite opens it, so that nobody else can read it at any moment.
Result<void> MakeDatabaseFile(const std::string& path);
// The document's rows under `id` (a new one where empty), its records and its place among copies.
DocumentId WriteWhole(SQLite::Database& db, const IngestedDocument& in, const std::string& added_at,
                      std::optional<DocumentId> id);

}  // namespace vankho
