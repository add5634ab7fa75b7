#include <algorithm>
#include <array>
#include <memory_resource>
#include <set>
#include <utility>

#include "extractors/engine/grammar.h"

namespace vankho {
namespace {

constexpr std::size_t kMaxTokensAtWord = 96;  // beyond it a place adds nothing new: hostile text
constexpr int kMaxStepsAtWord = 20000;

}  // namespace

// One parse. Tokens go into the chart; the grammar is only read.
class Parser {
 public:
  Parser(const Grammar& grammar, const FlatText& text)
      : grammar_(grammar), text_(text), int_symbol_(grammar.int_symbol_) {
    numbers_.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      numbers_.push_back(grammar.words_.Find(text.KeyOf(i), text.words()[i].hash));
    }
  }

  // Where rules that do not come to their end are noted.
  void Note(std::vector<NearMiss>* misses) { misses_ = misses; }

  Chart Run(std::initializer_list<int> wanted) {
    FindPhrases();
    Look();
    const bool any = std::any_of(wanted.begin(), wanted.end(), [&](int symbol) { return Holds(symbol); });
    if (!any && wanted.size() > 0) return {};
    Chart chart(text_.size(), grammar_.symbol_names_.size());
    chart_ = &chart;
    match_.text_ = &text_;
    match_.items_.resize(grammar_.most_slots_);
    for (std::size_t at = text_.size(); at-- > 0;) ParseAt(at);
    return chart;
  }

 private:
  using Item = Grammar::Item;
  using Rule = Grammar::Rule;

  void FindPhrases() {
    phrases_.reserve(text_.size());
    phrases_end_.resize(text_.size());
    for (std::size_t at = 0; at < text_.size(); ++at) {
      grammar_.phrases_.FindAt(numbers_, at, [&](PhraseTable::Match phrase) { phrases_.push_back(phrase); });
      phrases_end_[at] = phrases_.size();
    }
  }

  void HoldSymbol(int symbol) {
    const auto at = static_cast<std::size_t>(symbol);
    if (held_[at]) return;
    held_[at] = true;
    if (at < grammar_.symbol_needs_.size() && grammar_.symbol_needs_[at] != 0) Meet(grammar_.symbol_needs_[at]);
  }

  void Meet(std::size_t need) {
    if (!unmet_[need]) return;
    unmet_.reset(need);
    met_.push_back(need);
  }

  bool Holds(int symbol) const { return held_[static_cast<std::size_t>(symbol)]; }

  void HoldWords() {
    for (const int number : numbers_) {
      const auto word = static_cast<std::size_t>(number);
      if (number < 0 || word >= grammar_.word_needs_.size()) continue;
      if (grammar_.word_needs_[word] != 0) Meet(grammar_.word_needs_[word]);
    }
  }

  // What the text may hold, wherever it stands: its words, and what rules make that lack nothing. The fixpoint of Horn
  // clauses by counting what each still lacks (Dowling and Gallier 1984).
  void Look() {
    const bool finished = !grammar_.needed_by_.empty();
    lacks_.assign(grammar_.need_counts_.begin(), grammar_.need_counts_.end());
    held_.resize(grammar_.symbol_names_.size(), !finished);
    if (!finished) {
      unmet_.reset();
      return;
    }
    for (const auto& phrase : phrases_) HoldSymbol(grammar_.row_symbols_[static_cast<std::size_t>(phrase.id)]);
    HoldWords();
    const bool digits = std::any_of(text_.words().begin(), text_.words().end(),
                                    [](const FlatWord& word) { return word.kind == WordKind::kDigits; });
    if (digits) Meet(Grammar::kDigits);
    if (digits && int_symbol_ >= 0) HoldSymbol(int_symbol_);
    while (!met_.empty()) {
      const std::size_t need = met_.back();
      met_.pop_back();
      for (const std::uint32_t clause : grammar_.needed_by_[need]) {
        if (--lacks_[clause] == 0) HoldSymbol(grammar_.clauses_[clause].makes);
      }
    }
  }

