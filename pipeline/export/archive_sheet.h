// The metadata sheet of archived documents: the fields of the archive rules (Thông tư 05/2025/TT-BNV; Nghị định
// 30/2020/NĐ-CP, Phụ lục VI) with their Vietnamese names.
//
// Fields are rows of lexicons/archive_fields.tsv. What the page or the file states is filled in, as people have
// corrected it; what it does not state stays empty. Fields that only an archivist can decide (thời hạn lưu trữ, mức độ
// tiếp cận, dự phòng, mức độ tin cậy) are never guessed. What was hard to read is marked as doubtful, and Ghi chú says
// so in words (lexicons/header_flags.tsv).
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

  // What one document fills in.
  struct Row {
    std::vector<std::string> values;              // one a field; "" where nothing is stated
    std::map<std::string, std::string> doubtful;  // code of a field -> flag of the header: "number-hard-to-read"
    double confidence = 1;                        // of the header: 0-1
  };

  // Reads archive_fields.tsv, header_flags.tsv, archive_types.tsv and document_types.tsv of the folder that holds
  // lexicons/.
  static Result<ArchiveSheet> Load(const std::string& data_folder);

  const std::vector<Field>& fields() const { return fields_; }
  Row Fill(const Document& document, const Header& header) const;

  // All documents as a table: a row a document, the fields' codes as header; then "doubtful"
  // ("codeNumber: number-hard-to-read; ...") and "confidence".
  Grid ToGrid(const std::vector<Row>& rows) const;
  // The fields themselves: code, name, required.
  Grid FieldsGrid() const;
  // {"fields": [{"field","name","required"}], "documents": [{CODE: value or null, "doubtful": {CODE: flag},
  // "confidence": 0-1}]}
  Json ToJson(const std::vector<Row>& rows) const;
  // One document in the form of the rules' EAD_doc: root simpledc, an element a field that has a value. Doubtful fields
  // are named in a processing instruction, which no schema of the rules minds:
  // <?vankho doubtful="codeNumber:number-hard-to-read" confidence="0.600"?>.
  std::string ToXml(const Row& row) const;

 private:
  struct FlagText {
    std::vector<std::string> reads;  // what the flag speaks of: "number"
    std::string note;
  };
  void MarkDoubts(const std::vector<std::string>& flags, Row& row) const;

  std::vector<Field> fields_;
  std::map<std::string, FlagText> flags_;
  std::map<std::string, std::string> type_codes_;  // ke_hoach -> 10
  std::map<std::string, std::string> type_names_;  // ke_hoach -> kế hoạch
};

}  // namespace vankho
