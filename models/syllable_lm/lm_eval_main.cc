// vankho_lm_eval: how many syllables a model restores whose diacritics are all gone (task A of the restoration issue).
//
// Each line of the truth is stripped, cut into tokens and restored by a beam search over the look-alikes; case and all
// else stay. A syllable is right if it is the same with canonical tone placement. Only words count, not marks or
// numbers.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <ctime>
#include <map>

#include "models/syllable_lm/syllable_lm.h"
#include "models/syllable_lm/tokenizer.h"
#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct Options {
  std::string model;
  std::vector<std::string> texts;
  std::size_t beam = 8;
  std::size_t show = 0;
  std::size_t places = 0;
};

enum class Case { kLower, kCapital, kUpper };

Case CaseOf(std::string_view word) {
  std::u32string letters = ToUtf32(word);
  if (!IsUpper(letters[0])) return Case::kLower;
  bool all = std::all_of(letters.begin(), letters.end(), IsUpper);
  return all && letters.size() > 1 ? Case::kUpper : Case::kCapital;
}

std::string WithCase(std::string_view word, Case shape) {
  if (shape == Case::kUpper) return ToUpper(word);
  std::u32string letters = ToUtf32(word);
  if (shape == Case::kCapital) letters[0] = Upper(letters[0]);
  return EncodeUtf8(letters);
}

// A token of the stripped line: what it may be.
struct Position {
  std::vector<WordId> candidates;
  bool word = false;
  std::string truth;  // lower-cased, canonical
  std::string bare;
};

// Lower-case input is a lower-case word; a capital may be a name or a common word at the head of a sentence.
std::vector<WordId> Candidates(const SyllableLm& lm, const LmToken& token) {
  if (token.kind != LmTokenKind::kWord) return {lm.IdOf(token.text)};
  Case shape = CaseOf(token.text);
  std::vector<WordId> ids;
  for (WordId id : lm.LookAlikes(ToLower(token.text))) {
    Case of_word = CaseOf(lm.Token(id));
    if (of_word == shape || (of_word == Case::kLower && shape != Case::kLower)) ids.push_back(id);
  }
  if (ids.empty()) ids.push_back(lm.IdOfAnyCase(token.text));
  return ids;
}

std::vector<Position> Prepare(const SyllableLm& lm, const std::string& line) {
  std::string bare = StripDiacritics(line);
  std::vector<CodePoint> truth_points = DecodeUtf8(line);
  std::vector<CodePoint> bare_points = DecodeUtf8(bare);
  std::vector<Position> positions;
  std::size_t point = 0;
  for (const LmToken& token : Tokenize(bare)) {
    Position p;
    p.word = token.kind == LmTokenKind::kWord;
    p.bare = ToLower(token.text);
    p.candidates = Candidates(lm, token);
    while (bare_points[point].begin < token.begin) ++point;
    std::size_t first = truth_points[point].begin;
    while (point < bare_points.size() && bare_points[point].begin < token.end) ++point;
    p.truth = ToLower(CanonicalTonePlacement(line.substr(first, truth_points[point - 1].end - first)));
    positions.push_back(std::move(p));
  }
  return positions;
}

struct Hypothesis {
  float score = 0;
  WordId w2 = SyllableLm::kUnknown;
  WordId w1 = SyllableLm::kBegin;
  std::uint32_t from = 0;  // index in the step before
};

// Keeps the best `beam` hypotheses, of those with the same two last words only the better.
void Extend(const SyllableLm& lm, const std::vector<Hypothesis>& old, const std::vector<WordId>& candidates,
            std::size_t beam, std::vector<Hypothesis>& next) {
  next.clear();
  std::vector<float> scores(candidates.size());
  for (std::uint32_t h = 0; h < old.size(); ++h) {
    lm.LogProbs(old[h].w2, old[h].w1, candidates, scores);
    std::uint32_t twin = 0;  // an earlier hypothesis with the same last word leads to the same states
    while (twin < h && old[twin].w1 != old[h].w1) ++twin;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      Hypothesis made{old[h].score + scores[c], old[h].w1, candidates[c], h};
      auto same = twin == h ? next.end() : std::find_if(next.begin(), next.end(), [&](const Hypothesis& n) {
        return n.w2 == made.w2 && n.w1 == made.w1;
      });
      if (same == next.end()) {
        next.push_back(made);
      } else if (same->score < made.score) {
        *same = made;
      }
    }
  }
  auto better = [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; };
  if (next.size() > beam) {
    std::nth_element(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(beam), next.end(), better);
    next.resize(beam);
  }
}

