// vankho ingest PATH...
#include <fmt/format.h>

#include "pipeline/cli/command.h"
#include "pipeline/cli/ingest_run.h"

namespace vankho {
namespace {

struct IngestCommand {
  std::vector<std::string> paths;
  ReadingOptions reading;
};

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
  VK_RETURN_IF_ERROR(IngestFiles(store, chain, found.files, command.reading, context));
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
  AddIngestOptions(*command, options->reading, context);
  SetExamples(*command,
              "  vankho ingest scans/                     a folder with all its folders, into ./kho\n"
              "  vankho ingest a.pdf b.tif --store /srv/kho --jobs 4\n"
              "  vankho ingest scans/ --json 2> log.jsonl\n"
              "The same bytes again: nothing is done. After a failure type the same command again.\n"
              "Exit codes: 0 all is in the store; 3 finished, but look at the warnings and failures; 2 nothing was "
              "ingested or\n"
              "the work was stopped.\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
