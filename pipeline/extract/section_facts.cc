#include "pipeline/extract/section_facts.h"

#include "extractors/criterion/criterion.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestTitle = 220;  // bytes; what is longer is a paragraph with a number

bool IsItem(const Section& section) { return section.label == "-" || section.label == "+" || section.label == "*"; }

// "II", "3", "1.2": a number, and no letter or dash.
bool IsNumbered(const Section& section) {
  return !section.label.empty() && ((section.label[0] >= '0' && section.label[0] <= '9') ||
                                    section.label.find_first_not_of("IVX") == std::string::npos);
}

bool IsTitle(const Section& section, std::string_view heading) {
  return !IsItem(section) && heading.size() <= kLongestTitle && !heading.empty() && heading.back() != ';' &&
         heading.back() != '.';
}

// "CHỈ ĐẠO, ĐIỀU HÀNH" -> "Chỉ đạo, điều hành"; "Cải cách TTHC" stays.
std::string Plain(std::string_view heading) {
  while (!heading.empty() && (heading.back() == ':' || heading.back() == '.' || heading.back() == ' '))
    heading.remove_suffix(1);
  return std::string(heading);
}

// "Đơn vị chủ trì: Sở Tư pháp", "Thời gian: Quý II", "Sản phẩm: ...": says something of the heading above, which stays
// what the part is about.
bool IsLabelled(std::string_view heading) {
  static const Pattern kLabel(
      R"((?:cac )?(?:don vi|co quan|bo phan|trach nhiem|chu tri|phoi hop|tham muu|thuc hien|phu trach|chiu trach nhiem|dau moi|thoi gian|thoi han|thoi diem|tien do|han|san pham|ket qua|hinh thuc|dia diem|kinh phi|thanh phan)(?:[ ,]+(?:va )?[a-z]+){0,5} ?: *[^ ].*)");
  static const Pattern kTime(
      R"((?:thoi gian|thoi han|tien do|thoi diem)(?: (?:va tien do|va dia diem|thuc hien|hoan thanh|to chuc|trien khai))*[ .:]*)");
  constexpr std::size_t kReach = 240;  // bytes; labels are short
  bool colon = heading.substr(0, kReach).find(':') != std::string_view::npos;
  if (!colon && !heading.starts_with('t') && !heading.starts_with('T')) return false;
  std::string bare = BareKey(heading.substr(0, kReach));
  bool time = bare.starts_with("thoi ") || bare.starts_with("tien ");
  return (colon && kLabel.MatchAll(bare)) || (time && kTime.MatchAll(bare));
}

}  // namespace

bool IsGenericHeading(std::string_view heading) {
  static const Pattern kGeneric(
      R"((?:trach nhiem|noi dung|nhiem vu|giai phap|to chuc|phan cong|muc dich|yeu cau|muc tieu|phuong an|cong tac)?(?:[ ,]*(?:va )?(?:thuc hien|trien khai|yeu cau|giai phap|nhiem vu|noi dung|trach nhiem|phan cong|to chuc|cu the|trong tam|chu yeu|cac|cua|don vi))*)");
  return heading.size() <= kLongestTitle && kGeneric.MatchAll(BareKey(Plain(heading))).has_value();
}

namespace {

// "a) Kiểm tra công vụ tại các xã." over "- Chủ trì: A.", or the item before it: a task said in a sentence, of which
// the labels speak; "" where a title says what they are about.
std::string TaskOfLabel(const Document& document, const std::vector<SectionFacts>& facts, std::size_t label,
                        const AssignmentExtractor& assignments) {
  auto task = [&](std::size_t i) {
    const std::string& heading = facts[i].heading;
    bool says = !facts[i].labelled && !facts[i].agency_heading;
    return says && !IsTitle(document.sections[i], heading) ? Plain(heading) : std::string();
  };
  std::optional<int> parent = document.sections[label].parent;
  for (std::size_t i = label; i > 0 && parent && IsItem(document.sections[label]);) {
    if (--i == static_cast<std::size_t>(*parent)) break;
    if (document.sections[i].parent != parent || facts[i].labelled) continue;
    if (assignments.verbs().RoleAtBegin(facts[i].heading)) return task(i);
    break;
  }
  return parent ? task(static_cast<std::size_t>(*parent)) : "";
}

}  // namespace

std::vector<SectionFacts> ReadSections(const Document& document, const AssignmentExtractor& assignments,
                                       const std::string& default_index) {
  std::vector<SectionFacts> all(document.sections.size());
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    SectionFacts& facts = all[i];
    facts.heading = JoinedText(document.text(), {section.heading}).text();
    SectionFacts* parent = section.parent ? &all[static_cast<std::size_t>(*section.parent)] : nullptr;
    std::vector<std::string> own = assignments.AgenciesOfHeading(facts.heading);
    // An item that is only a body's name heads a list when it ends with a colon.
    facts.agency_heading = !own.empty() && (!IsItem(section) || facts.heading.ends_with(":"));
    facts.agencies = facts.agency_heading ? own : parent != nullptr ? parent->agencies : std::vector<std::string>{};
    facts.labelled = IsLabelled(facts.heading);
    bool names_topic =
        IsTitle(section, facts.heading) && !facts.labelled && !facts.agency_heading && !IsGenericHeading(facts.heading);
    facts.topic = names_topic ? Plain(facts.heading) : parent != nullptr ? parent->topic : "";
    if (facts.labelled) {
      if (std::string task = TaskOfLabel(document, all, i, assignments); !task.empty()) facts.topic = task;
    }
    std::string index = IsTitle(section, facts.heading) ? IndexOf(facts.heading) : "";
    facts.index = !index.empty() ? index : parent != nullptr ? parent->index : default_index;
    facts.numbered = IsNumbered(section) ? static_cast<int>(i) : parent != nullptr ? parent->numbered : -1;
    if (parent != nullptr) {
      parent->has_items = true;
      if (own.empty() && !assignments.verbs().RoleAtBegin(facts.heading)) {
        parent->items_are_duties = false;
      }
    }
  }
  return all;
}

}  // namespace vankho
