#include "extractors/agency/mention_reader.h"

#include <algorithm>
#include <array>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::string LowerFirst(std::string_view text) {
  auto points = DecodeUtf8(text);
  if (points.empty()) return {};
  std::string out;
  AppendUtf8(Lower(points.front().value), out);
  return out + std::string(text.substr(points.front().end));
}

bool IsCommune(std::string_view level) { return level == "xã" || level == "phường" || level == "thị trấn"; }

bool IsPlural(const WordToken& token) {
  return token.key == "các" || token.key == "mọi" || token.key == "những" || token.key == "từng";
}

}  // namespace

TextSpan MentionReader::SpanOf(const Mention& mention) const {
  return {tokens_[mention.begin].span.begin, tokens_[mention.end - 1].span.end};
}

std::string MentionReader::Printed(std::size_t begin, std::size_t end) const {
  if (begin >= end) return {};
  return std::string(text_.substr(tokens_[begin].span.begin, tokens_[end - 1].span.end - tokens_[begin].span.begin));
}

bool MentionReader::Are(std::size_t token, std::initializer_list<std::string_view> keys) const {
  return std::all_of(keys.begin(), keys.end(), [&](std::string_view key) { return Is(token++, key); });
}

std::optional<MentionReader::Mention> MentionReader::At(std::size_t token) const {
  if (!gazetteer_.MayOpen(tokens_[token]) || InSymbol(token)) return std::nullopt;
  if (auto mention = Titled(token)) return mention;
  if (auto mention = Known(token)) return mention;
  if (auto mention = PluralHead(token)) return mention;
  if (auto mention = Group(token)) return mention;
  auto headed = Headed(token);
  auto bare = Bare(token);
  // "Phòng Nội vu": a name with a letter misread, not one that no row holds.
  return headed && (!bare || bare->end < headed->end) ? headed : bare;
}

// "112/SNV-CCHC": letters of a document's number, which name no body.
bool MentionReader::InSymbol(std::size_t token) const {
  if (!tokens_[token].all_caps) return false;
  for (std::size_t at = token; at > 0 && tokens_[at - 1].span.end == tokens_[at].span.begin; --at) {
    const WordToken& before = tokens_[at - 1];
    if (before.key == "/") return at > 1 && tokens_[at - 2].key.back() >= '0' && tokens_[at - 2].key.back() <= '9';
    if (!before.all_caps && before.key != "-" && before.key != "&") return false;
  }
  return false;
}

// "Chủ tịch UBND huyện", "Thủ trưởng các cơ quan, đơn vị".
std::optional<MentionReader::Mention> MentionReader::Titled(std::size_t token) const {
  auto title = gazetteer_.titles_.Longest(tokens_, token);
  if (!title || title->end >= tokens_.size()) return std::nullopt;
  std::size_t next = title->end;
  std::optional<Mention> body = Known(next);
  if (!body) body = Group(next);
  if (!body) body = Headed(next);
  if (!body) return std::nullopt;
  bool office = body->name.starts_with("Văn phòng") || body->name.starts_with("Thanh tra");
  if (tokens_[token].key == "chánh" && !office) return std::nullopt;
  bool group = body->rule == "agency/group";
  body->name = UpperFirst(Printed(token, next)) + " " + (group ? LowerFirst(body->name) : body->name);
  body->begin = token;
  body->rule = "agency/titled < " + body->rule;
  body->head.clear();
  return body;
}

