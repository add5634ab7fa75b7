#include "models/text_data/vocabulary.h"

#include <algorithm>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct Scored {
  VocabularyEntry entry;
  std::uint64_t weight = 0;
  bool first = false;  // enters before all others
};

bool HasLetter(std::string_view text) {
  std::vector<CodePoint> points = DecodeUtf8(text);
  return std::any_of(points.begin(), points.end(), [](const CodePoint& p) { return IsLetter(p.value); });
}

Scored Score(const std::string& form, std::uint64_t legal, std::uint64_t general, const std::set<std::string>& known,
             const VocabularyOptions& options) {
  Scored s{{form, BareKey(form), legal, general}, legal * options.legal_weight + general, false};
  if (!HasLetter(form) || form.starts_with('<')) {
    s.first = s.weight >= options.least_other;
  } else if (IsPossibleSyllable(form)) {  // false for capitals
    s.first = known.contains(form) || s.weight >= options.least_syllable;
  }
  if (!s.first && s.weight < options.least_other) s.weight = 0;
  return s;
}

}  // namespace

Result<std::set<std::string>> LoadKnownSyllables(const std::string& path) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(path));
  VK_ASSIGN_OR_RETURN(std::size_t syllable, lexicon.Column("syllable"));
  VK_ASSIGN_OR_RETURN(std::size_t sources, lexicon.Column("sources"));
  std::set<std::string> known;
  for (const Lexicon::Row& row : lexicon.rows()) {
    // hieuthi lists every possible syllable; only the other sources attest one
    if (row.cells[sources] != "hieuthi") known.insert(CanonicalTonePlacement(row.cells[syllable]));
  }
  return known;
}

std::vector<VocabularyEntry> ChooseVocabulary(const std::vector<std::string>& forms,
                                              const std::vector<std::uint64_t>& legal,
                                              const std::vector<std::uint64_t>& general,
                                              const std::set<std::string>& known, const VocabularyOptions& options) {
  auto count = [](const std::vector<std::uint64_t>& counts, std::size_t i) {
    return i < counts.size() ? counts[i] : 0;
  };
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    std::uint64_t total = count(legal, i) * options.legal_weight + count(general, i);
    if (total < 2 || forms[i] == "<unk>" || forms[i] == "<s>" || forms[i] == "</s>") continue;
    Scored s = Score(forms[i], count(legal, i), count(general, i), known, options);
    if (s.weight > 0) scored.push_back(std::move(s));
  }
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    if (a.first != b.first) return a.first;
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.entry.token < b.entry.token;
  });
  if (scored.size() + 3 > options.size) scored.resize(options.size - 3);
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    if (a.entry.base != b.entry.base) return a.entry.base < b.entry.base;
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.entry.token < b.entry.token;
  });
  std::vector<VocabularyEntry> entries;
  for (const char* special : {"<unk>", "<s>", "</s>"}) entries.push_back({special, special, 0, 0});
  for (Scored& s : scored) entries.push_back(std::move(s.entry));
  return entries;
}

}  // namespace vankho
