#include "pipeline/store/store.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <map>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/json.h"
#include "pipeline/store/columns.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/copies.h"
#include "pipeline/store/judge.h"
#include "pipeline/store/originals.h"
#include "pipeline/store/reader.h"
#include "pipeline/store/store_impl.h"
#include "pipeline/store/writer.h"

namespace vankho {
namespace {

constexpr std::array<std::pair<Outcome, std::string_view>, 4> kOutcomes{{{Outcome::kIngested, "ingested"},
                                                                         {Outcome::kPartial, "partial"},
                                                                         {Outcome::kDuplicate, "duplicate"},
                                                                         {Outcome::kFailed, "failed"}}};

// A path may be any bytes; what is not UTF-8 is written as \xNN, so that the row stays text and the name can be found.
std::string PrintablePath(const std::string& path) {
  if (IsValidUtf8(path)) return path;
  std::string out;
  for (const CodePoint& c : DecodeUtf8(path)) {
    std::string_view bytes = std::string_view(path).substr(c.begin, c.end - c.begin);
    if (IsValidUtf8(bytes)) {
      out += bytes;
    } else {
      for (unsigned char byte : bytes) out += fmt::format("\\x{:02x}", byte);
    }
  }
  return out;
}

Result<void> CheckIsThere(const std::string& folder, const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode)) return {};
  if (errno == EACCES) return Fail(InFile(Error{ErrorCode::kPermission, "the store may not be read", {}, {}}, folder));
  return Fail(InFile(
      Error{ErrorCode::kNotFound, "no store here; `vankho ingest PATH` makes one, --store names another", {}, {}},
      folder));
}

// A reader cannot bring an old schema up.
Result<void> CheckVersion(SQLite::Database& db) {
  return Guarded([&]() -> Result<void> {
    int version = db.execAndGet("PRAGMA user_version").getInt();
    int known = AllMigrations().back().version;
    if (version == known) return {};
    std::string advice =
        version > known ? "install a newer vankho" : "open it once for writing (`vankho ingest`) to bring it up";
    return Fail(ErrorCode::kVersion,
                fmt::format("the store has schema {}, this vankho reads {}; {}", version, known, advice));
  });
}

}  // namespace

Unit::Unit(SQLite::Database& db, bool part) {
  if (!part) {
    transaction_.emplace(db, SQLite::TransactionBehavior::IMMEDIATE);
  } else if (sqlite3_get_autocommit(db.getHandle()) == 0) {
    part_.emplace(db, "unit");
  } else {  // a full disk ends the whole transaction; a part begun now would stand alone
    throw SQLite::Exception("the transaction was taken back", SQLITE_IOERR);
  }
}

void Unit::Commit() {
  if (transaction_) transaction_->commit();
  if (part_) part_->release();
}

std::string NowUtc() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

std::int64_t WriteLedger(SQLite::Database& db, const LedgerEntry& e) {
  SQLite::Statement insert(db,
                           "INSERT INTO ledger (at, path, sha256, size, outcome, error_code, message, document_id) "
                           "VALUES (?,?,?,?,?,?,?,?)");
  std::optional<std::string> code;
  if (e.error_code) code = Name(*e.error_code);
  Run(insert, e.at.empty() ? NowUtc() : e.at, PrintablePath(e.path), column::Stated(e.sha256), e.size, Name(e.outcome),
      code, column::Stated(e.message), e.document);
  return db.getLastInsertRowid();
}

std::optional<DocumentId> IdOf(const SQLite::Database& db, std::string_view sha256) {
  std::optional<DocumentId> id;
  ForEachRow(db, "SELECT id FROM documents WHERE sha256 = ?", {std::string(sha256)},
             [&](const Row& row) { id = row.Int(0); });
  return id;
}

Result<void> CheckDocument(const IngestedDocument& in) {
  if (!IsSha256(in.document.source().sha256)) return Fail(ErrorCode::kInvalidInput, "the document has no SHA-256");
  int last = 0;
  for (const Page& page : in.document.pages()) {
    if (page.number <= last) return Fail(ErrorCode::kInvalidInput, "the pages are not in order");
    last = page.number;
  }
  return {};
}

