#include "pipeline/base/decimal.h"

#include <algorithm>
#include <array>

namespace vankho {
namespace {

constexpr std::int64_t kLimit = 1'000'000'000'000'000;
constexpr int kMaxScale = 15;

constexpr std::array<std::int64_t, 16> kPowers = [] {
  std::array<std::int64_t, 16> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Decimal> FromParts(bool negative, std::string_view whole, std::string_view fraction) {
  if (!AllDigits(whole) || (!fraction.empty() && !AllDigits(fraction))) return std::nullopt;
  std::string digits = std::string(whole) + std::string(fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > 15 || fraction.size() > kMaxScale) return std::nullopt;
  std::int64_t units = 0;
  for (char c : digits) units = units * 10 + (c - '0');
  return Decimal::Make(negative ? -units : units, static_cast<int>(fraction.size()));
}

bool TakeSign(std::string_view& text) {
  bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return negative;
}

// "1.234.567" -> "1234567"; nullopt when the groups are not of three digits
std::optional<std::string> Ungroup(std::string_view text) {
  std::string out;
  bool first = true;
  while (true) {
    std::size_t point = text.find('.');
    std::string_view group = text.substr(0, point);
    bool good =
        AllDigits(group) &&
        (first ? group.size() <= 3 && (group.front() != '0' || point == std::string_view::npos) : group.size() == 3);
    if (!good && !(first && point == std::string_view::npos && AllDigits(group))) return std::nullopt;
    out.append(group);
    if (point == std::string_view::npos) return out;
    text.remove_prefix(point + 1);
    first = false;
  }
}

}  // namespace

std::optional<Decimal> Decimal::Make(std::int64_t units, int scale) {
  if (scale < 0 || scale > kMaxScale || units <= -kLimit || units >= kLimit) return std::nullopt;
  Decimal d;
  d.units_ = units;
  d.scale_ = scale;
  while (d.scale_ > 0 && d.units_ % 10 == 0) {
    d.units_ /= 10;
    --d.scale_;
  }
  return d;
}

Decimal Decimal::FromInt(std::int64_t value) { return Make(value, 0).value_or(Decimal()); }

std::optional<Decimal> Decimal::FromPlain(std::string_view text) {
  bool negative = TakeSign(text);
  std::size_t point = text.find('.');
  if (point == std::string_view::npos) return FromParts(negative, text, {});
  if (point + 1 == text.size()) return std::nullopt;
  return FromParts(negative, text.substr(0, point), text.substr(point + 1));
}

std::optional<Decimal> Decimal::FromVietnamese(std::string_view text) {
  bool negative = TakeSign(text);
  std::size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    if (comma + 1 == text.size()) return std::nullopt;
    auto whole = Ungroup(text.substr(0, comma));
    if (!whole) return std::nullopt;
    return FromParts(negative, *whole, text.substr(comma + 1));
  }
  if (auto whole = Ungroup(text)) return FromParts(negative, *whole, {});
  std::size_t point = text.find('.');
  if (point == std::string_view::npos || point + 1 == text.size() ||
      text.find('.', point + 1) != std::string_view::npos)
    return std::nullopt;
  return FromParts(negative, text.substr(0, point), text.substr(point + 1));
}

std::string Decimal::ToPlain() const {
  std::int64_t magnitude = units_ < 0 ? -units_ : units_;
  std::string digits = std::to_string(magnitude);
  if (scale_ > 0) {
    auto scale = static_cast<std::size_t>(scale_);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    digits.insert(digits.size() - scale, ".");
  }
  return units_ < 0 ? "-" + digits : digits;
}

std::string Decimal::ToVietnamese() const {
  std::string text = ToPlain();
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::optional<Decimal> Decimal::Sum(Decimal a, Decimal b) {
  int scale = std::max(a.scale_, b.scale_);
  auto raise = [scale](Decimal d) -> std::optional<std::int64_t> {
    std::int64_t out = 0;
    if (__builtin_mul_overflow(d.units_, kPowers[static_cast<std::size_t>(scale - d.scale_)], &out))
      return std::nullopt;
    return out;
  };
  auto x = raise(a);
  auto y = raise(b);
  std::int64_t sum = 0;
  if (!x || !y || __builtin_add_overflow(*x, *y, &sum)) return std::nullopt;
  return Make(sum, scale);
}

Decimal Decimal::Negated() const {
  Decimal d = *this;
  d.units_ = -d.units_;
  return d;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  __extension__ using Wide = __int128;
  Wide a = static_cast<Wide>(units_) * kPowers[static_cast<std::size_t>(other.scale_)];
  Wide b = static_cast<Wide>(other.units_) * kPowers[static_cast<std::size_t>(scale_)];
  if (a < b) return std::strong_ordering::less;
  return a > b ? std::strong_ordering::greater : std::strong_ordering::equal;
}

}  // namespace vankho
