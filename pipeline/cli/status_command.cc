// vankho status
#include <fmt/format.h>

#include <map>

#include "pipeline/cli/answer.h"
#include "pipeline/cli/command.h"
#include "pipeline/run/advice.h"

namespace vankho {
namespace {

struct StatusCommand {
  std::string outcome;
  std::size_t limit = 20;
  std::string format = "table";
};

// How many files met each end, and what to do about the failures. Only the last offer of each path counts.
std::string Summary(const StoreStatistics& statistics, const std::vector<LedgerEntry>& ledger) {
  std::map<std::string, const LedgerEntry*> last;
  for (const LedgerEntry& entry : ledger) last.emplace(entry.path, &entry);  // newest first
  std::map<Outcome, std::size_t> outcomes;
  std::map<ErrorCode, std::size_t> failures;
  for (const auto& [path, entry] : last) {
    ++outcomes[entry->outcome];
    if (entry->outcome == Outcome::kFailed && entry->error_code) ++failures[*entry->error_code];
  }
  std::string text =
      fmt::format("{} documents, {} pages, {} records\n", statistics.documents, statistics.pages, statistics.records);
  text += fmt::format("{} files offered: {} ingested, {} in part, {} already there, {} failed\n", last.size(),
                      outcomes[Outcome::kIngested], outcomes[Outcome::kPartial], outcomes[Outcome::kDuplicate],
                      outcomes[Outcome::kFailed]);
  for (const auto& [code, count] : failures)
    text += fmt::format("  {} failed, {}: {}\n", count, Name(code), Advice(code));
  return text;
}

Result<void> Run(const StatusCommand& options, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  if (options.format == "table") {
    VK_ASSIGN_OR_RETURN(StoreStatistics statistics, store.Statistics());
    VK_ASSIGN_OR_RETURN(std::vector<LedgerEntry> all, store.Ledger());
    VK_RETURN_IF_ERROR(Print(Summary(statistics, all)));
  }
  std::optional<Outcome> outcome;
  if (!options.outcome.empty()) outcome = OutcomeFromName(options.outcome);
  VK_ASSIGN_OR_RETURN(std::vector<LedgerEntry> ledger, store.Ledger(outcome, options.limit));
  if (options.format == "table" && !ledger.empty()) VK_RETURN_IF_ERROR(Print("\n"));
  return PrintAnswers(ledger, options.format);
}

}  // namespace

void AddStatus(CLI::App& app, Context& context) {
  auto options = std::make_shared<StatusCommand>();
  CLI::App* command =
      app.add_subcommand("status", "the ledger: what became of every file offered, and what to do about it");
  command->add_option("--outcome", options->outcome, "only ingested, partial, duplicate or failed")
      ->type_name("OUTCOME")
      ->check(CLI::IsMember({"ingested", "partial", "duplicate", "failed"}));
  command->add_option("--limit", options->limit, "the newest so many lines of the ledger (0: all)")
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--format", options->format, "table, json, jsonl or csv")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}))
      ->capture_default_str();
  AddStoreOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho status\n"
              "  vankho status --outcome failed --limit 0 --format csv > failed.csv\n");
  command->callback([options, &context] {
    if (auto done = Run(*options, context); !done) context.Fail(done.error());
  });
}

}  // namespace vankho
