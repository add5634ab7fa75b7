// The one runner of corpus/examples (docs/HACKING.md, "add a rule"): every phrase whole, in its carriers, in spellings
// that may not change the value; negatives; every rule and every lexicon row at work.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "tests/extractors/dimensions.h"
#include "tests/extractors/example_file.h"

namespace vankho {
namespace {

constexpr std::size_t kMostSkips = 5;  // of one file

std::string PathOf(const Dimension& dimension) {
  return std::string(VANKHO_SOURCE_DIR) + "/corpus/examples/" + dimension.name + ".examples";
}

std::string Prints(const std::vector<FoundValue>& values) {
  std::string out;
  for (const FoundValue& value : values) out += (out.empty() ? "" : " | ") + value.print;
  return out.empty() ? "none" : out;
}

std::string Rules(const std::vector<FoundValue>& values) {
  std::string out;
  for (const FoundValue& value : values) out += "\n  " + value.rule;
  return out;
}

class Examples : public testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    dimension_ = &Dimensions()[GetParam()];
    path_ = PathOf(*dimension_);
    auto examples = ReadExamples(path_);
    ASSERT_TRUE(examples.has_value()) << Describe(examples.error());
    for (Example& example : *examples) {
      if (example.skipped) {
        ++skips_;
        continue;
      }
      examples_.push_back(std::move(example));
    }
  }

  void Expect(const Example& example, const std::string& text, const std::vector<FoundValue>& got, const char* how) {
    if (MatchKey(Prints(got)) == MatchKey(example.want)) return;
    ADD_FAILURE_AT(path_.c_str(), example.line)
        << how << ": " << text << "\n  want " << example.want << "\n  got  " << Prints(got) << Rules(got);
  }

  // What the phrase gives where it is read: alone, or, where only a sentence tells, as a sentence.
  std::vector<FoundValue> Read(const Example& example, const std::string& text) const {
    return example.IsNegative() ? dimension_->find(example, text) : dimension_->find_alone(example, text);
  }

  const Dimension* dimension_ = nullptr;
  std::string path_;
  std::vector<Example> examples_;
  std::size_t skips_ = 0;
};

TEST_P(Examples, Whole) {
  for (const Example& example : examples_) {
    const auto got = Read(example, example.phrase);
    Expect(example, example.phrase, got, "whole");
    if (example.IsNegative() || !dimension_->whole || got.empty()) continue;
    const TextSpan covered{got.front().span.begin, got.back().span.end};
    if (covered != TextSpan{0, example.phrase.size()}) {
      ADD_FAILURE_AT(path_.c_str(), example.line) << "only a part was read: " << covered.Of(example.phrase);
    }
  }
}

TEST_P(Examples, InCarriers) {
  for (const Example& example : examples_) {
    if (example.IsNegative()) continue;
    for (const std::string& carrier : example.carriers) {
      const std::size_t at = carrier.find("{}");
      const std::string text = carrier.substr(0, at) + example.phrase + carrier.substr(at + 2);
      const auto got = dimension_->find(example, text);
      Expect(example, text, got, "in a carrier");
      if (got.empty() || !dimension_->whole) continue;
      const TextSpan covered{got.front().span.begin, got.back().span.end};
      if (covered != TextSpan{at, at + example.phrase.size()}) {
        ADD_FAILURE_AT(path_.c_str(), example.line) << "other words were read: " << covered.Of(text);
      }
    }
  }
}

