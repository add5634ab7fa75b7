// vankho export --format pdf, txt, hocr, alto: documents given back, one file each; --format archive: a package of
// them.
#pragma once

#include <string>

#include "pipeline/cli/command.h"
#include "pipeline/store/store.h"

namespace vankho {

struct GiveBackOptions {
  std::string format;    // "pdf", "txt", "hocr", "alto", "archive"
  std::string document;  // "": all
  std::string output;    // a file; a folder where there are several documents, where it is one, or where it ends in /
};

// A document that cannot be given back in this form is named and passed over (exit code 3); where it was the only one
// it is an error. Documents that people must look at (a signature that the copy has not) are warned of.
Result<void> GiveBack(const Store& store, const GiveBackOptions& options, Context& context);

// One package (pipeline/export/bag.h) in the folder `output`, of the document or of all.
Result<void> GiveArchive(const Store& store, const GiveBackOptions& options, Context& context);

}  // namespace vankho
