#include "pipeline/run/line_corrections.h"

#include <algorithm>
#include <map>
#include <memory>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::string_view kReason = "corrected";

// How many bytes at the front are the same, up to the end of a word.
std::size_t SamePrefix(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  if (same == a.size() && same == b.size()) return same;
  while (same > 0 && a[same - 1] != ' ') --same;
  return same;
}

std::size_t SameSuffix(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[a.size() - 1 - same] == b[b.size() - 1 - same]) ++same;
  while (same > 0 && a[a.size() - same] != ' ') --same;
  return same;
}

// Builds an alignment word by word from one that is there.
class Aligner {
 public:
  explicit Aligner(const RestoredLine& before) : before_(before) {}

  // Where the seen bytes of the first `at` restored ones end.
  std::size_t SeenEnd(std::size_t at) const { return at == 0 ? 0 : before_.alignment.ToOld({0, at}).end; }

  // Restored bytes that stay.
  void Keep(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      std::size_t next = before_.text[at] == ' ' ? at + 1 : std::min(before_.text.find(' ', at), end);
      out_.Append(next - at, SeenEnd(next) - SeenEnd(at));
      at = next;
    }
  }
  void Put(std::size_t size, std::size_t seen) { out_.Append(size, seen); }
  Alignment Take() { return std::move(out_); }

 private:
  const RestoredLine& before_;
  Alignment out_;
};

RestoredLine* FindLine(const LineCorrection& correction, const SeenDocument& seen, RestoredText& restored) {
  RestoredLine* by_words = nullptr;
  std::size_t at = 0;
  for (const Page& page : seen.pages) {
    for (const Line& line : page.lines) {
      RestoredLine& found = restored.lines[at++];
      if (page.number != correction.page || line.text != correction.seen) continue;
      if (line.number == correction.line) return &found;
      if (by_words == nullptr) by_words = &found;
    }
  }
  return by_words;
}

// A document as it stands, and a line of it.
struct Standing {
  DocumentBrief brief;
  Document document;
  Provenance provenance;
  std::size_t at = 0;  // of document.lines()
};

Result<Standing> Find(const Store& reader, const std::string& sha256, int page, int line) {
  VK_ASSIGN_OR_RETURN(auto id, reader.FindBySha256(sha256));
  if (!id) return Fail(ErrorCode::kNotFound, "the document is not in the store any more");
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, reader.Brief(*id));
  VK_ASSIGN_OR_RETURN(Document document, reader.LoadDocument(*id));
  VK_ASSIGN_OR_RETURN(Provenance provenance, reader.LoadProvenance(*id));
  const auto& lines = document.lines();
  auto found = std::find_if(lines.begin(), lines.end(),
                            [&](const RestoredLine& l) { return l.page == page && l.number == line; });
  if (found == lines.end()) return Fail(ErrorCode::kNotFound, "the document has no such line");
  auto at = static_cast<std::size_t>(found - lines.begin());
  return Standing{std::move(brief), std::move(document), std::move(provenance), at};
}

IngestedDocument Ready(const Standing& standing, const Reading& reading) {
  return {.document = reading.document,
          .records = reading.records,
          .provenance = standing.provenance,
          .bytes = {},
          .path = {},
          .offered_path = {},
          .message = {},
          .partial = standing.brief.partial};
}

}  // namespace

RestoredLine WithWords(const RestoredLine& line, const std::string& text) {
  std::size_t prefix = SamePrefix(line.text, text);
  std::size_t suffix = SameSuffix(std::string_view(line.text).substr(prefix), std::string_view(text).substr(prefix));
  TextSpan old_middle{prefix, line.text.size() - suffix};
  TextSpan middle{prefix, text.size() - suffix};
  Aligner aligner(line);
  TextSpan seen{aligner.SeenEnd(old_middle.begin), aligner.SeenEnd(old_middle.end)};
  aligner.Keep(0, prefix);
  aligner.Put(middle.size(), seen.size());
  aligner.Keep(old_middle.end, line.text.size());
  RestoredLine out = line;
  out.text = text;
  out.alignment = aligner.Take();
  out.confidence = 1;
  out.edits.clear();
  for (const Edit& edit : line.edits) {
    if (edit.restored.end <= old_middle.begin) out.edits.push_back(edit);
  }
  if (!middle.empty() || !old_middle.empty()) out.edits.push_back({seen, middle, std::string(kReason), 1, {}});
  for (Edit edit : line.edits) {
    if (edit.restored.begin < old_middle.end || edit.restored.end <= old_middle.begin) continue;
    edit.restored = {edit.restored.begin - old_middle.end + middle.end,
                     edit.restored.end - old_middle.end + middle.end};
    out.edits.push_back(std::move(edit));
  }
  return out;
}

