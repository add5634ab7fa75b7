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
    std::string key = MatchKey(row.cells[verb]);
    verbs.longest_ = std::max(verbs.longest_, static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1);
    for (std::size_t end = key.find(' '); end != std::string::npos; end = key.find(' ', end + 1)) {
      verbs.verbs_.try_emplace(key.substr(0, end));
    }
    Verb& entry = verbs.verbs_[key];
    entry.whole = true;
    entry.role = *role;
    entry.bends = !row.cells[bends].empty();
    for (std::string& word : SplitBars(row.cells[not_before])) entry.not_before.insert(std::move(word));
    for (std::string& word : SplitBars(row.cells[not_after])) entry.not_after.insert(std::move(word));
  }
  return verbs;
}

// `word(i)` is the token there, null behind the last.
template <class WordAt>
std::optional<DutyVerbs::Hit> DutyVerbs::LongestAt(const WordAt& word, std::size_t token) const {
  std::optional<Hit> best;
  std::string key;
  for (std::size_t size = 1; size <= longest_; ++size) {
    const WordToken* last = word(token + size - 1);
    if (last == nullptr || !last->word) break;
    if (size > 1) key += ' ';
    key += last->key;
    auto found = verbs_.find(key);
    if (found == verbs_.end()) break;
    if (!found->second.whole) continue;
    const WordToken* next = found->second.not_before.empty() ? nullptr : word(token + size);
    bool noun = next != nullptr && found->second.not_before.contains(next->key);
    noun = noun || (token > 0 && found->second.not_after.contains(word(token - 1)->key));
    if (!noun) best = Hit{found->second.role, token + size, found->second.bends};
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
