#include "extractors/engine/grammar.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "pipeline/base/check.h"

namespace vankho {

const std::string& Match::Word(std::size_t item) const {
  static const std::string kNone;
  if (!items_[item].present || items_[item].token == nullptr) return kNone;
  const LexiconValue* word = items_[item].token->word;
  return word == nullptr ? kNone : word->value;
}

int Match::Int(std::size_t item, std::size_t number) const {
  if (!items_[item].present) return -1;
  std::string_view digits = number > 0 ? Group(item, number) : std::string_view();
  if (number == 0) digits = text_->KeyOf(items_[item].range.begin);
  int value = -1;
  if (digits.empty() || digits.size() > 9) return -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
}

std::string_view Match::Group(std::size_t item, std::size_t number) const {
  const bool none = number == 0 || number > kMostGroups || !items_[item].present;
  return none ? std::string_view() : items_[item].groups[number - 1];
}

namespace {

bool Better(const Token* a, const Token* b) {
  if (a->range.end != b->range.end) return a->range.end > b->range.end;
  if (a->confidence != b->confidence) return a->confidence > b->confidence;
  return a->rule < b->rule;
}

}  // namespace

Chart::Chart(std::size_t words, std::size_t symbols)
    : memory_(
          std::make_unique<std::pmr::monotonic_buffer_resource>(words * (sizeof(Token) + sizeof(Range)) + symbols)) {
  places_ = Array<Range>(words);
  holds_ = Array<char>(symbols);
  found_.reserve(words);
}

Chart::~Chart() {
  for (const Token* token : found_) std::destroy_at(token);
}

std::vector<const Token*> Chart::Find(int symbol) const {
  std::vector<const Token*> found;
  if (!Holds(symbol)) return found;
  for (std::size_t word = 0; word < places_.size(); ++word) {
    const std::size_t first = found.size();
    for (const Token* token : At(word)) {
      if (token->symbol == symbol) found.push_back(token);
    }
    if (found.size() < first + 2) continue;
    std::stable_sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(), Better);
  }
  return found;
}

std::vector<const Token*> Chart::Cover(int symbol) const {
  std::vector<const Token*> chosen;
  std::size_t at = 0;
  for (const Token* token : Find(symbol)) {
    if (token->range.begin < at) continue;
    chosen.push_back(token);
    at = token->range.end;
  }
  return chosen;
}

const Token* Chart::StartingAt(int symbol, std::size_t word) const {
  const Token* best = nullptr;
  if (word >= places_.size() || !Holds(symbol)) return best;
  for (const Token* token : At(word)) {
    if (token->symbol == symbol && (best == nullptr || Better(token, best))) best = token;
  }
  return best;
}

const Token* Chart::EndingAt(int symbol, std::size_t word) const {
  constexpr std::size_t kLongest = 24;  // words; no token that is asked for backwards is longer
  if (!Holds(symbol)) return nullptr;
  for (std::size_t begin = word > kLongest ? word - kLongest : 0; begin < word && begin < places_.size(); ++begin) {
    for (const Token* token : At(begin)) {
      if (token->symbol == symbol && token->range.end == word) return token;
    }
  }
  return nullptr;
}

Result<void> Grammar::AddLexicon(const Lexicon& lexicon) {
  VK_ASSIGN_OR_RETURN(const std::size_t surface, lexicon.Column("surface"));
  VK_ASSIGN_OR_RETURN(const std::size_t symbol, lexicon.Column("class"));
  VK_ASSIGN_OR_RETURN(const std::size_t value, lexicon.Column("value"));
  for (const Lexicon::Row& row : lexicon.rows()) {
    const auto id = static_cast<int>(rows_.size());
    rows_.push_back({lexicon.name(), row.line, row.cells[surface], row.cells[symbol], row.cells[value]});
    row_values_.push_back({row.cells[value], id});
    row_symbols_.push_back(Symbol(row.cells[symbol]));
    phrases_.Add(row.cells[surface], id, words_);
  }
  return {};
}

int Grammar::Symbol(std::string_view name) {
  const auto [found, fresh] = symbols_.try_emplace(std::string(name), static_cast<int>(symbol_names_.size()));
  if (fresh) symbol_names_.emplace_back(name);
  if (name == "int") int_symbol_ = found->second;
  return found->second;
}

int Grammar::FindSymbol(std::string_view name) const {
  const auto found = symbols_.find(std::string(name));
  return found == symbols_.end() ? -1 : found->second;
}

void Grammar::AddRule(std::string name, std::string_view makes, std::string_view pattern, Production production,
                      double confidence) {
  Rule rule;
  const auto known = std::find(rule_names_.begin(), rule_names_.end(), name);
  rule.name = static_cast<int>(known - rule_names_.begin());
  if (known == rule_names_.end()) rule_names_.push_back(std::move(name));
  rule.makes = Symbol(makes);
  rule.confidence = confidence;
  rule.production = std::move(production);
  std::vector<Item> items;
  while (!pattern.empty()) {
    const std::size_t space = pattern.find(' ');
    std::string_view text = pattern.substr(0, space);
    pattern = space == std::string_view::npos ? std::string_view() : pattern.substr(space + 1);
    if (text.empty()) continue;
    Item item;
    item.slot = items.size();
    item.glued = text.front() == '~';
    if (item.glued) text.remove_prefix(1);
    item.optional = text.size() > 1 && text.back() == '?';
    if (item.optional) text.remove_suffix(1);
    VK_CHECK(text.size() >= 3);
    item.printed = std::string(text);
    const std::string_view inner = text.substr(1, text.size() - 2);
    if (text.front() == '<' && text.back() == '>') {
      item.symbol = Symbol(inner);
    } else if (text.front() == '\'' && text.back() == '\'') {
      item.kind = Item::Kind::kWord;
      item.word = words_.Add(PhraseKey(inner));
    } else {
      VK_CHECK(text.front() == '/' && text.back() == '/');
      item.kind = Item::Kind::kRegex;
      item.shape = ShapeNumber(inner);
    }
    items.push_back(std::move(item));
  }
  rule.slots = items.size();
  most_slots_ = std::max(most_slots_, rule.slots);
  AddExpanded(rule, items);
}

