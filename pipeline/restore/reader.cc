#include "pipeline/restore/reader.h"

#include <algorithm>
#include <cmath>

#include "models/syllable_lm/tokenizer.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/digit_words.h"
#include "pipeline/restore/name_memory.h"
#include "pipeline/restore/numbers.h"

namespace vankho {
namespace {

std::u32string WithoutLigatures(const std::u32string& text) {
  std::u32string plain;
  for (char32_t c : text) {
    if (c == U'ﬁ' || c == U'ﬂ') {
      plain += c == U'ﬁ' ? U"fi" : U"fl";
    } else {
      plain += c;
    }
  }
  return plain;
}

struct Shape {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  std::size_t digits = 0;
  std::size_t others = 0;
};

Shape ShapeOf(std::u32string_view text) {
  Shape shape;
  for (char32_t c : text) {
    if (IsDigit(c)) {
      ++shape.digits;
    } else if (IsLetter(c)) {
      ++shape.letters;
      shape.capitals += IsUpper(c);
    } else {
      ++shape.others;
    }
  }
  return shape;
}

// Marks that engines make of the marks of Vietnamese letters. Not those that join words.
bool IsTornMark(std::string_view mark) {
  static constexpr std::string_view kMarks[] = {"(", ")", "[", "]", "{", "}",  "\"", "'", "’", "‘", "“", "”",
                                                "!", "*", "~", "^", "°", "\\", "|",  "?", "<", ">", "$"};
  return std::find(std::begin(kMarks), std::end(kMarks), mark) != std::end(kMarks);
}

// Is it spelled as a syllable without its marks: HOACH, not UBND?
bool LooksLikeSyllable(std::string_view seen) {
  static const Pattern pattern(
      "(?i)(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu?|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|n[gh]?|p|t)?");
  return pattern.MatchAll(StripDiacritics(seen)).has_value();
}

float BestCost(const std::vector<Edge>& edges) {
  float best = 1e9F;
  for (const Edge& edge : edges) best = std::min(best, edge.cost);
  return best;
}

std::size_t BytesOf(const EdgeSet& set) {
  return sizeof(set) + set.edges.size() * (sizeof(Edge) + sizeof(WordId) + sizeof(float));
}

}  // namespace

PieceReader::PieceReader(const SyllableTrie& trie, const OcrChannel& channel, const LanguageModel& lm,
                         ReaderOptions options, CandidateMemory& memory, EdgeMemory* edge_memory)
    : trie_(trie),
      channel_(channel),
      lm_(lm),
      options_(options),
      memory_(memory),
      edge_memory_(edge_memory),
      foreign_forms_(trie) {}

void PieceReader::Adjust(const OcrChannel& own, const std::vector<std::u32string>& new_reads,
                         std::set<std::string, std::less<>> sure) {
  pricer_.emplace(trie_, own);
  own_search_.emplace(trie_, own);
  new_reads_ = {new_reads.begin(), new_reads.end()};
  sure_ = std::move(sure);
  cache_.clear();
  single_.clear();
}

Edge PieceReader::PlainEdge(std::string_view seen, PieceKind kind) const {
  Edge edge{1, {}, std::string(seen), 0, 0};
  for (const LmToken& token : Tokenize(seen)) edge.words.push_back(lm_.IdOf(token.text));
  if (kind == PieceKind::kFixed && edge.words.size() > 4) edge.words = {lm_.IdOf("<code>")};
  if (edge.words.empty()) edge.words = {SyllableLm::kUnknown};
  return edge;
}

// What it costs that a common noun stands in capitals: little for one that does so in many places (`Huyện`), much for
// one that only sentences begin with (`Với`).
float PieceReader::CapitalPrice(const WordForm& form) const {
  if (form.lower_id == 0) return options_.lower_twin;
  if (form.capital_id == 0) return options_.rare_capital;
  const float rare = lm_.Unigram(form.lower_id) - lm_.Unigram(form.capital_id) - options_.usual_capital;
  return std::clamp(rare, options_.lower_twin, options_.rare_capital);
}

void PieceReader::AddCandidate(const Candidate& candidate, std::vector<Edge>& edges) const {
  const WordForm& form = trie_.form(candidate.form);
  auto add = [&](WordId word, float extra) {
    if (word == 0) return;
    const NameKey name = NameMemory::KeyOf(candidate.form, candidate.mode != CaseMode::kLower);
    edges.push_back({1, {word}, EdgeText(form, candidate.mode), candidate.cost + extra, name});
  };
  switch (candidate.mode) {
    case CaseMode::kLower:
      add(form.lower_id, 0);
      if (form.lower_id == 0) add(form.capital_id, 3);
      break;
    case CaseMode::kCapital:
      add(form.capital_id, 0);
      add(form.lower_id, CapitalPrice(form));
      break;
    case CaseMode::kUpper:
      add(form.upper_id, 0);
      add(form.lower_id, 0.3F);
      if (form.lower_id == 0) add(form.capital_id, 1);
      break;
  }
}

// The piece as it stands: names, abbreviations, foreign words and codes that the vocabulary does not hold.
void PieceReader::AddKeep(std::string_view seen, std::vector<Edge>& edges) const {
  std::u32string text = ToUtf32(seen);
  Shape shape = ShapeOf(text);
  const auto size = static_cast<float>(text.size());
  if (options_.foreign != nullptr && options_.foreign->Holds(seen)) {
    edges.push_back({1, {SyllableLm::kUnknown}, std::string(seen), options_.listed_foreign, 0});
    return;
  }
  if (shape.digits > 0 && shape.letters > 0 && shape.capitals == shape.letters) {
    edges.push_back({1, {lm_.IdOf("<code>")}, std::string(seen), 2 + size * options_.unknown_capital, 0});
    return;
  }
  bool abbreviation = shape.capitals >= 2 && shape.capitals == shape.letters && shape.others == 0 && shape.digits == 0;
  float letter = abbreviation                 ? options_.unknown_capital
                 : LooksLikeForeignName(seen) ? options_.foreign_letter
                                              : options_.unknown_letter;
  float mess = static_cast<float>(shape.digits + shape.others) * 1.5F;
  edges.push_back({1, {SyllableLm::kUnknown}, std::string(seen), options_.unknown_word + size * letter + mess, 0});
}

bool PieceReader::MayWiden(std::u32string_view read, bool may_widen) const {
  const bool letters =
      ShapeOf(read).letters > 0 || std::u32string_view(U"$§@¥").find(read[0]) != std::u32string_view::npos;
  return may_widen && options_.wide && letters;
}

float PieceReader::Enough(std::u32string_view read) const {
  return options_.poor + options_.poor_letter * static_cast<float>(read.size());
}

FoundCandidates PieceReader::Search(CandidateSearch& search, std::u32string_view read, bool may_widen) const {
  const bool widen = MayWiden(read, may_widen);
  SearchLimits limits = options_.limits;
  if (widen) limits.enough = Enough(read);
  std::vector<Candidate> candidates = search.Find(read, limits);
  if (!widen || (!candidates.empty() && candidates[0].cost <= limits.enough)) return {std::move(candidates), false};
  limits = options_.limits;
  limits.wide = true;
  return {search.Find(read, limits), true};
}

CandidateMemory::Candidates PieceReader::ProfileCandidates(std::string_view seen, std::u32string_view read,
                                                           bool may_widen) {
  const std::string key = (may_widen ? "+" : "-") + std::string(seen);
  if (CandidateMemory::Candidates known = memory_.Find(key)) return known;
  if (!search_) search_.emplace(trie_, channel_);
  auto found = std::make_shared<const FoundCandidates>(Search(*search_, read, may_widen));
  memory_.Add(key, found);
  return found;
}

// What the known candidates cost now; nothing where they became poor, so that others are to be searched.
std::optional<std::vector<Candidate>> PieceReader::Reprice(std::u32string_view read, const FoundCandidates& known,
                                                           bool may_widen) {
  SearchLimits limits = options_.limits;
  std::vector<Candidate> priced = pricer_->Price(read, known.candidates, limits);
  if (!MayWiden(read, may_widen) || (!priced.empty() && priced[0].cost <= Enough(read))) return priced;
  if (!known.wide) return std::nullopt;
  limits.wide = true;
  return pricer_->Price(read, known.candidates, limits);
}

bool PieceReader::HoldsNew(std::u32string_view read) const {
  if (new_reads_.empty()) return false;
  for (std::size_t at = 0; at < read.size(); ++at) {
    for (std::size_t length = 1; length <= OcrChannel::kMaxRead && at + length <= read.size(); ++length) {
      if (new_reads_.contains(std::u32string(read.substr(at, length)))) return true;
    }
  }
  return false;
}

CandidateMemory::Candidates PieceReader::FindCandidates(std::string_view seen, bool may_widen) {
  const std::u32string read = WithoutLigatures(ToUtf32(seen));
  if (!pricer_) return ProfileCandidates(seen, read, may_widen);
  if (sure_.contains(seen) || !HoldsNew(read)) {
    auto priced = Reprice(read, *ProfileCandidates(seen, read, may_widen), may_widen);
    if (priced) return std::make_shared<const FoundCandidates>(FoundCandidates{*std::move(priced), false});
  }
  return std::make_shared<const FoundCandidates>(Search(*own_search_, read, may_widen));
}

std::vector<Edge> PieceReader::MakeSingleEdges(std::string_view seen, bool may_widen) {
  std::vector<Edge> edges;
  AddSingleEdges(seen, may_widen, edges);
  return edges;
}

void PieceReader::AddSingleEdges(std::string_view seen, bool may_widen, std::vector<Edge>& edges) {
  if (HoldsNumber(seen)) return;  // no reading may lose it
  const CandidateMemory::Candidates found = FindCandidates(seen, may_widen);
  edges.reserve(edges.size() + 2 * found->candidates.size() + 1);
  const float most = Enough(ToUtf32(seen)) + options_.foreign_over;
  for (const Candidate& candidate : found->candidates) {
    if (!foreign_forms_.IsGuess(candidate, seen, most)) AddCandidate(candidate, edges);
  }
}

const std::vector<Edge>& PieceReader::SingleEdges(std::string_view seen) {
  if (single_.size() >= kMostKnown) single_.clear();
  auto [entry, is_new] = single_.try_emplace(std::string(seen));
  if (is_new) entry->second = MakeSingleEdges(seen, true);
  return entry->second;
}

// The likeliest readings of a part of a word: Vietnamese syllables and numbers, for "check list" does not fall apart.
std::vector<Edge> PieceReader::BestParts(std::string_view part) {
  constexpr std::size_t kEach = 5;
  auto is_whole = [](const Edge& edge) {
    if (edge.words.size() != 1) return false;
    const std::string text = edge.text.str();
    return IsDigit(ToUtf32(text)[0]) || IsPossibleSyllable(ToLower(text));
  };
  const bool digits = std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::vector<Edge> found;
  if (digits) {
    found.push_back(PlainEdge(part, PieceKind::kNumber));
  } else {
    found = MakeSingleEdges(part, false);
  }
  std::vector<std::pair<float, std::size_t>> prices;
  prices.reserve(found.size());
  for (const Edge& edge : found) prices.emplace_back(edge.cost - lm_.Unigram(edge.words[0]), prices.size());
  std::sort(prices.begin(), prices.end());
  std::vector<Edge> best;
  for (std::size_t i = 0; i < std::min(kEach, prices.size()); ++i) {
    const Edge& edge = found[prices[i].second];
    if (is_whole(edge)) best.push_back(edge);
  }
  return best;
}

// "28thang", "ngày14", "NamSách": two words that lost their space.
void PieceReader::AddSplits(std::string_view seen, std::vector<Edge>& edges) {
  constexpr float kLostSpace = 5.0F;
  std::vector<CodePoint> chars = DecodeUtf8(seen);
  if (chars.size() < 3 || chars.size() > 16) return;
  for (std::size_t cut = 1; cut < chars.size(); ++cut) {
    bool turn = IsDigit(chars[cut - 1].value) != IsDigit(chars[cut].value);
    if (!turn && (cut < 2 || chars.size() - cut < 2)) continue;
    const std::vector<Edge> lefts = BestParts(seen.substr(0, chars[cut].begin));
    if (lefts.empty()) continue;
    const std::vector<Edge> rights = BestParts(seen.substr(chars[cut].begin));
    for (const Edge& left : lefts) {
      for (const Edge& right : rights) {
        edges.push_back({1,
                         {left.words[0], right.words[0]},
                         left.text.str() + " " + right.text.str(),
                         left.cost + right.cost + kLostSpace,
                         0});
      }
    }
  }
}

std::vector<Edge> PieceReader::MakeWordEdges(std::string_view seen) {
  std::vector<Edge>& edges = scratch_;
  edges.clear();
  AddSingleEdges(seen, true, edges);
  const std::size_t letters = ToUtf32(seen).size();
  const bool poor = BestCost(edges) > options_.split_over * static_cast<float>(letters) || letters > 7 ||
                    (options_.split_nonsense && !IsPossibleSyllable(CanonicalTonePlacement(ToLower(seen))));
  if (poor && options_.splits) AddSplits(seen, edges);
  if (HoldsNumber(seen)) std::erase_if(edges, [&](const Edge& e) { return DigitsOf(e.text.str()) != DigitsOf(seen); });
  AddKeep(seen, edges);
  return InOrderOfWords(edges);
}

std::shared_ptr<const EdgeSet> PieceReader::WordEdges(std::string_view seen) {
  if (auto found = cache_.find(seen); found != cache_.end()) return found->second;
  if (cache_.size() >= kMostKnown) cache_.clear();
  const bool by_profile = !pricer_ && edge_memory_ != nullptr;
  std::shared_ptr<const EdgeSet> edges = by_profile ? edge_memory_->Find(seen) : nullptr;
  if (edges == nullptr) {
    edges = std::make_shared<const EdgeSet>(MakeWordEdges(seen));
    if (by_profile) edge_memory_->Add(seen, edges, BytesOf(*edges));
  }
  return cache_.emplace(seen, std::move(edges)).first->second;
}

std::shared_ptr<const EdgeSet> PieceReader::PlainEdges(std::string_view seen, PieceKind kind) {
  auto make = [&] { return std::make_shared<const EdgeSet>(Lattice::Edges(1, PlainEdge(seen, kind))); };
  if (kind == PieceKind::kFixed) return make();
  if (auto found = plain_.find(seen); found != plain_.end()) return found->second;
  if (plain_.size() >= kMostKnown) plain_.clear();
  return plain_.emplace(seen, make()).first->second;
}

// "tht: tuc", "phi: hop": the hook of ủ and ù read as a mark, though no sentence ends there.
void PieceReader::AddHookMark(std::span<const PieceText> pieces, std::size_t first, std::vector<Edge>& edges) {
  if (first + 2 >= pieces.size() || pieces[first].kind != PieceKind::kWord) return;
  const PieceText& mark = pieces[first + 1];
  const PieceText& next = pieces[first + 2];
  const bool goes_on = next.kind == PieceKind::kWord && !next.touches && IsLower(ToUtf32(next.seen)[0]);
  if (!mark.touches || !goes_on || (mark.seen != ":" && mark.seen != "!")) return;
  for (Edge edge : MakeSingleEdges(std::string(pieces[first].seen) + std::string(mark.seen), false)) {
    edge.pieces = 2;
    edges.push_back(std::move(edge));
  }
}

// "od(f)ng", "dé)ng": marks of a letter that were read as brackets and the like.
void PieceReader::AddJoins(std::span<const PieceText> pieces, std::size_t first, std::vector<Edge>& edges) {
  constexpr std::size_t kMostPieces = 5;
  constexpr std::size_t kMostBytes = 16;
  constexpr float kTorn = 2.0F;
  if (pieces[first].kind != PieceKind::kWord) return;
  std::string text(pieces[first].seen);
  bool mark = false;
  for (std::size_t n = 1; n < kMostPieces && first + n < pieces.size(); ++n) {
    const PieceText& piece = pieces[first + n];
    if (!piece.touches || piece.kind == PieceKind::kFixed || piece.kind == PieceKind::kNumber) return;
    if (piece.kind == PieceKind::kMark && !IsTornMark(piece.seen)) return;
    mark |= piece.kind == PieceKind::kMark;
    text += piece.seen;
    if (text.size() > kMostBytes) return;
    if (piece.kind != PieceKind::kWord || !mark) continue;
    for (Edge edge : SingleEdges(text)) {
      edge.pieces = static_cast<std::uint32_t>(n + 1);
      edge.cost += kTorn;
      edges.push_back(std::move(edge));
    }
  }
}

// "SO Tu phap", "BO phan": two tall letters for a capital one among small words; "banh gia" for Đánh giá; "phan Anh"
// for phản ánh, whose mark made its letter tall; "Kf HOACH" for KẾ HOẠCH.
void PieceReader::AddOtherCase(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges) {
  if (options_.crude && pieces[at].seen == "¥") {  // ý, read as a sign that has no case
    for (Edge edge : SingleEdges("ý")) edges.push_back(std::move(edge));
  }
  const std::u32string text = ToUtf32(pieces[at].seen);
  if (text.size() < 2 || text.size() > 6) return;
  const Shape shape = ShapeOf(text);
  auto add = [&](const std::u32string& other, float price) {
    for (Edge edge : SingleEdges(EncodeUtf8(other))) {
      edge.cost += price;
      edges.push_back(std::move(edge));
    }
  };
  std::u32string other;
  for (char32_t c : text) other += other.empty() ? Upper(c) : Lower(c);
  const bool opens = pieces[at].begins_line || (at > 0 && pieces[at - 1].kind == PieceKind::kMark);
  if (IsTall(pieces, at) || (opens && text[0] == U'b')) add(other, options_.other_case);
  if (!options_.crude) return;
  if (IsTallVowel(pieces, at)) add(Lower(text[0]) + text.substr(1), options_.tall_vowel);
  const bool begins = at == 0 || pieces[at].begins_line || Shouts(pieces, at - 1);
  if (begins && shape.digits == 0 && shape.others <= 1 && shape.capitals == 1 && IsUpper(text[0]) && text.size() < 4 &&
      Shouts(pieces, at + 1) && LooksLikeSyllable(pieces[at + 1].seen)) {
    std::u32string upper;
    for (char32_t c : text) upper += Upper(c);
    add(upper, options_.other_case);
  }
}

// Two or three capitals between words of small letters.
bool PieceReader::IsTall(std::span<const PieceText> pieces, std::size_t at) {
  const std::u32string text = ToUtf32(pieces[at].seen);
  const Shape shape = ShapeOf(text);
  if (shape.capitals != text.size() || text.size() > 3 || text.size() < 2) return false;
  auto passes = [&](std::size_t i) {  // says nothing of the words around: a mark, a single capital
    return pieces[i].kind == PieceKind::kMark ||
           (pieces[i].kind == PieceKind::kWord && ToUtf32(pieces[i].seen).size() == 1);
  };
  std::size_t next = at + 1;
  while (next < pieces.size() && !pieces[next].begins_line && passes(next)) ++next;
  std::size_t last = at;
  while (last > 0 && !pieces[last].begins_line && (last == at || passes(last))) --last;
  const bool loud_after = next < pieces.size() && !pieces[next].begins_line && ShoutsAtHeart(pieces, next);
  return !loud_after && (last == at || !ShoutsAtHeart(pieces, last));
}

// A capital vowel in the midst of small words: á is as tall as A.
bool PieceReader::IsTallVowel(std::span<const PieceText> pieces, std::size_t at) {
  const std::u32string text = ToUtf32(pieces[at].seen);
  auto small = [&](std::size_t i) {
    return i < pieces.size() && pieces[i].kind == PieceKind::kWord && IsLower(ToUtf32(pieces[i].seen)[0]);
  };
  const bool goes_on =
      at + 1 < pieces.size() && !pieces[at + 1].begins_line && (small(at + 1) || pieces[at + 1].seen == ",");
  return std::u32string_view(U"AOUE").find(text[0]) != std::u32string_view::npos && ShapeOf(text).capitals == 1 &&
         at > 1 && !pieces[at].begins_line && small(at - 1) && !pieces[at - 1].begins_line && small(at - 2) && goes_on;
}

// A word of two capitals or more and nothing else.
bool PieceReader::Shouts(std::span<const PieceText> pieces, std::size_t at) {
  if (at >= pieces.size() || pieces[at].kind != PieceKind::kWord) return false;
  const Shape shape = ShapeOf(ToUtf32(pieces[at].seen));
  return shape.capitals > 1 && shape.capitals == shape.letters;
}

// CHi SO, CHi DAO: an Ỉ lost its height. Before a small word (NOi vu) two tall letters are one word's.
bool PieceReader::ShoutsAtHeart(std::span<const PieceText> pieces, std::size_t at) {
  if (pieces[at].kind != PieceKind::kWord) return false;
  const Shape shape = ShapeOf(ToUtf32(pieces[at].seen));
  if (shape.capitals < 2 || shape.capitals + 1 < shape.letters) return false;
  if (shape.capitals == shape.letters || at + 1 >= pieces.size() || pieces[at + 1].begins_line) return true;
  return pieces[at + 1].kind != PieceKind::kWord || !IsLower(ToUtf32(pieces[at + 1].seen)[0]);
}

// A syllable in tall letters (SỞ) is none among small words; TU and TƯ are abbreviations.
void PieceReader::PriceTall(std::vector<Edge>& edges) const {
  for (Edge& edge : edges) {
    if (edge.words.size() != 1) continue;
    const std::string text = edge.text.str();
    const std::string bare = StripDiacritics(text);
    if (text != bare && text == ToUpper(text) && bare != "TU" && bare != "HU" && bare != "DU" && bare != "QD" &&
        IsPossibleSyllable(ToLower(text))) {
      edge.cost += options_.tall_syllable;
    }
  }
}

// "Giám đốc Sở": a capital Số opens a sentence or a heading and stands nowhere else.
void PieceReader::PriceOpeners(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges) const {
  if (at == 0 || pieces[at].begins_line || pieces[at - 1].kind != PieceKind::kWord) return;
  for (Edge& edge : edges) {
    if (edge.words.size() == 1 && edge.text.str() == "Số") edge.cost += options_.opener;
  }
}

// Does a rule between columns stand on the piece's line?
bool PieceReader::InRow(std::span<const PieceText> pieces, std::size_t at) {
  constexpr std::size_t kReach = 40;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kReach && !pieces[begin].begins_line) --begin;
  for (std::size_t i = begin; i < pieces.size() && i < at + kReach && (i == begin || !pieces[i].begins_line); ++i) {
    if (pieces[i].seen == "\t") return true;
  }
  return false;
}

