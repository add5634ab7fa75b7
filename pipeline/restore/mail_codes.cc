#include "pipeline/restore/mail_codes.h"

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

constexpr double kConfidence = 0.9;

const Pattern& MailPattern() {
  static const Pattern kMail(
      R"((?:^|[\s:;,(])([a-z0-9][a-z0-9._-]{2,})(\(\)|\(@\)?|@\)|@\(|\([2QGae]\)?|Œ\)|[©®]\)?|\)))"
      R"(((?:gmail|yahoo|hotmail|outlook)(?:\.[a-z]{2,3}){0,2}|[a-z0-9][a-z0-9.-]*\.(?:gov|edu|com|org|net)(?:\.vn)?))");
  return kMail;
}

}  // namespace

std::vector<Repair> FindMailCodes(std::string_view line) {
  std::vector<Repair> repairs;
  if (line.find_first_of("()\xC2") == std::string_view::npos) return repairs;
  for (const PatternMatch& match : MailPattern().FindAll(line)) {
    const TextSpan name = *match.groups[0];
    const TextSpan host = *match.groups[2];
    if (host.Of(line).starts_with("www.")) continue;
    const TextSpan whole{name.begin, host.end};
    repairs.push_back({whole, std::string(name.Of(line)) + "@" + std::string(host.Of(line)), "e-mail", kConfidence,
                       std::string(whole.Of(line))});
  }
  return repairs;
}

}  // namespace vankho
