#include "models/context_ranker/builder/write_ranker.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>


namespace vankho {
namespace {

// What one step of an 8-bit code is worth: all but one weight of ten thousand are within its reach.
float StepOf(const std::vector<float>& weights) {
  std::vector<float> sizes;
  sizes.reserve(weights.size());
  for (const float weight : weights) sizes.push_back(std::abs(weight));
  const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() - 1 - sizes.size() / 10000);
  std::nth_element(sizes.begin(), at, sizes.end());
  return std::max(*at / 127, 1e-6F);
}

std::vector<std::int8_t> Codes(const std::vector<float>& weights, float step) {
  std::vector<std::int8_t> codes;
  codes.reserve(weights.size());
  for (const float weight : weights)
    codes.push_back(static_cast<std::int8_t>(std::clamp(std::round(weight / step), -127.0F, 127.0F)));
  return codes;
}

template <class T>
void Put(SectionPlace place, const std::vector<T>& values, std::string& bytes) {
  std::memcpy(bytes.data() + place.begin, values.data(), place.bytes);
}

}  // namespace

std::string WriteRanker(const RankerNetwork& network, const RankerIds& ids, RankerPowers powers,
                        std::uint64_t vocabulary) {
  using namespace ranker_format;
  const float place_step = StepOf(network.places().weights);
  const float output_step = StepOf(network.outputs().weights);
  Header header;
  std::copy(kMagic.begin(), kMagic.end(), header.magic.begin());
  header.version = kVersion;
  header.header_bytes = sizeof(header);
  header.vocabulary = vocabulary;
  header.words = static_cast<std::uint32_t>(ids.row.size());
  header.rows = static_cast<std::uint32_t>(ids.rows);
  header.outputs = static_cast<std::uint32_t>(ids.group.size());
  header.width = static_cast<std::uint32_t>(network.width());
  header.posterior_power = powers.posterior;
  header.score_unit = powers.score * place_step * output_step / 8;  // the hidden layer is eightfold
  header.file_bytes = FileBytes(header);
  std::vector<float> biases = network.biases().weights;
  for (float& bias : biases) bias *= powers.score;

  std::string bytes(header.file_bytes, '\0');
  const auto layout = Layout(header);
  Put(layout[kRow], ids.row, bytes);
  Put(layout[kOutput], ids.output, bytes);
  Put(layout[kCapital], ids.capital, bytes);
  Put(layout[kGroup], ids.group, bytes);
  Put(layout[kBias], biases, bytes);
  Put(layout[kPlace], Codes(network.places().weights, place_step), bytes);
  Put(layout[kCase], Codes(network.cases().weights, place_step), bytes);
  Put(layout[kWeight], Codes(network.outputs().weights, output_step), bytes);
  std::vector<std::uint64_t> body((bytes.size() - sizeof(header)) / sizeof(std::uint64_t));
  std::memcpy(body.data(), bytes.data() + sizeof(header), bytes.size() - sizeof(header));
  header.checksum = SectionsChecksum(body);
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

}  // namespace vankho
