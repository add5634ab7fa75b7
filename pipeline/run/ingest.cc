#include "pipeline/run/ingest.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/run/frame.h"
#include "pipeline/run/task_queue.h"
#include "pipeline/run/usage.h"

namespace vankho {
namespace {

constexpr int kStoreFailuresInARow = 3;          // then the store is taken for unwritable
constexpr std::chrono::milliseconds kTick(200);  // also the longest that a document waits for others to be kept with
constexpr std::size_t kKeptTogether = 32;        // documents a transaction
constexpr std::size_t kTakenAtOnce = 8;          // files that are hashed before anything else is looked at

struct PageEvent {
  std::string path;
  int page = 0;
  PageOrigin origin = PageOrigin::kBlank;
  std::string reason;
};

// A page that was read and is to be kept before anybody hears of it.
struct ReadPageEvent {
  PageInHand page;
  PageEvent event;
};

// One file on its way. Fields are written by one thread at a time: the caller's until it is queued, then the worker
// threads' under the session's lock, the caller's again once `done`.
struct Job {
  std::size_t order = 0;
  std::string path;
  std::string sha256;
  std::uint64_t size = 0;
  std::optional<Error> error;
  std::optional<DocumentId> known;  // already in the store
  bool deferred = false;            // the same bytes are ahead of it in the window
  SourceFile source;
  std::string reader;
  bool opened = false;   // its pages are counted
  bool planned = false;  // its pages are queued
  std::vector<Page> pages;
  int pages_left = 0;
  std::optional<Reading> reading;
  bool done = false;
};

// One run over a list of files.
class Session {
 public:
  Session(Store& store, const Interpreter& interpreter, const IngestOptions& options, IngestObserver& observer,
          const std::atomic<bool>& stop, const std::vector<FoundFile>& files)
      : store_(store), interpreter_(interpreter), options_(options), observer_(observer), stop_(stop), files_(files) {
    summary_.files = files.size();
  }

  IngestSummary Run() {
    double cpu_before = CpuSeconds();
    double thread_cpu_before = ThreadCpuSeconds();
    // Best effort: what stays is found by `vankho verify`.
    static_cast<void>(store_.SweepOriginals());
    StartThreads();
    while (!summary_.stopped && (next_ < files_.size() || !window_.empty())) {
      Fill();
      KeepPages();
      Plan();
      Settle(WaitForHead());
      Report();
      if (stop_.load()) summary_.stopped = true;
    }
    Close();
    Settle(Ready());  // a stop loses nothing that is complete
    Report();
    summary_.seconds = Seconds();
    summary_.cpu_seconds = CpuSeconds() - cpu_before;
    summary_.store_cpu_seconds = ThreadCpuSeconds() - thread_cpu_before;
    summary_.peak_bytes = PeakBytes(::getpid());
    return summary_;
  }

 private:
  // Threads that read pages, each with a worker process of its own, and as many that make documents of them: while a
  // page that was read is on its way to the disk, its thread waits, and another may make use of the processor.
  void StartThreads() {
    for (int i = 0; i < options_.jobs; ++i) {
      threads_.emplace_back([this] { Serve(queue_); });
      threads_.emplace_back([this] { Serve(complete_); });
    }
  }

  void Serve(TaskQueue& tasks) {
    PageWorkerOptions worker_options = options_.worker;
    worker_options.cancel = &stop_;
    PageWorker worker(std::move(worker_options));  // has no process before it is asked for a page
    while (auto task = tasks.Pop()) (*task)(worker);
    std::lock_guard lock(mutex_);
    summary_.reading_cpu_seconds += worker.cpu_seconds();
    summary_.peak_worker_bytes = std::max(summary_.peak_worker_bytes, worker.PeakBytes());
  }

  // Ends the threads, and their workers with them. What was read meanwhile is kept.
  void Close() {
    queue_.Close();
    complete_.Close();
    {
      std::lock_guard lock(mutex_);
      closing_ = true;
      kept_.notify_all();
    }
    threads_.clear();
    KeepPages();
  }

  // Files in the window: enough that no worker waits while small documents wait to be kept together.
  std::size_t Room() const { return 2 * static_cast<std::size_t>(options_.jobs) + kKeptTogether + kTakenAtOnce; }

