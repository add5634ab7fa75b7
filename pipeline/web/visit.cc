#include "pipeline/web/visit.h"

#include <algorithm>
#include <charconv>

#include "pipeline/base/unicode.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

std::string Trimmed(const std::string& text) {
  std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

Result<std::optional<std::int64_t>> NumberParam(const Visit& visit, const std::string& name) {
  std::string text = visit.Param(name);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) {
    return Fail(ErrorCode::kUsage, fmt::format("{} wants a whole number, not \"{}\"", name, text));
  }
  return value;
}

Result<std::optional<PartialDate>> DayParam(const Visit& visit, const std::string& name, bool last) {
  std::string text = visit.Param(name);
  if (text.empty()) return std::nullopt;
  auto date = PartialDate::FromIso(text);
  if (!date)
    return Fail(ErrorCode::kUsage, fmt::format("{} wants YYYY-MM-DD, YYYY-MM or YYYY, not \"{}\"", name, text));
  return last ? date->LastDay() : date->FirstDay();
}

std::string_view TitleOf(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 504:
      return "Gateway Timeout";
    case 507:
      return "Insufficient Storage";
    default:
      return "Internal Server Error";
  }
}

}  // namespace

std::string_view Name(UserRole role) {
  static constexpr std::string_view kNames[] = {"reader", "reviewer", "admin"};
  return kNames[static_cast<std::size_t>(role)];
}

std::optional<UserRole> UserRoleFromName(std::string_view name) {
  for (UserRole role : {UserRole::kReader, UserRole::kReviewer, UserRole::kAdmin}) {
    if (Name(role) == name) return role;
  }
  return std::nullopt;
}

std::string Visit::Param(const std::string& name) const {
  return request.has_param(name) ? Trimmed(CleanUtf8(request.get_param_value(name))) : std::string();
}

std::string Visit::Back(const std::string& otherwise) const {
  if (std::string back = Param("back"); !back.empty()) return back;
  std::string referer = request.get_header_value("Referer");
  std::string own = "//" + request.get_header_value("Host") + "/";
  std::size_t at = referer.find(own);
  return at == std::string::npos ? otherwise : referer.substr(at + own.size() - 1);
}

std::vector<std::string> Visit::Params(const std::string& name) const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < request.get_param_value_count(name); ++i) {
    std::string value = Trimmed(CleanUtf8(request.get_param_value(name, i)));
    if (!value.empty()) values.push_back(std::move(value));
  }
  return values;
}

Reply JsonReply(const Json& json, int status) {
  Reply reply;
  reply.status = status;
  reply.type = "application/json";
  reply.body = Dump(json) + "\n";
  return reply;
}

Reply HtmlReply(const Html& page, int status) {
  Reply reply;
  reply.status = status;
  reply.body = page.markup();
  return reply;
}

Reply SeeOther(const std::string& path) {
  Reply reply;
  reply.status = 303;
  reply.revalidate = false;
  bool own = !path.empty() && path[0] == '/' && (path.size() == 1 || (path[1] != '/' && path[1] != '\\'));
  bool plain = std::all_of(path.begin(), path.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
  reply.headers.emplace_back("Location", own && plain ? path : "/");
  return reply;
}

int StatusOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kPermission:
      return 403;
    case ErrorCode::kConflict:
    case ErrorCode::kVersion:
      return 409;
    case ErrorCode::kTooLarge:
      return 413;
    case ErrorCode::kUnsupported:
      return 415;
    case ErrorCode::kTimeout:
      return 504;
    case ErrorCode::kIo:
      return 507;
    case ErrorCode::kEncrypted:
    case ErrorCode::kEmpty:
      return 422;
    default:
      return 500;
  }
}

Reply ProblemReply(const Error& error) {
  int status = StatusOf(error.code);
  Reply reply = JsonReply({{"type", "urn:vankho:error:" + std::string(Name(error.code))},
                           {"title", TitleOf(status)},
                           {"status", status},
                           {"detail", error.message}},
                          status);
  reply.type = "application/problem+json";
  reply.revalidate = false;
  return reply;
}

Result<Slice> SliceOf(const Visit& visit, std::size_t usual, std::size_t most) {
  Slice slice{usual, 0};
  VK_ASSIGN_OR_RETURN(auto limit, NumberParam(visit, "limit"));
  VK_ASSIGN_OR_RETURN(auto after, NumberParam(visit, "after"));
  if (limit) slice.limit = std::clamp<std::size_t>(static_cast<std::size_t>(*limit), 1, most);
  if (after) slice.offset = static_cast<std::size_t>(*after);
  return slice;
}

std::string UrlWith(const Visit& visit, const std::vector<std::pair<std::string, std::string>>& changes) {
  std::vector<std::pair<std::string, std::string>> params(visit.request.params.begin(), visit.request.params.end());
  for (const auto& change : changes) {
    std::erase_if(params, [&](const auto& param) { return param.first == change.first; });
    if (!change.second.empty()) params.push_back(change);
  }
  std::string url = visit.request.path;
  char mark = '?';
  for (const auto& [name, value] : params) {
    if (value.empty()) continue;
    url += mark + EscapeUrl(name) + "=" + EscapeUrl(value);
    mark = '&';
  }
  return url;
}

Result<Filter> FilterOf(const Visit& visit) {
  Filter filter;
  filter.document = visit.Param("document");
  filter.issuer = visit.Param("issuer");
  filter.indexes = visit.Params("index");
  VK_ASSIGN_OR_RETURN(auto year, NumberParam(visit, "year"));
  if (year && (*year < 1900 || *year > 2200)) return Fail(ErrorCode::kUsage, "year wants four digits");
  if (year) filter.year = static_cast<int>(*year);
  VK_ASSIGN_OR_RETURN(filter.due_from, DayParam(visit, "due_from", false));
  VK_ASSIGN_OR_RETURN(filter.due_to, DayParam(visit, "due_to", true));
  if (std::string grade = visit.Param("grade"); !grade.empty()) {
    filter.page_grade = PageGradeFromName(grade);
    if (!filter.page_grade) return Fail(ErrorCode::kUsage, "grade is clean, office, photocopy, bad or text");
  }
  filter.overdue = visit.Param("overdue") == "1" || visit.Param("overdue") == "true";
  filter.today = visit.today;
  filter.calendar = visit.site.calendar;
  for (const std::string& typed : visit.Params("agency")) visit.site.AddAgency(typed, filter);
  return filter;
}

Result<std::shared_ptr<const Answers<DeadlineAnswer>>> DeadlinesOf(const Visit& visit, const Filter& filter) {
  auto& cache = visit.site.deadlines;
  std::string key = visit.today.ToIso() + " " + visit.request.target;
  if (auto known = cache.Find(key)) return *known;
  std::int64_t generation = cache.generation();
  VK_ASSIGN_OR_RETURN(auto answers, QueryDeadlines(visit.store, filter));
  auto kept = std::make_shared<const Answers<DeadlineAnswer>>(std::move(answers));
  cache.Keep(key, generation, kept);
  return kept;
}

}  // namespace vankho
