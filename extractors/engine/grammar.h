// The grammar engine: rules over words and over each other's finds, in the manner of Duckling (facebook/duckling).
//
// A rule is a row: a name, the symbol it makes, a pattern, and a short production that turns what the pattern matched
// into a value, or refuses. Words live in lexicons; patterns name only their classes and other rules' symbols:
//
//   grammar.AddRule("date/month-of-year", "date", "<month-word> <int> <year-word> <year>",
//                   [](const Match& m) -> std::optional<Value> { ... });
//
// Pattern items, separated by spaces:
//   <name>    a token of that symbol: a lexicon class, a rule's result, or the built-in <int> (a run of digits)
//   'x'       exactly this word or mark, in key form: '/', ',', '('
//   /regex/   a numeric shape (NumericShape): characters, tried only where a run of digits begins. It may not be cut
//             out of a longer number or a symbol ("2,95" of "2,95/3", "37" of "37/KH-UBND"), and must end where a word
//             ends. No spaces in the regex: write \s
//   item?     may be missing (Match::Has)
//   ~item     no white space before it
//
// Parse works from the last word to the first. Tokens that begin further right are then complete, so one pass reaches
// the fixpoint; at one place rules run until nothing new appears. Tokens and steps at a place are bounded, so time and
// memory are linear in the text whatever it holds.
//
// A Grammar is built once, then only read; Parse is safe from several threads.
#pragma once

#include <any>
#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extractors/engine/flat_text.h"
#include "extractors/engine/numeric_shape.h"
#include "extractors/engine/phrases.h"
#include "pipeline/base/check.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/result.h"

namespace vankho {

using Value = std::any;

// The value of a lexicon token.
struct LexiconValue {
  std::string value;  // column `value`
  int row = 0;        // index into Grammar::lexicon_rows()
};

struct Token {
  int symbol = 0;
  WordRange range;
  Value value;                             // what a rule made
  const LexiconValue* word = nullptr;      // of a lexicon token instead of a value
  int rule = -1;                           // index into Grammar::rule_names(); -1 for lexicon words and digits
  std::span<const Token* const> children;  // of the same chart
  double confidence = 1;

  // The value as the symbol's type; a wrong type is a programmer's mistake.
  template <class T>
  const T& As() const {
    const T* typed = nullptr;
    if constexpr (std::is_same_v<T, LexiconValue>) {
      typed = word;
    } else {
      typed = std::any_cast<T>(&value);
    }
    VK_CHECK(typed != nullptr);
    return *typed;
  }
};

// What a pattern matched: one entry for each item of the row, in order, missing optional items included.
class Match {
 public:
  bool Has(std::size_t item) const { return items_[item].present; }
  // The token of a <name> item that Has.
  const Token& operator[](std::size_t item) const { return *items_[item].token; }
  template <class T>
  const T& Get(std::size_t item) const {
    return items_[item].token->As<T>();
  }
  // Column `value` of a lexicon item, "" where missing.
  const std::string& Word(std::size_t item) const;
  // Digits of an <int> item or group `number` of a regex item.
  int Int(std::size_t item, std::size_t number = 0) const;  // -1 where missing or over 9 digits
  std::string_view Group(std::size_t item, std::size_t number) const;
  const FlatText& text() const { return *text_; }
  WordRange range() const { return range_; }

 private:
  friend class Parser;
  static constexpr std::size_t kMostGroups = NumericShape::kMostGroups;
  struct Item {
    bool present = false;          // else the rest is of another match
    const Token* token = nullptr;  // of a <name> item
    WordRange range;
    std::array<std::string_view, kMostGroups> groups;  // of a regex item
    void Clear() {
      present = false;
      token = nullptr;
    }
  };
  std::vector<Item> items_;
  WordRange range_;
  const FlatText* text_ = nullptr;
};

// A rule that began to match and did not come to its end.
struct NearMiss {
  std::string rule;
  WordRange matched;
  std::string
      missing;  // the item that the next word is not: "<year>", "'/'"; "value that can be" where the production said no
};

// Tokens behind their addresses, for range-for (views::transform is more than clang-tidy 14 can read).
class TokenRange {
 public:
  class Iterator {
   public:
    explicit Iterator(const Token* const* at) : at_(at) {}
    const Token& operator*() const { return **at_; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Token* const* at_;
  };

  // `tokens` must outlive the range.
  explicit TokenRange(const std::vector<const Token*>& tokens) : tokens_(tokens) {}
  Iterator begin() const { return Iterator(tokens_.data()); }
  Iterator end() const { return Iterator(tokens_.data() + tokens_.size()); }
  bool empty() const { return tokens_.empty(); }

 private:
  std::span<const Token* const> tokens_;
};

// All tokens of one text.
class Chart {
 public:
  Chart() = default;
  Chart(Chart&&) = default;
  Chart& operator=(Chart&&) = delete;
  Chart(const Chart&) = delete;  // tokens point at each other
  Chart& operator=(const Chart&) = delete;
  ~Chart();

  // Tokens of one symbol, by first word, longer first.
  std::vector<const Token*> Find(int symbol) const;
  // The same with overlaps resolved: from left to right the longest token wins; of equal ones the surer, then the
  // earlier rule.
  std::vector<const Token*> Cover(int symbol) const;
  // The longest token of a symbol that begins at (ends at) a word, or null.
  const Token* StartingAt(int symbol, std::size_t word) const;
  const Token* EndingAt(int symbol, std::size_t word) const;  // `word` is the one after its last
  // All, those that begin further right first.
  TokenRange tokens() const { return TokenRange(found_); }
  bool empty() const { return found_.empty(); }
  bool Holds(int symbol) const {
    return symbol >= 0 && static_cast<std::size_t>(symbol) < holds_.size() && holds_[static_cast<std::size_t>(symbol)];
  }