Result<void> MakeDatabaseFile(const std::string& path) {
  int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) {
    ::close(fd);
    return {};
  }
  ErrorCode code = errno == EACCES || errno == EPERM || errno == EROFS ? ErrorCode::kPermission : ErrorCode::kIo;
  return Fail(InFile(
      Error{code, "the store cannot be made here; check the owner, the mode and the space of the folder", {}, {}},
      path));
}

DocumentId WriteWhole(SQLite::Database& db, const IngestedDocument& in, const std::string& added_at,
                      std::optional<DocumentId> id) {
  DocumentId written = WriteDocument(db, in, added_at, id);
  WriteRecords(db, written, in.records);
  LinkCopies(db, written, in.document.text());
  ReapplyJudgements(db, written, in.document.source().sha256);
  return written;
}

std::string_view Name(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)].second; }
std::optional<Outcome> OutcomeFromName(std::string_view name) {
  for (const auto& [outcome, known] : kOutcomes) {
    if (known == name) return outcome;
  }
  return std::nullopt;
}

std::string NameKey(std::string_view name) {
  std::string key;
  std::string bare = BareKey(name);
  bool pending = false;
  for (const CodePoint& c : DecodeUtf8(bare)) {
    if (!IsLetter(c.value) && !IsDigit(c.value)) {
      pending = !key.empty();
      continue;
    }
    if (pending) key += ' ';
    pending = false;
    key.append(bare, c.begin, c.end - c.begin);
  }
  return key;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const std::string& Store::folder() const { return impl_->folder; }

Result<Store> Store::Open(const std::string& folder, Mode mode) {
  auto impl = std::make_unique<Impl>(Impl{folder.empty() ? "." : folder, nullptr, Originals(folder + "/originals")});
  std::string path = impl->DatabasePath();
  if (mode == Mode::kCreate) {
    VK_RETURN_IF_ERROR(MakePrivateFolder(impl->folder));
    VK_RETURN_IF_ERROR(MakePrivateFolder(impl->folder + "/originals"));
    VK_RETURN_IF_ERROR(MakeDatabaseFile(path));
  } else {
    VK_RETURN_IF_ERROR(CheckIsThere(impl->folder, path));
  }
  auto ready = impl->In([&]() -> Result<void> {
    VK_ASSIGN_OR_RETURN(impl->db, Connect(path, mode == Mode::kReadOnly));
    return mode == Mode::kReadOnly ? CheckVersion(*impl->db) : Migrate(*impl->db, AllMigrations());
  });
  VK_RETURN_IF_ERROR(ready);
  return Store(std::move(impl));
}

Result<Added> Store::Impl::AddLocked(const IngestedDocument& in, bool& kept_now) {
  const SourceFile& source = in.document.source();
  std::string now = NowUtc();
  LedgerEntry entry{0,
                    now,
                    in.offered_path,
                    source.sha256,
                    source.size,
                    in.partial ? Outcome::kPartial : Outcome::kIngested,
                    {},
                    in.message,
                    {}};
  Unit unit = Begin();
  Added added;
  if (auto known = IdOf(*db, source.sha256)) {
    added = {*known, true};
    entry.outcome = Outcome::kDuplicate;
    entry.message = "the same bytes are in the store";
  } else {
    VK_RETURN_IF_ERROR(KeepOriginal(in, kept_now));
    added = {WriteWhole(*db, in, now, {}), false};
  }
  entry.document = added.id;
  WriteLedger(*db, entry);
  SQLite::Statement clear(*db, "DELETE FROM pages_in_hand WHERE sha256 = ?");
  vankho::Run(clear, source.sha256);
  unit.Commit();
  return added;
}

Result<void> Store::Impl::KeepOriginal(const IngestedDocument& in, bool& kept_now) {
  const std::string& sha256 = in.document.source().sha256;
  bool from_file = in.bytes.empty() && !in.path.empty();
  VK_ASSIGN_OR_RETURN(kept_now, from_file ? originals.KeepFile(sha256, in.path) : originals.Keep(sha256, in.bytes));
  if (together == nullptr) return originals.Flush({sha256});
  together->emplace_back(sha256);
  return {};
}

// After a failure: takes the original away unless a document needs it. Under the write lock, for somebody else may be
// adding the same file. Best effort: what stays is found again by its name.
void Store::Impl::DropUnused(std::string_view sha256) {
  auto dropped = Guarded([&]() -> Result<void> {
    Unit unit = Begin();
    if (IdOf(*db, sha256)) return {};
    if (together != nullptr) std::erase(*together, sha256);
    return originals.Drop(sha256);
  });
  static_cast<void>(dropped);
}

Result<Added> Store::Add(const IngestedDocument& in) {
  VK_RETURN_IF_ERROR(CheckDocument(in));
  bool kept_now = false;
  auto added = impl_->In([&] { return impl_->AddLocked(in, kept_now); });
  if (!added && kept_now) impl_->DropUnused(in.document.source().sha256);
  return added;
}

Result<void> Store::Together(const std::function<void()>& body) {
  std::vector<std::string> kept;
  auto done = impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    impl_->together = &kept;
    body();
    impl_->together = nullptr;
    VK_RETURN_IF_ERROR(impl_->originals.Flush(kept));
    transaction.commit();
    return {};
  });
  impl_->together = nullptr;
  if (!done) {
    for (const std::string& sha256 : kept) impl_->DropUnused(sha256);
  }
  return done;
}

