#include "pipeline/run/reprocess.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace vankho {
namespace {

constexpr std::size_t kAhead = 8;              // documents a thread may be ahead of the writer
constexpr std::size_t kProvenanceBatch = 500;  // documents a transaction

// One document, interpreted anew.
struct Interpreted {
  DocumentId id = 0;
  ReprocessReport report;
  std::optional<Reading> reading;  // where something changed
  bool partial = false;
};

bool SameStructure(const Document& a, const Document& b) {
  return a.restored() == b.restored() && a.zones == b.zones && a.paragraphs == b.paragraphs &&
         a.sections == b.sections && a.tables == b.tables && a.abbreviations == b.abbreviations;
}

Result<Interpreted> Interpret(const Store& store, const Chain& chain, DocumentId id, ReprocessFrom from) {
  Interpreted out;
  out.id = id;
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, store.Brief(id));
  out.report.source = brief.source;
  out.partial = brief.partial;
  VK_ASSIGN_OR_RETURN(Document before, store.LoadDocument(id));
  VK_ASSIGN_OR_RETURN(Records old, store.LoadRecords(id));
  std::vector<LineCorrection> corrections;
  if (from == ReprocessFrom::kRestore) {
    VK_ASSIGN_OR_RETURN(corrections, store.LineCorrections(brief.source.sha256));
  }
  VK_ASSIGN_OR_RETURN(Reading reading, from == ReprocessFrom::kRestore ? chain.Run(before.seen(), corrections)
                                                                       : chain.Reextract(before));
  out.report.changes = CompareRecords(brief.source, old, reading.records);
  out.report.text_changed = !SameStructure(before, reading.document);
  if (!out.report.changes.empty() || out.report.text_changed) out.reading = std::move(reading);
  return out;
}

class Session {
 public:
  Session(Store& store, const Chain& chain, const std::vector<DocumentId>& ids, const ReprocessOptions& options,
          const std::function<void(const ReprocessReport&)>& each, const std::atomic<bool>& stop)
      : store_(store), chain_(chain), ids_(ids), options_(options), each_(each), stop_(stop) {}

  Result<ReprocessSummary> Run() {
    auto begin = std::chrono::steady_clock::now();
    std::vector<std::jthread> threads;
    for (int i = 0; i < options_.jobs; ++i) threads.emplace_back([this] { Work(); });
    auto written = WriteAll();
    {
      std::lock_guard lock(mutex_);
      closing_ = true;
      changed_.notify_all();
    }
    threads.clear();
    VK_RETURN_IF_ERROR(written);
    VK_RETURN_IF_ERROR(WriteProvenance());
    summary_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return summary_;
  }

 private:
  // A thread: takes the next document, as far as the writer can follow.
  void Work() {
    auto store = Store::Open(store_.folder(), Store::Mode::kReadOnly);
    std::size_t ahead = kAhead * static_cast<std::size_t>(options_.jobs);
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return closing_ || next_ < next_to_write_ + ahead; });
      if (closing_ || next_ >= ids_.size()) return;
      std::size_t mine = next_++;
      lock.unlock();
      auto outcome = store ? Interpret(*store, chain_, ids_[mine], options_.from)
                           : Result<Interpreted>(tl::unexpected<Error>(store.error()));
      lock.lock();
      ready_.emplace(mine, std::move(outcome));
      changed_.notify_all();
    }
  }

  Result<void> WriteAll() {
    for (std::size_t at = 0; at < ids_.size(); ++at) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ready_.contains(at); });
      auto node = ready_.extract(at);
      next_to_write_ = at + 1;
      changed_.notify_all();
      lock.unlock();
      VK_RETURN_IF_ERROR(Settle(ids_[at], node.mapped()));
      if (stop_.load()) {
        summary_.stopped = true;
        return {};
      }
    }
    return {};
  }

  Result<void> Settle(DocumentId id, Result<Interpreted>& outcome) {
    ++summary_.documents;
    if (!outcome) {
      ReprocessReport report;
      report.error = outcome.error();
      ++summary_.failed;
      each_(report);
      return {};
    }
    summary_.records += std::ssize(outcome->report.changes);
    if (outcome->reading) ++summary_.changed;
    each_(outcome->report);
    if (options_.dry_run) return {};
    if (outcome->reading) return Write(*outcome);
    unchanged_.push_back(id);
    return unchanged_.size() < kProvenanceBatch ? Result<void>() : WriteProvenance();
  }

  Result<void> Write(const Interpreted& outcome) {
    AuditEntry entry;
    entry.action = "reprocess";
    entry.detail = fmt::format("{} records changed", outcome.report.changes.size());
    return store_.Replace({.document = outcome.reading->document,
                           .records = outcome.reading->records,
                           .provenance = chain_.provenance(),
                           .bytes = {},
                           .path = {},
                           .offered_path = {},
                           .message = {},
                           .partial = outcome.partial},
                          entry);
  }

  Result<void> WriteProvenance() {
    VK_RETURN_IF_ERROR(store_.ReplaceProvenance(unchanged_, chain_.provenance()));
    unchanged_.clear();
    return {};
  }

  Store& store_;
  const Chain& chain_;
  const std::vector<DocumentId>& ids_;
  const ReprocessOptions& options_;
  const std::function<void(const ReprocessReport&)>& each_;
  const std::atomic<bool>& stop_;
  ReprocessSummary summary_;
  std::vector<DocumentId> unchanged_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Result<Interpreted>> ready_;
  std::size_t next_ = 0;           // of ids_, to be interpreted
  std::size_t next_to_write_ = 0;  // of ids_
  bool closing_ = false;
};

}  // namespace

Result<ReprocessSummary> Reprocess(Store& store, const Chain& chain, const std::vector<DocumentId>& ids,
                                   const ReprocessOptions& options,
                                   const std::function<void(const ReprocessReport&)>& each,
                                   const std::atomic<bool>& stop) {
  return Session(store, chain, ids, options, each, stop).Run();
}

}  // namespace vankho