  // Takes files into the window.
  void Fill() {
    for (std::size_t taken = 0; next_ < files_.size() && window_.size() < Room() && taken < kTakenAtOnce; ++taken) {
      window_.push_back(std::make_unique<Job>());
      Job& job = *window_.back();
      job.order = next_;
      job.path = files_[next_].path;
      job.error = files_[next_].error;
      ++next_;
      Identify(job);
      if (job.error || job.known) {
        job.done = true;
      } else if (!job.deferred) {
        Start(job);
      }
    }
  }

  // The file's hash, and whether the store has it.
  void Identify(Job& job) {
    if (job.error) return;
    auto digest = Sha256OfFile(job.path);
    if (!digest) {
      job.error = digest.error();
      return;
    }
    job.size = digest->size;
    job.sha256 = digest->hex;
    auto known = store_.FindBySha256(job.sha256);
    if (!known) {
      job.error = known.error();
      return;
    }
    job.known = *known;
    std::lock_guard lock(mutex_);
    for (const auto& other : window_) {
      if (other.get() != &job && !other->error && other->sha256 == job.sha256) job.deferred = true;
    }
  }

  void Start(Job& job) {
    queue_.Push({job.order, 0}, [this, &job](PageWorker& worker) { OpenFile(job, worker); });
  }

  // On a worker thread: counts the pages.
  void OpenFile(Job& job, PageWorker& worker) {
    auto opened = worker.Open(job.path);
    if (!opened && stop_.load()) return;
    std::optional<Error> error;
    if (!opened) {
      error = opened.error();
    } else if (opened->source.sha256 != job.sha256) {
      error =
          Error{ErrorCode::kConflict, "the file changed while it was read; offer it again when it is complete", {}, {}};
    } else if (opened->source.pages == 0) {
      error = Error{ErrorCode::kEmpty, "the file has no pages", {}, {}};
    } else if (opened->source.pages > options_.max_pages) {
      error = Error{ErrorCode::kTooLarge,
                    fmt::format("the file has {} pages, the limit is {}; split it (qpdf --split-pages=1000 IN.pdf "
                                "OUT.pdf) or raise --max-pages",
                                opened->source.pages, options_.max_pages),
                    {},
                    {}};
    }
    std::lock_guard lock(mutex_);
    if (error) {
      job.error = InFile(*error, job.path);
      return Finish(job);
    }
    job.source = opened->source;
    job.reader = opened->reader;
    job.opened = true;
    if (summary_.unconfined.empty()) summary_.unconfined = opened->unconfined;
    ++files_opened_;
    pages_known_ += job.source.pages;
    changed_.notify_all();
  }

  // Queues the pages of files that were opened, as far as there is room for them. The head always has room.
  void Plan() {
    std::int64_t room = kWindowPages;
    full_ = false;
    for (const auto& job : window_) {
      std::unique_lock lock(mutex_);
      if (!job->opened || job->done) continue;
      room -= job->source.pages;
      if (job->planned) continue;
      full_ = room < 0 && job.get() != window_.front().get();
      if (full_) return;
      lock.unlock();
      PlanPages(*job);
    }
  }

  // What an earlier run read is taken from the store, the rest is read.
  void PlanPages(Job& job) {
    auto in_hand = store_.PagesInHand(job.sha256, job.reader);
    std::vector<Page> pages(static_cast<std::size_t>(job.source.pages));
    std::vector<PageEvent> events;
    for (Page& page : in_hand ? *in_hand : std::vector<Page>()) {
      if (page.number > job.source.pages) continue;
      events.push_back({job.path, page.number, page.origin, page.reason});
      pages[static_cast<std::size_t>(page.number) - 1] = std::move(page);
    }
    summary_.pages_from_hand += std::ssize(events);
    std::vector<int> missing;
    for (int number = 1; number <= job.source.pages; ++number) {
      if (pages[static_cast<std::size_t>(number) - 1].number == 0) missing.push_back(number);
    }
    {
      std::lock_guard lock(mutex_);
      job.pages = std::move(pages);
      job.pages_left = static_cast<int>(missing.size());
      job.planned = true;
      events_.insert(events_.end(), events.begin(), events.end());
    }
    for (int number : missing) {
      queue_.Push({job.order, number}, [this, &job, number](PageWorker& worker) { ReadPage(job, number, worker); });
    }
    if (missing.empty()) Complete(job);
  }

