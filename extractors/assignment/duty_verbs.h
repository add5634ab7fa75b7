// Words that begin a duty, and the role of the body that has it (lexicons/duty_verbs.tsv).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/agency/words.h"
#include "pipeline/base/result.h"
#include "pipeline/base/word_numbers.h"
#include "pipeline/document/record.h"

namespace vankho {

// Immutable once loaded; safe to use from several threads.
class DutyVerbs {
 public:
  static Result<DutyVerbs> Load(const std::string& data_folder);

  struct Hit {
    Role role = Role::kImplement;
    std::size_t end = 0;  // index behind the last token
    bool bends = false;   // says how, not what: the verb behind it names the role ("có trách nhiệm chủ trì")
  };
  // The longest verb that begins at a token.
  std::optional<Hit> At(const std::vector<WordToken>& tokens, std::size_t token) const;

  // Does the text begin with a duty, and in which role? Words that only bend it ("có trách nhiệm", "tiếp tục", "đồng
  // thời,") are passed over: "có trách nhiệm chủ trì" is a lead.
  std::optional<Role> RoleAtBegin(std::string_view text) const;

 private:
  template <class WordAt>
  std::optional<Hit> LongestAt(const WordAt& word, std::size_t token) const;
  template <class WordAt>
  bool AdvisesNext(const WordAt& word, std::size_t token) const;

  // What the words up to here are, and what they may go on with.
  struct Node {
    std::vector<std::pair<int, std::size_t>> next;  // word, node
    bool whole = false;                             // else only the first words of longer ones
    Role role = Role::kImplement;
    bool bends = false;
    std::set<std::string> not_before;  // words before which it is a noun: "tổ chức, cá nhân", "quản lý nhà nước"
    std::set<std::string> not_after;  // words behind which it is a part of another: "công lập"
  };
  std::size_t Add(std::string_view verb);
  std::size_t ChildOf(std::size_t node, int word) const;  // 0: none

  WordNumbers words_;                               // of verbs, as MatchKey has them
  std::vector<Node> nodes_ = std::vector<Node>(1);  // the first is what verbs begin from
  std::vector<std::size_t> first_;                  // its next ones, by word; 0: none
};

}  // namespace vankho
