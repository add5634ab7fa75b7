#include "models/syllable_lm/syllable_lm.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>

#include "models/syllable_lm/format.h"
#include "models/syllable_lm/successor_index.h"
#include "pipeline/base/mapped_file.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

static_assert(std::endian::native == std::endian::little, "the model file is read where it lies");

template <class T>
bool IsAscendingTo(std::span<const T> starts, std::uint64_t end) {
  return starts.front() == 0 && starts.back() == end && std::is_sorted(starts.begin(), starts.end());
}

// Finds ascending ids in an ascending list of successors, each search beginning where the last one ended.
class Cursor {
 public:
  explicit Cursor(std::span<const std::uint16_t> words)
      : begin_(words.data()), end_(begin_ + words.size()), at_(begin_) {}

  // Is the word in the list? Then `at` is its index.
  bool Find(WordId word) {
    if (word < last_) at_ = begin_;
    last_ = word;
    // Look-alikes are neighbours: the next one is near.
    for (int step = 0; step < kNear; ++step, ++at_) {
      if (at_ == end_) return false;
      if (*at_ >= word) return *at_ == word;
    }
    Gallop(word);
    return at_ != end_ && *at_ == word;
  }
  std::size_t at() const { return static_cast<std::size_t>(at_ - begin_); }

 private:
  static constexpr int kNear = 3;

  // To the first word that is not less.
  void Gallop(WordId word) {
    std::size_t left = static_cast<std::size_t>(end_ - at_);
    std::size_t step = 4;
    while (step < left && at_[step] < word) {
      at_ += step;
      left -= step;
      step *= 2;
    }
    std::size_t size = std::min(step, left);  // the first that is not less, or the end, is among so many more
    while (size > 0) {
      const std::size_t half = size / 2;
      const bool less = at_[half] < word;
      at_ = less ? at_ + half + 1 : at_;
      size = less ? size - half - 1 : half;
    }
  }

  const std::uint16_t* begin_;
  const std::uint16_t* end_;
  const std::uint16_t* at_;
  WordId last_ = 0;
};

}  // namespace

struct SyllableLm::Data {
  explicit Data(MappedFile mapped) : file(std::move(mapped)) {}

  MappedFile file;
  lm_format::Header header;
  std::span<const std::uint32_t> token_start, base_start, bigram_start, context_rank, trigram_start;
  std::span<const std::uint16_t> token_order, base_first, bigram_word, trigram_word;
  std::span<const std::uint8_t> bigram_code, context_backoff, trigram_code;
  std::span<const std::uint64_t> context_bits;
  std::span<const float> unigram, unigram_backoff, code_books;
  std::string_view token_text, base_text;
  std::vector<WordId> ids;  // 0, 1, 2, ...: what LookAlikes gives slices of
  std::unique_ptr<SuccessorIndexes> successors;

  template <class T>
  void Bind(lm_format::Section section, std::span<const T>& view) const {
    SectionPlace place = lm_format::Layout(header)[section];
    view = {reinterpret_cast<const T*>(file.bytes().data() + place.begin), place.bytes / sizeof(T)};
  }
  void Bind(lm_format::Section section, std::string_view& view) const {
    SectionPlace place = lm_format::Layout(header)[section];
    view = file.bytes().substr(place.begin, place.bytes);
  }

  void BindAll();
  bool IsConsistent() const;

  std::string_view Slice(std::string_view text, std::span<const std::uint32_t> starts, std::size_t i) const {
    return text.substr(starts[i], starts[i + 1] - starts[i]);
  }
  std::string_view TokenOf(std::size_t word) const { return Slice(token_text, token_start, word); }
  WordId Known(WordId word) const { return word < header.words ? word : kUnknown; }

  // What a context of two words has: the range of its trigrams and its back-off (log).
  struct Context {
    std::size_t begin = 0;
    std::size_t end = 0;
    float backoff = 0;
  };
  Context Find(WordId w2, WordId w1) const;
  Context At(std::size_t bigram) const;  // of the bigram at this place
  static constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();
  std::size_t RowOf(std::size_t bigram) const;  // of its context; kNoRow where it has none
};