// "các PCVP": consonants in capitals among small words are an abbreviation, known or not.
void PieceReader::AddAbbreviation(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges) const {
  const std::string_view seen = pieces[at].seen;
  constexpr std::string_view kConsonants = "BCGHKLMNPQSTVX";  // not D, which may be Đ
  const bool consonants =
      seen.size() >= 3 && seen.size() <= 8 && seen.find_first_not_of(kConsonants) == std::string::npos;
  auto loud = [&](std::size_t i) { return Shouts(pieces, i) && LooksLikeSyllable(pieces[i].seen); };
  if (!consonants || pieces[at].begins_line || at == 0 || loud(at + 1) || loud(at - 1)) return;
  const bool in_text = pieces[at - 1].kind == PieceKind::kMark || IsLower(ToUtf32(pieces[at - 1].seen).back());
  const bool ends = at + 1 == pieces.size() || pieces[at + 1].kind == PieceKind::kMark;
  if (!in_text || !ends || InRow(pieces, at)) return;
  const float price = options_.short_word + static_cast<float>(seen.size());
  edges.push_back({1, {SyllableLm::kUnknown}, std::string(seen), price, 0});
}

// "hanh.chinh", "chi-sé": a speck in the space between two words, for print sets a space behind a point and small words
// have no hyphens.
void PieceReader::AddSpeckedSpace(std::span<const PieceText> pieces, std::size_t at, std::vector<Edge>& edges) {
  if (at + 2 >= pieces.size()) return;
  const PieceText& mark = pieces[at + 1];
  const PieceText& next = pieces[at + 2];
  const bool speck = mark.seen == "." || mark.seen == "-" || mark.seen == ":";
  if (!speck || !mark.touches || !next.touches || next.kind != PieceKind::kWord) return;
  if (at + 3 < pieces.size() && pieces[at + 3].touches && pieces[at + 3].seen == mark.seen) return;  // a.b.c
  constexpr std::size_t kShortest = 2;
  const std::u32string left = ToUtf32(pieces[at].seen);
  const std::u32string right = ToUtf32(next.seen);
  if (left.size() < kShortest || right.size() < kShortest || !IsLower(left.back()) || !IsLower(right[0])) return;
  const std::vector<Edge> lefts = BestParts(pieces[at].seen);
  const std::vector<Edge> rights = BestParts(next.seen);
  for (const Edge& one : lefts) {
    for (const Edge& two : rights) {
      edges.push_back({3,
                       {one.words[0], two.words[0]},
                       one.text.str() + " " + two.text.str(),
                       one.cost + two.cost + options_.specked_space,
                       0});
    }
  }
}