  void ParseAt(std::size_t at) {
    steps_ = 0;
    place_ = chart_->found_.size();
    for (std::size_t i = at == 0 ? 0 : phrases_end_[at - 1]; i < phrases_end_[at]; ++i) {
      const auto id = static_cast<std::size_t>(phrases_[i].id);
      AddWord(grammar_.row_symbols_[id], {at, phrases_[i].end}, &grammar_.row_values_[id]);
    }
    const FlatWord& word = text_.words()[at];
    if (word.kind == WordKind::kDigits) {
      if (int_symbol_ >= 0) AddWord(int_symbol_, {at, at + 1}, nullptr);
      if (!grammar_.by_digits_.empty() && MayStartNumber(at)) TryAll(grammar_.by_digits_, at, nullptr);
    }
    if (const auto* rules = grammar_.RulesFrom(grammar_.by_first_word_, numbers_[at])) TryAll(*rules, at, nullptr);
    // Rules that begin with a token of this place, until nothing new appears. The list grows while we walk it.
    for (std::size_t i = place_; i < chart_->found_.size(); ++i) {
      const Token* token = chart_->found_[i];
      if (const auto* rules = grammar_.RulesFrom(grammar_.by_first_symbol_, token->symbol)) TryAll(*rules, at, token);
    }
    chart_->places_[at] = {static_cast<std::uint32_t>(place_), static_cast<std::uint32_t>(chart_->found_.size())};
  }

  // Not glued to what makes it a part of something longer: "a12", "3,14" at the 14.
  bool MayStartNumber(std::size_t at) const {
    if (at == 0 || text_.words()[at].space_before) return true;
    const FlatWord& left = text_.words()[at - 1];
    if (left.kind == WordKind::kLetters) {
      // A word that the scanner ran together with its number, "ngày14"; not a symbol such as QH15.
      return !left.upper && left.key.size() >= 3;
    }
    const std::string_view mark = text_.KeyOf(at - 1);
    const bool inside = (mark == "," || mark == "." || mark == "/") && at >= 2 && !left.space_before &&
                        text_.words()[at - 2].kind == WordKind::kDigits;
    return !inside;
  }

  // A number is not cut out of a longer one ("2,95" of "2,95/3") nor of a symbol ("37" of "37/KH-UBND", "100a").
  bool MayEndNumber(std::size_t end) const {
    const auto& words = text_.words();
    if (end >= words.size() || words[end].space_before || words[end - 1].kind != WordKind::kDigits) return true;
    if (words[end].kind == WordKind::kLetters) return words[end].key.size() >= 3 || text_.KeyOf(end) == "h";
    const bool mark_then_word = end + 1 < words.size() && !words[end + 1].space_before;
    if (!mark_then_word) return true;
    const std::string_view mark = text_.KeyOf(end);
    if (mark == "/" || mark == "-") {
      if (words[end + 1].kind == WordKind::kLetters && words[end + 1].upper) return false;
    }
    return !((mark == "/" || mark == "," || mark == ".") && words[end + 1].kind == WordKind::kDigits);
  }

  std::size_t TokensHere() const { return chart_->found_.size() - place_; }

  // Can an item begin at a word? Told before the rule is tried: most cannot.
  bool MayBegin(const Item& item, std::size_t at) const {
    if (at >= text_.size() || (item.glued && text_.words()[at].space_before)) return false;
    if (item.kind == Item::Kind::kWord) return numbers_[at] == item.word;
    if (item.kind == Item::Kind::kRegex) return text_.words()[at].kind == WordKind::kDigits;
    const Chart::Place place = chart_->At(at);
    return std::any_of(place.begin(), place.end(), [&](const Token* token) { return token->symbol == item.symbol; });
  }

  void TryAll(const Grammar::Starts& starts, std::size_t at, const Token* first) {
    for (const Grammar::Start& start : starts) {
      if (misses_ == nullptr && (start.needs & unmet_).any()) continue;
      if (TokensHere() >= kMaxTokensAtWord || steps_ > kMaxStepsAtWord) return;
      const Rule& rule = grammar_.rules_[start.rule];
      if (misses_ == nullptr) {
        if (first != nullptr && rule.items.size() > 1 && !MayBegin(rule.items[1], first->range.end)) continue;
      }
      if (rule.items[0].kind == Item::Kind::kRegex && !Shape(rule.items[0].shape, at)) continue;
      for (std::size_t slot = 0; slot < rule.slots; ++slot) match_.items_[slot].Clear();
      if (first != nullptr) {
        Take(match_, rule.items[0], first);
        Continue(rule, 1, at, first->range.end, match_);
      } else {
        Continue(rule, 0, at, at, match_);
      }
    }
  }

