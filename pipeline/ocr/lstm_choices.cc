#include "pipeline/ocr/lstm_choices.h"

#include <algorithm>
#include <map>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr double kLeast = 0.05;       // of an alternative's probability
constexpr std::size_t kMost = 3;      // alternatives of a word
constexpr double kSurelyThere = 0.9;  // a letter is no rival of what stands so surely beside it

// What could stand at one letter's place instead, and how probable that is.
struct Rival {
  std::size_t at = 0;  // of the word's letters
  std::string text;    // in place of the letter
  double share = 0;
};

double ProbabilityIn(const LstmStep& step, std::string_view sign) {
  for (const auto& [text, probability] : step) {
    if (sign == text) return probability;
  }
  return 0;
}

// The steps of a word's letters without those of the space before it.
std::vector<const std::vector<LstmStep>*> WithoutSpace(const std::vector<std::vector<LstmStep>>& letters) {
  std::vector<const std::vector<LstmStep>*> out;
  for (const std::vector<LstmStep>& steps : letters) {
    double space = 0;
    double other = 0;
    for (const LstmStep& step : steps) {
      for (const auto& [text, probability] : step) {
        if (*text == '\0') continue;
        double& most = std::string_view(text) == " " ? space : other;
        most = std::max(most, static_cast<double>(probability));
      }
    }
    if (space <= other) out.push_back(&steps);
  }
  return out;
}

// The rivals of one letter: other signs, nothing at all, and signs before or behind it.
void AddRivals(const std::vector<LstmStep>& steps, std::size_t at, std::string_view letter, std::string_view before,
               std::string_view behind, std::vector<Rival>& rivals) {
  double own = 0;
  std::size_t peak = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double p = ProbabilityIn(steps[i], letter);
    if (p > own) own = p, peak = i;
  }
  if (own <= 0) return;
  struct Most {
    double probability = 0;
    std::size_t step = 0;
  };
  std::map<std::string_view, Most> others;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const auto& [text, probability] : steps[i]) {
      const std::string_view sign = text;
      if (sign.empty() || sign == " " || sign == letter || sign == before || sign == behind) continue;
      if (Most& most = others[sign]; probability > most.probability) most = {probability, i};
    }
  }
  for (const auto& [sign, most] : others) {
    const double there = ProbabilityIn(steps[most.step], letter);
    const bool beside = own >= kSurelyThere && there < most.probability;
    std::string text(sign);
    if (beside) text.insert(most.step < peak ? text.size() : 0, letter);
    rivals.push_back({at, std::move(text), beside ? most.probability : most.probability / (most.probability + own)});
  }
  rivals.push_back({at, "", ProbabilityIn(steps[peak], "")});
}

std::string With(std::string_view word, const std::vector<CodePoint>& chars, const std::vector<const Rival*>& rivals) {
  std::string out;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    auto rival = std::find_if(rivals.begin(), rivals.end(), [&](const Rival* r) { return r->at == i; });
    out += rival != rivals.end() ? (*rival)->text
                                 : std::string(word.substr(chars[i].begin, chars[i].end - chars[i].begin));
  }
  return out;
}

}  // namespace

std::vector<Alternative> AlternativesOf(std::string_view word, const std::vector<std::vector<LstmStep>>& letters) {
  const std::vector<const std::vector<LstmStep>*> steps = WithoutSpace(letters);
  const std::vector<CodePoint> chars = DecodeUtf8(word);
  if (steps.size() != chars.size()) return {};
  auto letter = [&](std::size_t i) {
    return i < chars.size() ? word.substr(chars[i].begin, chars[i].end - chars[i].begin) : std::string_view();
  };
  std::vector<Rival> rivals;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    AddRivals(*steps[i], i, letter(i), i > 0 ? letter(i - 1) : "", letter(i + 1), rivals);
  }
  std::erase_if(rivals, [](const Rival& rival) { return rival.share < kLeast; });
  std::stable_sort(rivals.begin(), rivals.end(), [](const Rival& a, const Rival& b) { return a.share > b.share; });
  std::vector<Alternative> out;
  auto add = [&](const std::vector<const Rival*>& which, double share) {
    std::string text = With(word, chars, which);
    if (!text.empty() && share >= kLeast) out.push_back({std::move(text), share});
  };
  for (const Rival& rival : rivals) add({&rival}, rival.share);
  auto second = std::find_if(rivals.begin(), rivals.end(), [&](const Rival& r) { return r.at != rivals[0].at; });
  if (second != rivals.end()) add({&rivals[0], &*second}, rivals[0].share * second->share);
  std::stable_sort(out.begin(), out.end(),
                   [](const Alternative& a, const Alternative& b) { return a.confidence > b.confidence; });
  if (out.size() > kMost) out.resize(kMost);
  return out;
}

}  // namespace vankho
