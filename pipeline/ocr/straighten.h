// A picture moved as a projection says, the sheet in a camera's picture laid flat, black edges taken away.
#pragma once

#include <optional>

#include "pipeline/document/projection.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// The grey picture moved; of the same size, of one `level` where nothing comes from. Null where memory runs out.
PixPtr Projected(Pix* grey, const Projection& projection, int level = 255);

// A sheet on a desk (sheet_edges.h): what is around it is made paper of the same grey, and a sheet seen at an angle is
// seen from above. The answer is the map of pixels that was applied; empty where nothing moved. Other pictures stay as
// they are.
std::optional<Projection> FlattenSheet(PixPtr& grey);

// The black edges that copiers leave, made white in both pictures: what is solid, thicker than any stroke of a letter
// and reaches the picture's border. True where there were any. `grey` and `ink` are one page.
bool WhitenBlackEdges(Pix* grey, Pix* ink, double pixels_per_point);

}  // namespace vankho
