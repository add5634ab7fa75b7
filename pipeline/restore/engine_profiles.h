// Engine profiles: which OCR engines' habits we know, and which of them read a document. A profile is a row of
// models/ocr_channel/profiles.tsv and its table; no code knows their names.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/ocr_channel/ocr_channel.h"
#include "pipeline/base/result.h"
#include "pipeline/restore/language.h"

namespace vankho {

struct EngineProfile {
  std::string name;
  OcrChannel channel;
};

struct EngineProfiles {
  std::vector<EngineProfile> latin;  // engines without Vietnamese, one or more, in the order of the file
  OcrChannel own_ocr;
};

// Reads DATA/models/ocr_channel/profiles.tsv and its tables, each checked against models/checksums.tsv. Errors name
// file and line.
Result<EngineProfiles> LoadEngineProfiles(const std::string& data_folder);

// Tells which of several engines without Vietnamese read a text, by the letters that it holds.
//
// What is printed has the letters of the language model's words, each as often as its words are likely (no context).
// A profile's channel makes of them shares of read letters, P(read) = sum over printed of P(printed) P(read | printed);
// the profile under which the text's letters and the digits inside its words are likeliest is taken. Cross-entropy of
// single letters tells engines apart that write é, ê or e for ê; what differs only by word does not show.
class EngineJudge {
 public:
  EngineJudge(const LanguageModel& lm, std::span<const OcrChannel* const> engines);

  // The index of the engine; 0 where there is one only, or fewer than `kFewest` letters.
  std::size_t Choose(std::span<const std::string_view> lines) const;

  static constexpr std::size_t kFewest = 200;

 private:
  std::size_t engines_ = 0;
  std::unordered_map<char32_t, std::vector<double>> log_share_;  // of a read letter, by engine
  std::vector<double> log_rare_;                                 // of one that no table has
};

}  // namespace vankho
