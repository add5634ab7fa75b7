// vankho_text_data: from the raw text to what vankho_lm_build reads. Writes into --out:
//   vocabulary.tsv             token, count in legal, count in general; the row is the id
//   legal.tokens general.tokens  16-bit little-endian ids, kEndToken after each line
//   legal.held-out.txt general.held-out.txt   lines to measure on, slips mended, no overlap; not to be committed
//   legal.held-out.raw.txt ...                the same lines as the source has them
//   held_out.tsv               which lines those are, by source and line number
#include <fmt/core.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "models/text_data/overlap.h"
#include "models/text_data/token_stream.h"
#include "models/text_data/typos.h"
#include "models/text_data/vocabulary.h"
#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct Options {
  std::string data = "../shared/data";
  std::string out;
  std::string plans;
  int take_every = 1;
  VocabularyOptions vocabulary;
};

// One source with its tokens as vocabulary ids.
struct Encoded {
  std::string name;
  std::vector<TokenId> tokens;
  std::vector<std::string> held_out;
  std::vector<std::size_t> held_out_numbers;
};

std::vector<TokenId> IdsOfForms(const std::vector<std::string>& forms, const std::vector<VocabularyEntry>& vocabulary) {
  std::unordered_map<std::string_view, TokenId> ids;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) ids.emplace(vocabulary[i].token, static_cast<TokenId>(i));
  std::vector<TokenId> of_form;
  for (const std::string& form : forms) {
    auto found = ids.find(form);
    if (found == ids.end()) found = ids.find(ToLower(form));
    of_form.push_back(found == ids.end() ? kUnknownToken : found->second);
  }
  return of_form;
}

Encoded Encode(TextSource source, const std::vector<TokenId>& of_form) {
  Encoded encoded{source.name, {}, std::move(source.held_out), std::move(source.held_out_numbers)};
  encoded.tokens.reserve(source.tokens.size());
  for (FormId form : source.tokens) encoded.tokens.push_back(form == kLineEnd ? kEndToken : of_form[form]);
  return encoded;
}

template <class Visit>  // visit(std::span<TokenId>), kEndToken left out
void EachLine(std::vector<TokenId>& tokens, Visit visit) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i] != kEndToken) continue;
    visit(std::span(tokens).subspan(begin, i - begin));
    begin = i + 1;
  }
}

// A number a word, case and tone placement folded; 0 for marks, which the overlap rule does not look at.
std::vector<std::uint64_t> WordHashes(const std::vector<VocabularyEntry>& vocabulary) {
  std::vector<std::uint64_t> hashes;
  for (const VocabularyEntry& entry : vocabulary) {
    bool mark = entry.base.size() == 1 && !IsLetter(static_cast<unsigned char>(entry.base[0])) && entry.base[0] > 0;
    hashes.push_back(mark ? 0 : StableHash(MatchKey(entry.token)) | 1);
  }
  return hashes;
}

std::vector<std::uint64_t> HashLine(std::span<const TokenId> line, const std::vector<std::uint64_t>& of_word) {
  std::vector<std::uint64_t> hashes;
  for (TokenId token : line) {
    if (of_word[token] != 0) hashes.push_back(of_word[token]);
  }
  return hashes;
}

Result<void> WriteTokens(const std::string& path, const std::vector<TokenId>& tokens) {
  static_assert(std::endian::native == std::endian::little);
  return WriteFileAtomically(path, {reinterpret_cast<const char*>(tokens.data()), tokens.size() * sizeof(TokenId)});
}

class Pipeline {
 public:
  explicit Pipeline(Options options) : options_(std::move(options)) {}

  Result<void> Run() {
    VK_RETURN_IF_ERROR(Read());
    fmt::print("vocabulary {}\n", vocabulary_.size());
    std::vector<std::span<const TokenId>> streams;
    for (const Encoded& source : sources_) streams.emplace_back(source.tokens);
    BigramCounts counts(streams);
    TypoFixer fixer(counts, vocabulary_, {});
    std::size_t mended = 0;
    for (Encoded& source : sources_) {
      EachLine(source.tokens, [&](std::span<TokenId> line) { mended += fixer.Fix(line).size(); });
    }
    fmt::print("slips mended in the training text: {}\n", mended);
    PrintMended(fixer);
    VK_RETURN_IF_ERROR(WriteVocabulary());
    for (const Encoded& source : sources_) {
      VK_RETURN_IF_ERROR(WriteTokens(options_.out + "/" + source.name + ".tokens", source.tokens));
      fmt::print("{}: {} tokens\n", source.name, source.tokens.size());
    }
    return WriteHeldOut(fixer);
  }

 private:
  Result<void> Read() {
    FormTable forms;
    std::vector<TextSource> texts;
    for (const char* name : {"legal", "general"}) {
      VK_ASSIGN_OR_RETURN(TextSource text, ReadSource(fmt::format("{}/text/{}.txt.zst", options_.data, name), name,
                                                      options_.take_every, forms));
      texts.push_back(std::move(text));
    }
    if (!options_.plans.empty()) {
      VK_ASSIGN_OR_RETURN(const std::string plans, ReadFile(options_.plans));
      AddText(plans, forms, texts[0]);
    }
    VK_ASSIGN_OR_RETURN(auto known, LoadKnownSyllables(options_.data + "/lexicon/syllables.tsv"));
    vocabulary_ = ChooseVocabulary(forms.forms(), texts[0].counts, texts[1].counts, known, options_.vocabulary);
    std::vector<TokenId> of_form = IdsOfForms(forms.forms(), vocabulary_);
    for (TextSource& text : texts) sources_.push_back(Encode(std::move(text), of_form));
    return {};
  }

