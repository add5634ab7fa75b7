#include "pipeline/restore/digit_words.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace vankho {
namespace {

template <std::size_t N>
bool IsOneOf(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsNumber(std::string_view word) {
  constexpr std::array<std::string_view, 4> kCounts{"một", "hai", "ba", "bốn"};  // not năm: a year
  return !word.empty() && ((word[0] >= '0' && word[0] <= '9') || IsOneOf(kCounts, word));
}

// What a number may follow as its name: tháng 6, thứ 6, mục 14. There it counts nothing.
bool TakesItsNumber(std::string_view word) {
  constexpr std::array<std::string_view, 30> kNamed{"thứ",  "tháng", "mục",    "điều",  "khoản", "điểm", "số",   "quý",
                                                    "nhóm", "phần",  "chương", "ngày",  "lớp",   "bảng", "biểu", "mẫu",
                                                    "lục",  "án",    "tuần",   "hạng",  "trí",   "bước", "lần",  "kỳ",
                                                    "khóa", "tổ",    "đội",    "phiên", "tờ",    "câu"};
  return IsOneOf(kNamed, word);
}

}  // namespace

std::vector<std::string_view> WordsFor(std::string_view number) {
  if (number == "6") return {"ở", "ô"};
  if (number == "14") return {"là", "lá"};
  if (number == "16") return {"lệ", "lộ", "lỗ"};
  if (number == "86" || number == "56" || number == "36") return {"số"};
  return {};
}

bool OnlyWordFits(std::string_view before, std::string_view word, std::string_view after, std::string_view after_next) {
  if (before.empty() || TakesItsNumber(before) || IsNumber(before)) return false;
  if (word == "ô") return after == "nhiễm" || (after == "tô" && before == "xe");
  if (word == "ở" && before == "chủ" && after == "cơ" && after_next == "sở") return true;
  if (word == "ở" && before == "dân" && after == "cấp" && after_next == "cơ") return true;
  if (word == "là" && (before == "đây" || before == "tắt")) return true;
  if (word == "lệ")
    return (before == "tỷ" || before == "tỉ") && after != "triệu" && after != "đồng" && after != "nghìn";
  constexpr std::array<std::string_view, 4> kIndexed{"cải", "hài", "hiệu", "quản"};
  if (word == "số") return before == "chỉ" && IsOneOf(kIndexed, after);
  if (word != "ở" && word != "là") return false;
  constexpr std::array<std::string_view, 5> kAll{"các", "những", "mỗi", "mọi", "từng"};
  if (IsOneOf(kAll, after)) return true;
  const bool count =
      after.find_first_not_of("0123456789") == std::string_view::npos || !(after[0] >= '0' && after[0] <= '9');
  return IsNumber(after) && count && !after_next.empty() && !IsNumber(after_next);
}

}  // namespace vankho
