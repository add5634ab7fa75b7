// How sure a word of our own OCR is in the end: what the engine says of its print, what restoration says of it in its
// context, how it is spelt, and what stands around it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vankho {

// The reason of an Edit that changes nothing: a word of our own OCR stands, though its context would rather have
// another one. Its confidence is the decoder's posterior of the word as it stands, its rivals are the others.
inline constexpr const char* kDoubt = "doubt";

// The share of changes of which the decoder is certain that are right (our own OCR): what it was taught cannot know
// what was printed wrong.
inline constexpr double kSureChange = 0.95;

// What is known of one word. Odds are log odds of the engine's confidences, which end at 0.01 and 0.99. Lengths are
// measured by the page's own print (PageSigns); 0 where the page gave no boxes.
struct WordSigns {
  std::string text = {};                 // restored
  std::string seen = {};                 // as it was read
  std::string before = {};               // the word before it in its line, "" for the first
  std::string after = {};                // the word behind it, "" for the last
  double engine = 1;                     // the engine's confidence, 0-1
  double rival = 0;                      // probability of its likeliest alternative, 0 for none
  std::optional<double> posterior = {};  // the decoder's, where there is a doubt; nothing: none
  std::optional<double> change = {};     // confidence of the Edit that made it, where there is one
  double neighbours = 3;                 // mean odds of up to three words on each side of it, and of the page
  double least = 3;                      // lowest odds of the two words beside it
  double page = 3;                       // mean odds of the page's words
  double height = 0;                     // ln of its box's height by the median of the page's words
  double width = 0;                      // ln of its box's width by what its letters take
  double digits = 0;                     // ln of its height by that of the other bare numbers of its line
  double gap = 1;                        // to the nearer one of the words beside it, in ems
  double depth = 1;                      // of its middle, as a share of the page's height
  bool open_quote = false;               // it holds a quote that its line does not pair
  bool item = false;                     // its line begins with a dash
  bool in_table = false;
};

enum class WordKind { kWord, kNumber, kMark, kChange };
inline constexpr std::array<std::string_view, 4> kWordKinds = {"word", "number", "mark", "change"};
// kChange: what restoration changed; kMark: no letters, or one alone; kNumber: with digits.
WordKind KindOf(const WordSigns& word);

// What the probability is a sum of: 0 or 1 where nothing else is said.
enum class Signal {
  kOne,
  kEngine,        // odds
  kRival,         // ln by which its likeliest alternative is likelier than a twentieth
  kPosterior,     // log odds of the posterior; of abbreviations as if there were no doubt
  kAbbreviation,  // how far a doubt lowers those of an abbreviation, which the decoder knows little of
  kChange,        // log odds of the decoder's posterior of the change
  kNeighbours,
  kLeast,
  kPage,
  kOdd,       // no Vietnamese syllable and no abbreviation: names, addresses, what a pen left
  kOddMarks,  // marks that print has rarely ("@", "#"), 2 at most
  kCapitals,  // nothing but capitals
  kTall,      // ln by which its box is higher than the page's words, and the three like it
  kSmall,
  kWide,
  kNarrow,
  kLength,   // ln of its characters
  kGap,      // it all but touches the word beside it: one word read as two
  kQuote,    // open_quote: a small raised number read as a quote
  kStray,    // a mark and no space before a letter: ",phí", "nghiên.cứu"
  kStop,     // a full stop before a small letter
  kColon,    // a colon that ends an item of a list
  kDotted,   // a decimal point: "2.50". Vietnamese print has commas
  kHanging,  // "102/QĐ-" inside a line
  kRun,      // a number that another one follows, out of tables: "1 1/2024"
  kForm,     // digits that make no number and no document's number
  kDay,      // a number behind "ngày" or "tháng" at the head of a page, often a pen's
  kPen,      // how much the height of one behind "Số" or "ngày" there differs from other numbers
  kTable,
  kFirst,       // of its line
  kLone,        // a full stop, comma, colon, quote or the like alone
  kDash,        // "-", "+", "*" alone
  kBullet,      // the same at the front of a line
  kLetter,      // one letter
  kCapital,     // one capital
  kKnown,       // of a change: what was read is a Vietnamese syllable
  kSameLength,  // of a change: as many letters as were read
  kCount
};
using Signals = std::array<double, static_cast<std::size_t>(Signal::kCount)>;
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Signal::kCount)> kSignalNames = {
    "kOne",    "kEngine", "kRival",    "kPosterior", "kAbbreviation", "kChange", "kNeighbours", "kLeast",
    "kPage",   "kOdd",    "kOddMarks", "kCapitals",  "kTall",         "kSmall",  "kWide",       "kNarrow",
    "kLength", "kGap",    "kQuote",    "kStray",     "kStop",         "kColon",  "kDotted",     "kHanging",
    "kRun",    "kForm",   "kDay",      "kPen",       "kTable",        "kFirst",  "kLone",       "kDash",
    "kBullet", "kLetter", "kCapital",  "kKnown",     "kSameLength"};
Signals SignalsOf(const WordSigns& word);

// The probability that a word which our own engine read is what was printed: ln P/(1-P) is the weighted sum of its
// signals, with the weights of its kind. They were fitted on papers typeset for it and on real scans with their truth
// by eye (tests/ocr/fit_word_confidence.py). Never 0 or 1.
double WordProbability(const WordSigns& word);

double LogOdds(double p, double least = 0.01, double most = 0.99);

}  // namespace vankho
