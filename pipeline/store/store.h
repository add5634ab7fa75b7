// The store (văn khố): a folder that keeps originals byte for byte and everything that was read from them.
//
//   kho/vankho.db            SQLite 3: WAL, foreign keys, STRICT tables; docs/STORE.md describes tables and views
//   kho/originals/ab/ab12... the files under their SHA-256
//
// pipeline/store is the only folder that includes SQLite. A Store is one connection: one thread at a time; open one a
// thread and one a process. Readers never wait for a writer. Writers wait for each other up to kBusyMilliseconds.
//
// Errors: kIo the disk is full or broken; kPermission the folder may not be read or written; kConflict another writer
// holds the store; kVersion the store was made by a newer vankho (or by an older one and cannot be brought up, being
// read-only); kInvalidInput the database is damaged or not a store; kNotFound there is no store or no such document.
// Whatever happens, a document is in the store wholly or not at all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"
#include "pipeline/store/judgement.h"
#include "pipeline/store/row.h"

namespace vankho {

inline constexpr int kBusyMilliseconds = 30'000;

using DocumentId = std::int64_t;  // of this store only; the SHA-256 is the name that holds everywhere
using RecordId = std::int64_t;    // of this store only; unique over all kinds of records

// What made a document's data: program version, engine and data versions, checksums of models and lexicons. Keys are
// free
// ("program", "engine", "lexicon/agencies.tsv", "model/syllable-lm"); a key may stand once.
using Provenance = std::vector<std::pair<std::string, std::string>>;

enum class Outcome { kIngested, kPartial, kDuplicate, kFailed };
std::string_view Name(Outcome outcome);  // "ingested", "partial", "duplicate", "failed"
std::optional<Outcome> OutcomeFromName(std::string_view name);

// One line of the ledger: a file was offered, and this became of it.
struct LedgerEntry {
  std::int64_t id = 0;     // given by the store; ascending in time
  std::string at;          // ISO 8601 in UTC, "2024-03-22T05:07:04Z"; filled by the store where empty
  std::string path;        // as offered
  std::string sha256;      // "" where the file could not be read
  std::uint64_t size = 0;  // bytes
  Outcome outcome = Outcome::kFailed;
  std::optional<ErrorCode> error_code;
  std::string message;  // why, and what to do; "" for a clean ingest
  std::optional<DocumentId> document;
};

// What is kept of a document in one glance.
struct DocumentBrief {
  DocumentId id = 0;
  SourceFile source;
  Header header;         // without recipients
  std::string added_at;  // ISO 8601 in UTC
  bool partial = false;  // at least one page could not be read
  std::string copy_of;   // SHA-256 of the leading copy of the same paper; "" where it leads itself or is alone
};

// A page that was read of a document that is not complete yet. `reader` names what read it: program, engine, its data
// and options; a page read otherwise is another page.
struct PageInHand {
  std::string sha256;
  std::string reader;
  Page page;
};

// What a person did, at the desk or by a command.
struct AuditEntry {
  std::string at;       // ISO 8601 in UTC
  std::string who;      // the account's name
  std::string address;  // where from; "" for a command
  std::string action;   // "forget", "reprocess", "retry", "confirm", "correct", "undo", "upload", "login-refused", ...
  std::string sha256;   // of the document; "" where there is none
  std::string object;   // what it was done to: a file's name, a record's kind, a user
  std::string detail;
};

// Something that is not as it should be, found by Check.
struct Defect {
  std::string kind;  // "database", "foreign-key", "original-missing", "original-damaged", "original-orphan",
                     // "evidence", "pages", "link"
  std::string what;  // document, file or row
  std::string message;
  bool operator==(const Defect&) const = default;
};

// A document that is ready to be kept. References must live until Add returns.
struct IngestedDocument {
  const Document& document;
  const Records& records;
  Provenance provenance;
  // The file: its bytes, or, where `bytes` is empty, a path to read them from. Either must have the document's SHA-256.
  std::string_view bytes;
  std::string path;
  std::string offered_path;  // for the ledger
  std::string message;       // for the ledger: "2 of 7 pages could not be read"
  bool partial = false;
};

struct Added {
  DocumentId id = 0;
  bool was_there = false;  // the same bytes were in the store: nothing changed but the ledger
};

// A record with its place in the store.
template <class R>
struct Stored {
  RecordId id = 0;
  DocumentId document = 0;
  R record;
};

struct StoreStatistics {
  std::int64_t documents = 0, pages = 0, lines = 0, records = 0, ledger = 0;
  std::int64_t failed_pages = 0;                      // of documents in the store: the quarantine
  std::int64_t files_in_hand = 0, pages_in_hand = 0;  // read, but their documents are not complete
  std::int64_t copies = 0;                            // documents that another copy of the same paper leads
};

class Store {
 public:
  enum class Mode {
    kReadOnly,   // must exist
    kReadWrite,  // must exist; older schemas are brought up
    kCreate,     // made where it is not there
  };
  static Result<Store> Open(const std::string& folder, Mode mode);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  const std::string& folder() const;

