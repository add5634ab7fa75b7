#include "pipeline/web/importer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "pipeline/base/unicode.h"
#include "pipeline/run/chain.h"
#include "pipeline/run/ingest.h"
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

Importer::Importer(std::string store, std::string data, WorkerCommand worker)
    : store_(std::move(store)), data_(std::move(data)), worker_(std::move(worker)), thread_([this] { Run(); }) {}

Importer::~Importer() {
  stop_.store(true);
  ready_.notify_all();
  thread_.join();
  std::error_code ignored;
  for (const auto& [upload, path] : waiting_)
    std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
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
    std::filesystem::remove_all(std::filesystem::path(next.second).parent_path(), ignored);
  }
}

void Importer::Read(const UploadState& upload, const std::string& path) {
  static std::optional<Chain> chain;  // loaded at the first upload; one importer a process
  if (!chain) {
    auto loaded = Chain::Load(data_);
    if (!loaded) return Note(upload.id, "failed", loaded.error().message, 0);
    chain = std::move(*loaded);
  }
  auto store = Store::Open(store_, Store::Mode::kReadWrite);
  if (!store) return Note(upload.id, "failed", store.error().message, 0);
  FoundFiles found = FindFiles({path}, "");
  UploadObserver observer(*this, upload.id);
  IngestOptions options;
  options.worker.command = worker_;
  options.provenance = chain->provenance();
  Ingest ingest(
      *store, [](SeenDocument seen) { return chain->Run(std::move(seen)); }, options, observer, stop_);
  ingest.Run(found.files);
}

}  // namespace vankho