std::optional<MentionReader::Mention> MentionReader::Known(std::size_t token) const {
  auto hit = gazetteer_.names_.Longest(tokens_, token);
  if (!hit) return std::nullopt;
  bool capital = tokens_[token].capital;
  for (std::size_t i = token; !capital && i < hit->end; ++i)
    capital = tokens_[i].capital && i > token && hit->end > token + 1;
  if (!capital) return std::nullopt;
  const auto& entry = gazetteer_.entries_[static_cast<std::size_t>(hit->entry)];
  Mention mention{token, hit->end, entry.name, "agency/name", 0.97, entry.head, {}, {}, {}};
  // "Ban Chỉ đạo ISO", "Tổ công tác Đề án 06": which of them.
  if (entry.name == "Ban Chỉ đạo" || entry.name == "Tổ công tác") {
    while (mention.end < tokens_.size() && mention.end < hit->end + 3 && tokens_[mention.end].word &&
           tokens_[mention.end].capital && HeadEnd(mention.end) == mention.end) {
      ++mention.end;
    }
    if (mention.end > hit->end) mention.name += " " + gazetteer_.SpellOut(Printed(hit->end, mention.end));
  }
  if (std::size_t numbered = NumberedEnd(mention.end); numbered > mention.end) {
    mention.name += " " + Printed(mention.end, numbered);
    mention.end = numbered;
  }
  Mention whole = WithJurisdiction(mention, hit->entry);
  // "Thanh tra", "Thuế" alone are no bodies as often as not.
  if ((entry.name == "Thanh tra" || entry.name == "Thuế") && whole.end == mention.end) return std::nullopt;
  return whole;
}

// "số 1", "khu vực III": which of bodies with one name; `token` itself where it does not say so.
std::size_t MentionReader::NumberedEnd(std::size_t token) const {
  static constexpr std::string_view kRoman = "ivx";
  std::size_t at = token + (Is(token, "số") ? 1 : Are(token, {"khu", "vực"}) ? 2 : 0);
  if (at == token || at >= tokens_.size() || tokens_[at].key.size() > 3) return token;
  const std::string& key = tokens_[at].key;
  bool digits = key.find_first_not_of("0123456789") == std::string::npos;
  bool roman = tokens_[at].all_caps && key.find_first_not_of(kRoman) == std::string::npos;
  return digits || roman ? at + 1 : token;
}

MentionReader::Mention MentionReader::WithJurisdiction(Mention mention, int entry) const {
  auto jurisdiction = JurisdictionAt(mention.end);
  bool keep = gazetteer_.entries_[static_cast<std::size_t>(entry)].keep_jurisdiction;
  if (!jurisdiction && !keep && mention.end < tokens_.size() && tokens_[mention.end].capital) {
    // "Báo và Phát thanh, Truyền hình Hòa Lộc": the place without its level.
    if (auto place = gazetteer_.places_.Longest(tokens_, mention.end)) mention.end = place->end;
  }
  if (!jurisdiction) return mention;
  mention.end = jurisdiction->end;
  // "UBND xã Đồi Mây": of all communes of a district, this one.
  if (keep && IsCommune(jurisdiction->words) && jurisdiction->place.size() > 1) {
    mention.name += " " + jurisdiction->words + " " + jurisdiction->place;
    return mention;
  }
  if (keep && jurisdiction->place.size() > 1) mention.place = jurisdiction->place;
  // "Phòng Văn hóa và Thông tin các huyện": many bodies, not the one of the place that speaks.
  keep = keep || jurisdiction->words.starts_with("các ");
  if (keep && !jurisdiction->words.empty()) {
    mention.name += " " + jurisdiction->words;
  }
  return mention;
}

// "có hoạt động về ... trên địa bàn": the words up to the place, `token` itself where there is none.
std::size_t MentionReader::RelativeEnd(std::size_t token) const {
  for (std::size_t i = token + 1; i < tokens_.size() && i < token + 12 && tokens_[i].word; ++i) {
    if (Are(i, {"trên", "địa", "bàn"})) return i;
  }
  return token;
}

// What may stand behind the nouns of a group: "chuyên môn", "có liên quan", "thuộc UBND huyện", "trên địa bàn tỉnh".
std::size_t MentionReader::ModifiersEnd(std::size_t token) const {
  std::size_t end = token;
  while (end < tokens_.size()) {
    std::size_t next = ModifierEnd(end);
    if (next == end) break;
    end = std::min(next, tokens_.size());
  }
  return end;
}

