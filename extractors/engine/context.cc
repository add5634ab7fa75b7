#include "extractors/engine/context.h"

#include <algorithm>

namespace vankho {

bool StandsInDuty(const ExtractionContext& context, const FlatText& text, WordRange range) {
  const std::vector<TextSpan> places = text.SourceOf(range);
  return std::any_of(places.begin(), places.end(), [&](TextSpan place) {
    return std::any_of(context.duties.begin(), context.duties.end(),
                       [&](TextSpan duty) { return duty.Overlaps(place); });
  });
}

}  // namespace vankho
