// vankho query deadlines|criteria|targets|assignments|documents|text
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/cli/answer.h"
#include "pipeline/cli/command.h"
#include "pipeline/export/export.h"
#include "pipeline/query/query.h"

namespace vankho {
namespace {

// What stands on the command line.
struct QueryOptions {
  std::vector<std::string> agencies;
  std::string document, issuer;
  std::vector<std::string> indexes;
  std::optional<int> year;
  std::string due_from, due_to;
  std::string grade;
  bool overdue = false;
  std::size_t limit = 0, offset = 0;
  std::string format = "table";
  std::string words;
};
using Options = std::shared_ptr<QueryOptions>;

Result<std::optional<PartialDate>> DayOption(const std::string& text, std::string_view option, bool last) {
  if (text.empty()) return std::nullopt;
  auto date = PartialDate::FromIso(text);
  if (!date)
    return Fail(ErrorCode::kUsage, fmt::format("{} wants YYYY-MM-DD, YYYY-MM or YYYY, not \"{}\"", option, text));
  return last ? date->LastDay() : date->FirstDay();
}

// The filter without the agencies, which need the gazetteer.
Result<Filter> MakeFilter(const QueryOptions& options, const Context& context) {
  Filter filter;
  filter.document = options.document;
  filter.issuer = options.issuer;
  filter.indexes = options.indexes;
  filter.year = options.year;
  VK_ASSIGN_OR_RETURN(filter.due_from, DayOption(options.due_from, "--due-from", false));
  VK_ASSIGN_OR_RETURN(filter.due_to, DayOption(options.due_to, "--due-to", true));
  filter.overdue = options.overdue;
  if (!options.grade.empty()) filter.page_grade = PageGradeFromName(options.grade);
  VK_ASSIGN_OR_RETURN(filter.today, context.TodayDate());
  VK_ASSIGN_OR_RETURN(filter.calendar, context.Calendar());
  filter.limit = options.limit;
  filter.offset = options.offset;
  return filter;
}

// The ways out that deadlines alone have; false where the format is another.
Result<bool> PrintSheet(const Answers<DeadlineAnswer>& answers, const QueryOptions& options, const Filter& filter,
                        const Context& context) {
  if (options.format == "ics") {
    VK_RETURN_IF_ERROR(Print(CalendarOf(answers, options.agencies, context)));
    return true;
  }
  if (options.format != "pdf") return false;
  std::vector<std::string> names = filter.agencies.size() == 1 ? filter.agencies : options.agencies;
  std::string title = "Thời hạn";
  if (!names.empty()) title += fmt::format(" của {}", fmt::join(names, ", "));
  VK_ASSIGN_OR_RETURN(std::string pdf, WriteDeadlineSheet(answers, {title, *filter.today}));
  VK_RETURN_IF_ERROR(Print(pdf));
  return true;
}
template <class A>
Result<bool> PrintSheet(const A&, const QueryOptions&, const Filter&, const Context&) {
  return false;
}

// Opens the store, asks, prints. An agency that nothing answers to is named with those that come near.
template <class Ask>
Result<void> Answer(const QueryOptions& options, Context& context, const Ask& ask) {
  VK_ASSIGN_OR_RETURN(Filter filter, MakeFilter(options, context));
  VK_RETURN_IF_ERROR(AddAgencies(options.agencies, context, filter));
  VK_ASSIGN_OR_RETURN(Store store, Store::Open(context.store, Store::Mode::kReadOnly));
  VK_ASSIGN_OR_RETURN(auto answers, ask(store, filter));
  VK_ASSIGN_OR_RETURN(bool printed, PrintSheet(answers, options, filter, context));
  if (!printed) VK_RETURN_IF_ERROR(PrintAnswers(answers, options.format));
  if (answers.items.size() < answers.total) {
    context.console.Info(
        fmt::format("{} of {} answers; --limit and --offset show others", answers.items.size(), answers.total));
  }
  if (!answers.items.empty()) return {};
  if (options.format == "table") context.console.Info("no answers");
  return ExplainNoAnswers(store, options.agencies, context);
}

// Deadlines alone can go into a calendar.
void AddFormatOption(CLI::App& command, const Options& options, bool calendar) {
  std::vector<std::string> formats = {"table", "json", "jsonl", "csv"};
  if (calendar) formats.insert(formats.end(), {"ics", "pdf"});
  command
      .add_option(
          "--format", options->format,
          calendar ? "table, json, jsonl, csv, ics (iCalendar) or pdf (a list to print)" : "table, json, jsonl or csv")
      ->type_name("FORMAT")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
}

void AddFilterOptions(CLI::App& command, const Options& options, Context& context) {
  command
      .add_option("--agency", options->agencies,
                  "an agency as people type it: \"P. Nội vụ\", \"phong noi vu\"; repeatable")
      ->type_name("NAME");
  command.add_option("--document", options->document, "a number (37/KH-UBND, 37), SHA-256 or file name")
      ->type_name("DOC");
  command.add_option("--issuer", options->issuer, "words of the issuer's name")->type_name("NAME");
  command.add_option("--index", options->indexes, "an index: \"PAR INDEX\", SIPAS, PAPI; repeatable")
      ->type_name("NAME");
  command.add_option("--year", options->year, "due, scored or issued in this year")->type_name("YYYY");
  command.add_option("--limit", options->limit, "at most so many answers (0: all)")->type_name("N");
  command.add_option("--offset", options->offset, "leave out so many first")->type_name("N");
  AddStoreOption(command, context);
  AddDataOption(command, context);
  AddTodayOption(command, context);
  AddLogOptions(command, context);
}

template <class Ask>
CLI::App* AddQuestion(CLI::App& query, Context& context, const std::string& name, const std::string& what,
                      std::string_view examples, const Options& options, Ask ask) {
  CLI::App* command = query.add_subcommand(name, what);
  AddFilterOptions(*command, options, context);
  AddFormatOption(*command, options, name == "deadlines");
  SetExamples(*command, examples);
  OnChosen(*command, context, [options, &context, ask] { return Answer(*options, context, ask); });
  return command;
}

void AddDeadlines(CLI::App& query, Context& context) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = AddQuestion(
      query, context, "deadlines", "what is due, when, whose duty",
      "  vankho query deadlines --agency \"P. Nội vụ\" --year 2024\n"
      "  vankho query deadlines --overdue --today 2024-06-01\n"
      "  vankho query deadlines --due-from 2024-01 --due-to 2024-03      recurring duties with each of their days\n"
      "  vankho query deadlines --format csv > deadlines.csv\n"
      "  vankho query deadlines --agency \"P. Nội vụ\" --format ics > noi-vu.ics\n"
      "  vankho query deadlines --agency \"P. Nội vụ\" --due-from 2024-06 --due-to 2024-06 --format pdf > noi-vu.pdf\n",
      options, QueryDeadlines);
  command->add_option("--due-from", options->due_from, "due on this day or later (a month or year: its first day)")
      ->type_name("YYYY-MM-DD");
  command->add_option("--due-to", options->due_to, "due on this day or before (a month or year: its last day)")
      ->type_name("YYYY-MM-DD");
  command->add_flag("--overdue", options->overdue, "only what was due before today (--today)");
}

void AddDocuments(CLI::App& query, Context& context) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = AddQuestion(query, context, "documents", "the documents, newest first",
                                  "  vankho query documents --issuer \"Sở Nội vụ\"\n"
                                  "  vankho query documents --year 2024 --format csv\n"
                                  "  vankho query documents --grade bad      what to scan again\n",
                                  options, QueryDocuments);
  command->add_option("--grade", options->grade, "with a page of this grade: clean, office, photocopy, bad, text")
      ->type_name("GRADE")
      ->check(CLI::IsMember({"clean", "office", "photocopy", "bad", "text"}));
}

