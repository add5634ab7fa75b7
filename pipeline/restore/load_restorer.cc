// Restorer::Load: the files of the data folder as the restorer's parts.
#include <iterator>
#include <utility>

#include "pipeline/base/lexicon.h"
#include "pipeline/restore/rerank.h"
#include "pipeline/restore/restorer.h"

namespace vankho {

namespace {

Result<void> LoadNames(const std::string& data_folder, RestorerParts& parts) {
  VK_ASSIGN_OR_RETURN(Lexicon places, Lexicon::Load(data_folder + "/lexicons/places.tsv"));
  VK_ASSIGN_OR_RETURN(const std::size_t place, places.Column("name"));
  VK_ASSIGN_OR_RETURN(const std::size_t kind, places.Column("kind"));
  for (const Lexicon::Row& row : places.rows()) parts.names.emplace_back(row.cells[kind], row.cells[place]);
  VK_ASSIGN_OR_RETURN(Lexicon agencies, Lexicon::Load(data_folder + "/lexicons/agencies.tsv"));
  VK_ASSIGN_OR_RETURN(const std::size_t agency, agencies.Column("name"));
  for (const Lexicon::Row& row : agencies.rows()) parts.names.emplace_back("", row.cells[agency]);
  return {};
}

}  // namespace

Result<Restorer> Restorer::Load(const std::string& data_folder) {
  RestorerParts parts{.lm = nullptr,
                      .latin_engine = {},
                      .own_ocr = {},
                      .protected_classes = {},
                      .names = {},
                      .more_engines = {},
                      .foreign_words = {},
                      .ranker = nullptr};
  VK_ASSIGN_OR_RETURN(parts.lm, OpenSyllableLm(data_folder + "/models/syllable_lm/syllable_lm.bin"));
  VK_ASSIGN_OR_RETURN(parts.ranker,
                      OpenContextRanker(data_folder + "/models/context_ranker/context_ranker.bin", *parts.lm));
  VK_ASSIGN_OR_RETURN(EngineProfiles profiles, LoadEngineProfiles(data_folder));
  parts.latin_engine = std::move(profiles.latin.front().channel);
  parts.more_engines.assign(std::make_move_iterator(profiles.latin.begin() + 1),
                            std::make_move_iterator(profiles.latin.end()));
  parts.own_ocr = std::move(profiles.own_ocr);
  VK_ASSIGN_OR_RETURN(parts.protected_classes, ProtectedClasses::Load(data_folder + "/lexicons/symbol_codes.tsv"));
  VK_RETURN_IF_ERROR(LoadNames(data_folder, parts));
  VK_ASSIGN_OR_RETURN(parts.foreign_words, ForeignWords::Load(data_folder + "/lexicons/foreign_words.tsv"));
  return FromParts(std::move(parts));
}

}  // namespace vankho
