#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/base/unicode.h"
#include "pipeline/query/filter.h"
#include "pipeline/query/query.h"
#include "pipeline/query/terms.h"

namespace vankho {
namespace {

using Match = TextAnswer::Match;

// Passages that hold the words, best first. min(tier) makes SQLite take the score of the same row.
constexpr std::string_view kHits =
    "WITH hits AS (SELECT id, min(tier) AS tier, score FROM ("
    "SELECT rowid AS id, 0 AS tier, -bm25(passages_tones) AS score FROM passages_tones WHERE passages_tones MATCH ? "
    "UNION ALL "
    "SELECT rowid, 1, -bm25(passages_tones) FROM passages_tones WHERE passages_tones MATCH ? UNION ALL "
    "SELECT rowid, 2, -bm25(passages_bare) FROM passages_bare WHERE passages_bare MATCH ? UNION ALL "
    "SELECT rowid, 3, -bm25(passages_bare) FROM passages_bare WHERE passages_bare MATCH ?) GROUP BY id) ";

struct Hit {
  std::int64_t passage = 0;
  Match match = Match::kBare;
  double score = 0;
};

std::vector<Term> Keyed(std::vector<Term> terms, std::string (*key)(std::string_view)) {
  for (Term& term : terms) term.text = key(term.text);
  return terms;
}

Result<std::vector<Hit>> FindHits(const Store& store, const std::vector<Term>& terms, const Where& where) {
  std::vector<Term> tones = Keyed(terms, MatchKey);
  std::vector<Term> bare = Keyed(terms, BareKey);
  std::vector<SqlValue> parameters{SideBySide(tones), AllTerms(tones), SideBySide(bare), AllTerms(bare)};
  parameters.insert(parameters.end(), where.parameters().begin(), where.parameters().end());
  std::string sql(kHits);
  sql +=
      "SELECT hits.id, hits.tier, hits.score FROM hits JOIN passages p ON p.id = hits.id "
      "JOIN documents d ON d.id = p.document_id WHERE " +
      where.sql() + " ORDER BY hits.tier, hits.score DESC, d.sha256, p.ordinal";
  std::vector<Hit> hits;
  VK_RETURN_IF_ERROR(store.Select(sql, parameters, [&](const Row& row) {
    hits.push_back({row.Int(0), static_cast<Match>(row.Int(1)), row.Real(2)});
  }));
  return hits;
}

// More hits of one kind than anybody reads: they are not ranked, the newest stand first, and no more are counted.
constexpr std::size_t kMostHits = 2000;

// Without filters, a page at a time: the four ways to match one after the other, until there are enough. Words that
// stand everywhere cost no more than rare ones.
Result<std::vector<Hit>> FindSomeHits(const Store& store, const std::vector<Term>& terms) {
  std::vector<Term> tones = Keyed(terms, MatchKey);
  std::vector<Term> bare = Keyed(terms, BareKey);
  const std::array<std::pair<std::string_view, std::string>, 4> kWays = {{{"passages_tones", SideBySide(tones)},
                                                                          {"passages_tones", AllTerms(tones)},
                                                                          {"passages_bare", SideBySide(bare)},
                                                                          {"passages_bare", AllTerms(bare)}}};
  std::vector<Hit> hits;
  std::set<std::int64_t> seen;
  for (std::size_t way = 0; way < kWays.size() && hits.size() < kMostHits; ++way) {
    const auto& [table, match] = kWays[way];
    std::vector<Hit> found;
    VK_RETURN_IF_ERROR(store.Select(
        fmt::format("SELECT rowid FROM {0} WHERE {0} MATCH ? ORDER BY rowid DESC LIMIT {1}", table, kMostHits), {match},
        [&](const Row& row) {
          found.push_back({row.Int(0), static_cast<Match>(way), 0});
        }));
    if (!found.empty() && found.size() < kMostHits) {
      found.clear();
      VK_RETURN_IF_ERROR(store.Select(
          fmt::format("SELECT rowid, -bm25({0}) AS score FROM {0} WHERE {0} MATCH ? ORDER BY score DESC, rowid", table),
          {match}, [&](const Row& row) {
            found.push_back({row.Int(0), static_cast<Match>(way), row.Real(1)});
          }));
    }
    for (Hit& hit : found) {
      if (seen.insert(hit.passage).second) hits.push_back(hit);
    }
  }
  return hits;
}

bool HasFilter(const Filter& filter) {
  return !filter.agencies.empty() || !filter.agency_text.empty() || !filter.document.empty() ||
         !filter.issuer.empty() || !filter.indexes.empty() || filter.year;
}

// Fewer hits than that are ranked exactly, in an order that does not depend on the order of ingest.
Result<bool> AreMany(const Store& store, const std::vector<Term>& terms) {
  bool many = false;
  VK_RETURN_IF_ERROR(store.Select(
      fmt::format("SELECT count(*) FROM (SELECT 1 FROM passages_bare WHERE passages_bare MATCH ? LIMIT {})", kMostHits),
      {AllTerms(Keyed(terms, BareKey))},
      [&](const Row& row) { many = row.Int(0) >= static_cast<std::int64_t>(kMostHits); }));
  return many;
}

std::vector<int> Numbers(const std::string& list) {  // "[3,4]"
  std::vector<int> numbers;
  for (std::size_t i = 0; i < list.size();) {
    int number = 0;
    std::size_t begin = i;
    for (; i < list.size() && list[i] >= '0' && list[i] <= '9'; ++i) number = number * 10 + (list[i] - '0');
    if (i > begin) numbers.push_back(number);
    if (i == begin) ++i;
  }
  return numbers;
}

Result<std::optional<TextAnswer>> Load(const Store& store, const Hit& hit, const std::vector<Term>& terms) {
  std::optional<TextAnswer> answer;
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT document_id, page, line_numbers, text FROM passages WHERE id = ?", {hit.passage}, [&](const Row& row) {
        answer = {row.Int(0), static_cast<int>(row.Int(1)), Numbers(row.Text(2)), hit.match, hit.score, row.Text(3),
                  {}};
      }));
  if (!answer) return answer;
  bool bare = hit.match == Match::kBare || hit.match == Match::kBarePhrase;
  bool phrase = hit.match == Match::kTonesPhrase || hit.match == Match::kBarePhrase;
  std::vector<Term> wanted = terms;
  if (phrase && terms.size() > 1) {
    Term all{"", terms.back().prefix};
    for (const Term& term : terms) all.text += term.text + " ";
    wanted = {all};
  }
  answer->highlights = FindTerms(answer->text, wanted, bare);
  return answer;
}

}  // namespace

