#include "pipeline/web/desk.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <pwd.h>
#include <unistd.h>

#include <exception>

#include "pipeline/base/sha256.h"
#include "pipeline/web/assets.h"
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/routes.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

constexpr std::size_t kMostFormBytes = 256 * 1024;
constexpr std::size_t kMostPictureBytes = 96 * 1024 * 1024;  // of page pictures in memory
constexpr std::size_t kMostUploadBytes = std::size_t{1} << 30;
constexpr const char* kCookie = "vankho_session";

bool IsLoopbackHost(const std::string& host) {
  return host == "localhost" || host == "::1" || host == "[::1]" || host.rfind("127.", 0) == 0;
}

// The name in a Host header, without the port.
std::string HostName(const std::string& header) {
  std::size_t bracket = header.find(']');
  std::size_t colon = header.find(':', bracket == std::string::npos ? 0 : bracket);
  return header.substr(0, colon);
}

std::string CookieOf(const httplib::Request& request, std::string_view name) {
  std::string all = request.get_header_value("Cookie");
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = std::min(all.find(';', begin), all.size());
    std::string_view pair = std::string_view(all).substr(begin, end - begin);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.substr(0, name.size()) == name && pair[name.size()] == '=') {
      return std::string(pair.substr(name.size() + 1));
    }
    begin = end + 1;
  }
  return "";
}

// Who works at this machine: signs what is written while there are no users.
std::string LocalName() {
  const passwd* entry = ::getpwuid(::getuid());
  return entry != nullptr && entry->pw_name != nullptr ? entry->pw_name : "local";
}

void SetSecurityHeaders(httplib::Response& response) {
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "same-origin");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
}

}  // namespace

Site::Site(DeskOptions given)
    : options(std::move(given)),
      stores(options.store),
      sessions(options.sessions),
      pictures(options.worker, 2, kMostPictureBytes),
      chain(options.data),
      importer(options.store, chain, options.worker) {}

void Site::ForgetAnswers() {
  counts.Forget();
  loads.Forget();
  deadlines.Forget();
}

std::string Site::SessionCookie(const std::string& session) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}", kCookie, session,
                     options.certificate.empty() ? "" : "; Secure");
}

void Site::AddAgency(const std::string& typed, Filter& filter) const {
  std::vector<std::string> names = gazetteer ? gazetteer->Resolve(typed) : std::vector<std::string>();
  bool exact = !names.empty() && NameKey(names.front()) == NameKey(typed);
  if (exact) names.resize(1);
  filter.agencies.insert(filter.agencies.end(), names.begin(), names.end());
  if (!exact && filter.agency_text.empty()) filter.agency_text = typed;
}

struct Desk::Impl {
  explicit Impl(DeskOptions options) : site(std::move(options)), server(site.options.limits) {}

  Result<void> Prepare();
  void AddRoutes();
  void Answer(const Route& route, const httplib::Request& request, httplib::Response& response);
  Result<Reply> Decide(const Route& route, Visit& visit);
  void Send(const Visit& visit, const Reply& reply, httplib::Response& response) const;
  Reply ErrorReply(const Visit& visit, const Error& error) const;
  std::optional<Visitor> Who(Visit& visit);
  std::optional<Visitor> ByBasic(Visit& visit);
  void AddUploads();
  bool HostIsOurs(const httplib::Request& request) const;
  Result<UploadState> Receive(Visit& visit, const httplib::ContentReader& reader);
  Visit Begin(const httplib::Request& request, Store& store, httplib::Response& response);

  Site site;
  HttpServer server;
  int port = 0;
  std::string local_name;
};

