// How a paragraph falls into parts that each give duties.
#include <algorithm>

#include "extractors/assignment/clause.h"
#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// Where a mark stands that may end a sentence within the text; its end where none does.
std::size_t MarkBeforeSpace(std::string_view text) {
  constexpr std::size_t kWidest = 6;  // bytes: "…" and a quotation mark
  static constexpr ByteSet kMarks(".!?\xE2");
  for (std::size_t at = kMarks.FindIn(text); at < text.size(); at = kMarks.FindIn(text, at + 1)) {
    std::string_view behind = text.substr(at + 1, kWidest);
    if (behind.find_first_of(" \t\n\f\r") != std::string_view::npos) return at;
  }
  return text.size();
}

// Sentences: parted at full stops before a capital, and at semicolons where a new duty begins.
std::vector<TextSpan> Sentences(std::string_view text) {
  static const Pattern kEnd(R"([.!?…][”"]?\s+\p{Lu})");
  std::vector<TextSpan> sentences;
  std::size_t begin = 0;
  for (std::size_t at = MarkBeforeSpace(text); at < text.size();) {
    auto end = kEnd.Find(text, at);
    if (!end) break;
    std::size_t stop = end->span.begin + 1;
    // "P. Nội vụ", "TP. Huế": the full stop of an abbreviation.
    std::size_t word = text.rfind(' ', stop - 1);
    word = word == std::string_view::npos ? 0 : word + 1;
    at = stop;
    bool capital = !text.substr(word, 1).empty() && IsUpper(DecodeUtf8(text.substr(word, 4)).front().value);
    if (stop - word <= 4 && capital) continue;
    sentences.push_back({begin, stop});
    begin = stop;
  }
  if (begin < text.size()) sentences.push_back({begin, text.size()});
  return sentences;
}

// Does a bracket stay open at the end of the words?
bool InBrackets(std::string_view words) {
  return std::count(words.begin(), words.end(), '(') > std::count(words.begin(), words.end(), ')');
}

}  // namespace

// Does the part say what is done: a body with a verb behind it, or somebody who must? One that does not belongs to a
// list: "Sở Tư pháp; Sở Tài chính; ...".
bool AssignmentExtractor::SaysWhoDoesWhat(std::string_view part, MentionMemo* mentions) const {
  static const Pattern kMust(R"(\s(?i:phải|cần)\s)");
  if (kMust.Find(part)) return true;
  std::vector<Run> runs = Runs(part, mentions);
  return std::any_of(runs.begin(), runs.end(),
                     [&](const Run& run) { return verbs_.RoleAtBegin(part.substr(run.span.end)).has_value(); });
}

// "...; Ủy ban nhân dân các xã căn cứ ...": a body and at once what it is to do.
bool AssignmentExtractor::BeginsWithActor(std::string_view words, MentionMemo* mentions) const {
  constexpr std::size_t kReach = 300;
  if (!gazetteer_->MayBegin(words)) return false;
  std::vector<Run> runs = Runs(words.substr(0, std::min(words.size(), kReach)), mentions);
  if (runs.empty() || runs.front().span.begin != 0) return false;
  static const Pattern kAside(R"(\s*\([^()]{2,160}\))");
  std::string_view rest = words.substr(runs.front().span.end);
  if (auto aside = kAside.MatchAt(rest, 0)) rest = rest.substr(aside->span.end);
  return verbs_.RoleAtBegin(rest).has_value();
}

// One duty a paragraph where nothing but the heading says whose it is; a new one where the role or the body changes.
std::vector<TextSpan> AssignmentExtractor::PartsOf(std::string_view text, MentionMemo* mentions) const {
  static const Pattern kPart(R"(;\s+(?i:đồng thời,?\s+)?)");
  std::vector<TextSpan> parts;
  for (TextSpan sentence : Sentences(text)) {
    std::size_t begin = sentence.begin;
    std::optional<Role> role = verbs_.RoleAtBegin(sentence.Of(text));
    bool one = sentence.Of(text).find(';') == std::string_view::npos;
    for (const PatternMatch& part : one ? std::vector<PatternMatch>() : kPart.FindAll(sentence.Of(text))) {
      std::size_t next = sentence.begin + part.span.end;
      std::string_view words = text.substr(next, sentence.end - next);
      auto next_role = verbs_.RoleAtBegin(words);
      bool also = part.span.size() > 3;
      bool actor = BeginsWithActor(words, mentions);
      bool parts_here = actor ? SaysWhoDoesWhat(text.substr(begin, sentence.begin + part.span.begin - begin), mentions)
                              : next_role && (next_role != role || also);
      if (!parts_here || InBrackets(text.substr(begin, next - begin))) continue;
      parts.push_back({begin, sentence.begin + part.span.begin});
      begin = next;
      role = next_role;
    }
    parts.push_back({begin, sentence.end});
  }
  return parts;
}

}  // namespace vankho
