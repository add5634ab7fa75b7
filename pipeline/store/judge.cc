#include "pipeline/store/judge.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <tuple>

#include "pipeline/base/unicode.h"
#include "pipeline/document/document.h"
#include "pipeline/store/columns.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/store_impl.h"

namespace vankho {
namespace {

constexpr std::array<std::pair<Verb, std::string_view>, 4> kVerbs{
    {{Verb::kConfirm, "confirm"}, {Verb::kCorrect, "correct"}, {Verb::kReject, "reject"}, {Verb::kDone, "done"}}};

// Where a record stands: what finds it again after its document was read anew.
struct Place {
  std::int64_t document = 0;
  std::string sha256, kind;
  int page = 0;
  std::string line_numbers;
  int rank = 0;
  std::string ocr_text;
};

std::optional<Place> PlaceOf(const SQLite::Database& db, std::int64_t record) {
  std::optional<Place> place;
  ForEachRow(
      db,
      "SELECT r.document_id, d.sha256, r.kind, r.page, r.line_numbers, r.ocr_text, (SELECT count(*) FROM records o "
      "WHERE o.document_id = r.document_id AND o.kind = r.kind AND o.page = r.page AND o.line_numbers = "
      "r.line_numbers AND o.ordinal < r.ordinal) FROM records r JOIN documents d ON d.id = r.document_id "
      "WHERE r.id = ?",
      {record}, [&](const Row& row) {
        place = {row.Int(0),  row.Text(1),
                 row.Text(2), static_cast<int>(row.Int(3)),
                 row.Text(4), static_cast<int>(row.Int(6)),
                 row.Text(5)};
      });
  return place;
}

std::optional<Place> PlaceOfDocument(const SQLite::Database& db, const std::string& sha256) {
  std::optional<Place> place;
  ForEachRow(db, "SELECT id FROM documents WHERE sha256 = ?", {sha256},
             [&](const Row& row) { place = {row.Int(0), sha256, "document", 1, "[]", 0, ""}; });
  return place;
}

// The record at a judgement's place in a new reading: same lines first, then the same words on the same page.
std::optional<std::int64_t> RecordAt(const SQLite::Database& db, const Place& place) {
  std::optional<std::int64_t> found;
  auto find = [&](const std::string& where, const std::vector<SqlValue>& parameters) {
    if (found) return;
    ForEachRow(db, "SELECT id FROM records WHERE document_id = ? AND kind = ? AND page = ? AND " + where, parameters,
               [&](const Row& row) { found = row.Int(0); });
  };
  find("line_numbers = ? ORDER BY ordinal LIMIT 1 OFFSET ?",
       {place.document, place.kind, std::int64_t{place.page}, place.line_numbers, std::int64_t{place.rank}});
  find("ocr_text = ? ORDER BY ordinal LIMIT 1", {place.document, place.kind, std::int64_t{place.page}, place.ocr_text});
  return found;
}

// Judgements that hold, of a record or of the document's own columns.
struct Scope {
  std::string sql;
  SqlValue value;
};
Scope ScopeOf(const Place& place, std::int64_t record) {
  if (place.kind == "document") return {"sha256 = ? AND kind = 'document'", place.sha256};
  return {"record_id = ?", record};
}

// The value that the machine gave: kept by the first correction that holds, else what stands in the column.
std::optional<std::string> MachineValue(const SQLite::Database& db, const Place& place, std::int64_t row,
                                        const CorrectableField& field) {
  Scope scope = ScopeOf(place, row);
  std::optional<std::string> value = ReadField(db, field, row);
  ForEachRow(db,
             "SELECT machine_value FROM judgements WHERE " + scope.sql +
                 " AND undone_at IS NULL AND verb = 'correct' AND field = ? ORDER BY id LIMIT 1",
             {scope.value, std::string(field.name)},
             [&](const Row& found) { value = found.IsNull(0) ? std::nullopt : std::optional(found.Text(0)); });
  return value;
}

void RefreshReview(SQLite::Database& db, std::int64_t record) {
  SQLite::Statement update(
      db,
      "UPDATE records SET review = (SELECT CASE min(CASE verb WHEN 'reject' THEN 1 WHEN 'correct' "
      "THEN 2 WHEN 'confirm' THEN 3 END) WHEN 1 THEN 'rejected' WHEN 2 THEN 'corrected' WHEN 3 THEN "
      "'confirmed' END FROM judgements WHERE record_id = ?1 AND undone_at IS NULL) WHERE id = ?1");
  Run(update, record);
}

// Passages of the page are found by the words of its corrections too.
class PassageKeys {
 public:
  PassageKeys(SQLite::Database& db, const Place& place) : db_(db), place_(place) {}

