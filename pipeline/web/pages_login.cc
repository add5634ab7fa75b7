// The way in and out, for desks with users.
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/password.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

Html LoginForm(const Visit& visit, std::string_view problem) {
  Html alert;
  if (!problem.empty()) alert = H("<p class=\"badge warn\" role=\"alert\">{}</p>", problem);
  return H(
      "{}<form method=\"post\" action=\"/login\" class=\"login\">{}<input type=\"hidden\" name=\"next\" value=\"{}\">"
      "<label>{}<input name=\"name\" autocomplete=\"username\" required autofocus></label>"
      "<label>{}<input name=\"password\" type=\"password\" autocomplete=\"current-password\" "
      "required></label><button>{}</button></form>",
      alert, HiddenCsrf(visit), visit.Param("next"), visit.T("login.name"), visit.T("login.password"),
      visit.T("login.go"));
}

}  // namespace

Result<Visitor> LogIn(Visit& visit, const std::string& name, const std::string& password) {
  Sessions& sessions = visit.site.sessions;
  std::string address = "address " + visit.request.remote_addr;
  std::string account = "account " + name;
  if (!sessions.MayTry(address) || !sessions.MayTry(account)) {
    return Fail(ErrorCode::kConflict, "too many wrong passwords; wait a minute and try again");
  }
  VK_ASSIGN_OR_RETURN(auto user, visit.store.FindUser(name));
  bool right = IsPassword(password, user ? user->password : "");
  auto role = user ? UserRoleFromName(user->role) : std::nullopt;
  if (right && role) {
    sessions.NoteSuccess(account);
    return Visitor{user->name, *role};
  }
  sessions.NoteFailure(address);
  sessions.NoteFailure(account);
  auto logged = visit.site.stores.Write([&](Store& store) {
    return store.Log({name.substr(0, 64), visit.request.remote_addr}, "login-refused", "", "");
  });
  static_cast<void>(logged);  // a store that may only be read keeps no log
  return Fail(ErrorCode::kPermission, "the name or the password is wrong");
}

Result<Reply> LoginPage(Visit& visit) {
  return HtmlReply(Layout(visit, {std::string(visit.T("login.title")), "", {}, false}, LoginForm(visit, "")));
}

Result<Reply> Login(Visit& visit) {
  auto visitor = LogIn(visit, visit.Param("name"), visit.request.get_param_value("password"));
  if (!visitor) {
    bool slow = visitor.error().code == ErrorCode::kConflict;
    return HtmlReply(Layout(visit, {std::string(visit.T("login.title")), "", {}, false},
                            LoginForm(visit, visit.T(slow ? "login.slow" : "login.wrong"))),
                     slow ? 429 : 403);
  }
  std::string session = Sessions::NewId();  // a new one: what was known before the login is worth nothing
  visit.site.sessions.Begin(session, *visitor);
  auto logged = visit.site.stores.Write([&](Store& store) {
    return store.Log({visitor->name, visit.request.remote_addr}, "login", "", "");
  });
  static_cast<void>(logged);
  Reply reply = SeeOther(visit.Param("next").empty() ? "/" : visit.Param("next"));
  reply.headers.emplace_back("Set-Cookie", visit.site.SessionCookie(session));
  return reply;
}

Result<Reply> Logout(Visit& visit) {
  visit.site.sessions.End(visit.session);
  return SeeOther("/login");
}

}  // namespace vankho
