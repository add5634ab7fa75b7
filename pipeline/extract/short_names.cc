#include "pipeline/extract/short_names.h"

#include "pipeline/base/pattern.h"
#include "pipeline/extract/each_agency.h"

namespace vankho {

void ShortNames::Read(std::string_view text, const AgencyGazetteer& gazetteer, MentionMemo& mentions) {
  static const Pattern kDefines(
      R"re(\s\((?i:sau đây|dưới đây)\s(?i:gọi|viết)(?: chung)?(?: tắt)?(?: là)?:?\s+["“]?(\p{Lu}[^()"“”]{2,60}?)["”]?\s*\))re");
  constexpr std::size_t kLongest = 160;  // bytes of a name
  if (text.find("đây") == std::string_view::npos) return;
  for (const PatternMatch& defined : kDefines.FindAll(text)) {
    const std::string_view before = text.substr(0, defined.span.begin);
    const std::vector<NamedAgency> bodies = gazetteer.Find(before);
    if (bodies.empty()) continue;
    const NamedAgency& body = bodies.back();
    const std::string_view name = before.substr(body.span.begin);
    // words behind the mention belong to its name, unless a mark or a verb's object parts them
    if (name.size() > kLongest || name.find_first_of(",;:.") != std::string_view::npos) continue;
    mentions.Define(std::string(defined.Group(1, text)));
    full_[std::string(defined.Group(1, text))] =
        body.span.end == before.size() ? body.WithPlace() : gazetteer.SpellOut(name);
  }
}

void ShortNames::SpellOut(Records& records) const {
  ForEachAgency(records, [&](std::string& name) {
    if (const std::size_t at = name.find(" (sau đây "); at != std::string::npos) name.resize(at);
    if (auto full = full_.find(name); full != full_.end()) name = full->second;
  });
}

}  // namespace vankho
