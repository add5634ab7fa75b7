#include "pipeline/restore/plain_line.h"

#include <utility>

#include "pipeline/base/legacy_encoding.h"
#include "pipeline/restore/line_class.h"

namespace vankho {

void WritePlain(const std::string& seen, Damage damage, RestoredLine& out) {
  if (damage == Damage::kTcvn3 || damage == Damage::kVni) {
    Decoded decoded = damage == Damage::kTcvn3 ? DecodeTcvn3(seen) : DecodeVni(seen);
    if (decoded.text != seen) {
      out.edits.push_back({{0, seen.size()}, {0, decoded.text.size()}, std::string(Name(damage)), 1, {}});
      out.alignment = std::move(decoded.alignment);
    }
    out.text = std::move(decoded.text);
  } else {
    out.text = seen;
  }
  out.line_class = ClassifyLine(out.text, 0);
}

}  // namespace vankho
