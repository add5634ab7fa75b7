// What each section hands down to the paragraphs under it.
#pragma once

#include <string>
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
  int numbered = -1;  // the nearest section up (or itself) with a Roman or Arabic number
};

// One a section, in order. Linear.
std::vector<SectionFacts> ReadSections(const Document& document, const AssignmentExtractor& assignments,
                                       const std::string& default_index);

// The heading's words without what only says that a list follows ("Trách nhiệm thực hiện", "Nội dung triển khai").
bool IsGenericHeading(std::string_view heading);

}  // namespace vankho