// What the engine might as well have read, at the price of its own doubt.
void PieceReader::AddChoices(const PieceText& piece, std::vector<Edge>& edges) {
  for (const Alternative& choice : piece.choices) {
    const float doubt = -std::log(static_cast<float>(std::clamp(choice.confidence, 0.001, 1.0)));
    for (Edge edge : SingleEdges(choice.text)) {
      edge.cost += doubt;
      edges.push_back(std::move(edge));
    }
  }
}

// A number alone between two words, as a word could be.
bool PieceReader::MayBeDigitWord(std::span<const PieceText> pieces, std::size_t at) {
  if (pieces[at].kind != PieceKind::kNumber || pieces[at].begins_line || at == 0 || at + 1 >= pieces.size())
    return false;
  return !pieces[at].touches && !pieces[at + 1].touches && pieces[at - 1].kind == PieceKind::kWord;
}

std::shared_ptr<const EdgeSet> PieceReader::DigitWordEdges(std::string_view number) {
  const std::vector<std::string_view> words = WordsFor(number);
  if (words.empty()) return PlainEdges(number, PieceKind::kNumber);
  Lattice::Edges edges(1, PlainEdge(number, PieceKind::kNumber));
  for (const std::string_view word : words) {
    const std::uint32_t form = trie_.FindForm(std::string(word));
    if (form == SyllableTrie::kNone || trie_.form(form).lower_id == 0) continue;
    edges.push_back(
        {1, {trie_.form(form).lower_id}, EdgeText(trie_.form(form), CaseMode::kLower), options_.digit_word, 0});
  }
  return std::make_shared<const EdgeSet>(InOrderOfWords(edges));
}

