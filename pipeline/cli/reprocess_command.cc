// vankho reprocess
#include <fmt/format.h>

#include "pipeline/cli/ingest_run.h"
#include "pipeline/cli/one_document.h"
#include "pipeline/run/reprocess.h"

namespace vankho {
namespace {

struct ReprocessCommand {
  std::string what = "extract";
  std::string document;
  bool dry_run = false;
  bool json = false;
  int jobs = 0;
};

// A member as one word or a short text.
std::string Short(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : Dump(value);
  return Visible(text);
}

// "page 3, line 7: "trước ngày 15/10/2024""
std::string EvidenceText(const Json& record) {
  const Json evidence = record.value("evidence", Json::object());
  return fmt::format("page {}, line {}: \"{}\"", Short(evidence.value("page", Json())),
                     Short(evidence.value("lines", Json::array())), Short(evidence.value("text", Json(""))));
}

// The record's own members on one line, those that the page does not state left out.
std::string MembersText(const Json& record) {
  std::string text;
  for (const auto& [key, value] : record.items()) {
    if (key == "evidence" || value.is_null() || (value.is_array() && value.empty()) || value == "") continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, Short(value));
  }
  return text;
}

// Member by member; of the evidence what leads to the words, not the boxes.
std::string Differences(const Json& before, const Json& after) {
  std::string text;
  for (const auto& [key, value] : before.items()) {
    Json now = after.value(key, Json());
    if (now == value || key == "boxes" || key == "ocr_text") continue;
    text += key == "evidence" ? Differences(value, now)
                              : fmt::format("      {}: {} -> {}\n", key, Short(value), Short(now));
  }
  for (const auto& [key, value] : after.items()) {
    if (!before.contains(key)) text += fmt::format("      {}: {}\n", key, Short(value));
  }
  return text;
}

std::string ChangeText(const RecordChange& change) {
  if (change.before.is_null()) {
    return fmt::format("  + {}  {}\n      {}\n", change.kind, MembersText(change.after), EvidenceText(change.after));
  }
  if (change.after.is_null()) {
    return fmt::format("  - {}  {}\n      {}\n", change.kind, MembersText(change.before), EvidenceText(change.before));
  }
  std::string text = fmt::format("  ~ {}\n", change.kind) + Differences(change.before, change.after);
  return change.kind == "header" ? text : text + fmt::format("      {}\n", EvidenceText(change.after));
}

Result<void> Show(const ReprocessReport& report, bool json) {
  if (json) {
    std::string lines;
    for (const RecordChange& change : report.changes) {
      lines += Dump(Json{{"document", report.source.sha256},
                         {"file_name", report.source.file_name},
                         {"kind", change.kind},
                         {"before", change.before},
                         {"after", change.after}}) +
               "\n";
    }
    return Print(lines);
  }
  if (report.changes.empty() && !report.text_changed) return {};
  std::string text = fmt::format("{} ({})\n", Visible(report.source.file_name), report.source.sha256.substr(0, 12));
  if (report.changes.empty()) text += "  text or structure changed, but no record\n";
  for (const RecordChange& change : report.changes) text += ChangeText(change);
  return Print(text);
}

Result<void> Run(const ReprocessCommand& command, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadWrite));
  std::vector<DocumentId> ids;
  if (command.document.empty()) {
    VK_ASSIGN_OR_RETURN(ids, store.AllDocuments());
  } else {
    VK_ASSIGN_OR_RETURN(DocumentId id, FindOneDocument(store, command.document));
    ids = {id};
  }
  ReadingOptions threads;
  threads.jobs = command.jobs;
  ReprocessOptions options{.from = command.what == "restore" ? ReprocessFrom::kRestore : ReprocessFrom::kExtract,
                           .dry_run = command.dry_run,
                           .jobs = Jobs(threads)};
  Result<void> printed;
  auto each = [&](const ReprocessReport& report) {
    if (report.error) {
      context.exit_code = kExitWarning;
      context.console.Warn(*report.error);
    } else if (auto shown = Show(report, command.json); !shown) {
      printed = shown;
    }
  };
  VK_ASSIGN_OR_RETURN(ReprocessSummary summary, Reprocess(store, chain, ids, options, each, StopRequested()));
  VK_RETURN_IF_ERROR(printed);
  if (summary.stopped) context.exit_code = kExitError;
  context.console.Info(fmt::format("{} documents in {:.1f} s: {} {}, {} records; {} failed{}", summary.documents,
                                   summary.seconds, summary.changed, command.dry_run ? "would change" : "changed",
                                   summary.records, summary.failed, summary.stopped ? "; stopped" : ""));
  return {};
}

}  // namespace

void AddReprocess(CLI::App& app, Context& context) {
  auto options = std::make_shared<ReprocessCommand>();
  CLI::App* command = app.add_subcommand(
      "reprocess", "runs the later stages again after a lexicon, model or rule has changed, without recognising");
  command
      ->add_option("--what", options->what, "restore: from the scanned words on; extract: from the restored lines on")
      ->type_name("STAGE")
      ->check(CLI::IsMember({"restore", "extract"}))
      ->capture_default_str();
  command->add_flag("--dry-run", options->dry_run, "show what would change, record by record, and write nothing");
  command->add_option("--document", options->document, "only this one")->type_name("DOC");
  command->add_flag("--jsonl", options->json, "changes as JSON lines: document, kind, before, after");
  command->add_option("-j,--jobs", options->jobs, "threads (default: one a core)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  AddStoreOption(*command, context);
  AddDataOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho reprocess --dry-run | less      what the new rules would change: + new, - gone, ~ changed\n"
              "  vankho reprocess\n"
              "  vankho reprocess --what restore --document 37/KH-UBND\n"
              "Each document changes in one transaction; the audit keeps a line for it.\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