// Behind words that are parted by one space each; `token` itself where others stand.
std::size_t MentionReader::PhraseEnd(std::size_t token, std::string_view words) const {
  for (std::size_t at = token;; ++at) {
    std::size_t space = words.find(' ');
    if (!Is(at, words.substr(0, space))) return token;
    if (space == std::string_view::npos) return at + 1;
    words.remove_prefix(space + 1);
  }
}

std::size_t MentionReader::FixedModifierEnd(std::size_t end) const {
  if (!Opens(end, AgencyGazetteer::kModifier)) return end;
  for (std::string_view words : kModifiers) {
    if (std::size_t behind = PhraseEnd(end, words); behind != end) return behind;
  }
  return end;
}

// "trên địa bàn tỉnh", "trong ngành".
std::size_t MentionReader::PlaceModifierEnd(std::size_t end) const {
  if (Are(end, {"đóng", "trên", "địa", "bàn"}) || Are(end, {"trên", "địa", "bàn"})) {
    std::size_t next = end + (Is(end, "đóng") ? 4 : 3);
    return LevelAt(next) > 0 ? PlaceEnd(next + LevelAt(next)) : next;
  }
  if (Is(end, "trong") && (LevelAt(end + 1) > 0 || Is(end + 1, "ngành") || Is(end + 1, "toàn"))) {
    return end + (Is(end + 1, "toàn") ? 3 : 2);
  }
  return end;
}

// "thuộc UBND huyện", "trực thuộc Sở".
std::size_t MentionReader::OwnerEnd(std::size_t end) const {
  std::size_t body = end + (Is(end, "thuộc") ? 1 : 2);
  if (Is(body, ",") && Are(body + 1, {"trực", "thuộc"})) body += 3;
  auto agency = body < tokens_.size() ? Known(body) : std::nullopt;
  if (!agency && body < tokens_.size() && tokens_[body].capital) agency = Headed(body);
  if (!agency && Is(body, "ngành") && body + 1 < tokens_.size() && tokens_[body + 1].capital) {
    std::size_t next = body + 2;
    while (next < tokens_.size() && next < body + 5 && tokens_[next].word && !EndsName(next) && LevelAt(next) == 0)
      ++next;
    return next;
  }
  if (agency) return agency->end;
  // "thuộc Cục": the head alone, of the paper's own office.
  if (body < tokens_.size() && tokens_[body].capital && HeadEnd(body) > body) return HeadEnd(body);
  return LevelAt(body) > 0 ? PlaceEnd(body + LevelAt(body)) : body;
}

// Behind one modifier that begins at `end`; `end` where none does.
std::size_t MentionReader::ModifierEnd(std::size_t end) const {
  if (std::size_t next = FixedModifierEnd(end); next != end) return next;
  if (Is(end, "có")) return RelativeEnd(end);
  if (Is(end, "sở") && tokens_[end].capital) {
    auto body = Known(end);
    return body ? body->end : end + 1;
  }
  if (Is(end, "cấp") && LevelAt(end + 1) > 0) return LevelsEnd(end + 1);
  if (Is(end, "hđnd") || Are(end, {"hội", "đồng", "nhân", "dân"})) return Known(end) ? Known(end)->end : end;
  if (std::size_t next = PlaceModifierEnd(end); next != end) return next;
  if (Is(end, "thuộc") || Are(end, {"trực", "thuộc"})) return OwnerEnd(end);
  return LevelAt(end) > 0 ? PlaceEnd(end + LevelAt(end)) : end;
}

// "cơ quan, đơn vị", "phòng và ban": more nouns behind the first, which ends at `end`.
MentionReader::Nouns MentionReader::NounsOf(std::size_t first, std::size_t end) const {
  std::size_t split = 0;
  int nouns = 1;
  while (end < tokens_.size()) {
    std::size_t next = end;
    if (Is(next, ",") || Is(next, "/") || Is(next, "-")) ++next;
    if (Is(next, "và")) ++next;
    const bool lost_comma = Is(end - 1, "ban") && Is(end, "ngành");  // "sở, ban ngành"
    if ((next == end && !lost_comma) || next >= tokens_.size()) break;
    if (tokens_[next].capital && gazetteer_.names_.Longest(tokens_, next)) break;
    auto more = gazetteer_.groups_.Longest(tokens_, next);
    if (!more) break;
    if (end - first >= 4 && nouns == 1 && more->end - next >= 3) split = next;
    bool institution = Are(first, {"bệnh", "viện"}) || Are(first, {"trung", "tâm"}) || Is(first, "trường");
    if (nouns == 1 && institution && Is(next - 1, "và")) split = next;
    end = more->end;
    ++nouns;
  }
  return {end, nouns, split};
}

