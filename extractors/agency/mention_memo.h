// The mentions of the paragraph that is read. Several extractors search it for bodies, whole and part by part: its
// words are split once, and each part is searched once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/agency/gazetteer.h"

namespace vankho {

// One for each document that is read; not for several threads. The gazetteer must outlive it.
class MentionMemo {
 public:
  explicit MentionMemo(const AgencyGazetteer& gazetteer) : gazetteer_(&gazetteer) {}

  // The paragraph whose parts are asked for next. It must stay where it is until the next one is opened.
  void Open(std::string_view paragraph);

  // A short name that the paper gives one of its bodies ("sau đây gọi tắt là Hội đồng"): from here on a body of its own
  // where no longer name stands, as "agency/defined".
  void Define(std::string short_name);

  // AgencyGazetteer::Find of any text; quick for views into the paragraph. The answer holds until the next call.
  const std::vector<NamedAgency>& Find(std::string_view text);

 private:
  struct Searched {
    TextSpan part;  // of the paragraph
    std::vector<NamedAgency> found;
  };
  void AddDefined(std::string_view text, std::vector<NamedAgency>& found) const;

  const AgencyGazetteer* gazetteer_;
  std::vector<std::string> defined_;
  std::string_view paragraph_;
  std::vector<WordToken> words_;
  bool split_ = false;  // words_ are the paragraph's
  std::vector<Searched> searched_;
};

}  // namespace vankho
