// vankho_ranker_doubts: the positions in doubt of one of the ten parts of the training text, read with a language model
// of the nine others. The same input gives the same bytes.
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "models/context_ranker/builder/doubts.h"
#include "models/syllable_lm/builder/kneser_ney.h"
#include "models/syllable_lm/builder/prune.h"
#include "models/syllable_lm/builder/training_data.h"
#include "models/syllable_lm/builder/write_model.h"
#include "pipeline/base/file.h"

namespace vankho {
namespace {

struct Options {
  std::string data;
  std::string out;
  std::size_t part = 0;
  double legal_weight = 3;  // as vankho_lm_build has it
};

struct Parted {
  std::vector<TokenId> part;
  std::vector<TokenId> rest;
};

Parted Part(const std::vector<TokenId>& text, std::size_t source, std::size_t part) {
  Parted parted;
  std::size_t line = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != kEndToken) continue;
    std::vector<TokenId>& to = FoldOf(source, line++) == part ? parted.part : parted.rest;
    const auto at = [&](std::size_t index) { return text.begin() + static_cast<std::ptrdiff_t>(index); };
    to.insert(to.end(), at(begin), at(i + 1));
    begin = i + 1;
  }
  return parted;
}

void FindIn(const std::vector<TokenId>& text, DoubtFinder& finder, std::vector<StoredDoubt>& doubts) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != kEndToken) continue;
    finder.Find(std::span(text).subspan(begin, i - begin), [&](const StoredDoubt& d) { doubts.push_back(d); });
    begin = i + 1;
  }
}

Result<void> Run(const Options& options) {
  VK_ASSIGN_OR_RETURN(const std::vector<std::string> tokens, ReadVocabulary(options.data + "/vocabulary.tsv"));
  std::vector<Parted> sources;
  for (const char* name : {"/legal.tokens", "/general.tokens"}) {
    VK_ASSIGN_OR_RETURN(const std::vector<TokenId> text, ReadTokens(options.data + name));
    sources.push_back(Part(text, sources.size(), options.part));
  }
  const std::string model = options.out + ".lm";
  {
    const SortedTrigrams trigrams({{sources[0].rest, options.legal_weight}, {sources[1].rest, 1}});
    const NgramModel full = EstimateKneserNey(trigrams, tokens.size(), {});
    VK_RETURN_IF_ERROR(WriteFileAtomically(model, WriteModel(Prune(full, GroupFirst(tokens), {}), tokens)));
  }
  VK_ASSIGN_OR_RETURN(const auto lm, OpenSyllableLm(model));
  DoubtFinder finder(*lm);
  std::vector<StoredDoubt> doubts;
  for (const Parted& source : sources) FindIn(source.part, finder, doubts);
  fmt::print("part {}: {} doubts\n", options.part, doubts.size());
  return WriteDoubts(options.out, doubts);
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::Options options;
  CLI::App app{"Finds the positions in doubt of one part of the training text"};
  app.add_option("--data", options.data, "folder that vankho_text_data wrote")->required();
  app.add_option("--out", options.out, "file to write; its language model is written beside it")->required();
  app.add_option("--part", options.part, "0 to 9")->required()->check(CLI::Range(0, 9));
  CLI11_PARSE(app, argc, argv);
  auto done = vankho::Run(options);
  if (!done) fmt::print(stderr, "vankho_ranker_doubts: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
