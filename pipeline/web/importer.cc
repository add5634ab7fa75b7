#include "pipeline/web/importer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>

#include "pipeline/base/unicode.h"
#include "pipeline/run/chain.h"
#include "pipeline/run/ingest.h"
#include "pipeline/run/line_corrections.h"
#include "pipeline/run/retry.h"
#include "pipeline/store/store.h"

namespace vankho {

// Tells the importer what Ingest tells it.
class UploadObserver : public IngestObserver {
 public:
  UploadObserver(Importer& importer, std::int64_t id) : importer_(importer), id_(id) {}
  void OnPage(const std::string&, int, PageOrigin, const std::string&) override {
    importer_.Note(id_, "reading", "", ++pages_);
  }
  void OnFile(const FileReport& report) override {
    importer_.Note(id_, std::string(Name(report.outcome)), report.error ? report.error->message : "", report.pages);
  }
  void OnTick(const IngestProgress&) override {}

 private:
  Importer& importer_;
  std::int64_t id_;
  int pages_ = 0;
};

IncomingFile::IncomingFile(std::string folder, std::string name) : folder_(std::move(folder)), name_(std::move(name)) {
  fd_ = ::open((folder_ + "/" + name_).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

IncomingFile::~IncomingFile() {
  if (fd_ >= 0) ::close(fd_);
  std::error_code ignored;
  if (!kept_) std::filesystem::remove_all(folder_, ignored);
}

Result<void> IncomingFile::Append(const char* bytes, std::size_t size) {
  while (size > 0) {
    ssize_t written = ::write(fd_, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      return Fail(
          ErrorCode::kIo,
          errno == ENOSPC || errno == EDQUOT
              ? "the disk of the store is full; nothing was kept of this file: free some space and offer it again"
              : "the file could not be written; offer it again");
    }
    bytes += written;
    size -= static_cast<std::size_t>(written);
    size_ += static_cast<std::uint64_t>(written);
  }
  return {};
}

Importer::Importer(std::string store, SharedChain& chain, WorkerCommand worker)
    : store_(std::move(store)), chain_(chain), worker_(std::move(worker)), thread_([this] { Run(); }) {}

Importer::~Importer() {
  stop_.store(true);
  ready_.notify_all();
  thread_.join();
  std::error_code ignored;
  for (const auto& [upload, path] : waiting_) {
    if (!path.empty()) std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
  }
}

std::string Importer::SafeName(const std::string& offered) {
  std::string clean = CleanUtf8(offered);
  std::size_t slash = clean.find_last_of("/\\");
  if (slash != std::string::npos) clean.erase(0, slash + 1);
  std::string name;
  constexpr std::size_t kMostBytes = 180;
  for (const CodePoint& c : DecodeUtf8(clean)) {
    bool plain = c.value >= 0x20 && c.value != 0x7f && c.value != U':' && !(c.value >= 0x202a && c.value <= 0x202e) &&
                 !(c.value >= 0x2066 && c.value <= 0x2069);
    if (plain && name.size() < kMostBytes) name.append(clean, c.begin, c.end - c.begin);
  }
  name.erase(0, name.find_first_not_of(". "));
  return name.empty() ? "tai-lieu" : name;
}

Result<std::unique_ptr<IncomingFile>> Importer::Begin(const std::string& offered_name) {
  std::string incoming = store_ + "/incoming";
  ::mkdir(incoming.c_str(), 0700);
  std::string folder = incoming + "/XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) {
    ErrorCode code = errno == EACCES || errno == EROFS ? ErrorCode::kPermission : ErrorCode::kIo;
    return Fail(code, "the store's folder may not be written; check its owner, mode and space");
  }
  std::unique_ptr<IncomingFile> file(new IncomingFile(folder, SafeName(offered_name)));
  if (file->fd_ < 0) return Fail(ErrorCode::kIo, "the file could not be made in the store's folder");
  return file;
}

Result<UploadState> Importer::Finish(std::unique_ptr<IncomingFile> file) {
  if (file->size_ == 0) return Fail(ErrorCode::kEmpty, "the file holds no bytes");
  file->kept_ = true;
  UploadState upload{0, file->name_, "waiting", "", 0};
  std::string path = file->folder_ + "/" + file->name_;
  file.reset();
  return Add(std::move(upload), path);
}

UploadState Importer::Retry(const std::string& name) { return Add({0, name, "waiting", "", 0}, ""); }

UploadState Importer::Add(UploadState upload, const std::string& path) {
  std::lock_guard lock(mutex_);
  upload.id = next_++;
  states_.insert(states_.begin(), upload);
  constexpr std::size_t kRemembered = 200;
  if (states_.size() > kRemembered) states_.pop_back();
  waiting_.emplace_back(upload, path);
  ready_.notify_one();
  return upload;
}

std::vector<UploadState> Importer::States() const {
  std::lock_guard lock(mutex_);
  return states_;
}

void Importer::Note(std::int64_t id, const std::string& state, const std::string& message, int pages) {
  std::lock_guard lock(mutex_);
  for (UploadState& upload : states_) {
    if (upload.id != id) continue;
    upload.state = state;
    upload.message = message;
    upload.pages = pages;
  }
}

void Importer::Run() {
  while (true) {
    std::pair<UploadState, std::string> next;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return stop_.load() || !waiting_.empty(); });
      if (stop_.load()) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    Note(next.first.id, "reading", "", 0);
    Read(next.first, next.second);
    std::error_code ignored;
    if (!next.second.empty()) std::filesystem::remove_all(std::filesystem::path(next.second).parent_path(), ignored);
  }
}

