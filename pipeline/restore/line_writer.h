// Writes a restored line piece by piece, with its edits and the alignment to the seen bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/restored.h"

namespace vankho {

// What a restored line keeps of its changes.
enum class Trace : std::uint8_t {
  kEdits,  // each of them, with its rivals, and the alignment
  kText,   // nothing: the edits of a damaged text take some thirty times its own size
};

class LineWriter {
 public:
  // `seen` must outlive the writer.
  explicit LineWriter(std::string_view seen, Trace trace = Trace::kEdits) : seen_(seen), trace_(trace) {}

  void CopyTo(std::size_t seen_end);
  void Replace(TextSpan seen, std::string_view text, Edit edit);
  // What stands there stays, with a note.
  void Doubt(TextSpan seen, Edit edit);
  // Copies the rest; the writer is done.
  void Finish(RestoredLine& out);

 private:
  std::string_view seen_;
  Trace trace_;
  std::size_t at_ = 0;
  std::string text_;
  Alignment alignment_;
  std::vector<Edit> edits_;
};

}  // namespace vankho
