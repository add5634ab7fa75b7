#include "extractors/assignment/assignment.h"

#include <fmt/format.h>

#include <algorithm>

#include "extractors/assignment/clause.h"
#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// "hoàn thành trước ngày 17/5", "làm từ ngày 11/4 đến ngày 19/8", "xong trong quý II": a time and nothing that is done.
bool SaysOnlyWhen(const std::string& key) {
  static const Pattern kTime(
      R"((?:(?:thuc hien|trien khai|hoan thanh|hoan tat|lam|xong|ket thuc|bat dau|chu tri|thoi gian|thoi han|tien do|han|han cuoi|truoc|sau|cham nhat|muon nhat|trong|vao|tu|den|het|khong qua|dinh ky|hang|moi|ngay|thang|quy|nam|tuan|dau|giua|cuoi|lam viec|ke|va|cua|la|gio|sang|chieu|[0-9/.-]+|[ivx]+|[a-z]{1,2}[0-9]+)(?:[ ,;:]+|$))+)");
  static const Pattern kDigit(R"([0-9]|quy |nam |thang )");
  return kDigit.Find(key) && kTime.MatchAll(key);
}

// "thực hiện", "tham mưu UBND huyện thực hiện, xong trước ngày 05/3": says nothing of what is to be done; the heading
// does.
bool SaysNothing(std::string_view task) {
  static const Pattern kEmpty(
      R"((?:(?:chiu trach nhiem(?: chinh)?|co trach nhiem|chu tri|tham muu|phoi hop|to chuc|trien khai|va|giup|cho|uy ban nhan dan|ubnd|chu tich|tinh|huyen|thanh pho)(?: |$))*(?:thuc hien|trien khai|to chuc thuc hien|trien khai thuc hien)?(?:hoan thanh (?:truoc|cham nhat|trong|xong) [^;]*)?(?: theo (?:dung )?(?:chuc nang|quy dinh|nhiem vu|ke hoach)[^;]*)?(?:[;,] (?:thoi gian|hoan thanh|xong) [^;]*)?)");
  std::string key = BareKey(task);
  return kEmpty.MatchAll(key).has_value() || SaysOnlyWhen(key);
}

// Two sentences in a row that the same heading's bodies have in the same role are one duty.
void MergeInherited(std::vector<Assignment>& duties, std::size_t first) {
  std::size_t count = duties.size() - first;
  if (count == 0 || first < count) return;
  for (std::size_t i = 0; i < count; ++i) {
    const Assignment& before = duties[first - count + i];
    const Assignment& now = duties[first + i];
    bool both = before.evidence.rule == "assignment/inherited" && now.evidence.rule == "assignment/inherited";
    if (!both || before.agency != now.agency || before.role != now.role) return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    Assignment& before = duties[first - count + i];
    before.task += "; " + duties[first + i].task;
    before.evidence.spans.push_back(duties[first + i].evidence.spans.front());
  }
  duties.resize(first);
}

// "... gồm:", "... tài liệu sau đây ...:": the items are parts of one duty, not duties.
bool ListsParts(std::string_view lead_in) {
  static const Pattern kParts(R"([\s,](?i:gồm|như sau|sau|cụ thể|sau đây(?:\s[^:]*)?)\s*:\s*$)");
  return kParts.Find(lead_in).has_value();
}

// The body that speaks; not one of that name in another place.
bool IsIssuer(const NamedAgency& body, const std::string& issuer) {
  if (issuer.empty() || !issuer.starts_with(body.name)) return false;
  if (issuer.size() == body.name.size()) return true;
  const std::string_view place = std::string_view(issuer).substr(body.name.size());
  if (body.place.empty())
    return place.size() > 1 && place[0] == ' ' && IsUpper(DecodeUtf8(place.substr(1, 4)).front().value);
  return BareKey(place) == BareKey(" " + body.place);
}

// What the label says of the task that stands above it.
std::string_view LabelVerb(Role role) {
  switch (role) {
    case Role::kLead:
      return "Chủ trì thực hiện";
    case Role::kCoordinate:
      return "Phối hợp thực hiện";
    case Role::kAdvise:
      return "Tham mưu thực hiện";
    default:
      return "Thực hiện";
  }
}

