// vankho_ranker_build: from the folder that vankho_text_data wrote and the doubts of vankho_ranker_doubts to
// context_ranker.bin. The same input gives the same bytes.
//
// With --hold-out N nothing is learned from part N of the text, and the file that was written is measured on its
// doubts.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cmath>

#include "models/context_ranker/builder/training.h"
#include "models/context_ranker/builder/write_ranker.h"
#include "models/syllable_lm/builder/training_data.h"
#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"

namespace vankho {
namespace {

struct Options {
  std::string data;
  std::string doubts;
  std::string out;
  std::size_t rows = 6000;
  std::size_t width = 192;
  int hold_out = -1;
  int parts = static_cast<int>(kFolds);
  TextTraining text;
  DoubtTraining last;
};

Result<TextLines> ReadLines(const std::string& path, std::size_t source, int hold_out) {
  TextLines lines;
  VK_ASSIGN_OR_RETURN(lines.text, ReadTokens(path));
  std::uint32_t begin = 0;
  std::size_t number = 0;
  for (std::uint32_t i = 0; i < lines.text.size(); ++i) {
    if (lines.text[i] != kEndToken) continue;
    if (static_cast<int>(FoldOf(source, number++)) != hold_out) lines.lines.push_back({begin, i});
    begin = i + 1;
  }
  return lines;
}

// A word of law counts twice, as for the vocabulary.
std::vector<std::uint64_t> UsesOf(const std::vector<TextLines>& texts, std::size_t words) {
  std::vector<std::uint64_t> uses(words);
  for (std::size_t source = 0; source < texts.size(); ++source) {
    for (const TokenId token : texts[source].text) uses[token] += source == 0 ? 2 : 1;
  }
  return uses;
}

// Wrong choices before and after, the calibration error of the choice, and the mean of -ln P of the truth.
void Measure(const ContextRanker& ranker, const std::vector<StoredDoubt>& doubts) {
  constexpr std::size_t kBins = 10;
  std::array<double, kBins> bins{};
  std::size_t before = 0;
  std::size_t after = 0;
  double loss = 0;
  for (const StoredDoubt& doubt : doubts) {
    WordsAround around;
    std::copy(doubt.left.begin(), doubt.left.end(), around.left.begin());
    std::copy(doubt.right.begin(), doubt.right.end(), around.right.begin());
    const std::vector<std::uint32_t> words(doubt.words.begin(), doubt.words.begin() + doubt.size);
    std::vector<double> posteriors(doubt.posteriors.begin(), doubt.posteriors.begin() + doubt.size);
    ranker.Weigh(around, words, posteriors);
    const auto best =
        static_cast<std::size_t>(std::max_element(posteriors.begin(), posteriors.end()) - posteriors.begin());
    before += doubt.truth != 0;
    after += doubt.truth != best;
    bins[std::min(static_cast<std::size_t>(posteriors[best] * kBins), kBins - 1)] +=
        posteriors[best] - (doubt.truth == best ? 1 : 0);
    if (doubt.truth < doubt.size) loss -= std::log(std::max(posteriors[doubt.truth], 1e-9));
  }
  double error = 0;
  for (const double bin : bins) error += std::abs(bin);
  const auto size = static_cast<double>(doubts.size());
  fmt::print("{} doubts, wrong {} -> {} ({:+.2f} %), calibration error {:.4f}, loss {:.4f}\n", doubts.size(), before,
             after, 100 * (static_cast<double>(after) / static_cast<double>(before) - 1), error / size, loss / size);
}

Result<void> Run(const Options& options) {
  VK_ASSIGN_OR_RETURN(const std::vector<std::string> tokens, ReadVocabulary(options.data + "/vocabulary.tsv"));
  std::vector<TextLines> texts;
  for (const char* name : {"/legal.tokens", "/general.tokens"}) {
    VK_ASSIGN_OR_RETURN(TextLines lines, ReadLines(options.data + name, texts.size(), options.hold_out));
    texts.push_back(std::move(lines));
  }
  const RankerIds ids = NumberWords(tokens, UsesOf(texts, tokens.size()), options.rows);
  RankerNetwork network(ids.rows, ids.group.size(), options.width);
  LearnFromText(texts, ids, options.text, network);
  fmt::print("learned from the text: {} rows, {} outputs\n", ids.rows, ids.group.size());
  std::vector<StoredDoubt> doubts;
  for (int part = 0; part < options.parts; ++part) {
    if (part == options.hold_out) continue;
    VK_ASSIGN_OR_RETURN(const std::vector<StoredDoubt> more, ReadDoubts(fmt::format("{}/{}", options.doubts, part)));
    doubts.insert(doubts.end(), more.begin(), more.end());
  }
  const RankerPowers powers = LearnFromDoubts(doubts, ids, options.last, network);
  fmt::print("learned from {} doubts: posterior to {:.3f}, score by {:.3f}\n", doubts.size(), powers.posterior,
             powers.score);
  const std::uint64_t vocabulary =
      VocabularySum(tokens.size(), [&](std::size_t id) -> std::string_view { return tokens[id]; });
  const std::string bytes = WriteRanker(network, ids, powers, vocabulary);
  VK_RETURN_IF_ERROR(WriteFileAtomically(options.out, bytes));
  fmt::print("{}: {} bytes, sha256 {}\n", options.out, bytes.size(), Sha256Hex(bytes));
  if (options.hold_out < 0) return {};
  VK_ASSIGN_OR_RETURN(const ContextRanker ranker, ContextRanker::Open(options.out, vocabulary));
  VK_ASSIGN_OR_RETURN(const std::vector<StoredDoubt> held_out,
                      ReadDoubts(fmt::format("{}/{}", options.doubts, options.hold_out)));
  Measure(ranker, held_out);
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::Options options;
  CLI::App app{"Builds the context ranker"};
  app.add_option("--data", options.data, "folder that vankho_text_data wrote")->required();
  app.add_option("--doubts", options.doubts, "folder with the files 0 to 9 of vankho_ranker_doubts")->required();
  app.add_option("--out", options.out, "file to write")->required();
  app.add_option("--rows", options.rows, "words that the context tells apart")->capture_default_str();
  app.add_option("--width", options.width, "of the hidden layer, a multiple of 8")->capture_default_str();
  app.add_option("--rounds", options.text.rounds, "over the text")->capture_default_str();
  app.add_option("--rate", options.text.rate, "first step on the text")->capture_default_str();
  app.add_option("--last-rounds", options.last.rounds, "over the doubts")->capture_default_str();
  app.add_option("--last-rate", options.last.rate, "first step on the doubts")->capture_default_str();
  app.add_option("--parts", options.parts, "learn from the doubts of so many parts only")->capture_default_str();
  app.add_option("--hold-out", options.hold_out, "a part to measure on");
  CLI11_PARSE(app, argc, argv);
  auto done = vankho::Run(options);
  if (!done) fmt::print(stderr, "vankho_ranker_build: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
