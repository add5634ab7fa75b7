// A context ranker that a person can add up: certain words to the right of a word make it so many times likelier.
#pragma once

#include <cmath>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/context_ranker/context_ranker.h"
#include "models/context_ranker/format.h"

namespace vankho {

struct ToyRanker {
  std::vector<std::string> tokens;  // of the language model, by id
  // Words of one base form; forms in capitals stand in `capitals` with their small form.
  std::vector<std::vector<std::string>> look_alikes;
  std::map<std::string, std::string> capitals;
  // (the word to the right, the word): how often its odds double there. At most 8 different words to the right.
  std::map<std::pair<std::string, std::string>, int> doublings;
  float posterior_power = 1;

  std::uint64_t vocabulary() const {
    return VocabularySum(tokens.size(), [&](std::size_t id) -> std::string_view { return tokens[id]; });
  }

  // The bytes of its file.
  std::string File() const;

 private:
  std::size_t IdOf(const std::string& token) const {
    std::size_t id = 0;
    while (id < tokens.size() && tokens[id] != token) ++id;
    return id;
  }
};

// Sets size and checksum of a ranker's file right.
inline void Seal(std::string& bytes) {
  ranker_format::Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  std::vector<std::uint64_t> body((bytes.size() - sizeof(header)) / 8);
  std::memcpy(body.data(), bytes.data() + sizeof(header), body.size() * 8);
  header.file_bytes = bytes.size();
  header.checksum = SectionsChecksum(body);
  std::memcpy(bytes.data(), &header, sizeof(header));
}

// Each word to the right has a unit of the hidden layer, 1 where it stands there, which the reader makes 8; the weight
// from it to a word is the number of doublings, so that a step of the score is worth ln 2 / 8.
inline std::string ToyRanker::File() const {
  using namespace ranker_format;
  constexpr std::uint32_t kWidth = 8;
  Header header;
  std::copy(kMagic.begin(), kMagic.end(), header.magic.begin());
  header.version = kVersion;
  header.header_bytes = sizeof(header);
  header.vocabulary = vocabulary();
  header.words = header.rows = static_cast<std::uint32_t>(tokens.size());
  for (const auto& group : look_alikes) header.outputs += static_cast<std::uint32_t>(group.size());
  header.width = kWidth;
  header.posterior_power = posterior_power;
  header.score_unit = std::log(2.0F) / 8;
  std::string bytes(FileBytes(header), '\0');
  const auto layout = Layout(header);
  const auto put = [&](Section section, std::size_t index, auto value) {
    std::memcpy(bytes.data() + layout[section].begin + index * sizeof(value), &value, sizeof(value));
  };
  for (std::size_t id = 0; id < tokens.size(); ++id) {
    put(kRow, id, static_cast<std::uint16_t>(id));
    put(kOutput, id, kNoOutput);
  }
  std::map<std::string, std::uint16_t> outputs;
  for (const auto& group : look_alikes) {
    const auto first = static_cast<std::uint16_t>(outputs.size());
    for (const std::string& word : group) {
      const auto output = static_cast<std::uint16_t>(outputs.size());
      outputs[word] = output;
      put(kGroup, output, first);
      put(kOutput, IdOf(word), output);
    }
  }
  for (const auto& [capital, small] : capitals) {
    put(kOutput, IdOf(capital), outputs.at(small));
    put(kCapital, IdOf(capital), std::uint8_t{1});
  }
  std::map<std::string, std::size_t> units;
  for (const auto& [pair, times] : doublings) {
    const std::size_t unit = units.emplace(pair.first, units.size()).first->second;
    constexpr std::size_t kRight = 3;  // the nearest to the right
    put(kPlace, (kRight * tokens.size() + IdOf(pair.first)) * kWidth + unit, std::int8_t{1});
    put(kWeight, outputs.at(pair.second) * kWidth + unit, static_cast<std::int8_t>(times));
  }
  std::memcpy(bytes.data(), &header, sizeof(header));
  Seal(bytes);
  return bytes;
}

}  // namespace vankho