// "Các sở (trừ Sở Ngoại vụ), ...": bodies that are exempt have no duty; blanks in their place keep all spans. "(trừ thủ
// tục đặc thù)" is a part of the task and stays. Empty where nobody is exempt.
std::string WithoutExempt(std::string_view text, const AgencyGazetteer& gazetteer) {
  static const Pattern kExempt(R"(\((?i:trừ|không kể|không bao gồm)\s[^()]*\))");
  std::string plain;
  for (const PatternMatch& exempt : kExempt.FindAll(text)) {
    if (gazetteer.Find(exempt.span.Of(text)).empty()) continue;
    if (plain.empty()) plain = text;
    std::fill_n(plain.begin() + static_cast<std::ptrdiff_t>(exempt.span.begin), exempt.span.size(), ' ');
  }
  return plain;
}

}  // namespace

AssignmentExtractor::AssignmentExtractor(const AgencyGazetteer& gazetteer, DutyVerbs verbs)
    : gazetteer_(&gazetteer), verbs_(std::move(verbs)) {}

void AssignmentExtractor::AddDuty(const Clause& clause, const Run& bodies, std::size_t after, Role role,
                                  const DutyContext& context, const char* rule, std::vector<Assignment>& out) const {
  std::string task(TrimTask(WithoutReceiver(clause.Between(after, clause.span.end))));
  if (!context.topic.empty() && SaysNothing(task)) {
    if (TrimTask(clause.text) == TrimTask(context.topic)) return;  // the title of what follows
    task.resize(std::min(task.find_first_of(";,"), task.size()));  // the rest is a time
    task += (task.empty() ? "Thực hiện " : " ") + context.topic;
  }
  const bool long_list = bodies.bodies.size() > kLongList;
  for (const NamedAgency& body : bodies.bodies) {
    Assignment duty;
    duty.agency = body.WithPlace();
    duty.role = role;
    duty.task = UpperFirst(task);
    duty.evidence = {{{bodies.span.begin, clause.span.end}}, std::string(rule) + " < " + body.rule};
    if (after < bodies.span.begin) duty.evidence.spans = {clause.span};
    if (long_list) duty.evidence.spans = {body.span};
    duty.confidence = 0.9 * body.confidence;
    if (!duty.task.empty()) out.push_back(std::move(duty));
  }
}

// "Đơn vị chủ trì: A; B", "Cơ quan phối hợp: ...".
bool AssignmentExtractor::FindLabelled(std::string_view text, const DutyContext& context,
                                       std::vector<Assignment>& out) const {
  static const Pattern kLabel(
      R"((?i:(?:(?:các )?(?:cơ quan|đơn vị|phòng|cơ quan, đơn vị|cơ quan/đơn vị|bộ phận|cá nhân|người|đầu mối)\s+|trách nhiệm\s+|giao\s+)?(chủ trì|phối hợp|thực hiện|tham mưu|phụ trách|chịu trách nhiệm|đầu mối)(?: chính)?(?: thực hiện| tham mưu| triển khai| phối hợp)?)\s*:\s*)");
  auto label = text.find(':') == std::string_view::npos ? std::nullopt : kLabel.MatchAt(text, 0);
  if (!label) return false;
  std::string key = MatchKey(label->Group(1, text));
  bool leads = key != "phối hợp" && key != "tham mưu" && key != "thực hiện";
  Role role = leads               ? Role::kLead
              : key == "phối hợp" ? Role::kCoordinate
              : key == "tham mưu" ? Role::kAdvise
                                  : Role::kImplement;
  std::string topic = !context.topic.empty() ? context.topic : context.lead_in;
  if (topic.empty()) return false;
  std::string_view list = text.substr(label->span.end);
  // "Đơn vị chủ trì: A; đơn vị phối hợp: B"
  static const Pattern kNext(
      R"([;,.]\s+(?i:(?:cơ quan|đơn vị|bộ phận)\s+)?(?i:phối hợp|chủ trì|thực hiện)(?i: thực hiện)?\s*:)");
  if (auto next = kNext.Find(list)) {
    std::size_t second = label->span.end + next->span.begin + 2;
    std::size_t before = out.size();
    FindLabelled(text.substr(second), context, out);
    for (std::size_t i = before; i < out.size(); ++i) {
      for (TextSpan& span : out[i].evidence.spans) span = {span.begin + second, span.end + second};
    }
    list = list.substr(0, next->span.begin);
  }
  static const Pattern kTail(R"(\s(?i:thực hiện|triển khai|theo chức năng)\s.*)");
  if (auto tail = kTail.Find(list)) list = list.substr(0, tail->span.begin);
  for (const NamedAgency& body : gazetteer_->FindInList(list)) {
    Assignment duty;
    duty.agency = body.WithPlace();
    duty.role = role;
    duty.task = fmt::format("{} {}", LabelVerb(role), topic);
    duty.evidence = {{{0, label->span.end + body.span.end}}, "assignment/labelled < " + body.rule};
    duty.confidence = 0.92 * body.confidence;
    out.push_back(std::move(duty));
  }
  return true;
}

