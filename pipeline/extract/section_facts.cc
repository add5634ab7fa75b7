#include "pipeline/extract/section_facts.h"

#include <charconv>

#include "extractors/criterion/criterion.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

// Does a year stand behind a word that ends as "năm" does?
bool MayHoldYear(std::string_view text) {
  for (std::string_view century : {" 20", " 19"}) {
    for (std::size_t at = text.find(century); at != std::string_view::npos; at = text.find(century, at + 1)) {
      const std::size_t word = text.find_last_not_of(' ', at);
      if (word != std::string_view::npos && (text[word] | 0x20) == 'm') return true;
    }
  }
  return false;
}

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

std::optional<int> LastYear(std::string_view text) {
  static const Pattern kYear(R"((?i:(so với(?: kết quả| cùng kỳ)? )?năm)\s+((?:19|20)\d\d))");
  std::optional<int> last;
  if (!MayHoldYear(text)) return last;
  for (const PatternMatch& match : kYear.FindAll(text)) {
    int year = 0;
    std::string_view digits = match.Group(2, text);
    std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (!match.groups[0]) last = year;
  }
  return last;
}

// "... nâng cao Chỉ số đến năm 2025": how far it looks, not the year that it is about.
std::string_view WithoutHorizon(std::string_view title) {
  static const Pattern kHorizon(R"((?:\s(?i:đến|hướng tới|tầm nhìn)(?i: hết)?)(?i:\s+năm)\s+\d{4}\s*$)");
  auto horizon = kHorizon.Find(title);
  return horizon ? title.substr(0, horizon->span.begin) : title;
}

bool IsGenericHeading(std::string_view heading) {
  static const Pattern kGeneric(
      R"((?:trach nhiem|noi dung|nhiem vu|giai phap|to chuc|phan cong|muc dich|yeu cau|muc tieu|phuong an|cong tac)?(?:[ ,]*(?:va )?(?:thuc hien|trien khai|yeu cau|giai phap|nhiem vu|noi dung|trach nhiem|phan cong|to chuc|cu the|trong tam|chu yeu|cac|cua|don vi))*)");
  return heading.size() <= kLongestTitle && kGeneric.MatchAll(BareKey(Plain(heading))).has_value();
}

namespace {

// "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024", not "Kết quả thực hiện nhiệm vụ năm 2023".
std::optional<int> ComingYear(std::string_view heading) {
  static const Pattern kComing(
      R"((?:phuong huong|nhiem vu|ke hoach|muc tieu|chi tieu|giai phap|chuong trinh|trong tam|du kien)(?:[ ,].*)?)");
  if (!LastYear(heading) || !kComing.MatchAll(BareKey(heading))) return std::nullopt;
  return LastYear(WithoutHorizon(heading));
}

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
    facts.coming_year = IsTitle(section, facts.heading) ? ComingYear(facts.heading) : std::nullopt;
    if (!facts.coming_year && parent != nullptr) facts.coming_year = parent->coming_year;
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
