#include "pipeline/export/picture_streams.h"

#include <fmt/format.h>
#include <leptonica/allheaders.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "pipeline/base/byte_reader.h"

namespace vankho {
namespace {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

const l_uint8* Data(const std::string& bytes) { return reinterpret_cast<const l_uint8*>(bytes.data()); }

tl::unexpected<Error> Damaged() {
  return Fail(ErrorCode::kInvalidInput, "the picture is cut off or damaged; scan or copy it again");
}

// The frame header of a JPEG (ITU-T T.81, B.2.2). Empty where PDF cannot take it as it is: arithmetic coding, 12 bits.
std::optional<PictureStream> ReadJpeg(const std::string& bytes) {
  ByteReader in(bytes);
  bool adobe = false;
  for (std::size_t at = 2; at + 4 < bytes.size() && in.U8(at) == 0xFF; at += 2 + in.U16(at + 2)) {
    std::uint32_t marker = in.U8(at + 1);
    if (marker == 0xEE && bytes.compare(at + 4, 5, "Adobe") == 0) adobe = true;
    if (marker < 0xC0 || marker > 0xC2) {
      if (marker == 0xDA || (marker > 0xC2 && marker < 0xD0 && marker != 0xC4 && marker != 0xCC)) return {};
      continue;
    }
    PictureStream out;
    out.height = static_cast<int>(in.U16(at + 5));
    out.width = static_cast<int>(in.U16(at + 7));
    std::uint32_t parts = in.U8(at + 9);
    if (in.U8(at + 4) != 8 || out.width == 0 || out.height == 0 || parts == 2 || parts > 4) return {};
    out.color_space = parts == 1 ? "/DeviceGray" : parts == 3 ? "/DeviceRGB" : "/DeviceCMYK";
    if (parts == 4 && adobe) out.decode = "[1 0 1 0 1 0 1 0]";
    out.filter = "/DCTDecode";
    out.data = bytes;
    return out;
  }
  return {};
}

// PNG's own compression is FlateDecode with predictor 15 (PNG specification, PDF 32000-1 7.4.4.4).
std::optional<PictureStream> ReadPng(const std::string& bytes) {
  constexpr std::size_t kHeader = 16, kChunk = 12;
  ByteReader in(bytes);
  PictureStream out;
  out.width = static_cast<int>(in.U32(kHeader));
  out.height = static_cast<int>(in.U32(kHeader + 4));
  out.bits = static_cast<int>(in.U8(kHeader + 8));
  std::uint32_t type = in.U8(kHeader + 9);
  bool interlaced = in.U8(kHeader + 12) != 0;
  if (out.width <= 0 || out.height <= 0 || interlaced || type > 3) return {};
  std::string palette;
  for (std::size_t at = 8; at + kChunk <= bytes.size();) {
    std::size_t size = in.U32(at);
    std::string_view name = std::string_view(bytes).substr(at + 4, 4);
    if (size > bytes.size() - at - kChunk || name == "tRNS") return {};
    if (name == "PLTE") palette = bytes.substr(at + 8, size);
    if (name == "IDAT") out.data.append(bytes, at + 8, size);
    if (name == "IEND") break;
    at += kChunk + size;
  }
  if (out.data.empty() || (type == 3 && (palette.empty() || palette.size() > 768))) return {};
  out.color_space = type == 2 ? "/DeviceRGB" : "/DeviceGray";
  if (type == 3) {
    std::string hex;
    for (unsigned char byte : palette) hex += fmt::format("{:02X}", byte);
    out.color_space = fmt::format("[/Indexed /DeviceRGB {} <{}>]", palette.size() / 3 - 1, hex);
  }
  out.filter = "/FlateDecode";
  out.parms =
      fmt::format("<</Predictor 15/Colors {}/BitsPerComponent {}/Columns {}>>", type == 2 ? 3 : 1, out.bits, out.width);
  return out;
}

// What one directory of a TIFF says (TIFF 6.0, section 2), as far as one strip of group 4 needs it.
struct TiffDirectory {
  std::uint32_t width = 0, height = 0, compression = 1, photometric = 0, fill_order = 1, orientation = 1, strips = 0,
                offset = 0, size = 0, samples = 1, options = 0, next = 0;
};

TiffDirectory ReadDirectory(const ByteReader& in, std::size_t at) {
  TiffDirectory out;
  std::uint32_t count = in.U16(at);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::size_t entry = at + 2 + std::size_t{12} * i;
    bool is_short = in.U16(entry + 2) == 3;
    std::uint32_t value = is_short ? in.U16(entry + 8) : in.U32(entry + 8);
    switch (in.U16(entry)) {
      case 256:
        out.width = value;
        break;
      case 257:
        out.height = value;
        break;
      case 259:
        out.compression = value;
        break;
      case 262:
        out.photometric = value;
        break;
      case 266:
        out.fill_order = value;
        break;
      case 273:
        out.offset = value;
        out.strips = in.U32(entry + 4);
        break;
      case 274:
        out.orientation = value;
        break;
      case 277:
        out.samples = value;
        break;
      case 279:
        out.size = value;
        break;
      case 293:
        out.options = value;
        break;
      default:
        break;
    }
  }
  out.next = in.U32(at + 2 + std::size_t{12} * count);
  return out;
}

// Page `index` of a TIFF where it is one strip of CCITT group 4 that PDF can take as it is.
std::optional<PictureStream> ReadGroup4(const std::string& bytes, int index) {
  ByteReader in(bytes, bytes.substr(0, 2) == "II");
  std::size_t at = in.U32(4);
  for (int i = 0; i < index && at != 0; ++i) at = ReadDirectory(in, at).next;
  if (at == 0 || in.U16(2) != 42) return {};
  TiffDirectory d = ReadDirectory(in, at);
  bool plain = d.compression == 4 && d.strips == 1 && d.fill_order == 1 && d.orientation == 1 && d.samples == 1 &&
               d.options == 0 && d.photometric <= 1 && d.width > 0 && d.height > 0;
  if (!plain || d.size == 0 || d.offset > bytes.size() || d.size > bytes.size() - d.offset) return {};
  PictureStream out;
  out.width = static_cast<int>(d.width);
  out.height = static_cast<int>(d.height);
  out.bits = 1;
  out.color_space = "/DeviceGray";
  out.filter = "/CCITTFaxDecode";
  out.parms =
      fmt::format("<</K -1/Columns {}/Rows {}/BlackIs1 {}>>", d.width, d.height, d.photometric == 1 ? "true" : "false");
  out.data = bytes.substr(d.offset, d.size);
  return out;
}

std::string TakeMemory(l_uint8* data, std::size_t size) {
  std::string out = data == nullptr ? "" : std::string(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return out;
}

// Decoded pixels packed again without loss.
Result<PictureStream> Pack(PixPtr pix) {
  if (pix == nullptr) return Damaged();
  if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
  l_uint8* data = nullptr;
  std::size_t size = 0;
  bool two_colours = pixGetDepth(pix.get()) == 1 && pixGetColormap(pix.get()) == nullptr;
  if (two_colours) {
    pixWriteMemTiff(&data, &size, pix.get(), IFF_TIFF_G4);
  } else {
    pixWriteMemPng(&data, &size, pix.get(), 0);
  }
  std::string packed = TakeMemory(data, size);
  auto stream = two_colours ? ReadGroup4(packed, 0) : ReadPng(packed);
  if (!stream) return Fail(ErrorCode::kUnsupported, "the picture's kind cannot be put into a PDF; save it as JPEG");
  return *stream;
}

}  // namespace

Result<std::vector<PictureStream>> PictureStreams(MediaType type, const std::string& bytes) {
  setMsgSeverity(L_SEVERITY_NONE);
  std::vector<PictureStream> out;
  if (type != MediaType::kTiff) {
    auto stream = type == MediaType::kJpeg ? ReadJpeg(bytes) : ReadPng(bytes);
    if (!stream) {
      VK_ASSIGN_OR_RETURN(stream, Pack(PixPtr(pixReadMem(Data(bytes), bytes.size()))));
    }
    if (type == MediaType::kJpeg) stream->orientation = JpegOrientation(bytes);
    out.push_back(std::move(*stream));
    return out;
  }
  l_int32 count = 0;
  std::unique_ptr<std::FILE, FileCloser> file(fopenReadFromMemory(Data(bytes), bytes.size()));
  if (file == nullptr || tiffGetCount(file.get(), &count) != 0 || count <= 0) return Damaged();
  for (int i = 0; i < count; ++i) {
    auto stream = ReadGroup4(bytes, i);
    if (!stream) {
      VK_ASSIGN_OR_RETURN(stream, Pack(PixPtr(pixReadMemTiff(Data(bytes), bytes.size(), i))));
    }
    out.push_back(std::move(*stream));
  }
  return out;
}

}  // namespace vankho
