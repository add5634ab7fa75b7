#include "models/context_ranker/builder/ranker_ids.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "models/syllable_lm/builder/training_data.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kSpecial = 3;  // <unk>, <s>, </s>

std::vector<std::uint16_t> RowsOf(std::span<const std::uint64_t> uses, std::size_t rows) {
  std::vector<std::uint16_t> by_use(uses.size() - kSpecial);
  std::iota(by_use.begin(), by_use.end(), static_cast<std::uint16_t>(kSpecial));
  std::stable_sort(by_use.begin(), by_use.end(), [&](auto a, auto b) { return uses[a] > uses[b]; });
  std::vector<std::uint16_t> row(uses.size(), kSpecial);  // shared by the rare ones
  for (std::size_t id = 0; id < kSpecial; ++id) row[id] = static_cast<std::uint16_t>(id);
  for (std::size_t i = 0; i < by_use.size() && kSpecial + 1 + i < rows; ++i)
    row[by_use[i]] = static_cast<std::uint16_t>(kSpecial + 1 + i);
  return row;
}

// The id of each word in small letters, its own where there is none.
std::vector<TokenId> Folds(const std::vector<std::string>& tokens) {
  std::unordered_map<std::string, TokenId> ids;
  for (std::size_t id = 0; id < tokens.size(); ++id) ids.emplace(tokens[id], static_cast<TokenId>(id));
  std::vector<TokenId> folds;
  for (std::size_t id = 0; id < tokens.size(); ++id) {
    const auto found = ids.find(ToLower(tokens[id]));
    folds.push_back(found == ids.end() ? static_cast<TokenId>(id) : found->second);
  }
  return folds;
}

}  // namespace

RankerIds NumberWords(const std::vector<std::string>& tokens, std::span<const std::uint64_t> uses, std::size_t rows) {
  RankerIds ids;
  ids.rows = rows;
  ids.row = RowsOf(uses, rows);
  ids.output.assign(tokens.size(), ranker_format::kNoOutput);
  const std::vector<TokenId> folds = Folds(tokens);
  for (std::size_t id = 0; id < tokens.size(); ++id) ids.capital.push_back(folds[id] != id);
  const std::vector<TokenId> first = GroupFirst(tokens);
  for (std::size_t begin = kSpecial; begin < tokens.size();) {
    std::size_t end = begin;
    std::size_t kinds = 0;
    for (; end < tokens.size() && first[end] == first[begin]; ++end) kinds += folds[end] == end;
    const auto group = static_cast<std::uint16_t>(ids.group.size());
    for (std::size_t id = begin; kinds > 1 && id < end; ++id) {
      if (folds[id] != id) continue;
      ids.output[id] = static_cast<std::uint16_t>(ids.group.size());
      ids.group.push_back(group);
    }
    ids.group_end.resize(ids.group.size(), static_cast<std::uint16_t>(ids.group.size()));
    for (std::size_t id = begin; kinds > 1 && id < end; ++id) ids.output[id] = ids.output[folds[id]];
    begin = end;
  }
  return ids;
}

}  // namespace vankho
