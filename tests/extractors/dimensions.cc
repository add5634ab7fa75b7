#include "tests/extractors/dimensions.h"

#include <algorithm>

#include "extractors/band/band.h"
#include "extractors/comparator/comparator.h"
#include "extractors/date/date.h"
#include "extractors/deadline/deadline.h"
#include "extractors/number/number.h"
#include "extractors/target/target.h"
#include "tests/extractors/code_dimensions.h"

namespace vankho {
namespace {

const std::string kLexicons = std::string(VANKHO_SOURCE_DIR) + "/lexicons";

template <class T>
const T& Loaded() {
  static const Result<T> loaded = T::Load(kLexicons);
  if (!loaded) fprintf(stderr, "%s\n", Describe(loaded.error()).c_str());
  VK_CHECK(loaded.has_value());
  return *loaded;
}

TextSpan SpanOf(const std::vector<TextSpan>& spans) { return {spans.front().begin, spans.back().end}; }

FlatText Flat(const std::string& text) { return FlatText(text, TextSpan{0, text.size()}); }

// Records of one dimension. Records that one phrase gives together become one value: "a | b".
template <class R>
std::vector<FoundValue> Values(const std::vector<R>& records, std::string (*print)(const R&)) {
  std::vector<FoundValue> values;
  for (const R& record : records) {
    const TextSpan span = SpanOf(record.evidence.spans);
    if (!values.empty() && values.back().span == span) {
      values.back().print += " | " + print(record);
    } else {
      values.push_back({print(record), span, record.evidence.rule});
    }
  }
  return values;
}

template <class F, class P>
std::vector<FoundValue> Finds(const FlatText& text, const std::vector<F>& found, P print) {
  std::vector<FoundValue> values;
  for (const F& one : found) values.push_back({print(one), SpanOf(text.SourceOf(one.range)), one.rule});
  return values;
}

// Dates have no finder of their own: their tokens, the longest first.
std::vector<FoundValue> FindTimes(const std::string& source) {
  const FlatText text = Flat(source);
  const Grammar& grammar = Loaded<DeadlineFinder>().grammar();
  const Chart chart = grammar.Parse(text);
  std::vector<const Token*> tokens;
  for (const char* symbol : {"date", "period", "stage-period", "recurrence", "duration", "date-row"}) {
    for (const Token* token : chart.Find(grammar.FindSymbol(symbol))) tokens.push_back(token);
  }
  std::stable_sort(tokens.begin(), tokens.end(), [](const Token* a, const Token* b) {
    return a->range.begin != b->range.begin ? a->range.begin < b->range.begin : a->range.end > b->range.end;
  });
  std::vector<FoundValue> values;
  std::size_t at = 0;
  for (const Token* token : tokens) {
    if (token->range.begin < at) continue;
    at = token->range.end;
    std::string print;
    if (const auto* time = std::any_cast<TimeValue>(&token->value)) print = PrintTime(*time);
    if (const auto* period = std::any_cast<TimePeriod>(&token->value))
      print = PrintTime(period->from) + "/" + PrintTime(period->to);
    if (const auto* row = std::any_cast<std::vector<TimeValue>>(&token->value)) {
      for (const TimeValue& time : *row) print += (print.empty() ? "" : " | ") + PrintTime(time);
    }
    if (const auto* length = std::any_cast<Duration>(&token->value))
      print = std::to_string(length->amount) + " " + length->unit;
    if (const auto* recurrence = std::any_cast<Recurrence>(&token->value)) {
      for (const std::string& rule : recurrence->rules) print += (print.empty() ? "" : " | ") + rule;
    }
    values.push_back({print, SpanOf(text.SourceOf(token->range)), grammar.Derivation(*token)});
  }
  return values;
}

ExtractionContext ContextOf(const Example& example) {
  ExtractionContext context;
  context.document_year = example.year;
  context.issued_date = example.issued;
  return context;
}

// The rules of a grammar that bear the dimension's name.
std::set<std::string> RulesOf(const Grammar& grammar, const std::string& name) {
  // Rules whose finds are no values of their own: deadline_test.cc has them.
  static const std::set<std::string> kElsewhere{"deadline/covers", "deadline/least-span", "deadline/start",
                                                "date/no-such-day", "date/week-of-month"};
  std::set<std::string> rules;
  for (const std::string& rule : grammar.rule_names()) {
    if (rule.starts_with(name + "/") && !kElsewhere.contains(rule)) rules.insert(rule);
  }
  return rules;
}

Dimension Simple(const char* name, std::vector<std::string> lexicons, const Grammar& grammar,
                 const std::function<std::vector<FoundValue>(const std::string&)>& find) {
  const auto ignoring = [find](const Example&, const std::string& text) { return find(text); };
  return {name, RulesOf(grammar, name), &grammar, std::move(lexicons), true, false, ignoring, ignoring};
}

void AddGrammars(std::vector<Dimension>& all) {
  all.push_back(Simple("number", {"number_words.tsv", "units.tsv"}, Loaded<QuantityFinder>().grammar(),
                       [](const std::string& source) {
                         const FlatText text = Flat(source);
                         return Finds(text, Loaded<QuantityFinder>().Find(text),
                                      [](const FoundQuantity& q) { return PrintQuantity(q.quantity); });
                       }));
  all.push_back(Simple("date", {"time_words.tsv"}, Loaded<DeadlineFinder>().grammar(), FindTimes));
  all.push_back(
      Simple("comparator", {"comparators.tsv"}, Loaded<BoundFinder>().grammar(), [](const std::string& source) {
        const FlatText text = Flat(source);
        return Finds(text, Loaded<BoundFinder>().Find(text), [](const FoundBound& b) { return PrintBound(b.bound); });
      }));
  all.push_back(Simple("band", {}, Loaded<BandFinder>().grammar(), [](const std::string& source) {
    return Values<RatingBand>(Loaded<BandFinder>().Find(Flat(source)), PrintBand);
  }));
  const auto target = [](const Example& example, const std::string& source) {
    return Values<Target>(Loaded<TargetFinder>().Find(ContextOf(example), Flat(source)), PrintTarget);
  };
  const Grammar& targets = Loaded<TargetFinder>().grammar();
  all.push_back({"target", RulesOf(targets, "target"), &targets, {}, false, false, target, target});
  const auto alone = [](const Example& example, const std::string& source) {
    return Values<Deadline>(Loaded<DeadlineFinder>().FindInCell(ContextOf(example), Flat(source), "việc", {}),
                            PrintDeadline);
  };
  const auto in_text = [](const Example& example, const std::string& source) {
    return Values<Deadline>(Loaded<DeadlineFinder>().Find(ContextOf(example), Flat(source), {}), PrintDeadline);
  };
  const Grammar& deadlines = Loaded<DeadlineFinder>().grammar();
  all.push_back({"deadline", RulesOf(deadlines, "deadline"), &deadlines, {}, true, false, alone, in_text});
}

std::vector<Dimension> Build() {
  std::vector<Dimension> all;
  AddGrammars(all);
  AddCodeDimensions(all);
  return all;
}

}  // namespace

const std::vector<Dimension>& Dimensions() {
  static const std::vector<Dimension> all = Build();
  return all;
}

}  // namespace vankho