  // All its pages are there.
  void Complete(Job& job) {
    complete_.Push({job.order, 0}, [this, &job](PageWorker&) { Interpret(job); });
  }

  // On a worker thread: one page.
  void ReadPage(Job& job, int number, PageWorker& worker) {
    Page page = worker.Read(job.path, number, job.sha256);
    if (page.origin == PageOrigin::kFailed && stop_.load()) return;  // cut off: the page waits for the next time
    std::unique_lock lock(mutex_);
    PageEvent event{job.path, number, page.origin, page.reason};
    bool failed = page.origin == PageOrigin::kFailed;
    if (failed) events_.push_back(event);
    if (!failed) to_keep_.push_back({{job.sha256, job.reader, page}, event});
    std::int64_t ticket = failed ? 0 : ++handed_;
    job.pages[static_cast<std::size_t>(number) - 1] = std::move(page);
    if (--job.pages_left == 0) Complete(job);  // and it may be gone when the lock is
    changed_.notify_all();
    kept_.wait(lock, [&] { return closing_ || kept_until_ >= ticket; });
  }

  // Pages that were read since into the store, one transaction.
  void KeepPages() {
    std::vector<ReadPageEvent> read;
    std::int64_t ticket = 0;
    {
      std::lock_guard lock(mutex_);
      read.swap(to_keep_);
      ticket = handed_;
    }
    if (read.empty()) return;
    std::vector<PageInHand> pages;
    for (ReadPageEvent& one : read) pages.push_back(std::move(one.page));
    // A store that cannot take them says so again when the document is to be kept.
    static_cast<void>(store_.KeepPages(pages));
    std::lock_guard lock(mutex_);
    for (ReadPageEvent& one : read) events_.push_back(std::move(one.event));
    kept_until_ = ticket;
    kept_.notify_all();
  }

  void Interpret(Job& job) {
    auto count = [&](PageOrigin origin) {
      return std::count_if(job.pages.begin(), job.pages.end(), [&](const Page& page) { return page.origin == origin; });
    };
    std::optional<Error> error;
    auto failed = count(PageOrigin::kFailed);
    if (failed == std::ssize(job.pages)) {
      const Diagnostics& why = job.pages.front().diagnostics;
      error = Error{why.empty() ? ErrorCode::kEngine : why.front().code,
                    fmt::format("none of its {} pages could be read: {}", failed, job.pages.front().reason),
                    job.path,
                    {}};
    } else if (failed + count(PageOrigin::kBlank) == std::ssize(job.pages)) {
      error = Error{
          ErrorCode::kEmpty, "nothing is printed on its pages; scan it again if it should hold text", job.path, {}};
    }
    std::optional<Reading> reading;
    double cpu_before = ThreadCpuSeconds();
    if (!error) {
      auto made = interpreter_(SeenDocument{job.source, std::move(job.pages)});
      if (made) {
        reading = *std::move(made);
      } else {
        error = InFile(made.error(), job.path);
      }
    }
    std::lock_guard lock(mutex_);
    summary_.meaning_cpu_seconds += ThreadCpuSeconds() - cpu_before;
    job.error = std::move(error);
    job.reading = std::move(reading);
    Finish(job);
  }

  void Finish(Job& job) {  // under the lock
    job.done = true;
    changed_.notify_all();
  }

  // Files at the head of the window that are done.
  std::size_t Ready() {
    std::lock_guard lock(mutex_);
    auto busy = std::find_if_not(window_.begin(), window_.end(), [](const auto& job) { return job->done; });
    return static_cast<std::size_t>(busy - window_.begin());
  }

