#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "extractors/comparator/comparator.h"
#include "extractors/date/date.h"
#include "extractors/target/target.h"

namespace vankho {
namespace {

// "từ 70% kế hoạch vốn trở lên": what the share is of stands before the words that open it.
void AddShareAndUp(Grammar& g) {
  g.AddRule("target/share-and-up", "bound", "<cmp-from> <quantity>", [](const Match& m) -> std::optional<Value> {
    const auto& q = m.Get<Quantity>(1);
    if (q.unit != "percent" || q.value_to || q.out_of || EndOfAndUp(m.text(), m.range().end) == 0) return std::nullopt;
    return Bound{"ge", q.value, {}, true, q.unit, {}, q.repaired, {}};
  });
}

// "90% hồ sơ cấp huyện và 80% hồ sơ cấp xã": at the head of a clause, or behind "và", and words behind it.
bool OpensClause(const FlatText& text, WordRange range) {
  if (range.end >= text.size() || text.words()[range.end].kind != WordKind::kLetters) return false;
  return range.begin == 0 || text.words()[range.begin - 1].kind == WordKind::kMark ||
         text.KeyOf(range.begin - 1) == "và";
}

}  // namespace

std::size_t EndOfAndUp(const FlatText& text, std::size_t at) {
  constexpr std::size_t kFarthest = 14;  // words
  for (const std::size_t end = std::min(text.size(), at + kFarthest); at + 1 < end; ++at) {
    std::string_view key = text.KeyOf(at);
    if (key == "(") {  // "góp ý gửi qua hòm thư (nếu có) trở lên"
      while (at + 1 < end && text.KeyOf(at) != ")") ++at;
      continue;
    }
    if (key == "trở" && text.KeyOf(at + 1) == "lên") return at + 2;
    if (key == ";" || key == ":" || key == "." || key == "%" || key == "từ" || key == "đạt") break;
  }
  return 0;
}

// "bảo đảm 100% ...", and "100% hồ sơ ..." at the head of a clause.
void AddTargetRules(Grammar& g) {
  AddShareAndUp(g);
  const auto all_of = [](const Match& m, std::size_t item) -> std::optional<Value> {
    const auto& q = m.Get<Quantity>(item);
    if (q.unit != "percent" || q.out_of) return std::nullopt;
    if (q.value_to) return Bound{"between", q.value, q.value_to, true, q.unit, {}, q.repaired, {}};
    return Bound{"eq", q.value, {}, true, q.unit, {}, q.repaired, {}};
  };
  g.AddRule(
      "target/ensure", "bound", "<goal> <quantity>", [all_of](const Match& m) { return all_of(m, 1); }, 0.9);
  g.AddRule(
      "target/ensure-and-up", "bound", "<goal> <amount> <cmp-up>",
      [](const Match& m) -> std::optional<Value> {
        const auto& q = m.Get<Quantity>(1);
        if (q.value_to || q.out_of) return std::nullopt;
        return Bound{"ge", q.value, {}, true, q.unit, {}, q.repaired, {}};
      },
      0.9);
  // "cao hơn năm 2023 ít nhất 2%"
  for (const auto& [words, comparator] : {std::pair("<cmp-over>", "increase_by"), {"<cmp-under>", "decrease_by"}}) {
    g.AddRule("target/than-year", "bound", fmt::format("{} <date> <cmp-at-least>? <quantity>", words),
              [comparator = comparator](const Match& m) -> std::optional<Value> {
                const auto& q = m.Get<Quantity>(3);
                if (q.value_to || q.out_of || m.Get<TimeValue>(1).year == 0) return std::nullopt;
                return Bound{comparator, q.value, {}, true, q.unit, {}, q.repaired, {}};
              });
  }
  // "không để hồ sơ trễ hạn quá 2%"
  g.AddRule("target/not-beyond", "bound", "'quá' <quantity>", [](const Match& m) -> std::optional<Value> {
    constexpr std::size_t kFarthest = 9;  // words
    const auto& q = m.Get<Quantity>(1);
    if (q.value_to || q.out_of) return std::nullopt;
    for (std::size_t at = m.range().begin; at > 0 && m.range().begin - at < kFarthest; --at) {
      if (m.text().words()[at - 1].kind == WordKind::kMark) break;
      if (m.text().KeyOf(at - 1) == "không") return Bound{"le", q.value, {}, true, q.unit, {}, q.repaired, {}};
    }
    return std::nullopt;
  });
  // "cấp tỉnh 80%, cấp xã 40%"
  g.AddRule(
      "target/by-level", "bound", "<level> <cmp-reach>? <quantity>", [all_of](const Match& m) { return all_of(m, 2); },
      0.85);
  // "(năm 2022: 79,35%)", "Tỷ lệ hồ sơ đúng hạn: 98%"
  g.AddRule(
      "target/stated", "bound", "':' <quantity>", [all_of](const Match& m) { return all_of(m, 1); }, 0.85);
  g.AddRule(
      "target/all-of", "bound", "<quantity>",
      [all_of](const Match& m) -> std::optional<Value> {
        const std::size_t begin = m.range().begin;
        // "100% hồ sơ ...", under a heading of goals "90% hồ sơ ..."; "tập huấn để 100% thành viên ...", "xử lý 100%
        // phản ánh": all of what stands behind
        const bool head = begin == 0 || m.text().words()[begin - 1].kind != WordKind::kDigits;
        if (!head) return std::nullopt;
        if (m.Get<Quantity>(0).value != Decimal::FromInt(100) && !OpensClause(m.text(), m.range())) return std::nullopt;
        return all_of(m, 0);
      },
      0.85);
}

}  // namespace vankho
