// References to other documents: type, number and symbol, date, issuer.
//
// The grammar of symbols: Nghị định 30/2020/NĐ-CP, Phụ lục I and III ("37/KH-UBND", "12/UBND-VX"), Luật Ban hành văn
// bản quy phạm pháp luật ("61/2018/NĐ-CP", "33/2024/QH15"), Hướng dẫn 36-HD/VPTW ("102-KH/HU"), standards ("TCVN ISO
// 9001:2015").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/agency/gazetteer.h"
#include "extractors/reference/document_types.h"
#include "pipeline/document/record.h"

namespace vankho {

// Immutable once loaded; safe to use from several threads.
class ReferenceExtractor {
 public:
  // Copies the gazetteer's pointer: it must outlive the extractor.
  ReferenceExtractor(const AgencyGazetteer& gazetteer, DocumentTypes types);

  // All references in a paragraph, left to right. `evidence.spans` are of `text`; is_basis is left to the caller, who
  // knows the zone. What is said twice comes twice. A law that is cited by its date alone has no number; its name is in
  // `printed.text` until the evidence is printed there.
  std::vector<Reference> Find(std::string_view text) const;

  // The rules that came nearest in a paragraph that cites none.
  std::vector<NearRule> NearestRules(std::string_view text) const;

  const DocumentTypes& types() const { return types_; }

  // One number as it is printed in symbols: no blanks, "QH 13" as "QH13".
  static std::string CloseUp(std::string_view number);

 private:
  struct Symbol {
    TextSpan span;
    std::string number;
    std::string type;      // by its abbreviation; ""
    std::string issuer;    // by its symbol; ""
    bool sure = false;     // needs no word before it
    bool damaged = false;  // as printed, which no number is: "19-2017/NQ-CP"
  };
  // `named`: a symbol may also be a type's name and a number ("Công văn số 5 ngày").
  std::optional<Symbol> NextSymbol(std::string_view text, std::size_t from, bool named) const;
  Symbol ReadSymbol(std::string_view text, TextSpan span) const;
  void ReadBefore(std::string_view words, Reference& reference) const;
  std::vector<Reference> FindNumbered(std::string_view text) const;
  void FindLaws(std::string_view text, std::vector<Reference>& found) const;
  std::string IssuerAfter(std::string_view text, std::size_t at) const;

  const AgencyGazetteer* gazetteer_;
  DocumentTypes types_;
};

}  // namespace vankho
