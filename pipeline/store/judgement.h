// What people say about records: confirmed, corrected, rejected, done; and who may say it.
//
// Machine output and corrections are kept apart: a judgement is a row of its own with who and when and with the value
// that the machine read. The record's columns hold the value that counts, so that every query, view, export and the
// search index agree from the moment the transaction ends. Undoing a judgement brings back what stood before. When a
// document is taken out and read anew, its judgements find their records by place and are laid over the new reading.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

enum class Verb { kConfirm, kCorrect, kReject, kDone };
std::string_view Name(Verb verb);  // "confirm", "correct", "reject", "done"
std::optional<Verb> VerbFromName(std::string_view name);

struct Judgement {
  std::int64_t id = 0;
  std::string at, who;  // ISO 8601 in UTC; the account
  Verb verb = Verb::kConfirm;
  std::string sha256, kind;  // "deadline", ...; "document" for the header; "line" for the words of a line
  int page = 0;
  int line = 0;  // kind "line": its number on the page
  std::string ocr_text;
  std::optional<std::int64_t> record;  // empty while no record stands at its place
  std::string field;                   // correct: which one; done: the day that was due
  std::optional<std::string> machine_value, value;
  std::string note;
  std::string undone_at, undone_by;  // "" while it holds
};

struct NewJudgement {
  std::int64_t record = 0;  // 0: the document itself
  std::string sha256;       // of the document, where record is 0
  Verb verb = Verb::kConfirm;
  std::string field;
  std::string value;  // as people type it: "30/6/2024", "2,5", "Phòng Nội vụ; Phòng Tư pháp"; "" empties the field
  std::string note;
};

// The words of a line, as a person says they are.
struct NewLineJudgement {
  int page = 0, line = 0;
  std::string seen;  // what the scanner saw there
  std::string before, text;
  std::string note;
};

// One that holds.
struct LineCorrection {
  std::string sha256;
  int page = 0, line = 0;
  std::string seen, text;
};

struct Actor {
  std::string name;     // the account
  std::string address;  // where from; "" for the command line
};

// How a field is written.
enum class FieldType { kText, kNumber, kYear, kDate, kAgencies };

// A field that people may correct.
struct CorrectableField {
  std::string_view kind;  // of the record
  std::string_view name;  // as in the contract
  FieldType type = FieldType::kText;
  std::string_view table, column;
  std::string_view key_column;  // NameKey of it, "" for none
};
std::span<const CorrectableField> CorrectableFields();

struct User {
  std::string name;
  std::string role;      // "reader", "reviewer", "admin"
  std::string password;  // as HashPassword made it
  std::string created_at;
};

}  // namespace vankho
