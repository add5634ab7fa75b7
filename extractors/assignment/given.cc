// Duties that one body gives to others by a word of its own: "giao", "đề nghị", "yêu cầu".
#include <algorithm>

#include "extractors/assignment/clause.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {

// "Việc <task> giao cho A (chủ trì), B và C (phối hợp)": a bracket says the role of those before it.
bool AssignmentExtractor::GivenWithRoles(const Clause& clause, std::size_t first, std::string_view lead,
                                         std::vector<Assignment>& out) {
  static const Pattern kSaid(R"(\s*\((?i:(chủ trì|phối hợp|thực hiện|tham mưu))\)[\s,;.]*(?:(?i:và)\s+)?)");
  if (lead.size() < 8) return false;
  const std::size_t before = out.size();
  for (std::size_t i = first; i < clause.runs.size(); ++i) {
    const Run& run = clause.runs[i];
    auto said = kSaid.MatchAt(clause.text, run.span.end);
    if (!said || said->span.end > clause.span.end) break;
    const Role role = RoleOfLabel(said->Group(1, clause.text));
    for (const NamedAgency& body : run.bodies) {
      Assignment duty;
      duty.agency = body.WithPlace();
      duty.role = role;
      duty.task = UpperFirst(lead);
      duty.evidence = {{{clause.span.begin, said->span.end}}, "assignment/given-behind < " + body.rule};
      duty.confidence = 0.8 * body.confidence;
      out.push_back(std::move(duty));
    }
    if (i + 1 < clause.runs.size() && clause.runs[i + 1].span.begin != said->span.end) break;
  }
  return out.size() > before;
}

// "Giao A chủ trì, phối hợp với B <task>", "Đề nghị A <task>", "yêu cầu A <task>".
bool AssignmentExtractor::FindGiven(const Clause& clause, const DutyContext& context,
                                    std::vector<Assignment>& out) const {
  static const Pattern kGive(
      R"((?i:(?:^|[\s,(])(giao(?: nhiệm vụ)?(?: cho)?|đề nghị|yêu cầu|mời|phân công|ủy quyền(?: cho)?)\s+)$)");
  for (std::size_t i = 0; i < clause.runs.size(); ++i) {
    const Run& run = clause.runs[i];
    std::size_t from = run.span.begin > clause.span.begin + 40 ? run.span.begin - 40 : clause.span.begin;
    std::string_view before = clause.Between(from, run.span.begin);
    const bool may_give = LastWordOf(before).Is({"giao", "vụ", "cho", "nghị", "cầu", "mời", "công", "quyền"});
    auto give = may_give ? kGive.Find(before) : std::nullopt;
    if (!give) continue;
    static const Pattern kNot(R"((?:^|\s)(?i:không|chưa|đừng|thôi)\s+$)");
    std::size_t verb = from + give->groups[0]->begin;
    if (kNot.Find(clause.Between(from, verb))) continue;
    std::string_view all_before = clause.Between(clause.span.begin, run.span.begin);
    // The giver, or nothing, stands before: "nhiệm vụ Ủy ban nhân dân tỉnh giao cho các sở" gives nothing here.
    std::size_t opens = i > 0 && TrimTask(clause.Between(clause.span.begin, clause.runs[0].span.begin)).empty()
                            ? clause.runs[0].span.end
                            : clause.span.begin;
    // "Kết luận cuộc họp, Chủ tịch ... giao": up to the comma it is said where and when.
    if (i > 0 &&
        TrimTask(clause.Between(clause.runs[i - 1].span.end, std::max(verb, clause.runs[i - 1].span.end))).empty() &&
        clause.Between(clause.span.begin, clause.runs[i - 1].span.begin).ends_with(", "))
      opens = clause.runs[i - 1].span.end;
    std::string_view lead = TrimTask(clause.Between(opens, std::max(opens, verb)));
    std::string_view giver = all_before.substr(0, verb - clause.span.begin);
    bool closed = giver.ends_with(", ") || giver.ends_with(": ") || giver.ends_with("; ");
    if (GivenWithRoles(clause, i, lead, out)) return true;
    if (lead.size() > 16 && !closed && !GivenBehind(clause, i, lead, out)) continue;
    if (lead.size() > 16 && !closed) return true;
    Run whole = UpToVerb(clause, run);
    Role role = verbs_.RoleAtBegin(clause.Between(whole.span.end, clause.span.end)).value_or(Role::kImplement);
    // "Số hóa kết quả cũ: giao A chủ trì, xong trong quý II": what was said before is the duty.
    DutyContext here = context;
    if (lead.size() > 16 && giver.ends_with(": ")) here.topic = TrimTask(lead);
    if (auto others = OthersBehind(clause, whole.span.end)) {
      AddDuty(clause, whole, others->span.end, Role::kLead, here, "assignment/given-with", out);
      AddDuty(clause, *others, others->span.end, Role::kCoordinate, here, "assignment/given-with", out);
    } else {
      AddDuty(clause, whole, whole.span.end, role, here, "assignment/given", out);
    }
    return true;
  }
  return false;
}

}  // namespace vankho
