// The stages after reading, strung together: seen pages to restored lines to a document to its records.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/run/ingest.h"

namespace vankho {

// Loads models and lexicons once; Run is const and safe from several threads. Cheap to copy.
class Chain {
 public:
  // `data_folder` holds lexicons/ and models/ (FindDataFolder).
  static Result<Chain> Load(const std::string& data_folder);

  RestoredText Restore(const SeenDocument& seen) const;
  Reading Run(SeenDocument seen) const;

  // Program version and the checksum of every lexicon and model file in the data folder.
  const Provenance& provenance() const;

 private:
  struct Stages;
  explicit Chain(std::shared_ptr<const Stages> stages) : stages_(std::move(stages)) {}
  std::shared_ptr<const Stages> stages_;
};

// A text of another engine as a document: form feeds part pages, newlines part lines. Every line of the text is a line
// of a page, so that restored lines joined again make a text of the same number of lines (JoinLines).
SeenDocument SeenFromText(std::string_view bytes, std::string file_name);

// The way back: the restored lines of SeenFromText(original) with form feeds and newlines where they stood.
std::string JoinLines(const RestoredText& restored, std::string_view original);

}  // namespace vankho
