// A document given back as a searchable PDF, made in a process of its own: the original is a stranger's file.
#pragma once

#include "pipeline/export/searchable_pdf.h"
#include "pipeline/run/confined_child.h"

namespace vankho {

// MakeSearchablePdf under RunConfined, with the errors of both. `options.producer` "" is this program.
Result<SearchablePdf> GiveBackPdf(const Document& document, const std::string& original, SearchablePdfOptions options,
                                  const ChildLimits& limits = {});

// "vankho 0.1.0"
std::string ProgramName();

}  // namespace vankho
