// vankho version
#include <fmt/format.h>

#include "pipeline/cli/command.h"
#include "pipeline/ocr/ocr_engine.h"

namespace vankho {
namespace {

Result<void> Run(const Context& context) {
  std::string text = fmt::format("vankho {}\n", VANKHO_VERSION);
  auto engine = StartTesseract();
  text += fmt::format("engine: {}\n", engine ? (*engine)->Describe() : engine.error().message);
  auto data = context.DataFolder();
  text += fmt::format("data: {}\n", data ? Visible(*data) : data.error().message);
  return Print(text);
}

}  // namespace

void AddVersion(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("version", "versions of the program and its engine, and where its data is");
  AddDataOption(*command, context);
  SetExamples(*command, "  vankho version\n");
  OnChosen(*command, context, [&context] { return Run(context); });
}

}  // namespace vankho
