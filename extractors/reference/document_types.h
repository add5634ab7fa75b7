// Types of documents (loại văn bản): their codes in the record contract, names and abbreviations.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

// Rows of lexicons/document_types.tsv. Immutable once loaded; safe to use from several threads.
class DocumentTypes {
 public:
  static Result<DocumentTypes> Load(const std::string& data_folder);

  // "KẾ HOẠCH", "Kế hoạch" -> "ke_hoach"; "" for what is no type's name. Marks may be missing.
  std::string OfName(std::string_view name) const;
  // "KH" -> "ke_hoach"; "" for others.
  std::string OfAbbreviation(std::string_view abbreviation) const;
  // The type whose name or abbreviation the text ends with ("... theo Kế hoạch" -> "ke_hoach"); "" where none does.
  std::string AtEnd(std::string_view text) const;
  // The type whose name the text begins with.
  std::string AtBegin(std::string_view text) const;

 private:
  std::map<std::string, std::string> by_name_;  // BareKey of the name
  std::map<std::string, std::string> by_abbreviation_;
};

}  // namespace vankho
