#include "pipeline/document/page_words.h"

#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/document/word_signs.h"

namespace vankho {
namespace {

// Spans of runs without white space.
std::vector<TextSpan> Tokens(std::string_view text) {
  std::vector<TextSpan> tokens;
  bool inside = false;
  for (const CodePoint& c : DecodeUtf8(text)) {
    bool space = IsSpace(c.value);
    if (!space && !inside) tokens.push_back({c.begin, c.end});
    if (!space) tokens.back().end = c.end;
    inside = !space;
  }
  return tokens;
}

struct SeenWord {
  TextSpan span;  // of Line::text
  Word word;
};

std::vector<SeenWord> SeenWords(const Line& line) {
  std::vector<SeenWord> words;
  std::size_t from = 0;
  for (const Word& word : line.words) {
    std::size_t at = word.text.empty() ? std::string::npos : line.text.find(word.text, from);
    if (at == std::string::npos) continue;
    from = at + word.text.size();
    words.push_back({{at, from}, word});
  }
  return words;
}

// Restored words [first, last) that came from seen words [seen_first, seen_last).
struct Group {
  std::size_t first = 0, last = 0;
  std::size_t seen_first = 0, seen_last = 0;
};

std::vector<Group> Correspond(const RestoredLine& restored, const std::vector<TextSpan>& tokens,
                              const std::vector<SeenWord>& seen) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    TextSpan old = restored.alignment.ToOld(tokens[i]);
    auto begin = std::find_if(seen.begin(), seen.end(), [&](const SeenWord& w) { return w.span.Overlaps(old); });
    auto end = std::find_if_not(begin, seen.end(), [&](const SeenWord& w) { return w.span.Overlaps(old); });
    Group own{i, i + 1, static_cast<std::size_t>(begin - seen.begin()), static_cast<std::size_t>(end - seen.begin())};
    bool nothing_seen = own.seen_first == own.seen_last;
    if (nothing_seen) own.seen_first = own.seen_last = groups.empty() ? 0 : groups.back().seen_last;
    bool joins = !groups.empty() && (nothing_seen || own.seen_first < groups.back().seen_last);
    if (joins || (!groups.empty() && groups.back().seen_first == groups.back().seen_last)) {
      groups.back().last = own.last;
      groups.back().seen_last = std::max(groups.back().seen_last, own.seen_last);
      if (!joins) groups.back().seen_first = own.seen_first;
    } else {
      groups.push_back(own);
    }
  }
  return groups;
}

// The part of a box between two fractions of its length along the line.
Box Slice(const Box& box, double from, double to, int turned_degrees) {
  Box part = box;
  switch (turned_degrees) {
    case 90:  // runs upwards
      part.bottom = box.bottom - box.height() * from;
      part.top = box.bottom - box.height() * to;
      break;
    case 180:
      part.right = box.right - box.width() * from;
      part.left = box.right - box.width() * to;
      break;
    case 270:  // runs downwards
      part.top = box.top + box.height() * from;
      part.bottom = box.top + box.height() * to;
      break;
    default:
      part.left = box.left + box.width() * from;
      part.right = box.left + box.width() * to;
      break;
  }
  return part;
}

// Shares `cover` among the words by the width of their letters, a space between.
void Share(const Box& cover, int turned_degrees, const std::vector<PageWord*>& words) {
  double space = AdvanceOf(U' ');
  double whole = -space;
  for (const PageWord* word : words) whole += AdvanceOf(word->text) + space;
  double at = 0;
  for (PageWord* word : words) {
    double width = AdvanceOf(word->text);
    word->box = Slice(cover, at / whole, (at + width) / whole, turned_degrees);
    at += width + space;
  }
}

double RivalOf(const Word& word) {
  double most = 0;
  for (const Alternative& other : word.alternatives) most = std::max(most, other.confidence);
  return most;
}