Result<void> Desk::Impl::Prepare() {
  DeskOptions& options = site.options;
  // An older store is brought up; a store that may only be read is served as it is.
  if (auto opened = Store::Open(options.store, Store::Mode::kReadWrite);
      !opened && opened.error().code != ErrorCode::kPermission) {
    return Fail(opened.error());
  }
  VK_RETURN_IF_ERROR(site.stores.Borrow());
  if (auto gazetteer = AgencyGazetteer::Load(options.data)) site.gazetteer = std::move(*gazetteer);
  if (auto days = WorkCalendar::Load(options.data))
    site.calendar = std::make_shared<const WorkCalendar>(std::move(*days));
  local_name = LocalName();
  if (!IsLoopbackHost(options.host)) {
    VK_ASSIGN_OR_RETURN(auto store, site.stores.Borrow());
    VK_ASSIGN_OR_RETURN(auto users, store->Users());
    if (users.empty()) {
      return Fail(ErrorCode::kPermission,
                  fmt::format("listening on {} would open the store to the network, and it has no users; make one with "
                              "`vankho user add NAME --role admin`",
                              options.host));
    }
  }
  if (!options.certificate.empty() || !options.key.empty()) {
    VK_RETURN_IF_ERROR(server.UseTls(options.certificate, options.key));
  }
  AddRoutes();
  if (options.port == 0) {
    port = server.bind_to_any_port(options.host);
  } else if (server.bind_to_port(options.host, options.port)) {
    port = options.port;
  }
  if (port > 0) return {};
  return Fail(ErrorCode::kConflict,
              fmt::format("cannot listen on {}:{}; another program may hold the port: give another with --listen",
                          options.host, options.port));
}

void Desk::Impl::AddRoutes() {
  std::vector<Route> routes = ApiRoutes();
  for (const Route& route : DeskApiRoutes()) routes.push_back(route);
  for (const Route& route : PageRoutes()) routes.push_back(route);
  for (const Route& route : routes) {
    auto handler = [this, route](const httplib::Request& request, httplib::Response& response) {
      Answer(route, request, response);
    };
    if (route.method == Method::kGet) server.Get(route.pattern, handler);
    if (route.method == Method::kPost) server.Post(route.pattern, httplib::Server::Handler(handler));
    if (route.method == Method::kDelete) server.Delete(route.pattern, httplib::Server::Handler(handler));
  }
  AddUploads();
  server.set_payload_max_length(kMostUploadBytes);
  // Forms are small: more is refused before it is read.
  server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    bool upload = request.path == "/import" || request.path == "/api/v1/uploads";
    bool small = request.get_header_value<std::uint64_t>("Content-Length") <= kMostFormBytes &&
                 !request.has_header("Transfer-Encoding");
    if (upload || small) return httplib::Server::HandlerResponse::Unhandled;
    response.status = 413;
    response.set_header("Connection", "close");
    return httplib::Server::HandlerResponse::Handled;
  });
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) { response.status = 500; });
  server.set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
    SetSecurityHeaders(response);
    if (!response.body.empty() || response.status == 304 || response.status < 400) return;
    ErrorCode code = response.status == 404   ? ErrorCode::kNotFound
                     : response.status == 413 ? ErrorCode::kTooLarge
                     : response.status >= 500 ? ErrorCode::kEngine
                                              : ErrorCode::kUsage;
    int status = response.status;
    auto store = site.stores.Borrow();
    if (request.path.rfind("/api/", 0) == 0 || !store) {
      Reply problem = ProblemReply(
          Error{code, "there is nothing at this address; /api/v1/openapi.json lists what there is", {}, {}});
      response.set_content(problem.body, problem.type);
    } else {
      Visit visit = Begin(request, **store, response);
      response.set_content(ErrorPage(visit, code, "").markup(), "text/html; charset=utf-8");
    }
    response.status = status;
  });
}

// A form with files, or the bytes of one file with its name beside them.
Result<UploadState> Desk::Impl::Receive(Visit& visit, const httplib::ContentReader& reader) {
  bool form = visit.request.is_multipart_form_data();
  std::string token = visit.request.get_header_value("X-CSRF-Token");
  std::string part;
  std::unique_ptr<IncomingFile> file;
  Result<void> good;
  auto begin = [&](const std::string& name) {
    if (!visit.csrf_free && !site.sessions.IsCsrfToken(visit.session, token)) {
      good = Fail(ErrorCode::kPermission, "the form is too old or comes from elsewhere; load the page again");
      return;
    }
    auto begun = site.importer.Begin(name);
    if (begun) {
      file = std::move(*begun);
    } else {
      good = Fail(begun.error());
    }
  };
  auto take = [&](const char* bytes, std::size_t size) {
    constexpr std::size_t kMostToken = 200;
    if (form && part == "csrf" && token.size() + size < kMostToken) token.append(bytes, size);
    if (file != nullptr && (!form || part == "file")) good = file->Append(bytes, size);
    return good.has_value();
  };
  if (!form) begin(visit.Param("name"));
  bool whole = false;
  if (form) {
    std::optional<UploadState> last;
    whole = reader(
        [&](const httplib::MultipartFormData& data) {
          if (file != nullptr) {
            auto finished = site.importer.Finish(std::move(file));
            if (finished) last = *finished;
          }
          part = data.name;
          if (part == "file" && good) begin(data.filename);
          return good.has_value();
        },
        take);
  } else if (good) {
    whole = reader(take);
  }
  if (!good) return Fail(good.error());
  if (!whole || file == nullptr) return Fail(ErrorCode::kInvalidInput, "the file did not arrive whole; offer it again");
  std::string name = file->name();
  VK_ASSIGN_OR_RETURN(UploadState state, site.importer.Finish(std::move(file)));
  VK_RETURN_IF_ERROR(site.stores.Write([&](Store& store) { return store.Log(visit.actor(), "upload", name, ""); }));
  return state;
}

