#include "pipeline/run/page_worker.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/document/json.h"
#include "pipeline/run/usage.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

tl::unexpected<Error> Nonsense() { return Fail(ErrorCode::kEngine, "the worker answered nonsense"); }

// An answer is an object with the value asked for or an error; a page has the number asked for.
Result<Json> Check(const std::string& answer, const WorkerRequest& request) {
  auto json = ParseJson(answer);
  if (!json || !json->is_object()) return Nonsense();
  if (json->contains("error")) return *json;
  if (request.page == 0) return json->contains("source") ? json : Result<Json>(Nonsense());
  if (request.dpi != 0) return json->contains("picture") ? json : Result<Json>(Nonsense());
  if (!json->contains("page") || !(*json)["page"].is_object()) return Nonsense();
  const Json& page = (*json)["page"];
  auto number = page.find("number");
  bool right = number != page.end() && number->is_number_integer() && number->get<std::int64_t>() == request.page;
  return right ? json : Result<Json>(Nonsense());
}

Page FailedPage(int number, Error error) {
  Page page;
  page.number = number;
  page.origin = PageOrigin::kFailed;
  page.confidence = 0;
  page.reason = error.message;
  page.diagnostics.push_back(Diagnostic{error.code, std::move(error.message), number, std::nullopt});
  return page;
}

}  // namespace

Result<Json> PageWorker::Ask(const WorkerRequest& request, std::chrono::milliseconds limit) {
  if (pages_read_ >= options_.pages_a_process) Retire();
  if (!process_) {
    VK_ASSIGN_OR_RETURN(process_, WorkerProcess::Start(options_.command));
    pages_read_ = 0;
  }
  ++pages_read_;
  VK_ASSIGN_OR_RETURN(Descriptor file, OpenToRead(request.path));
  auto answer = process_->Call(Dump(ToJson(request)), file, limit, options_.cancel);
  auto json = answer ? Check(*answer, request) : Result<Json>(Fail(answer.error()));
  if (!json) {
    Retire();
    ++restarts_;
  }
  return json;
}

std::int64_t PageWorker::PeakBytes() {
  if (process_) peak_bytes_ = std::max(peak_bytes_, vankho::PeakBytes(process_->pid()));
  return peak_bytes_;
}

void PageWorker::Retire() {
  PeakBytes();
  process_.reset();
}

Result<Json> PageWorker::AskTwice(const WorkerRequest& request, std::chrono::milliseconds limit) {
  auto answer = Ask(request, limit);
  if (!answer && answer.error().code != ErrorCode::kCancelled) answer = Ask(request, limit);
  if (answer && answer->contains("error")) return Fail(ErrorFromJson((*answer)["error"]));
  return answer;
}

Result<OpenedFile> PageWorker::Open(const std::string& path) {
  VK_ASSIGN_OR_RETURN(Json json, AskTwice(WorkerRequest{path, 0, {}}, options_.open_limit));
  return OpenedFileFromJson(json);
}

Result<std::string> PageWorker::Draw(const std::string& path, int number, int dpi) {
  VK_ASSIGN_OR_RETURN(Json json, AskTwice(WorkerRequest{path, number, {}, dpi}, options_.page_limit));
  auto picture = json["picture"].is_string() ? FromHex(json["picture"].get<std::string>()) : std::nullopt;
  if (!picture) return Nonsense();
  return *picture;
}

Page PageWorker::Read(const std::string& path, int number, const std::string& sha256) {
  auto json = AskTwice(WorkerRequest{path, number, sha256}, options_.page_limit);
  if (!json) return FailedPage(number, json.error());
  if (auto cpu = json->find("cpu"); cpu != json->end() && cpu->is_number()) cpu_seconds_ += cpu->get<double>();
  auto page = PageFromJson((*json)["page"]);
  if (!page) return FailedPage(number, page.error());
  return *std::move(page);
}

}  // namespace vankho
