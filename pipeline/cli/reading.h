// Helpers of the commands that read files: how workers are started, and one document without a store.
#pragma once

#include <string>

#include "pipeline/cli/command.h"
#include "pipeline/run/chain.h"
#include "pipeline/run/ingest.h"

namespace vankho {

struct ReadingOptions {
  int jobs = 0;            // 0: one a core
  int page_timeout = 180;  // seconds
  int max_pages = 5000;
  bool always_ocr = false;
  std::string worker;  // another program as worker; for tests
};
void AddReadingOptions(CLI::App& command, ReadingOptions& options);

int Jobs(const ReadingOptions& options);
PageWorkerOptions WorkerOptions(const ReadingOptions& options, const Context& context);

// All pages of one file, read by one worker after another's failures; kFailed pages stay in it.
Result<SeenDocument> ReadSeen(const std::string& path, const ReadingOptions& options, const Context& context);

}  // namespace vankho