void AddText(CLI::App& query, Context& context) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App* command = AddQuestion(
      query, context, "text", "full-text search; exact tones first, unaccented typing finds too",
      "  vankho query text \"cải cách hành chính\"\n"
      "  vankho query text bao cao quy --document 37/KH-UBND\n",
      options,
      [options](const Store& store, const Filter& filter) { return QueryText(store, options->words, filter); });
  command
      ->add_option_function<std::vector<std::string>>(
          "WORDS",
          [options](const std::vector<std::string>& words) {
            options->words = fmt::format("{}", fmt::join(words, " "));
          },
          "words that stand together in one passage; \"in quotes\" side by side; a trailing * completes a word")
      ->required();
}

}  // namespace

void AddQuery(CLI::App& app, Context& context) {
  CLI::App* query = app.add_subcommand("query", "ask the store");
  query->require_subcommand(1);
  SetExamples(*query,
              "  vankho query deadlines --agency \"P. Nội vụ\" --overdue\n"
              "  vankho query criteria --index SIPAS --format csv\n"
              "  vankho query text \"cải cách hành chính\"\n"
              "  vankho query deadlines --help\n");
  AddDeadlines(*query, context);
  AddQuestion(*query, context, "criteria", "scoring criteria with their points",
              "  vankho query criteria --index \"PAR INDEX\" --year 2023\n"
              "  vankho query criteria --document 37/KH-UBND --format jsonl\n",
              std::make_shared<QueryOptions>(), QueryCriteria);
  AddQuestion(*query, context, "targets", "goals with a number: percent, points, ranks",
              "  vankho query targets --year 2024\n"
              "  vankho query targets --issuer \"huyện Hòa Lộc\" --format csv\n",
              std::make_shared<QueryOptions>(), QueryTargets);
  AddQuestion(*query, context, "assignments", "duties given to organisations",
              "  vankho query assignments --agency \"phong noi vu\"\n"
              "  vankho query assignments --document 37/KH-UBND --format json\n",
              std::make_shared<QueryOptions>(), QueryAssignments);
  AddDocuments(*query, context);
  AddText(*query, context);
}

}  // namespace vankho
