#include "models/syllable_lm/builder/write_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "models/syllable_lm/format.h"
#include "pipeline/base/check.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

using lm_format::Header;

// The sections, filled one after the other.
class Image {
 public:
  explicit Image(const Header& header)
      : places_(lm_format::Layout(header)), bytes_(lm_format::FileBytes(header), '\0') {}

  template <class T>
  void Put(lm_format::Section section, const std::vector<T>& values) {
    VK_CHECK(values.size() * sizeof(T) == places_[section].bytes);
    if (!values.empty()) std::memcpy(bytes_.data() + places_[section].begin, values.data(), values.size() * sizeof(T));
  }
  void Put(lm_format::Section section, const std::string& text) {
    Put(section, std::vector<char>(text.begin(), text.end()));
  }

  std::string Finish(Header header) {
    header.file_bytes = bytes_.size();
    std::vector<std::uint64_t> words((bytes_.size() - sizeof(Header)) / 8);
    std::memcpy(words.data(), bytes_.data() + sizeof(Header), words.size() * 8);
    header.checksum = SectionsChecksum(words);
    std::memcpy(bytes_.data(), &header, sizeof(header));
    return std::move(bytes_);
  }

 private:
  std::array<SectionPlace, lm_format::kSections> places_;
  std::string bytes_;
};

struct Bases {
  std::vector<std::uint32_t> start{0};
  std::string text;
  std::vector<std::uint16_t> first;
};

Bases CollectBases(const std::vector<std::string>& tokens) {
  Bases bases;
  std::string last;
  for (std::size_t id = 3; id < tokens.size(); ++id) {
    std::string base = BareKey(tokens[id]);
    if (!bases.first.empty() && base == last) continue;
    VK_CHECK(bases.first.empty() || last < base);
    bases.first.push_back(static_cast<std::uint16_t>(id));
    bases.text += base;
    bases.start.push_back(static_cast<std::uint32_t>(bases.text.size()));
    last = base;
  }
  bases.first.push_back(static_cast<std::uint16_t>(tokens.size()));
  return bases;
}

std::vector<std::uint8_t> Codes(const std::vector<float>& values, const CodeBook& book) {
  std::vector<std::uint8_t> codes;
  codes.reserve(values.size());
  for (float value : values) codes.push_back(book.Code(value));
  return codes;
}

struct Contexts {
  std::vector<std::uint64_t> bits;
  std::vector<std::uint32_t> rank;
  std::vector<float> backoff;
  std::vector<std::uint32_t> start;
};

Contexts CollectContexts(const NgramModel& model) {
  Contexts c;
  std::size_t bigrams = model.bigram_word.size();
  c.bits.assign((bigrams + 63) / 64, 0);
  for (std::size_t b = 0; b < bigrams; ++b) {
    if (b % 64 == 0) c.rank.push_back(static_cast<std::uint32_t>(c.backoff.size()));
    if (model.trigram_start[b] == model.trigram_start[b + 1]) continue;
    c.bits[b / 64] |= std::uint64_t{1} << b % 64;
    c.backoff.push_back(model.bigram_backoff[b]);
    c.start.push_back(model.trigram_start[b]);
  }
  c.start.push_back(static_cast<std::uint32_t>(model.trigram_word.size()));
  return c;
}

void PutTokens(const std::vector<std::string>& tokens, Image& image) {
  std::vector<std::uint32_t> start{0};
  std::string text;
  for (const std::string& token : tokens) {
    text += token;
    start.push_back(static_cast<std::uint32_t>(text.size()));
  }
  std::vector<std::uint16_t> order(tokens.size());
  std::iota(order.begin(), order.end(), std::uint16_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return tokens[a] < tokens[b]; });
  image.Put(lm_format::kTokenStart, start);
  image.Put(lm_format::kTokenText, text);
  image.Put(lm_format::kTokenOrder, order);
}

}  // namespace