std::string_view Name(TextAnswer::Match match) {
  static constexpr std::string_view kNames[] = {"tones-phrase", "tones", "bare-phrase", "bare"};
  return kNames[static_cast<std::size_t>(match)];
}

Result<Answers<TextAnswer>> QueryText(const Store& store, std::string_view words, const Filter& filter) {
  std::vector<Term> terms = ParseTerms(CleanUtf8(words));
  if (terms.empty()) return Fail(ErrorCode::kUsage, "no word to look for");
  Where where;
  VK_RETURN_IF_ERROR(AddDocumentFilter(store, filter, where));
  // Of one paper's copies the leading one answers, unless the words stand in another alone.
  if (filter.document.empty()) {
    where.And(
        "d.same_as IS NULL OR d.same_as NOT IN (SELECT q.document_id FROM hits h JOIN passages q ON q.id = h.id)");
  }
  VK_RETURN_IF_ERROR(AddAgencyFilter(filter, true, where));
  AddAboutIndex(filter, where);
  AddIssuedYear(filter, where);
  bool many = false;
  if (filter.limit > 0 && !HasFilter(filter)) {
    VK_ASSIGN_OR_RETURN(many, AreMany(store, terms));
  }
  VK_ASSIGN_OR_RETURN(std::vector<Hit> hits, many ? FindSomeHits(store, terms) : FindHits(store, terms, where));
  Answers<TextAnswer> answers;
  answers.total = hits.size();
  std::vector<DocumentId> documents;
  for (const Hit& hit : Slice(hits, filter)) {
    VK_ASSIGN_OR_RETURN(auto answer, Load(store, hit, terms));
    if (!answer) continue;  // taken out between two reads
    documents.push_back(answer->document);
    answers.items.push_back(std::move(*answer));
  }
  VK_ASSIGN_OR_RETURN(answers.documents, BriefsOf(store, documents));
  return answers;
}

std::string TextAnswer::Snippet(std::size_t width, std::string_view open, std::string_view close) const {
  std::vector<CodePoint> letters = DecodeUtf8(text);
  std::size_t first = highlights.empty() ? 0 : highlights.front().begin;
  std::size_t at = 0;
  while (at < letters.size() && letters[at].begin < first) ++at;
  std::size_t begin = at > width / 3 ? at - width / 3 : 0;
  std::size_t end = std::min(letters.size(), begin + width);
  if (end - begin < width) begin = end > width ? end - width : 0;
  // Whole words at both ends.
  while (begin > 0 && begin < at && !IsSpace(letters[begin - 1].value)) ++begin;
  std::size_t whole = end;
  while (whole > at && whole < letters.size() && !IsSpace(letters[whole].value)) --whole;
  if (whole > at) end = whole;
  std::string out = begin > 0 ? "… " : "";
  for (std::size_t i = begin; i < end; ++i) {
    for (TextSpan mark : highlights) out += mark.begin == letters[i].begin ? open : "";
    out += text.substr(letters[i].begin, letters[i].end - letters[i].begin);
    for (TextSpan mark : highlights) out += mark.end == letters[i].end ? close : "";
  }
  return end < letters.size() ? out + " …" : out;
}

}  // namespace vankho
