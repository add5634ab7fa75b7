#include "pipeline/structure/structure_reader.h"

#include <iterator>

#include "pipeline/structure/abbreviations.h"
#include "pipeline/structure/duty_lines.h"
#include "pipeline/structure/line_facts.h"
#include "pipeline/structure/paragraphs.h"
#include "pipeline/structure/tables.h"
#include "pipeline/structure/zones.h"

namespace vankho {

Result<StructureReader> StructureReader::Load(const std::string& data_folder) {
  if (data_folder.empty())
    return Fail(ErrorCode::kNotFound, "no data folder; set VANKHO_DATA to the folder of lexicons/");
  VK_ASSIGN_OR_RETURN(ScoreLines score_lines, ScoreLines::Load(data_folder));
  return StructureReader(std::move(score_lines));
}

namespace {

// By line: does its page have the rules of a table?
std::vector<bool> LinesOfRuledPages(const Document& document) {
  std::vector<bool> ruled;
  for (const Page& page : document.pages()) ruled.insert(ruled.end(), page.lines.size(), !page.grids.empty());
  return ruled;
}

}  // namespace

Document StructureReader::Run(SeenDocument seen, RestoredText restored) const {
  Document document(std::move(seen), std::move(restored));
  std::vector<LineFacts> facts = LookAtLines(document);
  std::vector<bool> taken(facts.size(), false);
  // First, where no rules were drawn, those whose columns were lost: tabs in some of their rows are no columns.
  std::vector<bool> ruled = LinesOfRuledPages(document);
  std::vector<bool> torn = ruled;
  std::vector<bool> no_header;
  document.tables = score_lines_.Find(document, facts, torn, no_header);
  for (Table& table : FindDutyLines(document, facts, torn)) document.tables.push_back(std::move(table));
  for (std::size_t i = 0; i < taken.size(); ++i) taken[i] = torn[i] && !ruled[i];
  for (Table& table : FindTables(document, facts, taken)) document.tables.push_back(std::move(table));
  for (Table& table : score_lines_.Find(document, facts, taken, no_header)) document.tables.push_back(std::move(table));
  std::vector<ZoneKind> kinds = FindLineZones(document, facts);
  document.zones = MakeZones(document, facts, kinds);
  document.paragraphs = JoinParagraphs(document, facts, kinds, taken);
  document.sections = BuildSections(document, document.paragraphs);
  document.abbreviations = FindAbbreviations(document);
  return document;
}

}  // namespace vankho
