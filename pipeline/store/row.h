// Values that go into and come out of the database, without SQLite's own types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/date.h"
#include "pipeline/base/decimal.h"

namespace vankho {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate is NULL

// A row of an answer; columns count from 0. Lives during one call of the callback.
class Row {
 public:
  explicit Row(std::vector<SqlValue> values) : values_(std::move(values)) {}

  bool IsNull(std::size_t column) const { return std::holds_alternative<std::monostate>(values_[column]); }
  std::int64_t Int(std::size_t column) const {
    const auto* value = std::get_if<std::int64_t>(&values_[column]);
    return value != nullptr ? *value : 0;
  }
  double Real(std::size_t column) const {
    const auto* value = std::get_if<double>(&values_[column]);
    return value != nullptr ? *value : static_cast<double>(Int(column));
  }
  std::string Text(std::size_t column) const {  // "" for NULL
    const auto* value = std::get_if<std::string>(&values_[column]);
    return value != nullptr ? *value : std::string();
  }
  std::optional<int> OptionalInt(std::size_t column) const {
    return IsNull(column) ? std::nullopt : std::optional(static_cast<int>(Int(column)));
  }
  std::optional<PartialDate> Date(std::size_t column) const { return PartialDate::FromIso(Text(column)); }
  std::optional<Decimal> Number(std::size_t column) const {
    return IsNull(column) ? std::nullopt : Decimal::FromPlain(Text(column));
  }

 private:
  std::vector<SqlValue> values_;
};

}  // namespace vankho
