// vankho eval GOLD...
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "pipeline/base/file.h"
#include "pipeline/cli/command.h"
#include "pipeline/cli/eval_cases.h"
#include "pipeline/cli/reading.h"
#include "pipeline/eval/score.h"
#include "pipeline/export/export.h"
#include "pipeline/extract/record_confidence.h"

namespace vankho {
namespace {

struct EvalCommand {
  std::vector<std::string> paths;
  ReadingOptions reading;
  bool misses = false;
  bool calibration = false;
  bool rule_counts = false;
};

// All that was measured on one case.
struct Measured {
  EvalCase found;
  std::string damage;
  std::vector<TextScore> before, after;  // text as it came, and as restored
  std::optional<RecordScore> records;
  std::vector<JudgedRecord> judged;
};

std::string PagesAsText(const Document& document) {
  std::string text;
  std::size_t next = 0;
  for (const Page& page : document.pages()) {
    if (page.number > 1) text += "\f";
    for (std::size_t i = 0; i < page.lines.size(); ++i) text += document.lines()[next++].text + "\n";
  }
  return text;
}

std::string PagesAsSeen(const Document& document) {
  std::string text;
  for (const Page& page : document.pages()) {
    if (page.number > 1) text += "\f";
    for (const Line& line : page.lines) text += line.text + "\n";
  }
  return text;
}

std::string Lines(const Document& document, bool seen) {
  std::string text;
  for (std::size_t i = 0; i < document.lines().size(); ++i)
    text += (seen ? document.SeenLine(i).text : document.lines()[i].text) + "\n";
  return text;
}

TextScore Sum(std::string_view name, const std::vector<TextScore>& parts) {
  TextScore sum{.name = std::string(name)};
  for (const TextScore& part : parts) {
    sum.lines += part.lines;
    sum.char_errors += part.char_errors;
    sum.chars += part.chars;
    sum.syllable_errors += part.syllable_errors;
    sum.syllables += part.syllables;
  }
  return sum;
}

// "plan.pdf (photocopy)"
std::string Label(const EvalCase& found) {
  return found.grade.empty() ? found.name : fmt::format("{} ({})", found.name, found.grade);
}

Result<Measured> Measure(const EvalCase& found, const Chain& chain, const ReadingOptions& options,
                         const Context& context) {
  VK_ASSIGN_OR_RETURN(SeenDocument seen, ReadSeen(found.source, options, context));
  VK_ASSIGN_OR_RETURN(Reading reading, chain.Run(std::move(seen)));
  Measured measured{.found = found,
                    .damage = std::string(Name(reading.document.damage())),
                    .before = {},
                    .after = {},
                    .records = {},
                    .judged = {}};
  if (!found.lines.empty()) {
    VK_ASSIGN_OR_RETURN(std::string gold, ReadFile(found.lines));
    VK_ASSIGN_OR_RETURN(measured.before, ScoreLines(gold, Lines(reading.document, true)));
    VK_ASSIGN_OR_RETURN(measured.after, ScoreLines(gold, Lines(reading.document, false)));
  } else if (!found.pages.empty()) {
    VK_ASSIGN_OR_RETURN(std::string gold, ReadFile(found.pages));
    measured.before = {Sum("all pages", ScorePages(gold, PagesAsSeen(reading.document)))};
    measured.after = {Sum("all pages", ScorePages(gold, PagesAsText(reading.document)))};
  }
  if (!found.records.empty()) {
    VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(found.records));
    VK_ASSIGN_OR_RETURN(Json json, ParseJson(bytes));
    auto gold = RecordsFromJson(json);
    if (!gold) return Fail(InFile(gold.error(), found.records));
    measured.records = ScoreRecords(gold->second, reading.records);
    measured.judged = JudgeRecords(reading.records, *measured.records);
  }
  return measured;
}

std::string Percent(double part) { return fmt::format("{:.2f}", 100 * part); }

// Syllable accuracy as read and as restored, and the character error rate, by class of lines.
Grid TextTable(const std::vector<Measured>& all) {
  Grid grid;
  grid.columns = {{.name = "document"},
                  {.name = "damage"},
                  {.name = "lines of"},
                  {.name = "syllables", .number = true},
                  {.name = "right as read %", .number = true},
                  {.name = "right restored %", .number = true},
                  {.name = "CER restored %", .number = true}};
  for (const Measured& measured : all) {
    for (std::size_t i = 0; i < measured.after.size(); ++i) {
      const TextScore& score = measured.after[i];
      std::string before = i < measured.before.size() ? Percent(1 - measured.before[i].SyllableErrorRate()) : "";
      grid.rows.push_back({Label(measured.found), measured.damage, score.name, std::to_string(score.syllables), before,
                           Percent(1 - score.SyllableErrorRate()), Percent(score.CharErrorRate())});
    }
  }
  return grid;
}

void AddKindRow(Grid& grid, const std::string& document, const KindScore& score) {
  grid.rows.push_back({document, score.kind, std::to_string(score.gold), std::to_string(score.run),
                       std::to_string(score.hit), fmt::format("{:.3f}", score.Precision()),
                       fmt::format("{:.3f}", score.Recall()), fmt::format("{:.3f}", score.F1())});
}

Grid RecordTable(const std::vector<Measured>& all) {
  Grid grid;
  grid.columns = {{.name = "document"},
                  {.name = "kind"},
                  {.name = "gold", .number = true},
                  {.name = "found", .number = true},
                  {.name = "right", .number = true},
                  {.name = "P", .number = true},
                  {.name = "R", .number = true},
                  {.name = "F1", .number = true}};
  std::map<std::string, KindScore> sums;
  for (const Measured& measured : all) {
    if (!measured.records) continue;
    const RecordScore& score = *measured.records;
    grid.rows.push_back({Label(measured.found), "document fields", std::to_string(score.fields), "",
                         std::to_string(score.right_fields), "", "", ""});
    for (const KindScore& kind : score.kinds) {
      AddKindRow(grid, Label(measured.found), kind);
      KindScore& sum = sums[kind.kind];
      sum.kind = kind.kind;
      sum.gold += kind.gold;
      sum.run += kind.run;
      sum.hit += kind.hit;
    }
  }
  for (const auto& [name, sum] : sums) AddKindRow(grid, "all", sum);
  return grid;
}

std::vector<JudgedRecord> AllJudged(const std::vector<Measured>& all, std::string_view kind = "") {
  std::vector<JudgedRecord> judged;
  for (const Measured& measured : all) {
    for (const JudgedRecord& record : measured.judged) {
      if (kind.empty() || record.kind == kind) judged.push_back(record);
    }
  }
  return judged;
}

// How often records that said to be so sure were right.
Grid CalibrationTable(const std::vector<Measured>& all) {
  Grid grid;
  grid.columns = {{.name = "confidence"},
                  {.name = "records", .number = true},
                  {.name = "said", .number = true},
                  {.name = "right", .number = true}};
  Calibration whole = CalibrationOf(AllJudged(all));
  for (std::size_t i = 0; i < whole.bins.size(); ++i) {
    const Calibration::Bin& bin = whole.bins[i];
    if (bin.count == 0) continue;
    double low = static_cast<double>(i) / static_cast<double>(whole.bins.size());
    grid.rows.push_back({fmt::format("{:.1f} - {:.1f}", low, low + 0.1), std::to_string(bin.count),
                         fmt::format("{:.3f}", bin.said), fmt::format("{:.3f}", bin.right)});
  }
  return grid;
}

std::string CalibrationErrors(const std::vector<Measured>& all) {
  std::string text = fmt::format("expected calibration error: all {:.3f}", CalibrationOf(AllJudged(all)).error);
  for (const char* kind : {"assignments", "criteria", "deadlines", "rating_bands", "references", "targets"}) {
    auto judged = AllJudged(all, kind);
    if (!judged.empty()) text += fmt::format(", {} {:.3f} ({})", kind, CalibrationOf(judged).error, judged.size());
  }
  return text + "\n";
}

// The rows of models/record_confidence/rules.tsv.
std::string RuleCounts(const std::vector<Measured>& all) {
  struct Count {
    int found = 0, right = 0;
    double said = 0;
  };
  std::map<std::pair<std::string, std::string>, Count> counts;
  for (const JudgedRecord& record : AllJudged(all)) {
    for (const std::string& rule : {std::string("*"), RuleKey(record.rule)}) {
      Count& count = counts[{record.kind, rule}];
      ++count.found;
      count.right += record.right ? 1 : 0;
      count.said += record.confidence;
    }
  }
  std::string text = "kind\trule\tfound\tright\tsaid\n";
  for (const auto& [key, count] : counts) {
    text += fmt::format("{}\t{}\t{}\t{}\t{:.4f}\n", key.first, key.second, count.found, count.right,
                        count.said / count.found);
  }
  return text;
}

std::string Misses(const Measured& measured) {
  if (!measured.records) return "";
  std::string text;
  for (const std::string& field : measured.records->wrong_fields) text += fmt::format("  {}\n", Visible(field));
  for (const KindScore& kind : measured.records->kinds) {
    if (!kind.missed.empty()) text += fmt::format("  {} missed: {}\n", kind.kind, fmt::join(kind.missed, " "));
    if (!kind.extra.empty()) text += fmt::format("  {} too many: {}\n", kind.kind, fmt::join(kind.extra, " "));
  }
  return text.empty() ? "" : fmt::format("{}\n{}", Label(measured.found), text);
}

Result<void> PrintTables(const std::vector<Measured>& all, const EvalCommand& options) {
  if (options.rule_counts) return Print(RuleCounts(all));
  TableStyle style{.width = 0, .colour = StdoutTerminal().colour};
  Grid text = TextTable(all);
  Grid records = RecordTable(all);
  if (!text.rows.empty()) VK_RETURN_IF_ERROR(Print("reading and restoration\n" + WriteTable(text, style) + "\n"));
  if (!records.rows.empty()) VK_RETURN_IF_ERROR(Print("extraction\n" + WriteTable(records, style)));
  for (const Measured& measured : all) {
    if (options.misses) VK_RETURN_IF_ERROR(Print(Misses(measured)));
  }
  if (options.calibration) {
    VK_RETURN_IF_ERROR(Print("\nconfidence of records\n" + WriteTable(CalibrationTable(all), style)));
    VK_RETURN_IF_ERROR(Print(CalibrationErrors(all)));
  }
  return {};
}

Result<void> Run(const EvalCommand& options, Context& context) {
  std::vector<std::string> missing;
  VK_ASSIGN_OR_RETURN(std::vector<EvalCase> cases, FindEvalCases(options.paths, missing));
  for (const std::string& name : missing) {
    context.console.Warn(
        Error{ErrorCode::kNotFound, "gold without its source (NAME.source.txt or a scan): left out", name, {}});
  }
  if (cases.empty()) return Fail(ErrorCode::kNotFound, "no gold files in what was given");
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  std::vector<Measured> all;
  for (const EvalCase& found : cases) {
    context.console.Detail(found.source);
    auto measured = Measure(found, chain, options.reading, context);
    if (!measured) {
      context.console.Error(InFile(measured.error(), found.source));
      context.exit_code = kExitError;
      continue;
    }
    all.push_back(*std::move(measured));
  }
  return PrintTables(all, options);
}

}  // namespace

void AddEval(CLI::App& app, Context& context) {
  auto options = std::make_shared<EvalCommand>();
  CLI::App* command = app.add_subcommand("eval", "scores against gold files, as tables");
  command->add_option("GOLD", options->paths, "gold files or folders (docs/FORMATS.md)")->required();
  command->add_flag("--misses", options->misses, "also which fields and records were wrong");
  command->add_flag("--calibration", options->calibration, "also how far the confidence of records can be believed");
  command->add_flag("--rule-counts", options->rule_counts,
                    "instead: found and right records by rule, as models/record_confidence/rules.tsv has them");
  AddReadingOptions(*command, options->reading);
  AddDataOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho eval corpus\n"
              "  vankho eval ../shared/gold/001.records.json --misses\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
