// Labels that stand behind their task in one paragraph.
#include <algorithm>

#include "extractors/assignment/clause.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {

// "Kiểm kê kho. Chủ trì: A. Phối hợp: B.", "Kiểm kê kho (chủ trì: A; thời hạn: tháng 6)".
bool AssignmentExtractor::FindLabelsBehind(std::string_view text, const DutyContext& context,
                                           std::vector<Assignment>& out) const {
  static const Pattern kLabel(
      R"([.;(]\s*(?i:(?:cơ quan|đơn vị|bộ phận)\s+)?(?i:(chủ trì|phối hợp|thực hiện|tham mưu))(?i: thực hiện)?\s*:\s*([^.;:()]+))");
  constexpr std::size_t kShortest = 8;  // bytes
  if (text.find(':') == std::string_view::npos) return false;
  const std::vector<PatternMatch> labels = kLabel.FindAll(text);
  if (labels.empty()) return false;
  const std::string_view task = TrimTask(text.substr(0, labels.front().span.begin));
  // who is named in the task itself has it, and the label speaks of less
  if (task.size() < kShortest || task.find(". ") != std::string_view::npos || !Runs(task, context.mentions).empty())
    return false;
  const std::size_t before = out.size();
  for (const PatternMatch& label : labels) {
    const Role role = RoleOfLabel(label.Group(1, text));
    for (const NamedAgency& body : gazetteer_->FindInList(label.Group(2, text))) {
      Assignment duty;
      duty.agency = body.WithPlace();
      duty.role = role;
      duty.task = UpperFirst(task);
      duty.evidence = {{{0, label.span.end}}, "assignment/labelled < " + body.rule};
      duty.confidence = 0.85 * body.confidence;
      out.push_back(std::move(duty));
    }
  }
  return out.size() > before;
}

}  // namespace vankho
