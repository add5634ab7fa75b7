#include "models/handwritten_digits/digit_reader.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "pipeline/base/byte_reader.h"
#include "pipeline/base/check.h"
#include "pipeline/base/file.h"

namespace vankho {
namespace {

constexpr std::string_view kMagic = "VKDIGIT1";
constexpr std::uintmax_t kMaxBytes = 1 << 20;
constexpr std::uint32_t kMaxChannels = 256;
constexpr std::size_t kBeam = 16;

float FromHalf(std::uint32_t half) {
  const int exponent = static_cast<int>(half >> 10 & 31);
  const auto fraction = static_cast<float>(half & 1023);
  const float value = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  return (half & 0x8000) != 0 ? -value : value;
}

// Planes of `rows` by `columns`, one a channel.
struct Planes {
  int channels = 0, rows = 0, columns = 0;
  std::vector<float> values;
  float* Row(int channel, int row) {
    return values.data() + (static_cast<std::size_t>(channel) * rows + row) * columns;
  }
  const float* Row(int channel, int row) const {
    return values.data() + (static_cast<std::size_t>(channel) * rows + row) * columns;
  }
};

void AddScaled(float* out, const float* in, float weight, int count) {
  for (int i = 0; i < count; ++i) out[i] += weight * in[i];
}

Planes Pooled(const Planes& in, int pool_rows, int pool_columns) {
  Planes out{in.channels, in.rows / pool_rows, in.columns / pool_columns, {}};
  out.values.resize(static_cast<std::size_t>(out.channels) * out.rows * out.columns);
  for (int c = 0; c < out.channels; ++c) {
    for (int r = 0; r < out.rows; ++r) {
      float* to = out.Row(c, r);
      for (int x = 0; x < out.columns; ++x) to[x] = in.Row(c, r * pool_rows)[x * pool_columns];
      for (int i = 0; i < pool_rows; ++i) {
        const float* from = in.Row(c, r * pool_rows + i);
        for (int x = 0; x < out.columns; ++x) {
          for (int j = 0; j < pool_columns; ++j) to[x] = std::max(to[x], from[x * pool_columns + j]);
        }
      }
    }
  }
  return out;
}

// log of the softmax over the channels of one row.
std::vector<DigitReader::Frame> FramesOf(const Planes& planes) {
  std::vector<DigitReader::Frame> frames(static_cast<std::size_t>(planes.columns));
  for (int x = 0; x < planes.columns; ++x) {
    DigitReader::Frame& frame = frames[static_cast<std::size_t>(x)];
    for (int c = 0; c < DigitReader::kClasses; ++c) frame[static_cast<std::size_t>(c)] = planes.Row(c, 0)[x];
    const float most = *std::max_element(frame.begin(), frame.end());
    float sum = 0;
    for (float value : frame) sum += std::exp(value - most);
    for (float& value : frame) value -= most + std::log(sum);
  }
  return frames;
}

}  // namespace

Result<DigitReader> DigitReader::Open(const std::string& path) {
  Result<std::string> bytes = ReadFile(path, kMaxBytes);
  if (!bytes) return Fail(bytes.error());
  std::optional<DigitReader> reader = Parse(*bytes);
  if (!reader) return Fail({ErrorCode::kInvalidInput, "not a model of handwritten digits", path, {}});
  return std::move(*reader);
}

std::optional<DigitReader> DigitReader::Parse(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return {};
  ByteReader in(bytes, true);
  std::size_t at = kMagic.size() + 4;
  DigitReader reader;
  std::uint32_t channels = 1;
  for (std::uint32_t left = std::min(in.U32(kMagic.size()), 32U); left > 0; --left) {
    std::array<std::uint32_t, 6> shape{};
    for (std::uint32_t& value : shape) value = in.U32(at), at += 4;
    const bool fits = shape[0] >= 1 && shape[0] <= kMaxChannels && shape[1] == channels && shape[2] >= 1 &&
                      shape[2] <= 5 && shape[3] >= 1 && shape[3] <= 5 && shape[4] >= 1 && shape[4] <= 2 &&
                      shape[5] >= 1 && shape[5] <= 2;
    if (!fits) return {};
    const std::size_t count = std::size_t{shape[0]} * shape[1] * shape[2] * shape[3];
    if (at + 2 * (count + shape[0]) > bytes.size()) return {};
    Layer& layer = reader.layers_.emplace_back();
    layer.outputs = static_cast<int>(shape[0]), layer.inputs = static_cast<int>(shape[1]);
    layer.rows = static_cast<int>(shape[2]), layer.columns = static_cast<int>(shape[3]);
    layer.pool_rows = static_cast<int>(shape[4]), layer.pool_columns = static_cast<int>(shape[5]);
    for (std::size_t i = 0; i < count; ++i, at += 2) layer.weights.push_back(FromHalf(in.U16(at)));
    for (std::size_t i = 0; i < shape[0]; ++i, at += 2) layer.biases.push_back(FromHalf(in.U16(at)));
    channels = shape[0];
  }
  // One row must be left of the 32, and a frame stand for two columns.
  int rows = DigitStrip::kRows;
  int columns = 1;
  for (const Layer& layer : reader.layers_) {
    if (layer.rows % 2 == 0) rows -= layer.rows - 1;
    if (rows < 1) return {};
    rows /= layer.pool_rows;
    columns *= layer.pool_columns;
  }
  if (at != bytes.size() || channels != kClasses || rows != 1 || columns != 2) return {};
  return reader;
}

std::vector<DigitReader::Frame> DigitReader::Frames(const DigitStrip& strip) const {
  VK_CHECK(strip.ink.size() == static_cast<std::size_t>(DigitStrip::kRows) * strip.columns);
  if (strip.columns < 2) return {};
  Planes planes{1, DigitStrip::kRows, strip.columns, strip.ink};
  for (const Layer& layer : layers_) {
    // Paper around the planes; a kernel of an even number of rows takes none above and below.
    const int above = layer.rows % 2 == 0 ? 0 : layer.rows / 2;
    const int beside = layer.columns / 2;
    Planes out{layer.outputs, planes.rows + 2 * above - layer.rows + 1, planes.columns, {}};
    out.values.resize(static_cast<std::size_t>(out.channels) * out.rows * out.columns);
    const float* weight = layer.weights.data();
    for (int c = 0; c < layer.outputs; ++c) {
      std::fill_n(out.Row(c, 0), out.rows * out.columns, layer.biases[static_cast<std::size_t>(c)]);
      for (int from = 0; from < layer.inputs; ++from) {
        for (int i = 0; i < layer.rows; ++i) {
          for (int j = 0; j < layer.columns; ++j, ++weight) {
            const int shift = j - beside;  // the column read lies so far right of the one written
            const int first = std::max(0, -shift);
            const int count = planes.columns - std::abs(shift);
            for (int row = std::max(0, above - i); row < std::min(out.rows, planes.rows + above - i); ++row) {
              AddScaled(out.Row(c, row) + first, planes.Row(from, row + i - above) + first + shift, *weight, count);
            }
          }
        }
      }
    }
    if (&layer != &layers_.back()) {
      for (float& value : out.values) value = std::max(0.0F, value);
    }
    planes =
        layer.pool_rows * layer.pool_columns > 1 ? Pooled(out, layer.pool_rows, layer.pool_columns) : std::move(out);
  }
  return FramesOf(planes);
}

std::vector<DigitText> LikelyTexts(const std::vector<DigitReader::Frame>& frames, std::size_t count) {
  struct Paths {
    double blank = 0;  // of the paths that end in nothing
    double open = 0;   // and of those that end in the last label
    double Sum() const { return blank + open; }
  };
  std::map<std::string, Paths> beam{{"", {1, 0}}};
  for (const DigitReader::Frame& frame : frames) {
    std::map<std::string, Paths> next;
    for (const auto& [text, paths] : beam) {
      next[text].blank += paths.Sum() * std::exp(frame[0]);
      for (std::size_t label = 1; label < frame.size(); ++label) {
        const double p = std::exp(frame[label]);
        const char letter = label <= 10 ? static_cast<char>('0' + label - 1) : 'x';
        const bool again = !text.empty() && text.back() == letter;
        if (again) next[text].open += paths.open * p;
        next[text + letter].open += (again ? paths.blank : paths.Sum()) * p;
      }
    }
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [text, paths] : next) order.emplace_back(-paths.Sum(), text);
    const std::size_t kept = std::min(order.size(), kBeam);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end());
    beam.clear();
    for (std::size_t i = 0; i < kept; ++i) beam[order[i].second] = next[order[i].second];
  }
  std::vector<DigitText> texts;
  for (const auto& [text, paths] : beam) texts.push_back({text, paths.Sum()});
  std::stable_sort(texts.begin(), texts.end(),
                   [](const DigitText& a, const DigitText& b) { return a.probability > b.probability; });
  texts.resize(std::min(texts.size(), count));
  return texts;
}

}  // namespace vankho
