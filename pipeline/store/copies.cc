#include "pipeline/store/copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>
#include <vector>

#include "pipeline/document/json.h"
#include "pipeline/store/connection.h"

namespace vankho {
namespace {

constexpr std::size_t kBandRows = 4;
constexpr std::size_t kShingleWords = 3;
constexpr std::size_t kLeastWords = 20;

std::vector<std::string_view> WordsOf(std::string_view key) {
  std::vector<std::string_view> words;
  while (!key.empty()) {
    std::size_t end = std::min(key.find(' '), key.size());
    if (end > 0) words.push_back(key.substr(0, end));
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return words;
}

// FNV-1a, 64 bits.
std::uint64_t Hash(std::uint64_t hash, std::string_view bytes) {
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001B3ULL;
  return hash;
}

// The finisher of SplitMix64: one hash becomes as many as are wanted, by their number.
std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

struct Copy {
  DocumentId id = 0;
  std::string number_key, issuer_key, issued_date, sketch, sha256;
  bool complete = false;
  double confidence = 0;
};

std::vector<Copy> ReadCopies(const SQLite::Database& db, const std::string& where,
                             const std::vector<SqlValue>& parameters) {
  std::vector<Copy> copies;
  ForEachRow(db,
             "SELECT id, number_key, issuer_key, issued_date, sketch, sha256, state = 'complete', "
             "(SELECT round(avg(confidence), 3) FROM pages WHERE document_id = d.id) FROM documents d WHERE " +
                 where,
             parameters, [&](const Row& row) {
               copies.push_back({row.Int(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5),
                                 row.Int(6) != 0, row.Real(7)});
             });
  return copies;
}

// What a header states on both sides must be the same.
bool Contradict(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }
bool Agree(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

bool AreCopies(const Copy& a, const Copy& b) {
  Sketch left{};
  Sketch right{};
  if (!FromHex(a.sketch, left) || !FromHex(b.sketch, right)) return false;
  double alike = Similarity(left, right);
  if (Agree(a.number_key, b.number_key) && Agree(a.issuer_key, b.issuer_key) && Agree(a.issued_date, b.issued_date)) {
    return alike >= kAlikeText;
  }
  return alike >= kSameText && a.number_key == b.number_key && !Contradict(a.issuer_key, b.issuer_key) &&
         !Contradict(a.issued_date, b.issued_date);
}

bool LeadsBefore(const Copy& a, const Copy& b) {
  if (a.complete != b.complete) return a.complete;
  if (a.confidence != b.confidence) return a.confidence > b.confidence;
  return a.sha256 < b.sha256;
}

constexpr int kMostCandidates = 32;  // a band: however alike an archive's papers are, one more costs the same

// "BAND-VALUES|number key": only leading copies stand there, so that a paper that came a thousand times is one row.
std::vector<std::string> BandsOf(const Sketch& sketch) {
  std::vector<std::string> bands;
  for (std::size_t row = 0; row < kSketchRows; row += kBandRows) {
    std::string band = fmt::format("{}", row / kBandRows);
    for (std::size_t k = 0; k < kBandRows; ++k) band += fmt::format("-{:08x}", sketch[row + k]);
    bands.push_back(std::move(band));
  }
  return bands;
}

void TakeOutOfBands(SQLite::Database& db, DocumentId id) {
  SQLite::Statement remove(db, "DELETE FROM sketch_bands WHERE document_id = ?");
  Run(remove, id);
}

void PutIntoBands(SQLite::Database& db, const Copy& copy) {
  Sketch sketch{};
  if (!FromHex(copy.sketch, sketch)) return;
  SQLite::Statement insert(db, "INSERT OR IGNORE INTO sketch_bands VALUES (?,?)");
  for (const std::string& band : BandsOf(sketch)) Run(insert, band + "|" + copy.number_key, copy.id);
}

// Leading copies that may be of the same paper: of a band and with the same number or none; or of one number and day.
std::set<DocumentId> Candidates(const SQLite::Database& db, const Copy& copy, const Sketch& sketch) {
  std::set<DocumentId> ids;
  auto take = [&](const Row& row) { ids.insert(row.Int(0)); };
  for (const std::string& band : BandsOf(sketch)) {
    ForEachRow(db, fmt::format("SELECT document_id FROM sketch_bands WHERE band = ? LIMIT {}", kMostCandidates),
               {band + "|" + copy.number_key}, take);
  }
  ForEachRow(db,
             fmt::format("SELECT id FROM documents WHERE number_key = ? AND issued_date = ? AND same_as IS NULL AND "
                         "id <> ? ORDER BY sha256 LIMIT {}",
                         kMostCandidates),
             {copy.number_key, copy.issued_date, copy.id}, take);
  return ids;
}

std::vector<Copy> CopiesById(const SQLite::Database& db, const std::set<DocumentId>& ids) {
  return ReadCopies(db, "id IN (SELECT value FROM json_each(?))",
                    {Dump(Json(std::vector<DocumentId>(ids.begin(), ids.end())))});
}

struct Measured {
  Sketch sketch;
  std::size_t words = 0;
};

// Line by line: the text of a long document stands in memory once and no more.
Measured Measure(std::string_view text) {
  Measured out;
  out.sketch.fill(std::numeric_limits<std::uint32_t>::max());
  std::array<std::string, kShingleWords> last;  // a ring
  auto take = [&](std::string_view word) {
    last[out.words++ % kShingleWords] = word;
    if (out.words < kShingleWords) return;
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (std::size_t k = 0; k < kShingleWords; ++k) hash = Hash(Hash(hash, last[(out.words + k) % kShingleWords]), " ");
    for (std::size_t row = 0; row < kSketchRows; ++row) {
      auto value = static_cast<std::uint32_t>(Mix(hash + (row + 1) * 0x9E3779B97F4A7C15ULL) >> 32);
      out.sketch[row] = std::min(out.sketch[row], value);
    }
  };
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string key = NameKey(text.substr(0, end));
    for (std::string_view word : WordsOf(key)) take(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// What a record says, and the words where it stands.
struct Said {
  RecordId id = 0;
  std::string value;
  std::vector<std::string> words;  // ascending, once each
};

// Day or rule, points, value, body, number: two readings of one place agree in them or one of them is wrong.
constexpr const char* kSaid =
    "SELECT r.id, r.kind || '|' || CASE r.kind "
    "WHEN 'deadline' THEN (SELECT coalesce(due, '') || '|' || coalesce(rrule, '') || '|' || coalesce(relative_amount, "
    "'') || coalesce(relative_unit, '') FROM deadlines x WHERE x.record_id = r.id) "
    "WHEN 'criterion' THEN (SELECT coalesce(code, '') || '|' || coalesce(max_score, '') || '|' || coalesce(score, '') "
    "|| '|' || coalesce(target_score, '') FROM criteria x WHERE x.record_id = r.id) "
    "WHEN 'target' THEN (SELECT coalesce(comparator, '') || '|' || coalesce(value, '') || '|' || coalesce(value_to, "
    "'') || '|' || coalesce(year, '') FROM targets x WHERE x.record_id = r.id) "
    "WHEN 'reference' THEN (SELECT coalesce(number_key, '') || '|' || coalesce(date, '') FROM document_references x "
    "WHERE x.record_id = r.id) "
    "WHEN 'rating_band' THEN (SELECT coalesce(from_value, '') || '|' || coalesce(to_value, '') FROM rating_bands x "
    "WHERE x.record_id = r.id) ELSE '' END || '|' || coalesce((SELECT name_key FROM record_agencies a WHERE "
    "a.record_id = r.id AND a.ordinal = 0), ''), r.text FROM records r WHERE r.document_id = ?";

std::vector<Said> ReadSaid(const SQLite::Database& db, DocumentId id) {
  std::vector<Said> all;
  ForEachRow(db, kSaid, {id}, [&](const Row& row) {
    std::string key = NameKey(row.Text(2));
    std::set<std::string> words;
    for (std::string_view word : WordsOf(key)) words.emplace(word);
    all.push_back({row.Int(0), row.Text(1), {words.begin(), words.end()}});
  });
  return all;
}

// The same values in mostly the same words (Jaccard).
bool SaysTheSame(const Said& a, const Said& b) {
  constexpr double kSameWords = 0.5;
  if (a.value != b.value) return false;
  std::vector<std::string> both;
  std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(both));
  std::size_t either = a.words.size() + b.words.size() - both.size();
  return either == 0 || static_cast<double>(both.size()) >= kSameWords * static_cast<double>(either);
}

// Which records of a copy its leading copy holds too. A wrong link, or a place that only one scan shows, hides nothing.
void MarkRepeated(SQLite::Database& db, DocumentId follower, DocumentId leader) {
  std::vector<Said> known = ReadSaid(db, leader);
  SQLite::Statement mark(db, "UPDATE records SET repeated = ?2 WHERE id = ?1");
  for (const Said& said : ReadSaid(db, follower)) {
    bool repeated =
        std::any_of(known.begin(), known.end(), [&](const Said& other) { return SaysTheSame(said, other); });
    Run(mark, said.id, repeated);
  }
}

// The document leads, or is alone: all its records count.
void MarkLeading(SQLite::Database& db, DocumentId id) {
  SQLite::Statement mark(db, "UPDATE records SET repeated = 0 WHERE document_id = ?1 AND repeated = 1");
  Run(mark, id);
}

void MarkFollowers(SQLite::Database& db, DocumentId leader) {
  MarkLeading(db, leader);
  for (const Copy& copy : ReadCopies(db, "same_as = ?", {leader})) MarkRepeated(db, copy.id, leader);
}

// `follower`, and all that followed it, follow `leader`.
void Follow(SQLite::Database& db, DocumentId follower, DocumentId leader) {
  SQLite::Statement set(db, "UPDATE documents SET same_as = ?1 WHERE id = ?2 OR same_as = ?2");
  Run(set, leader, follower);
  TakeOutOfBands(db, follower);
}

}  // namespace

Sketch SketchOf(std::string_view text) { return Measure(text).sketch; }

double Similarity(const Sketch& a, const Sketch& b) {
  std::size_t same = 0;
  for (std::size_t row = 0; row < kSketchRows; ++row) same += a[row] == b[row] ? 1 : 0;
  return static_cast<double>(same) / kSketchRows;
}

std::string ToHex(const Sketch& sketch) {
  std::string hex;
  for (std::uint32_t value : sketch) hex += fmt::format("{:08x}", value);
  return hex;
}

bool FromHex(std::string_view hex, Sketch& sketch) {
  if (hex.size() != kSketchRows * 8) return false;
  for (std::size_t row = 0; row < kSketchRows; ++row) {
    const char* begin = hex.data() + row * 8;
    auto [end, error] = std::from_chars(begin, begin + 8, sketch[row], 16);
    if (error != std::errc() || end != begin + 8) return false;
  }
  return true;
}

void LinkCopies(SQLite::Database& db, DocumentId id, std::string_view text) {
  auto [sketch, words] = Measure(text);
  if (words < kLeastWords) return;
  SQLite::Statement keep(db, "UPDATE documents SET sketch = ? WHERE id = ?");
  Run(keep, ToHex(sketch), id);
  const Copy self = ReadCopies(db, "id = ?", {id}).front();
  std::vector<Copy> group{self};
  for (const Copy& copy : CopiesById(db, Candidates(db, self, sketch))) {
    if (AreCopies(self, copy)) group.push_back(copy);
  }
  const Copy& leader = *std::min_element(group.begin(), group.end(), LeadsBefore);
  for (const Copy& copy : group) {
    if (copy.id != leader.id) Follow(db, copy.id, leader.id);
  }
  if (leader.id == id) PutIntoBands(db, self);
  if (group.size() == 1) return;
  if (group.size() == 2 && leader.id != id) {
    MarkRepeated(db, id, leader.id);  // one more copy costs the same however many there are
  } else {
    MarkFollowers(db, leader.id);
  }
}

void DeleteDocument(SQLite::Database& db, DocumentId id) {
  std::vector<Copy> followers = ReadCopies(db, "same_as = ?", {id});
  SQLite::Statement remove(db, "DELETE FROM documents WHERE id = ?");
  Run(remove, id);  // those that followed it lead themselves for a moment
  if (followers.empty()) return;
  const Copy& leader = *std::min_element(followers.begin(), followers.end(), LeadsBefore);
  SQLite::Statement set(db, "UPDATE documents SET same_as = ? WHERE id = ?");
  for (const Copy& copy : followers) {
    if (copy.id != leader.id) Run(set, leader.id, copy.id);
  }
  PutIntoBands(db, leader);
  MarkFollowers(db, leader.id);
}

}  // namespace vankho
