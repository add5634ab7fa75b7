// A language model that a person can add up: every word has a unigram probability, some pairs have one of their own.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/restore/language.h"

namespace vankho {

class ToyLanguage : public LanguageModel {
 public:
  // Words with their probabilities; pairs "a b" with P(b | a).
  explicit ToyLanguage(const std::map<std::string, double>& words,
                       std::map<std::pair<std::string, std::string>, double> pairs = {})
      : pairs_(std::move(pairs)) {
    for (std::string_view special : {"<unk>", "<s>", "</s>"}) Add(special, 0.001);
    for (const auto& [word, probability] : words) Add(word, probability);
  }
  std::size_t size() const override { return tokens_.size(); }
  std::string_view Token(WordId word) const override { return tokens_[word]; }
  WordId IdOf(std::string_view token) const override {
    auto found = ids_.find(std::string(token));
    return found == ids_.end() ? SyllableLm::kUnknown : found->second;
  }
  float Unigram(WordId word) const override { return logs_[word]; }
  void AfterWord(WordId w1, std::span<const WordId> words, std::span<float> out, std::span<Pair> pairs) const override {
    for (std::size_t i = 0; i < words.size(); ++i) {
      pairs[i] = SyllableLm::kNoPair;
      auto found = pairs_.find({tokens_[w1], tokens_[words[i]]});
      out[i] = found != pairs_.end() ? static_cast<float>(std::log(found->second)) : logs_[words[i]];
    }
  }
  void AfterPair(Pair, std::span<const WordId>, std::span<const float> after_word,
                 std::span<float> out) const override {
    std::copy(after_word.begin(), after_word.end(), out.begin());
  }

 private:
  void Add(std::string_view word, double probability) {
    ids_[std::string(word)] = static_cast<WordId>(tokens_.size());
    tokens_.emplace_back(word);
    logs_.push_back(static_cast<float>(std::log(probability)));
  }
  std::vector<std::string> tokens_;
  std::vector<float> logs_;
  std::map<std::string, WordId> ids_;
  std::map<std::pair<std::string, std::string>, double> pairs_;
};

// Enough words for one sentence of a plan and its rivals.
inline ToyLanguage PlanLanguage() {
  std::map<std::string, double> words;
  for (const char* word :
       {"kế",    "kể",   "kẻ",    "hoạch", "cải",  "cách", "hành", "hạnh",  "chính",  "chỉnh",  "tổ",
        "tố",    "chức", "của",   "cua",   "tỉnh", "tính", "tình", "năm",   "nằm",    "số",     "Số",
        "sổ",    "ngày", "tháng", "ủy",    "ban",  "bàn",  "nhân", "dân",   "dần",    "điểm",   "Kế",
        "UBND",  "thực", "hiện",  "và",    "về",   "các",  "được", "là",    "một",    "theo",   "đạt",
        "để",    "đơn",  "vị",    "quy",   "định", "công", "vụ",   "với",   "cho",    "đề",     "nghị",
        "phòng", "nội",  ":",     ".",     ",",    "-",    "/",    "<num>", "<year>", "<date>", "<code>"}) {
    words[word] = 0.01;
  }
  return ToyLanguage(words, {{{"kế", "hoạch"}, 0.9},
                             {{"cải", "cách"}, 0.9},
                             {{"cách", "hành"}, 0.9},
                             {{"hành", "chính"}, 0.9},
                             {{"tổ", "chức"}, 0.9},
                             {{"ủy", "ban"}, 0.9},
                             {{"ban", "nhân"}, 0.9},
                             {{"nhân", "dân"}, 0.9},
                             {{"dân", "tỉnh"}, 0.5},
                             {{"<num>", "tỉnh"}, 0.5},
                             {{"<num>", "điểm"}, 0.5},
                             {{"thực", "hiện"}, 0.9}});
}

}  // namespace vankho
