// vankho_corpus: typesets plans and training text, and degrades their pages; writes text from a grammar.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "corpus/generator/output.h"
#include "corpus/generator/plain_lines.h"
#include "corpus/generator/produce.h"
#include "corpus/generator/sentences.h"
#include "pipeline/base/file.h"

namespace {

using namespace vankho;

struct LinesCommand {
  std::string text_path;
  std::string family = "Tinos";
  double size_pt = 13;
  bool bold = false;
  bool italic = false;
  std::string grade = "clean";
  int dpi = 0;
  std::uint64_t seed = 1;
  std::string output;
};

Result<void> RunLines(const LinesCommand& command) {
  VK_ASSIGN_OR_RETURN(const std::string text, ReadFile(command.text_path));
  VK_ASSIGN_OR_RETURN(const TextSetter setter, TextSetter::Create(command.family));
  const TextStyle style{
      .size_pt = command.size_pt, .bold = command.bold, .italic = command.italic, .line_spacing = 1.2};
  const Result<std::vector<Sheet>> set = SetPlainLines(text, setter, style);
  if (!set) return Fail(InFile(set.error(), command.text_path));
  const std::vector<Sheet>& sheets = *set;
  std::error_code error;
  std::filesystem::create_directories(command.output, error);
  const ScanOptions options{.grade = *GradeFromName(command.grade), .dpi = command.dpi, .seed = command.seed};
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const int page = static_cast<int>(i) + 1;
    VK_ASSIGN_OR_RETURN(const Scan scan, ScanSheet(sheets[i], setter, options, page));
    VK_ASSIGN_OR_RETURN(const EncodedPage encoded, EncodePage(scan));
    const std::string stem = fmt::format("{}/page-{:04}", command.output, page);
    VK_RETURN_IF_ERROR(WriteFileAtomically(stem + "." + encoded.extension, encoded.bytes));
    VK_RETURN_IF_ERROR(WriteFileAtomically(stem + ".txt", TextOf(scan.lines)));
  }
  return {};
}

void AddLines(CLI::App& app, LinesCommand& command) {
  CLI::App* lines = app.add_subcommand(
      "lines", "print the lines of a text file as pages: page-0001.png (or .jpg, .tif) and page-0001.txt");
  lines->add_option("TEXT", command.text_path, "UTF-8 text, one printed line a line; long lines wrap")->required();
  lines->add_option("--output", command.output, "folder for the pages")->required();
  lines->add_option("--font", command.family, "family as fontconfig names it")->capture_default_str();
  lines->add_option("--size", command.size_pt, "points")->capture_default_str()->check(CLI::Range(4.0, 72.0));
  lines->add_flag("--bold", command.bold);
  lines->add_flag("--italic", command.italic);
  lines->add_option("--grade", command.grade, "clean, office, photocopy or bad")
      ->capture_default_str()
      ->check(CLI::IsMember({"clean", "office", "photocopy", "bad"}));
  lines->add_option("--dpi", command.dpi, "the grade's own where not given")->check(CLI::Range(72, 600));
  lines->add_option("--seed", command.seed, "same seed, same bytes")->capture_default_str();
}

struct TypesetCommand {
  ScanOrder order;
  std::string grade = "clean";
  std::string rules = "solid";
};

Result<void> RunTypeset(TypesetCommand command) {
  command.order.rules = *TableRulesFromName(command.rules);
  command.order.born_digital = command.grade == "digital";
  if (!command.order.born_digital) command.order.options.grade = *GradeFromName(command.grade);
  return Produce(command.order);
}