void LayCorrections(const std::vector<LineCorrection>& corrections, const SeenDocument& seen, RestoredText& restored) {
  for (const LineCorrection& correction : corrections) {
    RestoredLine* line = FindLine(correction, seen, restored);
    if (line != nullptr && line->text != correction.text) *line = WithWords(*line, correction.text);
  }
}

Result<Interpreter> MakeInterpreter(const Chain& chain, const Store& store) {
  VK_ASSIGN_OR_RETURN(std::vector<LineCorrection> all, store.LineCorrections());
  auto by_document = std::make_shared<std::map<std::string, std::vector<LineCorrection>>>();
  for (LineCorrection& correction : all) (*by_document)[correction.sha256].push_back(std::move(correction));
  return Interpreter([chain, by_document](SeenDocument seen) {
    auto found = by_document->find(seen.source.sha256);
    return chain.Run(std::move(seen), found == by_document->end() ? std::vector<LineCorrection>() : found->second);
  });
}

Result<std::int64_t> CorrectLine(const Store& reader, const Chain& chain, const LineWords& words, const Actor& actor,
                                 const WithWriter& write) {
  constexpr std::size_t kMostBytes = 2000;
  std::string text = Flatten(CleanUtf8(words.text));
  if (text.empty()) return Fail(ErrorCode::kUsage, "a line wants words; a record that should not be there is rejected");
  if (text.size() > kMostBytes) return Fail(ErrorCode::kTooLarge, "a line holds at most 2000 bytes");
  VK_ASSIGN_OR_RETURN(Standing standing, Find(reader, words.sha256, words.page, words.line));
  RestoredText restored = standing.document.restored();
  NewLineJudgement judgement{
      words.page, words.line, standing.document.SeenLine(standing.at).text, restored.lines[standing.at].text,
      text,       words.note};
  restored.lines[standing.at] = WithWords(restored.lines[standing.at], text);
  VK_ASSIGN_OR_RETURN(Reading reading, chain.Read(standing.document.seen(), std::move(restored)));
  return write([&](Store& store) { return store.CorrectLine(Ready(standing, reading), judgement, actor); });
}

Result<void> UndoLineCorrection(const Store& reader, const Chain& chain, const Judgement& judgement, const Actor& actor,
                                const WithWriter& write) {
  if (!judgement.undone_at.empty()) return Fail(ErrorCode::kConflict, "this was undone already");
  VK_ASSIGN_OR_RETURN(Standing standing, Find(reader, judgement.sha256, judgement.page, judgement.line));
  VK_ASSIGN_OR_RETURN(std::vector<LineCorrection> left, reader.LineCorrections(judgement.sha256, judgement.id));
  VK_ASSIGN_OR_RETURN(Reading anew, chain.Run(standing.document.seen(), left));
  // Only this line goes back: the others stay as they stand, whatever models have become since.
  RestoredText restored = standing.document.restored();
  restored.lines[standing.at] = anew.document.lines()[standing.at];
  VK_ASSIGN_OR_RETURN(Reading reading, chain.Read(standing.document.seen(), std::move(restored)));
  auto written = write([&](Store& store) -> Result<std::int64_t> {
    VK_RETURN_IF_ERROR(store.UndoLine(Ready(standing, reading), judgement.id, actor));
    return judgement.id;
  });
  VK_RETURN_IF_ERROR(written);
  return {};
}

}  // namespace vankho
