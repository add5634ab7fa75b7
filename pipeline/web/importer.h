// Files that people offer in the browser: kept aside until they are whole, then read by the same chain and in the same
// isolated workers as `vankho ingest`, one after the other, while the pages stay open.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/run/ingest.h"
#include "pipeline/run/worker_process.h"
#include "pipeline/web/shared_chain.h"

namespace vankho {

struct UploadState {
  std::int64_t id = 0;
  std::string name;   // as offered, made harmless
  std::string state;  // "waiting", "reading", then the ledger's outcome: "ingested", "partial", "duplicate", "failed"
  std::string message;
  int pages = 0;  // read so far
};

// A file on its way in: bytes go to a file of their own, which is gone if the upload is not finished.
class IncomingFile {
 public:
  ~IncomingFile();
  IncomingFile(const IncomingFile&) = delete;
  IncomingFile& operator=(const IncomingFile&) = delete;

  // kIo where the disk is full: nothing of the upload stays.
  Result<void> Append(const char* bytes, std::size_t size);
  std::uint64_t size() const { return size_; }
  const std::string& name() const { return name_; }

 private:
  friend class Importer;
  IncomingFile(std::string folder, std::string name);
  std::string folder_, name_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  bool kept_ = false;
};

class Importer {
 public:
  // `chain` must outlive the object.
  Importer(std::string store, SharedChain& chain, WorkerCommand worker);
  ~Importer();  // what is being read is finished or left for the next time

  Result<std::unique_ptr<IncomingFile>> Begin(const std::string& offered_name);
  Result<UploadState> Finish(std::unique_ptr<IncomingFile> file);
  // Reads once more what failed: missing pages of documents, and files that are still where they were offered.
  UploadState Retry(const std::string& name);
  std::vector<UploadState> States() const;  // newest first

  // A name of one path part: no slashes, control characters or leading points; "tai-lieu" where nothing is left.
  static std::string SafeName(const std::string& offered);

 private:
  void Run();
  UploadState Add(UploadState upload, const std::string& path);
  void Read(const UploadState& upload, const std::string& path);
  void ReadAgain(const UploadState& upload, Store& store, const Interpreter& interpreter, const IngestOptions& options);
  void Note(std::int64_t id, const std::string& state, const std::string& message, int pages);

  std::string store_;
  SharedChain& chain_;
  WorkerCommand worker_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::pair<UploadState, std::string>> waiting_;  // with the path; "": read again what failed
  std::vector<UploadState> states_;
  std::int64_t next_ = 1;
  std::atomic<bool> stop_{false};
  std::thread thread_;
  friend class UploadObserver;
};

}  // namespace vankho
