#include "pipeline/restore/restorer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "models/ocr_channel/adapt.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/word_confidence.h"
#include "pipeline/restore/acceptance.h"
#include "pipeline/restore/damage.h"
#include "pipeline/restore/digit_words.h"
#include "pipeline/restore/document_marks.h"
#include "pipeline/restore/labels.h"
#include "pipeline/restore/line_class.h"
#include "pipeline/restore/line_writer.h"
#include "pipeline/restore/name_memory.h"
#include "pipeline/restore/plain_line.h"
#include "pipeline/restore/reader.h"
#include "pipeline/restore/rerank.h"
#include "pipeline/restore/specks.h"
#include "pipeline/restore/word_choices.h"

namespace vankho {
namespace {

constexpr std::size_t kMostPieces = 300;  // a longer paragraph is decoded in parts
constexpr std::size_t kEnough = 8000;     // pieces that tell an engine's habits; more are not listened to

// A line on its way: the text to decode (after a legacy decoder), its pieces and repairs.
struct Job {
  const Line* line = nullptr;
  int page = 0;
  Damage damage = Damage::kClean;
  bool is_read = false;  // is there anything to repair in it?
  std::vector<Repair> repairs;
  std::vector<Piece> pieces;                      // none for what is left out
  std::vector<std::vector<Alternative>> choices;  // a list a piece, or none at all (word_choices.h)
};

bool StartsParagraph(std::string_view line) {
  static const Pattern pattern(R"(^\s*(?:[-–—~+*•.]\s|[0-9IVXl|]{1,5}[.)]|[a-zđ][.)]\s|Điều|Điéu|Diéu))");
  return pattern.MatchAt(line, 0).has_value();
}

bool HasSign(std::string_view text) {
  std::vector<CodePoint> chars = DecodeUtf8(text);
  return std::any_of(chars.begin(), chars.end(),
                     [](const CodePoint& c) { return IsLetter(c.value) || IsDigit(c.value); });
}

bool HoldsDigit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

constexpr Damage kDecoded[] = {Damage::kLatinEngine, Damage::kNoDiacritics, Damage::kOwnOcr};

bool IsDecoded(Damage damage) {
  return std::find(std::begin(kDecoded), std::end(kDecoded), damage) != std::end(kDecoded);
}

// What is remembered of one engine profile.
struct Memory {
  CandidateMemory candidates;
  EdgeMemory edges{std::size_t{12} << 20};
};

}  // namespace

struct Restorer::Data {
  explicit Data(RestorerParts given)
      : parts(std::move(given)),
        trie(*parts.lm),
        no_diacritics(OcrChannel::LostDiacritics()),
        engines(EnginesOf(parts)),
        judge(*parts.lm, engines) {
    for (const auto& [noun, name] : parts.names) {
      names.AddName(trie, noun, name);
      AddForeign(name);
    }
    for (const OcrChannel* channel : engines) memories[channel] = std::make_unique<Memory>();
    for (const OcrChannel* channel : {&no_diacritics, &parts.own_ocr}) memories[channel] = std::make_unique<Memory>();
  }

  static std::vector<const OcrChannel*> EnginesOf(const RestorerParts& parts) {
    std::vector<const OcrChannel*> engines{&parts.latin_engine};
    for (const EngineProfile& profile : parts.more_engines) engines.push_back(&profile.channel);
    return engines;
  }

  // The words of a name that no syllable is: KBang, Drai.
  void AddForeign(std::string_view name) {
    constexpr std::size_t kShortest = 4;
    for (std::size_t begin = 0; begin < name.size();) {
      const std::size_t end = std::min(name.find(' ', begin), name.size());
      const std::string word = ToLower(name.substr(begin, end - begin));
      if (word.size() >= kShortest && HasLetter(word) && !IsPossibleSyllable(word)) foreign.insert(word);
      begin = end + 1;
    }
  }

