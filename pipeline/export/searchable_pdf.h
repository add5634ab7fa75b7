// The page given back: the original PDF, or the pictures as they came, with the restored words as an invisible text
// layer in the right places ("two layers" in the archivists' words).
//
// - Pictures are not touched: their streams come out bit for bit; JPEG, PNG and CCITT pictures become PDF images as
// they
//   are (picture_streams.h).
// - A page that was read from its picture gets the layer. A text layer that the scanner's software had put there is
//   taken out first: it would be found beside ours. Text that is drawn (a stamp of a signing program, a page with
//   broken fonts that was read from its picture) stays drawn, but is marked with an empty ActualText, so that it is not
//   read twice.
// - A page whose own text was good and is drawn (born digital) stays as it is. Where no page of a PDF needs a layer,
// the
//   original's bytes are given back, with its signatures.
// - Signed files: any change breaks a digital signature (chữ ký số). What is written is a copy without the signature's
//   value, so that no viewer calls it forged; `signed_original` says so. The signed file itself is the original in the
//   store.
// - Files that open without a password but have an owner's one against printing, copying or changes: the copy carries
//   no protection (`protected_original`); the original in the store does.
// - PDF/A-2b is claimed only where our own rules find nothing against it (pdf_archive.h).
// The same input gives the same bytes. Parsing is qpdf's: for strangers' files run it in a confined process
// (pipeline/run/confined_child.h).
#pragma once

#include <string>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"

namespace vankho {

struct SearchablePdf {
  std::string bytes;
  bool signed_original = false;     // the original has a digital signature, this copy has none
  bool protected_original = false;  // the original is protected by an owner's password, this copy is not
  bool unchanged = false;           // no page needs a layer: `bytes` are the original's
  std::string not_pdfa;             // why PDF/A-2b is not claimed; "": it is
  int layered = 0;                  // pages that got the layer
  int left = 0;                     // pages that stay as they are: born digital, blank, not read
};

struct SearchablePdfOptions {
  std::string title;     // for the metadata, where the original has none
  std::string producer;  // "vankho 0.1.0"
};

// `original` are the bytes of document.source(). kEncrypted: does not open without a password;
// kUnsupported: a text file has no pages to give back; kInvalidInput: damaged beyond what qpdf mends.
Result<SearchablePdf> MakeSearchablePdf(const Document& document, const std::string& original,
                                        const SearchablePdfOptions& options);

}  // namespace vankho
