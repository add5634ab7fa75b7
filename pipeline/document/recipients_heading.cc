#include "pipeline/document/recipients_heading.h"

#include <algorithm>
#include <array>
#include <string>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kLongest = 40;  // bytes
constexpr std::string_view kFirst = "noi";
constexpr std::string_view kSecond = "nhan";

// Letters that are put in, left out or replaced.
std::size_t Edits(std::string_view a, std::string_view b) {
  std::array<std::size_t, 16> row{};
  if (b.size() >= row.size()) return b.size();
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t same = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, same});
    }
  }
  return row[b.size()];
}

// "noi" but for a letter, or for two where its n is there.
bool MayBeFirst(std::string_view word) {
  const std::size_t edits = Edits(word, kFirst);
  return word.size() >= 2 && word.size() <= 4 && (edits <= 1 || (edits == 2 && word.front() == 'n'));
}

bool MayBeSecond(std::string_view word) { return word.size() >= 3 && Edits(word, kSecond) <= 1; }

bool IsHeading(std::string_view key) {
  const std::size_t space = key.find(' ');
  if (space != std::string_view::npos) {
    const std::string_view second = key.substr(space + 1);
    return second.find(' ') == std::string_view::npos && MayBeFirst(key.substr(0, space)) && MayBeSecond(second);
  }
  for (std::size_t cut = 2; cut + 3 <= key.size(); ++cut) {
    if (MayBeFirst(key.substr(0, cut)) && MayBeSecond(key.substr(cut))) return Edits(key, "noinhan") <= 1;
  }
  return false;
}

}  // namespace

std::size_t RecipientsHeadingSize(std::string_view line) {
  const std::string_view head = line.substr(0, kLongest);
  std::size_t begin = 0;  // behind marks
  std::size_t end = std::string_view::npos;
  std::string key;
  for (const CodePoint& c : DecodeUtf8(head)) {
    const bool letter = IsLetter(c.value) || IsDigit(c.value);
    if (key.empty() && !letter) {
      begin = c.end;
      if (begin > 8) return 0;
      continue;
    }
    end = c.begin;
    if (c.value == U':' || c.value == U';' || head.substr(c.begin).starts_with("   ")) break;
    if (letter) {
      const char32_t base = BaseLetter(Lower(c.value));
      key.push_back(base == U'0' ? 'o' : base < 0x80 ? static_cast<char>(base) : '?');
    } else if (IsSpace(c.value)) {
      if (key.back() != ' ') key.push_back(' ');
    } else if (c.value != U'.' && c.value != U',' && c.value != U'*' && c.value != U'\'' && c.value != U'’') {
      return 0;
    }
    end = c.end;
  }
  if (end == std::string_view::npos || (end == head.size() && head.size() < line.size())) return 0;
  while (!key.empty() && key.back() == ' ') key.pop_back();
  if (!IsHeading(key)) return 0;
  while (end < line.size() && (line[end] == ':' || line[end] == ';' || line[end] == ' ')) ++end;
  return end;
}

}  // namespace vankho
