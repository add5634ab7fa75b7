// The reader of administrative layout: from restored lines to zones, paragraphs, the tree of headings, tables and the
// abbreviations that the document defines. Layout rules: Nghị định 30/2020/NĐ-CP, Phụ lục I (before 3/2020: Thông tư
// 01/2011/TT-BNV).
#pragma once

#include <string>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"

namespace vankho {

// Holds no state: cheap to build and to copy, safe to use from several threads. Time and memory grow with the document.
class StructureReader {
 public:
  // `data_folder` holds lexicons/ (FindDataFolder). The rules here need none yet; the call keeps its shape for when
  // they do.
  static Result<StructureReader> Load(const std::string& data_folder);

  // `restored` must have one line for each line of `seen`, in order (VK_CHECK in Document).
  Document Run(SeenDocument seen, RestoredText restored) const;
};

}  // namespace vankho
