#include <fmt/format.h>

#include <utility>

#include "extractors/comparator/comparator.h"
#include "extractors/date/date.h"
#include "extractors/target/target.h"

namespace vankho {
namespace {

// "từ 80% số điểm tối đa trở lên", "từ 90 hồ sơ trở lên": what the share is of stands before the words that open it.
void AddSharesAndUp(Grammar& g) {
  for (const char* of : {"<share-of>", "<thing>"}) {
    g.AddRule("target/share-and-up", "bound", fmt::format("<cmp-from> <quantity> 'số'? {} <cmp-up>", of),
              [](const Match& m) -> std::optional<Value> {
                const auto& q = m.Get<Quantity>(1);
                if (q.unit != "percent" || q.value_to || q.out_of) return std::nullopt;
                return Bound{"ge", q.value, {}, true, q.unit, {}, q.repaired, {}};
              });
  }
}

}  // namespace

// "bảo đảm 100% ...", and "100% hồ sơ ..." at the head of a clause.
void AddTargetRules(Grammar& g) {
  AddSharesAndUp(g);
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
        const bool head = begin == 0 || m.text().words()[begin - 1].kind == WordKind::kMark;
        // "tập huấn để 100% thành viên ...", "số hóa xong 100% bản đồ"
        const std::string_view word = begin == 0 ? "" : m.text().KeyOf(begin - 1);
        if (!(head || word == "để" || word == "nhằm" || word == "xong") ||
            m.Get<Quantity>(0).value != Decimal::FromInt(100))
          return std::nullopt;
        return all_of(m, 0);
      },
      0.85);
}

}  // namespace vankho
