#include "extractors/assignment/duty_verbs.h"

#include <algorithm>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"

namespace vankho {

Result<DutyVerbs> DutyVerbs::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/duty_verbs.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t verb, lexicon.Column("verb"));
  VK_ASSIGN_OR_RETURN(std::size_t role_name, lexicon.Column("role"));
  DutyVerbs verbs;
  for (const Lexicon::Row& row : lexicon.rows()) {
    auto role = RoleFromName(row.cells[role_name]);
    if (!role) {
      return Fail(ErrorCode::kInvalidInput,
                  lexicon.name() + ":" + std::to_string(row.line) + ": no role '" + row.cells[role_name] + "'");
    }
    std::string key = MatchKey(row.cells[verb]);
    verbs.longest_ = std::max(verbs.longest_, static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1);
    verbs.roles_[key] = *role;
  }
  return verbs;
}

std::optional<DutyVerbs::Hit> DutyVerbs::At(const std::vector<WordToken>& tokens, std::size_t token) const {
  std::optional<Hit> best;
  std::string key;
  for (std::size_t size = 1; size <= longest_ && token + size <= tokens.size(); ++size) {
    const WordToken& word = tokens[token + size - 1];
    if (!word.word) break;
    key += (size == 1 ? "" : " ") + word.key;
    if (auto found = roles_.find(key); found != roles_.end()) best = Hit{found->second, token + size};
  }
  return best;
}

std::optional<Role> DutyVerbs::RoleAtBegin(std::string_view text) const {
  std::vector<WordToken> tokens = SplitWords(text.substr(0, 240));
  std::optional<Role> role;
  for (std::size_t i = 0; i < tokens.size() && i < 14;) {
    auto hit = At(tokens, i);
    if (hit && hit->role != Role::kImplement) return hit->role;
    if (hit) {
      role = Role::kImplement;
      // Only words that bend the duty may stand before the one that names the role.
      static constexpr std::string_view kBending[] = {"có trách nhiệm", "tiếp tục", "chủ động",    "thường xuyên",
                                                      "kịp thời",       "tổ chức",  "khẩn trương", "nghiêm túc"};
      std::string key;
      for (std::size_t k = i; k < hit->end; ++k) key += (k == i ? "" : " ") + tokens[k].key;
      if (std::find(std::begin(kBending), std::end(kBending), key) == std::end(kBending)) return role;
      i = hit->end;
      continue;
    }
    bool passed_over = !tokens[i].word || tokens[i].key == "phải" || tokens[i].key == "cần" || tokens[i].key == "sẽ" ||
                       tokens[i].key == "là" || tokens[i].key == "và" || tokens[i].key == "còn" ||
                       tokens[i].key == "cùng";
    bool pair = i + 1 < tokens.size() && ((tokens[i].key == "đồng" && tokens[i + 1].key == "thời") ||
                                          (tokens[i].key == "ngoài" && tokens[i + 1].key == "ra") ||
                                          (tokens[i].key == "cơ" && tokens[i + 1].key == "quan"));
    if (!passed_over && !pair) return role;
    i += pair ? 2 : 1;
  }
  return role;
}

}  // namespace vankho
