// Duties whose body neither opens the sentence nor is given them: "<task> do A chủ trì", "<task>: A", bodies that are
// named by what concerns them, those who receive what others send.
#include <algorithm>

#include "extractors/assignment/clause.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// One duty of each body; `sure` is the rule's own confidence.
void AddForEach(const std::vector<NamedAgency>& bodies, Role role, std::string_view task, TextSpan span,
                const char* rule, double sure, std::vector<Assignment>& out) {
  for (const NamedAgency& body : bodies) {
    Assignment duty;
    duty.agency = body.WithPlace();
    duty.role = role;
    duty.task = UpperFirst(task);
    duty.evidence = {{bodies.size() > kLongList ? body.span : span}, std::string(rule) + " < " + body.rule};
    duty.confidence = sure * body.confidence;
    out.push_back(std::move(duty));
  }
}

// Until when a report is sent, and from when its numbers are, is a deadline's: "báo cáo quý, chậm nhất ngày 05/7".
std::string_view WithoutTime(std::string_view words) {
  static const Pattern kUntil(
      R"([\s,(]+(?i:chậm nhất|trước ngày|trước \d|trong thời hạn|trong vòng|vào ngày|xong trước|định kỳ|\(?(?:kỳ )?số liệu)\s)");
  auto until = kUntil.Find(words);
  return until ? words.substr(0, until->span.begin) : words;
}

// What the pattern matches first, no more than a few words behind `from` and in the same sentence. A count of those
// words inside the pattern would cost a state of the automaton for each.
std::optional<PatternMatch> VerbNear(const Pattern& verb, std::string_view text, std::size_t from) {
  constexpr std::size_t kReach = 60;    // characters
  constexpr std::size_t kWindow = 384;  // bytes: four a character at most, and the verb
  auto found = verb.FindBegin(text.substr(0, from + kWindow), from);
  if (!found) return std::nullopt;
  std::string_view between = text.substr(from, *found - from);
  if (between.find_first_of(";.") != std::string_view::npos || ToUtf32(between).size() > kReach) return std::nullopt;
  return verb.MatchAt(text, *found);
}

}  // namespace

// "báo cáo ... để Phòng Nội vụ tổng hợp": what stands behind "để" is the receiver's.
std::string_view WithoutReceiver(std::string_view task) {
  static const Pattern kFor(R"(\s(?i:để)\s[^;.,]{0,60}?(?i:tổng hợp))");
  static const Pattern kGather(R"((?i:tổng hợp))");  // is quickly told, and most tasks have it not
  auto match = kGather.Find(task) ? kFor.Find(task) : std::nullopt;
  if (!match || match->span.begin < 16 || task.substr(0, match->span.begin).find('(') != std::string_view::npos)
    return task;
  return task.substr(0, match->span.begin);
}

// "Cơ quan, đơn vị có hồ sơ quá hạn phải ...": a body that is named by what concerns
// it.
bool AssignmentExtractor::FindGeneric(const Clause& clause, std::vector<Assignment>& out) const {
  static const Pattern kBody(
      R"((?:[^;:]{0,80}, )??((?i:(?:các\s+)?(?:cơ quan|đơn vị|phòng|địa phương|tổ chức|bộ phận|công chức|chủ đầu tư)(?:(?:,| và) (?:cơ quan|đơn vị|địa phương|cá nhân|bộ phận))*)\s(?i:được|có|bị|chưa|không|trực tiếp|chủ trì|giải quyết|tiếp nhận|để|thụ lý|phụ trách|trực|chuyên trách|làm)\s[^;:,.]{3,80}?)\s(?i:(?:phải|cần|có trách nhiệm|chịu trách nhiệm|chủ động)\s))");
  static const Pattern kMust(R"(\s(?i:phải|cần|có trách nhiệm|chịu trách nhiệm|chủ động)\s)");
  std::string_view words = clause.Words();
  auto body = kMust.Find(words) ? kBody.MatchAt(words, 0) : std::nullopt;
  if (!body) return false;
  TextSpan name = *body->groups[0];
  std::string_view rest = words.substr(name.end);
  auto role = verbs_.RoleAtBegin(rest);
  Assignment duty;
  duty.agency = UpperFirst(gazetteer_->SpellOut(name.Of(words)));
  duty.role = role.value_or(Role::kImplement);
  duty.task = UpperFirst(TrimTask(WithoutReceiver(rest)));
  duty.evidence = {{{clause.span.begin + name.begin, clause.span.end}}, "assignment/generic"};
  duty.confidence = 0.7;
  out.push_back(std::move(duty));
  return true;
}