// "Sáng thứ Hai hằng tuần, A ...", "Trên tư cách đầu mối, A ...", "Đồng chí Lê Văn Ba, Trưởng phòng Nội vụ ...":
// words up to a comma that name no body and do nothing, before a body and its verb.
bool AssignmentExtractor::SaysWhen(const Clause& clause, std::size_t index) const {
  constexpr std::size_t kLongest = 160;  // bytes
  if (index != 0) return false;
  std::string_view before = clause.Between(clause.span.begin, clause.runs[0].span.begin);
  static const Pattern kPerson(R"(\s*(?i:các\s+)?(?i:đồng chí|ông|bà)\s+(?:\p{Lu}\p{Ll}*\s+){0,5}\p{Lu}\p{Ll}*,\s+)");
  static const Pattern kComrades(R"(\s*(?i:(?:các\s+)?đồng chí\s+))");
  const bool comma = before.substr(0, before.find_last_not_of(" \t\n\f\r") + 1).ends_with(",");
  if (comma && kPerson.MatchAll(before)) return true;
  if (LastWordOf(before).Is({"chí"}) && kComrades.MatchAll(before)) return true;
  if (before.size() > kLongest || !before.ends_with(", ") || before.find(';') != std::string_view::npos) return false;
  static const Pattern kNot(R"((?i:nguyên nhân|kết quả|đến nay|tính đến|năm qua|thời gian qua|trong đó|\(.*))");
  std::string_view rest = clause.Between(clause.runs[0].span.end, clause.span.end);
  return !verbs_.RoleAtBegin(before) && !kNot.MatchAt(before, 0) && verbs_.RoleAtBegin(rest).has_value();
}

// The run that opens the clause as its subject.
std::optional<AssignmentExtractor::Opening> AssignmentExtractor::SubjectOf(const Clause& clause) const {
  static const Pattern kBasis(
      R"(\s*(?:[^:;,]{2,40}:\s*)?(?i:căn cứ|trên cơ sở|theo|thực hiện|sau khi|khi|từ)\s[^;:]*\s(?:của|với|do|từ|cho|tại)\s+)");
  static const Pattern kOpen(
      R"(\s*(?:[^:;,]{2,40}:\s*)?(?:(?i:(?:ngoài ra|đồng thời|đặc biệt là|hằng năm|hàng năm|sau đó|kết thúc|khi|trên cơ sở|căn cứ|trong|quá trình|định kỳ|từ ngày|đối với|trước ngày|chậm nhất|hết|nếu|riêng|mỗi|để|nhằm|(?:những )?khó khăn|trường hợp|\* ?phụ chú)[^;]*?[,:]?\s*))?(?i:đối với\s+)?)");
  static const Pattern kSelf(R"((?i:việc)\s[^;]*\s(?i:của)\s+)");
  std::size_t index = 0;
  bool self = false;
  for (; index < clause.runs.size(); ++index) {
    std::string_view before = clause.Between(clause.span.begin, clause.runs[index].span.begin);
    const LastWord last = LastWordOf(before);
    self = last.Is({"của"}) && (kSelf.MatchAll(TrimTask(before)) || kSelf.MatchAll(before));
    std::string_view tail = before;
    while (!tail.empty() && tail.back() == ' ') tail.remove_suffix(1);
    bool parted = tail.size() < 28 || tail.ends_with(",") || tail.ends_with(":");
    bool owned = index + 1 < clause.runs.size() && last.Is({"của", "với", "do", "từ", "cho", "tại"});
    if (owned && kBasis.MatchAll(before)) continue;  // whose plan it is that is to be followed
    bool opens = TrimTask(before).empty() || self || (parted && kOpen.MatchAll(before)) || SaysWhen(clause, index);
    // "Trong 10 ngày kể từ ngày A công bố, B ...": who did what the time is counted from.
    if (!opens && index + 1 < clause.runs.size() && kOpen.MatchAll(before)) continue;
    if (!opens) return std::nullopt;
    std::string_view rest = clause.Between(clause.runs[index].span.end, clause.span.end);
    bool verb = verbs_.RoleAtBegin(rest).has_value();
    if (verb || (!rest.empty() && rest.front() == ':')) break;
    if (TrimTask(before).empty()) break;
  }
  if (index >= clause.runs.size()) return std::nullopt;
  return Opening{index, self};
}

