// Which rule came nearest where no body was found: for people, so its cost does not matter.
#include <algorithm>

#include "extractors/agency/gazetteer.h"
#include "extractors/agency/mention_reader.h"

namespace vankho {
namespace {

struct Beginning {
  std::size_t token = 0;
  std::size_t words = 0;  // of the name that the text has
  std::size_t rest = 0;   // of the name behind them
  std::string name;       // of the row
};

bool Nearer(const Beginning& a, const Beginning& b) {
  return a.words != b.words ? a.words > b.words : a.words > 0 && a.rest < b.rest;
}

// How many words of the name stand at the token.
Beginning BeginningAt(const std::vector<WordToken>& tokens, std::size_t at, const std::vector<WordToken>& name) {
  Beginning found{at, 0, 0, {}};
  std::size_t i = at;
  for (const WordToken& word : name) {
    if (!word.word) continue;
    while (i < tokens.size() && i > at && (!tokens[i].word || tokens[i].key == "và") && tokens[i].key != word.key) ++i;
    const bool same = found.rest == 0 && i < tokens.size() && tokens[i].key == word.key;
    if (!same && word.key == "và" && found.rest == 0) continue;
    if (same) {
      ++found.words;
      ++i;
    } else {
      ++found.rest;
    }
  }
  return found;
}

std::optional<std::string> CapitalAt(const std::vector<WordToken>& tokens, std::size_t at, std::string_view text) {
  if (at >= tokens.size() || !tokens[at].capital) return std::nullopt;
  return std::string(tokens[at].span.Of(text));
}

}  // namespace

std::vector<NearRule> AgencyGazetteer::NearestRules(std::string_view text) const {
  const std::vector<WordToken> tokens = Split(text);
  Beginning best;
  for (const Entry& entry : entries_) {
    const std::vector<WordToken> name = SplitWords(entry.name);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      Beginning found = BeginningAt(tokens, at, name);
      if (found.words == 0 || !Nearer(found, best)) continue;
      best = std::move(found);
      best.name = entry.name;
    }
  }
  std::vector<NearRule> rules;
  if (best.words > 1 || (best.words == 1 && CapitalAt(tokens, best.token, text))) {
    NearRule& row = rules.emplace_back(NearRule{"agency/name", {}, {}});
    row.Part("words of the name", std::string(tokens[best.token].span.Of(text)));
    row.Part("a capital", CapitalAt(tokens, best.token, text));
    const bool whole = best.rest == 0;
    row.Part("the whole name of a row (\"" + best.name + "\")", whole ? std::optional(best.name) : std::nullopt);
  }
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!heads_.contains(tokens[at].key)) continue;
    NearRule& headed = rules.emplace_back(NearRule{"agency/headed", {}, {}});
    headed.Part("the head of a name", std::string(tokens[at].span.Of(text)));
    headed.Part("a capital", CapitalAt(tokens, at, text));
    headed.Part("a name with a capital behind it", CapitalAt(tokens, at + 1, text));
    break;
  }
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!groups_.Longest(tokens, at)) continue;
    NearRule& group = rules.emplace_back(NearRule{"agency/group", {}, {}});
    group.Part("the noun of a group", std::string(tokens[at].span.Of(text)));
    group.Part("\"các\" before it, or words behind it that say which", std::nullopt);
    break;
  }
  return Nearest(std::move(rules));
}

}  // namespace vankho
