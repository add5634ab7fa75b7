#include "pipeline/cli/command.h"

#include <fmt/format.h>

#include <cstdlib>

#include "pipeline/base/file.h"

namespace vankho {

Result<std::string> Context::DataFolder() const {
  if (data.empty()) return FindDataFolder();
  return data;
}

Result<std::shared_ptr<const WorkCalendar>> Context::Calendar() const {
  auto folder = DataFolder();
  if (!folder) return nullptr;
  VK_ASSIGN_OR_RETURN(WorkCalendar calendar, WorkCalendar::Load(*folder));
  return std::make_shared<const WorkCalendar>(std::move(calendar));
}

Result<PartialDate> Context::TodayDate() const {
  if (today.empty()) return Today();
  auto date = PartialDate::FromIso(today);
  if (!date || !date->HasDay()) {
    return vankho::Fail(ErrorCode::kUsage, fmt::format("--today wants a day as YYYY-MM-DD, not \"{}\"", today));
  }
  return *date;
}

void Context::Fail(const Error& error) {
  console.Error(error);
  exit_code = kExitError;
}

void AddStoreOption(CLI::App& command, Context& context) {
  command.add_option("--store", context.store, "folder of the store")->type_name("DIR")->capture_default_str();
}

void AddDataOption(CLI::App& command, Context& context) {
  command.add_option("--data", context.data, "folder that holds lexicons/ and models/; found by itself as a rule")
      ->type_name("DIR")
      // The engine and the workers find their models by the same name.
      ->each([](const std::string& folder) { ::setenv("VANKHO_DATA", folder.c_str(), 1); });
}

void AddTodayOption(CLI::App& command, Context& context) {
  command
      .add_option("--today", context.today,
                  "the day to count from, so that an answer can be repeated (default: the clock)")
      ->type_name("YYYY-MM-DD");
}

void AddLogOptions(CLI::App& command, Context& context) {
  auto* quiet = command.add_flag_callback(
      "-q,--quiet", [&context] { context.console.verbosity = Verbosity::kQuiet; }, "say only what went wrong");
  command
      .add_flag_callback(
          "-v,--verbose", [&context] { context.console.verbosity = Verbosity::kVerbose; },
          "say more, with what the libraries say")
      ->excludes(quiet);
  command.add_flag("--json", context.console.json, "messages on stderr as JSON lines");
}

void SetExamples(CLI::App& command, std::string_view examples) {
  command.footer("\nExamples:\n" + std::string(examples));
}

int RunProgram(int argc, const char* const* argv) {
  Context context;
  CLI::App app(
      "vankho turns scanned Vietnamese administrative plans and reports into a store that can be asked:\n"
      "what is due, when, whose duty it is, and where it is printed.");
  app.name("vankho");
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", "this help; also after a command: vankho ingest --help");
  app.set_version_flag("--version", std::string("vankho ") + VANKHO_VERSION);
  app.add_option("--store", context.store, "folder of the store")->type_name("DIR")->capture_default_str();
  app.add_option("--data", context.data, "folder that holds lexicons/ and models/")->type_name("DIR");
  app.add_option("--today", context.today, "the day to count from")->type_name("YYYY-MM-DD");
  for (auto add :
       {AddIngest, AddQuery, AddShow, AddExtract, AddExplain, AddRestore, AddExport, AddServe, AddUser, AddStatus,
        AddRetry, AddReprocess, AddWatch, AddVerify, AddBackup, AddForget, AddEval, AddVersion, AddWorker}) {
    add(app, context);
  }
  app.footer(
      "\nExamples:\n"
      "  vankho ingest scans/                          read a folder of scans into ./kho\n"
      "  vankho query deadlines --agency \"P. Nội vụ\"   what the office must do, and when\n"
      "  vankho show 37/KH-UBND                       a document with its records and their printed words\n"
      "\nExit codes: 0 clean, 2 errors, 3 finished with warnings.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitClean : kExitError;
  }
  return context.exit_code;
}

}  // namespace vankho
