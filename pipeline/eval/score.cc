#include "pipeline/eval/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

#include "pipeline/base/unicode.h"
#include "pipeline/eval/text_match.h"

namespace vankho {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

void Count(std::string_view gold, std::string_view run, TextScore& score) {
  std::string g = FoldForScore(gold);
  std::string r = FoldForScore(run);
  std::u32string g_chars = ToUtf32(g);
  Tokens g_syllables = Syllables(g);
  score.lines += 1;
  score.char_errors += EditDistance(g_chars, ToUtf32(r));
  score.chars += static_cast<long>(g_chars.size());
  score.syllable_errors += EditDistance(g_syllables, Syllables(r));
  score.syllables += static_cast<long>(g_syllables.size());
}

bool TextAgrees(std::string_view a, std::string_view b, double similar, double contained = 0.75) {
  return Similarity(a, b) >= similar || Containment(a, b) >= contained;
}

// equal to four decimals, and stated on both sides or on neither
bool SameNumber(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  auto round = [](const Decimal& d) { return std::round(std::stod(d.ToPlain()) * 1e4); };
  return round(*a) == round(*b);
}

std::vector<std::string> RuleParts(std::string_view rrule) {
  std::vector<std::string> parts;
  for (std::string_view part : Split(rrule, ';')) {
    if (!part.empty() && part != "INTERVAL=1" && !part.starts_with("DTSTART")) parts.emplace_back(part);
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

std::string AgencyKey(std::string_view name) {
  std::string out;
  for (const std::string& word : Syllables(ToLower(name))) {
    if (word == "và") continue;
    if (!out.empty()) out += ' ';
    out += word == "ubnd" ? "ủy ban nhân dân" : word == "hđnd" ? "hội đồng nhân dân" : word;
  }
  return out;
}

std::string NumberKey(std::string_view number) {
  std::string key = ToUpper(FoldForScore(number));
  std::erase(key, ' ');
  return key;
}

bool Same(const Criterion& g, const Criterion& r) {
  return SameNumber(g.max_score, r.max_score) && SameNumber(g.score, r.score) &&
         SameNumber(g.target_score, r.target_score) && TextAgrees(g.name, r.name, 0.6);
}
bool Same(const Target& g, const Target& r) {
  return g.comparator == r.comparator && SameNumber(g.value, r.value) && SameNumber(g.value_to, r.value_to) &&
         g.unit == r.unit && TextAgrees(g.subject, r.subject, 0.4);
}
bool Same(const Deadline& g, const Deadline& r) {
  bool due = g.due && g.due == r.due;
  bool rule = !g.rrule.empty() && RuleParts(g.rrule) == RuleParts(r.rrule);
  bool relative =
      g.relative && r.relative && g.relative->amount == r.relative->amount && g.relative->unit == r.relative->unit;
  if (!due && !rule && !relative) return false;
  return TextAgrees(g.action, r.action, 0.4) || TextAgrees(g.text, r.text, 0.6);
}
bool Same(const Assignment& g, const Assignment& r) {
  return AgencyKey(g.agency) == AgencyKey(r.agency) && g.role == r.role && TextAgrees(g.task, r.task, 0.4);
}
bool Same(const Reference& g, const Reference& r) {
  return NumberKey(g.number) == NumberKey(r.number) && g.date == r.date;
}
bool Same(const RatingBand& g, const RatingBand& r) {
  return ToLower(FoldForScore(g.label)) == ToLower(FoldForScore(r.label)) && SameNumber(g.from, r.from) &&
         SameNumber(g.to, r.to);
}

double Words(const Criterion& g, const Criterion& r) {
  return Similarity(g.name, r.name) + (g.code == r.code ? 0.5 : 0);
}
double Words(const Target& g, const Target& r) { return Similarity(g.subject, r.subject); }
double Words(const Deadline& g, const Deadline& r) {
  return Similarity(g.action, r.action) + Similarity(g.text, r.text);
}
double Words(const Assignment& g, const Assignment& r) { return Similarity(g.task, r.task); }
double Words(const Reference& g, const Reference& r) { return Similarity(g.issuer, r.issuer); }
double Words(const RatingBand& g, const RatingBand& r) { return Similarity(g.label, r.label); }

// Best pairs first, each record used once.
template <class R>
KindScore Match(std::string kind, const std::vector<R>& gold, const std::vector<R>& run) {
  using Pair = std::tuple<double, std::size_t, std::size_t, std::size_t>;
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    for (std::size_t j = 0; j < run.size(); ++j) {
      if (Same(gold[i], run[j])) pairs.emplace_back(-Words(gold[i], run[j]), i > j ? i - j : j - i, i, j);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<bool> gold_used(gold.size()), run_used(run.size());
  KindScore score{std::move(kind), static_cast<int>(gold.size()), static_cast<int>(run.size()), 0, {}, {}};
  for (const auto& [words, distance, i, j] : pairs) {
    if (gold_used[i] || run_used[j]) continue;
    gold_used[i] = run_used[j] = true;
    ++score.hit;
  }
  for (std::size_t i = 0; i < gold.size(); ++i) {
    if (!gold_used[i]) score.missed.push_back(i);
  }
  for (std::size_t j = 0; j < run.size(); ++j) {
    if (!run_used[j]) score.extra.push_back(j);
  }
  return score;
}

void ScoreHeader(const Header& g, const Header& r, RecordScore& score) {
  auto field = [&score](const char* name, const std::string& gold, const std::string& run, bool right) {
    ++score.fields;
    if (right) {
      ++score.right_fields;
      return;
    }
    score.wrong_fields.push_back(fmt::format("{}: gold '{}' run '{}'", name, gold, run));
  };
  auto exact = [&](const char* name, const std::string& gold, const std::string& run) {
    field(name, gold, run, ToLower(FoldForScore(gold)) == ToLower(FoldForScore(run)));
  };
  auto words = [&](const char* name, const std::string& gold, const std::string& run) {
    field(name, gold, run, TextAgrees(gold, run, 0.9, 0.97) || (gold.empty() && run.empty()));
  };
  auto date = [](const std::optional<PartialDate>& d) { return d ? d->ToIso() : std::string(); };
  exact("type", g.type, r.type);
  exact("number", g.number, r.number);
  words("issuer", g.issuer, r.issuer);
  exact("issued_place", g.issued_place, r.issued_place);
  exact("issued_date", date(g.issued_date), date(r.issued_date));
  words("title", g.title, r.title);
  exact("signer", g.signer ? g.signer->name : "", r.signer ? r.signer->name : "");
}

}  // namespace

std::string FoldForScore(std::string_view text) {
  std::string out;
  bool pending_space = false;
  for (const CodePoint& p : DecodeUtf8(CanonicalTonePlacement(ToNfc(text)))) {
    char32_t c = p.value;
    if (IsSpace(c)) {
      pending_space = !out.empty();
      continue;
    }
    if (pending_space) out += ' ';
    pending_space = false;
    if (c == 0x2013 || c == 0x2014) c = '-';
    if (c == 0x201c || c == 0x201d) c = '"';
    if (c == 0x2018 || c == 0x2019) c = '\'';
    if (c == 0x2026) {
      out += "...";
    } else {
      AppendUtf8(c, out);
    }
  }
  return out;
}

std::vector<std::string> Syllables(std::string_view text) {
  std::vector<std::string> out;
  enum { kNone, kLetters, kDigits } last = kNone;
  for (const CodePoint& p : DecodeUtf8(FoldForScore(text))) {
    auto kind = IsLetter(p.value) ? kLetters : IsDigit(p.value) ? kDigits : kNone;
    if (kind != kNone && kind != last) out.emplace_back();
    if (kind != kNone) AppendUtf8(p.value, out.back());
    last = kind;
  }
  return out;
}

Result<std::vector<TextScore>> ScoreLines(std::string_view gold_tsv, std::string_view restored) {
  std::vector<std::string_view> run = Split(restored, '\n');
  std::map<std::string, TextScore, std::less<>> scores;
  int row_number = 0;
  for (std::string_view row : Split(gold_tsv, '\n')) {
    ++row_number;
    if (row.empty()) continue;
    std::vector<std::string_view> cells = Split(row, '\t');
    std::size_t number = 0;
    auto [end, error] = std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), number);
    if (error != std::errc() || cells.size() < 2 || number == 0) {
      return Fail(ErrorCode::kInvalidInput, fmt::format("gold line {}: want number, class, text", row_number));
    }
    if (cells[1] != "text" && cells[1] != "table") continue;
    std::string_view gold = cells.size() > 2 ? cells[2] : std::string_view();
    std::string_view seen = number <= run.size() ? run[number - 1] : std::string_view();
    for (std::string_view name : {cells[1], std::string_view("all")}) {
      TextScore& score = scores[std::string(name)];
      score.name = name;
      Count(gold, seen, score);
    }
  }
  std::vector<TextScore> out;
  for (auto& [name, score] : scores) out.push_back(score);
  return out;
}

std::vector<TextScore> ScorePages(std::string_view gold_pages, std::string_view run_pages) {
  auto flat = [](std::string_view page) {
    std::string text(page);
    std::replace(text.begin(), text.end(), '|', ' ');
    return text;
  };
  std::vector<std::string_view> gold = Split(gold_pages, '\f');
  std::vector<std::string_view> run = Split(run_pages, '\f');
  std::vector<TextScore> out;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    TextScore score;
    score.name = fmt::format("page {}", i + 1);
    Count(flat(gold[i]), flat(i < run.size() ? run[i] : std::string_view()), score);
    out.push_back(score);
  }
  return out;
}

