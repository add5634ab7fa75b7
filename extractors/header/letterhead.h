// The head of a document (phần đầu văn bản: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 1-5): the issuer's names on the left,
// quốc hiệu and tiêu ngữ on the right, number and place under them, type and title in the middle, as lines that are
// told apart but not yet read. Made for scans too: the stamp of a digital signature above, a motto with damaged words,
// a number that a pen wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/reference/document_types.h"
#include "pipeline/base/date.h"
#include "pipeline/document/document.h"

namespace vankho {

struct Letterhead {
  std::vector<std::string> left;   // name lines of the issuer, without what stands right of them
  std::vector<std::string> title;  // lines under the type
  std::string type;                // code of the type that stands in the middle; "" where none does
  std::string number_line;         // "Số: 27/KH-UBND", as printed
  TextSpan number_span;            // where it stands in the document
  std::string place_line;          // "Sông Mây, ngày 05 tháng 02 năm 2024"
  TextSpan place_span;             // where it stands in the document
  std::string subject;             // V/v of a công văn
  bool addressed = false;          // "Kính gửi:" stands near the top
};

Letterhead ReadLetterhead(const Document& document, const DocumentTypes& types);

// Where the right column of a line of the head begins (quốc hiệu, tiêu ngữ, or the place of the date); the line's size
// where it has none.
std::size_t RightColumn(std::string_view line);

// A day that a pen wrote is often illegible: "ngày ?# tháng 5 năm 2021" still states a month. The date and the byte at
// which "ngày" begins.
std::optional<std::pair<PartialDate, std::size_t>> FindMonth(std::string_view line);

// White space, marks and specks at both ends cut off.
std::string TrimmedLine(std::string_view text);

}  // namespace vankho
