// Ingest: files go in, documents with their records stand in the store, and every file offered has a line in the
// ledger.
//
// Pages are read in worker processes (page_worker.h), one a thread; restoration, structure and extraction of a document
// run in that same thread when its last page is there. Only the thread that calls Run touches the store. Documents
// enter in the order of the list, one transaction each, whatever the number of jobs: the store's contents do not depend
// on it.
//
// A page that was read is in the store (Store::KeepPages) before its thread takes the next one: a process that ends at
// any moment costs at most the page in hand of each worker. The next run over the same file begins at its first page
// that is not there. Pages that failed are not kept: the next run tries them again.
//
// In memory is a window of a few files with at most kWindowPages pages, or the one document at its head.
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

inline constexpr int kWindowPages = 2000;

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
  std::string sha256;  // "" where the file could not be read
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
  double cpu_seconds = 0;              // of this process and all workers
  double reading_cpu_seconds = 0;      // of pages in the workers: parsing, drawing, recognising
  double meaning_cpu_seconds = 0;      // of restoration, structure and extraction
  double store_cpu_seconds = 0;        // of the thread that writes the store
  std::int64_t pages_from_hand = 0;    // of `pages`: read by an earlier run that was cut off
  std::int64_t peak_bytes = 0;         // of memory of this process
  std::int64_t peak_worker_bytes = 0;  // of memory of the largest worker
  std::string unconfined;              // why workers ran without the filter of system calls; "": they ran with it
  bool stopped = false;                // by `stop`, or because the store could not be written
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
