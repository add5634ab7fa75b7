// What people do to documents that are in the store: each change with its line in the audit.
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <filesystem>

#include "pipeline/store/copies.h"
#include "pipeline/store/store_impl.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

std::string AccountName() {
  char buffer[4096];
  struct passwd entry {};
  struct passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer, sizeof buffer, &found) == 0 && found != nullptr) return found->pw_name;
  return std::to_string(::geteuid());
}

void WriteProvenance(SQLite::Database& db, DocumentId id, const Provenance& provenance) {
  SQLite::Statement clear(db, "DELETE FROM provenance WHERE document_id = ?");
  Run(clear, id);
  SQLite::Statement insert(db, "INSERT INTO provenance VALUES (?,?,?)");
  for (const auto& [key, value] : provenance) Run(insert, id, key, value);
}

}  // namespace

void WriteAudit(SQLite::Database& db, const AuditEntry& entry) {
  SQLite::Statement insert(
      db, "INSERT INTO audit (at, who, address, action, sha256, object, detail) VALUES (?,?,?,?,?,?,?)");
  Run(insert, NowUtc(), entry.who.empty() && entry.address.empty() ? AccountName() : entry.who, entry.address,
      entry.action, entry.sha256, entry.object, entry.detail);
}

Result<void> Store::Remove(DocumentId id, const std::string& why) {
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, Brief(id));
  VK_RETURN_IF_ERROR(impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    DeleteDocument(*impl_->db, id);
    WriteAudit(*impl_->db, {{}, {}, {}, "forget", brief.source.sha256, brief.source.file_name, why});
    transaction.commit();
    return {};
  }));
  impl_->DropUnused(brief.source.sha256);
  return {};
}

Result<int> Store::SweepOriginals() {
  return impl_->In([&]() -> Result<int> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    std::vector<std::string> orphans;
    std::error_code error;
    fs::recursive_directory_iterator entry(fs::path(folder()) / "originals", error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (!entry->is_regular_file(error)) continue;
      // An original, or one that was being written (WriteFileAtomically): others put no files here, and are not
      // touched.
      std::string name = entry->path().filename().string();
      std::string sha256 = name.substr(0, 64);
      if (IsSha256(sha256) && (name != sha256 || !IdOf(*impl_->db, sha256))) orphans.push_back(entry->path().string());
    }
    if (error) return Fail(ErrorCode::kIo, fmt::format("cannot look through the originals: {}", error.message()));
    int removed = 0;
    for (const std::string& path : orphans) removed += fs::remove(path, error) ? 1 : 0;
    return removed;
  });
}

Result<DocumentId> Store::Impl::ReplaceLocked(const IngestedDocument& in) {
  const SourceFile& source = in.document.source();
  auto id = IdOf(*db, source.sha256);
  if (!id) return Fail(ErrorCode::kNotFound, "the document is not in the store any more");
  std::string added_at;
  ForEachRow(*db, "SELECT added_at FROM documents WHERE id = ?", {*id},
             [&](const Row& row) { added_at = row.Text(0); });
  DeleteDocument(*db, *id);
  WriteWhole(*db, in, added_at, id);
  SQLite::Statement ledger(*db, "UPDATE ledger SET document_id = ? WHERE sha256 = ?");
  vankho::Run(ledger, *id, source.sha256);
  return *id;
}

Result<void> Store::Replace(const IngestedDocument& in, const AuditEntry& entry) {
  VK_RETURN_IF_ERROR(CheckDocument(in));
  return impl_->In([&]() -> Result<void> {
    SQLite::Database& db = *impl_->db;
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    const SourceFile& source = in.document.source();
    VK_ASSIGN_OR_RETURN(DocumentId id, impl_->ReplaceLocked(in));
    if (!in.offered_path.empty()) {
      WriteLedger(db, {0,
                       "",
                       in.offered_path,
                       source.sha256,
                       source.size,
                       in.partial ? Outcome::kPartial : Outcome::kIngested,
                       {},
                       in.message,
                       id});
    }
    SQLite::Statement clear(db, "DELETE FROM pages_in_hand WHERE sha256 = ?");
    vankho::Run(clear, source.sha256);
    AuditEntry line = entry;
    line.sha256 = source.sha256;
    line.object = source.file_name;
    WriteAudit(db, line);
    transaction.commit();
    return {};
  });
}

Result<void> Store::ReplaceProvenance(const std::vector<DocumentId>& ids, const Provenance& provenance) {
  return impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    for (DocumentId id : ids) WriteProvenance(*impl_->db, id, provenance);
    transaction.commit();
    return {};
  });
}

Result<std::vector<AuditEntry>> Store::Audit(std::size_t limit) const {
  return impl_->In([&]() -> Result<std::vector<AuditEntry>> {
    std::vector<AuditEntry> entries;
    std::int64_t most = limit == 0 ? -1 : static_cast<std::int64_t>(limit);
    ForEachRow(*impl_->db,
               "SELECT at, who, address, action, sha256, object, detail FROM audit ORDER BY id DESC LIMIT ?", {most},
               [&](const Row& row) {
                 entries.push_back(
                     {row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6)});
               });
    return entries;
  });
}

}  // namespace vankho
