// What only the whole document tells of its records: done once behind the walk.
#pragma once

#include <string>
#include <vector>

#include "pipeline/document/record.h"
#include "pipeline/extract/section_facts.h"

namespace vankho {

// A group of units that a department speaks of is its own ("các phòng chức năng Sở").
void NameTheIssuer(const std::string& issuer, Records& records);

// Initials become the one body of the document that has them ("P. TCHC").
void SpellOutInitials(const std::vector<SectionFacts>& sections, Records& records);

// What the text says of a criterion by its code goes to the row of the table that has the code.
void JoinCodes(Records& records);

// One band alone is no scale.
void DropLoneBand(Records& records);

}  // namespace vankho
