// Bodies that no row of the gazetteer knows, but the paper itself: "Phòng Pháp chế", which stands in its text twice.
//
// Where a torn table holds what begins as a body's name, only a name that is known is believed, since what stands
// behind it may be another cell's. The paper's own text outside of the table is as good a witness as a row.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "extractors/agency/gazetteer.h"
#include "pipeline/document/document.h"

namespace vankho {

// Of one table; for one thread. `document` must outlive it.
class OwnBodies {
 public:
  OwnBodies(const Document& document, const Table& table) : document_(&document), table_(table.span) {}

  // Is the body one of a row ("agency/name", "agency/group"), or one that the text names outside of the table, twice at
  // least and spelled as here? A search of the text for each of the first names that are asked for, no for the others.
  bool Knows(const NamedAgency& body, std::string_view printed);

 private:
  const Document* document_;
  TextSpan table_;
  std::map<std::string, bool, std::less<>> named_;
};

}  // namespace vankho