// "Danh sách phải được các xã lập xong"; where duties are given "Góp ý được Văn phòng trả lời" as well: the verb behind
// the body is the task.
bool AssignmentExtractor::AddPassive(const Clause& clause, const Run& run, std::size_t begin,
                                     const DutyContext& context, std::vector<Assignment>& out) const {
  static const Pattern kPassive(R"(\s(?i:phải|cần|sẽ)\s+(?i:được)\s+$)");
  static const Pattern kPlain(R"(\s+(?i:được)\s+$)");
  static const Pattern kPast(R"((?i:đã|vừa|mới|chưa|không|khi|nếu|ngay sau khi)\s)");
  if (run.span.begin < begin) return false;
  std::string_view before = clause.Between(begin, run.span.begin);
  if (!LastWordOf(before).Is({"được"})) return false;
  auto passive = kPassive.Find(before);
  bool plain = context.gives_duties && begin == clause.span.begin && &run == &clause.runs.front() &&
               !kPast.Find(before) && !verbs_.RoleAtBegin(before);
  if (!passive && plain) passive = kPlain.Find(before);
  std::string_view rest = clause.Between(run.span.end, clause.span.end);
  auto role = passive ? verbs_.RoleAtBegin(rest) : std::nullopt;
  if (!role) return false;
  // what it is done to: the words behind the last mark
  std::string_view what = TrimTask(before.substr(0, passive->span.begin));
  if (std::size_t mark = what.find_last_of(",;"); mark != std::string_view::npos)
    what = TrimTask(what.substr(mark + 1));
  std::string task = UpperFirst(TrimTask(rest)) + ": " + std::string(what);
  AddForEach(run.bodies, *role, task, clause.span, "assignment/passive", 0.7, out);
  return true;
}

// "Việc số hóa sổ cũ giao cho A, xong trước ngày 30/9": the task stands before, behind the body no more than a time.
bool AssignmentExtractor::GivenBehind(const Clause& clause, std::size_t run, std::string_view lead,
                                      std::vector<Assignment>& out) {
  static const Pattern kWork(R"((?i:việc|công việc|công tác|nhiệm vụ|phần việc|nội dung)\s.*)");
  static const Pattern kThis(R"((?i:(?:công )?việc|nhiệm vụ|nội dung)\s(?i:này|trên|đó))");
  static const Pattern kWhen(
      R"(\s*(?:\([^()]{2,160}\))?[\s,.;/]*(?:(?i:hoàn thành|hoàn tất|xong|trước|chậm nhất|muộn nhất|trong|từ|thời gian|làm|đến)\s.*)?)");
  const Run& body = clause.runs[run];
  if (run != 0 || !kWork.MatchAll(lead) || !kWhen.MatchAll(clause.Between(body.span.end, clause.span.end)))
    return false;
  std::string task(lead);
  if (kThis.MatchAll(lead)) {  // what the sentence before says
    std::string_view before = TrimTask(clause.text.substr(0, clause.span.begin));
    std::size_t stop = before.rfind(". ");
    task = TrimTask(before.substr(stop == std::string_view::npos ? 0 : stop + 1));
  }
  if (task.size() < 8) return false;
  AddForEach(body.bodies, Role::kImplement, task, clause.span, "assignment/given-behind", 0.8, out);
  return true;
}

// "Biên bản do Văn phòng lập, gửi các xã": where duties are given; not "rà soát văn bản do Sở ban hành".
bool AssignmentExtractor::AddDoneByVerb(const Clause& clause, const Run& run, std::string_view task,
                                        const DutyContext& context, std::vector<Assignment>& out) const {
  std::string_view rest = clause.Between(run.span.end, clause.span.end);
  auto role = verbs_.RoleAtBegin(rest);
  if (std::size_t mark = task.rfind(';'); mark != std::string_view::npos) task = task.substr(mark + 1);
  task = TrimTask(task);
  static const Pattern kShare(
      R"((?:.*\s)?(?i:tỷ lệ|tỉ lệ|tiêu chí|chỉ số|số|điểm)\s.*|.*[“"].*)");  // "tỷ lệ hồ sơ do A trả"
  bool what = &run == &clause.runs.front() && task.size() >= 8 && !verbs_.RoleAtBegin(task) && !kShare.MatchAll(task);
  if (!context.gives_duties || !role || !what) return false;
  std::string words = UpperFirst(TrimTask(rest)) + ": " + std::string(task);
  AddForEach(run.bodies, *role, words, clause.span, "assignment/done-by-verb", 0.75, out);
  return true;
}

