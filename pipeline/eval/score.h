// Scores of a run against gold files: how many characters and syllables are wrong, and which records were found.
//
// The rules are those of the record contract's own scorer: texts are compared after folding dashes, quotes and tone
// placement; a record counts as found when its numbers, dates, comparator, unit, agency and role are all equal and its
// words agree. Everything here is pure: values in, values out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/record.h"

namespace vankho {

// Error counts of one class of lines ("text", "table") or of all.
struct TextScore {
  std::string name;
  int lines = 0;
  long char_errors = 0;  // Levenshtein
  long chars = 0;        // of the gold
  long syllable_errors = 0;
  long syllables = 0;

  double CharErrorRate() const {
    return chars == 0 ? 0 : static_cast<double>(char_errors) / static_cast<double>(chars);
  }
  double SyllableErrorRate() const {
    return syllables == 0 ? 0 : static_cast<double>(syllable_errors) / static_cast<double>(syllables);
  }
};

// `gold_tsv`: number, class, text a row (NAME.lines.tsv). `restored`: one line per source line.
Result<std::vector<TextScore>> ScoreLines(std::string_view gold_tsv, std::string_view restored);

// Pages against pages, both parted by form feeds; line breaks and the bars between cells do not count.
std::vector<TextScore> ScorePages(std::string_view gold_pages, std::string_view run_pages);

// Found records of one kind.
struct KindScore {
  std::string kind;
  int gold = 0;
  int run = 0;
  int hit = 0;
  std::vector<std::size_t> missed;  // indexes into the gold's list
  std::vector<std::size_t> extra;   // indexes into the run's list

  double Precision() const { return run == 0 ? 0 : static_cast<double>(hit) / run; }
  double Recall() const { return gold == 0 ? 0 : static_cast<double>(hit) / gold; }
  double F1() const { return hit == 0 ? 0 : 2 * Precision() * Recall() / (Precision() + Recall()); }
};

struct RecordScore {
  int fields = 0;  // of the document header
  int right_fields = 0;
  std::vector<std::string> wrong_fields;  // "title: gold ... run ..."
  std::vector<KindScore> kinds;           // only kinds that either side has
};

// A record of the run: what it said of itself, and whether the gold agrees.
struct JudgedRecord {
  std::string kind;
  std::string rule;
  double confidence = 0;
  bool right = false;
};
std::vector<JudgedRecord> JudgeRecords(const Records& run, const RecordScore& score);

// The expected calibration error over ten bins of equal width (Naeini, Cooper and Hauskrecht 2015), and the bins.
struct Calibration {
  struct Bin {
    int count = 0;
    double said = 0;   // mean confidence
    double right = 0;  // share
  };
  std::vector<Bin> bins;  // ten, some empty
  double error = 0;
};
Calibration CalibrationOf(const std::vector<JudgedRecord>& records);

RecordScore ScoreRecords(const Records& gold, const Records& run);

// What two texts share before they are compared; and its letter or digit runs.
std::string FoldForScore(std::string_view text);
std::vector<std::string> Syllables(std::string_view text);

}  // namespace vankho