void SyllableLm::Data::BindAll() {
  using namespace lm_format;
  Bind(kTokenStart, token_start);
  Bind(kTokenText, token_text);
  Bind(kTokenOrder, token_order);
  Bind(kBaseStart, base_start);
  Bind(kBaseText, base_text);
  Bind(kBaseFirst, base_first);
  Bind(kUnigramLogProb, unigram);
  Bind(kUnigramBackoff, unigram_backoff);
  Bind(kCodeBooks, code_books);
  Bind(kBigramStart, bigram_start);
  Bind(kBigramWord, bigram_word);
  Bind(kBigramCode, bigram_code);
  Bind(kContextBits, context_bits);
  Bind(kContextRank, context_rank);
  Bind(kContextBackoff, context_backoff);
  Bind(kTrigramStart, trigram_start);
  Bind(kTrigramWord, trigram_word);
  Bind(kTrigramCode, trigram_code);
  ids.resize(header.words);
  std::iota(ids.begin(), ids.end(), WordId{0});
  successors = std::make_unique<SuccessorIndexes>(header.words);
}

// Every index that a query follows stays inside its section, whatever the bytes say.
bool SyllableLm::Data::IsConsistent() const {
  bool starts = IsAscendingTo(token_start, token_text.size()) && IsAscendingTo(base_start, base_text.size()) &&
                IsAscendingTo(bigram_start, bigram_word.size()) && IsAscendingTo(trigram_start, trigram_word.size());
  if (!starts || base_first.back() != header.words || !std::is_sorted(base_first.begin(), base_first.end()))
    return false;
  if (std::any_of(token_order.begin(), token_order.end(), [&](auto id) { return id >= header.words; })) return false;
  std::uint64_t rank = 0;
  for (std::size_t i = 0; i < context_bits.size(); ++i) {
    if (context_rank[i] != rank) return false;
    rank += static_cast<std::uint64_t>(std::popcount(context_bits[i]));
  }
  return rank == header.contexts;
}

SyllableLm::Data::Context SyllableLm::Data::Find(WordId w2, WordId w1) const {
  auto begin = bigram_word.begin() + bigram_start[w2];
  auto end = bigram_word.begin() + bigram_start[w2 + 1];
  auto found = std::lower_bound(begin, end, w1);
  if (found == end || *found != w1) return {};
  return At(static_cast<std::size_t>(found - bigram_word.begin()));
}

std::size_t SyllableLm::Data::RowOf(std::size_t bigram) const {
  std::uint64_t block = context_bits[bigram / 64];
  std::uint64_t bit = std::uint64_t{1} << bigram % 64;
  if ((block & bit) == 0) return kNoRow;
  return context_rank[bigram / 64] + static_cast<std::size_t>(std::popcount(block & (bit - 1)));
}

SyllableLm::Data::Context SyllableLm::Data::At(std::size_t bigram) const {
  const std::size_t row = RowOf(bigram);
  if (row == kNoRow) return {};
  return {trigram_start[row], trigram_start[row + 1], code_books[512 + context_backoff[row]]};
}

