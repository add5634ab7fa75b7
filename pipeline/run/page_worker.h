// A worker process that is started when needed, replaced when it crashed, hung or grew old, and asked again once.
#pragma once

#include <atomic>
#include <optional>

#include "pipeline/document/page.h"
#include "pipeline/run/worker.h"
#include "pipeline/run/worker_process.h"

namespace vankho {

struct PageWorkerOptions {
  WorkerCommand command;
  std::chrono::milliseconds page_limit = std::chrono::seconds(180);  // wall clock, for one page
  std::chrono::milliseconds open_limit = std::chrono::seconds(120);  // for counting a file's pages
  const std::atomic<bool>* cancel = nullptr;  // when it becomes true, requests end at once with kCancelled
  int pages_a_process = 200;                  // then a fresh process: what a library leaks goes with the old one
};

// One engine, one thread's. All its failures are values: a batch goes on whatever the file does.
class PageWorker {
 public:
  explicit PageWorker(PageWorkerOptions options) : options_(std::move(options)) {}

  // What the file is and how many pages it has.
  Result<OpenedFile> Open(const std::string& path);

  // The page; when it cannot be read even by a second, fresh process that reads nothing else, a page of origin kFailed
  // with the reason as diagnostic and `reason`. Where `sha256` is given, a file that has become another fails.
  Page Read(const std::string& path, int number, const std::string& sha256 = {});

  double cpu_seconds() const { return cpu_seconds_; }  // that pages took in workers

  // The page as a JPEG of so many pixels an inch.
  Result<std::string> Draw(const std::string& path, int number, int dpi);

  int restarts() const { return restarts_; }  // processes lost to crashes and time limits
  std::int64_t PeakBytes();                   // of memory of the largest of its processes

 private:
  Result<Json> Ask(const WorkerRequest& request, std::chrono::milliseconds limit);
  Result<Json> AskTwice(const WorkerRequest& request, std::chrono::milliseconds limit);

  void Retire();  // ends the process

  PageWorkerOptions options_;
  std::optional<WorkerProcess> process_;
  int pages_read_ = 0;
  int restarts_ = 0;
  double cpu_seconds_ = 0;
  std::int64_t peak_bytes_ = 0;
};

}  // namespace vankho
