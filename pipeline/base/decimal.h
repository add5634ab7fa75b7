// Exact decimal numbers: 2,95 is 295 / 10^2, never a double.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vankho {

// units / 10^scale, with no trailing zeros in the fraction: 3,00 and 3 are one value. |units| < 10^15, so that a JSON
// reader that uses doubles still gets the printed digits.
class Decimal {
 public:
  Decimal() = default;
  static std::optional<Decimal> Make(std::int64_t units, int scale);
  static Decimal FromInt(std::int64_t value);

  // A plain decimal with a point and no grouping: "2.95", "-0.1". The form of JSON and of the store.
  static std::optional<Decimal> FromPlain(std::string_view text);

  // As Vietnamese papers print it: decimal comma, thousands point ("84,0256", "1.234,5", "01"). A point followed by
  // other than three digits is a decimal point that leaked in ("0.86"); "1.833" is read as one thousand eight
  // hundred....
  static std::optional<Decimal> FromVietnamese(std::string_view text);

  std::int64_t units() const { return units_; }
  int scale() const { return scale_; }
  bool IsInteger() const { return scale_ == 0; }
  std::string ToPlain() const;       // "2.95"
  std::string ToVietnamese() const;  // "2,95"

  // nullopt on overflow
  static std::optional<Decimal> Sum(Decimal a, Decimal b);
  Decimal Negated() const;

  bool operator==(const Decimal&) const = default;
  std::strong_ordering operator<=>(const Decimal& other) const;

 private:
  std::int64_t units_ = 0;
  int scale_ = 0;
};

}  // namespace vankho