void AddTypeset(CLI::App& app, TypesetCommand& command) {
  CLI::App* typeset = app.add_subcommand("typeset", "draw a plan and scan it");
  typeset->add_option("PLAN", command.order.plan_path, "a plan in the markup of corpus/README.md")->required();
  typeset
      ->add_option("--output", command.order.output_path, "file; its ending (.pdf .tif .png .jpg) chooses the format")
      ->required();
  typeset->add_option("--truth", command.order.truth_folder, "folder for pages.txt and boxes.tsv");
  typeset->add_option("--font", command.order.family, "family as fontconfig names it")->capture_default_str();
  typeset->add_option("--grade", command.grade, "clean, office, photocopy, bad, or digital (a PDF that holds its text)")
      ->capture_default_str()
      ->check(CLI::IsMember({"clean", "office", "photocopy", "bad", "digital"}));
  typeset->add_option("--dpi", command.order.options.dpi, "the grade's own where not given")
      ->check(CLI::Range(72, 600));
  typeset->add_option("--seed", command.order.options.seed, "same seed, same bytes")->capture_default_str();
  typeset->add_flag("--sideways", command.order.options.sideways, "landscape pages as a portrait scanner gives them");
  typeset->add_option("--rules", command.rules, "of tables: solid, faint, dotted or none")
      ->capture_default_str()
      ->check(CLI::IsMember({"solid", "faint", "dotted", "none"}));
  typeset->footer(
      "Example:\n  vankho_corpus typeset corpus/documents/hoa-loc-par-2024/plan.txt --grade photocopy --dpi 300 \\\n"
      "      --seed 7 --output hoa-loc.pdf --truth hoa-loc.truth");
}

Result<void> RunAll(const std::string& folder) {
  VK_ASSIGN_OR_RETURN(const std::vector<ScanOrder> orders, ReadOrders(folder));
  for (const ScanOrder& order : orders) {
    VK_RETURN_IF_ERROR(Produce(order));
    fmt::print("{}\n", order.output_path);
  }
  return {};
}

struct SentencesCommand {
  std::string grammar = "corpus/generator/plan_grammar.tsv";
  std::string lexicons = "lexicons";
  int count = 1000;
  std::uint64_t seed = 1;
  std::string output;
};

Result<void> RunSentences(const SentencesCommand& command) {
  VK_ASSIGN_OR_RETURN(const Sentences sentences, Sentences::Load(command.grammar, command.lexicons));
  Random random(command.seed);
  std::string text;
  for (int i = 0; i < command.count; ++i) text += sentences.Line(random) + "\n";
  return WriteFileAtomically(command.output, text);
}

void AddSentences(CLI::App& app, SentencesCommand& command) {
  CLI::App* sentences = app.add_subcommand("sentences", "write lines of plans and reports from a grammar, as text");
  sentences->add_option("--output", command.output, "file to write")->required();
  sentences->add_option("--count", command.count, "lines")->capture_default_str()->check(CLI::PositiveNumber);
  sentences->add_option("--seed", command.seed, "same seed, same bytes")->capture_default_str();
  sentences->add_option("--grammar", command.grammar, "rows of symbol and text")->capture_default_str();
  sentences->add_option("--lexicons", command.lexicons, "folder with agencies.tsv and places.tsv")
      ->capture_default_str();
}

int Report(const Result<void>& result) {
  if (result) return 0;
  fmt::print(stderr, "vankho_corpus: {}\n", Describe(result.error()));
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Typesets plans and degrades their pages: seeded, with the truth beside them.");
  app.require_subcommand(1);
  LinesCommand lines;
  AddLines(app, lines);
  TypesetCommand typeset;
  AddTypeset(app, typeset);
  std::string folder = "corpus";
  CLI::App* all = app.add_subcommand("all", "make every scan of corpus/scans.tsv again, byte for byte");
  all->add_option("--corpus", folder, "the folder corpus/")->capture_default_str();
  SentencesCommand sentences;
  AddSentences(app, sentences);
  CLI11_PARSE(app, argc, argv);
  if (app.got_subcommand("sentences")) return Report(RunSentences(sentences));
  if (app.got_subcommand("lines")) return Report(RunLines(lines));
  if (app.got_subcommand(all)) return Report(RunAll(folder));
  return Report(RunTypeset(typeset));
}