Result<std::int64_t> Store::Record(const LedgerEntry& entry) {
  return impl_->In([&]() -> Result<std::int64_t> {
    Unit unit = impl_->Begin();
    std::int64_t id = WriteLedger(*impl_->db, entry);
    unit.Commit();
    return id;
  });
}

Result<std::optional<DocumentId>> Store::FindBySha256(std::string_view sha256) const {
  return impl_->In([&]() -> Result<std::optional<DocumentId>> { return IdOf(*impl_->db, sha256); });
}

Result<std::vector<DocumentId>> Store::FindDocuments(std::string_view name) const {
  return impl_->In([&]() -> Result<std::vector<DocumentId>> {
    std::vector<DocumentId> ids;
    auto find = [&](const std::string& where, const std::vector<SqlValue>& values) {
      if (!ids.empty()) return;
      ForEachRow(*impl_->db, "SELECT id FROM documents WHERE " + where + " ORDER BY sha256", values,
                 [&](const Row& row) { ids.push_back(row.Int(0)); });
    };
    // Ranges, for an index: '!' comes after ' ', 'g' after the hexadecimal digits.
    constexpr std::size_t kWholeHash = 64;
    std::string key = NameKey(name);
    bool hex = name.size() >= 4 && name.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (hex && name.size() == kWholeHash) find("sha256 = ?", {ToLower(name)});
    if (!key.empty()) {
      find("number_key = ?", {key});
      find("number_key >= ? || ' ' AND number_key < ? || '!'", {key, key});
    }
    if (hex) find("sha256 >= ? AND sha256 < ? || 'g'", {ToLower(name), ToLower(name)});
    if (!name.empty()) find("file_name = ?", {std::string(name)});
    return ids;
  });
}

Result<DocumentBrief> Store::Brief(DocumentId id) const {
  VK_ASSIGN_OR_RETURN(auto briefs, Briefs({id}));
  if (briefs.empty()) return Fail(InFile(Error{ErrorCode::kNotFound, "no such document", {}, {}}, folder()));
  return std::move(briefs.front());
}

Result<std::vector<DocumentBrief>> Store::Briefs(const std::vector<DocumentId>& ids) const {
  return impl_->In([&]() -> Result<std::vector<DocumentBrief>> {
    std::map<DocumentId, DocumentBrief> found;
    for (DocumentBrief& brief : ReadBriefs(*impl_->db, "id IN (SELECT value FROM json_each(?))", {Dump(Json(ids))})) {
      found.emplace(brief.id, std::move(brief));
    }
    std::vector<DocumentBrief> briefs;
    for (DocumentId id : ids) {
      if (auto at = found.find(id); at != found.end()) briefs.push_back(at->second);
    }
    return briefs;
  });
}

Result<Document> Store::LoadDocument(DocumentId id) const {
  VK_RETURN_IF_ERROR(Brief(id));
  return impl_->In([&]() -> Result<Document> { return ReadDocument(*impl_->db, id); });
}

Result<Records> Store::LoadRecords(DocumentId id) const {
  VK_RETURN_IF_ERROR(Brief(id));
  return impl_->In([&]() -> Result<Records> { return ReadRecords(*impl_->db, id); });
}

