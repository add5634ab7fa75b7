// vankho export
#include <fmt/format.h>

#include "pipeline/cli/answer.h"
#include "pipeline/cli/command.h"

namespace vankho {
namespace {

struct ExportCommand {
  std::string format = "jsonl";
  std::string kind = "deadlines";
  std::string document;
  bool byte_order_mark = false;
};

template <class Ask>
Result<void> PrintCsv(const Store& store, const ExportCommand& options, const Context& context, const Ask& ask) {
  Filter filter;
  filter.document = options.document;
  VK_ASSIGN_OR_RETURN(filter.today, context.TodayDate());
  VK_ASSIGN_OR_RETURN(auto answers, ask(store, filter));
  return Print(WriteCsv(ToGrid(answers), {.byte_order_mark = options.byte_order_mark}));
}

Result<void> ExportCsv(const Store& store, const ExportCommand& options, const Context& context) {
  if (options.kind == "criteria") return PrintCsv(store, options, context, QueryCriteria);
  if (options.kind == "targets") return PrintCsv(store, options, context, QueryTargets);
  if (options.kind == "assignments") return PrintCsv(store, options, context, QueryAssignments);
  if (options.kind == "documents") return PrintCsv(store, options, context, QueryDocuments);
  return PrintCsv(store, options, context, QueryDeadlines);
}

Result<void> Run(const ExportCommand& options, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  if (options.format == "csv") return ExportCsv(store, options, context);
  if (options.document.empty()) return ExportRecords(store, Print);
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> documents, store.FindDocuments(options.document));
  if (documents.empty())
    return Fail(ErrorCode::kNotFound, fmt::format("no document is called \"{}\"", options.document));
  return ExportRecords(store, documents, Print);
}

}  // namespace

void AddExport(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExportCommand>();
  CLI::App* command = app.add_subcommand("export", "get the data out: all records as JSON Lines, one kind as CSV");
  command
      ->add_option("--format", options->format,
                   "jsonl: the record contract, a document a line; csv: records of one --kind")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"jsonl", "csv"}))
      ->capture_default_str();
  command->add_option("--kind", options->kind, "for csv: deadlines, criteria, targets, assignments or documents")
      ->type_name("KIND")
      ->check(CLI::IsMember({"deadlines", "criteria", "targets", "assignments", "documents"}))
      ->capture_default_str();
  command->add_option("--document", options->document, "only this document: number, SHA-256 or file name")
      ->type_name("DOC");
  command->add_flag("--bom", options->byte_order_mark, "for csv: begin with a byte-order mark, which Excel needs");
  AddStoreOption(*command, context);
  AddTodayOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho export --format jsonl > records.jsonl\n"
              "  vankho export --format csv --kind criteria --bom > criteria.csv\n"
              "  vankho export --document 37/KH-UBND | jq .deadlines\n");
  command->callback([options, &context] {
    if (auto done = Run(*options, context); !done) context.Fail(done.error());
  });
}

}  // namespace vankho