  RestorerParts parts;
  SyllableTrie trie;
  std::set<std::string> foreign;
  OcrChannel no_diacritics;
  NameMemory names;
  std::vector<const OcrChannel*> engines;                         // those without Vietnamese
  EngineJudge judge;                                              // between them
  std::map<const OcrChannel*, std::unique_ptr<Memory>> memories;  // by engine profile

  const OcrChannel& ChannelOf(Damage damage, const std::vector<Job>& jobs) const {
    if (damage == Damage::kNoDiacritics) return no_diacritics;
    if (damage == Damage::kOwnOcr) return parts.own_ocr;
    std::vector<std::string_view> lines;
    for (const Job& job : jobs) {
      if (job.damage == damage) lines.push_back(job.line->text);
    }
    return *engines[judge.Choose(lines)];
  }
};

namespace {

ReaderOptions OptionsFor(Damage damage, const ForeignWords& foreign) {
  ReaderOptions options;
  options.foreign = &foreign;
  options.splits = damage != Damage::kNoDiacritics;  // who typed without marks typed letters and spaces right
  options.wide = options.splits;
  options.crude = damage == Damage::kLatinEngine;
  if (damage == Damage::kOwnOcr) {  // its words are mostly right: less is to be guessed
    options.poor = 6;
    options.poor_letter = 0.7F;
    options.limits.most_wide = 16;  // two letters that were read as anything
    options.split_over = 3;
    options.split_nonsense = true;  // "vềviệc": two syllables read as they stand, not one with half of the letters gone
  }
  return options;
}

// One document's run over one engine profile.
class Run {
 public:
  // `memory` is for the channel as it is given.
  Run(const SyllableTrie& trie, const std::set<std::string>& foreign, const OcrChannel& channel,
      const RestorerParts& parts, const NameMemory& names, Damage damage, Memory& memory, Trace trace)
      : trie_(trie),
        foreign_(foreign),
        lm_(*parts.lm),
        ranker_(damage == Damage::kNoDiacritics ? parts.ranker.get() : nullptr),
        damage_(damage),
        channel_(channel),
        names_(names),
        trace_(trace) {
    reader_.emplace(trie, channel, lm_, OptionsFor(damage, parts.foreign_words), memory.candidates, &memory.edges);
  }

  // Reads the jobs only to learn what the engine makes of its letters, and which phrases the document has.
  void Listen(const std::vector<Job*>& jobs) {
    ForEachWindow(jobs, [&](const std::vector<Place>& window, const Reading& reading) {
      names_.Listen(reading.lattice, reading.choices);
      for (std::size_t at = 0; at < window.size(); ++at) {
        const Job& job = *jobs[window[at].job];
        Hear(reading, at, job.pieces[window[at].piece], job.line->text);
      }
    });
  }

  // From now on the channel is the one that fits what was listened to, and the document's phrases are known.
  void Adjust() {
    std::vector<ReadWord> words;
    words.reserve(heard_.size());
    for (const auto& [pair, weight] : heard_) words.push_back({ToUtf32(pair.first), ToUtf32(pair.second), weight});
    adapted_ = Adapt(channel_, words);
    for (const std::string& word : doubtful_) sure_.erase(word);
    reader_->Adjust(adapted_, NewReads(channel_, adapted_), std::move(sure_));
    names_.SettlePhrases();
  }

  // Decodes the jobs as one paragraph; out[i] belongs to jobs[i]. Hears its names; true if one of them is in doubt.
  bool Paragraph(const std::vector<Job*>& jobs, const std::vector<RestoredLine*>& out) {
    bool doubt = false;
    std::size_t line = 0;
    Pen pen(*jobs[0], trace_);
    auto write_lines_to = [&](std::size_t job) {
      for (; line < job; ++line) {
        FinishLine(*jobs[line], pen, *out[line]);
        if (line + 1 < jobs.size()) pen = Pen(*jobs[line + 1], trace_);
      }
    };
    ForEachWindow(jobs, [&](const std::vector<Place>& window, const Reading& reading) {
      for (std::size_t at = 0; at < window.size(); ++at) {
        write_lines_to(window[at].job);
        WritePiece(*jobs[line], window[at].piece, at, reading, pen);
      }
      doubt |= names_.Hear(reading.lattice, reading.choices);
    });
    write_lines_to(jobs.size());
    return doubt;
  }