// "các phòng Tư pháp, Nội vụ", "các Sở: Tư pháp, Nội vụ": the first of a list whose head stands once, in the plural.
std::optional<MentionReader::Mention> MentionReader::PluralHead(std::size_t token) const {
  if (!IsPlural(tokens_[token]) || token + 3 >= tokens_.size()) return std::nullopt;
  std::size_t head = HeadEnd(token + 1);
  bool colon = head > token + 1 && Is(head, ":");
  std::size_t named = colon ? head + 1 : token + 2;
  if (named >= tokens_.size() || !tokens_[named].capital || (!colon && tokens_[token + 1].capital)) return std::nullopt;
  auto mention = ElidedAt(named, tokens_[token + 1].key);
  if (!mention && colon) mention = ListedAt(named, UpperFirst(Printed(token + 1, head)));
  if (!mention) return std::nullopt;
  bool list = mention->end < tokens_.size() && (Is(mention->end, ",") || Is(mention->end, "và"));
  if (!list) return std::nullopt;
  if (colon) mention->listed = UpperFirst(Printed(token + 1, head));
  mention->begin = token;
  return mention;
}

// "Các phòng: Đo đạc - Bản đồ, Khoáng sản rà soát ...": a name of such a list that no row holds, up to the
// next mark or verb.
std::optional<MentionReader::Mention> MentionReader::ListedAt(std::size_t token, const std::string& head) const {
  constexpr std::size_t kLongest = 10;  // words
  if (head.empty() || token >= tokens_.size() || !tokens_[token].capital) return std::nullopt;
  std::size_t end = token;
  for (std::size_t i = token; i < tokens_.size() && i < token + kLongest; ++i) {
    bool dash = (Is(i, "-") || Is(i, "&")) && i + 1 < tokens_.size() && tokens_[i + 1].capital;
    if ((!tokens_[i].word && !dash) || EndsName(i)) break;
    end = i + 1;
  }
  if (end == token) return std::nullopt;
  std::string name = gazetteer_.SpellOut(head + " " + Printed(token, end));
  return Mention{token, end, std::move(name), "agency/listed", 0.75, {}, {}, {}, {}};
}

std::optional<MentionReader::Mention> MentionReader::Group(std::size_t token) const {
  bool plural = IsPlural(tokens_[token]);
  std::size_t first = token + (plural ? 1 : 0);
  if (Are(token, {"tất", "cả", "các"})) first = token + 3, plural = true;
  if (first >= tokens_.size() || (!plural && !tokens_[first].capital)) return std::nullopt;
  auto noun = gazetteer_.groups_.Longest(tokens_, first);
  if (!noun && !plural) return std::nullopt;
  // "các Sở Giáo dục và Đào tạo", "các Trung tâm Y tế": a name in the plural.
  auto named = plural && tokens_[first].capital ? gazetteer_.names_.Longest(tokens_, first) : std::nullopt;
  if (named && (!noun || named->end > noun->end)) {
    const auto& entry = gazetteer_.entries_[static_cast<std::size_t>(named->entry)];
    Mention mention{token, named->end, "Các " + entry.name, "agency/group", 0.85, {}, {}, {}, {}};
    return WithJurisdiction(mention, named->entry);
  }
  if (!noun) return std::nullopt;
  auto [nouns_end, nouns, split] = NounsOf(first, noun->end);
  std::size_t end = ModifiersEnd(nouns_end);
  if (!plural && nouns < 2 && end == nouns_end) return std::nullopt;
  std::string printed = Printed(first, end);
  bool capitals = end > first + 1 && ToUpper(printed) == printed && tokens_[first].key.size() > 2;
  std::string tail = capitals ? ToLower(gazetteer_.SpellOut(printed)) : LowerFirst(gazetteer_.SpellOut(printed));
  Mention mention{token, end, plural ? "Các " + tail : UpperFirst(tail), "agency/group", 0.9, {}, {}, {}, {}};
  if (mention.name.ends_with(", thị")) mention.name += " trấn";
  if (split > 0) {
    std::string of = gazetteer_.SpellOut(Printed(nouns_end, end));
    bool shared = BareKey(of).find("thuoc ") != std::string::npos;
    mention.name = "Các " + LowerFirst(Printed(first, noun->end));
    if (shared) mention.name += " " + (of.starts_with("trực ") ? of.substr(of.find("thuộc")) : of);
    mention.second = "Các " + LowerFirst(gazetteer_.SpellOut(Printed(split, end)));
  }
  return mention;
}