  // Keeps the original, then everything else and the ledger line in one transaction. Same SHA-256 again: see Added.
  Result<Added> Add(const IngestedDocument& in);
  // Runs `body`: what it adds, records and drops through this store becomes one transaction, and the originals are
  // flushed to the disk with one wait however many they are. Each call reports as usual; one that fails leaves nothing,
  // and the others stand. All of it is in the store when this returns, or nothing of it on an error.
  Result<void> Together(const std::function<void()>& body);
  // Writes a ledger line for a file that did not become a document (or was there already). Gives the line's id.
  Result<std::int64_t> Record(const LedgerEntry& entry);
  // Takes a document with all its records out of the database, and its original. The ledger keeps its lines; the audit
  // gets one.
  Result<void> Remove(DocumentId id, const std::string& why = {});
  // The same document read or interpreted anew, in place of what is there, under the same id, in one transaction.
  // `entry`: action and detail for the audit. A ledger line is written where `offered_path` is given. kNotFound where
  // its bytes are not in the store.
  Result<void> Replace(const IngestedDocument& in, const AuditEntry& entry);
  // Only what made the data (after interpreting anew has changed nothing), one transaction.
  Result<void> ReplaceProvenance(const std::vector<DocumentId>& ids, const Provenance& provenance);

  // Takes away originals that a process left behind which was ended between writing one and its document's rows. Under
  // the write lock, so that nobody's original in the making is among them. Gives their number.
  Result<int> SweepOriginals();

  // Pages of documents that are not complete. A page read twice is kept once; Add and DropPages take them away.
  Result<void> KeepPages(const std::vector<PageInHand>& pages);                                   // one transaction
  Result<std::vector<Page>> PagesInHand(std::string_view sha256, std::string_view reader) const;  // by number
  Result<void> DropPages(std::string_view sha256);

  Result<std::optional<DocumentId>> FindBySha256(std::string_view sha256) const;
  // A document as people name it: number ("37/KH-UBND", "37"), SHA-256 or the first 4 or more digits of it, file
  // name. The first of these ways that finds anything decides; several documents may have one number. In order of
  // SHA-256.
  Result<std::vector<DocumentId>> FindDocuments(std::string_view name) const;

  Result<DocumentBrief> Brief(DocumentId id) const;
  Result<std::vector<DocumentBrief>> Briefs(const std::vector<DocumentId>& ids) const;  // in the order of ids
  // Everything again, equal to what was added.
  Result<Document> LoadDocument(DocumentId id) const;
  Result<Records> LoadRecords(DocumentId id) const;
  Result<Provenance> LoadProvenance(DocumentId id) const;
  // All documents in order of SHA-256: the order does not depend on the order of ingest.
  Result<std::vector<DocumentId>> AllDocuments() const;

