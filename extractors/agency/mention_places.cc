// Where a body has its seat: the levels and places behind a name ("huyện Sông Mây", "các xã, thị trấn").
#include "extractors/agency/mention_reader.h"
#include "pipeline/base/unicode.h"

namespace vankho {

std::size_t MentionReader::LevelAt(std::size_t token) const {
  if (!Opens(token, AgencyGazetteer::kLevel)) return 0;
  if (Is(token + 1, "đoàn") || Is(token + 1, "ủy")) return 0;  // "Huyện đoàn", "Xã đoàn": bodies of their own
  for (const auto& level : kLevels) {
    if (level[1].empty() ? Is(token, level[0]) : Are(token, {level[0], level[1]})) return level[1].empty() ? 1 : 2;
  }
  return 0;
}

// "xã, phường, thị trấn", "huyện, thị xã và thành phố" from a first level on.
std::size_t MentionReader::LevelsEnd(std::size_t token) const {
  std::size_t end = token + LevelAt(token);
  while (end < tokens_.size()) {
    // "các huyện, thị xã Đức Phổ và thành phố Quảng Ngãi": one of them by its name.
    if (std::size_t place = end > token + LevelAt(token) ? PlaceEnd(end) : end; place > end) end = place;
    std::size_t next = end;
    if (Is(next, ",")) ++next;
    if (Is(next, "và")) ++next;
    if (Is(next, "các")) ++next;
    if (next == end && !(Is(end - 1, "xã") && LevelAt(end) > 0)) break;  // "xã thị trấn" with its comma lost
    std::size_t size = LevelAt(next);
    if (size == 0 && Is(next, "thị") && Is(end - 1, "xã")) size = 1;  // "xã, thị" with the rest left out
    if (size == 0 && Are(next, {"thành", ",", "thị"})) size = 3;      // "huyện, thành, thị"
    if (size == 0) break;
    end = next + size;
  }
  return end;
}

std::size_t MentionReader::PlaceEnd(std::size_t token) const {
  if (token >= tokens_.size() || !tokens_[token].capital) return token;
  if (auto place = gazetteer_.places_.Longest(tokens_, token)) return place->end;
  std::size_t end = token;
  while (end < tokens_.size() && end < token + 3 && tokens_[end].word && tokens_[end].capital && !OpensDuty(end) &&
         !gazetteer_.heads_.contains(tokens_[end].key) && !gazetteer_.names_.Longest(tokens_, end)) {
    ++end;
  }
  return end;
}

// "các xã: Suối Cát, Đồi Mây và thị trấn Sông Mây": behind the names of a list; `token` itself where none follows.
std::size_t MentionReader::PlacesEnd(std::size_t token) const {
  std::size_t end = token;
  for (std::size_t at = Is(token, ":") ? token + 1 : token; at < tokens_.size();) {
    const std::size_t name = at + LevelAt(at);
    if (name >= tokens_.size()) break;
    const bool listed = gazetteer_.places_.Longest(tokens_, name).has_value();
    const std::size_t behind = listed || !gazetteer_.MayOpen(tokens_[name]) ? PlaceEnd(name) : name;
    if (behind == name) break;
    end = behind;
    if (!Is(end, ",") && !Is(end, "và")) break;
    at = end + 1;
  }
  return end;
}

std::optional<MentionReader::Jurisdiction> MentionReader::JurisdictionAt(std::size_t token) const {
  std::size_t begin = token;
  if (Is(begin, "/")) ++begin;
  if (Is(begin, "cấp") && LevelAt(begin + 1) > 0) {
    std::size_t end = begin + 1 + LevelAt(begin + 1);
    // "cấp huyện, cấp xã"
    while ((Is(end, ",") || Is(end, "và")) && Is(end + 1, "cấp") && LevelAt(end + 2) > 0) end += 2 + LevelAt(end + 2);
    return Jurisdiction{end, ToLower(Printed(begin, end)), {}};
  }
  if (Are(begin, {"các", "cấp"})) return Jurisdiction{begin + 2, "các cấp", {}};
  bool plural = Is(begin, "các");
  std::size_t first = plural ? begin + 1 : begin;
  std::size_t size = LevelAt(first);
  if (size == 0) return std::nullopt;
  std::size_t end = LevelsEnd(first);
  if (plural || end > first + size) {
    if (Are(end, {"trực", "thuộc", "trung", "ương"})) end += 4;
    std::string words = "các " + LevelWords(first, end);
    static constexpr std::string_view kShort = "thành, thị";
    if (words.ends_with(kShort)) words.replace(words.size() - kShort.size(), kShort.size(), "thành phố, thị xã");
    if (std::size_t listed = PlacesEnd(end); plural && listed > end) {
      const std::size_t named = Is(end, ":") ? end + 1 : end;
      return Jurisdiction{listed, words + " " + Printed(named, listed), {}};
    }
    if (words.ends_with(", thị") || words.ends_with("và thị")) words += " trấn";
    return Jurisdiction{end, words, {}};
  }
  const std::size_t place = PlaceEnd(end);
  return Jurisdiction{place, ToLower(Printed(first, end)), place > end ? Printed(end, place) : std::string()};
}

// As printed, the levels in small letters, places as they are.
std::string MentionReader::LevelWords(std::size_t begin, std::size_t end) const {
  std::string words;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) words += text_.substr(tokens_[i - 1].span.end, tokens_[i].span.begin - tokens_[i - 1].span.end);
    bool level = LevelAt(i) > 0 || (i > begin && LevelAt(i - 1) == 2) || Is(i, "thị") || Is(i, "các");
    words += level ? ToLower(Printed(i, i + 1)) : Printed(i, i + 1);
  }
  return words;
}

}  // namespace vankho
