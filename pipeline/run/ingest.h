// Ingest: files go in, documents with their records stand in the store, and every file offered has a line in the
// ledger.
//
// Pages are read in worker processes (page_worker.h), one a thread; restoration, structure and extraction of a document
// run in that same thread when its last page is there. Only the thread that calls Run touches the store. Documents
// enter in the order of the list, one transaction each, whatever the number of jobs: the store's contents do not depend
// on it. Only a window of a few files is ever in memory.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/document/document.h"
#include "pipeline/document/record.h"
#include "pipeline/run/page_worker.h"
#include "pipeline/run/walk.h"
#include "pipeline/store/store.h"

namespace vankho {

// What was made of a document's pages.
struct Reading {
  Document document;
  Records records;
};

// Pages to records: the chain of restoration, structure and extraction (chain.h). Called from several threads.
using Interpreter = std::function<Result<Reading>(SeenDocument)>;

struct IngestOptions {
  int jobs = 1;          // worker processes
  int max_pages = 5000;  // a file of more pages is refused: it would have to be in memory as a whole
  PageWorkerOptions worker;
  Provenance provenance;  // of the data; the engine of each page stands with the page
};

// What became of one file.
struct FileReport {
  std::string path;
  Outcome outcome = Outcome::kFailed;
  std::optional<Error> error;  // why it failed, or what is doubtful about it
  std::optional<DocumentId> document;
  int pages = 0;
  int failed_pages = 0;
};

struct IngestProgress {
  std::size_t files = 0;  // in all
  std::size_t files_done = 0;
  std::size_t failed = 0;
  std::int64_t pages = 0;  // read so far
  double seconds = 0;
  std::optional<double> seconds_left;
};

// Told what happens, always on the thread that called Run.
class IngestObserver {
 public:
  virtual ~IngestObserver() = default;
  virtual void OnPage(const std::string& path, int page, PageOrigin origin, const std::string& reason) = 0;
  virtual void OnFile(const FileReport& report) = 0;
  virtual void OnTick(const IngestProgress& progress) = 0;  // about five times a second
};

struct IngestSummary {
  std::size_t files = 0;
  std::map<Outcome, std::size_t> outcomes;
  std::map<ErrorCode, std::size_t> failures;  // of files, by reason
  std::size_t doubtful = 0;                   // ingested whole, but with something to look at
  std::int64_t pages = 0;
  std::int64_t failed_pages = 0;
  double seconds = 0;
  double cpu_seconds = 0;  // of this process and all workers
  bool stopped = false;    // by `stop`, or because the store could not be written
};

class Ingest {
 public:
  // `store`, `observer` and `stop` must outlive the object. When *stop becomes true, what is complete is kept, the rest
  // is left for the next time.
  Ingest(Store& store, Interpreter interpreter, IngestOptions options, IngestObserver& observer,
         const std::atomic<bool>& stop);

  IngestSummary Run(const std::vector<FoundFile>& files);

 private:
  Store& store_;
  Interpreter interpreter_;
  IngestOptions options_;
  IngestObserver& observer_;
  const std::atomic<bool>& stop_;
};

}  // namespace vankho
