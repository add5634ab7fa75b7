// The stages after reading, strung together: seen pages to restored lines to a document to its records.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/extract/explain.h"
#include "pipeline/restore/restorer.h"
#include "pipeline/run/ingest.h"

namespace vankho {

// Loads models and lexicons once; Run is const and safe from several threads. Cheap to copy.
class Chain {
 public:
  // `data_folder` holds lexicons/ and models/ (FindDataFolder).
  static Result<Chain> Load(const std::string& data_folder);

  // `corrections`: what people said the words of lines are (line_corrections.h).
  Result<Reading> Run(SeenDocument seen, const std::vector<LineCorrection>& corrections = {}) const;
  // The later stages on lines that are restored already.
  Result<Reading> Read(SeenDocument seen, RestoredText restored) const;
  // The later stages again on a document that was kept: structure and extraction on its restored lines.
  Result<Reading> Reextract(const Document& before) const;

  // Why the records of a line are what they are: Extractor::Explain.
  LineExplanation Explain(const Document& document, std::size_t line) const;

  // Program version and the checksum of every lexicon and model file in the data folder.
  const Provenance& provenance() const;

 private:
  struct Stages;

  explicit Chain(std::shared_ptr<const Stages> stages) : stages_(std::move(stages)) {}
  std::shared_ptr<const Stages> stages_;
};

}  // namespace vankho
