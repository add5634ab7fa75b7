// vankho_lm_build: from the folder that vankho_text_data wrote to syllable_lm.bin. The same input gives the same bytes.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cmath>

#include "models/syllable_lm/builder/kneser_ney.h"
#include "models/syllable_lm/builder/prune.h"
#include "models/syllable_lm/builder/training_data.h"
#include "models/syllable_lm/builder/write_model.h"
#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"

namespace vankho {
namespace {

struct Options {
  std::string data;
  std::string out;
  double legal_weight = 3;
  double megabytes = 18;
  KneserNeyOptions estimate;
  PruneOptions prune;
};

Result<NgramModel> Estimate(const Options& options, std::size_t words) {
  VK_ASSIGN_OR_RETURN(std::vector<TokenId> legal, ReadTokens(options.data + "/legal.tokens"));
  VK_ASSIGN_OR_RETURN(std::vector<TokenId> general, ReadTokens(options.data + "/general.tokens"));
  SortedTrigrams trigrams({{legal, options.legal_weight}, {general, 1}});
  fmt::print("{} tokens sorted\n", legal.size() + general.size());
  return EstimateKneserNey(trigrams, words, options.estimate);
}

Result<void> Run(Options options) {
  VK_ASSIGN_OR_RETURN(std::vector<std::string> tokens, ReadVocabulary(options.data + "/vocabulary.tsv"));
  VK_ASSIGN_OR_RETURN(NgramModel full, Estimate(options, tokens.size()));
  fmt::print("estimated: {} words, {} bigrams, {} trigrams\n", full.words(), full.bigram_word.size(),
             full.trigram_word.size());
  options.prune.target_bytes = static_cast<std::uint64_t>(options.megabytes * (1 << 20));
  NgramModel pruned = Prune(full, GroupFirst(tokens), options.prune);
  fmt::print("pruned: {} bigrams, {} trigrams\n", pruned.bigram_word.size(), pruned.trigram_word.size());
  std::string bytes = WriteModel(pruned, tokens);
  fmt::print("{}: {} bytes, sha256 {}\n", options.out, bytes.size(), Sha256Hex(bytes));
  return WriteFileAtomically(options.out, bytes);
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::Options options;
  CLI::App app{"Builds the syllable language model"};
  app.add_option("--data", options.data, "folder that vankho_text_data wrote")->required();
  app.add_option("--out", options.out, "file to write")->required();
  app.add_option("--legal-weight", options.legal_weight, "a token of law counts as so many")->capture_default_str();
  app.add_option("--megabytes", options.megabytes, "of the n-gram tables")->capture_default_str();
  app.add_option("--least-trigram", options.estimate.least_trigram, "trigrams seen less often go")
      ->capture_default_str();
  app.add_option("--look-alike-share", options.prune.look_alike_share, "0: prune by entropy alone")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  auto done = vankho::Run(options);
  if (!done) fmt::print(stderr, "vankho_lm_build: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
