// Lines whose words a person corrected: laid over what restoration gave, before structure and extraction see it. The
// judgement (pipeline/store/judgement.h, kind "line") keeps both wordings with who and when.
#pragma once

#include <string>
#include <vector>

#include "pipeline/document/restored.h"
#include "pipeline/run/chain.h"
#include "pipeline/run/ingest.h"
#include "pipeline/store/store.h"

namespace vankho {

// The words of a line become `text`; words that stay keep their places on the paper. The edit "corrected" covers what
// changed.
RestoredLine WithWords(const RestoredLine& line, const std::string& text);

// Each correction finds its line by page and number where the same was seen there, else by what was seen on the page. A
// line that is there no more is left as it is.
void LayCorrections(const std::vector<LineCorrection>& corrections, const SeenDocument& seen, RestoredText& restored);

// What `chain` makes of seen pages, with the corrections that the store holds now. Safe from several threads.
Result<Interpreter> MakeInterpreter(const Chain& chain, const Store& store);

// Corrects a line of a document in the store: its structure and records are read anew from the right words, in the
// transaction that keeps the correction. Judgements of records stand where their places are still there. kNotFound no
// such line; kUsage no words or too many; kConflict somebody changed the line meanwhile. Gives the judgement's id.
// `reader` may be read-only, `write` runs its body with the connection that writes.
struct LineWords {
  std::string sha256;
  int page = 0;
  int line = 0;  // Line::number
  std::string text, note;
};
using WithWriter = std::function<Result<std::int64_t>(const std::function<Result<std::int64_t>(Store&)>&)>;
Result<std::int64_t> CorrectLine(const Store& reader, const Chain& chain, const LineWords& words, const Actor& actor,
                                 const WithWriter& write);

// Takes a correction of a line back: the correction before it holds again, or the machine's words.
Result<void> UndoLineCorrection(const Store& reader, const Chain& chain, const Judgement& judgement, const Actor& actor,
                                const WithWriter& write);

}  // namespace vankho
