// How probable it is that a careful reader would agree with a record: the rule's share of right records on papers with
// gold (models/record_confidence/rules.tsv, MODEL.md beside it), lowered by what the rule itself doubted and by numbers
// that were hardly legible.
//
// p = share(rule) * said / usual(rule) * legible, in 0.02 .. 0.99. share(rule) leans on its kind's share as on ten
// records (the mean of a beta distribution), so that a rule seen twice does not speak for itself; usual(rule) is what
// it says as a rule.
#pragma once

#include <map>
#include <string>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho {

class RecordConfidence {
 public:
  // Without the file there are flags only, and confidences stay as the rules say them: so it is made (`make
  // record-confidence`).
  static Result<RecordConfidence> Load(const std::string& data_folder);

  // Replaces the confidence of every record and flags those with a number that is hard to read
  // ("number-hard-to-read"); their evidence is filled. Safe from several threads.
  void Apply(const Document& document, Records& records) const;

 private:
  struct Share {
    double right = 1;  // probability
    double usual = 1;  // what its records said on average
  };
  double Calibrated(const std::string& kind, const std::string& rule, double said) const;

  std::map<std::string, Share> shares_;  // by "kind rule", and "kind *"
};

// What the rows of the table are keyed by: the first rule of a derivation, for duties with the rule that found the body
// ("assignment/subject < agency/name").
std::string RuleKey(const std::string& derivation);

}  // namespace vankho