  void SettleNames() { names_.Settle(); }

 private:
  // A window of a paragraph: its lattice and what was chosen in it.
  struct Reading {
    Lattice lattice;
    std::vector<Choice> choices;
    std::vector<const Choice*> at;  // by piece of the window; null inside a join
    const Edge& EdgeOf(std::size_t piece) const { return lattice[piece][at[piece]->edge]; }
  };

  // Where a piece of a window stands: in which of the paragraph's jobs, and which of its pieces it is.
  struct Place {
    std::size_t job = 0;
    std::size_t piece = 0;
  };

  // A word that the decoder is sure of, and what was read for it.
  void Hear(const Reading& reading, std::size_t piece, const Piece& seen, std::string_view line) {
    constexpr double kSure = 0.9;
    constexpr double kVerySure = 0.98;
    if (seen.kind != PieceKind::kWord || reading.at[piece] == nullptr) return;
    const Edge& edge = reading.EdgeOf(piece);
    const double posterior = reading.at[piece]->posterior;
    const bool one_word = edge.pieces == 1 && edge.name != 0;  // of the vocabulary, so of few letters
    auto& words = one_word && posterior >= kVerySure ? sure_ : doubtful_;
    if (!words.contains(seen.span.Of(line))) words.emplace(seen.span.Of(line));
    if (one_word && posterior >= kSure) heard_[{edge.text.str(), std::string(seen.span.Of(line))}] += posterior;
  }

  Reading Read(std::span<const PieceText> pieces) {
    Reading reading;
    reading.lattice = reader_->Read(pieces);
    reading.choices = Decode(reading.lattice, lm_, {.names = &names_});
    reading.at.resize(pieces.size());
    if (ranker_ != nullptr) Rerank(reading.lattice, *ranker_, reading.choices);
    for (const Choice& choice : reading.choices) reading.at[choice.piece] = &choice;
    return reading;
  }

  // Reads a paragraph in windows of kMostPieces pieces, so that a line of any length takes no more memory than one of
  // them, and calls use(places, reading) for each.
  template <typename Use>
  void ForEachWindow(const std::vector<Job*>& jobs, const Use& use) {
    std::vector<PieceText> pieces;
    std::vector<Place> places;
    auto read = [&] {
      if (!pieces.empty()) use(places, Read(pieces));
      pieces.clear();
      places.clear();
    };
    for (std::size_t job = 0; job < jobs.size(); ++job) {
      ForEachPiece(*jobs[job], [&](std::size_t piece, const PieceText& text) {
        if (pieces.size() == kMostPieces) read();
        places.push_back({job, piece});
        pieces.push_back(text);
      });
    }
    read();
  }

  template <typename Use>
  static void ForEachPiece(const Job& job, const Use& use) {
    std::size_t repair = 0;
    std::size_t end = std::string::npos;
    for (std::size_t i = 0; i < job.pieces.size(); ++i) {
      const Piece& piece = job.pieces[i];
      while (repair < job.repairs.size() && job.repairs[repair].seen.begin < piece.span.begin) ++repair;
      const bool repaired = repair < job.repairs.size() && job.repairs[repair].seen == piece.span;
      PieceText text{repaired ? std::string_view(job.repairs[repair].text) : piece.span.Of(job.line->text),
                     piece.kind,
                     piece.span.begin == end,
                     end == std::string::npos,
                     {}};
      if (!repaired && !job.choices.empty()) text.choices = job.choices[i];
      use(i, text);
      end = piece.span.end;
    }
  }

  struct Tally {
    double log_confidence = 0;
    int words = 0;
    int unknown = 0;
  };

