// The reader of administrative layout: from restored lines to zones, paragraphs, the tree of headings, tables and the
// abbreviations that the document defines. Layout rules: Nghị định 30/2020/NĐ-CP, Phụ lục I (before 3/2020: Thông tư
// 01/2011/TT-BNV).
#pragma once

#include <string>
#include <utility>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"
#include "pipeline/structure/score_lines.h"

namespace vankho {

// Immutable once loaded; safe to use from several threads. Time and memory grow with the document.
class StructureReader {
 public:
  // `data_folder` holds lexicons/ (FindDataFolder).
  static Result<StructureReader> Load(const std::string& data_folder);

  // `restored` must have one line for each line of `seen`, in order (VK_CHECK in Document).
  Document Run(SeenDocument seen, RestoredText restored) const;

 private:
  explicit StructureReader(ScoreLines score_lines) : score_lines_(std::move(score_lines)) {}

  ScoreLines score_lines_;
};

}  // namespace vankho
