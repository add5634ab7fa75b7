// vankho status
#include <fmt/format.h>

#include <algorithm>
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
  bool audit = false;
};

// What waits, what is missing, what is there twice: each with what to do.
std::string StateText(const StoreStatistics& s) {
  std::string text;
  if (s.pages_in_hand > 0) {
    text += fmt::format(
        "  {} pages of {} files are read, but the files are not complete: offer them again "
        "(vankho ingest), they go on from there\n",
        s.pages_in_hand, s.files_in_hand);
  }
  if (s.failed_pages > 0) {
    text += fmt::format(
        "  {} pages could not be read and are missing in their documents: vankho retry, or scan them "
        "again\n",
        s.failed_pages);
  }
  if (s.copies > 0) {
    text += fmt::format("  {} documents are further scans of papers that are there: vankho query documents, COPY OF\n",
                        s.copies);
  }
  return text;
}

// How fast files came in the last hour of work; "" where there is too little to say.
std::string RateText(const std::vector<LedgerEntry>& ledger) {
  if (ledger.empty()) return {};
  std::string hour = ledger.front().at.substr(0, 13);
  auto in_hour = [&](const LedgerEntry& entry) { return entry.at.starts_with(hour); };
  auto files = std::count_if(ledger.begin(), ledger.end(), in_hour);
  return fmt::format("last offer at {}; {} files in that hour\n", ledger.front().at, files);
}

Result<void> PrintAudit(const Store& store) {
  VK_ASSIGN_OR_RETURN(std::vector<AuditEntry> audit, store.Audit());
  std::string text;
  for (const AuditEntry& entry : audit) {
    std::string object = Visible(entry.object);
    if (!entry.sha256.empty()) object += fmt::format(" ({})", entry.sha256.substr(0, 12));
    std::string who = Visible(entry.who);
    if (!entry.address.empty()) who += "@" + Visible(entry.address);
    text += fmt::format("{}  {}  {}  {}  {}\n", entry.at, entry.action, object, who, Visible(entry.detail));
  }
  return Print(text);
}

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
  return text + StateText(statistics) + RateText(ledger);
}

Result<void> Run(const StatusCommand& options, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  if (options.audit) return PrintAudit(store);
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
  command->add_flag("--audit", options->audit,
                    "what people did: forgotten, reprocessed, read again, and all that was written at the desk");
  AddStoreOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho status\n"
              "  vankho status --audit\n"
              "  vankho status --outcome failed --limit 0 --format csv > failed.csv\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
