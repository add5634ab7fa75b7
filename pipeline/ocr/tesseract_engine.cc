#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <optional>

#include "pipeline/base/file.h"
#include "pipeline/base/model_files.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/unicode.h"
#include "pipeline/ocr/lstm_choices.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

extern "C" void omp_set_max_active_levels(int levels);  // of libgomp, which Tesseract is linked with

namespace vankho {
namespace {

constexpr const char* kDebianData = "/usr/share/tesseract-ocr/5/tessdata";  // where the packages put it

using tesseract::RIL_TEXTLINE;
using tesseract::RIL_WORD;

tesseract::PageSegMode ModeOf(Segmentation segmentation) {
  switch (segmentation) {
    case Segmentation::kPage:
      return tesseract::PSM_AUTO;
    case Segmentation::kBlock:
      return tesseract::PSM_SINGLE_BLOCK;
    case Segmentation::kLine:
      return tesseract::PSM_SINGLE_LINE;
  }
  return tesseract::PSM_AUTO;
}

// Does the project's own model read this?
bool IsOwnModel(const TesseractOptions& options) {
  return options.data_path.empty() && !options.stock && options.language == "vie" && FindDataFolder().has_value();
}

// Where the data of a language lies: the folder asked for, that of the project's own model, Tesseract's ("").
std::string DataPath(const TesseractOptions& options) {
  return IsOwnModel(options) ? *FindDataFolder() + "/models/ocr_vie" : options.data_path;
}

// What the engine is told besides its data, name and value.
using Setting = std::pair<const char*, const char*>;
std::vector<Setting> SettingsOf(const TesseractOptions& options) {
  std::vector<Setting> settings{{"debug_file", "/dev/null"}};
  if (options.alternatives && !options.stock) {  // see lstm_choices.h
    settings.insert(settings.end(), {{"lstm_choice_mode", "1"}, {"lstm_choice_iterations", "0"}});
  }
  return settings;
}

// The engine beside it that reads numbers again.
TesseractOptions OfNumbers(const TesseractOptions& options) {
  return {options.data_path, options.numbers, "", options.stock, options.alternatives};
}

constexpr const char* kDigitModel = "models/handwritten_digits/handwritten_digits.bin";

// Where the model of handwritten digits lies; "" for Tesseract's own data alone.
std::string DigitModel(const TesseractOptions& options) {
  Result<std::string> data = FindDataFolder();
  return options.stock || !data ? "" : *data + "/" + kDigitModel;
}

// Bytes of the data, "" where there is none: what EngineIdentity tells engines apart by.
std::string DataOf(const TesseractOptions& options) {
  const char* prefix = std::getenv("TESSDATA_PREFIX");
  std::string folder = DataPath(options);
  if (folder.empty()) folder = prefix != nullptr ? prefix : kDebianData;
  std::string data;
  std::string_view rest = options.language;
  while (!rest.empty()) {
    std::size_t end = std::min(rest.find('+'), rest.size());
    data += ReadFile(fmt::format("{}/{}.traineddata", folder, rest.substr(0, end))).value_or("");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return data;
}

// The text of one word without white space inside, as our text.
std::string CleanWord(const char* raw) {
  std::string text = CleanUtf8(raw);
  std::string out;
  for (const CodePoint& point : DecodeUtf8(text)) {
    if (!IsSpace(point.value)) out += text.substr(point.begin, point.end - point.begin);
  }
  return out;
}

class TesseractEngine : public OcrEngine {
 public:
  ~TesseractEngine() override { api_.End(); }

  Result<void> Start(const TesseractOptions& options) {
    omp_set_max_active_levels(0);
    std::string path = DataPath(options);
    if (IsOwnModel(options)) VK_RETURN_IF_ERROR(CheckModelFile(*FindDataFolder(), "models/ocr_vie/vie.traineddata"));
    if (api_.Init(path.empty() ? nullptr : path.c_str(), options.language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) {
      return Fail(ErrorCode::kEngine,
                  fmt::format("Tesseract has no language data \"{0}\"; install the package tesseract-ocr-{0}",
                              options.language));
    }
    language_ = options.language;
    VK_RETURN_IF_ERROR(OpenDigits(options));
    numbers_options_ = OfNumbers(options);
    choices_ = options.alternatives && !options.stock;
    for (const auto& [name, value] : SettingsOf(options)) api_.SetVariable(name, value);
    return {};
  }

  const DigitReader* digits() const override { return digits_ ? &*digits_ : nullptr; }

  std::string Describe() const override {
    return fmt::format("tesseract {} {}", tesseract::TessBaseAPI::Version(), language_);
  }

  Result<void> SetImage(const PageImage& image) override {
    pix_ = GreyOf(image);
    if (pix_ == nullptr) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
    try {
      api_.SetImage(pix_.get());
      api_.SetSourceResolution(std::clamp(static_cast<int>(std::lround(image.dpi)), 70, 1200));
    } catch (const std::exception& e) {
      return Fail(ErrorCode::kEngine, fmt::format("Tesseract did not take the picture: {}", e.what()));
    }
    return {};
  }

  Result<std::vector<Line>> Read(PixelBox region, Segmentation segmentation) override {
    if (pix_ == nullptr) return Fail(ErrorCode::kEngine, "no picture was given to Tesseract");
    int left = std::clamp(region.left, 0, pixGetWidth(pix_.get()));
    int top = std::clamp(region.top, 0, pixGetHeight(pix_.get()));
    int width = std::min(region.width, pixGetWidth(pix_.get()) - left);
    int height = std::min(region.height, pixGetHeight(pix_.get()) - top);
    if (width < 3 || height < 3) return std::vector<Line>{};
    omp_set_max_active_levels(0);  // libgomp keeps it per thread
    try {
      api_.SetPageSegMode(ModeOf(segmentation));
      api_.SetRectangle(left, top, width, height);
      if (api_.Recognize(nullptr) != 0) return Fail(ErrorCode::kEngine, "Tesseract stopped on this page");
      return Collect();
    } catch (const std::exception& e) {
      return Fail(ErrorCode::kEngine, fmt::format("Tesseract stopped on this page: {}", e.what()));
    }
  }

  Result<std::vector<Line>> ReadNumbers(const PageImage& strip) override {
    if (!numbers_ && !numbers_options_.language.empty()) {
      auto numbers = std::make_unique<TesseractEngine>();
      if (numbers->Start(numbers_options_)) numbers_ = std::move(numbers);
      numbers_options_.language.clear();
    }
    if (!numbers_) return std::vector<Line>{};
    VK_RETURN_IF_ERROR(numbers_->SetImage(strip));
    return numbers_->Read({0, 0, strip.width, strip.height}, Segmentation::kLine);
  }

 private:
  // The engine of numbers needs none; a missing or damaged one is an error.
  Result<void> OpenDigits(const TesseractOptions& options) {
    const std::string path = DigitModel(options);
    if (options.numbers.empty() || path.empty()) return {};
    VK_RETURN_IF_ERROR(CheckModelFile(*FindDataFolder(), kDigitModel));
    VK_ASSIGN_OR_RETURN(digits_, DigitReader::Open(path));
    return {};
  }

  std::vector<Line> Collect() {
    std::vector<Line> lines;
    std::unique_ptr<tesseract::ResultIterator> at(api_.GetIterator());
    if (at == nullptr) return lines;
    do {
      if (at->Empty(RIL_WORD)) continue;
      if (at->IsAtBeginningOf(RIL_TEXTLINE) || lines.empty()) lines.emplace_back();
      std::unique_ptr<char[]> raw(at->GetUTF8Text(RIL_WORD));
      int left = 0;
      int top = 0;
      int right = 0;
      int bottom = 0;
      if (raw == nullptr || !at->BoundingBox(RIL_WORD, &left, &top, &right, &bottom)) continue;
      Word word;
      word.text = CleanWord(raw.get());
      if (word.text.empty()) continue;
      word.box = {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right),
                  static_cast<double>(bottom)};
      word.confidence = std::clamp(static_cast<double>(at->Confidence(RIL_WORD)) / 100, 0.0, 1.0);
      const std::vector<std::vector<LstmStep>>* letters = choices_ ? at->GetRawLSTMTimesteps() : nullptr;
      if (letters != nullptr) word.alternatives = AlternativesOf(word.text, *letters);
      lines.back().words.push_back(std::move(word));
    } while (at->Next(RIL_WORD));
    std::erase_if(lines, [](const Line& line) { return line.words.empty(); });
    return lines;
  }

  tesseract::TessBaseAPI api_;
  std::string language_;
  bool choices_ = false;              // are alternatives asked for?
  TesseractOptions numbers_options_;  // language "" once tried
  std::unique_ptr<TesseractEngine> numbers_;
  std::optional<DigitReader> digits_;
  PixPtr pix_;
};

}  // namespace

Result<std::unique_ptr<OcrEngine>> StartTesseract(const TesseractOptions& options) {
  try {
    auto engine = std::make_unique<TesseractEngine>();
    VK_RETURN_IF_ERROR(engine->Start(options));
    return engine;
  } catch (const std::exception& e) {
    return Fail(ErrorCode::kEngine, fmt::format("Tesseract did not start: {}", e.what()));
  }
}

std::string EngineIdentity(const TesseractOptions& options) {
  std::string data = DataOf(options) + DataOf(OfNumbers(options));
  data += ReadFile(DigitModel(options)).value_or("");
  for (const auto& [name, value] : SettingsOf(options)) data += fmt::format("\n{} {}", name, value);
  return fmt::format("tesseract {} {} {}", tesseract::TessBaseAPI::Version(), options.language,
                     Sha256Hex(data).substr(0, 12));
}

void LimitEngineThreads() {
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  omp_set_max_active_levels(0);
}

}  // namespace vankho