void Fill(const Group& group, const std::vector<SeenWord>& seen, int turned_degrees, std::vector<PageWord>& words) {
  std::size_t count = group.last - group.first;
  bool in_order = count == group.seen_last - group.seen_first;
  Box cover;
  std::string text;
  double confidence = 1;
  double rival = 0;
  std::vector<PageWord*> mine;
  for (std::size_t i = group.seen_first; i < group.seen_last; ++i) {
    cover = Cover(cover, seen[i].word.box);
    text += (text.empty() ? "" : " ") + seen[i].word.text;
    confidence = std::min(confidence, seen[i].word.confidence);
    rival = std::max(rival, RivalOf(seen[i].word));
  }
  for (std::size_t i = 0; i < count; ++i) {
    PageWord& word = words[group.first + i];
    const Word* pair = in_order ? &seen[group.seen_first + i].word : nullptr;
    word.seen = pair != nullptr ? pair->text : text;
    word.confidence = pair != nullptr ? pair->confidence : confidence;
    word.box = pair != nullptr ? pair->box : cover;
    word.rival = pair != nullptr ? RivalOf(*pair) : rival;
    mine.push_back(&word);
  }
  if (!in_order && count > 1 && !cover.empty()) Share(cover, turned_degrees, mine);
}

// Makes the engine's confidences those that hold in the end.
void Weigh(const RestoredLine& restored, const PageSigns& page, std::vector<PageWord>& words) {
  const std::vector<WordSigns> signs = SignsOf(restored, words, page);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (page.read) {
      words[i].confidence = WordProbability(signs[i]);
    } else if (signs[i].change) {
      words[i].confidence = *signs[i].change;
    }
  }
}

constexpr std::u32string_view kNarrow = U"ijltfrI.,;:'!()[]|/-";
constexpr std::u32string_view kWide = U"mwMW%@—…";

}  // namespace

double AdvanceOf(char32_t letter) {
  constexpr double kSpace = 0.25, kNarrowEm = 0.3, kWideEm = 0.8, kCapitalEm = 0.68, kOtherEm = 0.48;
  char32_t base = BaseLetter(letter);
  if (IsSpace(letter)) return kSpace;
  if (kNarrow.find(base) != std::u32string_view::npos) return kNarrowEm;
  if (kWide.find(base) != std::u32string_view::npos) return kWideEm;
  return IsUpper(letter) ? kCapitalEm : kOtherEm;
}

double AdvanceOf(std::string_view text) {
  double sum = 0;
  for (const CodePoint& c : DecodeUtf8(text)) sum += AdvanceOf(c.value);
  return sum;
}

std::vector<PageWord> RestoredWordsOf(const RestoredLine& restored, const Line& seen, int turned_degrees) {
  std::vector<TextSpan> tokens = Tokens(restored.text);
  std::vector<PageWord> words;
  for (TextSpan token : tokens) words.push_back({std::string(token.Of(restored.text)), {}, {}, 1});
  std::vector<SeenWord> seen_words = SeenWords(seen);
  for (const Group& group : Correspond(restored, tokens, seen_words)) Fill(group, seen_words, turned_degrees, words);
  if (seen_words.empty()) {  // plain text: no words with boxes, but bytes that answer for bytes
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      words[i].seen = Flatten(restored.alignment.ToOld(tokens[i]).Of(seen.text));
    }
  }
  return words;
}

std::vector<PageWords> RestoredWords(const Document& document) {
  std::vector<PageWords> pages(document.pages().size());
  std::size_t index = 0;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    const Page& page = document.pages()[p];
    const PageSigns signs = SignsOf(page);
    pages[p].page = p;
    for (const Line& seen : page.lines) {
      const RestoredLine& restored = document.lines()[index];
      PageLine line{index++, seen.number, {}, RestoredWordsOf(restored, seen, page.turned_degrees)};
      Weigh(restored, signs, line.words);
      for (const PageWord& word : line.words) line.box = Cover(line.box, word.box);
      if (!line.words.empty()) pages[p].lines.push_back(std::move(line));
    }
  }
  return pages;
}

}  // namespace vankho
