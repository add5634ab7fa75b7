#include "pipeline/restore/engine_profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/model_files.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr double kRare = 1e-6;  // share of a letter that no table has

// How often each letter is printed.
std::unordered_map<char32_t, double> PrintedLetters(const LanguageModel& lm) {
  std::unordered_map<char32_t, double> printed;
  for (WordId word = 3; word < lm.size(); ++word) {
    const std::string_view token = lm.Token(word);
    if (token.starts_with('<')) continue;
    const double probability = std::exp(static_cast<double>(lm.Unigram(word)));
    for (char32_t letter : ToUtf32(token)) {
      if (IsLetter(letter)) printed[letter] += probability;
    }
  }
  return printed;
}

// What the channel makes of them.
std::unordered_map<char32_t, double> ReadShares(const OcrChannel& channel,
                                                const std::unordered_map<char32_t, double>& printed) {
  auto share_of = [&](char32_t letter) {
    auto found = printed.find(letter);
    return found == printed.end() ? 0 : found->second;
  };
  std::unordered_map<char32_t, double> shares;
  double total = 0;
  channel.ForEachRead([&](const std::u32string& read, std::span<const OcrChannel::Source> sources) {
    for (const OcrChannel::Source& source : sources) {
      if (source.second != 0) continue;  // few, and their letters stand in units of their own
      const double mass = share_of(source.first) * std::exp(-static_cast<double>(source.cost));
      for (char32_t letter : read) {
        if (!IsLetter(letter) && !IsDigit(letter)) continue;
        shares[letter] += mass;
        total += mass;
      }
    }
  });
  for (auto& [letter, share] : shares) share /= std::max(total, kRare);
  return shares;
}

// Letters, and digits of runs that hold a letter.
template <typename Use>
void ForEachReadLetter(std::string_view line, const Use& use) {
  std::u32string run;
  auto finish = [&] {
    if (std::any_of(run.begin(), run.end(), IsLetter)) {
      for (char32_t c : run) use(c);
    }
    run.clear();
  };
  for (const CodePoint& c : DecodeUtf8(line)) {
    if (IsLetter(c.value) || IsDigit(c.value)) {
      run += c.value;
    } else {
      finish();
    }
  }
  finish();
}

}  // namespace

Result<EngineProfiles> LoadEngineProfiles(const std::string& data_folder) {
  const std::string folder = "models/ocr_channel/";
  VK_ASSIGN_OR_RETURN(Lexicon list, Lexicon::Load(fmt::format("{}/{}profiles.tsv", data_folder, folder)));
  VK_ASSIGN_OR_RETURN(const std::size_t profile, list.Column("profile"));
  VK_ASSIGN_OR_RETURN(const std::size_t table, list.Column("table"));
  VK_ASSIGN_OR_RETURN(const std::size_t knows, list.Column("knows"));
  EngineProfiles profiles;
  int own = 0;
  for (const Lexicon::Row& row : list.rows()) {
    const std::string file = folder + row.cells[table];
    VK_RETURN_IF_ERROR(CheckModelFile(data_folder, file));
    VK_ASSIGN_OR_RETURN(OcrChannel channel, OcrChannel::Load(fmt::format("{}/{}", data_folder, file)));
    if (row.cells[knows] == "latin") {
      profiles.latin.push_back({row.cells[profile], std::move(channel)});
    } else if (row.cells[knows] == "vietnamese" && own++ == 0) {
      profiles.own_ocr = std::move(channel);
    } else {
      return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: '{}' is neither latin nor the one row of vietnamese",
                                                        list.name(), row.line, row.cells[knows]));
    }
  }
  if (profiles.latin.empty() || own == 0) {
    return Fail(ErrorCode::kInvalidInput, fmt::format("{}: wants a row of latin and one of vietnamese", list.name()));
  }
  return profiles;
}

EngineJudge::EngineJudge(const LanguageModel& lm, std::span<const OcrChannel* const> engines)
    : engines_(engines.size()), log_rare_(engines.size(), std::log(kRare)) {
  if (engines_ < 2) return;
  const std::unordered_map<char32_t, double> printed = PrintedLetters(lm);
  for (std::size_t e = 0; e < engines_; ++e) {
    for (const auto& [letter, share] : ReadShares(*engines[e], printed)) {
      std::vector<double>& row = log_share_.try_emplace(letter, log_rare_).first->second;
      row[e] = std::log(std::max(share, kRare));
    }
  }
}

std::size_t EngineJudge::Choose(std::span<const std::string_view> lines) const {
  if (engines_ < 2) return 0;
  std::vector<double> sums(engines_);
  std::size_t letters = 0;
  for (std::string_view line : lines) {
    ForEachReadLetter(line, [&](char32_t letter) {
      auto found = log_share_.find(letter);
      const std::vector<double>& row = found == log_share_.end() ? log_rare_ : found->second;
      for (std::size_t e = 0; e < engines_; ++e) sums[e] += row[e];
      ++letters;
    });
  }
  if (letters < kFewest) return 0;
  return static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
}

}  // namespace vankho
