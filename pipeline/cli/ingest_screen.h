// What `vankho ingest` shows while it works and at its end.
#pragma once

#include "pipeline/cli/console.h"
#include "pipeline/run/ingest.h"

namespace vankho {

// A bar on a terminal, a line a file elsewhere, JSON lines with --json. Failures are lines everywhere.
class IngestScreen : public IngestObserver {
 public:
  explicit IngestScreen(Console& console) : console_(console) {}

  void OnPage(const std::string& path, int page, PageOrigin origin, const std::string& reason) override;
  void OnFile(const FileReport& report) override;
  void OnTick(const IngestProgress& progress) override;

 private:
  Console& console_;
};

// "[####......] 4/10 files, 31 pages, 28 pages/min, 2 min left, 1 failed", at most `width` columns.
std::string ProgressBar(const IngestProgress& progress, int width);

// The lines at the end, for people.
std::string SummaryText(const IngestSummary& summary, std::string_view store);
Json ToJson(const IngestSummary& summary);

}  // namespace vankho