Result<Provenance> Store::LoadProvenance(DocumentId id) const {
  return impl_->In([&]() -> Result<Provenance> {
    Provenance provenance;
    ForEachRow(*impl_->db, "SELECT key, value FROM provenance WHERE document_id = ? ORDER BY key", {id},
               [&](const Row& row) { provenance.emplace_back(row.Text(0), row.Text(1)); });
    return provenance;
  });
}

Result<std::vector<DocumentId>> Store::AllDocuments() const {
  return impl_->In([&]() -> Result<std::vector<DocumentId>> {
    std::vector<DocumentId> ids;
    ForEachRow(*impl_->db, "SELECT id FROM documents ORDER BY sha256", {},
               [&](const Row& row) { ids.push_back(row.Int(0)); });
    return ids;
  });
}

namespace {

template <class R>
std::vector<Stored<R>> InOrder(std::vector<Stored<R>> found, const std::vector<RecordId>& ids) {
  std::map<RecordId, Stored<R>*> by_id;
  for (Stored<R>& stored : found) by_id[stored.id] = &stored;
  std::vector<Stored<R>> ordered;
  for (RecordId id : ids) {
    if (auto at = by_id.find(id); at != by_id.end()) ordered.push_back(*at->second);
  }
  return ordered;
}

template <class R>
Result<std::vector<Stored<R>>> ById(const SQLite::Database& db, const std::vector<RecordId>& ids) {
  return InOrder(ReadKind<R>(db, "r.id IN (SELECT value FROM json_each(?))", {Dump(Json(ids))}), ids);
}

}  // namespace

Result<std::vector<Stored<Criterion>>> Store::Criteria(const std::vector<RecordId>& ids) const {
  return impl_->In([&] { return ById<Criterion>(*impl_->db, ids); });
}
Result<std::vector<Stored<Target>>> Store::Targets(const std::vector<RecordId>& ids) const {
  return impl_->In([&] { return ById<Target>(*impl_->db, ids); });
}
Result<std::vector<Stored<Deadline>>> Store::Deadlines(const std::vector<RecordId>& ids) const {
  return impl_->In([&] { return ById<Deadline>(*impl_->db, ids); });
}
Result<std::vector<Stored<Assignment>>> Store::Assignments(const std::vector<RecordId>& ids) const {
  return impl_->In([&] { return ById<Assignment>(*impl_->db, ids); });
}

Result<std::vector<LedgerEntry>> Store::Ledger(std::optional<Outcome> outcome, std::size_t limit) const {
  return impl_->In([&]() -> Result<std::vector<LedgerEntry>> {
    std::vector<LedgerEntry> entries;
    SqlValue wanted = outcome ? SqlValue(std::string(Name(*outcome))) : SqlValue();
    SqlValue most = limit == 0 ? SqlValue(std::int64_t{-1}) : SqlValue(static_cast<std::int64_t>(limit));
    ForEachRow(*impl_->db,
               "SELECT id, at, path, sha256, size, outcome, error_code, message, document_id FROM ledger "
               "WHERE ?1 IS NULL OR outcome = ?1 ORDER BY id DESC LIMIT ?2",
               {wanted, most}, [&](const Row& row) {
                 LedgerEntry e{row.Int(0),
                               row.Text(1),
                               row.Text(2),
                               row.Text(3),
                               static_cast<std::uint64_t>(row.Int(4)),
                               OutcomeFromName(row.Text(5)).value(),
                               ErrorCodeFromName(row.Text(6)),
                               row.Text(7),
                               {}};
                 if (!row.IsNull(8)) e.document = row.Int(8);
                 entries.push_back(std::move(e));
               });
    return entries;
  });
}

Result<std::string> Store::Original(DocumentId id) const {
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, Brief(id));
  return impl_->originals.Read(brief.source.sha256);
}

Result<std::string> Store::OriginalBytes(std::string_view sha256) const { return impl_->originals.Read(sha256); }

std::string Store::OriginalPath(std::string_view sha256) const { return impl_->originals.PathOf(sha256); }

Result<void> Store::Select(const std::string& sql, const std::vector<SqlValue>& parameters,
                           const std::function<void(const Row&)>& each) const {
  return impl_->In([&]() -> Result<void> {
    ForEachRow(*impl_->db, sql, parameters, each);
    return {};
  });
}

}  // namespace vankho
