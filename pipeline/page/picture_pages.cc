#include "pipeline/page/picture_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "pipeline/base/picture_orientation.h"
#include "pipeline/page/page_pixels.h"
#include "pipeline/page/text_size.h"

namespace vankho {
namespace {

constexpr double kMaxDecodedBytes = 512e6;
constexpr double kA4Long = 11.69;  // inches
constexpr double kA4Short = 8.27;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct PictureHeader {
  int width = 0;
  int height = 0;
  int depth = 0;  // bits a pixel once decoded
};

int CountTiffPages(std::string_view bytes) {
  std::unique_ptr<std::FILE, FileCloser> file(
      fopenReadFromMemory(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size()));
  l_int32 count = 0;
  if (file == nullptr || tiffGetCount(file.get(), &count) != 0) return 0;
  return count;
}

class PicturePages : public PageReader {
 public:
  PicturePages(SourceFile source, std::string_view bytes, const PageOptions& options)
      : PageReader(std::move(source)), bytes_(bytes), options_(options) {}

  Result<void> Open() {
    bool tiff = source_.media_type == MediaType::kTiff;
    source_.pages = tiff ? CountTiffPages(bytes_) : 1;
    if (source_.pages <= 0) {
      return Fail(ErrorCode::kInvalidInput, "is a TIFF that is cut off or damaged; scan or copy it again");
    }
    if (source_.pages > options_.max_pages) {
      return Fail(ErrorCode::kTooLarge, fmt::format("has {} pages, the limit is {}; split it or raise the limit",
                                                    source_.pages, options_.max_pages));
    }
    // A picture of one page is the file: what is wrong with it is wrong with the file.
    if (source_.pages == 1) {
      auto header = ReadHeader(1);
      if (!header) return Fail(header.error());
      return CheckSize(*header);
    }
    return {};
  }

 private:
  const l_uint8* data() const { return reinterpret_cast<const l_uint8*>(bytes_.data()); }

  Result<PictureHeader> ReadHeader(int number) {
    l_int32 width = 0;
    l_int32 height = 0;
    l_int32 bits = 0;
    l_int32 samples = 0;
    l_int32 resolution = 0;
    l_int32 map = 0;
    l_int32 format = 0;
    bool tiff = source_.media_type == MediaType::kTiff;
    int failed = tiff ? readHeaderMemTiff(data(), bytes_.size(), number - 1, &width, &height, &bits, &samples,
                                          &resolution, &map, &format)
                      : pixReadHeaderMem(data(), bytes_.size(), &format, &width, &height, &bits, &samples, &map);
    if (failed != 0 || width <= 0 || height <= 0) {
      return Fail(ErrorCode::kInvalidInput, "the picture is cut off or damaged; scan or copy it again");
    }
    return PictureHeader{width, height, samples > 1 || map != 0 ? 32 : std::min(bits, 8)};
  }

  static Result<void> CheckSize(const PictureHeader& header) {
    double bytes = static_cast<double>(header.width) * header.height * header.depth / 8;
    if (bytes <= kMaxDecodedBytes) return {};
    return Fail(
        ErrorCode::kTooLarge,
        fmt::format(
            "the picture is {} x {} pixels, which would take {:.0f} MB; scan it at 300 dpi or cut it into sheets",
            header.width, header.height, bytes / 1e6));
  }

  Result<PageInput> ReadPageAt(int number) override {
    VK_ASSIGN_OR_RETURN(PictureHeader header, ReadHeader(number));
    VK_RETURN_IF_ERROR(CheckSize(header));
    bool tiff = source_.media_type == MediaType::kTiff;
    PixPtr pix(tiff ? pixReadMemTiff(data(), bytes_.size(), number - 1) : pixReadMem(data(), bytes_.size()));
    if (pix == nullptr)
      return Fail(ErrorCode::kInvalidInput, "the picture is cut off or damaged; scan or copy it again");
    double dpi = BelievableDpi(pixGetWidth(pix.get()), pixGetHeight(pix.get()), pixGetXRes(pix.get()));
    // Leptonica heeds the Orientation tag of TIFF, not the one of JPEG.
    if (source_.media_type == MediaType::kJpeg) pix = Upright(std::move(pix), JpegOrientation(bytes_));
    if (pix == nullptr) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
    PageInput input;
    input.number = number;
    input.width_pt = pixGetWidth(pix.get()) * 72 / dpi;
    input.height_pt = pixGetHeight(pix.get()) * 72 / dpi;
    input.origin = PageOrigin::kOcr;
    input.reason = "a picture";
    pix = Plain(std::move(pix));
    if (pix == nullptr) return Fail(ErrorCode::kInvalidInput, "the picture's colours cannot be read; scan it again");
    VK_ASSIGN_OR_RETURN(input.image, Shrink(std::move(pix), dpi));
    return input;
  }

  // To the wanted resolution where it is higher; one bit a pixel becomes grey. The print says what the resolution is
  // where the file does not say it well.
  Result<PageImage> Shrink(PixPtr pix, double dpi) {
    double pixels = static_cast<double>(pixGetWidth(pix.get())) * pixGetHeight(pix.get());
    double wanted = options_.dpi * PrintScale(XHeight(pix.get()) * 72 / dpi);
    double scale = std::min({1.0, wanted / dpi, std::sqrt(options_.max_pixels / pixels)});
    if (scale >= 0.95) scale = 1;
    pix = Scaled(std::move(pix), scale, scale);
    if (pix == nullptr) return Fail(ErrorCode::kInvalidInput, "the picture cannot be scaled; scan it again at 300 dpi");
    return RasterOf(pix.get(), dpi * scale);
  }

  std::string_view bytes_;  // of the source
  PageOptions options_;
};

}  // namespace

double BelievableDpi(int width, int height, int stated) {
  double long_side = std::max(width, height);
  double short_side = std::min(width, height);
  double as_a4 = std::clamp(std::max(long_side / kA4Long, short_side / kA4Short), 30.0, 1200.0);
  if (stated <= 0) return as_a4;
  double near = std::abs(stated / as_a4 - 1);
  bool careless = stated <= 96 && near > 0.06;
  bool paper = long_side / stated >= 5 && long_side / stated <= 24 && short_side / stated >= 2;
  return careless || !paper ? as_a4 : stated;
}

Result<std::unique_ptr<PageReader>> OpenPicturePages(const SourceBytes& source, const PageOptions& options) {
  QuietLeptonica();
  auto pages = std::make_unique<PicturePages>(source.file, source.bytes, options);
  VK_RETURN_IF_ERROR(pages->Open());
  return pages;
}

}  // namespace vankho
