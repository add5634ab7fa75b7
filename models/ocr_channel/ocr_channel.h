// OcrChannel: what an OCR engine makes of printed letters. One table an engine profile, as data.
//
// A table lists units: one or two printed (true) characters that were read as none to three characters, with
// P(read | printed). A word's probability is the product over its units (Brill and Moore, An improved error model for
// noisy channel spelling correction, ACL 2000); builder/ learns the units by EM from typeset pages. What a table does
// not know is priced by a hand-made prior: the same base letter with another mark, and well-known confusions (l read as
// 1, đ as d).
//
// Costs are -ln P(read | printed), so they are never negative. Immutable; safe to read from several threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

class OcrChannel {
 public:
  static constexpr std::size_t kMaxRead = 3;  // characters of a unit's read side

  // What one read string may have been printed as.
  struct Source {
    char32_t first = 0;
    char32_t second = 0;  // 0 where the unit has one printed character
    float cost = 0;
    bool operator==(const Source&) const = default;
  };

  struct Unit {
    std::u32string read;  // 0 to kMaxRead characters
    Source source;
  };

  // Units with their costs; the cheapest of equal ones stands.
  static OcrChannel FromUnits(const std::vector<Unit>& units);
  // The hand-made prior alone.
  static OcrChannel Prior();
  // A channel that loses every mark and does nothing else: "Kế hoạch" is always read as "Ke hoach".
  static OcrChannel LostDiacritics();
  // A table file (columns printed, read, probability; `#` begins a comment) over the prior. Errors carry file:line.
  static Result<OcrChannel> Load(const std::string& path);
  static Result<OcrChannel> Parse(std::string_view text, std::string_view name);

  // The read side of a unit as a number that orders like the text.
  using ReadKey = std::uint64_t;
  static ReadKey KeyOf(std::u32string_view read);  // of 0 to kMaxRead characters
  static std::u32string ReadOf(ReadKey key);
  struct KeyedUnit {
    ReadKey read = 0;
    Source source;
  };
  // The units of this channel at the costs that price(read, source) says, and `more`; the cheapest of equal ones
  // stands.
  template <typename Price>
  OcrChannel Repriced(const Price& price, std::vector<KeyedUnit> more) const {
    std::vector<KeyedUnit> units;
    units.reserve(sources_.size() + more.size());
    for (const auto& [read, sources] : by_read_) {
      for (Source source : sources) {
        source.cost = price(read, source);
        units.push_back({read, source});
      }
    }
    return Merge(std::move(units), std::move(more));
  }

  // All units that may have been read as `read` (0 to kMaxRead characters), cheapest first. Empty if there are none.
  std::span<const Source> SourcesOf(std::u32string_view read) const;
  std::size_t unit_count() const { return sources_.size(); }
  // Calls use(read, sources) for each read string, in no particular order; the sources are the cheapest first.
  template <typename Use>
  void ForEachRead(const Use& use) const {
    for (const auto& [packed, sources] : by_read_) use(ReadOf(packed), sources);
  }

 private:
  static std::vector<KeyedUnit> PriorUnits(float extra_cost);
  static OcrChannel Build(std::vector<KeyedUnit> units);
  // Of `units` those that are read alike stand together.
  static OcrChannel Merge(std::vector<KeyedUnit> units, std::vector<KeyedUnit> more);
  void AddGroup(ReadKey read, std::vector<Source>& sources);  // sources_ has room for them

  std::vector<Source> sources_;
  std::unordered_map<ReadKey, std::span<const Source>> by_read_;

 public:
  OcrChannel() = default;
  OcrChannel(OcrChannel&&) = default;
  OcrChannel& operator=(OcrChannel&&) = default;
  OcrChannel(const OcrChannel&) = delete;  // the spans of by_read_ point into sources_
  OcrChannel& operator=(const OcrChannel&) = delete;
};

}  // namespace vankho