  void Refresh() {
    std::vector<std::pair<std::set<int>, std::string>> corrections = Corrections();
    struct Change {
      std::int64_t id;
      std::string tones, bare;
    };
    std::vector<Change> changes;
    ForEachRow(db_, "SELECT id, line_numbers, text, tones FROM passages WHERE document_id = ? AND page = ?",
               {place_.document, std::int64_t{place_.page}}, [&](const Row& row) {
                 std::string text = row.Text(2);
                 for (int line : column::ReadInts(row.Text(1))) {
                   for (auto& [lines, words] : corrections) {
                     if (lines.count(line) == 0 || words.empty()) continue;
                     text += " " + words;
                     words.clear();
                   }
                 }
                 if (MatchKey(text) != row.Text(3)) changes.push_back({row.Int(0), MatchKey(text), BareKey(text)});
               });
    SQLite::Statement update(db_, "UPDATE passages SET tones = ?2, bare = ?3 WHERE id = ?1");
    for (const Change& change : changes) Run(update, change.id, change.tones, change.bare);
  }

 private:
  // Lines and corrected words; the last correction of a field counts.
  std::vector<std::pair<std::set<int>, std::string>> Corrections() const {
    std::map<std::pair<std::int64_t, std::string>, std::pair<std::set<int>, std::string>> last;
    ForEachRow(
        db_,
        "SELECT j.record_id, j.kind, j.field, j.value, r.line_numbers FROM judgements j JOIN records r ON r.id = "
        "j.record_id WHERE r.document_id = ? AND r.page = ? AND j.undone_at IS NULL AND j.verb = 'correct' "
        "ORDER BY j.id",
        {place_.document, std::int64_t{place_.page}}, [&](const Row& row) {
          const CorrectableField* field = FindCorrectableField(row.Text(1), row.Text(2));
          if (field == nullptr || row.IsNull(3)) return;
          std::vector<int> lines = column::ReadInts(row.Text(4));
          last[{row.Int(0), row.Text(2)}] = {{lines.begin(), lines.end()}, ShowTyped(*field, row.Text(3))};
        });
    std::vector<std::pair<std::set<int>, std::string>> corrections;
    for (auto& [key, value] : last) corrections.push_back(std::move(value));
    return corrections;
  }