// "các tổ chức xã hội huyện Tuyên truyền ...": a verb of two words in a capital, behind a line that ended before it.
bool MentionReader::OpensDuty(std::size_t i) const {
  if (i + 1 >= tokens_.size() || tokens_[i + 1].capital || !tokens_[i + 1].word) return false;
  return gazetteer_.stops_.contains(tokens_[i].key + " " + tokens_[i + 1].key);
}

// "Phòng Vật tư - Kiểm tra kho": an item behind its heading; but "Công chức Văn phòng - Thống kê rà soát".
bool MentionReader::OpensItem(std::size_t i) const {
  const std::size_t object = i + 2;
  if (!OpensDuty(i) || object >= tokens_.size() || !tokens_[object].word) return false;
  return !tokens_[object].capital && !EndsName(object) && LevelAt(object) == 0;
}

// Does the word at `i` end a name that no row holds: a verb of duty, a word of grammar?
bool MentionReader::EndsName(std::size_t i) const {
  const WordToken& word = tokens_[i];
  if (word.capital) return false;
  bool level = Is(i, "cấp") && i + 1 < tokens_.size() && (LevelAt(i + 1) > 0 || Is(i + 1, "cơ"));
  if (level) return false;
  // "Trường Trung cấp", "Ban Thường trực": a word that is a verb elsewhere
  auto part = i > 0 ? gazetteer_.not_after_.find(word.key) : gazetteer_.not_after_.end();
  if (part != gazetteer_.not_after_.end() && part->second.contains(tokens_[i - 1].key)) return false;
  bool pair = i + 1 < tokens_.size() && gazetteer_.stops_.contains(word.key + " " + tokens_[i + 1].key);
  return pair || gazetteer_.stops_.contains(word.key);
}

// Where a run of small words in a name ends: at most three that a capital follows ("Khoa học - Công nghệ ngành Y tế"),
// else one ("Trung tâm Kiểm soát bệnh").
std::size_t MentionReader::SmallWordsEnd(std::size_t i) const {
  for (std::size_t k = i; k < tokens_.size() && k <= i + 3; ++k) {
    if (!tokens_[k].word || EndsName(k)) break;
    bool digits = tokens_[k].key[0] >= '0' && tokens_[k].key[0] <= '9';
    if (tokens_[k].capital && !digits) return k;
  }
  return EndsName(i) ? i : i + 1;
}

// The "và" of "Truyền thông và Văn hóa": a capital follows that begins no other body.
bool MentionReader::JoinsParts(std::size_t i) const {
  return Is(i, "và") && i + 1 < tokens_.size() && tokens_[i + 1].capital &&
         !gazetteer_.heads_.contains(tokens_[i + 1].key) && !gazetteer_.names_.Longest(tokens_, i + 1);
}

// Behind the first word of names that no row holds ("Phòng", "Chi cục"); `token` itself where none stands.
std::size_t MentionReader::HeadEnd(std::size_t token) const {
  std::size_t end = token;
  if (!Opens(token, AgencyGazetteer::kHead)) return end;
  for (std::size_t size = 1; size <= 2 && token + size <= tokens_.size(); ++size) {
    std::string head = tokens_[token].key;
    if (size == 2) head += " " + tokens_[token + 1].key;
    if (gazetteer_.heads_.contains(head)) end = token + size;
  }
  return end;
}