  // Records by id, in the order of ids. Ids of another kind and unknown ids are left out.
  Result<std::vector<Stored<Criterion>>> Criteria(const std::vector<RecordId>& ids) const;
  Result<std::vector<Stored<Target>>> Targets(const std::vector<RecordId>& ids) const;
  Result<std::vector<Stored<Deadline>>> Deadlines(const std::vector<RecordId>& ids) const;
  Result<std::vector<Stored<Assignment>>> Assignments(const std::vector<RecordId>& ids) const;

  // Newest first; at most `limit` (0: all); only of one outcome where given.
  Result<std::vector<LedgerEntry>> Ledger(std::optional<Outcome> outcome = {}, std::size_t limit = 0) const;
  Result<StoreStatistics> Statistics() const;
  Result<std::vector<AuditEntry>> Audit(std::size_t limit = 0) const;  // newest first; 0: all

  // Everything that can be checked: the database's integrity and foreign keys, every original's hash, files that
  // belong to no document, evidence that points outside its document, who may read the files. Empty: all is well.
  // `each` is told how many documents of how many were looked at.
  Result<std::vector<Defect>> Check(const std::function<void(std::int64_t, std::int64_t)>& each = {}) const;
  // A copy of the whole store in `folder`, which must not be there yet, while others read and write. It is checked like
  // a store: kIo where it does not come out whole.
  Result<void> Backup(const std::string& folder) const;

  // What people say about records (judgement.h). All of `judgements` in one transaction with their lines in the audit:
  // columns, search index and change feed agree when it ends. kNotFound no such record; kUsage a field that is not
  // there or a value that it cannot hold. Gives their ids.
  Result<std::vector<std::int64_t>> Judge(const std::vector<NewJudgement>& judgements, const Actor& actor);
  // Takes one back; what stood before stands again. kConflict where that was done already. Not of a line: UndoLine.
  Result<void> UndoJudgement(std::int64_t id, const Actor& actor);
  // The words of a line, with the document as it reads with them, in one transaction (pipeline/run/line_corrections.h).
  // kConflict where the line is another meanwhile. Gives the judgement's id.
  Result<std::int64_t> CorrectLine(const IngestedDocument& in, const NewLineJudgement& line, const Actor& actor);
  Result<void> UndoLine(const IngestedDocument& in, std::int64_t judgement, const Actor& actor);
  // Corrections of lines that hold, of one document where given, without that of one judgement.
  Result<std::vector<LineCorrection>> LineCorrections(std::string_view sha256 = "", std::int64_t without = 0) const;
  // Newest first, of one document where given; at most `limit` (0: all).
  Result<std::vector<Judgement>> Judgements(std::string_view sha256 = "", std::size_t limit = 0) const;
  // The value of a field as it counts now, in the form that people type.
  Result<std::string> FieldValue(RecordId record, std::string_view name) const;

  // Accounts of the desk. PutUser makes or replaces one.
  Result<void> PutUser(const User& user, const Actor& actor);
  Result<void> RemoveUser(std::string_view name, const Actor& actor);
  Result<std::optional<User>> FindUser(std::string_view name) const;
  Result<std::vector<User>> Users() const;
  // A line in the audit, for what is no change of a document.
  Result<void> Log(const Actor& actor, std::string_view action, std::string_view object, std::string_view detail);

  // The original's bytes, checked against its SHA-256.
  Result<std::string> Original(DocumentId id) const;
  Result<std::string> OriginalBytes(std::string_view sha256) const;
  std::string OriginalPath(std::string_view sha256) const;

  // For pipeline/query alone: a SELECT with bound parameters; `each` sees every row. No SQL stands above query/.
  Result<void> Select(const std::string& sql, const std::vector<SqlValue>& parameters,
                      const std::function<void(const Row&)>& each) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The name under which agencies, issuers, numbers and indexes are compared: BareKey without anything but letters and
// digits, single spaces between ("PAR-INDEX" and "Par Index" are one, "P. Nội vụ" is "p noi vu"). Kept in columns
// *_key.
std::string NameKey(std::string_view name);

}  // namespace vankho