namespace {

// Counts what a retry reached, and tells how far it is.
class RetryObserver : public IngestObserver {
 public:
  explicit RetryObserver(std::function<void(int)> told) : told_(std::move(told)) {}
  void OnPage(const std::string&, int, PageOrigin, const std::string&) override { told_(++pages_); }
  void OnFile(const FileReport& report) override { failed_ += report.outcome == Outcome::kFailed ? 1 : 0; }
  void OnTick(const IngestProgress&) override {}
  int failed() const { return failed_; }

 private:
  std::function<void(int)> told_;
  int pages_ = 0, failed_ = 0;
};

}  // namespace

void Importer::ReadAgain(const UploadState& upload, Store& store, const Interpreter& interpreter,
                         const IngestOptions& options) {
  int missing = 0;
  int read = 0;
  auto pages = RetryPages(
      store, interpreter, options,
      [&](const RetryReport& report) {
        missing += report.failed_before;
        read += report.failed_before - report.failed_after;
      },
      stop_);
  if (!pages) return Note(upload.id, "failed", pages.error().message, 0);
  auto ledger = store.Ledger();
  if (!ledger) return Note(upload.id, "failed", ledger.error().message, 0);
  FailedFiles failed = FindFailedFiles(*ledger, "");
  RetryObserver observer([&](int count) { Note(upload.id, "reading", "", read + count); });
  Ingest ingest(store, interpreter, options, observer, stop_);
  if (!failed.files.empty()) ingest.Run(failed.files);
  bool whole = read == missing && observer.failed() == 0 && failed.gone == 0;
  Note(upload.id, whole ? "ingested" : "partial",
       fmt::format("{}/{} missing pages read; {}/{} files read, {} files are not there any more", read, missing,
                   failed.files.size() - static_cast<std::size_t>(observer.failed()), failed.files.size(), failed.gone),
       read);
}

void Importer::Read(const UploadState& upload, const std::string& path) {
  auto chain = chain_.Get();
  if (!chain) return Note(upload.id, "failed", chain.error().message, 0);
  auto store = Store::Open(store_, Store::Mode::kReadWrite);
  if (!store) return Note(upload.id, "failed", store.error().message, 0);
  IngestOptions options;
  options.worker.command = worker_;
  options.provenance = chain->provenance();
  auto interpreter = MakeInterpreter(*chain, *store);
  if (!interpreter) return Note(upload.id, "failed", interpreter.error().message, 0);
  if (path.empty()) return ReadAgain(upload, *store, *interpreter, options);
  FoundFiles found = FindFiles({path}, "");
  UploadObserver observer(*this, upload.id);
  Ingest ingest(*store, *interpreter, options, observer, stop_);
  ingest.Run(found.files);
}

}  // namespace vankho
