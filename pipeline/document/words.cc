#include "pipeline/document/words.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "pipeline/base/check.h"

namespace vankho {
namespace {

// A packed list is the number of its words, then of each word: the left and top edge less those of the word before,
// width and height in hundredths of a point, the confidence in thousandths, the text and the alternatives behind their
// sizes. All numbers in groups of seven bits, lowest first (LEB128); those that may be negative zigzag.

constexpr double kPointParts = 100;
constexpr double kConfidenceParts = 1000;

// The value as a whole number of parts; nothing where it is none.
std::optional<std::int64_t> Whole(double value, double parts) {
  constexpr double kMost = 1e12;
  double whole = std::round(value * parts);
  if (!(std::abs(whole) < kMost) || whole / parts != value) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

class Packer {
 public:
  bool Add(const Word& word) {
    auto left = Whole(word.box.left, kPointParts);
    auto top = Whole(word.box.top, kPointParts);
    auto right = Whole(word.box.right, kPointParts);
    auto bottom = Whole(word.box.bottom, kPointParts);
    if (!left || !top || !right || !bottom) return false;
    PutSigned(*left - left_);
    PutSigned(*top - top_);
    PutSigned(*right - *left);
    PutSigned(*bottom - *top);
    left_ = *left;
    top_ = *top;
    if (!PutText(word.text, word.confidence)) return false;
    Put(word.alternatives.size());
    return std::all_of(word.alternatives.begin(), word.alternatives.end(),
                       [&](const Alternative& other) { return PutText(other.text, other.confidence); });
  }
  void Put(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }
  std::string Take() {
    bytes_.shrink_to_fit();
    return std::move(bytes_);
  }

 private:
  void PutSigned(std::int64_t value) {
    Put((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  bool PutText(const std::string& text, double confidence) {
    auto parts = Whole(confidence, kConfidenceParts);
    if (!parts) return false;
    PutSigned(*parts);
    Put(text.size());
    bytes_ += text;
    return true;
  }

  std::string bytes_;
  std::int64_t left_ = 0;
  std::int64_t top_ = 0;
};

// Reads what a Packer wrote; nobody else writes such bytes.
std::uint64_t Number(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    VK_CHECK(!bytes.empty());
    auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

std::int64_t Signed(std::string_view& bytes) {
  std::uint64_t value = Number(bytes);
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

double Parts(std::int64_t whole, double parts) { return static_cast<double>(whole) / parts; }

void Text(std::string_view& bytes, std::string& text, double& confidence) {
  confidence = Parts(Signed(bytes), kConfidenceParts);
  std::size_t size = Number(bytes);
  VK_CHECK(size <= bytes.size());
  text.assign(bytes.substr(0, size));
  bytes.remove_prefix(size);
}

// The word after `word`, in its place.
void Unpack(std::string_view& bytes, Word& word) {
  auto edge = [](double value) { return static_cast<std::int64_t>(std::llround(value * kPointParts)); };
  std::int64_t left = edge(word.box.left) + Signed(bytes);
  std::int64_t top = edge(word.box.top) + Signed(bytes);
  std::int64_t right = left + Signed(bytes);
  std::int64_t bottom = top + Signed(bytes);
  word.box = {Parts(left, kPointParts), Parts(top, kPointParts), Parts(right, kPointParts), Parts(bottom, kPointParts)};
  Text(bytes, word.text, word.confidence);
  word.alternatives.resize(Number(bytes));
  for (Alternative& other : word.alternatives) Text(bytes, other.text, other.confidence);
}

}  // namespace

Box Cover(const Box& a, const Box& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

void WordList::Pack() {
  if (open_.empty()) return;
  Packer packer;
  packer.Put(open_.size());
  for (const Word& word : open_) {
    if (!packer.Add(word)) return open_.shrink_to_fit();
  }
  packed_ = packer.Take();
  open_ = std::vector<Word>();
}

std::vector<Word>& WordList::Open() {
  if (packed()) {
    const WordList& self = *this;
    std::vector<Word> words;
    words.reserve(size());
    for (const Word& word : self) words.push_back(word);
    open_ = std::move(words);
    packed_ = std::string();
  }
  return open_;
}

std::size_t WordList::size() const {
  if (!packed()) return open_.size();
  std::string_view bytes = packed_;
  return Number(bytes);
}

WordList::const_iterator WordList::begin() const {
  return packed() ? const_iterator(std::string_view(packed_)) : const_iterator(open_);
}

Word WordList::operator[](std::size_t index) const {
  if (!packed()) return open_[index];
  const_iterator at = begin();
  std::advance(at, index);
  return *at;
}

bool WordList::operator==(const WordList& other) const {
  return size() == other.size() && std::equal(begin(), end(), other.begin());
}

WordList::const_iterator::const_iterator(const std::vector<Word>& words) : next_(words.data()), left_(words.size()) {
  Take();
}

WordList::const_iterator::const_iterator(std::string_view packed) : rest_(packed) {
  left_ = Number(rest_);
  Take();
}

WordList::const_iterator& WordList::const_iterator::operator++() {
  --left_;
  Take();
  return *this;
}

void WordList::const_iterator::Take() {
  if (left_ == 0) return;
  if (next_ != nullptr) {
    word_ = *next_++;
  } else {
    Unpack(rest_, word_);
  }
}

}  // namespace vankho
