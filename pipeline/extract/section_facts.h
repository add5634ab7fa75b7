// What each section hands down to the paragraphs under it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/assignment/assignment.h"
#include "pipeline/document/document.h"

namespace vankho {

struct SectionFacts {
  std::string heading;                // words of the first paragraph without the marker
  std::vector<std::string> agencies;  // whose duties stand here, own or inherited
  bool agency_heading = false;        // the heading is a body's name and nothing else
  bool labelled = false;              // "Đơn vị chủ trì: ...": a word on the heading above
  std::string topic;                  // nearest heading that says what the part is about
  std::string index;                  // PAR INDEX, SIPAS, ...
  bool has_items = false;
  bool items_are_duties = true;
  std::optional<int> coming_year;  // "PHƯƠNG HƯỚNG NĂM 2024": when what it asks for is to be done; own or inherited
  int numbered = -1;               // the nearest section up (or itself) with a Roman or Arabic number
};

// One a section, in order. Linear.
std::vector<SectionFacts> ReadSections(const Document& document, const AssignmentExtractor& assignments,
                                       const std::string& default_index);

// The year of the last "năm 2024" in words, but for the one of a comparison ("so với năm 2022"); what they only look
// ahead to at their end ("đến năm 2030") is none.
std::optional<int> LastYear(std::string_view text);
std::string_view WithoutHorizon(std::string_view title);

// The heading's words without what only says that a list follows ("Trách nhiệm thực hiện", "Nội dung triển khai").
bool IsGenericHeading(std::string_view heading);

}  // namespace vankho
