#include "pipeline/page/embedded_picture.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "pipeline/page/page_pixels.h"
#include "pipeline/page/painted_picture.h"

namespace vankho {
namespace {

constexpr double kGain = 1.1;           // times the wanted resolution; see the header
constexpr double kSmallestShare = 0.5;  // of the page

// What the image's dictionary says, as far as it is usual.
struct Coding {
  int width = 0, height = 0;
  int bits = 8;
  int samples = 1;         // a pixel: 1 or 3
  bool inverted = false;   // the highest value is black
  std::string filter;      // "" for none
  QPDFObjectHandle parms;  // null for none
};

// Samples a pixel of a colour space whose values can be taken as grey or RGB; 0 for others.
int SamplesOf(QPDFObjectHandle space) {
  if (space.isArray() && space.getArrayNItems() == 1) space = space.getArrayItem(0);
  if (space.isNameAndEquals("/DeviceGray") || space.isNameAndEquals("/G")) return 1;
  if (space.isNameAndEquals("/DeviceRGB") || space.isNameAndEquals("/RGB")) return 3;
  if (!space.isArray() || space.getArrayNItems() != 2) return 0;
  QPDFObjectHandle family = space.getArrayItem(0);
  if (family.isNameAndEquals("/CalGray")) return 1;
  if (family.isNameAndEquals("/CalRGB")) return 3;
  if (!family.isNameAndEquals("/ICCBased") || !space.getArrayItem(1).isStream()) return 0;
  QPDFObjectHandle count = space.getArrayItem(1).getDict().getKey("/N");
  return count.isInteger() && (count.getIntValue() == 1 || count.getIntValue() == 3)
             ? static_cast<int>(count.getIntValue())
             : 0;
}

// /Decode: is it the usual one, or for one sample the opposite? Empty for any other.
std::optional<bool> IsInverted(QPDFObjectHandle decode, int samples) {
  if (decode.isNull()) return false;
  if (!decode.isArray() || decode.getArrayNItems() != 2 * samples) return {};
  auto at = [&](int i) { return decode.getArrayItem(i).isNumber() ? decode.getArrayItem(i).getNumericValue() : 0.5; };
  if (samples == 1 && at(0) == 1 && at(1) == 0) return true;
  for (int i = 0; i < 2 * samples; ++i) {
    if (at(i) != i % 2) return {};
  }
  return false;
}

QPDFObjectHandle OnlyItem(QPDFObjectHandle object) {
  return object.isArray() && object.getArrayNItems() == 1 ? object.getArrayItem(0) : object;
}

std::optional<Coding> CodingOf(QPDFObjectHandle dict, double max_pixels) {
  for (const char* strange : {"/SMask", "/Mask", "/SMaskInData", "/OC", "/F", "/Alternates"}) {
    if (dict.hasKey(strange)) return {};
  }
  QPDFObjectHandle width = dict.getKey("/Width");
  QPDFObjectHandle height = dict.getKey("/Height");
  if (!width.isInteger() || !height.isInteger()) return {};
  double pixels = static_cast<double>(width.getIntValue()) * static_cast<double>(height.getIntValue());
  if (width.getIntValue() < 1 || height.getIntValue() < 1 || !(pixels <= max_pixels)) return {};
  Coding coding;
  coding.width = static_cast<int>(width.getIntValue());
  coding.height = static_cast<int>(height.getIntValue());
  QPDFObjectHandle mask = dict.getKey("/ImageMask");
  bool stencil = mask.isBool() && mask.getBoolValue();
  QPDFObjectHandle bits = dict.getKey("/BitsPerComponent");
  QPDFObjectHandle filter = OnlyItem(dict.getKey("/Filter"));
  if (!filter.isNull() && !filter.isName()) return {};
  coding.filter = filter.isName() ? filter.getName() : "";
  coding.bits = stencil ? 1 : bits.isInteger() ? static_cast<int>(bits.getIntValue()) : 0;
  if (coding.filter == "/JPXDecode") coding.bits = 8;  // or what ReadJpeg2000 finds
  coding.samples = stencil ? 1 : SamplesOf(dict.getKey("/ColorSpace"));
  if (coding.samples == 0 || !(coding.bits == 8 || (coding.bits == 1 && coding.samples == 1))) return {};
  std::optional<bool> inverted = IsInverted(dict.getKey("/Decode"), coding.samples);
  if (!inverted) return {};
  coding.inverted = *inverted;
  coding.parms = OnlyItem(dict.getKey("/DecodeParms"));
  return coding;
}

const l_uint8* Data(std::string_view bytes) { return reinterpret_cast<const l_uint8*>(bytes.data()); }

// Data as they lie in the file.
std::string Packed(QPDFObjectHandle stream) {
  std::shared_ptr<Buffer> data = stream.getRawStreamData();
  return {reinterpret_cast<const char*>(data->getBuffer()), data->getSize()};
}

void Append16(std::string& out, std::uint32_t value) {
  for (int shift : {0, 8}) out.push_back(static_cast<char>(value >> shift & 0xFF));
}
void Append32(std::string& out, std::uint32_t value) {
  for (int shift : {0, 8, 16, 24}) out.push_back(static_cast<char>(value >> shift & 0xFF));
}

// A TIFF of one strip around group 4 data (TIFF 6.0, sections 2 and 11).
std::string Group4File(const Coding& coding, std::string_view data, bool black_is_one) {
  struct Entry {
    std::uint32_t tag, value;
  };
  constexpr std::uint32_t kHeader = 8;
  const Entry entries[] = {{256, static_cast<std::uint32_t>(coding.width)},
                           {257, static_cast<std::uint32_t>(coding.height)},
                           {258, 1},
                           {259, 4},
                           {262, black_is_one ? 1U : 0U},
                           {273, kHeader},
                           {277, 1},
                           {278, static_cast<std::uint32_t>(coding.height)},
                           {279, static_cast<std::uint32_t>(data.size())}};
  std::string file("II*\0", 4);
  Append32(file, static_cast<std::uint32_t>(kHeader + data.size() + data.size() % 2));
  file.append(data);
  if (data.size() % 2 != 0) file.push_back(0);
  Append16(file, static_cast<std::uint32_t>(std::size(entries)));
  for (const Entry& entry : entries) {
    Append16(file, entry.tag);
    Append16(file, 4);
    Append32(file, 1);
    Append32(file, entry.value);
  }
  Append32(file, 0);
  return file;
}

PixPtr ReadGroup4(const Coding& coding, const QPDFObjectHandle& stream) {
  QPDFObjectHandle parms = coding.parms;
  if (!parms.isDictionary()) parms = QPDFObjectHandle::newDictionary();
  auto number = [&](const char* key, long long otherwise) {
    return parms.getKey(key).isInteger() ? parms.getKey(key).getIntValue() : otherwise;
  };
  auto flag = [&](const char* key) { return parms.getKey(key).isBool() && parms.getKey(key).getBoolValue(); };
  if (coding.bits != 1 || number("/K", 0) >= 0 || number("/Columns", 1728) != coding.width) return {};
  if (flag("/EncodedByteAlign")) return {};
  std::string file = Group4File(coding, Packed(stream), flag("/BlackIs1"));
  return PixPtr(pixReadMemTiff(Data(file), file.size(), 0));
}

PixPtr ReadJpeg(const Coding& coding, const QPDFObjectHandle& stream) {
  QPDFObjectHandle parms = coding.parms;
  if (parms.isDictionary() && parms.hasKey("/ColorTransform")) return {};
  std::string data = Packed(stream);
  if (data.find("\xFF\xD9", data.size() - std::min<std::size_t>(data.size(), 64)) == std::string::npos) return {};
  l_int32 width = 0;
  l_int32 height = 0;
  l_int32 samples = 0;
  l_int32 warnings = 0;
  if (readHeaderMemJpeg(Data(data), data.size(), &width, &height, &samples, nullptr, nullptr) != 0) return {};
  if (width != coding.width || height != coding.height || samples != coding.samples) return {};
  PixPtr pix(pixReadMemJpeg(Data(data), data.size(), 0, 1, &warnings, 0));
  return warnings == 0 ? std::move(pix) : nullptr;
}

// JP2 files (ISO/IEC 15444-1, Annex I) whose box "colr" names grey or sRGB, 8 bits a sample.
PixPtr ReadJpeg2000(const Coding& coding, const QPDFObjectHandle& stream) {
  std::string data = Packed(stream);
  constexpr std::string_view kColour("colr\1", 5);  // method 1: an enumerated space, in the seventh byte behind "colr"
  std::size_t colour = std::string_view(data).substr(0, 2048).find(kColour);
  constexpr std::size_t kSpaceAt = 10;
  if (colour == std::string::npos || colour + kSpaceAt >= data.size()) return {};
  constexpr char kSrgb = 16, kGrey = 17;
  if (data[colour + kSpaceAt] != (coding.samples == 3 ? kSrgb : kGrey)) return {};
  l_int32 width = 0;
  l_int32 height = 0;
  l_int32 bits = 0;
  l_int32 samples = 0;
  if (readHeaderMemJp2k(Data(data), data.size(), &width, &height, &bits, &samples, nullptr) != 0) return {};
  if (width != coding.width || height != coding.height || bits != 8 || samples != coding.samples) return {};
  constexpr l_uint32 kWhole = 1;
  return PixPtr(pixReadMemJp2k(Data(data), data.size(), kWhole, nullptr, 0, 0));
}

// Samples row by row, each row from a byte's beginning.
PixPtr ReadSamples(const Coding& coding, const QPDFObjectHandle& stream) {
  std::size_t row_bytes = (static_cast<std::size_t>(coding.width) * coding.samples * coding.bits + 7) / 8;
  std::size_t size = row_bytes * coding.height;
  constexpr std::size_t kTail = 64;  // some writers leave a byte or two behind the last row
  std::optional<std::string> data = Unpacked(stream, size + kTail);
  if (!data || data->size() < size) return {};
  PixPtr pix(pixCreate(coding.width, coding.height, coding.samples == 3 ? 32 : coding.bits));
  for (int y = 0; pix && y < coding.height; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    const l_uint8* from = Data(*data) + row_bytes * y;
    if (coding.samples == 3) {
      for (int x = 0; x < coding.width; ++x, from += 3) composeRGBPixel(from[0], from[1], from[2], row + x);
    } else {
      for (std::size_t i = 0; i < row_bytes; ++i) SET_DATA_BYTE(row, i, from[i]);
    }
  }
  if (pix && coding.bits == 1) pixInvert(pix.get(), pix.get());  // in PDF one is white, in Leptonica black
  return pix;
}

PixPtr Decode(const Coding& coding, const QPDFObjectHandle& stream) {
  PixPtr pix;
  if (coding.filter == "/CCITTFaxDecode") {
    pix = ReadGroup4(coding, stream);
  } else if (coding.filter == "/DCTDecode") {
    pix = ReadJpeg(coding, stream);
  } else if (coding.filter == "/JPXDecode") {
    pix = ReadJpeg2000(coding, stream);
  } else if (coding.filter.empty() || coding.filter == "/FlateDecode" || coding.filter == "/LZWDecode" ||
             coding.filter == "/RunLengthDecode") {
    pix = ReadSamples(coding, stream);
  }
  if (!pix || pixGetWidth(pix.get()) != coding.width || pixGetHeight(pix.get()) != coding.height) return {};
  if (coding.inverted) pixInvert(pix.get(), pix.get());
  return Plain(std::move(pix));
}

// The picture on white paper of the page's size.
PixPtr OnPaper(PixPtr pix, const Box& place, double width, double height, double pixels_per_point) {
  auto at = [&](double points) { return static_cast<int>(std::lround(points * pixels_per_point)); };
  PixPtr paper(pixCreate(std::max(1, at(width)), std::max(1, at(height)), pixGetDepth(pix.get())));
  if (!paper) return paper;
  pixSetAll(paper.get());
  pixRasterop(paper.get(), at(place.left), at(place.top), pixGetWidth(pix.get()), pixGetHeight(pix.get()), PIX_SRC,
              pix.get(), 0, 0);
  return paper;
}

// A grey drawing as a picture. Null for one in colour.
PixPtr PixOf(const PageImage& image) {
  if (image.channels != 1) return {};
  PixPtr pix(pixCreate(image.width, image.height, 8));
  for (int y = 0; pix && y < image.height; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    const std::uint8_t* from = image.pixels.data() + static_cast<std::ptrdiff_t>(y) * image.width;
    for (int x = 0; x < image.width; ++x) SET_DATA_BYTE(row, x, from[x]);
  }
  return pix;
}

double ShareOfPage(const Box& place, double width, double height) {
  double across = std::min(place.right, width) - std::max(place.left, 0.0);
  double down = std::min(place.bottom, height) - std::max(place.top, 0.0);
  return across <= 0 || down <= 0 ? 0 : across * down / (width * height);
}

}  // namespace

struct EmbeddedPictures::File {
  QPDF pdf;
  std::vector<QPDFObjectHandle> pages;
};

EmbeddedPictures::EmbeddedPictures(std::string_view bytes) : bytes_(bytes) {}
EmbeddedPictures::~EmbeddedPictures() = default;

std::optional<PageImage> EmbeddedPictures::Take(int number, double width, double height, double dpi, double max_pixels,
                                                const DrawPage& draw) {
  try {
    if (!opened_) {
      opened_ = true;
      QuietLeptonica();
      auto file = std::make_unique<File>();
      file->pdf.setSuppressWarnings(true);
      file->pdf.setAttemptRecovery(false);
      file->pdf.processMemoryFile("", bytes_.data(), bytes_.size());
      file->pages = file->pdf.getAllPages();
      file_ = std::move(file);  // one that wants a password has failed by now
    }
    if (!file_ || number < 1 || number > static_cast<int>(file_->pages.size())) return {};
    auto picture = FindPaintedPicture(file_->pdf, QPDFPageObjectHelper(file_->pages[number - 1]), width, height);
    if (!picture || ShareOfPage(picture->place, width, height) < kSmallestShare) return {};
    std::optional<Coding> coding = CodingOf(picture->image.getDict(), max_pixels);
    if (!coding) return {};
    double across = (picture->orientation.turned ? coding->height : coding->width) / picture->place.width();
    double down = (picture->orientation.turned ? coding->width : coding->height) / picture->place.height();
    double own = std::max(across, down);  // pixels a point
    if (!std::isfinite(own) || !(std::max(across / down, down / across) < 1.2)) return {};
    if (width * height * own * own > max_pixels || own * 72 < kGain * dpi) return {};
    double wanted = dpi / 72;
    if (coding->filter == "/JBIG2Decode") {
      constexpr double kSquare = 1.002;
      // Poppler gives a picture that ends on the edge of a pixel one pixel more and draws it larger: a hair less.
      constexpr double kHair = 0.01;  // pixels
      double fine = across * (1 - kHair / std::max(coding->width, coding->height));
      bool square = std::max(across / down, down / across) < kSquare;
      std::optional<PageImage> whole = draw && square ? draw(fine * 72) : std::nullopt;
      PixPtr scaled = whole ? Scaled(PixOf(*whole), wanted / across, wanted / across) : nullptr;
      return scaled ? std::optional(RasterOf(scaled.get(), dpi)) : std::nullopt;
    }
    PixPtr pix = Upright(Decode(*coding, picture->image), picture->orientation);
    pix = Scaled(std::move(pix), wanted / across, wanted / down);
    if (pix) pix = OnPaper(std::move(pix), picture->place, width, height, wanted);
    if (!pix) return {};
    return RasterOf(pix.get(), wanted * 72);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace vankho
