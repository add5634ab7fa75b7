// The dates of documents: "ngày 22 tháng 3 năm 2024", "22/3/2024", with blanks where a draft has them.
#pragma once

#include <optional>
#include <string_view>

#include "pipeline/base/date.h"
#include "pipeline/base/span.h"

namespace vankho {

struct DocumentDate {
  PartialDate date;
  TextSpan span;
};

// The first date at or after `from` that begins within `reach` bytes.
std::optional<DocumentDate> FindDocumentDate(std::string_view text, std::size_t from, std::size_t reach);

}  // namespace vankho
