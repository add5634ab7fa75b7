#include "extractors/agency/gazetteer.h"

#include <algorithm>

#include "extractors/agency/mention_reader.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::vector<std::string> KeysOf(std::string_view text) {
  std::vector<std::string> keys;
  for (const WordToken& token : SplitWords(text)) {
    if (!JoinsNames(token)) keys.push_back(token.key);
  }
  return keys;
}

std::vector<std::string> WithoutMarks(std::vector<std::string> keys) {
  for (std::string& key : keys) key = StripDiacritics(key);
  return keys;
}

// May it stand between the bodies of a row? What is no word may.
bool JoinsRow(const WordToken& token) {
  return !token.word || token.key == "và" || token.key == "cùng" || token.key == "các";
}

bool IsSeparator(const WordToken& token) {
  return token.key == "," || token.key == ";" || token.key == "và" || token.key == "&";
}

}  // namespace

Result<AgencyGazetteer> AgencyGazetteer::Load(const std::string& data_folder) {
  AgencyGazetteer gazetteer;
  std::string folder = data_folder + "/lexicons/";
  VK_RETURN_IF_ERROR(gazetteer.LoadAgencies(folder + "agencies.tsv"));
  VK_RETURN_IF_ERROR(gazetteer.LoadWords(folder));
  gazetteer.LookAtFirstWords();
  return gazetteer;
}

void AgencyGazetteer::LookAtFirstWords() {
  auto first_word = [](std::string_view words) { return words.substr(0, words.find(' ')); };
  auto open = [&](std::string_view words, unsigned char what) {
    const auto word = static_cast<std::size_t>(words_.Add(first_word(words)));
    opens_.resize(words_.size());
    opens_[word] |= what;
  };
  for (std::string_view plural : MentionReader::kPlurals) open(plural, kAlways);
  for (const std::string& head : heads_) open(head, kHead | kInCapitals);
  for (const auto& level : MentionReader::kLevels) open(level[0], kLevel);
  for (std::string_view modifier : MentionReader::kModifiers) open(modifier, kModifier);
  opens_.resize(words_.size());
  for (std::size_t at = 0; at < words_.size(); ++at) {
    const std::string& word = words_.words()[at];
    int number = static_cast<int>(at);
    if (names_.Begins(number) || titles_.Begins(number)) opens_[at] |= kAlways;
    if (groups_.Begins(number) || bare_.Begins(words_.Find(StripDiacritics(word)))) opens_[at] |= kInCapitals;
  }
}

std::vector<int> AgencyGazetteer::Numbers(const std::vector<std::string>& keys) {
  std::vector<int> numbers;
  for (const std::string& key : keys) numbers.push_back(words_.Add(key));
  return numbers;
}

void AgencyGazetteer::AddEntry(const Entry& entry) {
  int index = static_cast<int>(entries_.size());
  entries_.push_back(entry);
  entries_.back().head = SplitWords(entry.name).front().key;
  std::vector<std::string> spellings = SplitBars(entry.aliases);
  spellings.insert(spellings.begin(), entry.name);
  for (const std::string& spelling : spellings) {
    std::vector<WordToken> tokens = SplitWords(spelling);
    bool letters = tokens.size() == 1 && tokens.front().all_caps;
    for (const NameVariant& variant : NameVariants(spelling)) {
      names_.Add(Numbers(variant.keys), index, variant.caps || letters);
      bare_.Add(Numbers(WithoutMarks(variant.keys)), index, variant.caps || letters);
    }
  }
}

Result<void> AgencyGazetteer::LoadAgencies(const std::string& path) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(path));
  VK_ASSIGN_OR_RETURN(std::size_t name, lexicon.Column("name"));
  VK_ASSIGN_OR_RETURN(std::size_t aliases, lexicon.Column("aliases"));
  VK_ASSIGN_OR_RETURN(std::size_t level, lexicon.Column("level"));
  VK_ASSIGN_OR_RETURN(std::size_t jurisdiction, lexicon.Column("jurisdiction"));
  VK_ASSIGN_OR_RETURN(std::size_t symbols, lexicon.Column("symbols"));
  for (const Lexicon::Row& row : lexicon.rows()) {
    VK_ASSIGN_OR_RETURN(Validity validity, ReadValidity(lexicon, row));
    const auto& cells = row.cells;
    if (cells[level] == "group") {
      groups_.Add(Numbers(KeysOf(cells[name])), row.line, false);
    } else if (cells[level] == "head") {
      heads_.insert(MatchKey(cells[name]));
    } else {
      AddEntry({cells[name], {}, cells[level], cells[jurisdiction] == "keep", validity, cells[aliases]});
      for (const std::string& symbol : SplitBars(cells[symbols])) symbols_.try_emplace(symbol, cells[name]);
    }
  }
  return {};
}

