#include "pipeline/extract/evidence.h"

#include <algorithm>

namespace vankho {
namespace {

template <class Record>
void FillAll(const Document& document, std::vector<Record>& records) {
  for (Record& record : records) record.printed = PrintEvidence(document, record.evidence);
}

}  // namespace

PrintedEvidence PrintEvidence(const Document& document, const Evidence& evidence) {
  PrintedEvidence printed;
  printed.rule = evidence.rule;
  if (evidence.spans.empty()) return printed;
  printed.page = document.PageOf(evidence.spans.front());
  for (TextSpan span : evidence.spans) {
    if (span.empty()) continue;
    if (!printed.text.empty()) printed.text += " ";
    printed.text += JoinedText(document.text(), {span}).text();
    if (!printed.ocr_text.empty()) printed.ocr_text += "\n";
    printed.ocr_text += document.RawOf(span);
    if (document.PageOf(span) != printed.page) continue;
    for (int line : document.LineNumbers(span)) printed.lines.push_back(line);
    for (const Box& box : document.BoxesOf(span)) printed.boxes.push_back(box);
  }
  std::sort(printed.lines.begin(), printed.lines.end());
  printed.lines.erase(std::unique(printed.lines.begin(), printed.lines.end()), printed.lines.end());
  return printed;
}

void MapToDocument(const JoinedText& text, Evidence& evidence) {
  for (TextSpan& span : evidence.spans) span = text.ToDocument(span);
}

void FillPrinted(const Document& document, Records& records) {
  FillAll(document, records.references);
  FillAll(document, records.criteria);
  FillAll(document, records.targets);
  FillAll(document, records.deadlines);
  FillAll(document, records.assignments);
  FillAll(document, records.rating_bands);
}

}  // namespace vankho
