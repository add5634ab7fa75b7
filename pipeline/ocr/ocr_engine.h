// Recognition engines behind one small face: a picture and a region in, lines of words out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/handwritten_digits/digit_reader.h"
#include "pipeline/base/result.h"
#include "pipeline/document/page.h"
#include "pipeline/page/page_reader.h"

namespace vankho {

// A rectangle of pixels, origin top left.
struct PixelBox {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  bool operator==(const PixelBox&) const = default;
};
inline int Right(const PixelBox& box) { return box.left + box.width; }
inline int Bottom(const PixelBox& box) { return box.top + box.height; }

// What the region holds.
enum class Segmentation {
  kPage,   // a whole page: the engine finds blocks, columns and lines
  kBlock,  // one column of lines of one size
  kLine,   // a single line
};

// An engine has the state of one picture: one engine a worker, used from one thread at a time.
class OcrEngine {
 public:
  virtual ~OcrEngine() = default;

  // Name, version and language data: "tesseract 5.3.0 vie". Stands in Page::engine and in the provenance.
  virtual std::string Describe() const = 0;

  // Takes a grey raster (channels == 1, upright, deskewed) for the reads that follow; it must live until the next call.
  virtual Result<void> SetImage(const PageImage& image) = 0;

  // Reads a region of the picture. Lines in the engine's order; all boxes in pixels of the picture. No text is no
  // error.
  virtual Result<std::vector<Line>> Read(PixelBox region, Segmentation segmentation) = 0;

  // Reads a grey picture of one line of numbers by a model that is good at digits: a second opinion. Boxes in pixels of
  // `strip`; the picture of SetImage stays. An engine without such a model reads nothing.
  virtual Result<std::vector<Line>> ReadNumbers(const PageImage& /*strip*/) { return std::vector<Line>{}; }

  // The model of handwritten digits beside the engine's own, which lives as long as the engine; null where it has none.
  virtual const DigitReader* digits() const { return nullptr; }
};

// Tesseract's LSTM recogniser, in this process, pictures handed over in memory.
struct TesseractOptions {
  std::string data_path{};       // folder of the .traineddata files; "" for models/ocr_vie (vie) and Tesseract's own
  std::string language = "vie";  // "vie+eng", ...
  std::string numbers = "eng";   // language whose model reads numbers again; "" for none. Missing data is as none
  bool stock = false;            // not models/ocr_vie, no models/handwritten_digits, no alternatives
  bool alternatives = true;      // what else was seen in a word (lstm_choices.h)
};
// kEngine when the data is missing; the message names the Debian package.
Result<std::unique_ptr<OcrEngine>> StartTesseract(const TesseractOptions& options = {});

// "tesseract 5.3.0 vie 0123456789ab": Describe() and the first digits of the SHA-256 of all data that is read with and
// of the engine's settings, without starting the engine. Two readings by engines of one identity and one picture are
// equal.
std::string EngineIdentity(const TesseractOptions& options);

// Replays a page that was read before: the words of `page` whose centres lie in the region. For tests, and for running
// the later stages again without the recogniser. The page must not have been turned or deskewed.
std::unique_ptr<OcrEngine> ReplayPage(Page page);

// Reads nothing.
std::unique_ptr<OcrEngine> MakeNullEngine();

// Tesseract's OpenMP threads cost three times the processor time and twice the wall time of one thread (small integer
// models). Call this first in main(): it sets OMP_THREAD_LIMIT=1 for this process's children. Engines started here cap
// their own threads as well, since libgomp has read its environment before main() begins.
void LimitEngineThreads();

}  // namespace vankho