Result<void> AgencyGazetteer::LoadWords(const std::string& folder) {
  VK_ASSIGN_OR_RETURN(Lexicon titles, Lexicon::Load(folder + "titles.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t title, titles.Column("title"));
  for (const Lexicon::Row& row : titles.rows()) titles_.Add(Numbers(KeysOf(row.cells[title])), row.line, false);
  VK_ASSIGN_OR_RETURN(Lexicon places, Lexicon::Load(folder + "places.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t place, places.Column("name"));
  VK_ASSIGN_OR_RETURN(std::size_t province, places.Column("province"));
  for (const Lexicon::Row& row : places.rows()) {
    VK_ASSIGN_OR_RETURN(Validity validity, ReadValidity(places, row));
    place_times_.emplace(BareKey(row.cells[place]), validity);
    if (row.cells[province].empty()) provinces_.insert(BareKey(row.cells[place]));
    places_.Add(Numbers(KeysOf(row.cells[place])), row.line, false);
    place_names_[BareKey(row.cells[place])].insert(row.cells[place]);
  }
  return LoadAbbreviationsAndStops(folder);
}

Result<void> AgencyGazetteer::LoadAbbreviationsAndStops(const std::string& folder) {
  VK_ASSIGN_OR_RETURN(Lexicon words, Lexicon::Load(folder + "abbreviations.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t abbreviation, words.Column("abbreviation"));
  VK_ASSIGN_OR_RETURN(std::size_t expansion, words.Column("expansion"));
  for (const Lexicon::Row& row : words.rows()) abbreviations_[row.cells[abbreviation]] = row.cells[expansion];
  VK_ASSIGN_OR_RETURN(Lexicon verbs, Lexicon::Load(folder + "duty_verbs.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t verb, verbs.Column("verb"));
  VK_ASSIGN_OR_RETURN(std::size_t not_after, verbs.Column("not_after"));
  for (const Lexicon::Row& row : verbs.rows()) {
    stops_.insert(MatchKey(row.cells[verb]));
    for (std::string& word : SplitBars(row.cells[not_after])) {
      not_after_[MatchKey(row.cells[verb])].insert(std::move(word));
    }
  }
  VK_ASSIGN_OR_RETURN(Lexicon stops, Lexicon::Load(folder + "name_stops.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t stop, stops.Column("word"));
  for (const Lexicon::Row& row : stops.rows()) grammar_words_.insert(row.cells[stop]);
  stops_.insert(grammar_words_.begin(), grammar_words_.end());
  return {};
}

bool AgencyGazetteer::MayOpen(const WordToken& first) const {
  if (!first.word) return false;
  if (first.number < 0) {  // known only without its marks, or not at all
    return first.capital && bare_.Begins(words_.Find(StripDiacritics(first.key)));
  }
  return Opens(first.number, kAlways) || (first.capital && Opens(first.number, kInCapitals));
}

// May a mention begin in the first `reach` bytes?
bool AgencyGazetteer::MayOpenUpTo(std::string_view text, std::size_t reach) const {
  LazyWords words(text);
  for (std::size_t i = 0;; ++i) {
    const WordToken* known = words.At(i);
    if (known == nullptr || known->span.begin > reach) return false;
    WordToken word = *known;
    word.number = words_.Find(word.key);
    if (MayOpen(word)) return true;
  }
}

bool AgencyGazetteer::MayBegin(std::string_view text) const {
  constexpr std::size_t kWord = 64;  // bytes; no longer word begins a mention
  return MayOpenUpTo(text.substr(0, kWord), 0);
}

std::vector<WordToken> AgencyGazetteer::Split(std::string_view text) const {
  std::vector<WordToken> words = SplitWords(text);
  NumberWords(words_, words);
  return words;
}

std::vector<NamedAgency> AgencyGazetteer::Find(std::string_view text, std::size_t reach) const {
  if (reach < text.size()) {
    constexpr std::size_t kWord = 64;  // bytes; no longer word begins a mention
    if (!MayOpenUpTo(text.substr(0, reach + kWord), reach)) return {};
  }
  return FindIn(text, Split(text), reach, false);
}

std::vector<NamedAgency> AgencyGazetteer::FindRow(std::string_view text, std::size_t reach) const {
  constexpr std::size_t kWord = 64;  // bytes; no longer word begins a mention
  if (!MayOpenUpTo(text.substr(0, std::min(text.size(), reach) + kWord), reach)) return {};
  // A row ends early as a rule, and what stands far behind its end does not change it: no more need be split.
  constexpr std::size_t kFirst = 48;  // words
  constexpr std::size_t kAhead = 32;  // farther than any name or modifier is looked for
  std::vector<WordToken> words = SplitWords(text, kFirst);
  NumberWords(words_, words);
  std::size_t stop = 0;
  std::vector<NamedAgency> found = FindIn(text, words, reach, true, &stop);
  if (words.size() < kFirst || stop + kAhead <= words.size()) return found;
  return FindIn(text, Split(text), reach, true);
}

std::vector<NamedAgency> AgencyGazetteer::FindIn(std::string_view text, std::span<const WordToken> tokens,
                                                 std::size_t reach, bool row, std::size_t* stop) const {
  MentionReader reader(*this, text, tokens);
  std::vector<NamedAgency> found;
  std::string head;
  std::string listed;
  std::size_t i = 0;
  while (i < tokens.size()) {
    auto mention = reader.At(i);
    if (!mention && i > 0 && !head.empty() && IsSeparator(tokens[i - 1])) mention = reader.ElidedAt(i, head);
    if (!mention && i > 0 && !listed.empty() && IsSeparator(tokens[i - 1])) mention = reader.ListedAt(i, listed);
    if (!mention) {
      if (found.empty() && tokens[i].span.begin > reach) break;
      if (row && !found.empty() && !JoinsRow(tokens[i])) break;
      if ((!head.empty() || !listed.empty()) && !IsSeparator(tokens[i])) head.clear(), listed.clear();
      ++i;
      continue;
    }
    found.push_back({reader.SpanOf(*mention), mention->name, mention->rule, mention->confidence, mention->place});
    if (!mention->second.empty()) {
      found.push_back({reader.SpanOf(*mention), mention->second, mention->rule, mention->confidence});
    }
    head = mention->head;
    if (!mention->listed.empty()) listed = mention->listed;
    i = mention->end;
  }
  if (stop != nullptr) *stop = i;
  return found;
}

namespace {

// "và các đơn vị": words of grammar part a list, they are of no name.
bool JoinsNames(std::string_view words) {
  static const Pattern kJoin(
      R"((?:^|\s)(?i:và|các|cùng|với|thuộc|liên quan|có|của|do|chủ trì|phối hợp|thực hiện)(?:\s|$))");
  return kJoin.Find(words).has_value();
}

}  // namespace

std::vector<NamedAgency> AgencyGazetteer::FindInList(std::string_view text) const {
  std::vector<NamedAgency> found = Find(text);
  // What stands between the mentions and is more than a separator is a body of its own.
  std::vector<NamedAgency> all;
  std::size_t at = 0;
  auto add = [&](std::size_t begin, std::size_t end) {
    static constexpr std::string_view kMarks = " ,;.:-+&*()";
    while (begin < end && kMarks.find(text[begin]) != std::string_view::npos) ++begin;
    while (begin < end && kMarks.find(text[end - 1]) != std::string_view::npos) --end;
    std::string_view gap = text.substr(begin, end - begin);
    std::vector<WordToken> words = SplitWords(gap);
    bool plural = words.size() > 2 && words.front().key == "các";
    // what stands in such cells and is nobody: addresses, parts of a programme, "Như trên"
    static const Pattern kNobody(
        R"((?i:(?:tiểu )?dự án|nội dung|hệ thống|phần mềm|nộp|như trên|mẫu số)(?:\s.*)?|.*(?:https?:|www\.).*)");
    if (kNobody.MatchAll(gap)) return;
    if (words.size() < 2 || (!words.front().capital && !plural) || gap.size() > 160) return;
    std::string name = plural ? "Các" + SpellOut(gap.substr(std::string_view("các").size())) : SpellOut(gap);
    all.push_back({{begin, end}, name, "agency/printed", 0.6});
  };
  // A list of them is parted where a capital or "các" follows the mark: "Phòng Phổ biến, giáo dục pháp luật" is one.
  auto add_gap = [&](std::size_t begin, std::size_t end) {
    static const Pattern kPart(R"([,;]\s+(?:\p{Lu}|các\s))");
    for (auto part = kPart.Find(text.substr(0, end), begin); part; part = kPart.Find(text.substr(0, end), begin)) {
      add(begin, part->span.begin);
      begin = part->span.begin + 1;
    }
    add(begin, end);
  };
  // "Trung tâm Nuôi trồng thủy sản; ...": in a list a name that no row holds goes on in small letters up to the mark.
  static const Pattern kSmall(R"((?:\s\p{Ll}+){1,4})");
  for (std::size_t i = 0; i < found.size(); ++i) {
    NamedAgency mention = found[i];
    if (mention.span.begin > at) add_gap(at, mention.span.begin);
    std::size_t next = i + 1 < found.size() ? found[i + 1].span.begin : text.size();
    std::size_t mark = std::min(text.find_first_of(",;.()", mention.span.end), next);
    std::string_view rest = mark > mention.span.end ? text.substr(mention.span.end, mark - mention.span.end) : "";
    // ... also over "và" behind its first small words: "Phòng Quản lý kho và bến bãi".
    static const Pattern kSmallAnd(R"((?: [a-z]+){1,3} va(?: [a-z]+){1,3})");
    static const Pattern kOthers(
        R"(.* (?:cac|cung|voi|thuoc|lien|co|cua|do|chu|phoi|thuc|don|phong|ban|to|ca|dia|mot)(?: .*)?)");
    static const Pattern kCapital(R"(\p{Lu})");
    const bool small = mention.rule == "agency/headed" && rest.starts_with(' ') && !kCapital.Find(rest);
    const std::string key = small ? " " + BareKey(rest.substr(1)) : std::string();
    const bool name_goes_on =
        (kSmall.MatchAll(rest) && !JoinsNames(rest)) || (small && kSmallAnd.MatchAll(key) && !kOthers.MatchAll(key));
    if (mention.rule == "agency/headed" && name_goes_on) {
      mention.name += rest;
      mention.span.end = mark;
    }
    at = std::max(at, mention.span.end);
    all.push_back(std::move(mention));
  }
  add_gap(at, text.size());
  return all;
}

std::vector<std::string> AgencyGazetteer::Resolve(std::string_view typed) const {
  std::vector<std::string> names;
  auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  std::string key = MatchKey(typed);
  for (const Entry& entry : entries_) {
    if (MatchKey(entry.name) == key) add(entry.name);
  }
  for (const NamedAgency& mention : Find(typed)) add(mention.name);
  std::vector<WordToken> tokens = SplitWords(typed);
  NumberWords(words_, tokens);
  auto add_hit = [&](const NameTrie& trie) {
    auto hit = tokens.empty() ? std::nullopt : trie.Longest(tokens, 0, false);
    if (hit && hit->end == tokens.size()) add(entries_[static_cast<std::size_t>(hit->entry)].name);
  };
  add_hit(names_);
  for (WordToken& token : tokens) token.key = StripDiacritics(token.key);
  NumberWords(words_, tokens);
  add_hit(bare_);
  std::string bare = BareKey(typed);
  if (bare.size() >= 3) {
    for (const Entry& entry : entries_) {
      if (BareKey(entry.name).find(bare) != std::string::npos) add(entry.name);
    }
  }
  return names;
}

bool AgencyGazetteer::IsName(std::string_view name) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.name == name; });
}

std::string AgencyGazetteer::PlaceNamed(std::string_view printed) const {
  auto named = place_names_.find(BareKey(printed));
  if (named == place_names_.end() || named->second.size() > 1) return std::string(printed);
  return *named->second.begin();
}

bool AgencyGazetteer::IsProvince(std::string_view place) const { return provinces_.contains(BareKey(place)); }

bool AgencyGazetteer::IsPlace(std::string_view place) const { return place_names_.contains(BareKey(place)); }

std::string AgencyGazetteer::OfSymbol(std::string_view symbol) const {
  auto found = symbols_.find(std::string(symbol));
  return found == symbols_.end() ? "" : found->second;
}

std::string AgencyGazetteer::SpellOut(std::string_view text) const {
  constexpr std::size_t kLongest = 5;  // words and marks: "KT-XH", "TT&TT"
  std::string out;
  std::size_t at = 0;
  const std::vector<WordToken> tokens = SplitWords(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].word || !tokens[i].all_caps) continue;
    std::size_t last = i;  // of what stands in one with it
    while (last + 2 < tokens.size() && last < i + kLongest - 1 &&
           tokens[last].span.end == tokens[last + 1].span.begin &&
           (tokens[last + 1].key == "&" || tokens[last + 1].key == "-") && tokens[last + 2].all_caps &&
           tokens[last + 1].span.end == tokens[last + 2].span.begin) {
      last += 2;
    }
    for (;; last -= 2) {
      const TextSpan span{tokens[i].span.begin, tokens[last].span.end};
      auto found = abbreviations_.find(std::string(span.Of(text)));
      if (found != abbreviations_.end()) {
        out += text.substr(at, span.begin - at);
        out += found->second;
        at = span.end;
        i = last;
        break;
      }
      if (last == i) break;
    }
  }
  out += text.substr(at);
  return out;
}

}  // namespace vankho
