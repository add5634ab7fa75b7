// The document's own metadata: type, number, issuer, place, date, title, signer, recipients, from the zones that
// Nghị định 30/2020/NĐ-CP, Phụ lục I, gives them; what the letterhead does not say is taken from the line under an
// annex's title ("Kèm theo Kế hoạch số ... của ...").
#pragma once

#include "extractors/agency/gazetteer.h"
#include "extractors/header/letterhead.h"
#include "extractors/header/signature.h"
#include "extractors/reference/document_types.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho {

// Immutable; safe to use from several threads. The gazetteer must outlive it.
class HeaderExtractor {
 public:
  HeaderExtractor(const AgencyGazetteer& gazetteer, DocumentTypes types, SignatureReader signatures);
  // `remarks` gets what a person should compare with the page: a number that is hard to read. The header gets a flag
  // for it and falls in confidence.
  Header Find(const Document& document, Diagnostics& remarks) const;

  // What the line gave to the metadata that were found: {"header/number", "27/KH-UBND"}.
  std::vector<RulePart> FieldsOn(const Document& document, TextSpan line, const Header& header) const;
  // The rules that came nearest on a line of the head that gave nothing.
  std::vector<NearRule> NearestRules(std::string_view line) const;

 private:
  std::string IssuerOf(const std::vector<std::string>& lines) const;
  std::string BodyName(const std::string& line, std::string* jurisdiction) const;
  std::string JurisdictionName(std::string_view line) const;
  std::string PlaceBeside(const std::string& place, const std::string& issuer) const;
  std::string TypeOfSymbol(const Letterhead& head) const;
  void ReadAnnexLine(const Document& document, Header& header) const;

  const AgencyGazetteer* gazetteer_;
  DocumentTypes types_;
  SignatureReader signatures_;
};

}  // namespace vankho