RecordScore ScoreRecords(const Records& gold, const Records& run) {
  RecordScore score;
  ScoreHeader(gold.header, run.header, score);
  auto add = [&score](KindScore kind) {
    if (kind.gold > 0 || kind.run > 0) score.kinds.push_back(std::move(kind));
  };
  add(Match("criteria", gold.criteria, run.criteria));
  add(Match("targets", gold.targets, run.targets));
  add(Match("deadlines", gold.deadlines, run.deadlines));
  add(Match("assignments", gold.assignments, run.assignments));
  add(Match("rating_bands", gold.rating_bands, run.rating_bands));
  add(Match("references", gold.references, run.references));
  return score;
}

std::vector<JudgedRecord> JudgeRecords(const Records& run, const RecordScore& score) {
  std::vector<JudgedRecord> judged;
  auto add = [&](const std::string& kind, const auto& records) {
    auto found =
        std::find_if(score.kinds.begin(), score.kinds.end(), [&](const KindScore& one) { return one.kind == kind; });
    for (std::size_t i = 0; found != score.kinds.end() && i < records.size(); ++i) {
      bool wrong = std::find(found->extra.begin(), found->extra.end(), i) != found->extra.end();
      judged.push_back({kind, records[i].evidence.rule, records[i].confidence, !wrong});
    }
  };
  add("criteria", run.criteria);
  add("targets", run.targets);
  add("deadlines", run.deadlines);
  add("assignments", run.assignments);
  add("rating_bands", run.rating_bands);
  add("references", run.references);
  return judged;
}

Calibration CalibrationOf(const std::vector<JudgedRecord>& records) {
  constexpr int kBins = 10;
  Calibration calibration;
  calibration.bins.resize(kBins);
  for (const JudgedRecord& record : records) {
    int at = std::clamp(static_cast<int>(record.confidence * kBins), 0, kBins - 1);
    Calibration::Bin& bin = calibration.bins[static_cast<std::size_t>(at)];
    ++bin.count;
    bin.said += record.confidence;
    bin.right += record.right ? 1 : 0;
  }
  for (Calibration::Bin& bin : calibration.bins) {
    if (bin.count == 0) continue;
    calibration.error += std::abs(bin.said - bin.right) / static_cast<double>(records.size());
    bin.said /= bin.count;
    bin.right /= bin.count;
  }
  return calibration;
}

}  // namespace vankho