  static void Take(Match& match, const Item& item, const Token* token) {
    auto& slot = match.items_[item.slot];
    slot.present = true;
    slot.token = token;
    slot.range = token->range;
  }

  void Continue(const Rule& rule, std::size_t next, std::size_t begin, std::size_t at, Match& match) {
    if (++steps_ > kMaxStepsAtWord) return;
    if (next == rule.items.size()) {
      Produce(rule, begin, at, match);
      return;
    }
    const Item& item = rule.items[next];
    const std::size_t misses = misses_ == nullptr ? 0 : misses_->size();
    const bool noted = misses_ != nullptr && Miss(rule, item.printed, next, begin, at);
    if (at >= text_.size()) return;
    if (item.glued && text_.words()[at].space_before) return;
    const std::size_t steps = static_cast<std::size_t>(steps_);
    Step(rule, next, begin, at, match);
    // It went on from here: the miss is further right, or none.
    if (noted && static_cast<std::size_t>(steps_) > steps) {
      misses_->erase(misses_->begin() + static_cast<std::ptrdiff_t>(misses));
    }
  }

  void Step(const Rule& rule, std::size_t next, std::size_t begin, std::size_t at, Match& match) {
    const Item& item = rule.items[next];
    auto& slot = match.items_[item.slot];
    switch (item.kind) {
      case Item::Kind::kSymbol:
        // by number: at the place that is parsed tokens are added meanwhile, and found_ may move
        for (auto [i, end] = chart_->places_[at]; i < end; ++i) {
          const Token* token = chart_->found_[i];
          if (token->symbol != item.symbol) continue;
          Take(match, item, token);
          Continue(rule, next + 1, begin, token->range.end, match);
        }
        slot.Clear();
        break;
      case Item::Kind::kWord:
        if (numbers_[at] != item.word) return;
        slot.present = true;
        slot.range = {at, at + 1};
        Continue(rule, next + 1, begin, at + 1, match);
        slot.Clear();
        break;
      case Item::Kind::kRegex:
        MatchRegex(rule, next, begin, at, match);
        break;
    }
  }

  // Numeric shapes are short; a window keeps a long text from being looked at again and again.
  std::string_view WindowAt(std::size_t at) const {
    constexpr std::size_t kWindow = 96;
    return std::string_view(text_.key()).substr(text_.words()[at].key.begin, kWindow);
  }

  // What a numeric shape matches here. Many rules begin with the same one: each is tried once at a place.
  const std::optional<NumericShape::Found>& Shape(int shape, std::size_t at) {
    if (shapes_.empty()) shapes_.resize(grammar_.shapes_.size());
    auto& [known_at, found] = shapes_[static_cast<std::size_t>(shape)];
    if (known_at != at) found = grammar_.shapes_[static_cast<std::size_t>(shape)].MatchBegin(WindowAt(at));
    known_at = at;
    return found;
  }

  void MatchRegex(const Rule& rule, std::size_t next, std::size_t begin, std::size_t at, Match& match) {
    const Item& item = rule.items[next];
    if (text_.words()[at].kind != WordKind::kDigits) return;
    const std::size_t from = text_.words()[at].key.begin;
    const std::optional<NumericShape::Found>& found = Shape(item.shape, at);
    if (!found || found->size == 0) return;
    std::size_t end = at;
    while (end < text_.size() && text_.words()[end].key.end <= from + found->size) ++end;
    if (end == at || text_.words()[end - 1].key.end != from + found->size || !MayEndNumber(end)) return;
    auto& slot = match.items_[item.slot];
    slot.present = true;
    slot.range = {at, end};
    slot.groups = found->groups;
    Continue(rule, next + 1, begin, end, match);
    slot.Clear();
  }

  void Produce(const Rule& rule, std::size_t begin, std::size_t end, Match& match) {
    match.range_ = {begin, end};
    std::optional<Value> value = rule.production(match);
    if (!value) {
      if (misses_ != nullptr) Miss(rule, "value that can be", rule.items.size(), begin, end);
      return;
    }
    Add(rule, {begin, end}, std::move(*value), match);
  }

  void AddWord(int symbol, WordRange range, const LexiconValue* word) {
    if (TokensHere() >= kMaxTokensAtWord) return;
    Token& token = chart_->NewToken();
    token.symbol = symbol;
    token.range = range;
    token.word = word;
    chart_->holds_[static_cast<std::size_t>(symbol)] = true;
    chart_->found_.push_back(&token);
  }

