// vankho retry
#include <fmt/format.h>

#include "pipeline/cli/ingest_run.h"
#include "pipeline/run/line_corrections.h"
#include "pipeline/run/retry.h"

namespace vankho {
namespace {

struct RetryCommand {
  std::string reason;
  ReadingOptions reading;
};

void Tell(const RetryReport& report, Context& context) {
  std::string name = fmt::format("{} ({})", report.source.file_name, report.source.sha256.substr(0, 12));
  if (report.error) {
    context.exit_code = kExitWarning;
    return context.console.Warn(InFile(*report.error, name));
  }
  if (report.failed_after > 0) context.exit_code = kExitWarning;
  context.console.Info(fmt::format("{}: {} of {} missing pages read", name, report.failed_before - report.failed_after,
                                   report.failed_before),
                       Json{{"document", report.source.sha256},
                            {"missing_before", report.failed_before},
                            {"missing_after", report.failed_after}});
}

Result<void> Run(const RetryCommand& options, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadWrite));
  VK_ASSIGN_OR_RETURN(std::vector<LedgerEntry> ledger, store.Ledger());
  if (options.reason.empty()) {
    VK_ASSIGN_OR_RETURN(Interpreter interpreter, MakeInterpreter(chain, store));
    VK_RETURN_IF_ERROR(RetryPages(
        store, interpreter, OptionsOf(options.reading, chain, context),
        [&](const RetryReport& report) { Tell(report, context); }, StopRequested()));
  }
  auto [files, gone] = FindFailedFiles(ledger, options.reason);
  if (gone > 0) context.console.Info(fmt::format("{} files that failed are not there any more", gone));
  if (files.empty()) {
    context.console.Info("no file that failed is left to be read");
    return {};
  }
  int pages_code = context.exit_code;
  VK_RETURN_IF_ERROR(IngestFiles(store, chain, files, options.reading, context));
  if (context.exit_code == kExitClean) context.exit_code = pages_code;
  return {};
}

}  // namespace

void AddRetry(CLI::App& app, Context& context) {
  auto options = std::make_shared<RetryCommand>();
  CLI::App* command = app.add_subcommand("retry", "reads what failed once more: missing pages, and files that failed");
  command->add_option("--reason", options->reason, "only files that failed for this reason (vankho status)")
      ->type_name("REASON");
  AddIngestOptions(*command, options->reading, context);
  SetExamples(*command,
              "  vankho retry\n"
              "  vankho retry --page-timeout 600          pages that took too long\n"
              "  vankho retry --reason permission         after chmod\n"
              "Missing pages are read from the originals in the store; files are read where they were offered.\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
