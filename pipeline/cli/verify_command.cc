// vankho verify
#include <fmt/format.h>

#include "pipeline/cli/command.h"
#include "pipeline/store/store.h"

namespace vankho {
namespace {

// What to do about each kind of defect.
std::string_view Remedy(std::string_view kind) {
  if (kind == "original-missing" || kind == "original-damaged") {
    return "bring the file back from a backup, or forget the document and ingest the paper again";
  }
  if (kind == "original-orphan") return "the next ingest takes away what a killed one left; else move the file away";
  if (kind == "evidence" || kind == "pages") return "vankho reprocess, or forget the document and ingest it again";
  return "bring the store back from a backup";
}

Result<void> Run(bool json, Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  auto progress = [&](std::int64_t done, std::int64_t all) {
    if (context.console.ShowsBar()) context.console.SetBar(fmt::format("{} of {} documents", done, all));
  };
  VK_ASSIGN_OR_RETURN(std::vector<Defect> defects, store.Check(progress));
  context.console.SetBar("");
  VK_ASSIGN_OR_RETURN(StoreStatistics statistics, store.Statistics());
  if (!defects.empty()) context.exit_code = kExitError;
  std::string text;
  for (const Defect& defect : defects) {
    text += json ? Dump(Json{{"kind", defect.kind}, {"what", defect.what}, {"message", defect.message}}) + "\n"
                 : fmt::format("{}: {}: {}\n    {}\n", defect.kind, Visible(defect.what), Visible(defect.message),
                               Remedy(defect.kind));
  }
  if (!json) {
    text +=
        fmt::format("{} documents, {} pages, {} records looked at: {}\n", statistics.documents, statistics.pages,
                    statistics.records, defects.empty() ? "all is well" : fmt::format("{} defects", defects.size()));
  }
  return Print(text);
}

}  // namespace

void AddVerify(CLI::App& app, Context& context) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand(
      "verify", "looks whether the store is whole: originals, database, evidence; exit code 2 when anything is wrong");
  command->add_flag("--jsonl", *json, "defects as JSON lines");
  AddStoreOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho verify\n"
              "  vankho verify --jsonl --store /srv/kho\n"
              "Looked at: every original's SHA-256, the database's integrity and foreign keys, whether each record's\n"
              "evidence leads to its printed words, pages that are missing, files that belong to no document.\n");
  OnChosen(*command, context, [json, &context] { return Run(*json, context); });
}

}  // namespace vankho