 private:
  friend class Parser;
  using Place = std::span<const Token* const>;
  // Where the tokens of one place stand in found_.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  Chart(std::size_t words, std::size_t symbols);
  Place At(std::size_t word) const {
    return Place(found_).subspan(places_[word].begin, places_[word].end - places_[word].begin);
  }
  // Memory of the chart for so many objects that need no destruction.
  template <class T>
  std::span<T> Array(std::size_t size) {
    if (size == 0) return {};
    auto* const first = static_cast<T*>(memory_->allocate(size * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(first, size);
    return {first, size};
  }
  Token& NewToken() {
    return *std::construct_at(static_cast<Token*>(memory_->allocate(sizeof(Token), alignof(Token))));
  }

  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;  // of all that follows but found_'s own
  std::vector<const Token*> found_;                              // those of one place beside each other
  std::span<Range> places_;                                      // by first word
  std::span<char> holds_;                                        // by symbol
};

class Grammar {
 public:
  using Production = std::function<std::optional<Value>(const Match&)>;

  // Rows with the columns surface, class, value: each surface becomes a token <class>.
  Result<void> AddLexicon(const Lexicon& lexicon);
  // A bad pattern stops the program.
  void AddRule(std::string name, std::string_view makes, std::string_view pattern, Production production,
               double confidence = 1);

  // Call it behind the last rule: a grammar without it finds the same, later. Its clauses are what rules say of symbols
  // and words that a text holds or lacks, those left out that another one implies.
  void Finish();

  // With `wanted` symbols: an empty chart where the text has not the words that a token of any of them needs.
  Chart Parse(const FlatText& text, std::initializer_list<int> wanted = {}) const;
  // For people who ask why nothing was found: the `most` rules that came furthest without an end, those first that
  // matched more words. A rule counts once at a place, and not where it found something there after all.
  std::vector<NearMiss> NearMisses(const FlatText& text, std::size_t most) const;

  // The number of a symbol; made up on first use, so ask while building and keep it.
  int Symbol(std::string_view name);
  int FindSymbol(std::string_view name) const;  // -1 for one that no rule and no row knows
  const std::string& SymbolName(int symbol) const { return symbol_names_[static_cast<std::size_t>(symbol)]; }
  const std::vector<std::string>& rule_names() const { return rule_names_; }
  const std::string& RuleName(const Token& token) const;

  // "deadline/before < date/day-month-year": the rules that made a token, outermost first.
  std::string Derivation(const Token& token) const;
  // The same as an indented tree with the words, for people.
  std::string DerivationTree(const Token& token, const FlatText& text) const;

  struct LexiconRow {
    std::string file;
    int line = 0;
    std::string surface;
    std::string symbol;
    std::string value;
  };
  const std::vector<LexiconRow>& lexicon_rows() const { return rows_; }

 private:
  friend class Parser;
  // What rules must find in a text has a number of its own: symbols, single words, and digits, without which no
  // numeric shape can stand.
  static constexpr std::size_t kDigits = 0;
  struct Item {
    enum class Kind { kSymbol, kWord, kRegex } kind = Kind::kSymbol;
    int symbol = -1;
    int word = -1;   // in words_
    int shape = -1;  // in shapes_
    bool glued = false;
    bool optional = false;
    std::size_t slot = 0;  // place in the row
    std::string printed;   // as it stands in the row
  };
  static constexpr std::size_t kMostNeeds = 256;
  using Needs = std::bitset<kMostNeeds>;
  struct Rule {
    int name = 0;
    int makes = 0;
    double confidence = 1;
    std::size_t slots = 0;
    std::vector<Item> items;  // the optional ones decided: all are wanted
    std::vector<std::uint32_t> needs;
    Production production;
  };
  // Where all of some needs are met a text may hold a symbol.
  struct Clause {
    int makes = 0;
    std::vector<std::uint32_t> needs;
  };
  // The rules that may begin at a place: by their first symbol, by their first word, with a numeric shape.
  struct Start {
    Needs needs;  // of the rule
    std::size_t rule = 0;
  };
  using Starts = std::vector<Start>;
  void AddClause(const Rule& rule);
  void AddExpanded(const Rule& rule, const std::vector<Item>& items);
  int ShapeNumber(std::string_view regex);
  std::size_t Need(const Item& item);
  static const Starts* RulesFrom(const std::vector<Starts>& rules, int first) {
    const auto at = static_cast<std::size_t>(first);
    return first < 0 || at >= rules.size() || rules[at].empty() ? nullptr : &rules[at];
  }

  std::vector<std::string> symbol_names_;
  std::unordered_map<std::string, int> symbols_;
  std::vector<std::string> rule_names_;
  std::vector<Rule> rules_;
  int int_symbol_ = -1;         // <int>, where a rule has it
  std::size_t most_slots_ = 0;  // of a rule
  std::vector<Starts> by_first_symbol_;
  std::vector<Starts> by_first_word_;
  Starts by_digits_;
  std::vector<NumericShape> shapes_;                    // of all rules, each once
  std::vector<std::size_t> symbol_needs_, word_needs_;  // 0: no rule has it
  std::size_t needs_ = 1;                               // how many there are
  std::vector<Clause> clauses_;
  std::vector<std::vector<std::uint32_t>> needed_by_;  // by need: the clauses that have it; empty before Finish
  std::vector<std::uint8_t> need_counts_;              // by clause
  std::vector<LexiconRow> rows_;
  std::vector<LexiconValue> row_values_;
  std::vector<int> row_symbols_;
  WordNumbers words_;
  PhraseTable phrases_;
};

}  // namespace vankho