  SQLite::Database& db_;
  const Place& place_;
};

void WriteLog(SQLite::Database& db, const Actor& actor, std::string_view action, std::string_view sha256,
              std::string_view object, std::string_view detail) {
  WriteAudit(db, {"", actor.name, actor.address, std::string(action), std::string(sha256), std::string(object),
                  std::string(detail)});
}

// What the machine read in a line: kept by the first correction that holds.
std::string MachineWords(const SQLite::Database& db, const std::string& sha256, const NewLineJudgement& line) {
  std::string words = line.before;
  ForEachRow(
      db,
      "SELECT machine_value FROM judgements WHERE sha256 = ? AND kind = 'line' AND page = ? AND line_numbers = ? "
      "AND undone_at IS NULL ORDER BY id LIMIT 1",
      {sha256, std::int64_t{line.page}, column::Ints({line.line})}, [&](const Row& row) { words = row.Text(0); });
  return words;
}

Result<std::int64_t> JudgeOne(SQLite::Database& db, const NewJudgement& in, const Actor& actor) {
  auto place = in.record != 0 ? PlaceOf(db, in.record) : PlaceOfDocument(db, in.sha256);
  if (!place)
    return Fail(ErrorCode::kNotFound, "no such record; the document may have been read anew: load the page again");
  std::int64_t row = in.record != 0 ? in.record : place->document;
  std::optional<std::string> machine;
  std::optional<std::string> value;
  std::string field_name = in.verb == Verb::kCorrect || in.verb == Verb::kDone ? in.field : "";
  const CorrectableField* field = nullptr;
  if (in.verb == Verb::kCorrect) {
    field = FindCorrectableField(place->kind, in.field);
    if (field == nullptr)
      return Fail(ErrorCode::kUsage, fmt::format("a {} has no field \"{}\" to correct", place->kind, in.field));
    VK_ASSIGN_OR_RETURN(value, ReadTyped(*field, in.value, ReadField(db, *field, row)));
    machine = MachineValue(db, *place, row, *field);
  } else if (place->kind == "document") {
    return Fail(ErrorCode::kUsage, "of a document's own fields only corrections are kept");
  }
  SQLite::Statement insert(db,
                           "INSERT INTO judgements (at, who, verb, sha256, kind, page, line_numbers, rank, ocr_text, "
                           "record_id, field, machine_value, value, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  std::optional<std::int64_t> record;
  if (in.record != 0) record = in.record;
  Run(insert, NowUtc(), actor.name, Name(in.verb), place->sha256, place->kind, place->page, place->line_numbers,
      place->rank, place->ocr_text, record, field_name, machine, value, Flatten(CleanUtf8(in.note)));
  std::int64_t id = db.getLastInsertRowid();
  if (field != nullptr) WriteField(db, *field, row, value);
  if (in.record != 0) RefreshReview(db, in.record);
  if (field != nullptr && in.record != 0) PassageKeys(db, *place).Refresh();
  WriteLog(db, actor, Name(in.verb), place->sha256, place->kind, fmt::format("judgement {}; {}", id, field_name));
  return id;
}

Judgement JudgementOf(const Row& row) {
  Judgement j;
  j.id = row.Int(0);
  j.at = row.Text(1);
  j.who = row.Text(2);
  j.verb = VerbFromName(row.Text(3)).value_or(Verb::kConfirm);
  j.sha256 = row.Text(4);
  j.kind = row.Text(5);
  j.page = static_cast<int>(row.Int(6));
  j.ocr_text = row.Text(7);
  if (!row.IsNull(8)) j.record = row.Int(8);
  j.field = row.Text(9);
  if (!row.IsNull(10)) j.machine_value = row.Text(10);
  if (!row.IsNull(11)) j.value = row.Text(11);
  j.note = row.Text(12);
  j.undone_at = row.Text(13);
  j.undone_by = row.Text(14);
  std::vector<int> lines = column::ReadInts(row.Text(15));
  if (j.kind == "line" && !lines.empty()) j.line = lines.front();
  return j;
}

constexpr std::string_view kJudgementColumns =
    "SELECT id, at, who, verb, sha256, kind, page, ocr_text, record_id, field, machine_value, value, note, undone_at, "
    "undone_by, line_numbers FROM judgements ";

// Brings a field back to the last correction that still holds, or to the machine's value.
void BringBack(SQLite::Database& db, const Judgement& undone, const Place& place, std::int64_t row) {
  const CorrectableField* field = FindCorrectableField(undone.kind, undone.field);
  if (field == nullptr) return;
  Scope scope = ScopeOf(place, row);
  std::optional<std::string> value = undone.machine_value;
  ForEachRow(db,
             "SELECT value FROM judgements WHERE " + scope.sql +
                 " AND undone_at IS NULL AND verb = 'correct' AND field = ? ORDER BY id",
             {scope.value, undone.field},
             [&](const Row& found) { value = found.IsNull(0) ? std::nullopt : std::optional(found.Text(0)); });
  WriteField(db, *field, row, value);
  if (place.kind != "document") PassageKeys(db, place).Refresh();
}

Result<void> UndoOne(SQLite::Database& db, std::int64_t id, const Actor& actor) {
  std::optional<Judgement> judgement;
  ForEachRow(db, std::string(kJudgementColumns) + "WHERE id = ?", {id},
             [&](const Row& row) { judgement = JudgementOf(row); });
  if (!judgement) return Fail(ErrorCode::kNotFound, "no such judgement");
  if (!judgement->undone_at.empty()) return Fail(ErrorCode::kConflict, "this was undone already");
  if (judgement->kind == "line") return Fail(ErrorCode::kUsage, "the words of a line are taken back with its document");
  SQLite::Statement update(db, "UPDATE judgements SET undone_at = ?2, undone_by = ?3 WHERE id = ?1");
  Run(update, id, NowUtc(), actor.name);
  auto place = judgement->record ? PlaceOf(db, *judgement->record) : std::nullopt;
  if (judgement->kind == "document") place = PlaceOfDocument(db, judgement->sha256);
  if (place) {
    std::int64_t row = judgement->record.value_or(place->document);
    if (judgement->verb == Verb::kCorrect) BringBack(db, *judgement, *place, row);
    if (judgement->record) RefreshReview(db, row);
  }
  WriteLog(db, actor, "undo", judgement->sha256, judgement->kind, fmt::format("judgement {}", id));
  return {};
}

}  // namespace

std::string_view Name(Verb verb) { return kVerbs[static_cast<std::size_t>(verb)].second; }

std::optional<Verb> VerbFromName(std::string_view name) {
  for (const auto& [verb, known] : kVerbs) {
    if (known == name) return verb;
  }
  return std::nullopt;
}

void ReapplyJudgements(SQLite::Database& database, std::int64_t document, std::string_view sha256) {
  struct Waiting {
    Judgement judgement;
    Place place;
  };
  std::vector<Waiting> all;
  ForEachRow(database,
             "SELECT id, at, who, verb, sha256, kind, page, ocr_text, record_id, field, machine_value, value, note, "
             "undone_at, undone_by, line_numbers, rank FROM judgements WHERE sha256 = ? AND kind <> 'line' AND "
             "undone_at IS NULL "
             "ORDER BY id",
             {std::string(sha256)}, [&](const Row& row) {
               Judgement j = JudgementOf(row);
               Place place{document, j.sha256, j.kind, j.page, row.Text(15), static_cast<int>(row.Int(16)), j.ocr_text};
               all.push_back({std::move(j), std::move(place)});
             });
  SQLite::Statement tie(database, "UPDATE judgements SET record_id = ?2 WHERE id = ?1");
  SQLite::Statement keep(database, "UPDATE judgements SET machine_value = ?2 WHERE id = ?1");
  for (const Waiting& w : all) {
    auto record = w.judgement.kind == "document" ? std::nullopt : RecordAt(database, w.place);
    if (w.judgement.kind != "document" && !record) continue;
    std::int64_t row = record.value_or(document);
    const CorrectableField* field = FindCorrectableField(w.judgement.kind, w.judgement.field);
    if (w.judgement.verb == Verb::kCorrect && field != nullptr) {
      // Before it is tied: MachineValue looks at corrections of the record that came before this one.
      auto machine = w.judgement.kind == "document" ? ReadField(database, *field, row)
                                                    : MachineValue(database, w.place, row, *field);
      Run(keep, w.judgement.id, machine);
      WriteField(database, *field, row, w.judgement.value);
    }
    if (!record) continue;
    Run(tie, w.judgement.id, *record);
    RefreshReview(database, *record);
    PassageKeys(database, w.place).Refresh();
  }
}

Result<std::vector<std::int64_t>> Store::Judge(const std::vector<NewJudgement>& judgements, const Actor& actor) {
  return impl_->In([&]() -> Result<std::vector<std::int64_t>> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    std::vector<std::int64_t> ids;
    for (const NewJudgement& judgement : judgements) {
      VK_ASSIGN_OR_RETURN(std::int64_t id, JudgeOne(*impl_->db, judgement, actor));
      ids.push_back(id);
    }
    transaction.commit();
    return ids;
  });
}

Result<void> Store::UndoJudgement(std::int64_t id, const Actor& actor) {
  return impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    VK_RETURN_IF_ERROR(UndoOne(*impl_->db, id, actor));
    transaction.commit();
    return {};
  });
}

