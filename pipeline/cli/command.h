// What all commands share: options that mean the same everywhere, and how a command reports its end.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "pipeline/base/date.h"
#include "pipeline/base/result.h"
#include "pipeline/base/work_calendar.h"
#include "pipeline/cli/console.h"

namespace vankho {

// Exit codes (docs/ERRORS.md).
inline constexpr int kExitClean = 0;
inline constexpr int kExitError = 2;
inline constexpr int kExitWarning = 3;

struct Context {
  std::string store = "kho";
  std::string data;   // "": FindDataFolder
  std::string today;  // ISO; "": the clock
  Console console;
  int exit_code = kExitClean;

  Result<std::string> DataFolder() const;
  // Working days, for questions; null where no data folder is found.
  Result<std::shared_ptr<const WorkCalendar>> Calendar() const;
  Result<PartialDate> TodayDate() const;
  // Says what went wrong and sets the exit code.
  void Fail(const Error& error);
};

// Options, each for the commands that use it.
void AddStoreOption(CLI::App& command, Context& context);
void AddDataOption(CLI::App& command, Context& context);
void AddTodayOption(CLI::App& command, Context& context);
void AddLogOptions(CLI::App& command, Context& context);
// "Examples:" below the options.
void SetExamples(CLI::App& command, std::string_view examples);

// What the command does once it is chosen: Result<void> run(). An error ends in Context::Fail.
template <class Function>
void OnChosen(CLI::App& command, Context& context, Function run) {
  command.callback([run, &context] {
    if (Result<void> done = run(); !done) context.Fail(done.error());
  });
}

// One function a command: adds the subcommand with its options, and what it does as callback.
void AddIngest(CLI::App& app, Context& context);
void AddQuery(CLI::App& app, Context& context);
void AddShow(CLI::App& app, Context& context);
void AddExtract(CLI::App& app, Context& context);
void AddExplain(CLI::App& app, Context& context);
void AddRestore(CLI::App& app, Context& context);
void AddExport(CLI::App& app, Context& context);
void AddRetry(CLI::App& app, Context& context);
void AddReprocess(CLI::App& app, Context& context);
void AddWatch(CLI::App& app, Context& context);
void AddVerify(CLI::App& app, Context& context);
void AddBackup(CLI::App& app, Context& context);
void AddForget(CLI::App& app, Context& context);
void AddEval(CLI::App& app, Context& context);
void AddStatus(CLI::App& app, Context& context);
void AddServe(CLI::App& app, Context& context);
void AddUser(CLI::App& app, Context& context);
void AddVersion(CLI::App& app, Context& context);
void AddWorker(CLI::App& app, Context& context);  // not listed: ingest and extract start it

// The program: parses the words, runs the command, returns the exit code.
int RunProgram(int argc, const char* const* argv);

}  // namespace vankho
