// The restoration stage: seen lines in, good Vietnamese out, every change with its reason and its way back.
// docs/RESTORATION.md explains the whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/context_ranker/context_ranker.h"
#include "models/ocr_channel/ocr_channel.h"
#include "pipeline/base/result.h"
#include "pipeline/document/page.h"
#include "pipeline/document/restored.h"
#include "pipeline/restore/engine_profiles.h"
#include "pipeline/restore/foreign_words.h"
#include "pipeline/restore/language.h"
#include "pipeline/restore/line_writer.h"
#include "pipeline/restore/protected.h"

namespace vankho {

// What a Restorer is made of. Tests give toys.
struct RestorerParts {
  std::unique_ptr<LanguageModel> lm;
  OcrChannel latin_engine;
  OcrChannel own_ocr;
  ProtectedClasses protected_classes;
  // Names of places with the noun that says what they are ("huyện", "Lấp Vò"), names of bodies with none.
  std::vector<std::pair<std::string, std::string>> names;
  // Other engines without Vietnamese: of these and `latin_engine` the one that fits a damaged document reads it.
  std::vector<EngineProfile> more_engines = {};
  ForeignWords foreign_words = {};
  std::unique_ptr<const ContextRanker> ranker = nullptr;  // for positions in doubt (rerank.h); may be null
};

// Built once, then only read but for what it remembers of engine profiles (candidate_memory.h, 28 MB a profile at
// most), which makes later documents quicker and no different: Run is safe from several threads, and the same input
// gives the same output.
class Restorer {
 public:
  // Reads DATA/models/syllable_lm/syllable_lm.bin, DATA/models/context_ranker/context_ranker.bin, the engine profiles
  // of DATA/models/ocr_channel/profiles.tsv and the places, agencies and symbol codes of DATA/lexicons. Errors name the
  // file.
  static Result<Restorer> Load(const std::string& data_folder);
  static Restorer FromParts(RestorerParts parts);
  Restorer(Restorer&&) noexcept;
  Restorer& operator=(Restorer&&) noexcept;
  ~Restorer();

  // One RestoredLine for each Line, in order; page and number are copied. Any bytes are allowed; linear time. Beyond
  // the document and what it returns it takes little memory, however long a line is.
  Result<RestoredText> Run(const SeenDocument& document, Trace trace = Trace::kEdits) const;

 private:
  struct Data;
  explicit Restorer(std::unique_ptr<const Data> data);
  std::unique_ptr<const Data> data_;
};

// Text in, text out, for filters. `origin` kOcr: read by our own engine with its Vietnamese model.
struct FilteredText {
  std::string text;    // as many lines as the input, with the input's line ends
  SeenDocument seen;   // the input's lines, cleaned to NFC
  RestoredText lines;  // lines[i] belongs to the input's line i
};
Result<FilteredText> RestorePlainText(const Restorer& restorer, std::string_view text,
                                      PageOrigin origin = PageOrigin::kPlainText, Trace trace = Trace::kEdits);

}  // namespace vankho