  // A second token of the same symbol, words and rule says nothing new.
  void Add(const Rule& rule, WordRange range, Value value, const Match& match) {
    if (TokensHere() >= kMaxTokensAtWord) return;
    for (std::size_t i = place_; i < chart_->found_.size(); ++i) {
      const Token* known = chart_->found_[i];
      if (known->symbol == rule.makes && known->range == range && known->rule == rule.name) return;
    }
    const std::span items = std::span(match.items_).first(rule.slots);
    const auto tokens =
        std::count_if(items.begin(), items.end(), [](const auto& item) { return item.token != nullptr; });
    const std::span<const Token*> children = chart_->Array<const Token*>(static_cast<std::size_t>(tokens));
    Token& token = chart_->NewToken();
    token.symbol = rule.makes;
    token.range = range;
    token.value = std::move(value);
    token.rule = rule.name;
    token.confidence = rule.confidence;
    token.children = children;
    std::size_t child = 0;
    for (const auto& item : items) {
      if (item.token == nullptr) continue;
      children[child++] = item.token;
      token.confidence *= item.token->confidence;
    }
    chart_->holds_[static_cast<std::size_t>(token.symbol)] = true;
    chart_->found_.push_back(&token);
  }

  // One word alone is no attempt.
  bool Miss(const Rule& rule, const std::string& missing, std::size_t next, std::size_t begin, std::size_t end) {
    constexpr std::size_t kMost = 20000;
    if (next < 1 || end == begin || misses_->size() >= kMost) return false;
    misses_->push_back({grammar_.rule_names_[static_cast<std::size_t>(rule.name)], {begin, end}, missing});
    return true;
  }

  const Grammar& grammar_;
  const FlatText& text_;
  std::vector<NearMiss>* misses_ = nullptr;
  int int_symbol_;
  Chart* chart_ = nullptr;  // that is made
  int steps_ = 0;
  // What one parse needs beside its chart stands on the stack for usual paragraphs, and goes with the parser.
  std::array<std::byte, 16384> space_;
  std::pmr::monotonic_buffer_resource memory_{space_.data(), space_.size()};
  std::pmr::vector<int> numbers_{&memory_};                 // of the words
  std::pmr::vector<PhraseTable::Match> phrases_{&memory_};  // by first word
  std::pmr::vector<std::size_t> phrases_end_{&memory_};     // by word: where the phrases end that begin there
  std::pmr::vector<std::uint8_t> lacks_{&memory_};          // by clause: how many of its needs the text cannot meet
  std::pmr::vector<char> held_{&memory_};                   // by symbol: may the text hold it?
  Grammar::Needs unmet_ = Grammar::Needs().set();           // what the text cannot meet
  std::pmr::vector<std::size_t> met_{&memory_};             // needs that were met last
  std::size_t place_ = 0;                                   // where the tokens of the place begin, in Chart::found_
  Match match_;                                             // of the rule that is tried
  struct ShapeThere {
    std::size_t at = std::string::npos;
    std::optional<NumericShape::Found> found;
  };
  std::pmr::vector<ShapeThere> shapes_{&memory_};  // by shape, of the place where it was tried last
};

Chart Grammar::Parse(const FlatText& text, std::initializer_list<int> wanted) const {
  return Parser(*this, text).Run(wanted);
}

std::vector<NearMiss> Grammar::NearMisses(const FlatText& text, std::size_t most) const {
  std::vector<NearMiss> misses;
  Parser parser(*this, text);
  parser.Note(&misses);
  const Chart chart = parser.Run({});
  std::set<std::pair<std::string, std::size_t>> done;
  for (const Token& token : chart.tokens()) {
    if (token.rule >= 0) done.insert({RuleName(token), token.range.begin});
  }
  std::stable_sort(misses.begin(), misses.end(), [](const NearMiss& a, const NearMiss& b) {
    return a.matched.end - a.matched.begin > b.matched.end - b.matched.begin;
  });
  std::vector<NearMiss> nearest;
  for (NearMiss& miss : misses) {
    if (nearest.size() < most && done.insert({miss.rule, miss.matched.begin}).second)
      nearest.push_back(std::move(miss));
  }
  return nearest;
}

}  // namespace vankho
