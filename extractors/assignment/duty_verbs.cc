#include "extractors/assignment/duty_verbs.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"

namespace vankho {

namespace {

// Words before a duty that say nothing of it: alone, and in twos.
constexpr std::string_view kPassedOver[] = {"phải", "cần", "sẽ", "là", "và", "còn", "cùng"};
constexpr std::pair<std::string_view, std::string_view> kPairs[] = {{"đồng", "thời"}, {"ngoài", "ra"}, {"cơ", "quan"}};

bool IsPassedOver(std::string_view word) {
  return std::find(std::begin(kPassedOver), std::end(kPassedOver), word) != std::end(kPassedOver);
}

bool OpensPair(std::string_view word) {
  return std::any_of(std::begin(kPairs), std::end(kPairs), [&](const auto& pair) { return pair.first == word; });
}

bool IsPair(std::string_view word, std::string_view next) {
  return std::find(std::begin(kPairs), std::end(kPairs), std::pair(word, next)) != std::end(kPairs);
}

}  // namespace

Result<DutyVerbs> DutyVerbs::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/duty_verbs.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t verb, lexicon.Column("verb"));
  VK_ASSIGN_OR_RETURN(std::size_t role_name, lexicon.Column("role"));
  VK_ASSIGN_OR_RETURN(std::size_t bends, lexicon.Column("bends"));
  VK_ASSIGN_OR_RETURN(std::size_t not_before, lexicon.Column("not_before"));
  VK_ASSIGN_OR_RETURN(std::size_t not_after, lexicon.Column("not_after"));
  DutyVerbs verbs;
  for (const Lexicon::Row& row : lexicon.rows()) {
    auto role = RoleFromName(row.cells[role_name]);
    if (!role) {
      return Fail(ErrorCode::kInvalidInput,
                  lexicon.name() + ":" + std::to_string(row.line) + ": no role '" + row.cells[role_name] + "'");
    }
    Node& entry = verbs.nodes_[verbs.Add(MatchKey(row.cells[verb]))];
    entry.whole = true;
    entry.role = *role;
    entry.bends = !row.cells[bends].empty();
    for (std::string& word : SplitBars(row.cells[not_before])) entry.not_before.insert(std::move(word));
    for (std::string& word : SplitBars(row.cells[not_after])) entry.not_after.insert(std::move(word));
  }
  return verbs;
}

// The node of a verb, made up on first use.
std::size_t DutyVerbs::Add(std::string_view verb) {
  std::size_t node = 0;
  while (!verb.empty()) {
    const std::size_t space = std::min(verb.find(' '), verb.size());
    const int word = words_.Add(verb.substr(0, space));
    verb.remove_prefix(std::min(space + 1, verb.size()));
    std::size_t child = ChildOf(node, word);
    if (child == 0) {
      child = nodes_.size();
      if (node == 0) {
        first_.resize(words_.size());
        first_[static_cast<std::size_t>(word)] = child;
      } else {
        nodes_[node].next.emplace_back(word, child);
      }
      nodes_.emplace_back();
    }
    node = child;
  }
  return node;
}

std::size_t DutyVerbs::ChildOf(std::size_t node, int word) const {
  if (node == 0) return static_cast<std::size_t>(word) < first_.size() ? first_[static_cast<std::size_t>(word)] : 0;
  for (const auto& [next, child] : nodes_[node].next) {
    if (next == word) return child;
  }
  return 0;
}

// `word(i)` is the token there, null behind the last.
template <class WordAt>
std::optional<DutyVerbs::Hit> DutyVerbs::LongestAt(const WordAt& word, std::size_t token) const {
  std::optional<Hit> best;
  std::size_t node = 0;
  for (std::size_t end = token;;) {
    const WordToken* last = word(end);
    if (last == nullptr || !last->word) break;
    const int number = words_.Find(last->key);
    node = number < 0 ? 0 : ChildOf(node, number);
    if (node == 0) break;
    const Node& verb = nodes_[node];
    ++end;
    if (!verb.whole) continue;
    const WordToken* next = verb.not_before.empty() ? nullptr : word(end);
    bool noun = next != nullptr && verb.not_before.contains(next->key);
    noun = noun || (token > 0 && !verb.not_after.empty() && verb.not_after.contains(word(token - 1)->key));
    if (!noun) best = Hit{verb.role, end, verb.bends};
  }
  return best;
}

std::optional<DutyVerbs::Hit> DutyVerbs::At(const std::vector<WordToken>& tokens, std::size_t token) const {
  return LongestAt([&](std::size_t i) { return i < tokens.size() ? &tokens[i] : nullptr; }, token);
}

// "cân đối, tham mưu Ủy ban nhân dân ...": what was done first serves the advice.
template <class WordAt>
bool DutyVerbs::AdvisesNext(const WordAt& word, std::size_t token) const {
  auto is = [&](std::size_t i, std::string_view key) { return word(i) != nullptr && word(i)->key == key; };
  if ((!is(token, ",") && !is(token, "và")) || !is(token + 1, "tham")) return false;
  auto next = LongestAt(word, token + 1);
  return next && next->role == Role::kAdvise;
}

std::optional<Role> DutyVerbs::RoleAtBegin(std::string_view text) const {
  constexpr std::size_t kReach = 14;        // words
  constexpr std::size_t kReachBytes = 240;  // the same in long words
  LazyWords words(text.substr(0, kReachBytes));
  auto word = [&](std::size_t i) { return words.At(i); };
  std::optional<Role> role;
  for (std::size_t i = 0; i < kReach && word(i) != nullptr;) {
    auto hit = LongestAt(word, i);
    if (hit && hit->role != Role::kImplement) return hit->role;
    if (hit) {
      role = Role::kImplement;
      if (!hit->bends) return AdvisesNext(word, hit->end) ? Role::kAdvise : role;
      i = hit->end;
      continue;
    }
    bool pair = OpensPair(word(i)->key) && word(i + 1) != nullptr && IsPair(word(i)->key, word(i + 1)->key);
    bool passed_over = !word(i)->word || IsPassedOver(word(i)->key);
    if (!passed_over && !pair) return role;
    i += pair ? 2 : 1;
  }
  return role;
}

}  // namespace vankho
