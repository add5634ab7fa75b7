// The model files that hold no checksum of their own, checked against models/checksums.tsv before they are used.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

// Is DATA/`path` (models/ocr_vie/vie.traineddata) there, of the size and with the SHA-256 that the list has for it? The
// error names the file and what is wrong with it. kNotFound: no file, or no list; kInvalidInput: another one.
Result<void> CheckModelFile(std::string_view data_folder, std::string_view path);

}  // namespace vankho
