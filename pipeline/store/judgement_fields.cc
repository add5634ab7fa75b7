#include <array>

#include "pipeline/base/date.h"
#include "pipeline/base/decimal.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/json.h"
#include "pipeline/document/record.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/judge.h"
#include "pipeline/store/store.h"

namespace vankho {
namespace {

using Type = FieldType;

constexpr std::array kFields{
    CorrectableField{"deadline", "due", Type::kDate, "deadlines", "due", ""},
    CorrectableField{"deadline", "agencies", Type::kAgencies, "", "", ""},
    CorrectableField{"deadline", "action", Type::kText, "deadlines", "action", ""},
    CorrectableField{"criterion", "max_score", Type::kNumber, "criteria", "max_score", ""},
    CorrectableField{"criterion", "score", Type::kNumber, "criteria", "score", ""},
    CorrectableField{"criterion", "score_year", Type::kYear, "criteria", "score_year", ""},
    CorrectableField{"criterion", "target_score", Type::kNumber, "criteria", "target_score", ""},
    CorrectableField{"criterion", "target_year", Type::kYear, "criteria", "target_year", ""},
    CorrectableField{"criterion", "agencies", Type::kAgencies, "", "", ""},
    CorrectableField{"criterion", "code", Type::kText, "criteria", "code", ""},
    CorrectableField{"criterion", "name", Type::kText, "criteria", "name", ""},
    CorrectableField{"criterion", "index", Type::kText, "criteria", "index_name", "index_key"},
    CorrectableField{"target", "value", Type::kNumber, "targets", "value", ""},
    CorrectableField{"target", "value_to", Type::kNumber, "targets", "value_to", ""},
    CorrectableField{"target", "year", Type::kYear, "targets", "year", ""},
    CorrectableField{"target", "subject", Type::kText, "targets", "subject", ""},
    CorrectableField{"assignment", "agencies", Type::kAgencies, "", "", ""},
    CorrectableField{"assignment", "task", Type::kText, "assignments", "task", ""},
    CorrectableField{"reference", "number", Type::kText, "document_references", "number", "number_key"},
    CorrectableField{"reference", "date", Type::kDate, "document_references", "date", ""},
    CorrectableField{"reference", "issuer", Type::kText, "document_references", "issuer", ""},
    CorrectableField{"rating_band", "from", Type::kNumber, "rating_bands", "from_value", ""},
    CorrectableField{"rating_band", "to", Type::kNumber, "rating_bands", "to_value", ""},
    CorrectableField{"rating_band", "label", Type::kText, "rating_bands", "label", ""},
    CorrectableField{"document", "number", Type::kText, "documents", "number", "number_key"},
    CorrectableField{"document", "issued_date", Type::kDate, "documents", "issued_date", ""},
    CorrectableField{"document", "issuer", Type::kText, "documents", "issuer", "issuer_key"},
    CorrectableField{"document", "title", Type::kText, "documents", "title", "title_key"},
};

std::vector<std::string> Parts(std::string_view text, char mark) {
  std::vector<std::string> parts;
  while (true) {
    std::string_view part = text.substr(0, text.find(mark));
    std::size_t begin = part.find_first_not_of(" \t\n");
    if (begin != std::string_view::npos) {
      parts.emplace_back(part.substr(begin, part.find_last_not_of(" \t\n") - begin + 1));
    }
    if (part.size() == text.size()) return parts;
    text.remove_prefix(part.size() + 1);
  }
}

// "30/6/2024", "6/2024", "2024", "2024-06-30".
std::optional<PartialDate> DateTyped(const std::string& typed) {
  if (auto iso = PartialDate::FromIso(typed)) return iso;
  std::array<int, 3> numbers{};
  std::vector<std::string> parts = Parts(typed, '/');
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].size() > 4 || parts[i].find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    numbers[i + 3 - parts.size()] = std::stoi(parts[i]);
  }
  return PartialDate::Make(numbers[2], numbers[1], numbers[0]);
}

std::string AgenciesTyped(const std::string& typed, const std::optional<std::string>& now) {
  auto before = ParseJson(now.value_or("[]"));
  Json list = Json::array();
  for (const std::string& name : Parts(typed, ';')) {
    Json role = nullptr;
    std::size_t place = list.size();
    if (before && before->is_array() && !before->empty()) {
      role = (*before)[std::min(place, before->size() - 1)][1];
      for (const Json& pair : *before) {
        if (pair[0] == name) role = pair[1];
      }
    }
    list.push_back(Json::array({name, role}));
  }
  return Dump(list);
}

std::optional<std::string> ReadAgencies(const SQLite::Database& db, std::int64_t record) {
  Json list = Json::array();
  ForEachRow(db, "SELECT name, role FROM record_agencies WHERE record_id = ? ORDER BY ordinal", {record},
             [&](const Row& row) {
               list.push_back(Json::array({row.Text(0), row.IsNull(1) ? Json(nullptr) : Json(row.Text(1))}));
             });
  return list.empty() ? std::nullopt : std::optional(Dump(list));
}

