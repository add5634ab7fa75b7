#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/extract/walk.h"

namespace vankho {

void ReferenceList::Add(Reference reference) {
  std::string key = ToUpper(reference.number);
  if (!own_number_.empty() && key == ToUpper(own_number_)) return;
  // A law without its number: the numbered one of that type and day, or that name.
  if (key.empty()) {
    key = "LUẬT " + reference.printed.text;
    auto numbered = [&](const Reference& known) {
      return !known.number.empty() && known.type == reference.type && known.date == reference.date;
    };
    auto known = std::find_if(references_.begin(), references_.end(), numbered);
    if (known != references_.end() && std::count_if(references_.begin(), references_.end(), numbered) == 1)
      key = ToUpper(known->number);
  }
  // A standard is cited with and without its year.
  if (key.starts_with("TCVN")) key = key.substr(0, key.find(':'));
  auto [first, last] = by_number_.equal_range(key);
  for (auto at = first; at != last; ++at) {
    Reference& known = references_[at->second];
    if (known.date && reference.date && known.date != reference.date) continue;
    if (!known.date) known.date = reference.date;
    if (reference.number.size() > known.number.size()) known.number = reference.number;
    if (known.issuer.empty()) known.issuer = reference.issuer;
    if (known.type.empty()) known.type = reference.type;
    known.is_basis = known.is_basis || reference.is_basis;
    known.evidence.spans.insert(known.evidence.spans.end(), reference.evidence.spans.begin(),
                                reference.evidence.spans.end());
    return;
  }
  by_number_.emplace(std::move(key), references_.size());
  references_.push_back(std::move(reference));
}

}  // namespace vankho
