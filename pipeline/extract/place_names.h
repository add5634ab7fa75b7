// Bodies that only the jurisdiction tells apart: whose place stays in the name.
#pragma once

#include "extractors/agency/gazetteer.h"
#include "pipeline/document/record.h"

namespace vankho {

// The extractors name such bodies with their place ("Ủy ban nhân dân huyện Sông Mây"). It stays where the paper may
// mean others of that level; the issuer's own place goes, and that of the one body above it. A paper without an issuer
// keeps the places where it names two of one level.
void NamePlaces(const AgencyGazetteer& gazetteer, Records& records);

}  // namespace vankho
