#include "pipeline/query/terms.h"

#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/store/store.h"

namespace vankho {
namespace {

std::string Quoted(const Term& term) {
  std::string out = "\"";
  for (char c : term.text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + (term.prefix ? "\" *" : "\"");
}

// Words as the unicode61 tokenizer of FTS5 cuts them: runs of letters and digits.
std::vector<TextSpan> Words(std::string_view text) {
  std::vector<TextSpan> words;
  bool inside = false;
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (!IsLetter(c.value) && !IsDigit(c.value)) {
      inside = false;
      continue;
    }
    if (!inside) words.push_back({c.begin, c.begin});
    inside = true;
    words.back().end = c.end;
  }
  return words;
}

std::vector<std::string> Keys(std::string_view text, const std::vector<TextSpan>& words, bool bare) {
  std::vector<std::string> keys;
  for (TextSpan word : words) keys.push_back(bare ? BareKey(word.Of(text)) : MatchKey(word.Of(text)));
  return keys;
}

struct Sequence {
  std::vector<std::string> keys;
  bool prefix = false;

  bool StandsAt(const std::vector<std::string>& words, std::size_t at) const {
    if (keys.empty() || at + keys.size() > words.size()) return false;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      bool open = prefix && i + 1 == keys.size();
      if (open ? !words[at + i].starts_with(keys[i]) : words[at + i] != keys[i]) return false;
    }
    return true;
  }
};

}  // namespace

std::vector<Term> ParseTerms(std::string_view words) {
  std::vector<Term> terms;
  auto put = [&](std::string_view text) {
    bool prefix = !text.empty() && text.back() == '*';
    if (prefix) text.remove_suffix(1);
    if (!NameKey(text).empty()) terms.push_back({std::string(text), prefix});
  };
  constexpr std::string_view kSpace = " \t\r\n";
  while (!words.empty()) {
    std::size_t begin = words.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) break;
    words.remove_prefix(begin);
    bool quoted = words.front() == '"';
    if (quoted) words.remove_prefix(1);
    std::size_t end = std::min(quoted ? words.find('"') : words.find_first_of(" \t\r\n\""), words.size());
    put(words.substr(0, end));
    words.remove_prefix(quoted && end < words.size() ? end + 1 : end);
  }
  return terms;
}

std::string AllTerms(const std::vector<Term>& terms) {
  std::string query;
  for (const Term& term : terms) query += (query.empty() ? "" : " AND ") + Quoted(term);
  return query;
}

std::string SideBySide(const std::vector<Term>& terms) {
  Term all;
  for (const Term& term : terms) all.text += (all.text.empty() ? "" : " ") + term.text;
  all.prefix = !terms.empty() && terms.back().prefix;
  return Quoted(all);
}

std::vector<TextSpan> FindTerms(std::string_view passage, const std::vector<Term>& terms, bool bare) {
  std::vector<Sequence> sequences;
  for (const Term& term : terms) sequences.push_back({Keys(term.text, Words(term.text), bare), term.prefix});
  std::vector<TextSpan> words = Words(passage);
  std::vector<std::string> keys = Keys(passage, words, bare);
  std::vector<TextSpan> found;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t longest = 0;
    for (const Sequence& sequence : sequences) {
      if (sequence.StandsAt(keys, at)) longest = std::max(longest, sequence.keys.size());
    }
    if (longest > 0) found.push_back({words[at].begin, words[at + longest - 1].end});
    at += std::max<std::size_t>(longest, 1);
  }
  return found;
}

}  // namespace vankho
