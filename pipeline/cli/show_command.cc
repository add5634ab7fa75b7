// vankho show DOC
#include "pipeline/cli/command.h"
#include "pipeline/cli/document_text.h"
#include "pipeline/cli/one_document.h"

namespace vankho {
namespace {

struct ShowCommand {
  std::string document;
  bool text = false;
  bool tables = false;
  bool original = false;
};

Result<void> Run(const ShowCommand& options, const Context& context) {
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  VK_ASSIGN_OR_RETURN(DocumentId id, FindOneDocument(store, options.document));
  VK_ASSIGN_OR_RETURN(Document document, store.LoadDocument(id));
  if (options.original) return Print(store.OriginalPath(document.source().sha256) + "\n");
  bool colour = StdoutTerminal().colour;
  if (options.text) return Print(PagesText(document, colour));
  if (options.tables) return Print(TablesText(document));
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, store.Brief(id));
  VK_ASSIGN_OR_RETURN(Records records, store.LoadRecords(id));
  return Print(MetadataText(brief, document, records.header, colour) + SectionsText(document, colour) +
               RecordsText(records, colour));
}

}  // namespace

void AddShow(CLI::App& app, Context& context) {
  auto options = std::make_shared<ShowCommand>();
  CLI::App* command = app.add_subcommand("show", "one document: metadata, sections, records with their printed words");
  command->add_option("DOC", options->document, "number (37/KH-UBND, 37), first digits of the SHA-256, or file name")
      ->required();
  auto* text = command->add_flag("--text", options->text, "the restored text, page by page");
  auto* tables = command->add_flag("--tables", options->tables, "its tables, a row a line, cells parted by tabs");
  tables->excludes(text);
  command->add_flag("--original", options->original, "where the original file is kept")
      ->excludes(text)
      ->excludes(tables);
  AddStoreOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho show 37/KH-UBND\n"
              "  vankho show plan.pdf --text | less -R\n"
              "  vankho show plan.pdf --tables > tables.tsv\n"
              "  xdg-open \"$(vankho show 37/KH-UBND --original)\"\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
