// Names that a paper gives its bodies: "Trung tâm Điều hành số (sau đây gọi tắt là Trung tâm)".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "extractors/agency/mention_memo.h"
#include "pipeline/document/record.h"

namespace vankho {

// One for each document that is read.
class ShortNames {
 public:
  // Reads the definitions of a paragraph; the paragraphs behind it mention the bodies by these names.
  void Read(std::string_view text, const AgencyGazetteer& gazetteer, MentionMemo& mentions);
  // The full names where the short ones stand, and no definition as a part of a name.
  void SpellOut(Records& records) const;

 private:
  std::map<std::string, std::string> full_;  // by the short name
};

}  // namespace vankho
