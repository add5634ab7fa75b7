// A document by the name a person gave.
#pragma once

#include <string>

#include "pipeline/store/store.h"

namespace vankho {

// kNotFound where nothing is called so; kUsage with the list where several are.
Result<DocumentId> FindOneDocument(const Store& store, const std::string& name);

}  // namespace vankho
