// Lines of plans and reports from a grammar: text of the genre for the language model, where real text of it is scarce.
//
// The grammar is rows (symbol, text). A text may hold {symbol}, one of that symbol's rows; {^symbol}, the same with its
// first letter capital; {#a-b}, a whole number from a to b. {body} is a name of lexicons/agencies.tsv, {place} noun and
// name of lexicons/places.tsv. Lines come from the symbol `line`. Each row of a symbol is equally likely.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/generator/random.h"
#include "pipeline/base/result.h"

namespace vankho {

class Sentences {
 public:
  // Errors carry file:line: a symbol without rows, one that contains itself, a brace that is not closed.
  static Result<Sentences> Load(const std::string& grammar_path, const std::string& lexicon_folder);

  std::string Line(Random& random) const;

 private:
  struct Part {
    enum class Kind { kText, kSymbol, kNumber } kind = Kind::kText;
    std::string text;  // or the symbol's name
    bool capital = false;
    int low = 0;
    int high = 0;
  };
  struct Row {
    std::vector<Part> parts;
    std::string where;  // file:line
  };
  static Result<Row> ParseRow(std::string_view text, std::string where);
  Result<void> AddNames(const std::string& lexicon_folder);  // the rows of body and place
  Result<void> Check(const std::string& symbol, std::vector<std::string>& open) const;
  void Write(const std::string& symbol, Random& random, std::string& out) const;

  std::map<std::string, std::vector<Row>> rows_;  // by symbol
};

}  // namespace vankho