Result<std::int64_t> Store::CorrectLine(const IngestedDocument& in, const NewLineJudgement& line, const Actor& actor) {
  VK_RETURN_IF_ERROR(CheckDocument(in));
  return impl_->In([&]() -> Result<std::int64_t> {
    SQLite::Database& db = *impl_->db;
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    const std::string& sha256 = in.document.source().sha256;
    bool as_read = false;
    ForEachRow(db,
               "SELECT 1 FROM lines l JOIN documents d ON d.id = l.document_id WHERE d.sha256 = ? AND l.page = ? AND "
               "l.number = ? AND l.text = ?",
               {sha256, std::int64_t{line.page}, std::int64_t{line.line}, line.before},
               [&](const Row&) { as_read = true; });
    if (!as_read) return Fail(ErrorCode::kConflict, "the line was changed meanwhile; load the page again");
    VK_RETURN_IF_ERROR(impl_->ReplaceLocked(in));
    SQLite::Statement insert(db,
                             "INSERT INTO judgements (at, who, verb, sha256, kind, page, line_numbers, rank, ocr_text, "
                             "field, machine_value, value, note) VALUES (?,?,'correct',?,'line',?,?,0,?,'text',?,?,?)");
    vankho::Run(insert, NowUtc(), actor.name, sha256, line.page, column::Ints({line.line}), line.seen,
                MachineWords(db, sha256, line), line.text, Flatten(CleanUtf8(line.note)));
    std::int64_t id = db.getLastInsertRowid();
    WriteLog(db, actor, "correct", sha256, "line", fmt::format("judgement {}", id));
    transaction.commit();
    return id;
  });
}

