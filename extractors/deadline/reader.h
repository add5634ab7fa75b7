// Inside the deadline dimension: one text read once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/deadline/deadline.h"
#include "extractors/deadline/limit.h"

namespace vankho {

class DeadlineReader {
 public:
  DeadlineReader(const DeadlineFinder& finder, const ExtractionContext& context, const FlatText& text,
                 const DeadlineFinder::MentionSource& agencies, const Chart& chart)
      : finder_(finder),
        symbols_(finder.symbols_),
        context_(context),
        text_(text),
        ask_agencies_(agencies),
        chart_(chart) {}

  std::vector<Deadline> ReadParagraph();
  std::vector<Deadline> ReadCell(const std::string& action, const std::vector<std::string>& agencies);

 private:
  // A limit that binds, with the words that it covers (anchor included).
  struct Bound {
    const Token* token = nullptr;
    Limit limit;
    WordRange range;
    WordRange sentence;
    std::string anchor;
    double confidence = 1;
    std::optional<WordRange> first;  // of dates in a row, the first: it stands beside what is to be done
  };

  // deadline.cc: from limits to records
  std::vector<Bound> Limits(bool in_cell) const;
  void ReadAnchor(Bound& bound) const;
  void PassBracket(Bound& bound) const;
  void ReadAnchorBefore(Bound& bound) const;
  bool EndsAnchor(WordRange anchor) const;
  WordRange PlaceOf(const Bound& bound) const { return bound.first.value_or(bound.range); }
  void AddListed(std::vector<Bound>& bounds) const;
  std::vector<Deadline> ToRecords(const Bound& bound) const;
  static void LeaveOpen(std::string_view flag, Deadline& deadline);
  bool SetDue(const Bound& bound, Deadline& deadline) const;
  bool SetInferredDue(const Limit& limit, Deadline& deadline) const;
  void AttachCovers(std::vector<Deadline>& deadlines, const std::vector<WordRange>& ranges) const;

  // binding.cc: does the sentence make it a time limit?
  bool Binds(Bound& bound) const;
  bool IsBeforeDocument(int year) const;
  bool TellsWhichOnes(const Bound& bound) const;
  bool TellsOfState(const Bound& bound) const;
  bool TellsOfPast(const Bound& bound) const;
  bool StandsInBasis(const Bound& bound) const;
  bool IsReported(const Limit& limit) const;
  bool IsCounted(WordRange cycle) const;
  bool RecurrenceBinds(const Bound& bound) const;
  bool IsAboutData(const Bound& bound) const;
  bool HasLabelBefore(const Bound& bound) const;
  bool StandsUnderTime() const;
  bool AimsAt(WordRange sentence) const;
  bool HasDuty(WordRange sentence) const;
  bool HasIn(int symbol, WordRange range) const;
  bool IsHorizon(const Bound& bound) const;

  // action.cc: what must be done
  std::string ActionInBracket(const std::vector<Bound>& all, std::size_t index) const;
  std::string ActionOfRow(const std::vector<Bound>& all, std::size_t index) const;
  WordRange PeriodAtEnd(WordRange words) const;
  std::string ActionOf(const std::vector<Bound>& all, std::size_t index) const;
  std::string WordsBefore(WordRange sentence) const;

  // owner.cc: whose duty it is
  const OwnedDuty* DutyAt(WordRange range) const;
  bool ActsItself(std::size_t index, WordRange sentence) const;
  bool GoesOnWith(std::size_t index, bool addressed) const;
  const AgencyMention* GathererFor(const Bound& bound) const;
  std::vector<const AgencyMention*> ActorsIn(WordRange sentence, const OwnedDuty* duty) const;
  std::vector<std::string> AgenciesOf(const Bound& bound) const;

  const DeadlineFinder& finder_;
  const DeadlineFinder::Symbols& symbols_;
  const ExtractionContext& context_;
  const FlatText& text_;
  const DeadlineFinder::MentionSource& ask_agencies_;
  std::vector<AgencyMention> agencies_;
  const Chart& chart_;
  std::vector<WordRange> sentences_;
};

}  // namespace vankho
