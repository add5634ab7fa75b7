// Which rule came nearest where no duty was found: for people, so its cost does not matter. Each rule of this folder is
// asked part by part, over the same words and bodies.
#include <algorithm>

#include "extractors/assignment/clause.h"
#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

std::optional<std::string> Words(const std::optional<PatternMatch>& match, std::string_view text) {
  if (!match) return std::nullopt;
  return std::string(TrimTask(match->Group(1, text)));
}

}  // namespace

// The verb that opens the words, as printed.
std::optional<std::string> AssignmentExtractor::VerbAtBegin(std::string_view words) const {
  constexpr std::size_t kReach = 8;  // words that only bend it
  if (!verbs_.RoleAtBegin(words)) return std::nullopt;
  const std::vector<WordToken> tokens = SplitWords(words);
  for (std::size_t i = 0; i < tokens.size() && i < kReach; ++i) {
    if (auto hit = verbs_.At(tokens, i))
      return std::string(words.substr(tokens[i].span.begin, tokens[hit->end - 1].span.end - tokens[i].span.begin));
  }
  return std::nullopt;
}

void AssignmentExtractor::NearestOf(std::string_view part, const DutyContext& context,
                                    std::vector<NearRule>& rules) const {
  static const Pattern kGives(
      R"((?:^|[\s,(])((?i:giao(?: nhiệm vụ)?(?: cho)?|đề nghị|yêu cầu|mời|phân công|ủy quyền)))");
  static const Pattern kLabel(
      R"(\s*((?i:(?:cơ quan|đơn vị|bộ phận|trách nhiệm)\s[^:]{0,40}|chủ trì|phối hợp|thực hiện|tham mưu))\s*:)");
  static const Pattern kBy(R"(\s((?i:do)))");
  static const Pattern kRole(R"(\s*((?i:chủ trì|phối hợp|thực hiện|tham mưu)))");
  static const Pattern kSays(R"(((?i:báo cáo|gửi|phản ánh|kiến nghị|lập danh sách|đăng ký)))");
  const std::vector<Run> runs = Runs(part, nullptr);
  // the body at or behind a byte, and the words behind it
  auto body = [&](std::size_t from, std::size_t reach) -> const Run* {
    auto run = std::find_if(runs.begin(), runs.end(), [&](const Run& one) { return one.span.begin >= from; });
    return run == runs.end() || run->span.begin > from + reach ? nullptr : &*run;
  };
  auto printed = [&](const Run* run) {
    return run == nullptr ? std::nullopt : std::optional<std::string>(run->span.Of(part));
  };
  auto verb = [&](const Run* run) { return run == nullptr ? std::nullopt : VerbAtBegin(part.substr(run->span.end)); };
  const std::size_t anywhere = part.size();

  auto gives = kGives.Find(part);
  const Run* given = gives ? body(gives->span.end, 8) : nullptr;
  rules.push_back(NearRule{"assignment/given", {}, {}}
                      .Part("a word that gives (giao, đề nghị, yêu cầu, mời, phân công)", Words(gives, part))
                      .Part("a body behind it", printed(given))
                      .Part("a verb of duty behind the body", verb(given)));
  const Run* subject = body(0, 2);
  rules.push_back(NearRule{"assignment/subject", {}, {}}
                      .Part("a body that opens the sentence", printed(subject))
                      .Part("a verb of duty behind it", verb(subject)));
  auto label = kLabel.MatchAt(part, 0);
  rules.push_back(NearRule{"assignment/labelled", {}, {}}
                      .Part("a label with a colon (\"Đơn vị chủ trì:\")", Words(label, part))
                      .Part("a body behind it", label ? printed(body(label->span.end, anywhere)) : std::nullopt)
                      .Part("a heading above that says what is to be done",
                            context.topic.empty() ? std::nullopt : std::optional(context.topic)));
  auto by = kBy.Find(part);
  const Run* doer = by ? body(by->span.end, 2) : nullptr;
  rules.push_back(NearRule{"assignment/done-by", {}, {}}
                      .Part("\"do\"", Words(by, part))
                      .Part("a body behind it", printed(doer))
                      .Part("its role behind the body (chủ trì, phối hợp, thực hiện, tham mưu)",
                            doer ? Words(kRole.MatchAt(part, doer->span.end), part) : std::nullopt));
  auto says = kSays.Find(part);
  const Run* receiver = says ? body(says->span.end, anywhere) : nullptr;
  const LastWord before = LastWordOf(part.substr(0, receiver ? receiver->span.begin : 0));
  const bool to = before.Is({"về", "gửi", "qua", "để", "cho", "tới", "đến"});
  rules.push_back(NearRule{"assignment/receiver", {}, {}}
                      .Part("a word of reports (báo cáo, gửi, phản ánh)", Words(says, part))
                      .Part("a body behind it", printed(receiver))
                      .Part("\"về\", \"gửi\", \"qua\" or \"để\" before the body, and what it does with them behind it",
                            to ? std::optional(before.word) : std::nullopt));
  rules.push_back(
      NearRule{"assignment/inherited", {}, {}}
          .Part("a heading above that is a body's name",
                context.section_agencies.empty() ? std::nullopt : std::optional(context.section_agencies.front()))
          .Part("a verb of duty at the beginning", VerbAtBegin(part)));
}

std::vector<NearRule> AssignmentExtractor::NearestRules(std::string_view text, const DutyContext& context) const {
  std::vector<NearRule> rules;
  for (TextSpan part : PartsOf(text, nullptr)) NearestOf(TrimTask(part.Of(text)), context, rules);
  return Nearest(std::move(rules));
}

}  // namespace vankho
