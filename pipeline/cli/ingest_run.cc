#include "pipeline/cli/ingest_run.h"

#include <fmt/format.h>

#include <csignal>

#include "pipeline/cli/ingest_screen.h"
#include "pipeline/run/line_corrections.h"

namespace vankho {
namespace {

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// The first Ctrl-C asks to stop; the second ends the program at once.
void OnSignal(int signal) {
  stop_requested.store(true);
  std::signal(signal, SIG_DFL);
}

int ExitCodeOf(const IngestSummary& summary) {
  auto count = [&](Outcome outcome) {
    auto found = summary.outcomes.find(outcome);
    return found == summary.outcomes.end() ? std::size_t{0} : found->second;
  };
  std::size_t failed = count(Outcome::kFailed);
  if (summary.stopped || (failed > 0 && failed == summary.files)) return kExitError;
  return failed > 0 || count(Outcome::kPartial) > 0 || summary.doubtful > 0 ? kExitWarning : kExitClean;
}

}  // namespace

const std::atomic<bool>& StopRequested() {
  static const bool set = [] {
    std::signal(SIGINT, OnSignal);
    std::signal(SIGTERM, OnSignal);
    return true;
  }();
  static_cast<void>(set);
  return stop_requested;
}

void AddIngestOptions(CLI::App& command, ReadingOptions& reading, Context& context) {
  command.add_option("-j,--jobs", reading.jobs, "pages read at the same time (default: one a core)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  AddReadingOptions(command, reading);
  AddStoreOption(command, context);
  AddDataOption(command, context);
  AddLogOptions(command, context);
}

IngestOptions OptionsOf(const ReadingOptions& reading, const Chain& chain, const Context& context) {
  return {.jobs = Jobs(reading),
          .max_pages = reading.max_pages,
          .worker = WorkerOptions(reading, context),
          .provenance = chain.provenance()};
}

Result<IngestSummary> IngestFiles(Store& store, const Chain& chain, const std::vector<FoundFile>& files,
                                  const ReadingOptions& reading, Context& context) {
  const std::atomic<bool>& stop = StopRequested();
  IngestScreen screen(context.console);
  VK_ASSIGN_OR_RETURN(Interpreter interpreter, MakeInterpreter(chain, store));
  Ingest ingest(store, std::move(interpreter), OptionsOf(reading, chain, context), screen, stop);
  IngestSummary summary = ingest.Run(files);
  context.console.SetBar("");
  context.exit_code = ExitCodeOf(summary);
  if (!summary.unconfined.empty() && reading.worker.empty()) {
    context.console.Info(
        fmt::format("files were read with limits, but without a filter of system calls: {}", summary.unconfined));
  }
  if (summary.stopped) {
    context.console.Error(
        Error{ErrorCode::kCancelled,
              "stopped; what is complete is in the store, and the pages that were read are kept. Type the same command "
              "again to go on",
              {},
              {}});
  }
  if (context.console.json) {
    context.console.Info("done", ToJson(summary));
  } else if (context.console.verbosity != Verbosity::kQuiet) {
    VK_RETURN_IF_ERROR(Print(SummaryText(summary, context.store)));
  }
  return summary;
}

}  // namespace vankho
