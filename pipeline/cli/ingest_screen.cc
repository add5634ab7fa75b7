#include "pipeline/cli/ingest_screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/run/advice.h"

namespace vankho {
namespace {

std::string Plural(std::int64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string Duration(double seconds) {
  auto whole = static_cast<std::int64_t>(std::lround(seconds));
  if (whole < 90) return fmt::format("{} s", whole);
  if (whole < 90 * 60) return fmt::format("{} min", (whole + 30) / 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::size_t CountOf(const IngestSummary& summary, Outcome outcome) {
  auto found = summary.outcomes.find(outcome);
  return found == summary.outcomes.end() ? 0 : found->second;
}

// What it took, stage by stage.
std::string CostText(const IngestSummary& summary) {
  auto pages = static_cast<double>(summary.pages);
  constexpr double kMegabyte = 1024.0 * 1024.0;
  return fmt::format(
      "CPU-seconds a page: reading {:.3f}, restoring and extracting {:.3f}, store {:.3f}; "
      "memory at most {:.0f} MB, and {:.0f} MB a worker\n",
      summary.reading_cpu_seconds / pages, summary.meaning_cpu_seconds / pages, summary.store_cpu_seconds / pages,
      static_cast<double>(summary.peak_bytes) / kMegabyte, static_cast<double>(summary.peak_worker_bytes) / kMegabyte);
}

}  // namespace

void IngestScreen::OnPage(const std::string& path, int page, PageOrigin origin, const std::string& reason) {
  Json members{{"file", path}, {"page", page}, {"origin", Name(origin)}};
  console_.Detail(fmt::format("{}, page {}: {}{}{}", path, page, Name(origin), reason.empty() ? "" : ": ", reason),
                  members);
}

void IngestScreen::OnFile(const FileReport& report) {
  if (report.error) {
    Error error = InFile(*report.error, report.path);
    if (report.outcome == Outcome::kFailed) return console_.Error(error);
    if (report.outcome != Outcome::kDuplicate) console_.Warn(error);
  }
  bool duplicate = report.outcome == Outcome::kDuplicate;
  std::string message =
      duplicate ? fmt::format("{}: already in the store, nothing to do", report.path)
                : fmt::format("{}: {}, {}", report.path, Name(report.outcome), Plural(report.pages, "page"));
  Json members{{"file", report.path},
               {"document", report.sha256},
               {"outcome", Name(report.outcome)},
               {"pages", report.pages},
               {"failed_pages", report.failed_pages}};
  if (console_.ShowsBar() && !duplicate) return console_.Detail(message, members);
  console_.Info(message, members);
}

void IngestScreen::OnTick(const IngestProgress& progress) {
  if (console_.ShowsBar()) console_.SetBar(ProgressBar(progress, console_.terminal().width));
}

std::string ProgressBar(const IngestProgress& progress, int width) {
  constexpr std::size_t kCells = 20;
  std::size_t filled = progress.files == 0 ? kCells : kCells * progress.files_done / progress.files;
  std::string text = fmt::format("[{}{}] {}/{} files, {}", std::string(filled, '#'), std::string(kCells - filled, '.'),
                                 progress.files_done, progress.files, Plural(progress.pages, "page"));
  if (progress.seconds > 1) {
    text += fmt::format(", {:.0f} pages/min", static_cast<double>(progress.pages) / progress.seconds * 60);
  }
  if (progress.seconds_left) text += fmt::format(", {} left", Duration(*progress.seconds_left));
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  return text.substr(0, static_cast<std::size_t>(std::max(width - 1, 20)));
}

std::string SummaryText(const IngestSummary& summary, std::string_view store) {
  std::string text = fmt::format("{}: {} ingested", Plural(static_cast<std::int64_t>(summary.files), "file"),
                                 CountOf(summary, Outcome::kIngested));
  if (std::size_t partial = CountOf(summary, Outcome::kPartial)) text += fmt::format(", {} in part", partial);
  if (std::size_t known = CountOf(summary, Outcome::kDuplicate))
    text += fmt::format(", {} already in the store", known);
  if (std::size_t failed = CountOf(summary, Outcome::kFailed)) text += fmt::format(", {} failed", failed);
  text += fmt::format("\n{} read in {}", Plural(summary.pages, "page"), Duration(summary.seconds));
  if (summary.pages > 0) {
    auto pages = static_cast<double>(summary.pages);
    text += fmt::format(", {:.0f} pages/min, {:.2f} CPU-seconds a page", pages / std::max(summary.seconds, 0.001) * 60,
                        summary.cpu_seconds / pages);
  }
  if (summary.pages_from_hand > 0) {
    text += fmt::format("; {} of them by the run that was cut off", summary.pages_from_hand);
  }
  if (summary.failed_pages > 0) text += fmt::format("; {} could not be read", Plural(summary.failed_pages, "page"));
  text += "\n";
  if (summary.pages > 0) text += CostText(summary);
  if (summary.doubtful > 0) {
    text += fmt::format("{} to look at: see the warnings\n",
                        Plural(static_cast<std::int64_t>(summary.doubtful), "document"));
  }
  for (const auto& [code, count] : summary.failures) {
    text += fmt::format("  {} failed, {}: {}\n", count, Name(code), Advice(code));
  }
  if (!summary.failures.empty() || summary.failed_pages > 0) {
    text += fmt::format("which and why: vankho status --store {}\n", Visible(store));
  }
  return text;
}

Json ToJson(const IngestSummary& summary) {
  Json json = Json::object();
  json["files"] = summary.files;
  for (Outcome outcome : {Outcome::kIngested, Outcome::kPartial, Outcome::kDuplicate, Outcome::kFailed}) {
    json[std::string(Name(outcome))] = CountOf(summary, outcome);
  }
  json["pages"] = summary.pages;
  json["failed_pages"] = summary.failed_pages;
  json["failures"] = Json::object();
  for (const auto& [code, count] : summary.failures) json["failures"][std::string(Name(code))] = count;
  json["seconds"] = summary.seconds;
  json["cpu_seconds"] = summary.cpu_seconds;
  json["reading_cpu_seconds"] = summary.reading_cpu_seconds;
  json["meaning_cpu_seconds"] = summary.meaning_cpu_seconds;
  json["store_cpu_seconds"] = summary.store_cpu_seconds;
  json["pages_from_hand"] = summary.pages_from_hand;
  json["peak_bytes"] = summary.peak_bytes;
  json["peak_worker_bytes"] = summary.peak_worker_bytes;
  json["confined"] = summary.unconfined.empty();
  json["stopped"] = summary.stopped;
  return json;
}

}  // namespace vankho
