// Bodies that did not exist on the document's date: sở that were merged in 2025, the district level after 30 June 2025.
#pragma once

#include "extractors/agency/gazetteer.h"
#include "pipeline/document/record.h"

namespace vankho {

// Where another body of that day shares the printed spelling, it is meant ("Sở Nông nghiệp"). Else the record stays as
// it is, with the flag "agency-not-then": a person should look, for the date or the name may be misread. An issuer that
// did not exist yet or any more gets a remark. Nothing without a date of the document. `printed` must be filled.
void CheckBodiesThen(const AgencyGazetteer& gazetteer, Records& records);

}  // namespace vankho