// Where the name ends whose words begin at `begin`, each part with a capital; `begin` itself where none does.
std::size_t MentionReader::CapitalPartsEnd(std::size_t begin) const {
  constexpr std::size_t kLongest = 15;  // words
  std::size_t named = begin;
  for (std::size_t i = begin; i < tokens_.size() && i < begin + kLongest;) {
    const WordToken& word = tokens_[i];
    bool dash =
        (word.key == "-" || word.key == "&") && i + 1 < tokens_.size() && tokens_[i + 1].capital && !OpensItem(i + 1);
    if (!word.word && !dash) break;
    if (!word.word || JoinsParts(i)) {
      ++i;
      continue;
    }
    if (word.key[0] >= '0' && word.key[0] <= '9') {
      if (word.key.size() == 1 && named == i && i > begin) named = i + 1;  // "Trường THPT Cao Lãnh 2"
      break;
    }
    if (word.capital) {
      named = ++i;
      continue;
    }
    std::size_t next = named == begin ? i : SmallWordsEnd(i);
    if (next == i) break;
    named = i = next;
    bool goes_on = next < tokens_.size() && (tokens_[next].capital || !tokens_[next].word || JoinsParts(next));
    if (!goes_on) break;
  }
  return named;
}

// "Phòng Nghiệp vụ Dược": a head that is known, then words of which each part begins with a capital.
std::optional<MentionReader::Mention> MentionReader::Headed(std::size_t token) const {
  if (!tokens_[token].capital || (tokens_[token].all_caps && tokens_[token].key.size() > 1)) return std::nullopt;
  std::size_t head = HeadEnd(token);
  std::size_t named = head > token ? CapitalPartsEnd(head) : head;
  if (head > token) named = std::max(named, NumberedEnd(named));
  if (named == head) return std::nullopt;
  Mention mention{token, named, gazetteer_.SpellOut(Printed(token, named)), "agency/headed", 0.7, {}, {}, {}, {}};
  if (auto jurisdiction = JurisdictionAt(named)) mention.end = jurisdiction->end;
  return mention;
}

// Names that lost their marks on the way: only in capitals and only whole names.
std::optional<MentionReader::Mention> MentionReader::Bare(std::size_t token) const {
  constexpr std::size_t kLongest = 14;  // words
  if (!tokens_[token].capital) return std::nullopt;
  std::vector<WordToken> bare;
  for (std::size_t i = token; i < tokens_.size() && i < token + kLongest; ++i) {
    WordToken word = tokens_[i];
    word.key = StripDiacritics(word.key);
    word.number = gazetteer_.words_.Find(word.key);
    if (i == token && !gazetteer_.bare_.Begins(word.number)) return std::nullopt;
    bare.push_back(std::move(word));
  }
  auto hit = gazetteer_.bare_.Longest(bare, 0);
  if (!hit || hit->end < 3) return std::nullopt;
  const auto& entry = gazetteer_.entries_[static_cast<std::size_t>(hit->entry)];
  Mention mention{token, token + hit->end, entry.name, "agency/bare", 0.75, entry.head, {}, {}, {}};
  return WithJurisdiction(mention, hit->entry);
}

std::optional<MentionReader::Mention> MentionReader::ElidedAt(std::size_t token, const std::string& head) const {
  if (head.empty() || token >= tokens_.size() || !tokens_[token].capital) return std::nullopt;
  auto hit = gazetteer_.names_.LongestAfter(gazetteer_.words_.Find(head), tokens_, token);
  if (!hit) return std::nullopt;
  const auto& entry = gazetteer_.entries_[static_cast<std::size_t>(hit->entry)];
  Mention mention{token, hit->end, entry.name, "agency/elided", 0.9, head, {}, {}, {}};
  return WithJurisdiction(mention, hit->entry);
}

}  // namespace vankho
