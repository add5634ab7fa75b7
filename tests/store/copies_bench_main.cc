// copies_bench FOLDER: how alike two readings of one paper are, and two papers made from one pattern, by the sketches
// that link copies (pipeline/store/copies.h). FOLDER holds texts, one document a file. Pairs are made here: readings by
// letters that are swapped, dropped or doubled at random; papers of one pattern by other numbers and a share of other
// lines.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/store/copies.h"

namespace vankho {
namespace {

using Random = std::mt19937;
constexpr int kPairs = 40;  // of each text

// Another reading: each letter is wrong with probability `rate`.
std::string Misread(const std::string& text, double rate, Random& random) {
  constexpr std::string_view kLetters = "aeiouyhntrlcmgb";
  std::uniform_real_distribution<double> chance(0, 1);
  std::string out;
  for (const CodePoint& c : DecodeUtf8(text)) {
    std::string_view bytes = std::string_view(text).substr(c.begin, c.end - c.begin);
    if (!IsLetter(c.value) || chance(random) >= rate) {
      out += bytes;
      continue;
    }
    switch (random() % 3) {
      case 0:
        out += kLetters[random() % kLetters.size()];
        break;
      case 1:
        out.append(bytes).append(bytes);
        break;
      default:
        break;  // lost
    }
  }
  return out;
}

// Another paper of the same pattern: its numbers are others, and a share of its lines come from `other`.
std::string SamePattern(const std::string& text, const std::string& other, double share, Random& random) {
  std::uniform_real_distribution<double> chance(0, 1);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < other.size();) {
    std::size_t end = std::min(other.find('\n', at), other.size());
    lines.push_back(other.substr(at, end - at));
    at = end + 1;
  }
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (!lines.empty() && chance(random) < share) line = lines[random() % lines.size()];
    for (char& c : line) {
      if (c >= '0' && c <= '9') c = static_cast<char>('0' + random() % 10);
    }
    out += line + "\n";
    at = end + 1;
  }
  return out;
}

void Print(const std::string& what, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  auto share = [&](double least) {
    auto count = std::count_if(values.begin(), values.end(), [&](double v) { return v >= least; });
    return 100.0 * static_cast<double>(count) / static_cast<double>(values.size());
  };
  fmt::print(
      "{:<52} {:>5} pairs   5th {:.2f}   median {:.2f}   95th {:.2f}   >= {:.1f}: {:5.1f} %   >= {:.1f}: {:5.1f} %\n",
      what, values.size(), values[values.size() / 20], values[values.size() / 2], values[values.size() * 95 / 100],
      kAlikeText, share(kAlikeText), kSameText, share(kSameText));
}

int Run(const std::string& folder) {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    auto text = ReadFile(entry.path().string());
    constexpr std::size_t kLeastBytes = 800;
    if (text && text->size() >= kLeastBytes && IsValidUtf8(*text)) texts.push_back(*text);
  }
  if (texts.size() < 2) return 2;
  std::sort(texts.begin(), texts.end());
  Random random(1);
  auto pairs = [&](const std::string& what, auto make) {
    std::vector<double> values;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      for (int k = 0; k < kPairs; ++k) {
        auto [a, b] = make(texts[i], texts[(i + 1 + static_cast<std::size_t>(k)) % texts.size()]);
        values.push_back(Similarity(SketchOf(a), SketchOf(b)));
      }
    }
    Print(what, std::move(values));
  };
  for (double rate : {0.005, 0.01, 0.02, 0.05}) {
    pairs(fmt::format("one paper read twice, {:.1f} % of letters wrong", 100 * rate),
          [&](const auto& text, const auto&) {
            return std::pair(Misread(text, rate, random), Misread(text, rate, random));
          });
  }
  for (double share : {0.0, 0.1, 0.3}) {
    pairs(
        fmt::format("one pattern, other numbers, {:.0f} % other lines", 100 * share),
        [&](const auto& text, const auto& other) { return std::pair(text, SamePattern(text, other, share, random)); });
  }
  pairs("two papers of the corpus", [&](const auto& text, const auto& other) {
    return std::pair(text, &text == &other ? std::string("khác") : other);
  });
  return 0;
}

}  // namespace
}  // namespace vankho

int main(int count, char** arguments) { return count == 2 ? vankho::Run(arguments[1]) : 2; }
