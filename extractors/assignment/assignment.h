// Assignments: which body has which duty, in which role.
//
// Roles come from verbs ("Giao A chủ trì, phối hợp với B ..."), from the place ("Đơn vị phối hợp: ...", an item under a
// heading that is only a body's name), and from the way of reports ("báo cáo về A (qua B để tổng hợp)").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/agency/gazetteer.h"
#include "extractors/agency/mention_memo.h"
#include "extractors/assignment/duty_verbs.h"
#include "pipeline/document/record.h"

namespace vankho {

// What stands above a paragraph.
struct DutyContext {
  std::vector<std::string> section_agencies;  // of the heading whose items these are
  std::string topic;                          // the heading that says what the part is about
  std::string lead_in;                        // the item above, where it ends with a colon
  std::string issuer;                         // the body that speaks: it gives duties and has none by being a subject
  bool gives_duties = false;                  // a heading above says so: whatever a body is said to do is its duty
  bool has_items = false;                     // the paragraph introduces items of its own
  bool items_are_duties = true;               // ... and each of them begins with a verb
  MentionMemo* mentions = nullptr;            // of the document; null: nothing is remembered
};

// Immutable; safe to use from several threads. The gazetteer must outlive it.
class AssignmentExtractor {
 public:
  AssignmentExtractor(const AgencyGazetteer& gazetteer, DutyVerbs verbs);

  // The duties that one paragraph (without its marker) gives. `evidence.spans` are of `text`.
  std::vector<Assignment> Find(std::string_view text, const DutyContext& context) const;

  // The bodies that a heading names when it names nothing else ("1. Trách nhiệm của Sở Nội vụ"); empty where it says
  // more.
  std::vector<std::string> AgenciesOfHeading(std::string_view heading) const;

  // The rules that came nearest to a duty in a paragraph that gives none.
  std::vector<NearRule> NearestRules(std::string_view text, const DutyContext& context) const;

  const DutyVerbs& verbs() const { return verbs_; }

 private:
  struct Clause;
  struct Run;
  std::vector<Run> Runs(std::string_view text, MentionMemo* mentions) const;
  std::size_t VerbBehind(const Clause& clause, std::size_t at) const;
  static std::size_t AsideEnd(const std::vector<WordToken>& tokens, std::size_t open);
  static bool GoesOnSmall(const Run& run, std::string_view between);
  static void PartOwner(Clause& clause);
  bool BeginsWithActor(std::string_view words, MentionMemo* mentions) const;
  std::vector<TextSpan> PartsOf(std::string_view text, MentionMemo* mentions) const;
  bool SaysWhoDoesWhat(std::string_view part, MentionMemo* mentions) const;
  Run UpToVerb(const Clause& clause, const Run& run) const;
  std::optional<Run> OthersBehind(const Clause& clause, std::size_t after) const;
  static std::optional<Run> OthersThatHelp(const Clause& clause, std::size_t after);
  bool FindLabelsBehind(std::string_view text, const DutyContext& context, std::vector<Assignment>& out) const;
  static bool GivenWithRoles(const Clause& clause, std::size_t first, std::string_view lead,
                             std::vector<Assignment>& out);
  bool FindLabelled(std::string_view text, const DutyContext& context, std::vector<Assignment>& out) const;
  void FindInSentence(std::string_view text, TextSpan sentence, const DutyContext& context,
                      std::vector<Assignment>& out) const;
  bool FindGiven(const Clause& clause, const DutyContext& context, std::vector<Assignment>& out) const;
  struct Opening {
    std::size_t index = 0;  // of the run
    bool self = false;      // "việc ... của A": what comes before is the task
  };
  bool SaysWhen(const Clause& clause, std::size_t index) const;
  std::optional<Opening> SubjectOf(const Clause& clause) const;
  bool FindSubject(const Clause& clause, const DutyContext& context, std::vector<Assignment>& out) const;
  bool MayAct(std::string_view words) const;
  bool FindGeneric(const Clause& clause, std::vector<Assignment>& out) const;
  bool FindNamedBehind(const Clause& clause, std::vector<Assignment>& out) const;
  static std::size_t AddHelpersBehind(const Clause& clause, std::size_t at, const std::string& task,
                                      std::vector<Assignment>& out);
  bool AddPassive(const Clause& clause, const Run& run, std::size_t begin, const DutyContext& context,
                  std::vector<Assignment>& out) const;
  static bool GivenBehind(const Clause& clause, std::size_t run, std::string_view lead, std::vector<Assignment>& out);
  bool AddDoneByVerb(const Clause& clause, const Run& run, std::string_view task, const DutyContext& context,
                     std::vector<Assignment>& out) const;
  bool FindDoneBy(const Clause& clause, const DutyContext& context, std::vector<Assignment>& out) const;
  std::vector<Assignment> InheritedHelpers(const Clause& clause, std::string_view words, Role& own,
                                           std::string& task) const;
  void FindInherited(const Clause& clause, const DutyContext& context, std::vector<Assignment>& out) const;
  static bool StartsWithBody(const Clause& clause);
  void FindListedBodies(const Clause& clause, const DutyContext& context, std::vector<Assignment>& out) const;
  static std::string ReceivedTask(const Clause& clause, const Run& run);
  void FindReceivers(const Clause& clause, std::vector<Assignment>& out) const;
  void AddDuty(const Clause& clause, const Run& bodies, std::size_t after, Role role, const DutyContext& context,
               const char* rule, std::vector<Assignment>& out) const;

  std::optional<std::string> VerbAtBegin(std::string_view words) const;
  void NearestOf(std::string_view part, const DutyContext& context, std::vector<NearRule>& rules) const;

  const AgencyGazetteer* gazetteer_;
  DutyVerbs verbs_;
};

}  // namespace vankho