  // How far a line is written.
  struct Pen {
    Pen(const Job& job, Trace trace) : writer(job.line->text, trace), repair(job.repairs.begin()) {}
    LineWriter writer;
    Tally tally;
    std::vector<Repair>::const_iterator repair;  // the next one
  };

  static void WriteRepairsTo(std::size_t end, const Job& job, Pen& pen) {
    for (; pen.repair != job.repairs.end() && pen.repair->seen.begin < end; ++pen.repair) {
      WriteRepair(*pen.repair, job.line->text, pen.writer, pen.tally);
    }
  }

  void WritePiece(const Job& job, std::size_t i, std::size_t at, const Reading& reading, Pen& pen) const {
    const Piece& piece = job.pieces[i];
    WriteRepairsTo(piece.span.end, job, pen);
    if (piece.kind == PieceKind::kNumber) WriteDigitWord(job, i, at, reading, pen.writer);
    if (piece.kind != PieceKind::kWord || reading.at[at] == nullptr) return;
    const TextSpan span{piece.span.begin, job.pieces[i + reading.EdgeOf(at).pieces - 1].span.end};
    WriteWord(*job.line, span, at, reading, pen.writer, pen.tally);
  }

  static void FinishLine(const Job& job, Pen& pen, RestoredLine& out) {
    WriteRepairsTo(std::string::npos, job, pen);
    pen.writer.Finish(out);
    const Tally& tally = pen.tally;
    out.confidence = tally.words > 0 ? std::exp(tally.log_confidence / tally.words) : 1;
    out.line_class = ClassifyLine(out.text, tally.words > 0 ? static_cast<double>(tally.unknown) / tally.words : 0);
  }

  static void WriteRepair(const Repair& repair, std::string_view line, LineWriter& writer, Tally& tally) {
    if (HasSign(repair.seen.Of(line))) {
      tally.log_confidence += std::log(repair.confidence);
      ++tally.words;
    }
    if (repair.text == repair.seen.Of(line)) return;
    Edit edit{{}, {}, repair.reason, repair.confidence, {}};
    if (!repair.rival.empty()) edit.rivals.push_back({repair.rival, 1 - repair.confidence});
    writer.Replace(repair.seen, repair.text, std::move(edit));
  }

  void WriteWord(const Line& line, TextSpan span, std::size_t at, const Reading& reading, LineWriter& writer,
                 Tally& tally) const {
    const std::string_view seen = span.Of(line.text);
    const Choice& choice = *reading.at[at];
    const Edge& edge = reading.EdgeOf(at);
    const std::string text = edge.text.str();
    ++tally.words;
    tally.unknown += edge.words[0] == SyllableLm::kUnknown;
    bool same = text == seen || text == CanonicalTonePlacement(seen) || !Accept(line, span, text, choice.posterior);
    tally.log_confidence += std::log(std::max(same && text != seen ? 0.9 : choice.posterior, 1e-4));
    if (same) {
      WriteDoubt(seen, span, at, reading, writer);
      return;
    }
    const char* reason = edge.pieces > 1 ? "join" : edge.words.size() > 1 ? "split" : Reason(choice);
    Edit edit{{}, {}, reason, Confidence(choice.posterior), {}};
    if (trace_ == Trace::kEdits) {
      for (const auto& [rival, mass] : choice.rivals)
        edit.rivals.push_back({reading.lattice[at][rival].text.str(), mass});
    }
    writer.Replace(span, text, std::move(edit));
  }

