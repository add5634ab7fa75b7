// Pages that could not be read, once more: from the originals in the store, so that the files need not be there.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/run/ingest.h"

namespace vankho {

// Files whose last offer failed, for `reason` where one is given (an ErrorCode's name), and that are still there.
struct FailedFiles {
  std::vector<FoundFile> files;
  int gone = 0;
};
FailedFiles FindFailedFiles(const std::vector<LedgerEntry>& ledger, const std::string& reason);

struct RetryReport {
  SourceFile source;
  int failed_before = 0;
  int failed_after = 0;
  std::optional<Error> error;
};

// Documents of which pages are missing, in order of SHA-256; what can be read now takes its place in the document,
// which is interpreted anew. Nothing is worse than before: pages that fail again stay as they were.
Result<void> RetryPages(Store& store, const Interpreter& interpreter, const IngestOptions& options,
                        const std::function<void(const RetryReport&)>& each, const std::atomic<bool>& stop);

}  // namespace vankho