void WriteAgencies(SQLite::Database& db, std::string_view kind, std::int64_t record,
                   const std::optional<std::string>& value) {
  SQLite::Statement remove(db, "DELETE FROM record_agencies WHERE record_id = ?");
  Run(remove, record);
  auto list = ParseJson(value.value_or("[]"));
  if (!list || !list->is_array()) return;
  SQLite::Statement insert(db, "INSERT INTO record_agencies VALUES (?,?,?,?,?,?)");
  int ordinal = 0;
  for (const Json& pair : *list) {
    auto name = pair[0].get<std::string>();
    std::optional<std::string> role;
    if (pair[1].is_string()) role = pair[1].get<std::string>();
    if (!role && kind != "deadline") role = "lead";
    Run(insert, record, ordinal++, name, NameKey(name), role, kind);
  }
}

// A deadline's date decides its kind and its day.
void WriteDue(SQLite::Database& db, std::int64_t record, const std::optional<std::string>& value) {
  auto date = PartialDate::FromIso(value.value_or(""));
  std::optional<std::string> day;
  if (date) day = date->LastDay().ToIso();
  SQLite::Statement update(db, "UPDATE deadlines SET due_day = ?2 WHERE record_id = ?1");
  Run(update, record, day);
}

}  // namespace

std::span<const CorrectableField> CorrectableFields() { return kFields; }

const CorrectableField* FindCorrectableField(std::string_view kind, std::string_view name) {
  for (const CorrectableField& field : kFields) {
    if (field.kind == kind && field.name == name) return &field;
  }
  return nullptr;
}

Result<std::optional<std::string>> ReadTyped(const CorrectableField& field, const std::string& typed,
                                             const std::optional<std::string>& now) {
  constexpr std::size_t kMostBytes = 4000;
  std::string clean = Flatten(CleanUtf8(typed));
  if (clean.size() > kMostBytes) return Fail(ErrorCode::kTooLarge, "the value is longer than 4000 bytes");
  if (Parts(clean, '\n').empty()) return std::nullopt;
  switch (field.type) {
    case Type::kText:
      return Parts(clean, '\n').front();
    case Type::kAgencies:
      return AgenciesTyped(clean, now);
    case Type::kNumber: {
      auto number = Decimal::FromVietnamese(clean);
      if (!number) number = Decimal::FromPlain(clean);
      if (!number) return Fail(ErrorCode::kUsage, "a number is wanted: 2,5");
      return number->ToPlain();
    }
    case Type::kYear: {
      auto year = DateTyped(clean);
      if (!year || year->month() != 0) return Fail(ErrorCode::kUsage, "a year is wanted: 2024");
      return year->ToIso();
    }
    case Type::kDate: {
      auto date = DateTyped(clean);
      if (!date) return Fail(ErrorCode::kUsage, "a date of the calendar is wanted: 30/6/2024, 6/2024 or 2024");
      return date->ToIso();
    }
  }
  return std::nullopt;
}

std::string ShowTyped(const CorrectableField& field, const std::optional<std::string>& value) {
  if (!value) return "";
  if (field.type == Type::kNumber) {
    auto number = Decimal::FromPlain(*value);
    return number ? number->ToVietnamese() : *value;
  }
  if (field.type == Type::kDate) {
    auto date = PartialDate::FromIso(*value);
    return date ? date->ToVietnamese() : *value;
  }
  if (field.type != Type::kAgencies) return *value;
  std::string names;
  auto list = ParseJson(*value);
  if (!list || !list->is_array()) return *value;
  for (const Json& pair : *list) names += (names.empty() ? "" : "; ") + pair[0].get<std::string>();
  return names;
}

std::optional<std::string> ReadField(const SQLite::Database& database, const CorrectableField& field,
                                     std::int64_t row) {
  if (field.type == Type::kAgencies) return ReadAgencies(database, row);
  std::optional<std::string> value;
  std::string sql("SELECT CAST(");
  sql.append(field.column).append(" AS TEXT) FROM ").append(field.table);
  sql.append(field.kind == "document" ? " WHERE id = ?" : " WHERE record_id = ?");
  ForEachRow(database, sql, {row}, [&](const Row& found) {
    if (!found.IsNull(0)) value = found.Text(0);
  });
  return value;
}

void WriteField(SQLite::Database& database, const CorrectableField& field, std::int64_t row,
                const std::optional<std::string>& value) {
  if (field.type == Type::kAgencies) return WriteAgencies(database, field.kind, row, value);
  std::string where = field.kind == "document" ? " WHERE id = ?1" : " WHERE record_id = ?1";
  auto set = [&](std::string_view column, const std::optional<std::string>& text, bool integer) {
    std::string sql("UPDATE ");
    sql.append(field.table).append(" SET ").append(column).append(integer ? " = CAST(?2 AS INTEGER)" : " = ?2");
    SQLite::Statement update(database, sql + where);
    Run(update, row, text);
  };
  set(field.column, value, field.type == Type::kYear);
  if (!field.key_column.empty()) {
    std::string key = NameKey(value.value_or(""));
    set(field.key_column, key.empty() ? std::nullopt : std::optional(key), false);
  }
  if (field.kind == "deadline" && field.name == "due") WriteDue(database, row, value);
}

}  // namespace vankho