  // A number that the context would rather have as a word: written where only the word fits, else a doubt.
  void WriteDigitWord(const Job& job, std::size_t i, std::size_t at, const Reading& reading, LineWriter& writer) const {
    const std::string_view seen = job.pieces[i].span.Of(job.line->text);
    if (reading.at[at] == nullptr) return;
    const std::string word = reading.EdgeOf(at).text.str();
    const double posterior = reading.at[at]->posterior;
    if (word == seen || HoldsDigit(word)) return;
    auto neighbour = [&](std::size_t piece) -> std::string {  // of the same line and window, one space apart
      const std::size_t place = at + piece - i;               // before the window: beyond its end, unsigned
      if (piece >= job.pieces.size() || place >= reading.at.size() || reading.at[place] == nullptr) return "";
      if (job.pieces[piece].kind == PieceKind::kMark) return "";
      const std::size_t left = std::min(piece, i);
      for (std::size_t k = left; k < std::max(piece, i); ++k) {
        const TextSpan gap{job.pieces[k].span.end, job.pieces[k + 1].span.begin};
        if (gap.Of(job.line->text) != " ") return "";
      }
      return ToLower(reading.EdgeOf(place).text.str());
    };
    if (OnlyWordFits(i > 0 ? neighbour(i - 1) : "", word, neighbour(i + 1), neighbour(i + 2))) {
      writer.Replace(job.pieces[i].span, word, {{}, {}, "digit-word", posterior, {{std::string(seen), 1 - posterior}}});
    } else {
      writer.Doubt(job.pieces[i].span, {{}, {}, kDoubt, 1 - posterior, {{word, posterior}}});
    }
  }

  // A word of our own OCR that stands, though its context is not that sure of it. Digits are no matter of context.
  void WriteDoubt(std::string_view seen, TextSpan span, std::size_t at, const Reading& reading,
                  LineWriter& writer) const {
    constexpr double kSure = 0.99;
    if (damage_ != Damage::kOwnOcr || !HasLetter(seen) || seen.find_first_of("0123456789") != std::string::npos) return;
    const Choice& choice = *reading.at[at];
    const std::string plain = CanonicalTonePlacement(seen);
    Edit doubt{{}, {}, kDoubt, 0, {}};
    auto weigh = [&](const std::string& text, double mass) {
      if (text == seen || text == plain) {
        doubt.confidence += mass;
      } else {
        doubt.rivals.push_back({text, mass});
      }
    };
    weigh(reading.EdgeOf(at).text.str(), choice.posterior);
    for (const auto& [rival, mass] : choice.rivals) weigh(reading.lattice[at][rival].text.str(), mass);
    if (doubt.confidence < kSure && !doubt.rivals.empty()) writer.Doubt(span, std::move(doubt));
  }

  const char* Reason(const Choice& choice) const {
    if (choice.both_sides) return "both-sides";
    return damage_ == Damage::kNoDiacritics ? "diacritics" : "decode";
  }

  // How often a change of that posterior is right.
  double Confidence(double posterior) const { return damage_ == Damage::kOwnOcr ? kSureChange * posterior : posterior; }

  bool Accept(const Line& line, TextSpan span, std::string_view text, double posterior) const {
    const std::string_view seen = span.Of(line.text);
    if (IsUpper(ToUtf32(seen)[0]) && foreign_.contains(ToLower(seen))) return false;
    if (damage_ != Damage::kOwnOcr) return true;
    if (!OwnOcrMayChange(line.text, seen, text)) return false;
    std::string lower = CanonicalTonePlacement(ToLower(seen));
    bool known = trie_.FindForm(lower) != SyllableTrie::kNone || IsPossibleSyllable(lower);
    return posterior > OwnOcrLeastPosterior(known, EngineConfidence(line, span));
  }

