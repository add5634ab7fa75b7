// The metadata sheet of archived documents: the fields of the archive rules (Thông tư 05/2025/TT-BNV; Nghị định
// 30/2020/NĐ-CP, Phụ lục VI) with their Vietnamese names.
//
// Fields are rows of lexicons/archive_fields.tsv. What the page or the file states is filled in, as people have
// corrected it; what it does not state stays empty. Fields that only an archivist can decide (thời hạn lưu trữ, mức độ
// tiếp cận, dự phòng, mức độ tin cậy) are never guessed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"
#include "pipeline/document/json.h"
#include "pipeline/export/export.h"

namespace vankho {

class ArchiveSheet {
 public:
  struct Field {
    std::string code;  // "issuedDate"
    std::string name;  // "Ngày, tháng, năm tài liệu"
    bool required = false;
    std::string read;  // what fills it; "-"
  };

  // Reads archive_fields.tsv, archive_types.tsv and document_types.tsv of the folder that holds lexicons/.
  static Result<ArchiveSheet> Load(const std::string& data_folder);

  const std::vector<Field>& fields() const { return fields_; }
  // A value a field; "" where nothing is stated.
  std::vector<std::string> Values(const Document& document, const Header& header) const;

  // All documents as a table: a row a document, the fields' codes as header.
  Grid ToGrid(const std::vector<std::vector<std::string>>& rows) const;
  // The fields themselves: code, name, required.
  Grid FieldsGrid() const;
  // {"fields": [{"field","name","required"}], "documents": [{CODE: value or null}]}
  Json ToJson(const std::vector<std::vector<std::string>>& rows) const;
  // One document in the form of the rules' EAD_doc: root simpledc, an element a field that has a value.
  std::string ToXml(const std::vector<std::string>& values) const;

 private:
  std::vector<Field> fields_;
  std::map<std::string, std::string> type_codes_;  // ke_hoach -> 10
  std::map<std::string, std::string> type_names_;  // ke_hoach -> kế hoạch
};

}  // namespace vankho