// "A có trách nhiệm ...", "A phối hợp B ...", "A: ...", "Việc ... của A phải ...".
bool AssignmentExtractor::FindSubject(const Clause& clause, const DutyContext& context,
                                      std::vector<Assignment>& out) const {
  auto opening = SubjectOf(clause);
  if (!opening) return false;
  auto [index, self] = *opening;
  Run run = clause.runs[index];
  std::string_view rest = clause.Between(run.span.end, clause.span.end);
  if (rest.find(':') != std::string_view::npos && MatchKey(rest).find("như sau:") != std::string::npos) return false;
  // Who speaks gives duties and has none, but for what it says that it will do.
  static const Pattern kWill(R"(\s+(?i:sẽ)\s)");
  if (!kWill.MatchAt(rest, 0)) {
    std::erase_if(run.bodies, [&](const NamedAgency& body) { return IsIssuer(body, context.issuer); });
  }
  if (run.bodies.empty()) return false;
  static const Pattern kRelative(
      R"(\s+(?i:được (?:giao|phân công)|có liên quan đến|chưa|còn chậm)[^;.]{0,160}?\s(?i:(chủ động|có trách nhiệm|phải|cần|khẩn trương|kịp thời|nghiêm túc))\s)");
  std::size_t after = run.span.end;
  if (auto relative = kRelative.MatchAt(rest, 0); relative && run.bodies.size() == 1) {
    std::size_t end = run.span.end + relative->groups[0]->begin;
    run.bodies[0].name = run.bodies[0].WithPlace() + std::string(rest.substr(0, relative->groups[0]->begin - 1));
    run.bodies[0].place.clear();
    run.span.end = after = end;
    rest = clause.Between(end, clause.span.end);
  }
  static const Pattern kCharged(R"(\s+(?i:được (?:giao|phân công)(?: nhiệm vụ| trách nhiệm)?)\s)");
  if (auto charged = kCharged.MatchAt(rest, 0);
      after == run.span.end && charged && verbs_.RoleAtBegin(rest.substr(charged->span.end))) {
    run.span.end = after = run.span.end + charged->span.end - 1;
    rest = clause.Between(after, clause.span.end);
  }
  if (after == run.span.end) {
    run = UpToVerb(clause, run);
    after = run.span.end;
    rest = clause.Between(after, clause.span.end);
  }
  static const Pattern kCounted(R"(\s*(?i:(?:đã\s+)?(?:tiếp nhận|giải quyết|thụ lý|trả))\s+(?i:được\s+)?\d[\d.]*\s)");
  // "Sở Y tế: Chấm 1,5/2 điểm"
  static const Pattern kScored(
      R"([\s:]*(?i:thẩm định|tự chấm|đánh giá|chấm|công nhận)[^;.]{0,24}?\s\d+(?:[.,]\d+)?(?:\s*/\s*\d+(?:[.,]\d+)?)?\s+(?i:điểm)[ .;]*)");
  if (kCounted.MatchAt(rest, 0) || kScored.MatchAll(rest)) return false;  // what was done
  auto role = verbs_.RoleAtBegin(rest);
  bool colon = !rest.empty() && rest.front() == ':' && TrimTask(rest).size() > 12;
  bool open = !role && !colon && context.gives_duties && after == run.span.end && MayAct(rest);
  if (!role && !colon && !open) return false;
  if (auto others = OthersBehind(clause, after)) {
    AddDuty(clause, run, others->span.end, Role::kLead, context, "assignment/subject-with", out);
    AddDuty(clause, *others, others->span.end, Role::kCoordinate, context, "assignment/subject-with", out);
  } else {
    AddDuty(clause, run, self ? clause.span.begin : after, role.value_or(Role::kImplement), context,
            open ? "assignment/subject-acts" : "assignment/subject", out);
  }
  return true;
}

