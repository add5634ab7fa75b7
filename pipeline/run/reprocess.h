// The later stages again on documents that are in the store, after a lexicon, a model or a rule has changed: nothing is
// recognised anew.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/run/chain.h"
#include "pipeline/run/record_changes.h"
#include "pipeline/store/store.h"

namespace vankho {

enum class ReprocessFrom {
  kRestore,  // from the seen pages
  kExtract,  // from the restored lines
};

struct ReprocessOptions {
  ReprocessFrom from = ReprocessFrom::kExtract;
  bool dry_run = false;  // show what would change, write nothing
  int jobs = 1;          // threads that interpret; each reads the store by a connection of its own
};

// What became of one document.
struct ReprocessReport {
  SourceFile source;
  std::vector<RecordChange> changes;
  bool text_changed = false;  // restored lines, sections, tables or zones, though perhaps no record
  std::optional<Error> error;
};

struct ReprocessSummary {
  std::int64_t documents = 0;
  std::int64_t changed = 0;  // documents
  std::int64_t records = 0;  // that changed, are new or are gone
  std::int64_t failed = 0;
  double seconds = 0;
  bool stopped = false;
};

// `each` is told of every document before its change is written, in order of SHA-256, on the calling thread. Documents
// in which nothing changes get the new provenance only.
Result<ReprocessSummary> Reprocess(Store& store, const Chain& chain, const std::vector<DocumentId>& ids,
                                   const ReprocessOptions& options,
                                   const std::function<void(const ReprocessReport&)>& each,
                                   const std::atomic<bool>& stop);

}  // namespace vankho
