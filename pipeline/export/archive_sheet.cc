#include "pipeline/export/archive_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <sstream>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"
#include "pipeline/export/markup.h"

namespace vankho {
namespace {

constexpr const char* kVietnamese = "01";  // code of the language
constexpr const char* kOtherType = "32";

Result<std::map<std::string, std::string>> Column(const std::string& path, const char* key, const char* value) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(path));
  VK_ASSIGN_OR_RETURN(std::size_t from, lexicon.Column(key));
  VK_ASSIGN_OR_RETURN(std::size_t to, lexicon.Column(value));
  std::map<std::string, std::string> map;
  for (const Lexicon::Row& row : lexicon.rows()) map[row.cells[from]] = row.cells[to];
  return map;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

// "codeNumber: number-hard-to-read; issuedDate: ..."
std::string Listed(const std::map<std::string, std::string>& pairs, const char* is, const char* then) {
  std::string out;
  for (const auto& [key, value] : pairs) out += (out.empty() ? "" : then) + key + is + value;
  return out;
}

std::string Capitalised(const std::string& text) {
  std::u32string letters = ToUtf32(text);
  if (!letters.empty()) letters[0] = Upper(letters[0]);
  return EncodeUtf8(letters);
}

}  // namespace

Result<ArchiveSheet> ArchiveSheet::Load(const std::string& data_folder) {
  ArchiveSheet sheet;
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/archive_fields.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t code, lexicon.Column("field"));
  VK_ASSIGN_OR_RETURN(std::size_t name, lexicon.Column("name"));
  VK_ASSIGN_OR_RETURN(std::size_t required, lexicon.Column("required"));
  VK_ASSIGN_OR_RETURN(std::size_t read, lexicon.Column("read"));
  for (const Lexicon::Row& row : lexicon.rows()) {
    sheet.fields_.push_back({row.cells[code], row.cells[name], row.cells[required] == "yes", row.cells[read]});
  }
  VK_ASSIGN_OR_RETURN(auto reads, Column(data_folder + "/lexicons/header_flags.tsv", "flag", "read"));
  VK_ASSIGN_OR_RETURN(auto notes, Column(data_folder + "/lexicons/header_flags.tsv", "flag", "note"));
  for (const auto& [flag, words] : reads) {
    std::istringstream parts(words);
    sheet.flags_[flag] = {{std::istream_iterator<std::string>(parts), {}}, notes[flag]};
  }
  VK_ASSIGN_OR_RETURN(sheet.type_codes_, Column(data_folder + "/lexicons/archive_types.tsv", "type", "code"));
  VK_ASSIGN_OR_RETURN(sheet.type_names_, Column(data_folder + "/lexicons/document_types.tsv", "code", "name"));
  return sheet;
}

// A flag without a row says its own name: a doubt is never lost.
void ArchiveSheet::MarkDoubts(const std::vector<std::string>& flags, Row& row) const {
  for (const std::string& flag : flags) {
    auto known = flags_.find(flag);
    for (const Field& field : fields_) {
      if (known == flags_.end()) break;
      const std::vector<std::string>& reads = known->second.reads;
      if (std::find(reads.begin(), reads.end(), field.read) != reads.end()) row.doubtful[field.code] = flag;
    }
  }
}

ArchiveSheet::Row ArchiveSheet::Fill(const Document& document, const Header& header) const {
  const SourceFile& source = document.source();
  std::map<std::string, std::string> facts;
  auto code = type_codes_.find(header.type);
  auto type = type_names_.find(header.type);
  if (!header.type.empty()) facts["type-code"] = code == type_codes_.end() ? kOtherType : code->second;
  if (type != type_names_.end()) facts["type-text"] = Capitalised(type->second);
  std::size_t slash = header.number.find('/');
  facts["number"] = header.number.substr(0, slash);
  if (slash != std::string::npos) facts["notation"] = header.number.substr(slash + 1);
  if (header.issued_date) facts["date"] = header.issued_date->ToIso();
  facts["issuer"] = header.issuer;
  facts["title"] = header.title;
  if (document.damage() != Damage::kNotVietnamese) facts["language"] = kVietnamese;
  if (source.media_type != MediaType::kText) facts["pages"] = std::to_string(source.pages);
  if (header.signer) {
    facts["signer-title"] = header.signer->title;
    facts["signer-name"] = header.signer->name;
  }
  facts["recipients"] = Joined(header.recipients);
  facts["file-name"] = source.file_name;
  facts["file-size"] = std::to_string(source.size);
  facts["sha256"] = source.sha256;
  std::vector<std::string> notes;
  for (const std::string& flag : header.flags) {
    auto known = flags_.find(flag);
    notes.push_back(known == flags_.end() ? flag : known->second.note);
  }
  facts["remarks"] = Joined(notes);
  Row row;
  for (const Field& field : fields_) row.values.push_back(facts[field.read]);
  MarkDoubts(header.flags, row);
  row.confidence = header.confidence;
  return row;
}

Grid ArchiveSheet::ToGrid(const std::vector<Row>& rows) const {
  Grid grid;
  for (const Field& field : fields_) grid.columns.push_back({field.code});
  grid.columns.push_back({"doubtful"});
  grid.columns.push_back({"confidence"});
  for (const Row& row : rows) {
    grid.rows.push_back(row.values);
    grid.rows.back().push_back(Listed(row.doubtful, ": ", "; "));
    grid.rows.back().push_back(fmt::format("{:.3f}", row.confidence));
  }
  return grid;
}

Grid ArchiveSheet::FieldsGrid() const {
  Grid grid;
  grid.columns = {{"field"}, {"name"}, {"required"}};
  for (const Field& field : fields_) grid.rows.push_back({field.code, field.name, field.required ? "yes" : "no"});
  return grid;
}

Json ArchiveSheet::ToJson(const std::vector<Row>& rows) const {
  Json json = Json::object();
  json["fields"] = Json::array();
  for (const Field& field : fields_) {
    json["fields"].push_back({{"field", field.code}, {"name", field.name}, {"required", field.required}});
  }
  json["documents"] = Json::array();
  for (const Row& row : rows) {
    Json document = Json::object();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      document[fields_[i].code] = row.values[i].empty() ? Json() : Json(row.values[i]);
    }
    document["doubtful"] = row.doubtful;
    document["confidence"] = std::round(row.confidence * 1000) / 1000;
    json["documents"].push_back(std::move(document));
  }
  return json;
}

std::string ArchiveSheet::ToXml(const Row& row) const {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (!row.doubtful.empty()) {
    xml += fmt::format("<?vankho doubtful=\"{}\" confidence=\"{:.3f}\"?>\n", Listed(row.doubtful, ":", " "),
                       row.confidence);
  }
  xml += "<simpledc>\n";
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (row.values[i].empty()) continue;
    xml += fmt::format("  <!-- {} -->\n  <{}>{}</{}>\n", fields_[i].name, fields_[i].code, EscapeXml(row.values[i]),
                       fields_[i].code);
  }
  return xml + "</simpledc>\n";
}

}  // namespace vankho
