#include "pipeline/restore/line_writer.h"

#include <algorithm>
#include <utility>

#include "pipeline/document/word_confidence.h"

namespace vankho {

void LineWriter::CopyTo(std::size_t seen_end) {
  text_ += seen_.substr(at_, seen_end - at_);
  if (trace_ == Trace::kEdits) alignment_.Append(seen_end - at_, seen_end - at_);
  at_ = seen_end;
}

void LineWriter::Replace(TextSpan seen, std::string_view text, Edit edit) {
  CopyTo(seen.begin);
  edit.seen = seen;
  edit.restored = {text_.size(), text_.size() + text.size()};
  text_ += text;
  at_ = seen.end;
  if (trace_ == Trace::kText) return;
  alignment_.Append(text.size(), seen.size());
  edits_.push_back(std::move(edit));
}

void LineWriter::Doubt(TextSpan seen, Edit edit) {
  CopyTo(seen.begin);
  edit.seen = seen;
  edit.restored.begin = text_.size();
  CopyTo(seen.end);
  edit.restored.end = text_.size();
  if (trace_ == Trace::kEdits) edits_.push_back(std::move(edit));
}

void LineWriter::Finish(RestoredLine& out) {
  CopyTo(seen_.size());
  const bool changed = std::any_of(edits_.begin(), edits_.end(), [](const Edit& e) { return e.reason != kDoubt; });
  out.text = std::move(text_);
  out.edits = std::move(edits_);
  out.alignment = changed ? std::move(alignment_) : Alignment();
}

}  // namespace vankho