void Desk::Impl::AddUploads() {
  auto handler = [this](const httplib::Request& request, httplib::Response& response,
                        const httplib::ContentReader& reader) {
    SetSecurityHeaders(response);
    auto store = site.stores.Borrow();
    if (!store) return;
    Visit visit = Begin(request, **store, response);
    auto state =
        visit.May(UserRole::kReviewer) && HostIsOurs(request)
            ? Receive(visit, reader)
            : Result<UploadState>(Fail(ErrorCode::kPermission, "your account may not do this; ask an administrator"));
    Reply reply = state ? SeeOther("/import") : ErrorReply(visit, state.error());
    if (state && visit.IsApi())
      reply = JsonReply({{"id", state->id}, {"name", state->name}, {"state", state->state}}, 202);
    if (!state) response.set_header("Connection", "close");  // the rest of the body is not read
    Send(visit, reply, response);
  };
  server.Post("/import", httplib::Server::HandlerWithContentReader(handler));
  server.Post("/api/v1/uploads", httplib::Server::HandlerWithContentReader(handler));
}

bool Desk::Impl::HostIsOurs(const httplib::Request& request) const {
  return !IsLoopbackHost(site.options.host) || IsLoopbackHost(HostName(request.get_header_value("Host")));
}

Visit Desk::Impl::Begin(const httplib::Request& request, Store& store, httplib::Response& response) {
  Visit visit{site, request, store, Language::kVietnamese, site.options.today.value_or(Today()), {}, {}, {}};
  visit.session = CookieOf(request, kCookie);
  if (visit.session.size() != 64) {
    visit.session = Sessions::NewId();
    response.set_header("Set-Cookie", site.SessionCookie(visit.session));
  }
  visit.csrf = site.sessions.CsrfToken(visit.session);
  std::string language = CookieOf(request, "vankho_lang");
  if (auto asked = LanguageFromName(visit.Param("lang"))) {
    language = Name(*asked);
    response.set_header("Set-Cookie", fmt::format("vankho_lang={}; Path=/; SameSite=Lax; Max-Age=31536000", language));
  }
  visit.language = LanguageFromName(language).value_or(Language::kVietnamese);
  visit.visitor = Who(visit);
  return visit;
}

// A login that still stands; without any users whoever works at this machine.
std::optional<Visitor> Desk::Impl::Who(Visit& visit) {
  auto users = visit.store.Users();
  if (!users) return std::nullopt;
  if (users->empty()) {
    return IsLoopbackHost(site.options.host) ? std::optional(Visitor{local_name, UserRole::kAdmin, true})
                                             : std::nullopt;
  }
  auto visitor = site.sessions.Find(visit.session);
  if (!visitor && visit.IsApi()) visitor = ByBasic(visit);
  if (!visitor) return std::nullopt;
  for (const User& user : *users) {
    auto role = UserRoleFromName(user.role);
    if (user.name == visitor->name && role) return Visitor{user.name, *role};
  }
  return std::nullopt;
}

// Name and password with the request, for programs. scrypt takes long: what was right is remembered for a while under
// the HMAC of the header.
std::optional<Visitor> Desk::Impl::ByBasic(Visit& visit) {
  std::string header = visit.request.get_header_value("Authorization");
  if (header.rfind("Basic ", 0) != 0) return std::nullopt;
  std::string remembered = "basic " + site.sessions.CsrfToken(header);
  visit.csrf_free = true;  // a browser does not send it by itself: we never ask for it
  if (auto known = site.sessions.Find(remembered)) return known;
  std::string pair(header.size(), '\0');
  int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(pair.data()),
                      reinterpret_cast<const unsigned char*>(header.data()) + 6, static_cast<int>(header.size()) - 6);
  if (size < 0) return std::nullopt;
  pair.resize(static_cast<std::size_t>(size));
  while (!pair.empty() && pair.back() == '\0') pair.pop_back();
  std::size_t colon = pair.find(':');
  if (colon == std::string::npos) return std::nullopt;
  auto visitor = LogIn(visit, pair.substr(0, colon), pair.substr(colon + 1));
  if (!visitor) return std::nullopt;
  site.sessions.Begin(remembered, *visitor);
  return *visitor;
}

