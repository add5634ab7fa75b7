#include "models/context_ranker/context_ranker.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "models/context_ranker/format.h"
#include "pipeline/base/mapped_file.h"

namespace vankho {

static_assert(std::endian::native == std::endian::little, "the model file is read where it lies");

namespace {

constexpr double kMostApart = 500;  // nats: a probability that is nothing, but no overflow

}  // namespace

std::uint64_t VocabularySum(std::size_t words, const std::function<std::string_view(std::size_t)>& token) {
  constexpr std::uint64_t kPrime = 0x100000001b3;  // FNV-1a
  std::uint64_t sum = words;
  for (std::size_t id = 0; id < words; ++id) {
    for (const char c : token(id)) sum = (sum ^ static_cast<unsigned char>(c)) * kPrime;
    sum = (sum ^ 0x100U) * kPrime;
  }
  return sum;
}

struct ContextRanker::Data {
  MappedFile file;
  ranker_format::Header header;
  std::span<const std::uint16_t> row, output, group;
  std::span<const std::uint8_t> capital;
  std::span<const float> bias;
  std::span<const std::int8_t> place, by_case, weight;

  template <class T>
  void Bind(ranker_format::Section section, std::span<const T>& view) const {
    const SectionPlace at = ranker_format::Layout(header)[section];
    view = {reinterpret_cast<const T*>(file.bytes().data() + at.begin), at.bytes / sizeof(T)};
  }
  void BindAll();
  bool IsConsistent() const;
  Result<void> Check(std::uint64_t vocabulary);

