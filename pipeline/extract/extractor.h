// From a structured document to its records: every dimension over every paragraph and cell, with what the places above
// them say (the plan's year, the section's body, the part's index). The grammars are in extractors/; here is only the
// walk.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"
#include "pipeline/extract/explain.h"

namespace vankho {

class Extractor {
 public:
  // `data_folder` holds lexicons/ (FindDataFolder).
  static Result<Extractor> Load(const std::string& data_folder);
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  // Safe from several threads. Time and memory grow with the document. Every record's `printed` evidence is filled. A
  // document that is no administrative paper (a law, a letter, a novel) gives metadata and references only.
  Records Run(const Document& document) const;

  // What every dimension made of one line (an index into document.lines()), and which rules came near.
  LineExplanation Explain(const Document& document, std::size_t line) const;

  // What people type as full names, best first ("P. Nội vụ" -> "Phòng Nội vụ"): AgencyGazetteer::Resolve.
  std::vector<std::string> ResolveAgency(std::string_view typed) const;

  struct Dimensions;  // of pipeline/extract/walk.h

 private:
  explicit Extractor(std::unique_ptr<const Dimensions> dimensions);
  std::unique_ptr<const Dimensions> dimensions_;
};

}  // namespace vankho