// "Phòng Y tế phơi hồ sơ ...": a small word behind the body that is no word of grammar, nor tells how things stand.
bool AssignmentExtractor::MayAct(std::string_view words) const {
  static const Pattern kState(
      R"((?i:đạt|xếp|đứng|mất|tăng|giảm|gồm|nêu|nói|khác|liên quan|nằm|thiếu|thừa|chậm|mới|hoạt động|vượt|chiếm|trở|ban đầu|cùng|số|năm|tháng|ngày|quý|đó|ấy|nhận định|cho rằng|nơi|ở|thời|giai đoạn|một|hai|ba)(?:\s.*)?)");
  static const Pattern kMust(R"(\s*(?i:phải|cần)\s+)");
  if (auto must = kMust.MatchAt(words, 0)) words = words.substr(must->span.end);
  LazyWords tokens(words);
  if (tokens.At(2) == nullptr) return false;
  const WordToken& first = *tokens.At(0);
  if (!first.word || first.capital || !IsLetter(DecodeUtf8(first.key).front().value)) return false;
  if (gazetteer_->EndsName(first.key) || !tokens.At(1)->word) return false;
  return !kState.MatchAll(TrimTask(words));
}

// "... cử cán bộ tham gia, số lượng như sau:" over "- A, B: 02 cán bộ;": the lead-in is the duty of those that the item
// names.
void AssignmentExtractor::FindListedBodies(const Clause& clause, const DutyContext& context,
                                           std::vector<Assignment>& out) const {
  if (!StartsWithBody(clause)) return;
  std::string_view words = clause.Words();
  std::size_t colon = std::min(words.find(':'), words.size());
  std::string_view detail = TrimTask(words.substr(colon));
  if (colon == words.size() && clause.runs.front().span.end + 2 < clause.span.end) return;
  std::string task(TrimTask(context.lead_in));
  if (!detail.empty()) task += fmt::format(" ({})", detail);
  for (const NamedAgency& body : gazetteer_->FindInList(words.substr(0, colon))) {
    Assignment duty;
    duty.agency = body.WithPlace();
    duty.role = verbs_.RoleAtBegin(context.lead_in).value_or(Role::kImplement);
    duty.task = UpperFirst(task);
    duty.evidence = {{clause.span}, "assignment/listed < " + body.rule};
    duty.confidence = 0.7 * body.confidence;
    out.push_back(std::move(duty));
  }
}