// "<task> do A chủ trì".
bool AssignmentExtractor::FindDoneBy(const Clause& clause, const DutyContext& context,
                                     std::vector<Assignment>& out) const {
  static const Pattern kBy(R"((?:^|\s)(?i:do)\s+(?i:(?:các\s+)?đồng chí\s+)?$)");
  static const Pattern kRole(R"(\s*(?i:(chủ trì|phối hợp|thực hiện|tham mưu)))");
  bool any = false;
  std::size_t begin = clause.span.begin;  // behind the duty before
  for (const Run& run : clause.runs) {
    std::string_view before = clause.Between(begin, run.span.begin);
    if (AddPassive(clause, run, begin, context, out)) {
      any = true;
      begin = clause.span.end;
      continue;
    }
    std::string_view tail = before.size() > 16 ? before.substr(before.size() - 16) : before;
    bool aside = tail.ends_with(" (");  // "<task> (A chủ trì; xong trong quý I)"
    bool by = aside || (LastWordOf(tail).Is({"do", "chí"}) && kBy.Find(tail));
    if (!by) continue;
    auto said = kRole.MatchAt(clause.text, run.span.end);
    if (!aside && !said) {
      const std::size_t word = before.size() - tail.size() + kBy.FindBegin(tail).value_or(0);
      if (AddDoneByVerb(clause, run, before.substr(0, word), context, out)) return true;
    }
    if (!said || said->span.end > clause.span.end) continue;
    std::string verb = MatchKey(said->Group(1, clause.text));
    std::string task(TrimTask(before.substr(0, before.size() - (aside ? 2 : 3))));
    static const Pattern kWork(R"((?i:công tác|việc|nhiệm vụ|nội dung|hoạt động)\s)");
    bool work = verbs_.RoleAtBegin(task) || kWork.MatchAt(task, 0);
    if (task.size() < 6 || (aside && (verb == "thực hiện" || !work))) continue;
    const Role role = RoleOfLabel(verb);
    AddForEach(run.bodies, role, task, {begin, said->span.end}, "assignment/done-by", 0.9, out);
    any = true;
    begin = said->span.end;
    begin = AddHelpersBehind(clause, begin, task, out);
  }
  return any;
}

// "... do A chủ trì, B và C phối hợp": those who help with the task that was said before. Behind them, or `at`.
std::size_t AssignmentExtractor::AddHelpersBehind(const Clause& clause, std::size_t at, const std::string& task,
                                                  std::vector<Assignment>& out) {
  static const Pattern kHelp(R"(\s+(?i:cùng\s+)?(?i:phối hợp)(?i:\s+thực hiện)?)");
  for (const Run& run : clause.runs) {
    if (run.span.begin < at) continue;
    static const Pattern kWhen(R"((?i:trong|trước|chậm nhất|từ|vào|xong|hoàn thành|đến)\s[^;:]{0,60})");
    std::string_view gap = clause.Between(at, run.span.begin);
    std::string_view between = TrimTask(gap);
    auto help = kHelp.MatchAt(clause.text, run.span.end);
    bool parted = gap.ends_with(", ") || gap.ends_with("; ");
    bool joined =
        between.empty() || between == "cùng" || between == "và" || (parted && kWhen.MatchAll(between).has_value());
    if (!joined || !help || help->span.end > clause.span.end) return at;
    AddForEach(run.bodies, Role::kCoordinate, task, {clause.span.begin, help->span.end}, "assignment/done-by", 0.9,
               out);
    return help->span.end;
  }
  return at;
}

