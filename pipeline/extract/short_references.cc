#include "pipeline/extract/short_references.h"

#include <algorithm>
#include <functional>
#include <map>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/unicode.h"
#include "pipeline/extract/evidence.h"

namespace vankho {
namespace {

bool IsDigitAt(std::string_view text, std::size_t at) {
  return at < text.size() && IsDigit(static_cast<unsigned char>(text[at]));
}

// "61" of "61/2018/NĐ-CP"; "" for standards.
std::string LeadingNumber(const std::string& number) {
  std::size_t end = 0;
  while (IsDigitAt(number, end)) ++end;
  const bool parted = end < number.size() && (number[end] == '/' || number[end] == '-');
  return parted ? number.substr(0, end) : "";
}

// Does a number end here that no symbol, date or decimal goes on from?
bool EndsNumber(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  if (IsDigitAt(text, at)) return false;
  const char c = text[at];
  if (c == '/' || c == '-' || c == '%') return false;
  if (c == ',' || c == '.') return !IsDigitAt(text, at + 1);
  const auto next = DecodeUtf8(text.substr(at, 4));
  return next.empty() || !IsLetter(next.front().value);
}

// The words before a number without the "số" that belongs to it.
std::string_view BeforeNumber(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 48;  // bytes
  std::string_view before = text.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
  constexpr std::string_view kNumber = " số ";
  if (before.ends_with(kNumber)) before.remove_suffix(kNumber.size() - 1);
  return before;
}

}  // namespace

void ResolveShortReferences(const Document& document, const DocumentTypes& types, std::vector<Reference>& references) {
  constexpr std::size_t kLongest = 5;  // digits
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_number;
  for (std::size_t i = 0; i < references.size(); ++i) {
    std::string number = LeadingNumber(references[i].number);
    if (!number.empty() && !references[i].type.empty()) by_number[std::move(number)].push_back(i);
  }
  if (by_number.empty()) return;
  const std::string_view text = document.text();
  for (std::size_t at = kAsciiDigits.FindIn(text); at < text.size(); at = kAsciiDigits.FindIn(text, at)) {
    const std::size_t begin = at;
    while (IsDigitAt(text, at)) ++at;
    const bool parted = begin > 0 && text[begin - 1] == ' ' && at - begin <= kLongest && EndsNumber(text, at);
    auto cited = parted ? by_number.find(text.substr(begin, at - begin)) : by_number.end();
    const std::string type = cited == by_number.end() ? "" : types.AtEnd(BeforeNumber(text, begin));
    if (type.empty()) continue;
    auto of_type = [&](std::size_t i) { return references[i].type == type; };
    const auto& same = cited->second;
    if (std::count_if(same.begin(), same.end(), of_type) != 1) continue;
    Reference& full = references[*std::find_if(same.begin(), same.end(), of_type)];
    const TextSpan span{begin, at};
    auto& spans = full.evidence.spans;
    if (std::any_of(spans.begin(), spans.end(), [&](TextSpan one) { return one.Overlaps(span); })) continue;
    spans.push_back(span);
    full.printed = PrintEvidence(document, full.evidence);
  }
}

}  // namespace vankho