  const SyllableTrie& trie_;
  const std::set<std::string>& foreign_;
  const LanguageModel& lm_;
  const ContextRanker* ranker_;  // null where it does not help: it has learned from text without marks
  Damage damage_;
  const OcrChannel& channel_;  // the engine profile's
  OcrChannel adapted_;         // to the document
  std::optional<PieceReader> reader_;
  std::map<std::pair<std::string, std::string>, double> heard_;  // (printed, read): how often, by posterior
  std::set<std::string, std::less<>> sure_;                      // words of whose meaning the first reading was sure
  std::set<std::string, std::less<>> doubtful_;                  // and those of which it was not, somewhere
  NameMemory names_;                                             // the gazetteer's, then the document's too
  Trace trace_;
};

}  // namespace

Restorer::Restorer(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
Restorer::Restorer(Restorer&&) noexcept = default;
Restorer& Restorer::operator=(Restorer&&) noexcept = default;
Restorer::~Restorer() = default;

Restorer Restorer::FromParts(RestorerParts parts) { return Restorer(std::make_unique<const Data>(std::move(parts))); }

namespace {

// The document's lines, each with its damage.
std::vector<Job> JobsOf(const SeenDocument& document, const SyllableTrie& trie, Damage& damage) {
  std::vector<Job> jobs;
  std::vector<CountedLine> lines;
  WordCounter counter(trie);
  bool own_ocr = false;
  for (const Page& page : document.pages) {
    own_ocr |= page.origin == PageOrigin::kOcr;
    for (const Line& line : page.lines) {
      Job& job = jobs.emplace_back();
      job.line = &line;
      job.page = page.number;
      lines.push_back({line.text, counter.Count(line.text)});
    }
  }
  damage = DetectDamage(lines, counter, own_ocr);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].damage = DetectLineDamage(lines[i], damage, counter);
  return jobs;
}

// Adds what touches none of the repairs that are there. Both lists are in order and overlap nothing of their own.
void AddRepairs(std::vector<Repair> more, std::vector<Repair>& repairs) {
  if (more.empty()) return;
  std::vector<Repair> all;
  auto other = repairs.begin();
  for (Repair& repair : more) {
    for (; other != repairs.end() && other->seen.end <= repair.seen.begin; ++other) all.push_back(std::move(*other));
    if (other == repairs.end() || repair.seen.end <= other->seen.begin) all.push_back(std::move(repair));
  }
  std::move(other, repairs.end(), std::back_inserter(all));
  repairs = std::move(all);
}

// A speck is nothing between the words on its two sides; the rule of a table parts them.
void LeaveOutSpecks(Job& job) {
  auto repair = job.repairs.begin();
  std::erase_if(job.pieces, [&](const Piece& piece) {
    while (repair != job.repairs.end() && repair->seen < piece.span) ++repair;
    return repair != job.repairs.end() && repair->seen == piece.span && repair->reason == "speck";
  });
}

// Finds each line's repairs, which lines before it and the whole document help to tell.
void FindRepairs(std::vector<Job>& jobs, const ProtectedClasses& classes) {
  auto has_repairs = [](const Job& job) { return IsDecoded(job.damage) && job.damage != Damage::kNoDiacritics; };
  std::vector<std::string_view> lines;
  for (const Job& job : jobs) {
    if (has_repairs(job)) lines.push_back(job.line->text);
  }
  SectionNumerals numerals(lines);
  ListLabels labels;
  SectionLetters letters;
  DocumentMarks marks(lines);
  std::vector<std::vector<Repair>*> repairs;
  for (Job& job : jobs) {
    if (!IsDecoded(job.damage)) continue;
    if (has_repairs(job)) {
      job.repairs = numerals.Next(job.line->text);
      std::vector<Repair> found = classes.Find(job.line->text);
      // Our own OCR loses a slash as easily as it takes it for a 1: of two readings the one that loses no digit.
      for (Repair& repair : found) {
        if (job.damage == Damage::kOwnOcr && repair.reason == "document-number-1") std::swap(repair.text, repair.rival);
      }
      AddRepairs(std::move(found), job.repairs);
      if (job.damage == Damage::kLatinEngine) AddRepairs(marks.Next(job.line->text), job.repairs);
      repairs.push_back(&job.repairs);
    }
    AddRepairs(labels.Next(job.line->text), job.repairs);
    AddRepairs(letters.Next(job.line->text), job.repairs);
  }
  SettleByDocument(repairs);
}

// Finds each line's repairs and pieces.
void Prepare(std::vector<Job>& jobs, RestoredText& out, const ProtectedClasses& classes) {
  FindRepairs(jobs, classes);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    Job& job = jobs[i];
    out.lines[i].page = job.page;
    out.lines[i].number = job.line->number;
    if (!IsDecoded(job.damage)) continue;
    if (job.damage == Damage::kLatinEngine) AddRepairs(FindSpecks(job.line->text), job.repairs);
    job.is_read = HasLetter(job.line->text) || !job.repairs.empty();
    std::vector<TextSpan> fixed;
    for (const Repair& repair : job.repairs) fixed.push_back(repair.seen);
    job.pieces = CutPieces(job.line->text, fixed);
    LeaveOutSpecks(job);
    if (job.damage == Damage::kOwnOcr) job.choices = ChoicesOf(*job.line, job.pieces);
  }
}

// Calls use(jobs, lines) for each paragraph of the lines of one engine profile.
template <typename Use>
void ForEachParagraph(std::vector<Job>& jobs, Damage damage, RestoredText& out, const Use& use) {
  auto mine = [&](std::size_t i) { return jobs[i].damage == damage && jobs[i].is_read; };
  for (std::size_t begin = 0; begin < jobs.size();) {
    if (!mine(begin)) {
      ++begin;
      continue;
    }
    std::vector<Job*> paragraph;
    std::vector<RestoredLine*> lines;
    std::size_t pieces = 0;
    std::size_t end = begin;
    do {
      pieces += jobs[end].pieces.size();
      paragraph.push_back(&jobs[end]);
      lines.push_back(&out.lines[end]);
      ++end;
    } while (end < jobs.size() && mine(end) && pieces < kMostPieces && !StartsParagraph(jobs[end].line->text));
    use(paragraph, lines);
    begin = end;
  }
}

// One round of expectation maximisation on the document: paragraphs of all its parts until there is enough.
void ListenAndAdjust(Run& run, std::vector<Job>& jobs, RestoredText& out) {
  std::size_t pieces = 0;
  for (const Job& job : jobs) pieces += job.damage == Damage::kLatinEngine ? job.pieces.size() : 0;
  const std::size_t stride = pieces / kEnough + 1;
  std::size_t number = 0;
  ForEachParagraph(jobs, Damage::kLatinEngine, out, [&](const std::vector<Job*>& paragraph, const auto&) {
    if (number++ % stride == 0) run.Listen(paragraph);
  });
  run.Adjust();
}

}  // namespace

