// vankho forget DOC
#include <fmt/format.h>

#include "pipeline/cli/command.h"
#include "pipeline/cli/one_document.h"

namespace vankho {
namespace {

struct ForgetCommand {
  std::string document;
  std::string why;
};

Result<void> Run(const ForgetCommand& options, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadWrite));
  VK_ASSIGN_OR_RETURN(DocumentId id, FindOneDocument(store, options.document));
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, store.Brief(id));
  VK_RETURN_IF_ERROR(store.Remove(id, options.why));
  context.console.Info(fmt::format("{} ({}): forgotten with its original and all its records; the audit keeps a line",
                                   brief.source.file_name, brief.source.sha256.substr(0, 12)));
  return {};
}

}  // namespace

void AddForget(CLI::App& app, Context& context) {
  auto options = std::make_shared<ForgetCommand>();
  CLI::App* command = app.add_subcommand("forget", "takes one document out of the store, with its original");
  command->add_option("DOC", options->document, "number, first digits of the SHA-256, or file name")->required();
  command->add_option("--why", options->why, "kept in the audit, with the day and the account")->type_name("TEXT");
  AddStoreOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(
      *command,
      "  vankho forget 37/KH-UBND --why \"issued by mistake\"\n"
      "There is no way back but to ingest the file again. The audit of `vankho status` shows what was forgotten.\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
