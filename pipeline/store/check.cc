// What `vankho verify` and `vankho status` ask of the store, and the copy of it.
#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/store/columns.h"
#include "pipeline/store/store_impl.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

// One record's evidence, as its row says.
struct EvidenceRow {
  RecordId id = 0;
  std::string kind, text;
  int page = 0;
  std::vector<int> lines;
  std::vector<TextSpan> spans;
};

std::string WithoutBlanks(std::string_view text) {
  std::string out;
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (!IsSpace(c.value)) out.append(text, c.begin, c.end - c.begin);
  }
  return out;
}

// Why the evidence does not lead to its words; "" where it does.
std::string EvidenceFault(const EvidenceRow& row, const Document& document) {
  std::string printed;
  for (const TextSpan& span : row.spans) {
    if (span.begin > span.end || span.end > document.text().size()) return "its span lies outside the text";
    if (!span.empty()) printed += WithoutBlanks(JoinedText(document.text(), {span}).text());
  }
  auto has_page = [&](const Page& page) { return page.number == row.page; };
  auto page = std::find_if(document.pages().begin(), document.pages().end(), has_page);
  if (page == document.pages().end()) return fmt::format("the document has no page {}", row.page);
  for (int number : row.lines) {
    auto is_line = [&](const Line& line) { return line.number == number; };
    if (std::none_of(page->lines.begin(), page->lines.end(), is_line)) {
      return fmt::format("page {} has no line {}", row.page, number);
    }
  }
  if (printed != WithoutBlanks(row.text)) return "its words do not stand where it points";
  return {};
}

class Checker {
 public:
  Checker(const SQLite::Database& db, const Store& store) : db_(db), store_(store) {}

  std::vector<Defect> Run(const std::function<void(std::int64_t, std::int64_t)>& each) {
    CheckDatabase();
    auto ids = store_.AllDocuments();
    if (!ids) {
      Add("database", "documents", ids.error().message);
      return std::move(defects_);
    }
    std::set<std::string> originals;
    std::int64_t done = 0;
    for (DocumentId id : *ids) {
      CheckDocument(id, originals);
      if (each) each(++done, std::ssize(*ids));
    }
    CheckOrphans(originals);
    return std::move(defects_);
  }

 private:
  void Add(std::string kind, std::string what, std::string message) {
    defects_.push_back({std::move(kind), std::move(what), std::move(message)});
  }

  void CheckDatabase() {
    ForEachRow(db_, "PRAGMA integrity_check", {}, [&](const Row& row) {
      if (row.Text(0) != "ok") Add("database", "vankho.db", row.Text(0));
    });
    ForEachRow(db_, "PRAGMA foreign_key_check", {}, [&](const Row& row) {
      Add("foreign-key", fmt::format("{} row {}", row.Text(0), row.Int(1)),
          fmt::format("points to a row of {} that is not there", row.Text(2)));
    });
    ForEachRow(db_,
               "SELECT id FROM documents WHERE same_as = id OR same_as IN (SELECT id FROM documents WHERE same_as "
               "IS NOT NULL)",
               {}, [&](const Row& row) {
                 Add("link", fmt::format("document {}", row.Int(0)), "its leading copy is no leading copy");
               });
  }

  void CheckDocument(DocumentId id, std::set<std::string>& originals) {
    auto brief = store_.Brief(id);
    if (!brief) return Add("database", fmt::format("document {}", id), brief.error().message);
    const SourceFile& source = brief->source;
    std::string name = fmt::format("{} ({})", source.file_name, source.sha256.substr(0, 12));
    originals.insert(source.sha256);
    CheckOriginal(source, name);
    auto document = store_.LoadDocument(id);
    if (!document) return Add("database", name, document.error().message);
    if (std::ssize(document->pages()) != source.pages) {
      Add("pages", name, fmt::format("{} pages of {} are there", document->pages().size(), source.pages));
    }
    for (const EvidenceRow& row : Rows(id)) {
      std::string fault = EvidenceFault(row, *document);
      if (!fault.empty()) Add("evidence", name, fmt::format("{} (record {}): {}", row.kind, row.id, fault));
    }
  }

  void CheckOriginal(const SourceFile& source, const std::string& name) {
    auto whole = Originals(store_.folder() + "/originals").Check(source.sha256);
    if (whole) return;
    bool missing = whole.error().code == ErrorCode::kNotFound;
    Add(missing ? "original-missing" : "original-damaged", name, whole.error().message);
  }