Lattice PieceReader::Read(std::span<const PieceText> pieces) {
  Lattice lattice;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].kind != PieceKind::kWord) {
      lattice.Add(options_.crude && MayBeDigitWord(pieces, i) ? DigitWordEdges(pieces[i].seen)
                                                              : PlainEdges(pieces[i].seen, pieces[i].kind));
      continue;
    }
    std::shared_ptr<const EdgeSet> edges = WordEdges(pieces[i].seen);
    Lattice::Edges more;
    if (options_.splits) {
      AddJoins(pieces, i, more);
      AddHookMark(pieces, i, more);
      AddOtherCase(pieces, i, more);
      if (options_.crude) AddAbbreviation(pieces, i, more);
      if (options_.crude) AddSpeckedSpace(pieces, i, more);
    }
    AddChoices(pieces[i], more);
    const bool in_midst = options_.crude && pieces[i].kind == PieceKind::kWord && i > 0 && !pieces[i].begins_line &&
                          pieces[i - 1].kind == PieceKind::kWord &&
                          std::string_view("S$").find(pieces[i].seen[0]) != std::string_view::npos;
    if (!more.empty() || in_midst) {
      more.insert(more.begin(), edges->edges.begin(), edges->edges.end());
      if (options_.crude && IsTall(pieces, i)) PriceTall(more);
      if (options_.crude) PriceOpeners(pieces, i, more);
      edges = std::make_shared<const EdgeSet>(std::move(more));
    }
    lattice.Add(std::move(edges));
  }
  return lattice;
}

}  // namespace vankho
