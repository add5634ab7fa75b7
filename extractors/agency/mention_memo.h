// The mentions of the texts that were searched last. A paragraph is searched for bodies by several extractors, whole
// and sentence by sentence, and most paragraphs are one sentence: with a memo each text is searched once.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/agency/gazetteer.h"

namespace vankho {

// One for each document that is read; not for several threads. The gazetteer must outlive it.
class MentionMemo {
 public:
  explicit MentionMemo(const AgencyGazetteer& gazetteer) : gazetteer_(&gazetteer) {}

  // AgencyGazetteer::Find. The answer holds until the next call.
  const std::vector<NamedAgency>& Find(std::string_view text);

 private:
  struct Searched {
    std::string text;
    std::vector<NamedAgency> found;
  };
  const AgencyGazetteer* gazetteer_;
  std::array<Searched, 8> last_;  // a paragraph, its sentences and their parts
  std::size_t next_ = 0;
};

}  // namespace vankho
