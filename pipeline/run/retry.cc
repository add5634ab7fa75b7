#include "pipeline/run/retry.h"

#include <fmt/format.h>
#include <unistd.h>

#include <set>

namespace vankho {
namespace {

int FailedPages(const std::vector<Page>& pages) {
  int failed = 0;
  for (const Page& page : pages) failed += page.origin == PageOrigin::kFailed ? 1 : 0;
  return failed;
}

// The path under which the document was offered last.
std::string OfferedPath(const std::vector<LedgerEntry>& ledger, DocumentId id) {
  for (const LedgerEntry& entry : ledger) {
    if (entry.document == id) return entry.path;
  }
  return {};
}

Result<void> RetryDocument(Store& store, DocumentId id, const Interpreter& interpreter, const IngestOptions& options,
                           PageWorker& worker, const std::vector<LedgerEntry>& ledger, RetryReport& report) {
  VK_ASSIGN_OR_RETURN(Document document, store.LoadDocument(id));
  SeenDocument seen = document.seen();
  report.source = seen.source;
  report.failed_before = report.failed_after = FailedPages(seen.pages);
  for (Page& page : seen.pages) {
    if (page.origin != PageOrigin::kFailed) continue;
    Page again = worker.Read(store.OriginalPath(seen.source.sha256), page.number, seen.source.sha256);
    if (again.origin != PageOrigin::kFailed) page = std::move(again);
  }
  report.failed_after = FailedPages(seen.pages);
  if (report.failed_after == report.failed_before) return {};
  VK_ASSIGN_OR_RETURN(Reading reading, interpreter(std::move(seen)));
  AuditEntry entry;
  entry.action = "retry";
  entry.detail =
      fmt::format("{} of {} missing pages read", report.failed_before - report.failed_after, report.failed_before);
  std::string message;
  if (report.failed_after > 0) message = fmt::format("{} pages could not be read", report.failed_after);
  return store.Replace({.document = reading.document,
                        .records = reading.records,
                        .provenance = options.provenance,
                        .bytes = {},
                        .path = {},
                        .offered_path = OfferedPath(ledger, id),
                        .message = message,
                        .partial = report.failed_after > 0},
                       entry);
}

}  // namespace

FailedFiles FindFailedFiles(const std::vector<LedgerEntry>& ledger, const std::string& reason) {
  std::set<std::string> seen;
  FailedFiles failed;
  for (const LedgerEntry& entry : ledger) {  // newest first
    if (!seen.insert(entry.path).second || entry.outcome != Outcome::kFailed) continue;
    if (!reason.empty() && (!entry.error_code || Name(*entry.error_code) != reason)) continue;
    if (::access(entry.path.c_str(), F_OK) != 0) {
      ++failed.gone;
      continue;
    }
    failed.files.push_back({entry.path, std::nullopt});
  }
  return failed;
}

Result<void> RetryPages(Store& store, const Interpreter& interpreter, const IngestOptions& options,
                        const std::function<void(const RetryReport&)>& each, const std::atomic<bool>& stop) {
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> ids, store.AllDocuments());
  VK_ASSIGN_OR_RETURN(std::vector<LedgerEntry> ledger, store.Ledger());
  PageWorkerOptions worker_options = options.worker;
  worker_options.cancel = &stop;
  PageWorker worker(std::move(worker_options));
  for (DocumentId id : ids) {
    VK_ASSIGN_OR_RETURN(DocumentBrief brief, store.Brief(id));
    if (!brief.partial) continue;
    RetryReport report;
    report.source = brief.source;
    auto done = RetryDocument(store, id, interpreter, options, worker, ledger, report);
    if (stop.load()) return Fail(ErrorCode::kCancelled, "stopped; type the same command again to go on");
    if (!done) report.error = done.error();
    each(report);
  }
  return {};
}

}  // namespace vankho
