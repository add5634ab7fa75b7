// What an extractor knows about the place it reads: filled by extract/ while it walks down the section tree.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractors/engine/flat_text.h"
#include "pipeline/base/date.h"
#include "pipeline/base/span.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho {

// An agency named in the text, as the agency dimension resolved it.
struct AgencyMention {
  TextSpan span;                 // of Document::text
  std::string name;              // the full Vietnamese form of the record contract
  Role role = Role::kImplement;  // what its words say of it there; kReceive for "báo cáo về X", "gửi X", "qua X"
  bool operator==(const AgencyMention&) const = default;
};

// A duty of the paragraph that the assignment dimension found before.
struct OwnedDuty {
  TextSpan place;          // of Document::text
  bool inherited = false;  // the body of the heading above has it: whoever is named in it is worked on, or with
  bool given = false;      // `place` begins with those who get it; who gives it stands before
  bool operator==(const OwnedDuty&) const = default;
};

struct ExtractionContext {
  // The year that the document is about: of its title ("... năm 2023"), else of its date. Dates without a year take it.
  std::optional<int> document_year;
  std::optional<PartialDate> issued_date;
  std::string document_type;  // "ke_hoach", "bao_cao", ...; "" unknown
  std::string title;          // trích yếu: what a plan-wide time limit is about
  std::string jurisdiction;   // of the issuer: "huyện Hòa Lộc", "tỉnh Hà Nam"; ""

  // The headings above the place, outermost first, without their markers: {"TỔ CHỨC THỰC HIỆN", "Sở Nội vụ"}.
  std::vector<std::string> headings;
  // What the part is about: the nearest heading that says it ("Rà soát văn bản" over "Thời gian: Quý II"); "".
  std::string topic;
  // The sentence that introduces a list, for its items ("Định kỳ báo cáo ... về Ủy ban nhân dân:"); "".
  std::string lead_in;
  // Whose duties stand in this section (heading "1. Sở Nội vụ"); inherited where a sentence names nobody.
  std::vector<AgencyRole> section_agencies;
  // Where in the document the duties of the paragraph stand that were found before: what must be done there.
  std::vector<TextSpan> duties;
  std::vector<OwnedDuty> owned;
  // What those duties are, in words: "Kiểm tra đột xuất ít nhất 06 cơ quan".
  std::vector<std::string> tasks;
  // The index that this part is about: "PAR INDEX", "SIPAS", "PAPI"; "".
  std::string index;
  // Abbreviations that the document defines. Not owned; must outlive the call.
  std::span<const DefinedAbbreviation> abbreviations;
};

// Does a range of the text stand in one of the context's duties?
bool StandsInDuty(const ExtractionContext& context, const FlatText& text, WordRange range);

}  // namespace vankho
