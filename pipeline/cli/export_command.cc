// vankho export
#include <fmt/format.h>

#include <chrono>

#include "pipeline/base/file.h"
#include "pipeline/cli/answer.h"
#include "pipeline/cli/command.h"
#include "pipeline/cli/give_back.h"

namespace vankho {
namespace {

struct ExportCommand {
  std::string format = "jsonl";
  std::string kind = "deadlines";
  std::string document;
  std::vector<std::string> agencies;
  std::string output;
  bool byte_order_mark = false;
};

Result<void> Deliver(const ExportCommand& options, std::string_view bytes) {
  return options.output.empty() ? Print(bytes) : WriteFileAtomically(options.output, bytes);
}

template <class Ask>
Result<Grid> Rows(const Store& store, const Filter& filter, const Ask& ask) {
  VK_ASSIGN_OR_RETURN(auto answers, ask(store, filter));
  return ToGrid(answers);
}

Result<Grid> RowsOfKind(const Store& store, const Filter& filter, std::string_view kind) {
  if (kind == "criteria") return Rows(store, filter, QueryCriteria);
  if (kind == "targets") return Rows(store, filter, QueryTargets);
  if (kind == "assignments") return Rows(store, filter, QueryAssignments);
  if (kind == "documents") return Rows(store, filter, QueryDocuments);
  return Rows(store, filter, QueryDeadlines);
}

// Midnight UTC of a full date, in seconds since 1970.
std::int64_t Seconds(PartialDate day) {
  constexpr std::int64_t kSecondsADay = 86'400;
  std::chrono::year_month_day civil{std::chrono::year(day.year()),
                                    std::chrono::month(static_cast<unsigned>(day.month())),
                                    std::chrono::day(static_cast<unsigned>(day.day()))};
  return std::chrono::sys_days(civil).time_since_epoch().count() * kSecondsADay;
}

Result<void> ExportXlsx(const Store& store, const Filter& filter, const ExportCommand& options) {
  std::vector<Sheet> sheets;
  for (const char* kind : {"deadlines", "criteria", "targets", "assignments", "documents"}) {
    VK_ASSIGN_OR_RETURN(Grid grid, RowsOfKind(store, filter, kind));
    sheets.push_back({kind, std::move(grid)});
  }
  VK_ASSIGN_OR_RETURN(std::string bytes, WriteXlsx(sheets, Seconds(*filter.today)));
  return Deliver(options, bytes);
}

Result<void> ExportJsonLines(const Store& store, const ExportCommand& options) {
  std::string kept;
  Sink sink = Print;
  if (!options.output.empty()) {
    sink = [&kept](std::string_view text) -> Result<void> {
      kept += text;
      return {};
    };
  }
  if (options.document.empty()) {
    VK_RETURN_IF_ERROR(ExportRecords(store, sink));
  } else {
    VK_ASSIGN_OR_RETURN(std::vector<DocumentId> documents, store.FindDocuments(options.document));
    VK_RETURN_IF_ERROR(ExportRecords(store, documents, sink));
  }
  return options.output.empty() ? Result<void>() : WriteFileAtomically(options.output, kept);
}

// Is there such a document? An export of nothing would look like success.
Result<void> CheckDocument(const Store& store, const std::string& name) {
  if (name.empty()) return {};
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> documents, store.FindDocuments(name));
  if (!documents.empty()) return {};
  return Fail(ErrorCode::kNotFound, fmt::format("no document is called \"{}\"", name));
}

// Forms in which documents are given back whole, not their records.
bool IsDocumentForm(std::string_view format) {
  return format == "pdf" || format == "txt" || format == "hocr" || format == "alto" || format == "archive";
}

Result<void> Run(const ExportCommand& options, Context& context) {
  if ((options.format == "jsonl" || IsDocumentForm(options.format)) && !options.agencies.empty()) {
    return Fail(ErrorCode::kUsage,
                fmt::format("{} has whole documents; --agency goes with csv, xlsx, ics and scores", options.format));
  }
  if (IsDocumentForm(options.format)) {
    VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
    GiveBackOptions given{options.format, options.document, options.output};
    return options.format == "archive" ? GiveArchive(store, given, context) : GiveBack(store, given, context);
  }
  if (options.format == "xlsx" && options.output.empty()) {
    return Fail(ErrorCode::kUsage, "a workbook needs --output FILE.xlsx");
  }
  Filter filter;
  filter.document = options.document;
  VK_ASSIGN_OR_RETURN(filter.today, context.TodayDate());
  VK_ASSIGN_OR_RETURN(filter.calendar, context.Calendar());
  VK_RETURN_IF_ERROR(AddAgencies(options.agencies, context, filter));
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  VK_RETURN_IF_ERROR(CheckDocument(store, options.document));
  if (options.format == "jsonl") return ExportJsonLines(store, options);
  if (options.format == "xlsx") return ExportXlsx(store, filter, options);
  if (options.format == "ics") {
    VK_ASSIGN_OR_RETURN(auto answers, QueryDeadlines(store, filter));
    return Deliver(options, CalendarOf(answers, options.agencies, context));
  }
  if (options.format == "scores") {
    VK_ASSIGN_OR_RETURN(auto answers, QueryCriteria(store, filter));
    return Deliver(options, WriteJsonLines(ToScores(answers)));
  }
  VK_ASSIGN_OR_RETURN(Grid grid, RowsOfKind(store, filter, options.kind));
  return Deliver(options, WriteCsv(grid, {.byte_order_mark = options.byte_order_mark}));
}

void AddOptions(CLI::App& command, const std::shared_ptr<ExportCommand>& options) {
  command
      .add_option(
          "--format", options->format,
          "jsonl: the record contract, a document a line; csv: records of one --kind; xlsx: a workbook with a "
          "sheet a kind; ics: deadlines for a calendar; scores: criteria for a scorer; pdf: the originals with a "
          "text layer that can be searched; txt, hocr, alto: the restored text, with places and confidences; archive: "
          "a package (BagIt) of originals, searchable copies, metadata and checksums")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"jsonl", "csv", "xlsx", "ics", "scores", "pdf", "txt", "hocr", "alto", "archive"}))
      ->capture_default_str();
  command.add_option("--kind", options->kind, "for csv: deadlines, criteria, targets, assignments or documents")
      ->type_name("KIND")
      ->check(CLI::IsMember({"deadlines", "criteria", "targets", "assignments", "documents"}))
      ->capture_default_str();
  command.add_option("--document", options->document, "only this document: number, SHA-256 or file name")
      ->type_name("DOC");
  command
      .add_option("--agency", options->agencies,
                  "only what concerns this agency, as people type it; repeatable (not for jsonl)")
      ->type_name("NAME");
  command
      .add_option("--output", options->output,
                  "write to this file, whole or not at all (else to standard output); for archive, and for pdf, txt, "
                  "hocr and alto of all documents: the folder to write into")
      ->type_name("FILE|DIR");
  command.add_flag("--bom", options->byte_order_mark, "for csv: begin with a byte-order mark, which Excel needs");
}

}  // namespace

void AddExport(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExportCommand>();
  CLI::App* command =
      app.add_subcommand("export", "get data and pages out: JSON Lines, CSV, Excel, calendar, scores, PDF");
  AddOptions(*command, options);
  AddStoreOption(*command, context);
  AddDataOption(*command, context);
  AddTodayOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho export --format jsonl > records.jsonl\n"
              "  vankho export --format csv --kind criteria --bom > criteria.csv\n"
              "  vankho export --format xlsx --output kho.xlsx\n"
              "  vankho export --format ics --agency \"P. Nội vụ\" --output noi-vu.ics\n"
              "  vankho export --format scores > scores.jsonl\n"
              "  vankho export --document 37/KH-UBND | jq .deadlines\n"
              "  vankho export --format pdf --document 37/KH-UBND --output 37.pdf\n"
              "  vankho export --format pdf --output searchable/\n"
              "  vankho export --format archive --output goi-luu-tru/\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
