// Every name of a body in the records of a document.
#pragma once

#include <algorithm>

#include "pipeline/document/record.h"

namespace vankho {

// `visit` takes a std::string& and may change it.
template <class Visit>
void ForEachAgency(Records& records, const Visit& visit) {
  for (Assignment& duty : records.assignments) visit(duty.agency);
  for (Deadline& deadline : records.deadlines) std::for_each(deadline.agencies.begin(), deadline.agencies.end(), visit);
  for (Criterion& criterion : records.criteria) {
    for (AgencyRole& body : criterion.agencies) visit(body.name);
  }
}

}  // namespace vankho