Result<RestoredText> Restorer::Run(const SeenDocument& document, Trace trace) const {
  RestoredText out;
  std::vector<Job> jobs = JobsOf(document, data_->trie, out.damage);
  out.lines.resize(jobs.size());
  Prepare(jobs, out, data_->parts.protected_classes);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (!jobs[i].is_read) WritePlain(jobs[i].line->text, jobs[i].damage, out.lines[i]);
  }
  for (const Damage damage : kDecoded) {
    if (std::none_of(jobs.begin(), jobs.end(), [&](const Job& job) { return job.damage == damage; })) continue;
    const OcrChannel& channel = data_->ChannelOf(damage, jobs);
    class Run run(data_->trie, data_->foreign, channel, data_->parts, data_->names, damage,
                  *data_->memories.at(&channel), trace);
    if (damage == Damage::kLatinEngine) ListenAndAdjust(run, jobs, out);
    std::vector<std::pair<std::vector<Job*>, std::vector<RestoredLine*>>> doubtful;
    ForEachParagraph(jobs, damage, out, [&](const auto& paragraph, const auto& lines) {
      if (run.Paragraph(paragraph, lines)) doubtful.emplace_back(paragraph, lines);
    });
    if (damage != Damage::kLatinEngine) continue;
    run.SettleNames();  // what the document says elsewhere
    for (const auto& [paragraph, lines] : doubtful) run.Paragraph(paragraph, lines);
  }
  return out;
}

}  // namespace vankho