  std::vector<EvidenceRow> Rows(DocumentId id) {
    std::vector<EvidenceRow> rows;
    ForEachRow(db_, "SELECT id, kind, text, page, line_numbers, spans FROM records WHERE document_id = ? ORDER BY id",
               {id}, [&](const Row& row) {
                 rows.push_back({row.Int(0), row.Text(1), row.Text(2), static_cast<int>(row.Int(3)),
                                 column::ReadInts(row.Text(4)), column::ReadSpans(row.Text(5))});
               });
    return rows;
  }

  // Files beside the originals that nothing in the database knows.
  void CheckOrphans(const std::set<std::string>& originals) {
    std::error_code error;
    fs::path root = fs::path(store_.folder()) / "originals";
    fs::recursive_directory_iterator entry(root, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (entry->is_directory(error)) continue;
      std::string name = entry->path().filename().string();
      bool known = originals.contains(name) && store_.OriginalPath(name) == entry->path().string();
      if (!known) Add("original-orphan", entry->path().string(), "belongs to no document");
    }
    if (error) Add("database", root.string(), error.message());
  }

  const SQLite::Database& db_;
  const Store& store_;
  std::vector<Defect> defects_;
};

Result<void> CopyOriginal(const std::string& from, const std::string& to) {
  VK_RETURN_IF_ERROR(MakePrivateFolder(fs::path(to).parent_path().string()));
  std::error_code error;
  fs::copy_file(from, to, error);
  if (!error) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
  if (!error) return {};
  return Fail(InFile(Error{ErrorCode::kIo, fmt::format("cannot be copied: {}", error.message()), {}, {}}, from));
}

}  // namespace

Result<StoreStatistics> Store::Statistics() const {
  return impl_->In([&]() -> Result<StoreStatistics> {
    StoreStatistics s;
    ForEachRow(*impl_->db,
               "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM pages), (SELECT count(*) FROM lines), "
               "(SELECT count(*) FROM records), (SELECT count(*) FROM ledger), "
               "(SELECT count(*) FROM pages WHERE origin = 'failed'), "
               "(SELECT count(DISTINCT sha256) FROM pages_in_hand), (SELECT count(*) FROM pages_in_hand), "
               "(SELECT count(*) FROM documents WHERE same_as IS NOT NULL)",
               {}, [&](const Row& row) {
                 s = {row.Int(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4),
                      row.Int(5), row.Int(6), row.Int(7), row.Int(8)};
               });
    return s;
  });
}

Result<std::vector<Defect>> Store::Check(const std::function<void(std::int64_t, std::int64_t)>& each) const {
  return impl_->In([&]() -> Result<std::vector<Defect>> { return Checker(*impl_->db, *this).Run(each); });
}

namespace {

// Every original that the copy of the database names, read back by its hash.
Result<void> CopyOriginals(const Store& store, const Store& copy) {
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> ids, copy.AllDocuments());
  for (DocumentId id : ids) {
    VK_ASSIGN_OR_RETURN(DocumentBrief brief, copy.Brief(id));
    const std::string& sha256 = brief.source.sha256;
    VK_RETURN_IF_ERROR(CopyOriginal(store.OriginalPath(sha256), copy.OriginalPath(sha256)));
    VK_RETURN_IF_ERROR(Originals(copy.folder() + "/originals").Check(sha256));
  }
  return {};
}

}  // namespace

// The database first: an original that comes later is one too many, never one too few.
Result<void> Store::Backup(const std::string& folder) const {
  std::error_code error;
  if (fs::exists(folder, error)) {
    return Fail(InFile(Error{ErrorCode::kConflict, "is there already; a backup goes to a new folder", {}, {}}, folder));
  }
  VK_RETURN_IF_ERROR(MakePrivateFolder(folder));
  VK_RETURN_IF_ERROR(MakePrivateFolder(folder + "/originals"));
  VK_RETURN_IF_ERROR(MakeDatabaseFile(folder + "/vankho.db"));
  VK_RETURN_IF_ERROR(impl_->In([&]() -> Result<void> {
    SQLite::Database copy(folder + "/vankho.db", SQLite::OPEN_READWRITE, kBusyMilliseconds);
    SQLite::Backup backup(copy, *impl_->db);
    backup.executeStep(-1);
    return {};
  }));
  VK_ASSIGN_OR_RETURN(Store copy, Open(folder, Mode::kReadOnly));
  return CopyOriginals(*this, copy);
}

}  // namespace vankho
