// The foot of a document: who signed and how (chữ ký, thể thức đề ký: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 7), and to
// whom it goes (nơi nhận, ô 9b). On the page they stand side by side, so a line may hold a piece of each.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho {

// Rows of lexicons/surnames.tsv and titles.tsv. Immutable once loaded; safe to use from several threads.
class SignatureReader {
 public:
  static Result<SignatureReader> Load(const std::string& data_folder);

  // Mode, title and name of who signed; nothing where the foot names nobody.
  std::optional<Signer> FindSigner(const Document& document) const;

  // The lines under "Nơi nhận:", as printed, without their marks.
  std::vector<std::string> FindRecipients(const Document& document) const;

 private:
  std::string PersonName(std::string_view line) const;
  bool HasSurname(std::string_view name) const;
  std::string TitleOf(std::string_view line) const;
  bool Signs(std::string_view part) const;
  struct FootLine {
    std::string text;
    double left = 0;  // points from the page's left edge; 0 where the source has no places
  };
  std::vector<FootLine> Lines(const Document& document) const;
  // Where a piece of the signature begins on a line of recipients, or npos.
  std::size_t SignatureTail(std::string_view line) const;

  std::map<std::string, std::set<std::string>> surnames_;  // by BareKey
  std::map<std::string, std::set<std::string>> titles_;    // by BareKey, in capitals
};

// What a scanner makes of dirt at the ends of a line: "¬ UBND tỉnh (b/c);. \"" -> "UBND tỉnh (b/c);". Nothing where
// fewer than two letters are left.
std::string WithoutSpecks(const std::string& text);

}  // namespace vankho
