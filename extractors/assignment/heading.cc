// Headings that are only the names of bodies.
#include <fmt/format.h>

#include "extractors/assignment/clause.h"
#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"

namespace vankho {

namespace {

// "Các Sở: Nội vụ, Tư pháp" is "Sở Nội vụ, Tư pháp".
std::string WithOneHead(std::string_view heading) {
  static const Pattern kPlural(R"(\s*(?i:các\s+)(\p{Lu}\p{Ll}+)\s*:\s*(\p{Lu}.*))");
  auto plural = kPlural.MatchAll(heading);
  return plural ? fmt::format("{} {}", plural->Group(1, heading), plural->Group(2, heading)) : std::string(heading);
}

}  // namespace

std::vector<std::string> AssignmentExtractor::AgenciesOfHeading(std::string_view heading) const {
  const std::string one = heading.find(':') == std::string_view::npos ? std::string() : WithOneHead(heading);
  const std::string_view words = one.empty() ? heading : one;
  static const Pattern kOpen(
      R"(\s*(?i:(?:trách nhiệm|nhiệm vụ)(?: thực hiện)? của\s+|đối với\s+|(?:giao|đề nghị|yêu cầu)\s*:?\s+|mời\s+)?(?i:các\s+)?)");
  std::vector<std::string> agencies;
  if (words.size() > 400) return agencies;
  static constexpr ByteSet kOpens(" \t\n\f\rtTnNgGmMcCyY\xC4");  // the last: of đ and Đ
  auto open = !words.empty() && kOpens.Has(words.front()) ? kOpen.MatchAt(words, 0) : std::nullopt;
  std::size_t at = open ? open->span.end : 0;
  static const Pattern kJoin(R"([\s,;&]*(?:(?:và|cùng)\s+)?(?:các\s+)?)");
  static constexpr ByteSet kJoins(" \t\n\f\r,;&vc");
  auto gap = at < words.size() && kJoins.Has(words[at]) ? kJoin.MatchAt(words, at) : std::nullopt;
  std::vector<NamedAgency> bodies = gazetteer_->FindRow(words, gap ? gap->span.end : at);
  for (const NamedAgency& body : bodies) {
    if (body.span.begin >= at && !kJoin.MatchAll(words.substr(at, body.span.begin - at))) break;
    static const Pattern kLevel(R"(Cấp (?:tỉnh|huyện|xã|cơ sở|trung ương))");
    if (kLevel.MatchAll(body.name)) return {};  // "2. Cấp huyện": whose goals they are
    agencies.push_back(body.WithPlace());
    at = std::max(at, body.span.end);
  }
  if (agencies.empty()) return agencies;
  std::string_view rest = TrimTask(words.substr(at));
  static const Pattern kApposition(R"([-–(]?\s*(?i:\(?cơ quan|đơn vị|là cơ quan)\s[^)]*\)?)");
  static const Pattern kHasDuties(
      R"((?i:(?:có|chịu)\s(?:các\s)?(?:nhiệm vụ|trách nhiệm)(?:\s(?:sau|sau đây|như sau|cụ thể))?|thực hiện(?:\s(?:các\s)?(?:nhiệm vụ|nội dung))?(?:\s(?:sau|sau đây|như sau))?))");
  if (words.ends_with(":") && kHasDuties.MatchAll(rest)) rest = {};
  // "Trưởng ban: đồng chí ...", "Các khoa, trừ ...", "Ủy ban ... (mời tham gia)"
  static const Pattern kWho(R"([:–,-]?\s*(?i:đồng chí|ông|bà|trừ|không kể|ngoại trừ)\s.*)");
  static const Pattern kEach(R"((?i:nhiệm vụ|trách nhiệm|phân công)\s.*(?i:từng)\s.*)");
  if (kWho.MatchAll(rest)) rest = {};
  // "Phòng Cải cách hành chính thuộc Sở"; "các sở, UBND các huyện được khảo sát": all of them are
  static const Pattern kOwner(
      R"((?i:thuộc|trực thuộc)\s(?i:sở|ubnd|ủy ban|huyện|tỉnh|thành phố|xã|phường|bệnh viện|trung tâm)[^,;:.]{0,60})");
  static const Pattern kWhich(R"((?i:được|có liên quan|tham gia|cùng)(?:\s\p{Ll}+){0,6})");
  if (kOwner.MatchAll(rest)) rest = {};
  if (kWhich.MatchAll(rest) && !verbs_.RoleAtBegin(rest)) {
    for (std::string& agency : agencies) agency += fmt::format(" {}", rest);
    rest = {};
  }
  if (kEach.MatchAll(words)) return {};
  // "A, cơ quan thường trực Ban Chỉ đạo, theo dõi ...": what it does stands behind.
  const std::size_t aside = rest.find(", ");
  const bool acts = aside != std::string_view::npos && verbs_.RoleAtBegin(rest.substr(aside + 2)).has_value();
  bool nothing_more =
      rest.empty() || (rest.front() == '(' && rest.back() == ')') || (kApposition.MatchAll(rest) && !acts);
  if (!nothing_more) agencies.clear();
  return agencies;
}

}  // namespace vankho
