#include "pipeline/store/copies.h"

#include <fmt/format.h>

#include <algorithm>
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
  std::optional<DocumentId> same_as;
  bool complete = false;
  double confidence = 0;
};

std::vector<Copy> ReadCopies(const SQLite::Database& db, const std::string& where,
                             const std::vector<SqlValue>& parameters) {
  std::vector<Copy> copies;
  ForEachRow(db,
             "SELECT id, number_key, issuer_key, issued_date, sketch, sha256, same_as, state = 'complete', "
             "(SELECT round(avg(confidence), 3) FROM pages WHERE document_id = d.id) FROM documents d WHERE " +
                 where,
             parameters, [&](const Row& row) {
               Copy copy{row.Int(0),  row.Text(1), row.Text(2),     row.Text(3), row.Text(4),
                         row.Text(5), {},          row.Int(7) != 0, row.Real(8)};
               if (!row.IsNull(6)) copy.same_as = row.Int(6);
               copies.push_back(std::move(copy));
             });
  return copies;
}

SqlValue Stated(const std::string& text) { return text.empty() ? SqlValue() : SqlValue(text); }

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
  return alike >= kSameText && !Contradict(a.number_key, b.number_key) && !Contradict(a.issuer_key, b.issuer_key) &&
         !Contradict(a.issued_date, b.issued_date);
}

bool LeadsBefore(const Copy& a, const Copy& b) {
  if (a.complete != b.complete) return a.complete;
  if (a.confidence != b.confidence) return a.confidence > b.confidence;
  return a.sha256 < b.sha256;
}

// All of the group point to the best of them.
void ChooseLeader(SQLite::Database& db, const std::set<DocumentId>& group) {
  std::vector<Copy> copies = ReadCopies(db, "id IN (SELECT value FROM json_each(?))",
                                        {Dump(Json(std::vector<DocumentId>(group.begin(), group.end())))});
  if (copies.empty()) return;
  DocumentId leader = std::min_element(copies.begin(), copies.end(), LeadsBefore)->id;
  SQLite::Statement set(db, "UPDATE documents SET same_as = nullif(?1, id) WHERE id = ?2");
  for (const Copy& copy : copies) Run(set, leader, copy.id);
}

std::vector<DocumentId> FollowersOf(const SQLite::Database& db, DocumentId leader) {
  std::vector<DocumentId> ids;
  ForEachRow(db, "SELECT id FROM documents WHERE same_as = ?", {leader},
             [&](const Row& row) { ids.push_back(row.Int(0)); });
  return ids;
}

}  // namespace

Sketch SketchOf(std::string_view text) {
  std::string key = NameKey(text);
  std::vector<std::string_view> words = WordsOf(key);
  Sketch sketch;
  sketch.fill(std::numeric_limits<std::uint32_t>::max());
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (std::size_t k = 0; k < kShingleWords; ++k) hash = Hash(Hash(hash, words[i + k]), " ");
    for (std::size_t row = 0; row < kSketchRows; ++row) {
      auto value = static_cast<std::uint32_t>(Mix(hash + (row + 1) * 0x9E3779B97F4A7C15ULL) >> 32);
      sketch[row] = std::min(sketch[row], value);
    }
  }
  return sketch;
}

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
  if (WordsOf(NameKey(text)).size() < kLeastWords) return;
  Sketch sketch = SketchOf(text);
  SQLite::Statement keep(db, "UPDATE documents SET sketch = ? WHERE id = ?");
  Run(keep, ToHex(sketch), id);
  SQLite::Statement band(db, "INSERT INTO sketch_bands VALUES (?,?)");
  for (std::size_t row = 0; row < kSketchRows; row += kBandRows) {
    std::string value = fmt::format("{}", row / kBandRows);
    for (std::size_t k = 0; k < kBandRows; ++k) value += fmt::format("-{:08x}", sketch[row + k]);
    Run(band, value, id);
  }
  std::vector<Copy> self = ReadCopies(db, "id = ?", {id});
  std::vector<Copy> near = ReadCopies(
      db,
      "id <> ?1 AND id IN (SELECT document_id FROM sketch_bands WHERE band IN (SELECT band FROM sketch_bands WHERE "
      "document_id = ?1) UNION SELECT b.id FROM documents a JOIN documents b ON b.number_key = a.number_key WHERE "
      "a.id = ?1) AND coalesce(number_key = ?2, 1) AND coalesce(issued_date = ?3, 1)",
      {id, Stated(self.front().number_key), Stated(self.front().issued_date)});
  std::set<DocumentId> group{id};
  for (const Copy& copy : near) {
    if (!AreCopies(self.front(), copy)) continue;
    DocumentId leader = copy.same_as.value_or(copy.id);
    group.insert(leader);
    for (DocumentId follower : FollowersOf(db, leader)) group.insert(follower);
  }
  if (group.size() > 1) ChooseLeader(db, group);
}

void DeleteDocument(SQLite::Database& db, DocumentId id) {
  std::vector<DocumentId> followers = FollowersOf(db, id);
  SQLite::Statement remove(db, "DELETE FROM documents WHERE id = ?");
  Run(remove, id);
  if (!followers.empty()) ChooseLeader(db, {followers.begin(), followers.end()});
}

}  // namespace vankho
