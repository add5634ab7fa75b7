#include "extractors/agency/mention_memo.h"

namespace vankho {

const std::vector<NamedAgency>& MentionMemo::Find(std::string_view text) {
  for (const Searched& known : last_) {
    if (known.text == text) return known.found;
  }
  Searched& fresh = last_[next_];
  next_ = (next_ + 1) % last_.size();
  fresh.found = gazetteer_->Find(text);
  fresh.text = text;
  return fresh.found;
}

}  // namespace vankho