CodeBook::CodeBook(std::span<const float> values) {
  std::vector<float> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<float> distinct = sorted;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() <= values_.size()) {
    std::copy(distinct.begin(), distinct.end(), values_.begin());
    std::fill(values_.begin() + static_cast<std::ptrdiff_t>(distinct.size()), values_.end(),
              distinct.empty() ? 0.0F : distinct.back());
    return;
  }
  for (std::size_t i = 0; i < 256; ++i) values_[i] = sorted[(2 * i + 1) * sorted.size() / 512];
  for (int round = 0; round < 30; ++round) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < 256; ++i) {
      double border = i == 255 ? INFINITY : (static_cast<double>(values_[i]) + values_[i + 1]) / 2;
      double sum = 0;
      std::size_t begin = at;
      while (at < sorted.size() && sorted[at] <= border) sum += sorted[at++];
      if (at > begin) values_[i] = static_cast<float>(sum / static_cast<double>(at - begin));
    }
  }
  std::sort(values_.begin(), values_.end());
}

std::uint8_t CodeBook::Code(float value) const {
  auto above = std::lower_bound(values_.begin(), values_.end(), value);
  if (above == values_.end()) --above;
  if (above != values_.begin() && value - *(above - 1) < *above - value) --above;
  return static_cast<std::uint8_t>(above - values_.begin());
}

std::string WriteModel(const NgramModel& model, const std::vector<std::string>& tokens) {
  VK_CHECK(tokens.size() == model.words() && tokens.size() < 65536);
  Bases bases = CollectBases(tokens);
  Contexts contexts = CollectContexts(model);
  Header header;
  std::copy(lm_format::kMagic.begin(), lm_format::kMagic.end(), header.magic.begin());
  header.version = lm_format::kVersion;
  header.header_bytes = sizeof(Header);
  header.words = static_cast<std::uint32_t>(tokens.size());
  for (const std::string& token : tokens) header.token_bytes += static_cast<std::uint32_t>(token.size());
  header.bases = static_cast<std::uint32_t>(bases.first.size() - 1);
  header.base_bytes = static_cast<std::uint32_t>(bases.text.size());
  header.bigrams = static_cast<std::uint32_t>(model.bigram_word.size());
  header.contexts = static_cast<std::uint32_t>(contexts.backoff.size());
  header.trigrams = static_cast<std::uint32_t>(model.trigram_word.size());
  Image image(header);
  PutTokens(tokens, image);
  image.Put(lm_format::kBaseStart, bases.start);
  image.Put(lm_format::kBaseText, bases.text);
  image.Put(lm_format::kBaseFirst, bases.first);
  image.Put(lm_format::kUnigramLogProb, model.unigram);
  image.Put(lm_format::kUnigramBackoff, model.unigram_backoff);
  CodeBook of_bigrams(model.bigram);
  CodeBook of_trigrams(model.trigram);
  CodeBook of_backoffs(contexts.backoff);
  std::vector<float> books;
  for (const CodeBook* book : {&of_bigrams, &of_trigrams, &of_backoffs}) {
    books.insert(books.end(), book->values().begin(), book->values().end());
  }
  image.Put(lm_format::kCodeBooks, books);
  image.Put(lm_format::kBigramStart, model.bigram_start);
  image.Put(lm_format::kBigramWord, model.bigram_word);
  image.Put(lm_format::kBigramCode, Codes(model.bigram, of_bigrams));
  image.Put(lm_format::kContextBits, contexts.bits);
  image.Put(lm_format::kContextRank, contexts.rank);
  image.Put(lm_format::kContextBackoff, Codes(contexts.backoff, of_backoffs));
  image.Put(lm_format::kTrigramStart, contexts.start);
  image.Put(lm_format::kTrigramWord, model.trigram_word);
  image.Put(lm_format::kTrigramCode, Codes(model.trigram, of_trigrams));
  return image.Finish(header);
}

}  // namespace vankho
