// Agencies in running text and in lists: who is meant, by the full name of the record contract.
//
// Names, levels and abbreviations are rows of lexicons/agencies.tsv; places and titles of places.tsv and titles.tsv.
// The longest name wins, names before groups. Names come out in full and without the jurisdiction ("P. Nội vụ huyện X"
// is "Phòng Nội vụ"), but for bodies that only the jurisdiction tells apart ("Ủy ban nhân dân các xã, thị trấn").
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/agency/name_trie.h"
#include "extractors/engine/near_rule.h"
#include "pipeline/base/date.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/result.h"

namespace vankho {

struct NamedAgency {
  TextSpan span;     // of the text that was searched
  std::string name;  // full form
  std::string rule;  // "agency/name", "agency/group", "agency/elided", "agency/headed", "agency/bare"
  double confidence = 1;
  std::string place = {};  // of a body that only the jurisdiction tells apart: "Sông Mây"; "" where none is printed
  // "Ủy ban nhân dân huyện Sông Mây": where bodies of several places may be meant.
  std::string WithPlace() const { return place.empty() ? name : name + " " + place; }
  bool operator==(const NamedAgency&) const = default;
};

// Immutable once loaded; safe to use from several threads.
class AgencyGazetteer {
 public:
  static Result<AgencyGazetteer> Load(const std::string& data_folder);

  // All mentions, left to right, not overlapping. Linear in the text. With a `reach`, nothing where no mention begins
  // in so many bytes: for texts of which only the beginning is asked for.
  std::vector<NamedAgency> Find(std::string_view text, std::size_t reach = std::string_view::npos) const;

  // The words of a text, numbered, and the mentions in a row of them: for texts of which several parts are searched.
  // The mentions' spans are of the text.
  std::vector<WordToken> Split(std::string_view text) const;
  std::vector<NamedAgency> FindIn(std::string_view text, std::span<const WordToken> words) const {
    return FindIn(text, words, std::string_view::npos, false);
  }

  // May a mention begin with the text's first byte? Cheap; most texts say no.
  bool MayBegin(std::string_view text) const;

  // The first mentions of a text, up to the words between two that make no row of them ("và", "cùng", "các" do).
  std::vector<NamedAgency> FindRow(std::string_view text, std::size_t reach) const;

  // The elements of a list that is known to hold agencies and nothing else (a table cell, what stands behind "Đơn vị
  // chủ trì:"); what no row knows comes out as printed, abbreviations spelled out.
  std::vector<NamedAgency> FindInList(std::string_view text) const;

  // What people type ("P. Nội vụ", "phong noi vu", "PNV") as full names, best first: exact, alias, without diacritics,
  // part of a name.
  std::vector<std::string> Resolve(std::string_view typed) const;

  // The rules that came nearest to a body in a text that names none.
  std::vector<NearRule> NearestRules(std::string_view text) const;

  // "SNV" -> "Sở Nội vụ"; "" for symbols that do not tell the body.
  std::string OfSymbol(std::string_view symbol) const;

  // Does this word (small letters) end a name that no row holds: a word of grammar (lexicons/name_stops.tsv)?
  bool EndsName(const std::string& word) const { return grammar_words_.contains(word); }

  // Do the words begin with a verb of duty ("thẩm định hồ sơ")?
  bool OpensDuty(std::string_view words) const;

  // Did a body of this full name, and the place that stands in it, exist on that day (columns `from` and `to` of
  // agencies.tsv and places.tsv; the district level ended on 30 June 2025)? True for what no row knows, and where the
  // date is not precise enough to tell.
  bool Existed(std::string_view name, const PartialDate& on) const;
  // Bodies that existed on that day and share a spelling with this one, by the words of that spelling (" sở nông nghiệp
  // "). It looks at every row: ask it once a name.
  std::vector<std::pair<std::string, std::string>> NamesakesThen(std::string_view name, const PartialDate& on) const;

  // Is this the full name of a row?
  bool IsName(std::string_view name) const;

  // A place as the list of provinces and districts spells it, where its marks were lost or misread ("Quang Ngài" is
  // "Quảng Ngãi"); as printed where no place or more than one fits.
  std::string PlaceNamed(std::string_view printed) const;

  // Is it a province or a city of that level, before or after 1 July 2025? Marks do not matter.
  bool IsProvince(std::string_view place) const;
  bool IsPlace(std::string_view place) const;

  // Usual abbreviations as full words ("UBND xã" -> "Ủy ban nhân dân xã").
  std::string SpellOut(std::string_view text) const;

 private:
  friend class MentionReader;
  // The days between which something exists; empty for open.
  struct Validity {
    std::optional<PartialDate> from, to;
    bool Holds(const PartialDate& on) const;
  };
  struct Entry {
    std::string name;
    std::string head;  // the key of its first word
    std::string level;
    bool keep_jurisdiction = false;
    Validity validity;
    std::string aliases;
  };
  static Result<Validity> ReadValidity(const Lexicon& lexicon, const Lexicon::Row& row);
  Result<void> LoadAgencies(const std::string& path);
  Result<void> LoadWords(const std::string& folder);
  Result<void> LoadAbbreviationsAndStops(const std::string& folder);
  void AddEntry(const Entry& entry);

  // `stop`: the word that the search went to.
  std::vector<NamedAgency> FindIn(std::string_view text, std::span<const WordToken> words, std::size_t reach, bool row,
                                  std::size_t* stop = nullptr) const;
  void LookAtFirstWords();
  std::vector<int> Numbers(const std::vector<std::string>& keys);
  bool MayOpen(const WordToken& first) const;  // may a mention begin with this word?
  bool MayOpenUpTo(std::string_view text, std::size_t reach) const;

  std::vector<Entry> entries_;
  WordNumbers words_;  // of the names below
  NameTrie names_;
  NameTrie bare_;    // the same without diacritics
  NameTrie groups_;  // nouns of group agencies
  NameTrie titles_;
  NameTrie places_;
  std::map<std::string, std::set<std::string>> place_names_;  // by BareKey
  std::set<std::string> provinces_;                           // by BareKey
  std::multimap<std::string, Validity> place_times_;          // by BareKey
  std::set<std::string> heads_;                               // first words of names in general
  std::set<std::string> grammar_words_;
  std::set<std::string> stops_;  // words that end a name that no row holds: those, and verbs of duty
  std::map<std::string, std::set<std::string>> not_after_;  // verbs and the words behind which they are none
  // What may begin with a word.
  enum Opening : unsigned char { kInCapitals = 1, kAlways = 2, kHead = 4, kLevel = 8, kModifier = 16 };
  bool Opens(int word, unsigned char what) const {
    return word >= 0 && (opens_[static_cast<std::size_t>(word)] & what) != 0;
  }
  std::vector<unsigned char> opens_;  // by word: a mention (in capitals, or always), one of heads_, ...
  std::map<std::string, std::string> symbols_;
  std::map<std::string, std::string> abbreviations_;
};

}  // namespace vankho