  void PrintMended(const TypoFixer& fixer) const {
    std::vector<std::pair<std::uint64_t, std::string>> rows;
    for (const auto& [pair, count] : fixer.log()) {
      rows.emplace_back(count, vocabulary_[pair.first].token + " -> " + vocabulary_[pair.second].token);
    }
    std::sort(rows.rbegin(), rows.rend());
    for (std::size_t i = 0; i < std::min<std::size_t>(40, rows.size()); ++i) {
      fmt::print("  {:6} {}\n", rows[i].first, rows[i].second);
    }
  }

  Result<void> WriteVocabulary() const {
    std::string text = "token\tlegal\tgeneral\n";
    for (const VocabularyEntry& e : vocabulary_) text += fmt::format("{}\t{}\t{}\n", e.token, e.legal, e.general);
    return WriteFileAtomically(options_.out + "/vocabulary.tsv", text);
  }

  // The ids of a held-out line, and the line with its slips mended; `places` counts tokens from `Tokenize`.
  std::string MendedText(const std::string& line, std::vector<TokenId>& ids, TypoFixer& fixer) {
    std::vector<LmToken> tokens = Tokenize(line);
    ids.clear();
    for (const LmToken& token : tokens) {
      auto found = ids_.find(token.text);
      if (found == ids_.end()) found = ids_.find(ToLower(token.text));
      ids.push_back(found == ids_.end() ? kUnknownToken : found->second);
    }
    std::string text = line;
    std::vector<std::size_t> places = fixer.Fix(ids);
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      const LmToken& token = tokens[*place];
      if (line.substr(token.begin, token.end - token.begin) == ToUpper(token.text)) continue;  // of a heading
      text.replace(token.begin, token.end - token.begin, vocabulary_[ids[*place]].token);
    }
    return text;
  }

  // The held-out lines of one source, cleaned, each with its number of words.
  struct HeldOut {
    std::vector<std::string> lines;
    std::vector<std::size_t> words;
  };

  // Cleans the held-out lines of all sources and tells `overlap` of them, in order.
  std::vector<HeldOut> MendHeldOut(TypoFixer& fixer, const std::vector<std::uint64_t>& of_word,
                                   OverlapFilter& overlap) {
    std::vector<HeldOut> mended(sources_.size());
    std::vector<TokenId> ids;
    for (std::size_t s = 0; s < sources_.size(); ++s) {
      for (const std::string& line : sources_[s].held_out) {
        mended[s].lines.push_back(MendedText(line, ids, fixer));
        std::vector<std::uint64_t> words = HashLine(ids, of_word);
        mended[s].words.push_back(words.size());
        overlap.AddHeldOut(words);
      }
    }
    return mended;
  }

  Result<void> WriteHeldOut(TypoFixer& fixer) {
    for (std::size_t i = 0; i < vocabulary_.size(); ++i) ids_.emplace(vocabulary_[i].token, static_cast<TokenId>(i));
    std::vector<std::uint64_t> of_word = WordHashes(vocabulary_);
    OverlapFilter overlap;
    std::vector<HeldOut> mended = MendHeldOut(fixer, of_word, overlap);
    for (Encoded& source : sources_) {
      EachLine(source.tokens, [&](std::span<TokenId> line) { overlap.SeeTraining(HashLine(line, of_word)); });
    }
    std::string rows =
        "# Lines to measure on: held out by block, four words or more, no overlap. 1-based.\nsource\tlines\n";
    std::size_t added = 0;
    for (std::size_t s = 0; s < sources_.size(); ++s) {
      std::string clean;
      std::string raw;
      std::string numbers;
      std::size_t kept = 0;
      for (std::size_t i = 0; i < mended[s].lines.size(); ++i, ++added) {
        if (mended[s].words[i] < 4 || !overlap.IsFresh(added)) continue;
        ++kept;
        clean += mended[s].lines[i] + "\n";
        raw += sources_[s].held_out[i] + "\n";
        numbers += fmt::format("{}{}", numbers.empty() ? "" : " ", sources_[s].held_out_numbers[i]);
      }
      rows += fmt::format("{}\t{}\n", sources_[s].name, numbers);
      fmt::print("{}: {} lines held out, {} without overlap\n", sources_[s].name, mended[s].lines.size(), kept);
      VK_RETURN_IF_ERROR(WriteFileAtomically(fmt::format("{}/{}.held-out.txt", options_.out, sources_[s].name), clean));
      VK_RETURN_IF_ERROR(
          WriteFileAtomically(fmt::format("{}/{}.held-out.raw.txt", options_.out, sources_[s].name), raw));
    }
    return WriteFileAtomically(options_.out + "/held_out.tsv", rows);
  }

  Options options_;
  std::vector<VocabularyEntry> vocabulary_;
  std::vector<Encoded> sources_;
  std::unordered_map<std::string, TokenId> ids_;
};

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::Options options;
  CLI::App app{"Turns raw text into training data for the syllable language model"};
  app.add_option("--data", options.data, "folder with text/*.txt.zst and lexicon/")->capture_default_str();
  app.add_option("--out", options.out, "existing folder to write to")->required();
  app.add_option("--plans", options.plans, "lines of plans (vankho_corpus sentences), which join the law");
  app.add_option("--take-every", options.take_every, "keep one training line of so many")->check(CLI::PositiveNumber);
  app.add_option("--vocabulary", options.vocabulary.size, "types")->check(CLI::Range(100, 65535));
  CLI11_PARSE(app, argc, argv);
  auto done = vankho::Pipeline(options).Run();
  if (!done) fmt::print(stderr, "vankho_text_data: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
