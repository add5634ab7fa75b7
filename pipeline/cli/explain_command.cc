// vankho explain FILE --line N
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pipeline/cli/command.h"
#include "pipeline/cli/reading.h"

namespace vankho {
namespace {

struct ExplainOptions {
  std::string path;
  int line = 0;
  int page = 0;  // 0: the first that has such a line
  bool json = false;
  ReadingOptions reading;
};

std::optional<std::size_t> FindLine(const Document& document, const ExplainOptions& options) {
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    const RestoredLine& line = document.lines()[i];
    if (line.number == options.line && (options.page == 0 || line.page == options.page)) return i;
  }
  return std::nullopt;
}

// The records that rest on the line, as `vankho extract` prints them, with their kind and without the printed evidence.
Json RecordsOf(const Reading& reading, const RestoredLine& line) {
  static constexpr std::string_view kLists[] = {"criteria", "targets", "deadlines", "assignments", "rating_bands"};
  Json whole = ToJson(reading.document.source(), reading.records);
  Json found = Json::array();
  auto take = [&](std::string_view kind, const Json& list) {
    for (Json record : list) {
      const Json& lines = record["evidence"]["lines"];
      bool here =
          record["evidence"]["page"] == line.page && std::find(lines.begin(), lines.end(), line.number) != lines.end();
      if (!here) continue;
      Json out = {{"kind", kind}, {"rule", record["evidence"]["rule"]}};
      record.erase("evidence");
      out.update(record);
      found.push_back(std::move(out));
    }
  };
  take("references", whole["document"]["references"]);
  for (std::string_view kind : kLists) take(kind, whole[std::string(kind)]);
  return found;
}

Json AsJson(const std::vector<RulePart>& parts) {
  Json out = Json::array();
  for (const RulePart& part : parts) out.push_back({{"part", part.what}, {"words", part.words}});
  return out;
}

Json AsJson(const LineExplanation& why, const Json& records, const RestoredLine& line, const std::string& seen) {
  Json found = Json::array(), near = Json::array();
  for (const auto& one : why.found) {
    found.push_back({{"grammar", one.grammar},
                     {"symbol", one.symbol},
                     {"words", one.words},
                     {"derivation", one.tree},
                     {"confidence", one.confidence},
                     {"parts", AsJson(one.parts)}});
  }
  for (const auto& one : why.near) {
    near.push_back({{"grammar", one.grammar},
                    {"rules", one.rules},
                    {"words", one.words},
                    {"missing", one.missing},
                    {"has", AsJson(one.has)}});
  }
  return {{"page", line.page},
          {"line", line.number},
          {"text", line.text},
          {"ocr_text", seen},
          {"zone", why.zone},
          {"headings", why.headings},
          {"paragraph", why.paragraph},
          {"records", records},
          {"found", found},
          {"near", near}};
}

std::string Text(const Json& value) { return value.get<std::string>(); }

std::string FoundForPeople(const Json& one) {
  const std::string tree = Text(one["derivation"]);
  std::string out;
  if (Text(one["symbol"]).empty()) {
    out = fmt::format("  {}: {}\n", Text(one["grammar"]), tree);
    for (const Json& part : one["parts"]) out += fmt::format("    {}: {}\n", Text(part["part"]), Text(part["words"]));
    return out;
  }
  out = fmt::format("  <{}> of the {} grammar\n", Text(one["symbol"]), Text(one["grammar"]));
  for (std::size_t at = 0; at < tree.size();) {
    std::size_t end = tree.find('\n', at);
    out += "    " + tree.substr(at, end - at) + "\n";
    at = end == std::string::npos ? tree.size() : end + 1;
  }
  return out;
}

std::string NearForPeople(const Json& one) {
  const auto missing = one["missing"].get<std::vector<std::string>>();
  if (one["has"].empty()) {
    return fmt::format("  \"{}\", then no {}\n    {}\n", Text(one["words"]), fmt::join(missing, " or "),
                       fmt::join(one["rules"].get<std::vector<std::string>>(), ", "));
  }
  std::string out = fmt::format("  {}\n", Text(one["rules"].front()));
  for (const Json& part : one["has"]) out += fmt::format("    has {}: {}\n", Text(part["part"]), Text(part["words"]));
  for (const std::string& part : missing) out += fmt::format("    lacks {}\n", part);
  return out;
}

std::string ForPeople(const Json& why) {
  auto text = [](const Json& value) { return value.get<std::string>(); };
  std::string out =
      fmt::format("page {}, line {}: {}\n", why["page"].get<int>(), why["line"].get<int>(), text(why["text"]));
  if (why["text"] != why["ocr_text"]) out += fmt::format("seen: {}\n", text(why["ocr_text"]));
  if (!text(why["zone"]).empty()) out += fmt::format("zone: {}\n", text(why["zone"]));
  for (const Json& heading : why["headings"]) out += fmt::format("under: {}\n", text(heading));
  if (why["paragraph"] != why["text"]) out += fmt::format("paragraph: {}\n", text(why["paragraph"]));
  out += why["records"].empty() ? "\nNo record rests on this line.\n" : "\nRecords\n";
  for (Json record : why["records"]) {
    out += fmt::format("  {}, by {}\n", text(record["kind"]), text(record["rule"]));
    for (const auto& [key, value] : record.items()) {
      if (key == "kind" || key == "rule" || value.is_null() || (value.is_array() && value.empty())) continue;
      out += fmt::format("    {}: {}\n", key, value.is_string() ? text(value) : value.dump());
    }
  }
  if (!why["found"].empty()) out += "\nWhat the rules found\n";
  for (const Json& one : why["found"]) out += FoundForPeople(one);
  if (!why["near"].empty()) out += "\nRules that came near\n";
  for (const Json& one : why["near"]) out += NearForPeople(one);
  return out;
}

Result<void> Run(const ExplainOptions& options, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Chain chain, Chain::Load(data));
  VK_ASSIGN_OR_RETURN(SeenDocument seen, ReadSeen(options.path, options.reading, context));
  VK_ASSIGN_OR_RETURN(Reading reading, chain.Run(std::move(seen)));
  auto index = FindLine(reading.document, options);
  if (!index) {
    return Fail(InFile(Error{ErrorCode::kNotFound,
                             options.page > 0 ? fmt::format("page {} has no line {}", options.page, options.line)
                                              : fmt::format("there is no line {}", options.line),
                             {},
                             {}},
                       options.path));
  }
  const RestoredLine& line = reading.document.lines()[*index];
  Json why = AsJson(chain.Explain(reading.document, *index), RecordsOf(reading, line), line,
                    reading.document.SeenLine(*index).text);
  return Print(options.json ? DumpPretty(why) + "\n" : ForPeople(why));
}

}  // namespace

void AddExplain(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", "why a line gave the records it gave, or which rule came nearest");
  command->add_option("FILE", options->path, "PDF, TIFF, PNG, JPEG or OCR text")->required();
  command->add_option("--line", options->line, "number of the line, as in a record's evidence")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000'000))
      ->required();
  command->add_option("--page", options->page, "the page that the line is on (default: the first that has it)")
      ->type_name("N")
      ->check(CLI::Range(1, 20'000));
  command->add_flag("--json", options->json, "one JSON object");
  AddReadingOptions(*command, options->reading);
  AddDataOption(*command, context);
  SetExamples(*command,
              "  vankho explain ocr.txt --line 51\n"
              "  vankho explain scan.pdf --page 3 --line 12 --json | jq .near\n");
  OnChosen(*command, context, [options, &context] { return Run(*options, context); });
}

}  // namespace vankho