SyllableLm::SyllableLm(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
SyllableLm::SyllableLm(SyllableLm&&) noexcept = default;
SyllableLm& SyllableLm::operator=(SyllableLm&&) noexcept = default;
SyllableLm::~SyllableLm() = default;

Result<SyllableLm> SyllableLm::Open(const std::string& path) {
  VK_ASSIGN_OR_RETURN(MappedFile mapped, MappedFile::Open(path));
  auto fail = [&](ErrorCode code, std::string message) {
    return Fail(InFile(Error{code, std::move(message), {}, {}}, path));
  };
  auto data = std::make_unique<Data>(std::move(mapped));
  const std::string_view bytes = data->file.bytes();
  if (bytes.size() < sizeof(data->header)) {
    return fail(ErrorCode::kInvalidInput, fmt::format("not a language model: only {} bytes", bytes.size()));
  }
  std::memcpy(&data->header, bytes.data(), sizeof(data->header));
  const lm_format::Header& h = data->header;
  if (std::string_view(h.magic.data(), h.magic.size()) != lm_format::kMagic) {
    return fail(ErrorCode::kInvalidInput, "not a vankho language model");
  }
  if (h.version != lm_format::kVersion || h.header_bytes != sizeof(h)) {
    return fail(ErrorCode::kVersion, fmt::format("language model of format {}; this program reads format {}", h.version,
                                                 lm_format::kVersion));
  }
  if (h.words < 3 || h.words > 65535 || h.file_bytes != bytes.size() || lm_format::FileBytes(h) != h.file_bytes) {
    return fail(
        ErrorCode::kInvalidInput,
        fmt::format("damaged or truncated language model: {} bytes, its header says {}", bytes.size(), h.file_bytes));
  }
  const char* body = bytes.data() + sizeof(h);
  std::span words(reinterpret_cast<const std::uint64_t*>(body), (h.file_bytes - sizeof(h)) / 8);
  if (SectionsChecksum(words) != h.checksum) {
    return fail(ErrorCode::kInvalidInput, "damaged language model: its checksum does not fit");
  }
  data->BindAll();
  if (!data->IsConsistent())
    return fail(ErrorCode::kInvalidInput, "damaged language model: its tables do not fit together");
  return SyllableLm(std::move(data));
}

WordId SyllableLm::IdOf(std::string_view token) const {
  auto order = data_->token_order;
  auto found = std::lower_bound(order.begin(), order.end(), token,
                                [&](std::uint16_t id, std::string_view wanted) { return data_->TokenOf(id) < wanted; });
  return found != order.end() && data_->TokenOf(*found) == token ? *found : kUnknown;
}

WordId SyllableLm::IdOfAnyCase(std::string_view token) const {
  WordId id = IdOf(token);
  return id != kUnknown ? id : IdOf(ToLower(token));
}

std::string_view SyllableLm::Token(WordId word) const { return data_->TokenOf(data_->Known(word)); }
std::size_t SyllableLm::vocabulary_size() const { return data_->header.words; }

std::span<const WordId> SyllableLm::LookAlikes(std::string_view bare_lower) const {
  std::size_t low = 0;
  std::size_t high = data_->header.bases;
  while (low < high) {
    std::size_t middle = (low + high) / 2;
    if (data_->Slice(data_->base_text, data_->base_start, middle) < bare_lower) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == data_->header.bases || data_->Slice(data_->base_text, data_->base_start, low) != bare_lower) return {};
  std::size_t first = data_->base_first[low];
  return std::span(data_->ids).subspan(first, data_->base_first[low + 1] - first);
}

float SyllableLm::UnigramLogProb(WordId word) const { return data_->unigram[data_->Known(word)]; }

float SyllableLm::LogProb(WordId w2, WordId w1, WordId w) const {
  float out = 0;
  LogProbs(w2, w1, std::span(&w, 1), std::span(&out, 1));
  return out;
}

void SyllableLm::LogProbs(WordId w2, WordId w1, std::span<const WordId> candidates, std::span<float> out) const {
  const Data& d = *data_;
  w2 = d.Known(w2);
  w1 = d.Known(w1);
  Data::Context context = w1 == kBegin ? Data::Context{} : d.Find(w2, w1);
  Cursor trigrams(d.trigram_word.subspan(context.begin, context.end - context.begin));
  std::size_t first = d.bigram_start[w1];
  Cursor bigrams(d.bigram_word.subspan(first, d.bigram_start[w1 + 1] - first));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    WordId w = d.Known(candidates[i]);
    if (trigrams.Find(w)) {
      out[i] = d.code_books[256 + d.trigram_code[context.begin + trigrams.at()]];
    } else if (bigrams.Find(w)) {
      out[i] = context.backoff + d.code_books[d.bigram_code[first + bigrams.at()]];
    } else {
      out[i] = context.backoff + d.unigram_backoff[w1] + d.unigram[w];
    }
  }
}

