// The text layer that a scanner's own software put behind the picture: found and taken out before a better one goes in.
#pragma once

class QPDFPageObjectHelper;

namespace vankho {

struct HiddenText {
  int hidden = 0;   // strings that nobody sees: render mode 3, or covered by a picture of the whole page
  int visible = 0;  // strings that are drawn
};

// The same for contents: what stands between the two reads as nothing.
inline constexpr const char* kMuteBegin = "/Span<</ActualText()>>BDC\n";
inline constexpr const char* kMuteEnd = "\nEMC\n";

// Counts the strings that a page shows, in its contents and in its forms. Throws as qpdf does.
HiddenText CountText(QPDFPageObjectHelper page);

// Takes the hidden strings out of the page's contents and forms; every other token stays as it was, streams without
// hidden text stay untouched. Resources that no string needs any more (fonts) go from the page. Throws as qpdf does.
void RemoveHiddenText(QPDFPageObjectHelper page);

// Marks what the page's annotations draw (the stamp of a signing program) as read already: an empty ActualText, which
// programs that read text take in place of the words. What is drawn stays. Throws as qpdf does.
void MuteAnnotations(QPDFPageObjectHelper page);

}  // namespace vankho
