#include "pipeline/run/page_worker.h"

#include <fmt/format.h>

#include "pipeline/document/json.h"
#include "pipeline/run/worker.h"

namespace vankho {
namespace {

// The value under `key`, or the error that the worker answered.
Result<Json> Unpack(const std::string& answer, const char* key) {
  VK_ASSIGN_OR_RETURN(Json json, ParseJson(answer));
  if (json.is_object() && json.contains("error")) return Fail(ErrorFromJson(json["error"]));
  if (!json.is_object() || !json.contains(key)) return Fail(ErrorCode::kEngine, "the worker answered nonsense");
  return json[key];
}

}  // namespace

Page FailedPage(int number, Error error) {
  Page page;
  page.number = number;
  page.origin = PageOrigin::kFailed;
  page.confidence = 0;
  page.reason = error.message;
  page.diagnostics.push_back(Diagnostic{error.code, std::move(error.message), number, std::nullopt});
  return page;
}

Result<std::string> PageWorker::Ask(const std::string& message, std::chrono::milliseconds limit) {
  if (process_ && pages_read_ >= options_.pages_a_process) process_.reset();
  if (!process_) {
    VK_ASSIGN_OR_RETURN(process_, WorkerProcess::Start(options_.command));
    pages_read_ = 0;
  }
  ++pages_read_;
  auto answer = process_->Call(message, limit);
  if (!answer) {
    process_.reset();
    ++restarts_;
  }
  return answer;
}

Result<std::string> PageWorker::AskTwice(const std::string& message, std::chrono::milliseconds limit) {
  auto answer = Ask(message, limit);
  return answer ? answer : Ask(message, limit);
}

Result<SourceFile> PageWorker::Open(const std::string& path) {
  VK_ASSIGN_OR_RETURN(std::string answer, AskTwice(Dump(ToJson(WorkerRequest{path, 0})), options_.open_limit));
  VK_ASSIGN_OR_RETURN(Json json, Unpack(answer, "source"));
  return SourceFileFromJson(json);
}

Page PageWorker::Read(const std::string& path, int number) {
  auto answer = AskTwice(Dump(ToJson(WorkerRequest{path, number})), options_.page_limit);
  if (!answer) return FailedPage(number, answer.error());
  auto json = Unpack(*answer, "page");
  if (!json) return FailedPage(number, json.error());
  auto page = PageFromJson(*json);
  if (!page) return FailedPage(number, Error{ErrorCode::kEngine, "the worker answered nonsense", {}, {}});
  page->number = number;
  return *std::move(page);
}

}  // namespace vankho
