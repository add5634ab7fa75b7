// What the reader of goals looks up in a paragraph, and how it finds what a goal measures. Inside extractors/target.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "extractors/comparator/comparator.h"
#include "extractors/engine/context.h"
#include "extractors/engine/grammar.h"
#include "extractors/target/target.h"

namespace vankho {

// One paragraph with its tokens. Borrows all five; copied freely, for one thread.
struct GoalText {
  const ExtractionContext& context;
  const FlatText& text;
  const Chart& chart;
  const TargetSymbols& symbols;
  const GoalWords& words;

  // Does a token of the symbol stand wholly in the range?
  bool Has(int symbol, WordRange range) const;
  // Where the last verb of aiming of the range begins; npos where none.
  std::size_t LastAim(WordRange range) const;
  // "II. MỤC TIÊU", "Chỉ tiêu cụ thể"; not "MỤC ĐÍCH, YÊU CẦU".
  bool HeadingSetsGoals() const;

  mutable std::optional<bool> heading_sets_goals = {};  // once it was asked
};

// "tăng 3 bậc", "giảm 10%"
bool IsChange(const Bound& bound);
// "ít nhất 12 cơ quan": so many of them; without a comparator they are whom the paper is about.
bool CountsBodies(const Bound& bound);

// What each bound of a paragraph measures, read from left to right: the words before it, those behind it, or what the
// goal before it measured.
class SubjectReader {
 public:
  explicit SubjectReader(const GoalText& goal)
      : g_(goal), text_(goal.text), chart_(goal.chart), symbols_(goal.symbols) {}

  void BeginSentence(WordRange sentence, bool goes_on);
  // Of a bound, and from now on that of the sentence. `bracketed`: the bound stands in brackets.
  const std::string& Read(const Token& bound, WordRange sentence, bool bracketed);
  // Behind a bound that may be a goal's; the words of the next one's subject begin there.
  void Pass(const Token& bound, WordRange sentence);
  const std::string& subject() const { return subject_; }  // of the sentence's last bound; "" before the first

 private:
  WordRange BehindComma(WordRange left) const;
  WordRange LeftOf(const Token& token, WordRange sentence, bool bracketed) const;
  WordRange BeforeTime(WordRange right) const;
  bool SaysOfWhat(const Token& token, WordRange sentence) const;
  WordRange BehindTime(WordRange left) const;
  std::size_t BehindBracket(std::size_t at, std::size_t end) const;
  WordRange RightOf(const Token& token, WordRange sentence) const;
  std::size_t EndOfWords(std::size_t at, std::size_t end) const;
  std::size_t EndOfBody(std::size_t at, std::size_t end) const;
  std::size_t DoneBefore(WordRange left) const;
  std::string TaskAround(const Token& token, WordRange sentence) const;
  std::string SpentOn(const Token& token, WordRange sentence) const;
  bool SaysOnlyWhen(WordRange words) const;
  std::string CountedInDuty(const Token& token, WordRange sentence, WordRange left) const;
  std::string LabelOf(const Token& token, WordRange sentence) const;
  bool SaysItself(const Token& token, WordRange sentence) const;
  std::string WithCounted(const Token& token, WordRange left, WordRange right) const;
  bool SaysOnlyPoints(WordRange left) const;
  bool NamesAllOf(const Token& token, WordRange left, WordRange right) const;
  bool IsIndexName(WordRange range) const;
  std::string Find(const Token& token, WordRange sentence, bool bracketed);
  WordRange TrimEnds(WordRange range) const;

  const GoalText& g_;
  const FlatText& text_;
  const Chart& chart_;
  const TargetSymbols& symbols_;
  std::string subject_;
  bool from_right_ = false;    // the subject stood behind its bound
  std::size_t right_end_ = 0;  // and ended here
  std::size_t last_end_ = 0;   // of the last bound
};

}  // namespace vankho