// "Bố trí lại quầy tiếp dân: Văn phòng Sở.", "Bố trí lại quầy tiếp dân (Văn phòng Sở).", "..., trách nhiệm thuộc Văn
// phòng Sở.": the bodies stand behind the task.
bool AssignmentExtractor::FindNamedBehind(const Clause& clause, std::vector<Assignment>& out) const {
  static const Pattern kOn(R"((.*[^\s,])[\s,]+(?i:trách nhiệm (?:chính )?(?:thuộc|là của)(?: về)?)\s+)");
  if (clause.runs.empty()) return false;
  const Run& run = clause.runs.back();
  std::string_view before = clause.Between(clause.span.begin, run.span.begin);
  std::string_view behind = clause.Between(run.span.end, clause.span.end);
  // "Đầu mối tổng hợp là A"
  static const Pattern kIs(R"(((?i:(?:cơ quan|đơn vị)\s)?(?i:đầu mối|thường trực)\s[^;:.,]{2,80})\s(?i:là)\s+)");
  if (auto is = kIs.MatchAll(before); is && TrimTask(behind).empty()) {
    AddForEach(run.bodies, Role::kLead, TrimTask(is->Group(1, before)), clause.span, "assignment/named-behind", 0.85,
               out);
    return true;
  }
  bool closes = TrimTask(behind).empty() || TrimTask(behind) == ")";
  bool aside = before.ends_with(" (") && !behind.empty() && behind.front() == ')';
  if (!closes) return false;
  auto on = kOn.MatchAll(before);
  std::size_t last = before.find_last_not_of(' ');
  bool colon = clause.runs.size() == 1 && last != std::string_view::npos && before[last] == ':';
  if (!colon && !aside && !on) return false;
  std::string_view task = TrimTask(on ? on->Group(1, before) : aside ? before.substr(0, before.size() - 2) : before);
  auto role = verbs_.RoleAtBegin(task);
  if (on && !role) role = Role::kImplement;
  if (!role || task.size() < 12 || (aside && task.find('(') != std::string_view::npos)) return false;
  AddForEach(run.bodies, *role, task, clause.span, "assignment/named-behind", 0.85, out);
  return true;
}

namespace {

// One body that is no authority: what goes to a people's committee or to "các đơn vị" is told to them, not gathered.
bool MayGather(const NamedAgency& body) {
  return body.rule.find("agency/group") == std::string::npos && !body.name.starts_with("Ủy ban nhân dân") &&
         !body.name.starts_with("Chủ tịch") && !body.name.starts_with("Các ");
}

}  // namespace

// "(qua A để tổng hợp)", "để A tổng hợp", "gửi về A để tổng hợp", "gửi báo cáo về A".
void AssignmentExtractor::FindReceivers(const Clause& clause, std::vector<Assignment>& out) const {
  static const Pattern kGathers(R"(\s*[,(]?\s*(?i:để\s+)?(?i:tổng hợp|theo dõi, tổng hợp|theo dõi và tổng hợp))");
  static const Pattern kGathersFor(
      R"([^;.]{0,60}(?i:để\s+)(?i:(?:được\s+)?(?:kịp thời\s+)?(?:tổng hợp|theo dõi|hướng dẫn|giải đáp|tháo gỡ|xem xét|giải quyết|hỗ trợ)))");
  static const Pattern kReports(R"((?i:báo cáo|gửi|phản ánh|kiến nghị|lập danh sách|đăng ký|trao đổi))");
  static const Pattern kSays(R"((?i:báo cáo|phản ánh|kiến nghị|vướng mắc|khó khăn|danh sách|đăng ký|thông báo)\s)");
  static const Pattern kEnds(
      R"(\s*(?:[,;.)]|$|(?i:trước|chậm nhất|muộn nhất|trong|vào|định kỳ|hằng|hàng|không quá|theo|đúng|khi|để|ngay|kèm|bằng|qua)\s))");
  for (const Run& run : clause.runs) {
    std::size_t from = run.span.begin > clause.span.begin + 24 ? run.span.begin - 24 : clause.span.begin;
    const LastWord before = LastWordOf(clause.Between(from, run.span.begin));
    bool through = before.Is({"qua"}) && (before.parted() || before.before == '(');
    bool for_it = before.Is({"để"}) && before.parted();
    bool back = before.Is({"về", "gửi"}) && before.parted();
    bool to = back || (before.Is({"cho", "tới", "đến"}) && before.parted());
    if (!through && !for_it && !to) continue;
    std::size_t near = run.span.begin > clause.span.begin + 400 ? run.span.begin - 400 : clause.span.begin;
    std::string_view all_before = clause.Between(near, run.span.begin);
    bool gathers = kGathers.MatchAt(clause.text, run.span.end).has_value();
    bool receives =
        (through && kReports.Find(all_before)) || (for_it && gathers) ||
        (to && kReports.Find(all_before) && (gathers || kGathersFor.MatchAt(clause.text, run.span.end))) ||
        (back && kSays.Find(all_before) && kEnds.MatchAt(clause.text, run.span.end) && MayGather(run.bodies.front()));
    static const Pattern kByWayOf(R"(\s*\(\s*(?i:qua|thông qua)\s)");  // it is the other body that gathers
    if (!receives || kByWayOf.MatchAt(clause.text, run.span.end)) continue;
    AddForEach(run.bodies, Role::kReceive, ReceivedTask(clause, run), clause.span, "assignment/receiver", 0.75, out);
  }
}

