#include "pipeline/structure/structure_reader.h"

#include <iterator>

#include "pipeline/structure/abbreviations.h"
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

Document StructureReader::Run(SeenDocument seen, RestoredText restored) const {
  Document document(std::move(seen), std::move(restored));
  std::vector<LineFacts> facts = LookAtLines(document);
  std::vector<bool> taken(facts.size(), false);
  document.tables = FindTables(document, facts, taken);
  std::vector<Table> lines = score_lines_.Find(document, facts, taken);
  std::move(lines.begin(), lines.end(), std::back_inserter(document.tables));
  std::vector<ZoneKind> kinds = FindLineZones(document, facts);
  document.zones = MakeZones(document, facts, kinds);
  document.paragraphs = JoinParagraphs(document, facts, kinds, taken);
  document.sections = BuildSections(document, document.paragraphs);
  document.abbreviations = FindAbbreviations(document);
  return document;
}

}  // namespace vankho