  // Waits at most a tick for something to do. Gives the number of files at the head of the window that are to be
  // settled now: those that are done, when they are many, when nothing else is in hand or when they waited for a tick.
  std::size_t WaitForHead() {
    if (window_.empty()) return 0;
    Job& head = *window_.front();
    if (head.deferred) {
      head.deferred = false;
      auto known = store_.FindBySha256(head.sha256);
      head.known = known ? *known : std::nullopt;
      if (head.known) return 1;
      Start(head);
    }
    std::size_t ready = Ready();
    std::unique_lock lock(mutex_);
    if (ready == 0) ready_since_ = Clock::now();
    // Nothing more will join them: all is done, or the next has the bytes of one of them and waits to hear of it.
    bool all = ready == window_.size() ? next_ == files_.size() : window_[ready]->deferred;
    if (all || ready >= kKeptTogether || Clock::now() - ready_since_ >= kTick) return ready;
    auto waits = [](const std::unique_ptr<Job>& job) { return job->opened && !job->planned && !job->done; };
    // The first that waits may have no room; then only the tick brings it on.
    auto first = std::find_if(window_.begin(), window_.end(), waits);
    bool may_plan = first != window_.end() && !full_;
    bool may_fill = next_ < files_.size() && window_.size() < Room();
    if (!may_plan && !may_fill && to_keep_.empty()) changed_.wait_for(lock, kTick);
    return 0;
  }

  // So many files at the head are done: into the store, or their failures into the ledger, in one transaction. Where it
  // fails, one by one, so that each says what is wrong with it.
  void Settle(std::size_t count) {
    if (count == 0) return;
    KeepPages();  // a page that came after its document would stay in hand
    std::vector<FileReport> reports;
    auto enter = [&] {
      reports.clear();
      for (std::size_t i = 0; i < count && store_failures_ < kStoreFailuresInARow; ++i) {
        reports.push_back(Enter(*window_[i]));
      }
    };
    int failures_before = store_failures_;
    bool together = count > 1 && store_.Together(enter).has_value();
    if (!together) {
      store_failures_ = failures_before;
      enter();
    }
    if (store_failures_ >= kStoreFailuresInARow) summary_.stopped = true;
    TellPages();
    for (const FileReport& report : reports) {
      Count(report);
      observer_.OnFile(report);
      window_.pop_front();
    }
    ready_since_ = Clock::now();
  }

  FileReport Enter(Job& job) {
    FileReport report{
        .path = job.path, .outcome = Outcome::kFailed, .error = job.error, .document = job.known, .sha256 = job.sha256};
    if (job.known) {
      report.outcome = Outcome::kDuplicate;
    } else if (job.reading) {
      Keep(job, report);
    }
    if (report.outcome == Outcome::kFailed || report.outcome == Outcome::kDuplicate) {
      auto recorded = store_.Record(LedgerLine(job, report));
      if (!recorded) NoteStoreFailure(recorded.error(), report);
      // The next offer reads it from the beginning.
      if (recorded && !job.sha256.empty()) static_cast<void>(store_.DropPages(job.sha256));
    }
    return report;
  }

  static LedgerEntry LedgerLine(const Job& job, const FileReport& report) {
    LedgerEntry entry;
    entry.path = job.path;
    entry.sha256 = job.sha256;
    entry.size = job.size;
    entry.outcome = report.outcome;
    if (report.error) entry.error_code = report.error->code;
    entry.message = report.error ? report.error->message : "already in the store";
    entry.document = job.known;
    return entry;
  }

  void Keep(Job& job, FileReport& report) {
    const Document& document = job.reading->document;
    report.pages = static_cast<int>(document.pages().size());
    for (const Page& page : document.pages()) report.failed_pages += page.origin == PageOrigin::kFailed ? 1 : 0;
    report.error = Doubt(document, report);
    auto added = store_.Add({.document = document,
                             .records = job.reading->records,
                             .provenance = options_.provenance,
                             .bytes = {},
                             .path = job.path,
                             .offered_path = job.path,
                             .message = report.error ? report.error->message : "",
                             .partial = report.failed_pages > 0});
    if (!added) {
      NoteStoreFailure(added.error(), report);
      return;
    }
    store_failures_ = 0;
    report.document = added->id;
    report.outcome = added->was_there          ? Outcome::kDuplicate
                     : report.failed_pages > 0 ? Outcome::kPartial
                                               : Outcome::kIngested;
  }