// "báo cáo kết quả về A để tổng hợp" is for A: "Tổng hợp báo cáo kết quả".
std::string AssignmentExtractor::ReceivedTask(const Clause& clause, const Run& run) {
  static const Pattern kDoes(
      R"((?i:(?:để\s+)?(?:được\s+)?(?:kịp thời\s+)?(tổng hợp|theo dõi|hướng dẫn|giải đáp|tháo gỡ|xem xét|giải quyết|hỗ trợ)[^;.)]*))");
  std::size_t near = run.span.begin > clause.span.begin + 8 ? run.span.begin - 8 : clause.span.begin;
  if (const LastWord last = LastWordOf(clause.Between(near, run.span.begin)); last.Is({"để"}) && last.parted()) {
    return UpperFirst(TrimTask(clause.Between(run.span.end, clause.span.end)));
  }
  auto does = VerbNear(kDoes, clause.text, run.span.end);
  static const Pattern kSent(R"(.*[\s,](?i:gửi|nộp|chuyển)\s+([^,;()]{12,})\s+(?i:về|đến|tới|cho)\s*)");
  std::string_view before = clause.Between(clause.span.begin, run.span.begin);
  static const Pattern kSends(R"([\s,](?i:gửi|nộp|chuyển)\s)");  // is quickly told
  const bool may_send = LastWordOf(before).Is({"về", "đến", "tới", "cho"}) && kSends.FindBegin(before);
  auto sent = may_send ? kSent.MatchAll(before) : std::nullopt;
  std::string spaced(TrimTask(clause.Between(clause.span.begin, run.span.begin)));
  static const Pattern kTail(R"([\s,(]+(?i:gửi|về|qua|thông qua|cho|tới|đến|để|gửi về|báo cáo về)$)");
  while (auto tail = kTail.Find(spaced)) spaced.resize(tail->span.begin);
  static const Pattern kVerb(
      R"((?:[,;:]\s+|^)(?i:danh sách|lập)\s|(?:[,;:]\s+|^|\s)(?:lập|(?i:báo cáo|phản ánh|kiến nghị|đề nghị|xây dựng|đăng ký|kết quả))\s)");
  auto last = kVerb.Find(spaced);
  std::string what(last ? TrimTask(spaced.substr(last->span.begin)) : std::string_view());
  if (sent) what = TrimTask(sent->Group(1, before));
  // "nếu có khó khăn, vướng mắc, đề nghị báo cáo ...": what is reported stands before the verb.
  static const Pattern kTrouble(
      R"(.*?((?i:(?:những )?(?:khó khăn|vướng mắc|vấn đề phát sinh))[^;]*?)[\s,]+(?i:(?:đề nghị|kịp thời|các \p{L}+(?:, \p{L}+)*)\s+)*(?i:báo cáo|phản ánh|kiến nghị|trao đổi|liên hệ)(?:\s.*)?)");
  if (auto trouble = kTrouble.MatchAll(spaced)) what = trouble->Group(1, spaced);
  if (std::string_view timeless = WithoutTime(what); timeless.size() >= 12) what.resize(timeless.size());
  if (what.size() < 12 && StartsWithBody(clause) && clause.runs.front().span.end < run.span.begin)
    what = WithoutTime(TrimTask(spaced.substr(std::min(spaced.size(), clause.runs.front().span.size()))));
  if (what.size() < 12) return UpperFirst(TrimTask(clause.Words()));
  if (!does) return "Nhận " + what;
  std::size_t end = does->groups[0]->end;
  std::string_view rest = TrimTask(WithoutTime(clause.text.substr(end, does->span.end - end)));
  return UpperFirst(does->Group(1, clause.text)) + " " + what + (rest.empty() ? "" : ", ") + std::string(rest);
}

}  // namespace vankho