// Those who help the heading's body: "Kết hợp B xây dựng ...", "Chủ trì, phối hợp với B ...", "Phối hợp với B tham mưu
// ...". Its role and its task change with them.
std::vector<Assignment> AssignmentExtractor::InheritedHelpers(const Clause& clause, std::string_view words, Role& own,
                                                              std::string& task) const {
  static const Pattern kLead(R"((?i:chủ trì)[\s,]*(?i:và\s+)?(?i:phối hợp)(?i: với| cùng)?\s+)");
  static const Pattern kWith(R"((?i:phối hợp)(?i: với| cùng)?\s+)");
  static const Pattern kAnyWith(R"([\s,](?i:phối hợp)(?i: với| cùng)\s+$)");
  static const Pattern kJoin(R"((?i:kết hợp)(?: chặt chẽ)?(?: với| cùng)?\s+)");
  constexpr const char* kRule = "assignment/inherited-with";
  std::vector<Assignment> others;
  auto join = kJoin.MatchAt(words, 0);
  auto with = join ? OthersBehind(clause, static_cast<std::size_t>(words.data() - clause.text.data())) : std::nullopt;
  if (with) {
    own = Role::kLead;
    task = std::string(TrimTask(clause.Between(with->span.end, clause.span.end)));
    AddDuty(clause, *with, with->span.end, Role::kCoordinate, DutyContext{}, kRule, others);
  }
  if (!others.empty() || (own != Role::kLead && own != Role::kCoordinate)) return others;
  for (const Run& run : clause.runs) {
    std::string spaced = std::string(TrimTask(clause.Between(clause.span.begin, run.span.begin))) + " ";
    bool lead = own == Role::kLead && (kLead.MatchAll(spaced) || kAnyWith.Find(spaced));
    std::string_view rest = clause.Between(run.span.end, clause.span.end);
    bool advise = own == Role::kCoordinate && kWith.MatchAll(spaced) && verbs_.RoleAtBegin(rest) == Role::kAdvise;
    if (!lead && !advise) continue;
    if (advise) own = Role::kAdvise;
    AddDuty(clause, run, run.span.end, Role::kCoordinate, DutyContext{}, kRule, others);
    if (lead && kLead.MatchAll(spaced)) task = std::string(TrimTask(rest));
    break;
  }
  return others;
}

// An item under a heading that is a body's name.
void AssignmentExtractor::FindInherited(const Clause& clause, const DutyContext& context,
                                        std::vector<Assignment>& out) const {
  std::string_view words = TrimTask(clause.Words());
  auto role = verbs_.RoleAtBegin(words);
  // "Hằng quý, chủ trì ...": the verb behind when it is to be done.
  static const Pattern kWhen(
      R"((?i:hằng|hàng|mỗi|định kỳ|trước|trong|chậm nhất|đến|từ|vào|quý|tháng)\s[^,;:]{2,160},\s+)");
  if (auto when = kWhen.MatchAt(words, 0); !role && when) role = verbs_.RoleAtBegin(words.substr(when->span.end));
  // The paper speaks of itself.
  static const Pattern kClosing(
      R"((?i:(?:kế hoạch|công văn|quyết định|chỉ thị|quy định|văn bản)(?: này| có hiệu lực)|trên đây|(?:trong )?quá trình)\s)");
  if (!role && (kClosing.MatchAt(words, 0) || words.starts_with("("))) return;
  if (!role && context.lead_in.empty() && StartsWithBody(clause))
    return;  // another body's, by a verb that nobody knows
  static const Pattern kAims(R"((?i:phấn đấu)\s)");
  static const Pattern kWhom(R"((?i:đối với)\s[^,;:.]{2,80})");
  if (SaysOnlyWhen(BareKey(words)) || kAims.MatchAt(words, 0) || kWhom.MatchAll(words))
    return;  // a time, a goal, whom it is about
  std::string task(TrimTask(WithoutReceiver(words)));
  Role own = role.value_or(Role::kImplement);
  static const Pattern kNoun(
      R"((?i:chế độ|công tác|việc|hoạt động|danh mục|tỷ lệ|số lượng|mức độ|kinh phí|hồ sơ|lưu ý|biên bản|dự toán|hợp đồng)\s)");
  if (kNoun.MatchAt(words, 0) && context.lead_in.empty()) return;  // a topic, no duty
  if (context.has_items && !context.items_are_duties && (!role || !ListsParts(clause.Words())))
    return;  // its items say what
  if (!role && !context.lead_in.empty() && (ListsParts(context.lead_in) || StartsWithBody(clause))) {
    FindListedBodies(clause, context, out);
    return;
  }
  if (!role && !context.lead_in.empty()) {
    task = std::string(TrimTask(context.lead_in)) + ": " + task;
    own = verbs_.RoleAtBegin(context.lead_in).value_or(Role::kImplement);
  }
  std::vector<Assignment> others = InheritedHelpers(clause, words, own, task);
  for (const std::string& agency : context.section_agencies) {
    Assignment duty;
    duty.agency = agency;
    duty.role = own;
    duty.task = UpperFirst(task);
    duty.evidence = {{clause.span}, "assignment/inherited"};
    duty.confidence = role ? 0.85 : 0.6;
    out.push_back(std::move(duty));
  }
  for (Assignment& other : others) out.push_back(std::move(other));
}

