// vankho ingest PATH...
#include <fmt/format.h>

#include <atomic>
#include <csignal>

#include "pipeline/cli/command.h"
#include "pipeline/cli/ingest_screen.h"
#include "pipeline/cli/reading.h"

namespace vankho {
namespace {

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// The first Ctrl-C asks to stop; the second ends the program at once.
void OnSignal(int signal) {
  stop_requested.store(true);
  std::signal(signal, SIG_DFL);
}

struct IngestCommand {
  std::vector<std::string> paths;
  ReadingOptions reading;
};

int ExitCodeOf(const IngestSummary& summary) {
  auto count = [&](Outcome outcome) {
    auto found = summary.outcomes.find(outcome);
    return found == summary.outcomes.end() ? std::size_t{0} : found->second;
  };
  std::size_t failed = count(Outcome::kFailed);
  if (summary.stopped || (failed > 0 && failed == summary.files)) return kExitError;
  return failed > 0 || count(Outcome::kPartial) > 0 || summary.doubtful > 0 ? kExitWarning : kExitClean;
}

Result<void> Run(const IngestCommand& command, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kCreate));
  FoundFiles found = FindFiles(command.paths, context.store);
  if (!found.hidden.empty()) {
    context.console.Info(fmt::format("left out {} hidden (the name begins with a point): {}{}", found.hidden.size(),
                                     found.hidden.front(), found.hidden.size() > 1 ? ", ..." : ""));
  }
  if (found.files.empty()) {
    context.exit_code = kExitWarning;
    context.console.Warn(Error{ErrorCode::kEmpty, "there are no files in what was given", {}, {}});
    return {};
  }
  std::signal(SIGINT, OnSignal);
  std::signal(SIGTERM, OnSignal);
  IngestScreen screen(context.console);
  IngestOptions options{.jobs = Jobs(command.reading),
                        .max_pages = command.reading.max_pages,
                        .worker = WorkerOptions(command.reading, context),
                        .provenance = chain.provenance()};
  Ingest ingest(
      store, [&chain](SeenDocument seen) { return chain.Run(std::move(seen)); }, options, screen, stop_requested);
  IngestSummary summary = ingest.Run(found.files);
  context.console.SetBar("");
  context.exit_code = ExitCodeOf(summary);
  if (summary.stopped) {
    context.console.Error(
        Error{ErrorCode::kCancelled,
              "stopped; what is complete is in the store. Type the same command again to go on: files that "
              "are in the store are passed over",
              {},
              {}});
  }
  if (context.console.json) {
    context.console.Info("done", ToJson(summary));
  } else if (context.console.verbosity != Verbosity::kQuiet) {
    return Print(SummaryText(summary, context.store));
  }
  return {};
}

}  // namespace

void AddIngest(CLI::App& app, Context& context) {
  auto options = std::make_shared<IngestCommand>();
  CLI::App* command = app.add_subcommand("ingest", "read files and folders into the store");
  command
      ->add_option("PATH", options->paths,
                   "PDF, TIFF, PNG, JPEG or OCR text; folders are read with all that is in them")
      ->required();
  command->add_option("-j,--jobs", options->reading.jobs, "pages read at the same time (default: one a core)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  AddReadingOptions(*command, options->reading);
  AddStoreOption(*command, context);
  AddDataOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho ingest scans/                     a folder with all its folders, into ./kho\n"
              "  vankho ingest a.pdf b.tif --store /srv/kho --jobs 4\n"
              "  vankho ingest scans/ --json 2> log.jsonl\n"
              "The same bytes again: nothing is done. After a failure type the same command again.\n"
              "Exit codes: 0 all is in the store; 3 finished, but look at the warnings and failures; 2 nothing was "
              "ingested or\n"
              "the work was stopped.\n");
  command->callback([options, &context] {
    if (auto done = Run(*options, context); !done) context.Fail(done.error());
  });
}

}  // namespace vankho