Result<void> Store::UndoLine(const IngestedDocument& in, std::int64_t judgement, const Actor& actor) {
  VK_RETURN_IF_ERROR(CheckDocument(in));
  return impl_->In([&]() -> Result<void> {
    SQLite::Database& db = *impl_->db;
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    const std::string& sha256 = in.document.source().sha256;
    SQLite::Statement update(db,
                             "UPDATE judgements SET undone_at = ?2, undone_by = ?3 WHERE id = ?1 AND kind = 'line' AND "
                             "sha256 = ?4 AND undone_at IS NULL");
    vankho::Run(update, judgement, NowUtc(), actor.name, sha256);
    if (db.getChanges() == 0) return Fail(ErrorCode::kConflict, "this was undone already");
    VK_RETURN_IF_ERROR(impl_->ReplaceLocked(in));
    WriteLog(db, actor, "undo", sha256, "line", fmt::format("judgement {}", judgement));
    transaction.commit();
    return {};
  });
}

Result<std::vector<LineCorrection>> Store::LineCorrections(std::string_view sha256, std::int64_t without) const {
  return impl_->In([&]() -> Result<std::vector<LineCorrection>> {
    std::map<std::tuple<std::string, int, int>, LineCorrection> last;
    ForEachRow(
        *impl_->db,
        "SELECT sha256, page, line_numbers, ocr_text, value FROM judgements WHERE kind = 'line' AND undone_at IS "
        "NULL AND (?1 = '' OR sha256 = ?1) AND id <> ?2 ORDER BY id",
        {std::string(sha256), without}, [&](const Row& row) {
          std::vector<int> lines = column::ReadInts(row.Text(2));
          if (lines.empty()) return;
          auto page = static_cast<int>(row.Int(1));
          last[{row.Text(0), page, lines.front()}] = {row.Text(0), page, lines.front(), row.Text(3), row.Text(4)};
        });
    std::vector<LineCorrection> corrections;
    for (auto& [place, correction] : last) corrections.push_back(std::move(correction));
    return corrections;
  });
}

Result<std::vector<Judgement>> Store::Judgements(std::string_view sha256, std::size_t limit) const {
  return impl_->In([&]() -> Result<std::vector<Judgement>> {
    std::vector<Judgement> judgements;
    SqlValue most = limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit);
    ForEachRow(*impl_->db, std::string(kJudgementColumns) + "WHERE ?1 = '' OR sha256 = ?1 ORDER BY id DESC LIMIT ?2",
               {std::string(sha256), most}, [&](const Row& row) { judgements.push_back(JudgementOf(row)); });
    return judgements;
  });
}

Result<std::string> Store::FieldValue(RecordId record, std::string_view name) const {
  return impl_->In([&]() -> Result<std::string> {
    auto place = PlaceOf(*impl_->db, record);
    if (!place) return Fail(ErrorCode::kNotFound, "no such record");
    const CorrectableField* field = FindCorrectableField(place->kind, name);
    if (field == nullptr) return Fail(ErrorCode::kUsage, "no such field");
    return ShowTyped(*field, ReadField(*impl_->db, *field, record));
  });
}

Result<void> Store::PutUser(const User& user, const Actor& actor) {
  return impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement put(*impl_->db,
                          "INSERT OR REPLACE INTO users (name, role, password, created_at) VALUES (?,?,?,?)");
    vankho::Run(put, user.name, user.role, user.password, user.created_at.empty() ? NowUtc() : user.created_at);
    WriteLog(*impl_->db, actor, "user-put", "", user.name, user.role);
    transaction.commit();
    return {};
  });
}

Result<void> Store::RemoveUser(std::string_view name, const Actor& actor) {
  return impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(*impl_->db, "DELETE FROM users WHERE name = ?");
    vankho::Run(remove, name);
    if (impl_->db->getChanges() == 0) return Fail(ErrorCode::kNotFound, fmt::format("no user \"{}\"", name));
    WriteLog(*impl_->db, actor, "user-remove", "", name, "");
    transaction.commit();
    return {};
  });
}

Result<std::optional<User>> Store::FindUser(std::string_view name) const {
  VK_ASSIGN_OR_RETURN(std::vector<User> users, Users());
  for (User& user : users) {
    if (user.name == name) return std::optional(std::move(user));
  }
  return std::nullopt;
}

Result<std::vector<User>> Store::Users() const {
  return impl_->In([&]() -> Result<std::vector<User>> {
    std::vector<User> users;
    ForEachRow(*impl_->db, "SELECT name, role, password, created_at FROM users ORDER BY name", {}, [&](const Row& row) {
      users.push_back({row.Text(0), row.Text(1), row.Text(2), row.Text(3)});
    });
    return users;
  });
}

Result<void> Store::Log(const Actor& actor, std::string_view action, std::string_view object, std::string_view detail) {
  return impl_->In([&]() -> Result<void> {
    WriteLog(*impl_->db, actor, action, "", object, detail);
    return {};
  });
}

}  // namespace vankho