  std::size_t RowOf(std::uint32_t word) const { return row[word < row.size() ? word : 0]; }
  std::uint16_t OutputOf(std::uint32_t word) const {
    return word < output.size() ? output[word] : ranker_format::kNoOutput;
  }
  std::vector<std::int16_t> Hidden(const WordsAround& around, bool is_capital) const;
  double Score(std::span<const std::int16_t> hidden, const Output& of) const;
};

void ContextRanker::Data::BindAll() {
  using namespace ranker_format;
  Bind(kRow, row);
  Bind(kOutput, output);
  Bind(kCapital, capital);
  Bind(kGroup, group);
  Bind(kBias, bias);
  Bind(kPlace, place);
  Bind(kCase, by_case);
  Bind(kWeight, weight);
}

// Every index stays inside its table, and every score is a number, whatever the bytes say.
bool ContextRanker::Data::IsConsistent() const {
  const auto finite = [](float x) { return std::abs(x) <= 1000; };
  return std::all_of(row.begin(), row.end(), [&](auto r) { return r < header.rows; }) &&
         std::all_of(output.begin(), output.end(),
                     [&](auto o) { return o < header.outputs || o == ranker_format::kNoOutput; }) &&
         std::all_of(bias.begin(), bias.end(), finite) && finite(header.posterior_power) && finite(header.score_unit);
}

Result<void> ContextRanker::Data::Check(std::uint64_t vocabulary) {
  const std::string_view bytes = file.bytes();
  const ranker_format::Header& h = header;
  if (bytes.size() >= sizeof(h)) std::memcpy(&header, bytes.data(), sizeof(h));
  if (bytes.size() < sizeof(h) || std::string_view(h.magic.data(), h.magic.size()) != ranker_format::kMagic)
    return Fail(ErrorCode::kInvalidInput, "not a vankho context ranker");
  if (h.version != ranker_format::kVersion || h.header_bytes != sizeof(h)) {
    return Fail(ErrorCode::kVersion, fmt::format("context ranker of format {}; this program reads format {}", h.version,
                                                 ranker_format::kVersion));
  }
  constexpr std::uint32_t kMostIds = 65535;
  const bool sizes = h.words >= 3 && h.words <= kMostIds && h.rows > 0 && h.rows <= kMostIds && h.outputs <= kMostIds &&
                     h.width > 0 && h.width % 8 == 0 && h.width <= 1024;
  if (!sizes || h.file_bytes != bytes.size() || ranker_format::FileBytes(h) != h.file_bytes) {
    return Fail(
        ErrorCode::kInvalidInput,
        fmt::format("damaged or truncated context ranker: {} bytes, its header says {}", bytes.size(), h.file_bytes));
  }
  const std::span body(reinterpret_cast<const std::uint64_t*>(bytes.data() + sizeof(h)),
                       (bytes.size() - sizeof(h)) / 8);
  if (SectionsChecksum(body) != h.checksum)
    return Fail(ErrorCode::kInvalidInput, "damaged context ranker: its checksum does not fit");
  if (h.vocabulary != vocabulary)
    return Fail(ErrorCode::kInvalidInput, "this context ranker was made for another language model");
  BindAll();
  if (!IsConsistent()) return Fail(ErrorCode::kInvalidInput, "damaged context ranker: its tables do not fit together");
  return {};
}

// Times 8, so that an eighth of a negative sum is a whole number: within 7 * 8 * 128.
std::vector<std::int16_t> ContextRanker::Data::Hidden(const WordsAround& around, bool is_capital) const {
  const std::size_t width = header.width;
  std::vector<std::int16_t> sums(width);
  const auto add = [&](const std::int8_t* values) {
    for (std::size_t i = 0; i < width; ++i) sums[i] = static_cast<std::int16_t>(sums[i] + values[i]);
  };
  add(by_case.data() + (is_capital ? width : 0));
  for (std::size_t p = 0; p < ranker_format::kPlaces; ++p) {
    const std::uint32_t word = p < WordsAround::kSide ? around.left[p] : around.right[p - WordsAround::kSide];
    add(place.data() + (p * header.rows + RowOf(word)) * width);
  }
  for (std::int16_t& sum : sums) sum = static_cast<std::int16_t>(sum > 0 ? 8 * sum : sum);
  return sums;
}

double ContextRanker::Data::Score(std::span<const std::int16_t> hidden, const Output& of) const {
  const std::int8_t* weights = weight.data() + of.id * header.width;
  std::int32_t sum = 0;  // below 1024 * 128 * 7 * 8 * 128: no overflow
  for (std::size_t i = 0; i < hidden.size(); ++i) sum += static_cast<std::int16_t>(weights[i]) * hidden[i];
  return header.posterior_power * std::log(of.posterior) + static_cast<double>(header.score_unit) * sum + bias[of.id];
}

ContextRanker::ContextRanker(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
ContextRanker::ContextRanker(ContextRanker&&) noexcept = default;
ContextRanker& ContextRanker::operator=(ContextRanker&&) noexcept = default;
ContextRanker::~ContextRanker() = default;

Result<ContextRanker> ContextRanker::Open(const std::string& path, std::uint64_t vocabulary) {
  VK_ASSIGN_OR_RETURN(MappedFile file, MappedFile::Open(path));
  auto data = std::make_unique<Data>(Data{std::move(file), {}, {}, {}, {}, {}, {}, {}, {}, {}});
  if (auto fits = data->Check(vocabulary); !fits) return Fail(InFile(fits.error(), path));
  return ContextRanker(std::move(data));
}

// The words as outputs. Forms in small and in capital letters are one: they share what it gets as they did.
std::vector<ContextRanker::Output> ContextRanker::OutputsOf(std::span<const std::uint32_t> words,
                                                            std::span<const double> posteriors) const {
  std::vector<Output> outputs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint16_t id = data_->OutputOf(words[i]);
    if (id == ranker_format::kNoOutput) continue;
    const auto same = std::find_if(outputs.begin(), outputs.end(), [&](const Output& o) { return o.id == id; });
    if (same == outputs.end()) {
      outputs.push_back({id, posteriors[i], 0});
    } else {
      same->posterior += posteriors[i];
    }
  }
  return outputs;
}

void ContextRanker::Weigh(const WordsAround& around, std::span<const std::uint32_t> words,
                          std::span<double> posteriors) const {
  const Data& d = *data_;
  const bool is_capital = std::any_of(words.begin(), words.end(),
                                      [&](std::uint32_t w) { return w < d.capital.size() && d.capital[w] != 0; });
  std::vector<Output> outputs = OutputsOf(words, posteriors);
  if (outputs.size() < 2) return;
  const std::vector<std::int16_t> hidden = d.Hidden(around, is_capital);
  for (Output& output : outputs) output.score = d.Score(hidden, output);
  for (const Output& one : outputs) {
    double before = 0;  // of all its look-alikes, itself among them
    double all = 0;     // what they weigh, itself being 1
    for (const Output& other : outputs) {
      if (d.group[other.id] != d.group[one.id]) continue;
      before += other.posterior;
      all += std::exp(std::min(other.score - one.score, kMostApart));
    }
    const double change = before / all / one.posterior;
    if (before == one.posterior) continue;  // it has no look-alike here
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (d.OutputOf(words[i]) == one.id) posteriors[i] *= change;
    }
  }
}

std::size_t ContextRanker::file_bytes() const { return data_->header.file_bytes; }

}  // namespace vankho
