// vankho backup DIR
#include <fmt/format.h>

#include "pipeline/cli/command.h"
#include "pipeline/store/store.h"

namespace vankho {
namespace {

Result<void> Run(const std::string& folder, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  VK_RETURN_IF_ERROR(store.Backup(folder));
  VK_ASSIGN_OR_RETURN(Store copy, Store::Open(folder, Store::Mode::kReadOnly));
  VK_ASSIGN_OR_RETURN(StoreStatistics statistics, copy.Statistics());
  context.console.Info(fmt::format("{}: {} documents with their originals; vankho verify --store {} looks at all of it",
                                   folder, statistics.documents, folder));
  return {};
}

}  // namespace

void AddBackup(CLI::App& app, Context& context) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("backup", "copies the store while others read and write it");
  command->add_option("DIR", *folder, "a folder that is not there yet")->required();
  AddStoreOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho backup /mnt/backup/kho-2024-06-30\n"
              "  vankho query deadlines --store /mnt/backup/kho-2024-06-30    a backup is a store\n");
  OnChosen(*command, context, [folder, &context] { return Run(*folder, context); });
}

}  // namespace vankho
