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

std::optional<DutyVerbs::Hit> DutyVerbs::At(const std::vector<WordToken>& tokens, std::size_t token) const {
  std::optional<Hit> best;
  std::string key;
  for (std::size_t size = 1; size <= longest_ && token + size <= tokens.size(); ++size) {
    const WordToken& word = tokens[token + size - 1];
    if (!word.word) break;
    if (size > 1) key += ' ';
    key += word.key;
    auto found = verbs_.find(key);
    if (found == verbs_.end()) break;
    if (!found->second.whole) continue;
    std::size_t next = token + size;
    bool noun = next < tokens.size() && found->second.not_before.contains(tokens[next].key);
    noun = noun || (token > 0 && found->second.not_after.contains(tokens[token - 1].key));
    if (!noun) best = Hit{found->second.role, next, found->second.bends};
  }
  return best;
}

// "cân đối, tham mưu Ủy ban nhân dân ...": what was done first serves the advice.
bool DutyVerbs::AdvisesNext(const std::vector<WordToken>& tokens, std::size_t token) const {
  bool joined = token < tokens.size() && (tokens[token].key == "," || tokens[token].key == "và");
  auto next = joined && token + 1 < tokens.size() ? At(tokens, token + 1) : std::nullopt;
  return next && next->role == Role::kAdvise && tokens[token + 1].key == "tham";
}

std::optional<Role> DutyVerbs::RoleAtBegin(std::string_view text) const {
  constexpr std::size_t kReach = 14;
  std::string_view head = text.substr(0, 240);
  std::vector<WordToken> first = SplitWords(head, 1);
  bool says_nothing = !first.empty() && first[0].word && !verbs_.contains(first[0].key) &&
                      !IsPassedOver(first[0].key) && !OpensPair(first[0].key);
  if (first.empty() || says_nothing) return std::nullopt;
  std::size_t split = longest_ + 4;  // most texts have said it at their first word
  std::vector<WordToken> tokens = SplitWords(head, split);
  std::optional<Role> role;
  for (std::size_t i = 0; i < tokens.size() && i < kReach;) {
    if (i + longest_ + 3 >= split) {
      split = kReach + longest_ + 4;
      tokens = SplitWords(head, split);
    }
    auto hit = At(tokens, i);
    if (hit && hit->role != Role::kImplement) return hit->role;
    if (hit) {
      role = Role::kImplement;
      if (!hit->bends) return AdvisesNext(tokens, hit->end) ? Role::kAdvise : role;
      i = hit->end;
      continue;
    }
    bool pair = i + 1 < tokens.size() && IsPair(tokens[i].key, tokens[i + 1].key);
    bool passed_over = !tokens[i].word || IsPassedOver(tokens[i].key);
    if (!passed_over && !pair) return role;
    i += pair ? 2 : 1;
  }
  return role;
}

}  // namespace vankho