// Each choice of optional items becomes a rule of its own.
void Grammar::AddExpanded(const Rule& rule, const std::vector<Item>& items) {
  const auto optional = std::find_if(items.begin(), items.end(), [](const Item& item) { return item.optional; });
  if (optional != items.end()) {
    const auto at = optional - items.begin();
    std::vector<Item> with = items, without = items;
    with[static_cast<std::size_t>(at)].optional = false;
    without.erase(without.begin() + at);
    AddExpanded(rule, with);
    AddExpanded(rule, without);
    return;
  }
  VK_CHECK(!items.empty());
  Rule expanded = rule;
  expanded.items = items;
  const std::size_t index = rules_.size();
  std::set<std::uint32_t> needs;
  for (const Item& item : items) needs.insert(static_cast<std::uint32_t>(Need(item)));
  expanded.needs.assign(needs.begin(), needs.end());
  const Item& first = items.front();
  Start start{{}, index};
  for (const std::uint32_t need : expanded.needs) start.needs.set(need);
  const auto add = [&](std::vector<Starts>& rules, int number) {
    const auto at = static_cast<std::size_t>(number);
    rules.resize(std::max(rules.size(), at + 1));
    rules[at].push_back(start);
  };
  if (first.kind == Item::Kind::kSymbol) add(by_first_symbol_, first.symbol);
  if (first.kind == Item::Kind::kWord) add(by_first_word_, first.word);
  if (first.kind == Item::Kind::kRegex) by_digits_.push_back(start);
  rules_.push_back(std::move(expanded));
}

int Grammar::ShapeNumber(std::string_view regex) {
  const auto known =
      std::find_if(shapes_.begin(), shapes_.end(), [&](const NumericShape& shape) { return shape.source() == regex; });
  const auto number = static_cast<int>(known - shapes_.begin());
  if (known == shapes_.end()) shapes_.emplace_back(regex);
  return number;
}

void Grammar::Finish() {
  for (const Rule& rule : rules_) AddClause(rule);
  needed_by_.resize(needs_);
  for (std::size_t i = 0; i < clauses_.size(); ++i) {
    for (const std::uint32_t need : clauses_[i].needs) needed_by_[need].push_back(static_cast<std::uint32_t>(i));
    need_counts_.push_back(static_cast<std::uint8_t>(clauses_[i].needs.size()));
  }
}

void Grammar::AddClause(const Rule& rule) {
  const auto implies = [](const auto& few, const auto& many) {
    return std::includes(many.begin(), many.end(), few.begin(), few.end());
  };
  for (const Clause& known : clauses_) {
    if (known.makes == rule.makes && implies(known.needs, rule.needs)) return;
  }
  std::erase_if(clauses_,
                [&](const Clause& known) { return known.makes == rule.makes && implies(rule.needs, known.needs); });
  clauses_.push_back({rule.makes, rule.needs});
}

// The need that stands for an item.
std::size_t Grammar::Need(const Item& item) {
  if (item.kind == Item::Kind::kRegex) return kDigits;
  std::vector<std::size_t>& needs = item.kind == Item::Kind::kSymbol ? symbol_needs_ : word_needs_;
  const auto at = static_cast<std::size_t>(item.kind == Item::Kind::kSymbol ? item.symbol : item.word);
  needs.resize(std::max(needs.size(), at + 1));
  if (needs[at] == 0) needs[at] = needs_++;
  VK_CHECK(needs_ <= kMostNeeds);
  return needs[at];
}

const std::string& Grammar::RuleName(const Token& token) const {
  static const std::string kNone;
  return token.rule < 0 ? kNone : rule_names_[static_cast<std::size_t>(token.rule)];
}

std::string Grammar::Derivation(const Token& token) const {
  std::string below;
  for (const Token* child : token.children) {
    const std::string rules = Derivation(*child);
    if (rules.empty()) continue;
    if (!below.empty()) below += ", ";
    below += rules;
  }
  if (token.rule < 0) return below;
  return below.empty() ? RuleName(token) : RuleName(token) + " < " + below;
}

std::string Grammar::DerivationTree(const Token& token, const FlatText& text) const {
  std::string out = (token.rule < 0 ? "<" + SymbolName(token.symbol) + ">" : RuleName(token)) + ": " +
                    text.Printed(token.range) + "\n";
  for (const Token* child : token.children) {
    std::string tree = DerivationTree(*child, text);
    std::size_t at = 0;
    while (at < tree.size()) {
      tree.insert(at, "  ");
      at = tree.find('\n', at) + 1;
    }
    out += tree;
  }
  return out;
}

}  // namespace vankho