void SyllableLm::AfterWord(WordId w1, std::span<const WordId> words, std::span<float> out,
                           std::span<Pair> pairs) const {
  constexpr std::size_t kFew = 4;  // are searched as quickly
  const Data& d = *data_;
  w1 = d.Known(w1);
  const std::size_t first = d.bigram_start[w1];
  const auto all = d.bigram_word.subspan(first, d.bigram_start[w1 + 1] - first);
  auto found = [&](std::size_t i, std::size_t at) {
    pairs[i] = static_cast<Pair>(first + at);  // AfterPair looks whether it is a context: most are never asked for
    out[i] = d.code_books[d.bigram_code[first + at]];
  };
  auto absent = [&](std::size_t i, WordId w) {
    pairs[i] = kNoPair;
    out[i] = d.unigram_backoff[w1] + d.unigram[w];
  };
  const SuccessorIndex* index = words.size() > kFew ? d.successors->Of(w1, all) : nullptr;
  if (index != nullptr) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const WordId w = d.Known(words[i]);
      const std::uint32_t at = index->Find(w);
      at != SuccessorIndex::kNone ? found(i, at) : absent(i, w);
    }
    return;
  }
  Cursor bigrams(all);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const WordId w = d.Known(words[i]);
    bigrams.Find(w) ? found(i, bigrams.at()) : absent(i, w);
  }
}

// The bits of all pairs come first, then the contexts of all that have one, then their successors: so many waits for
// the memory at once instead of one after the other.
void SyllableLm::Expect(std::span<const Pair> pairs) const {
  const Data& d = *data_;
  for (const Pair pair : pairs) {
    if (pair >= d.bigram_word.size()) continue;
    __builtin_prefetch(&d.context_bits[pair / 64]);
    __builtin_prefetch(&d.context_rank[pair / 64]);
  }
  constexpr std::size_t kMost = 16;
  std::array<std::size_t, kMost> rows;
  std::size_t count = 0;
  for (const Pair pair : pairs) {
    if (pair >= d.bigram_word.size() || count == kMost) continue;
    const std::size_t row = d.RowOf(pair);
    if (row == Data::kNoRow) continue;
    __builtin_prefetch(&d.trigram_start[row]);
    __builtin_prefetch(&d.context_backoff[row]);
    rows[count++] = row;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = d.trigram_start[rows[i]];
    if (begin == d.trigram_word.size()) continue;
    __builtin_prefetch(&d.trigram_word[begin]);
    __builtin_prefetch(&d.trigram_code[begin]);
  }
}

void SyllableLm::AfterPair(Pair pair, std::span<const WordId> words, std::span<const float> after_word,
                           std::span<float> out) const {
  const Data& d = *data_;
  if (pair >= d.bigram_word.size()) {
    std::copy_n(after_word.begin(), words.size(), out.begin());
    return;
  }
  const Data::Context context = d.At(pair);
  for (std::size_t i = 0; i < words.size(); ++i) out[i] = context.backoff + after_word[i];
  if (context.begin == context.end) return;
  Cursor trigrams(d.trigram_word.subspan(context.begin, context.end - context.begin));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (trigrams.Find(d.Known(words[i]))) out[i] = d.code_books[256 + d.trigram_code[context.begin + trigrams.at()]];
  }
}

std::size_t SyllableLm::file_bytes() const { return data_->header.file_bytes; }
std::uint64_t SyllableLm::checksum() const { return data_->header.checksum; }
std::size_t SyllableLm::bigram_count() const { return data_->header.bigrams; }
std::size_t SyllableLm::trigram_count() const { return data_->header.trigrams; }

}  // namespace vankho
