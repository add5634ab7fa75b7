// One request as the pages and the interface see it, and what they answer.
#pragma once

#include <httplib.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/json.h"
#include "pipeline/query/query.h"
#include "pipeline/store/store.h"
#include "pipeline/web/html.h"
#include "pipeline/web/words.h"

namespace vankho {

struct Site;

// What somebody may do, each holding the ones before: look; confirm, correct, mark done, upload; users.
enum class UserRole { kReader, kReviewer, kAdmin };
std::string_view Name(UserRole role);  // "reader", "reviewer", "admin"
std::optional<UserRole> UserRoleFromName(std::string_view name);

struct Visitor {
  std::string name;  // who signs what is written
  UserRole role = UserRole::kReader;
  bool local = false;  // whoever works at this machine, while there are no users
};

struct Visit {
  Site& site;
  const httplib::Request& request;
  Store& store;
  Language language = Language::kVietnamese;
  PartialDate today;
  std::optional<Visitor> visitor;  // nobody: not logged in
  std::string session;             // the cookie's value
  std::string csrf;                // what a form must send back
  bool csrf_free = false;          // a program with its password in the request: no form, no token

  // The words of a parameter as NFC text, without white space at its ends; "" where it is missing.
  std::string Param(const std::string& name) const;
  std::vector<std::string> Params(const std::string& name) const;
  std::string_view T(std::string_view key) const { return Words(key, language); }
  bool May(UserRole role) const { return visitor && visitor->role >= role; }
  // Who signs what this request writes.
  Actor actor() const { return {visitor ? visitor->name : "", request.remote_addr}; }
  // Where a form came from: its field "back", else the page named by Referer, else `otherwise`.
  std::string Back(const std::string& otherwise) const;
  bool IsApi() const { return request.path.rfind("/api/", 0) == 0; }
};

struct Reply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool revalidate = true;  // gets an ETag
};
Reply JsonReply(const Json& json, int status = 200);
Reply HtmlReply(const Html& page, int status = 200);
// 303: look there now. `path` is one of our own.
Reply SeeOther(const std::string& path);

// {"type","title","status","detail"} (RFC 9457), with what to do in the detail.
Reply ProblemReply(const Error& error);
int StatusOf(ErrorCode code);

// A page of a list.
struct Slice {
  std::size_t limit = 100;
  std::size_t offset = 0;
};
// limit (1 .. most) and after; kUsage where they are no numbers.
Result<Slice> SliceOf(const Visit& visit, std::size_t usual, std::size_t most);
// The request's own address with other values: "" takes a parameter out.
std::string UrlWith(const Visit& visit, const std::vector<std::pair<std::string, std::string>>& changes);

// agency, document, issuer, index, year, due_from, due_to, overdue of the request. Agencies as people type them.
Result<Filter> FilterOf(const Visit& visit);

// QueryDeadlines for the filter that this very request makes; the same request within five seconds is answered from
// memory unless somebody wrote through the desk.
Result<std::shared_ptr<const Answers<DeadlineAnswer>>> DeadlinesOf(const Visit& visit, const Filter& filter);

}  // namespace vankho