void AssignmentExtractor::FindInSentence(std::string_view text, TextSpan sentence, const DutyContext& context,
                                         std::vector<Assignment>& out) const {
  Clause clause{text, sentence, {}};
  for (Run& run : Runs(sentence.Of(text), context.mentions)) {
    run.span = {run.span.begin + sentence.begin, run.span.end + sentence.begin};
    for (NamedAgency& body : run.bodies) body.span = {body.span.begin + sentence.begin, body.span.end + sentence.begin};
    clause.runs.push_back(std::move(run));
  }
  PartOwner(clause);
  bool found = FindGiven(clause, context, out) || FindDoneBy(clause, context, out);
  if (!found) found = FindNamedBehind(clause, out) || FindSubject(clause, context, out);
  if (!found) found = FindGeneric(clause, out);
  if (!found && !context.section_agencies.empty()) FindInherited(clause, context, out);
  FindReceivers(clause, out);
}

std::vector<Assignment> AssignmentExtractor::Find(std::string_view printed, const DutyContext& context) const {
  const std::string blanked = printed.find('(') == std::string_view::npos ? "" : WithoutExempt(printed, *gazetteer_);
  const std::string_view text = blanked.empty() ? printed : std::string_view(blanked);
  constexpr std::size_t kShortestTopic = 16;  // bytes
  constexpr std::size_t kLongestTopic = 300;
  std::vector<Assignment> out;
  if (text.size() < 8 || FindLabelled(text, context, out) || FindLabelsBehind(text, context, out)) return out;
  static const Pattern kReportItem(R"((?i:báo cáo)\s+(?i:tháng|quý|năm|tuần|\d|định kỳ|sơ kết|tổng kết|đột xuất))");
  if (!context.lead_in.empty() && kReportItem.MatchAt(text, 0))
    return out;  // an item of the lead-in's duty, not one of its own
  static const Pattern kAlso(R"(\s*(?i:đồng thời|sau đó)\s)");
  DutyContext here = context;
  for (TextSpan part : PartsOf(text, context.mentions)) {
    if (TrimTask(part.Of(text)).size() < 8) continue;
    bool goes_on = part.begin > 0 && (text[part.begin - 1] == ' ' || kAlso.MatchAt(text, part.begin));
    // "A chủ trì ... . Tổng hợp kết quả báo cáo B.": a sentence that begins with its verb goes on with A.
    bool same_body = context.section_agencies.empty() && verbs_.RoleAtBegin(part.Of(text)).has_value();
    if (!goes_on && !same_body) here = context;
    std::size_t first = out.size();
    std::string topic = here.topic;
    // "Công khai danh sách hộ nghèo. Công chức ... chịu trách nhiệm thực hiện": what was said before is the duty.
    std::string_view before = TrimTask(text.substr(0, part.begin));
    if (before.size() > kShortestTopic && before.size() < kLongestTopic && first == 0) here.topic = before;
    if (first > 0) here.topic = out.back().task;
    FindInSentence(text, part, here, out);
    here.topic = std::move(topic);
    // The next part without a subject of its own is the duty of the same bodies.
    std::vector<std::string> bodies;
    for (std::size_t i = first; i < out.size(); ++i) {
      bool subject = out[i].evidence.rule.starts_with("assignment/subject") ||
                     out[i].evidence.rule.starts_with("assignment/given");
      if (subject && out[i].role != Role::kCoordinate) bodies.push_back(out[i].agency);
    }
    if (!bodies.empty()) here.section_agencies = bodies;
    MergeInherited(out, first);
  }
  return out;
}

}  // namespace vankho