  // What a person should look at in a document that was read.
  static std::optional<Error> Doubt(const Document& document, const FileReport& report) {
    if (report.failed_pages > 0) {
      std::string pages;
      for (const Page& page : document.pages()) {
        if (page.origin != PageOrigin::kFailed) continue;
        if (!pages.empty()) pages += "; ";
        pages += fmt::format("page {}: {}", page.number, page.reason);
      }
      return Error{ErrorCode::kEngine,
                   fmt::format("{} of {} pages could not be read ({})", report.failed_pages, report.pages, pages),
                   report.path,
                   {}};
    }
    if (document.damage() == Damage::kNotVietnamese) {
      return Error{ErrorCode::kUnsupported, "does not read as Vietnamese; do not trust its records", report.path, {}};
    }
    return std::nullopt;
  }

  // A store that cannot be written makes every further page wasted work.
  void NoteStoreFailure(const Error& error, FileReport& report) {
    report.outcome = Outcome::kFailed;
    report.error = Error{error.code, fmt::format("cannot be kept in the store: {}", Describe(error)), report.path, {}};
    ++store_failures_;
  }

  void Count(const FileReport& report) {
    ++files_done_;
    ++summary_.outcomes[report.outcome];
    if (report.outcome == Outcome::kFailed && report.error) ++summary_.failures[report.error->code];
    if (report.outcome == Outcome::kIngested && report.error) ++summary_.doubtful;
    summary_.failed_pages += report.failed_pages;
  }

  double Seconds() const { return std::chrono::duration<double>(Clock::now() - started_).count(); }

  // Passes on what the worker threads noted.
  void TellPages() {
    std::vector<PageEvent> events;
    {
      std::lock_guard lock(mutex_);
      events.swap(events_);
    }
    summary_.pages += std::ssize(events);
    for (const PageEvent& event : events) observer_.OnPage(event.path, event.page, event.origin, event.reason);
  }

  void Report() {
    TellPages();
    IngestProgress progress{.files = files_.size(),
                            .files_done = files_done_,
                            .failed = summary_.outcomes[Outcome::kFailed],
                            .pages = summary_.pages,
                            .seconds = Seconds(),
                            .seconds_left = std::nullopt};
    progress.seconds_left = SecondsLeft();
    observer_.OnTick(progress);
  }

  // Pages that are known and not read, and as many for each file not opened yet as the opened ones have.
  std::optional<double> SecondsLeft() {
    std::lock_guard lock(mutex_);
    if (summary_.pages == 0 || files_opened_ == 0 || Seconds() < 1) return std::nullopt;
    double pages_a_file = static_cast<double>(pages_known_) / static_cast<double>(files_opened_);
    double left =
        static_cast<double>(pages_known_ - summary_.pages) + pages_a_file * static_cast<double>(files_.size() - next_);
    return std::max(left, 0.0) * Seconds() / static_cast<double>(summary_.pages);
  }

  Store& store_;
  const Interpreter& interpreter_;
  const IngestOptions& options_;
  IngestObserver& observer_;
  const std::atomic<bool>& stop_;
  const std::vector<FoundFile>& files_;

  Clock::time_point started_ = Clock::now();
  std::size_t next_ = 0;  // of files_
  std::size_t files_done_ = 0;
  int store_failures_ = 0;
  bool full_ = false;                         // the window has no room for more pages
  Clock::time_point ready_since_ = started_;  // when the head of the window was not done for the last time
  IngestSummary summary_;
  std::deque<std::unique_ptr<Job>> window_;

  std::mutex mutex_;  // of jobs in the queue, and:
  std::condition_variable changed_;
  std::condition_variable kept_;  // pages are in the store
  std::vector<PageEvent> events_;
  std::vector<ReadPageEvent> to_keep_;
  std::int64_t handed_ = 0;      // pages that were put into to_keep_
  std::int64_t kept_until_ = 0;  // of these, in the store
  bool closing_ = false;
  std::size_t files_opened_ = 0;
  std::int64_t pages_known_ = 0;  // of the opened files

  TaskQueue queue_;                    // files to open and pages to read
  TaskQueue complete_;                 // documents to be made of their pages
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace

Ingest::Ingest(Store& store, Interpreter interpreter, IngestOptions options, IngestObserver& observer,
               const std::atomic<bool>& stop)
    : store_(store),
      interpreter_(std::move(interpreter)),
      options_(std::move(options)),
      observer_(observer),
      stop_(stop) {}

IngestSummary Ingest::Run(const std::vector<FoundFile>& files) {
  return Session(store_, interpreter_, options_, observer_, stop_, files).Run();
}

}  // namespace vankho
