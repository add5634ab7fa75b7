// A line that restoration does not read: it stays as seen, or is decoded from a legacy encoding (TCVN3, VNI).
#pragma once

#include <string>

#include "pipeline/document/restored.h"

namespace vankho {

// Fills text, edits, alignment and class of `out`.
void WritePlain(const std::string& seen, Damage damage, RestoredLine& out);

}  // namespace vankho
