#include "extractors/agency/name_trie.h"

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMaxVariants = 96;  // a name

using Keys = std::vector<std::string>;

// Parts of names that papers abbreviate whatever the name.
struct Phrase {
  std::array<std::string_view, 4> words;
  std::size_t size;
  std::string_view abbreviation;
};
constexpr std::array<Phrase, 9> kPhrases{{{{"ủy", "ban", "nhân", "dân"}, 4, "ubnd"},
                                          {{"hội", "đồng", "nhân", "dân"}, 4, "hđnd"},
                                          {{"phát", "triển", "nông", "thôn"}, 4, "ptnt"},
                                          {{"mặt", "trận", "tổ", "quốc"}, 4, "mttq"},
                                          {{"bảo", "hiểm", "xã", "hội"}, 4, "bhxh"},
                                          {{"ban", "chỉ", "đạo", ""}, 3, "bcđ"},
                                          {{"ban", "quản", "lý", ""}, 3, "bql"},
                                          {{"văn", "phòng", "", ""}, 2, "vp"},
                                          {{"trung", "tâm", "", ""}, 2, "tt"}}};

bool HasPhrase(const Keys& keys, std::size_t at, const Phrase& phrase) {
  if (at + phrase.size > keys.size()) return false;
  for (std::size_t i = 0; i < phrase.size; ++i) {
    if (keys[at + i] != phrase.words[i]) return false;
  }
  return true;
}

std::string Initials(const Keys& words) {
  std::string initials;
  for (const std::string& word : words) {
    if (!word.empty()) AppendUtf8(DecodeUtf8(word).front().value, initials);
  }
  return initials;
}

// The name's words in parts: "Sở Văn hóa, Thể thao và Du lịch" -> {sở} {văn hóa} {thể thao} {du lịch}.
std::vector<Keys> Parts(std::string_view name) {
  std::vector<Keys> parts(1);
  for (const WordToken& token : SplitWords(name)) {
    if (JoinsNames(token)) {
      if (!parts.back().empty()) parts.emplace_back();
    } else {
      parts.back().push_back(token.key);
    }
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

Keys Flat(const std::vector<Keys>& parts) {
  Keys all;
  for (const Keys& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

void AddPhraseVariants(const Keys& keys, std::set<Keys>& out) {
  if (out.size() >= kMaxVariants || !out.insert(keys).second) return;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    for (const Phrase& phrase : kPhrases) {
      if (!HasPhrase(keys, at, phrase)) continue;
      Keys shorter(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(at));
      shorter.emplace_back(phrase.abbreviation);
      shorter.insert(shorter.end(), keys.begin() + static_cast<std::ptrdiff_t>(at + phrase.size), keys.end());
      AddPhraseVariants(shorter, out);
    }
  }
}

// "Sở", "Phòng" and "Bộ" with each part in full or as initials, and in one word.
void AddPartVariants(std::vector<Keys> parts, std::set<Keys>& out, std::set<Keys>& glued) {
  std::string head = parts.front().front();
  if (head != "sở" && head != "phòng" && head != "bộ") return;
  parts.front().erase(parts.front().begin());
  if (parts.front().empty()) return;
  std::string all;
  for (const Keys& part : parts) all += Initials(part);
  for (unsigned mask = 0; mask < (1U << parts.size()); ++mask) {
    Keys keys{head};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((mask >> i & 1U) != 0 && parts[i].size() > 1) {
        keys.push_back(Initials(parts[i]));
      } else {
        keys.insert(keys.end(), parts[i].begin(), parts[i].end());
      }
    }
    AddPhraseVariants(keys, out);
    if (head == "phòng") {
      keys.front() = "p";
      AddPhraseVariants(keys, out);
    }
  }
  if (all.size() >= 2) out.insert({head, all});
  if (all.size() >= 2 && head == "phòng") out.insert({"p", all});
  // "Sở LĐTB&XH": the first of three parts or more in one word.
  for (std::size_t first = 2; first < parts.size(); ++first) {
    Keys keys{head, {}};
    for (std::size_t i = 0; i < first; ++i) keys.back() += Initials(parts[i]);
    for (std::size_t i = first; i < parts.size(); ++i) keys.push_back(Initials(parts[i]));
    out.insert(std::move(keys));
  }
  glued.insert({Initials({head}) + all});
}

}  // namespace

bool JoinsNames(const WordToken& token) {
  return token.key == "-" || token.key == "," || token.key == "và" || token.key == "&" || token.key == "/" ||
         token.key == ".";
}

int NameTrie::ChildOf(int node, int word) const {
  if (word < 0) return -1;
  if (node == 0) return static_cast<std::size_t>(word) < first_.size() ? first_[static_cast<std::size_t>(word)] : -1;
  const auto& next = nodes_[static_cast<std::size_t>(node)].next;
  auto at = std::lower_bound(next.begin(), next.end(), std::pair{word, 0});
  return at != next.end() && at->first == word ? at->second : -1;
}

void NameTrie::Add(const std::vector<int>& words, int entry, bool caps) {
  int node = 0;
  for (int word : words) {
    int child = ChildOf(node, word);
    if (child < 0) {
      child = static_cast<int>(nodes_.size());
      if (node == 0) {
        first_.resize(std::max(first_.size(), static_cast<std::size_t>(word) + 1), -1);
        first_[static_cast<std::size_t>(word)] = child;
      } else {
        auto& next = nodes_[static_cast<std::size_t>(node)].next;
        next.insert(std::lower_bound(next.begin(), next.end(), std::pair{word, 0}), {word, child});
      }
      nodes_.emplace_back();
    }
    node = child;
  }
  Node& last = nodes_[static_cast<std::size_t>(node)];
  if (last.entry >= 0 && (caps || !last.caps)) return;  // the first row that names a spelling has it
  last.entry = entry;
  last.caps = caps;
}

std::optional<NameTrie::Hit> NameTrie::Walk(int node, std::span<const WordToken> tokens, std::size_t begin,
                                            bool mind_caps) const {
  std::optional<Hit> best;
  int joined = 0;
  for (std::size_t i = begin; i < tokens.size(); ++i) {
    int next = ChildOf(node, tokens[i].number);
    if (next < 0) {
      if (i == begin || !JoinsNames(tokens[i]) || ++joined > 2) break;
      continue;
    }
    joined = 0;
    node = next;
    const Node& there = nodes_[static_cast<std::size_t>(node)];
    if (there.entry >= 0 && (!there.caps || !mind_caps || tokens[begin].all_caps)) best = Hit{there.entry, i + 1};
  }
  return best;
}

std::optional<NameTrie::Hit> NameTrie::Longest(std::span<const WordToken> tokens, std::size_t begin,
                                               bool mind_caps) const {
  return Walk(0, tokens, begin, mind_caps);
}

std::optional<NameTrie::Hit> NameTrie::LongestAfter(int head, std::span<const WordToken> tokens,
                                                    std::size_t begin) const {
  int first = ChildOf(0, head);
  return first < 0 ? std::nullopt : Walk(first, tokens, begin, true);
}

std::vector<NameVariant> NameVariants(std::string_view name) {
  std::vector<Keys> parts = Parts(name);
  std::vector<NameVariant> variants;
  if (parts.empty()) return variants;
  std::set<Keys> spelled;
  std::set<Keys> glued;
  AddPhraseVariants(Flat(parts), spelled);
  AddPartVariants(parts, spelled, glued);
  for (const Keys& keys : spelled) variants.push_back({keys, false});
  for (const Keys& keys : glued) {
    if (!spelled.contains(keys)) variants.push_back({keys, true});
  }
  return variants;
}

}  // namespace vankho