std::string OldTonePlacement(std::string text) {
  // at the end of a syllable only: hòa -> hoà, but hoàn stays
  const std::map<std::string, std::string> pairs{{"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"}, {"ọa", "oạ"},
                                                 {"ùy", "uỳ"}, {"úy", "uý"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"}};
  for (const auto& [fresh, old] : pairs) {
    for (std::size_t at = text.find(fresh); at != std::string::npos; at = text.find(fresh, at + 1)) {
      if (StandsAlone(text, {at + fresh.size(), at + fresh.size()}) || at + fresh.size() == text.size())
        text.replace(at, fresh.size(), old);
    }
  }
  return text;
}

std::string Spaced(const std::string& text, const std::string& space, bool only_middle) {
  std::string out;
  const std::size_t middle = text.find(' ', text.size() / 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool here = text[i] == ' ' && (!only_middle || i == middle);
    out += here ? space : std::string(1, text[i]);
  }
  return out;
}

TEST_P(Examples, Variants) {
  for (const Example& example : examples_) {
    Expect(example, example.phrase, Read(example, ToNfd(example.phrase)), "decomposed");
    Expect(example, example.phrase, Read(example, OldTonePlacement(example.phrase)), "older tone placement");
    Expect(example, example.phrase, Read(example, Spaced(example.phrase, "  ", false)), "doubled spaces");
    if (dimension_->lines) continue;
    Expect(example, example.phrase, Read(example, Spaced(example.phrase, "\n", true)), "line break");
    if (!example.IsNegative() && !example.capitals_count)
      Expect(example, example.phrase, Read(example, ToUpper(example.phrase)), "upper case");
  }
}

TEST_P(Examples, EnoughNegatives) {
  std::size_t negatives = 0;
  for (const Example& example : examples_) negatives += example.IsNegative();
  EXPECT_GE(negatives * 2, examples_.size() - negatives) << path_;
  EXPECT_LE(skips_, kMostSkips);
}

TEST_P(Examples, EveryRuleIsAtWork) {
  std::string used;
  for (const Example& example : examples_) {
    if (example.IsNegative()) continue;
    used += Rules(Read(example, example.phrase)) + " ";
    for (const std::string& carrier : example.carriers) {
      const std::size_t at = carrier.find("{}");
      used += Rules(dimension_->find(example, carrier.substr(0, at) + example.phrase + carrier.substr(at + 2))) + " ";
    }
  }
  for (char& c : used) {
    if (c == ',' || c == '\n') c = ' ';
  }
  for (const std::string& rule : dimension_->rules)
    EXPECT_NE(used.find(" " + rule + " "), std::string::npos) << "no example for rule " << rule;
}

TEST_P(Examples, EveryLexiconRowGivesItsValue) {
  if (dimension_->grammar == nullptr) return;  // lexicon_rows_test.cc
  const Grammar& grammar = *dimension_->grammar;
  std::map<std::pair<std::string, std::string>, std::string> values;
  for (const Grammar::LexiconRow& row : grammar.lexicon_rows()) {
    const std::string file = row.file.substr(row.file.rfind('/') + 1);
    if (std::find(dimension_->lexicons.begin(), dimension_->lexicons.end(), file) == dimension_->lexicons.end())
      continue;
    const auto [known, fresh] = values.try_emplace({PhraseKey(row.surface), row.symbol}, row.value);
    if (!fresh) ADD_FAILURE_AT(row.file.c_str(), row.line) << row.surface << " stands twice in class " << row.symbol;
    const FlatText text(row.surface, TextSpan{0, row.surface.size()});
    const Chart chart = grammar.Parse(text);
    bool given = false;
    for (const Token& token : chart.tokens()) {
      const LexiconValue* value = token.word;
      given |= token.range == WordRange{0, text.size()} && value != nullptr && value->value == row.value &&
               grammar.SymbolName(token.symbol) == row.symbol;
    }
    if (!given)
      ADD_FAILURE_AT(row.file.c_str(), row.line) << row.surface << " does not give " << row.symbol << " " << row.value;
  }
}

std::string NameOf(const testing::TestParamInfo<std::size_t>& info) { return Dimensions()[info.param].name; }

INSTANTIATE_TEST_SUITE_P(Corpus, Examples, testing::Range<std::size_t>(0, 11), NameOf);

}  // namespace
}  // namespace vankho