Result<Reply> Desk::Impl::Decide(const Route& route, Visit& visit) {
  if (!HostIsOurs(visit.request)) {
    return Fail(ErrorCode::kPermission, "this desk answers to localhost only");
  }
  if (route.role && !visit.visitor) {
    if (!visit.IsApi()) return SeeOther("/login?next=" + EscapeUrl(visit.request.target));
    Reply reply =
        ProblemReply(Error{ErrorCode::kPermission, "log in first: /login, or a name and password (Basic)", {}, {}});
    reply.status = 401;
    return reply;
  }
  if (route.role && !visit.May(*route.role)) {
    return Fail(ErrorCode::kPermission, "your account may not do this; ask an administrator");
  }
  if (route.method != Method::kGet && !visit.csrf_free) {
    std::string token =
        visit.request.has_header("X-CSRF-Token") ? visit.request.get_header_value("X-CSRF-Token") : visit.Param("csrf");
    if (!site.sessions.IsCsrfToken(visit.session, token)) {
      return Fail(ErrorCode::kPermission, "the form is too old or comes from elsewhere; load the page again");
    }
  }
  auto reply = route.action(visit);
  if (route.method != Method::kGet) site.ForgetAnswers();
  return reply;
}

Reply Desk::Impl::ErrorReply(const Visit& visit, const Error& error) const {
  if (visit.IsApi()) return ProblemReply(error);
  return HtmlReply(ErrorPage(visit, error.code, error.message), StatusOf(error.code));
}

void Desk::Impl::Send(const Visit& visit, const Reply& reply, httplib::Response& response) const {
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers) response.set_header(name, value);
  if (reply.status == 200 && reply.revalidate) {
    std::string etag = "\"" + Sha256Hex(reply.body).substr(0, 32) + "\"";
    response.set_header("ETag", etag);
    if (!response.has_header("Cache-Control")) response.set_header("Cache-Control", "private, no-cache");
    if (visit.request.get_header_value("If-None-Match").find(etag) != std::string::npos) {
      response.status = 304;
      return;
    }
  } else if (!response.has_header("Cache-Control")) {
    response.set_header("Cache-Control", "no-store");
  }
  if (!reply.body.empty() || reply.status == 200) response.set_content(reply.body, reply.type);
}

void Desk::Impl::Answer(const Route& route, const httplib::Request& request, httplib::Response& response) {
  SetSecurityHeaders(response);
  auto store = site.stores.Borrow();
  if (!store) {
    Reply reply = ProblemReply(store.error());
    response.status = reply.status;
    response.set_content(reply.body, reply.type);
    return;
  }
  Visit visit = Begin(request, **store, response);
  try {
    auto reply = Decide(route, visit);
    Send(visit, reply ? *reply : ErrorReply(visit, reply.error()), response);
  } catch (const std::exception&) {
    Send(visit, ErrorReply(visit, Error{ErrorCode::kEngine, "the server could not make this page; try again", {}, {}}),
         response);
  }
}

Desk::Desk(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Desk::~Desk() = default;

Result<std::unique_ptr<Desk>> Desk::Open(DeskOptions options) {
  auto impl = std::make_unique<Impl>(std::move(options));
  VK_RETURN_IF_ERROR(impl->Prepare());
  return std::unique_ptr<Desk>(new Desk(std::move(impl)));
}

int Desk::port() const { return impl_->port; }

std::string Desk::Url() const {
  const std::string& host = impl_->site.options.host;
  bool bare_v6 = host.find(':') != std::string::npos && host[0] != '[';
  return fmt::format("{}://{}:{}/", impl_->server.IsEncrypted() ? "https" : "http", bare_v6 ? "[" + host + "]" : host,
                     impl_->port);
}

void Desk::Serve() { impl_->server.listen_after_bind(); }
void Desk::Stop() { impl_->server.stop(); }

}  // namespace vankho
