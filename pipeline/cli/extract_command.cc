// vankho extract FILE
#include <fmt/format.h>

#include "pipeline/cli/command.h"
#include "pipeline/cli/reading.h"

namespace vankho {
namespace {

Result<void> Run(const std::string& path, const ReadingOptions& options, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  VK_ASSIGN_OR_RETURN(SeenDocument seen, ReadSeen(path, options, context));
  std::size_t failed = 0;
  for (const Page& page : seen.pages) {
    if (page.origin != PageOrigin::kFailed) continue;
    ++failed;
    context.console.Warn(Error{ErrorCode::kEngine, page.reason, path, page.number});
  }
  if (failed == seen.pages.size())
    return Fail(InFile(Error{ErrorCode::kEngine, "no page could be read", {}, {}}, path));
  if (failed > 0) context.exit_code = kExitWarning;
  VK_ASSIGN_OR_RETURN(Reading reading, chain.Run(std::move(seen)));
  return Print(DumpPretty(ToJson(reading.document.source(), reading.records)) + "\n");
}

}  // namespace

void AddExtract(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>();
  auto options = std::make_shared<ReadingOptions>();
  CLI::App* command = app.add_subcommand("extract", "one document to JSON, without a store");
  command->add_option("FILE", *path, "PDF, TIFF, PNG, JPEG or OCR text")->required();
  AddReadingOptions(*command, *options);
  AddDataOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(
      *command,
      "  vankho extract plan.pdf > plan.json\n"
      "  vankho extract ocr.txt | jq '.deadlines[] | {due, action, agencies}'\n"
      "  vankho extract plan.pdf | jq '.document.flags, (.deadlines[] | select(.flags))'    # what to look at\n");
  OnChosen(*command, context, [path, options, &context] { return Run(*path, *options, context); });
}

}  // namespace vankho
