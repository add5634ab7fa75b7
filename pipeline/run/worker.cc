#include "pipeline/run/worker.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

#include "pipeline/base/file.h"
#include "pipeline/run/confinement.h"
#include "pipeline/run/frame.h"

namespace vankho {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kAddressSanitizer = true;  // reserves terabytes of address space: no limit is possible
#else
constexpr bool kAddressSanitizer = false;
#endif

void Limit(int resource, rlim_t soft) {
  struct rlimit limit {};
  if (::getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? soft : std::min(soft, limit.rlim_max);
  ::setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

// The worker dies with its parent, dumps no core, writes no file.
void Confine(const WorkerLimits& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_FSIZE, 0);
  Limit(RLIMIT_NOFILE, 128);
  if (limits.address_space_bytes != 0 && !kAddressSanitizer) Limit(RLIMIT_AS, limits.address_space_bytes);
}

// RLIMIT_CPU counts from the start of the process: move it on by a page's worth.
void AllowCpuForOnePage(int seconds) {
  if (seconds == 0) return;
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  Limit(RLIMIT_CPU, static_cast<rlim_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + seconds + 1));
}

std::string ToHex(std::string_view bytes) {
  std::string hex;
  for (unsigned char byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

// A string member, or "" where it is missing or of another type.
std::string Text(const Json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t Number(const Json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

double CpuSeconds() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

// Answers requests about one file at a time.
class Server {
 public:
  Server(PageService& service, std::string unconfined) : service_(service), unconfined_(std::move(unconfined)) {}

  Json Answer(const WorkerRequest& request, const Descriptor& file) {
    Json answer = Json::object();
    auto done = Do(request, file, answer);
    if (!done) answer["error"] = ToJson(done.error());
    return answer;
  }

 private:
  Result<void> Do(const WorkerRequest& request, const Descriptor& file, Json& answer) {
    if (request.page == 0) return Open(request, file, answer);
    return request.dpi == 0 ? Read(request, file, answer) : Draw(request, file, answer);
  }

  Result<void> Open(const WorkerRequest& request, const Descriptor& file, Json& answer) {
    VK_RETURN_IF_ERROR(OpenFile(request, file));
    answer["source"] = ToJson(source_);
    answer["reader"] = service_.Reader();
    answer["unconfined"] = unconfined_;
    return {};
  }

  Result<void> OpenFile(const WorkerRequest& request, const Descriptor& file) {
    source_ = {};
    VK_ASSIGN_OR_RETURN(std::string bytes, ReadAll(file, request.path));
    VK_ASSIGN_OR_RETURN(source_, service_.Open(request.path, std::move(bytes)));
    path_ = request.path;
    return {};
  }

  Result<void> Read(const WorkerRequest& request, const Descriptor& file, Json& answer) {
    double before = CpuSeconds();
    if (source_.sha256.empty() || path_ != request.path || source_.sha256 != request.sha256) {
      VK_RETURN_IF_ERROR(OpenFile(request, file));
    }
    if (!request.sha256.empty() && source_.sha256 != request.sha256) {
      return Fail(ErrorCode::kConflict, "the file changed while it was read; offer it again when it is complete");
    }
    VK_ASSIGN_OR_RETURN(Page page, service_.Read(request.page));
    answer["page"] = ToJson(page);
    answer["cpu"] = CpuSeconds() - before;
    return {};
  }

  Result<void> Draw(const WorkerRequest& request, const Descriptor& file, Json& answer) {
    VK_RETURN_IF_ERROR(OpenFile(request, file));
    VK_ASSIGN_OR_RETURN(std::string jpeg, service_.Draw(request.page, request.dpi));
    answer["picture"] = ToHex(jpeg);
    return {};
  }

  PageService& service_;
  std::string unconfined_;
  std::string path_;
  SourceFile source_;
};

}  // namespace

Result<std::string> PageService::Draw(int, int) { return Fail(ErrorCode::kUnsupported, "this worker draws no pages"); }

int ServeWorker(int socket, PageService& service, const WorkerLimits& limits) {
  Confine(limits);
  std::string unconfined = "not asked for";
  if (limits.confine) {
    auto confined = ForbidSystemCalls();
    unconfined = confined ? "" : confined.error().message;
  }
  Server server(service, std::move(unconfined));
  while (true) {
    Descriptor file;
    auto message = ReadFrame(socket, {}, nullptr, &file);
    if (!message) return message.error().code == ErrorCode::kCancelled ? 0 : 2;
    auto json = ParseJson(*message);
    auto request = json ? WorkerRequestFromJson(*json) : tl::unexpected<Error>(json.error());
    if (!request || !file) return 2;
    AllowCpuForOnePage(limits.cpu_seconds_a_page);
    if (!WriteFrame(socket, Dump(server.Answer(*request, file)))) return 2;
  }
}

std::optional<std::string> FromHex(std::string_view hex) {
  auto nibble = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    int high = nibble(hex[i]);
    int low = nibble(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

Json ToJson(const WorkerRequest& request) {
  Json json = Json::object();
  json["op"] = request.page == 0 ? "open" : request.dpi == 0 ? "page" : "picture";
  json["path"] = ToHex(request.path);
  if (request.page != 0) json["page"] = request.page;
  if (request.dpi != 0) json["dpi"] = request.dpi;
  if (!request.sha256.empty()) json["sha256"] = request.sha256;
  return json;
}

Result<WorkerRequest> WorkerRequestFromJson(const Json& json) {
  std::string op = json.is_object() ? Text(json, "op") : "";
  if (op != "open" && op != "page" && op != "picture") return Fail(ErrorCode::kInvalidInput, "not a worker request");
  auto path = FromHex(Text(json, "path"));
  std::int64_t page = op == "open" ? 0 : Number(json, "page");
  std::int64_t dpi = op == "picture" ? Number(json, "dpi") : 0;
  bool good_page = op == "open" || (page >= 1 && page <= 1'000'000);
  bool good_dpi = op != "picture" || (dpi >= 10 && dpi <= 600);
  if (!path || !good_page || !good_dpi) {
    return Fail(ErrorCode::kInvalidInput, "a worker request without path, page or resolution");
  }
  return WorkerRequest{*path, static_cast<int>(page), Text(json, "sha256"), static_cast<int>(dpi)};
}

Json ToJson(const Error& error) {
  Json json = Json::object();
  json["code"] = Name(error.code);
  json["message"] = error.message;
  if (error.page) json["page"] = *error.page;
  return json;
}

Error ErrorFromJson(const Json& json) {
  if (!json.is_object()) return Error{ErrorCode::kEngine, "the worker answered nonsense", {}, {}};
  Error error;
  error.code = ErrorCodeFromName(Text(json, "code")).value_or(ErrorCode::kEngine);
  error.message = Text(json, "message");
  if (std::int64_t page = Number(json, "page"); page > 0) error.page = static_cast<int>(page);
  return error;
}

Json ToJson(const SourceFile& source) {
  Json json = Json::object();
  json["sha256"] = source.sha256;
  json["file_name"] = source.file_name;
  json["media_type"] = Name(source.media_type);
  json["size"] = source.size;
  json["pages"] = source.pages;
  return json;
}

Result<SourceFile> SourceFileFromJson(const Json& json) {
  if (!json.is_object()) return Fail(ErrorCode::kEngine, "the worker answered nonsense");
  auto type = MediaTypeFromName(Text(json, "media_type"));
  std::int64_t pages = Number(json, "pages");
  if (!type || pages < 0 || pages > 100'000'000) return Fail(ErrorCode::kEngine, "the worker answered nonsense");
  return SourceFile{.sha256 = Text(json, "sha256"),
                    .file_name = Text(json, "file_name"),
                    .media_type = *type,
                    .size = static_cast<std::uint64_t>(Number(json, "size")),
                    .pages = static_cast<int>(pages)};
}

Result<OpenedFile> OpenedFileFromJson(const Json& json) {
  if (!json.is_object()) return Fail(ErrorCode::kEngine, "the worker answered nonsense");
  VK_ASSIGN_OR_RETURN(SourceFile source, SourceFileFromJson(json.value("source", Json())));
  return OpenedFile{std::move(source), Text(json, "reader"), Text(json, "unconfined")};
}

}  // namespace vankho
