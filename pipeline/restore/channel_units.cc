#include "pipeline/restore/channel_units.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::uint64_t Pack(std::u32string_view read) {
  std::uint64_t packed = 0;
  for (char32_t c : read) packed = packed << 21 | (c & 0x1fffff);
  return packed;
}

}  // namespace

ChannelUnits::OfWord ChannelUnits::Of(std::u32string_view read) {
  OfWord units((read.size() + 1) * 4);
  for (std::size_t at = 0; at <= read.size(); ++at) {
    for (std::size_t length = 0; length <= OcrChannel::kMaxRead && at + length <= read.size(); ++length) {
      units[at * 4 + length] = Find(read.substr(at, length));
    }
  }
  return units;
}

const ChannelUnits::ByMode* ChannelUnits::Find(std::u32string_view read) {
  const std::span<const OcrChannel::Source> sources = channel_.SourcesOf(read);
  if (sources.empty()) return nullptr;
  auto [units, is_new] = units_.try_emplace(Pack(read));
  if (is_new) units->second = Make(sources);
  return &units->second;
}

ChannelUnits::ByMode ChannelUnits::Make(std::span<const OcrChannel::Source> sources) const {
  ByMode by_mode;
  for (const OcrChannel::Source& source : sources) {
    ReadUnits::Pair e{trie_.LetterOf(Lower(source.first)), SyllableTrie::kNoLetter, source.cost};
    if (source.second != 0) e.second = trie_.LetterOf(Lower(source.second));
    const bool known =
        e.first != SyllableTrie::kNoLetter && (source.second == 0 || e.second != SyllableTrie::kNoLetter);
    const bool upper = IsUpper(source.first);
    const bool second_upper = source.second != 0 && IsUpper(source.second);
    if (!known || (second_upper && !upper)) continue;
    auto add = [&](CaseMode mode) {
      ReadUnits& units = by_mode[static_cast<std::size_t>(mode)];
      if (e.second != SyllableTrie::kNoLetter) {
        units.least_two = std::min(units.least_two, e.cost);
        units.two.push_back(e);
        return;
      }
      units.least_one = std::min(units.least_one, e.cost);
      if (units.one.empty()) units.one.resize(trie_.letter_count(), std::numeric_limits<float>::infinity());
      units.one[e.first] = std::min(units.one[e.first], e.cost);
    };
    if (!upper) add(CaseMode::kLower);
    if (upper && !second_upper) add(CaseMode::kCapital);
    if (upper && (second_upper || source.second == 0)) add(CaseMode::kUpper);
  }
  return by_mode;
}

}  // namespace vankho
