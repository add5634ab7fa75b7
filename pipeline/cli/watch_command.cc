// vankho watch DIR
#include <fmt/format.h>

#include "pipeline/cli/ingest_run.h"
#include "pipeline/run/watch.h"

namespace vankho {
namespace {

struct WatchCommand {
  std::string folder;
  double quiet = 3;
  bool once = false;
  ReadingOptions reading;
};

Result<void> Run(const WatchCommand& command, Context& context) {
  VK_RETURN_IF_ERROR(CheckWatchFolder(command.folder, context.store));
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kCreate));
  WatchOptions options;
  options.quiet = std::chrono::milliseconds(static_cast<std::int64_t>(command.quiet * 1000));
  VK_ASSIGN_OR_RETURN(FolderWatch watch, FolderWatch::Start(command.folder, options));
  const std::atomic<bool>& stop = StopRequested();
  context.console.Info(fmt::format("{}: watching; Ctrl-C ends", command.folder));
  while (!stop.load()) {
    auto patience = command.once ? 2 * options.quiet + std::chrono::seconds(1) : std::chrono::seconds(60);
    VK_ASSIGN_OR_RETURN(std::vector<FoundFile> files, watch.Next(patience, stop));
    if (files.empty() && command.once) break;
    if (files.empty()) continue;
    VK_ASSIGN_OR_RETURN(IngestSummary summary, IngestFiles(store, chain, files, command.reading, context));
    if (summary.stopped && !stop.load()) return Fail(ErrorCode::kIo, "the store cannot be written");
  }
  if (!command.once) context.exit_code = kExitClean;  // a watch ends when it is told to
  return {};
}

}  // namespace

void AddWatch(CLI::App& app, Context& context) {
  auto options = std::make_shared<WatchCommand>();
  CLI::App* command = app.add_subcommand("watch", "reads what is put into a folder, as it comes, until it is stopped");
  command->add_option("DIR", options->folder, "the folder, with all below it; nothing in it is moved or changed")
      ->required();
  command->add_option("--quiet-seconds", options->quiet, "a file is complete when it has not changed for so long")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  command->add_flag("--once", options->once, "end when everything that is there was read");
  AddIngestOptions(*command, options->reading, context);
  SetExamples(*command,
              "  vankho watch /srv/scans --store /srv/kho\n"
              "  systemctl start vankho-watch        the installed service (docs/SECURITY.md)\n"
              "The folder must not lie in the store nor the store in it, and may not be writable by everybody.\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
