#include "corpus/generator/output.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <filesystem>

#include "pipeline/base/file.h"

namespace vankho {
namespace {

struct FreeDeleter {
  void operator()(void* memory) const { lept_free(memory); }
};
using LeptBytes = std::unique_ptr<l_uint8, FreeDeleter>;

struct PixaDeleter {
  void operator()(PIXA* pixa) const { pixaDestroy(&pixa); }
};

std::string Take(l_uint8* data, std::size_t size) {
  const LeptBytes owner(data);
  return std::string(reinterpret_cast<const char*>(data), size);
}

tl::unexpected<Error> EncodingFailed(std::string_view what) {
  return Fail(ErrorCode::kEngine, fmt::format("the page could not be encoded as {}", what));
}

std::string Extension(const std::string& path) {
  const std::string dotted = std::filesystem::path(path).extension().string();
  return dotted.empty() ? dotted : dotted.substr(1);
}

Result<std::string> EncodeAs(const Scan& scan, std::string_view extension) {
  l_uint8* data = nullptr;
  std::size_t size = 0;
  PIX* pix = scan.image.get();
  bool failed = false;
  if (extension == "jpg") {
    const Pix grey(pixGetDepth(pix) < 8 ? pixConvertTo8(pix, 0) : pixClone(pix));
    failed = pixWriteMemJpeg(&data, &size, grey.get(), scan.jpeg_quality > 0 ? scan.jpeg_quality : 85, 0) != 0;
  } else if (extension == "png") {
    failed = pixWriteMemPng(&data, &size, pix, 0) != 0;
  } else {
    failed = pixWriteMemTiff(&data, &size, pix, pixGetDepth(pix) == 1 ? IFF_TIFF_G4 : IFF_TIFF_ZIP) != 0;
  }
  if (failed) return EncodingFailed(extension);
  return Take(data, size);
}

Result<L_BYTEA*> EncodePdfPage(const Scan& scan) {
  PIX* pix = scan.image.get();
  int type = L_FLATE_ENCODE;
  if (pixGetDepth(pix) == 1) type = L_G4_ENCODE;
  if (scan.jpeg_quality > 0) type = L_JPEG_ENCODE;
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (pixConvertToPdfData(pix, type, scan.jpeg_quality, &data, &size, 0, 0, scan.dpi, "", nullptr, L_LAST_IMAGE) != 0) {
    return EncodingFailed("PDF");
  }
  const LeptBytes owner(data);
  return l_byteaInitFromMem(data, size);
}

// Leptonica writes the time of day into a PDF; ours say the same at any time. As long as what it replaces, so that the
// cross-reference table stays right.
void FixDates(std::string& pdf) {
  constexpr std::string_view kKey = "/CreationDate (D:";
  constexpr std::string_view kDate = "20250101000000Z00'00'";
  for (std::size_t at = pdf.find(kKey); at != std::string::npos; at = pdf.find(kKey, at)) {
    at += kKey.size();
    const std::size_t end = pdf.find(')', at);
    if (end == at + kDate.size()) pdf.replace(at, kDate.size(), kDate);
  }
}

Result<std::string> EncodePdf(const std::vector<Scan>& scans) {
  L_PTRA* pages = ptraCreate(static_cast<int>(scans.size()));
  Result<std::string> pdf;
  for (const Scan& scan : scans) {
    Result<L_BYTEA*> page = EncodePdfPage(scan);
    if (!page) {
      pdf = Fail(page.error());
      break;
    }
    ptraAdd(pages, *page);
  }
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (pdf && ptraConcatenatePdfToData(pages, nullptr, &data, &size) != 0) pdf = EncodingFailed("PDF");
  if (pdf) pdf = Take(data, size);
  if (pdf) FixDates(*pdf);
  int count = 0;
  ptraGetActualCount(pages, &count);
  for (int i = 0; i < count; ++i) {
    auto* page = static_cast<L_BYTEA*>(ptraRemove(pages, i, L_NO_COMPACTION));
    l_byteaDestroy(&page);
  }
  ptraDestroy(&pages, 0, 0);
  return pdf;
}

Result<std::string> EncodeTiff(const std::vector<Scan>& scans) {
  const std::unique_ptr<PIXA, PixaDeleter> pixa(pixaCreate(static_cast<int>(scans.size())));
  for (const Scan& scan : scans) pixaAddPix(pixa.get(), scan.image.get(), L_CLONE);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (pixaWriteMemMultipageTiff(&data, &size, pixa.get()) != 0) return EncodingFailed("TIFF");
  return Take(data, size);
}

std::string BoxRow(int page, std::size_t line, std::size_t word, const Box& box, std::string_view text) {
  return fmt::format("{}\t{}\t{}\t{:.1f}\t{:.1f}\t{:.1f}\t{:.1f}\t{}\n", page, line, word, box.left, box.top, box.right,
                     box.bottom, text);
}

}  // namespace

Result<EncodedPage> EncodePage(const Scan& scan) {
  std::string extension = "png";
  if (scan.jpeg_quality > 0) extension = "jpg";
  if (pixGetDepth(scan.image.get()) == 1) extension = "tif";
  VK_ASSIGN_OR_RETURN(std::string bytes, EncodeAs(scan, extension));
  return EncodedPage{std::move(bytes), std::move(extension)};
}

Result<void> WriteScans(const std::vector<Scan>& scans, const std::string& path) {
  const std::string extension = Extension(path);
  if (extension == "pdf") {
    VK_ASSIGN_OR_RETURN(const std::string bytes, EncodePdf(scans));
    return WriteFileAtomically(path, bytes);
  }
  if (extension == "tif" || extension == "tiff") {
    VK_ASSIGN_OR_RETURN(const std::string bytes, EncodeTiff(scans));
    return WriteFileAtomically(path, bytes);
  }
  if (extension != "png" && extension != "jpg") {
    return Fail(ErrorCode::kUsage, fmt::format("no format ends in '.{}'; choose .pdf, .tif, .png or .jpg", extension));
  }
  const std::string stem = path.substr(0, path.size() - extension.size() - 1);
  for (std::size_t i = 0; i < scans.size(); ++i) {
    VK_ASSIGN_OR_RETURN(const std::string bytes, EncodeAs(scans[i], extension));
    VK_RETURN_IF_ERROR(
        WriteFileAtomically(scans.size() == 1 ? path : fmt::format("{}-{}.{}", stem, i + 1, extension), bytes));
  }
  return {};
}

Result<void> WriteBornDigitalPdf(const std::vector<Sheet>& sheets, const std::string& path) {
  const Surface surface(cairo_pdf_surface_create(path.c_str(), kA4ShortPt, kA4LongPt));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2025-01-01T00:00:00Z");
  const Context context(cairo_create(surface.get()));
  for (const Sheet& sheet : sheets) {
    cairo_pdf_surface_set_size(surface.get(), sheet.width_pt(), sheet.height_pt());
    cairo_set_source_surface(context.get(), sheet.drawing(), 0, 0);
    cairo_paint(context.get());
    cairo_show_page(context.get());
  }
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return Fail(ErrorCode::kIo, fmt::format("the PDF could not be written: {}", cairo_status_to_string(status)));
  }
  return {};
}

Result<void> WriteTruth(const std::vector<std::vector<TrueLine>>& pages, const std::string& folder) {
  std::string text;
  std::string boxes = "page\tline\tword\tleft\ttop\tright\tbottom\ttext\n";
  for (std::size_t p = 0; p < pages.size(); ++p) {
    if (p > 0) text += '\f';
    text += TextOf(pages[p]);
    for (std::size_t l = 0; l < pages[p].size(); ++l) {
      const TrueLine& line = pages[p][l];
      const int page = static_cast<int>(p) + 1;
      boxes += BoxRow(page, l + 1, 0, line.box(), line.text);
      for (std::size_t w = 0; w < line.words.size(); ++w)
        boxes += BoxRow(page, l + 1, w + 1, line.words[w].box, line.words[w].text);
    }
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Fail(ErrorCode::kIo, fmt::format("the folder {} could not be made: {}", folder, error.message()));
  VK_RETURN_IF_ERROR(WriteFileAtomically(folder + "/pages.txt", text));
  return WriteFileAtomically(folder + "/boxes.tsv", boxes);
}

}  // namespace vankho
