#include "pipeline/cli/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace vankho {

void AddReadingOptions(CLI::App& command, ReadingOptions& options) {
  command.add_option("--page-timeout", options.page_timeout, "seconds that one page may take")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command.add_option("--max-pages", options.max_pages, "refuse files of more pages")
      ->type_name("N")
      ->check(CLI::Range(1, 20000))
      ->capture_default_str();
  command.add_flag("--always-ocr", options.always_ocr, "read the pictures even where a PDF carries good text");
  command.add_option("--worker", options.worker)->group("");
}

int Jobs(const ReadingOptions& options) {
  if (options.jobs > 0) return options.jobs;
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 64U));
}

PageWorkerOptions WorkerOptions(const ReadingOptions& options, const Context& context) {
  PageWorkerOptions worker;
  worker.command.verbose = context.console.verbosity == Verbosity::kVerbose;
  worker.page_limit = std::chrono::seconds(options.page_timeout);
  if (!options.worker.empty()) {
    worker.command.words = {options.worker};
    return worker;
  }
  worker.command.words = {"/proc/self/exe", "worker"};
  if (options.always_ocr) worker.command.words.emplace_back("--always-ocr");
  return worker;
}

Result<SeenDocument> ReadSeen(const std::string& path, const ReadingOptions& options, const Context& context) {
  PageWorker worker(WorkerOptions(options, context));
  SeenDocument seen;
  auto opened = worker.Open(path);
  if (!opened) return Fail(InFile(opened.error(), path));
  SourceFile* source = &opened->source;
  if (source->pages > options.max_pages) {
    return Fail(InFile(
        Error{ErrorCode::kTooLarge,
              fmt::format("the file has {} pages, the limit is {} (--max-pages)", source->pages, options.max_pages),
              {},
              {}},
        path));
  }
  seen.source = *source;
  for (int page = 1; page <= source->pages; ++page) seen.pages.push_back(worker.Read(path, page, source->sha256));
  return seen;
}

}  // namespace vankho