std::vector<WordId> Decode(const SyllableLm& lm, const std::vector<Position>& positions, std::size_t beam) {
  std::vector<std::vector<Hypothesis>> steps(positions.size() + 2);
  steps[0].push_back({});
  for (std::size_t i = 0; i < positions.size(); ++i) Extend(lm, steps[i], positions[i].candidates, beam, steps[i + 1]);
  Extend(lm, steps[positions.size()], {SyllableLm::kEnd}, beam, steps.back());
  auto by_score = [](const Hypothesis& a, const Hypothesis& b) { return a.score < b.score; };
  auto best = std::max_element(steps.back().begin(), steps.back().end(), by_score);
  std::vector<WordId> words(positions.size());
  std::uint32_t at = best->from;
  for (std::size_t i = positions.size(); i > 0; --i) {
    words[i - 1] = steps[i][at].w1;
    at = steps[i][at].from;
  }
  return words;
}

struct Score {
  std::size_t words = 0;
  std::size_t right = 0;
  std::size_t unreachable = 0;  // the true form is not in the vocabulary
  double seconds = 0;
  std::size_t shown = 0;
  std::map<std::string, std::size_t> confusions;
};

// The true words around a wrong one.
void PrintPlace(const std::vector<Position>& positions, std::size_t at, const std::string& got) {
  std::string around;
  for (std::size_t i = at > 4 ? at - 4 : 0; i < std::min(at + 4, positions.size()); ++i) {
    around += i == at ? fmt::format(" [{} -> {}]", positions[i].truth, got) : " " + positions[i].truth;
  }
  fmt::print(" {}\n", around);
}

void Measure(const SyllableLm& lm, const std::string& line, std::size_t beam, std::size_t show, Score& score) {
  std::vector<Position> positions = Prepare(lm, line);
  std::clock_t start = std::clock();
  std::vector<WordId> restored = Decode(lm, positions, beam);
  score.seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const Position& p = positions[i];
    if (!p.word) continue;
    ++score.words;
    std::string got = restored[i] == SyllableLm::kUnknown ? p.bare : ToLower(lm.Token(restored[i]));
    if (got == p.truth) {
      ++score.right;
      continue;
    }
    score.unreachable +=
        lm.IdOfAnyCase(p.truth) == SyllableLm::kUnknown && lm.IdOf(WithCase(p.truth, Case::kCapital)) == 0;
    ++score.confusions[p.truth + " -> " + got];
    if (score.shown++ < show) PrintPlace(positions, i, got);
  }
}

Result<void> Run(const Options& options) {
  VK_ASSIGN_OR_RETURN(SyllableLm lm, SyllableLm::Open(options.model));
  fmt::print("{}: {:.2f} MB, {} words, {} bigrams, {} trigrams; beam {}\n", options.model, lm.file_bytes() / 1e6,
             lm.vocabulary_size(), lm.bigram_count(), lm.trigram_count(), options.beam);
  for (const std::string& path : options.texts) {
    VK_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
    Score score;
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = std::min(text.find('\n', begin), text.size());
      Measure(lm, text.substr(begin, end - begin), options.beam, options.places, score);
      begin = end + 1;
    }
    fmt::print("{}: {} syllables, {:.2f} % right, {} out of reach, {:.0f} k syllables/s\n", path, score.words,
               100.0 * static_cast<double>(score.right) / static_cast<double>(score.words), score.unreachable,
               static_cast<double>(score.words) / score.seconds / 1000);
    std::vector<std::pair<std::size_t, std::string>> rows;
    for (const auto& [what, count] : score.confusions) rows.emplace_back(count, what);
    std::sort(rows.rbegin(), rows.rend());
    for (std::size_t i = 0; i < std::min(options.show, rows.size()); ++i) {
      fmt::print("  {:4} {}\n", rows[i].first, rows[i].second);
    }
  }
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::Options options;
  CLI::App app{"Measures the restoring of diacritics by a syllable language model"};
  app.add_option("model", options.model, "syllable_lm.bin")->required();
  app.add_option("texts", options.texts, "files of true lines")->required();
  app.add_option("--beam", options.beam, "hypotheses kept")->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--show", options.show, "print so many of the most frequent confusions");
  app.add_option("--places", options.places, "print the first so many errors of each text with the words around");
  CLI11_PARSE(app, argc, argv);
  auto done = vankho::Run(options);
  if (!done) fmt::print(stderr, "vankho_lm_eval: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
