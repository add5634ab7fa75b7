// An archive package: BagIt 1.0 (RFC 8493), its payload laid out in the manner of E-ARK.
//
//   bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//   data/representations/original/data/NAME          the file as it came, byte for byte
//   data/representations/searchable/data/STEM.pdf    the page given back (not of plain text, not of protected files)
//   data/representations/text/data/STEM.txt          the restored text
//   data/metadata/descriptive/EAD_doc_STEM.xml       the record fields of the archive rules (archive_sheet.h)
//   data/metadata/descriptive/documents.csv, .json   the same of all documents; fields.csv: the fields' names
//   data/metadata/preservation/PREMIS.xml            fixity, size, format; what was done with which program
//   data/documentation/records.jsonl                 the records (docs/records.schema.json), never mixed into the files
//
// Names come from the original's (file_names.h): nothing is written outside the folder. Two packages of one store made
// on one day are the same bytes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/base/date.h"
#include "pipeline/base/result.h"
#include "pipeline/export/archive_sheet.h"
#include "pipeline/export/searchable_pdf.h"
#include "pipeline/store/store.h"

namespace vankho {

struct BagOptions {
  std::string folder;   // is made; must be empty or not there
  std::string program;  // "vankho 0.1.0"
  PartialDate today;
};

// Makes the searchable copy; the command line does so in a confined process.
using PdfMaker =
    std::function<Result<SearchablePdf>(const Document&, const std::string& original, const SearchablePdfOptions&)>;

struct BagSummary {
  int documents = 0;
  std::vector<Error> notes;  // what people should know: no searchable copy, or one without the signature; with the file
};

// kConflict where the folder holds something; kIo where the disk is full: then what was written stays, without
// manifests.
Result<BagSummary> WriteBag(const Store& store, const std::vector<DocumentId>& documents, const ArchiveSheet& sheet,
                            const BagOptions& options, const PdfMaker& make_pdf);

}  // namespace vankho
