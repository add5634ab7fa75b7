#include "pipeline/export/searchable_pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "pipeline/base/qpdf.h"
#include "pipeline/base/unicode.h"
#include "pipeline/export/hidden_text.h"
#include "pipeline/export/pdf_archive.h"
#include "pipeline/export/picture_streams.h"
#include "pipeline/export/text_layer.h"

namespace vankho {
namespace {

using Object = QPDFObjectHandle;

Object PackedStream(QPDF& pdf, const std::string& bytes) {
  Pl_Buffer packed("packed");
  Pl_Flate flate("flate", &packed, Pl_Flate::a_deflate);
  flate.writeString(bytes);
  flate.finish();
  Object stream = pdf.newStream();
  stream.replaceStreamData(packed.getBufferSharedPointer(), Object::newName("/FlateDecode"), Object::newNull());
  return stream;
}

// The fonts of the layer. Made empty first, for the pages to point to; filled when all words are known.
class FontObjects {
 public:
  explicit FontObjects(QPDF& pdf) : pdf_(pdf) {}

  Object Of(Face face) {
    auto [at, is_new] = fonts_.emplace(face, Object());
    if (is_new) at->second = pdf_.makeIndirectObject(Object::newDictionary());
    return at->second;
  }

  void Fill(const LetterCodes& codes) {
    if (fonts_.empty()) return;
    constexpr std::size_t kCodes = 65536;
    std::string glyphs;  // glyph 1 for every code but 0
    for (std::size_t i = 0; i < kCodes; ++i) glyphs += i == 0 ? std::string(2, '\0') : std::string("\0\1", 2);
    std::string program = GlyphlessFont();
    Object file = PackedStream(pdf_, program);
    file.getDict().replaceKey("/Length1", Object::newInteger(static_cast<long long>(program.size())));
    Object map = PackedStream(pdf_, glyphs);
    Object to_unicode = PackedStream(pdf_, codes.ToUnicode());
    for (auto& [face, font] : fonts_) FillOne(face, font, file, map, to_unicode);
  }

 private:
  void FillOne(Face face, Object font, const Object& file, const Object& map, const Object& to_unicode) {
    constexpr int kTenth = 100;                        // of an em, in glyph units
    int descent = std::max(1, face.descent * kTenth);  // viewers take 0 for not known
    Object descriptor = Object::parse(fmt::format(
        "<</Type/FontDescriptor/FontName/VankhoGlyphless/Flags 4/FontBBox[0 {0} 500 {1}]/ItalicAngle 0/Ascent {1}"
        "/Descent {0}/CapHeight {1}/StemV 80>>",
        -descent, face.ascent * kTenth));
    descriptor.replaceKey("/FontFile2", file);
    Object cid =
        Object::parse(fmt::format("<</Type/Font/Subtype/CIDFontType2/BaseFont/VankhoGlyphless/DW {}"
                                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
                                  static_cast<int>(kGlyphAdvance * 1000)));
    cid.replaceKey("/FontDescriptor", pdf_.makeIndirectObject(descriptor));
    cid.replaceKey("/CIDToGIDMap", map);
    font.replaceKey("/Type", Object::newName("/Font"));
    font.replaceKey("/Subtype", Object::newName("/Type0"));
    font.replaceKey("/BaseFont", Object::newName("/VankhoGlyphless"));
    font.replaceKey("/Encoding", Object::newName("/Identity-H"));
    font.replaceKey("/DescendantFonts", Object::newArray({pdf_.makeIndirectObject(cid)}));
    font.replaceKey("/ToUnicode", to_unicode);
  }

  QPDF& pdf_;
  std::map<Face, Object> fonts_;
};

// The visible box as Poppler has it: CropBox within MediaBox, corners in any order.
PdfPlace PlaceOf(QPDFPageObjectHelper& page) {
  auto box = [&](const char* key) {
    Object value = page.getAttribute(key, false);
    auto r = value.isRectangle() ? value.getArrayAsRectangle() : Object::Rectangle(0, 0, 0, 0);
    if (r.llx > r.urx) std::swap(r.llx, r.urx);
    if (r.lly > r.ury) std::swap(r.lly, r.ury);
    return r;
  };
  Object::Rectangle media = box("/MediaBox");
  if (media.llx >= media.urx || media.lly >= media.ury) media = Object::Rectangle(0, 0, 612, 792);
  Object::Rectangle crop = box("/CropBox");
  if (crop.llx >= crop.urx || crop.lly >= crop.ury) crop = media;
  PdfPlace place{std::clamp(crop.llx, media.llx, media.urx), std::clamp(crop.lly, media.lly, media.ury),
                 std::clamp(crop.urx, media.llx, media.urx), std::clamp(crop.ury, media.lly, media.ury), 0};
  Object rotate = page.getAttribute("/Rotate", false);
  if (rotate.isInteger()) place.rotate = static_cast<int>((rotate.getIntValue() % 360 + 360) % 360);
  return place;
}

void AddFonts(QPDFPageObjectHelper& page, const LayerFonts& fonts, FontObjects& objects) {
  Object resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = Object::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  // Another page may hold the same dictionary of fonts: a copy of our own.
  Object own =
      resources.getKey("/Font").isDictionary() ? resources.getKey("/Font").shallowCopy() : Object::newDictionary();
  resources.replaceKey("/Font", own);
  for (Face face : fonts.faces) own.replaceKey("/" + FaceName(face), objects.Of(face));
}

class Layers {
 public:
  Layers(QPDF& pdf, const Document& document)
      : pdf_(pdf), document_(document), words_(RestoredWords(document)), objects_(pdf) {}

  // Gives the page its layer. False: it stays as it is.
  bool Put(QPDFPageObjectHelper page, std::size_t index) {
    const Page& seen = document_.pages()[index];
    bool read = seen.origin == PageOrigin::kOcr || seen.origin == PageOrigin::kTextLayer ||
                seen.origin == PageOrigin::kTextLayerRepair;
    if (!read || words_[index].lines.empty()) return false;
    bool drawn = CountText(page).visible > 0;
    if (drawn && seen.origin == PageOrigin::kTextLayer) return false;
    LayerFonts faces;  // of this page
    std::swap(faces.codes, fonts_.codes);
    std::string layer = TextLayer(seen, words_[index], PlaceOf(page), faces);
    std::swap(faces.codes, fonts_.codes);
    if (layer.empty()) return false;
    RemoveHiddenText(page);
    // What is drawn is read as nothing: our layer says it better.
    std::string before = drawn ? std::string(kMuteBegin) + "q\n" : "q\n";
    std::string after = drawn ? std::string("\nQ") + kMuteEnd : "\nQ\n";
    if (seen.origin == PageOrigin::kOcr) MuteAnnotations(page);  // they were read with the picture
    page.addPageContents(PackedStream(pdf_, before), true);
    page.addPageContents(PackedStream(pdf_, after + layer), false);
    AddFonts(page, faces, objects_);
    return true;
  }

  void Finish() { objects_.Fill(fonts_.codes); }

 private:
  QPDF& pdf_;
  const Document& document_;
  std::vector<PageWords> words_;
  LayerFonts fonts_;
  FontObjects objects_;
};

bool IsSignature(Object& object) {
  return object.isDictionary() && object.hasKey("/ByteRange") && object.hasKey("/Contents");
}

// Takes the signatures' values out; their pictures on the page stay. True: there were some.
bool TakeSignatures(QPDF& pdf) {
  bool found = false;
  for (Object& object : pdf.getAllObjects()) {
    if (!object.isDictionary()) continue;
    Object value = object.getKey("/V");
    if (IsSignature(value)) {
      object.removeKey("/V");
      found = true;
    }
  }
  Object root = pdf.getRoot();
  Object form = root.getKey("/AcroForm");
  Object flags = form.isDictionary() ? form.getKey("/SigFlags") : Object::newNull();
  if (flags.isInteger() && (flags.getIntValue() & 1) != 0 && !found) found = true;
  if (form.isDictionary()) form.removeKey("/SigFlags");
  if (found) root.removeKey("/Perms");
  return found;
}

std::string Write(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDecodeLevel(qpdf_dl_none);
  writer.setPreserveEncryption(false);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setMinimumPDFVersion("1.7");
  writer.setDeterministicID(true);
  writer.write();
  auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

void KeepStreams(QPDF& pdf) {
  for (Object& object : pdf.getAllObjects()) {
    if (!object.isStream()) continue;
    Object subtype = object.getDict().getKey("/Subtype");
    if (subtype.isName() && subtype.getName() == "/Image") object.setFilterOnWrite(false);
  }
}

Object ImageObject(QPDF& pdf, const PictureStream& picture) {
  Object stream = pdf.newStream();
  Object parms = picture.parms.empty() ? Object::newNull() : Object::parse(picture.parms);
  stream.replaceStreamData(picture.data, Object::newName(picture.filter), parms);
  Object dict = stream.getDict();
  dict.replaceKey("/Type", Object::newName("/XObject"));
  dict.replaceKey("/Subtype", Object::newName("/Image"));
  dict.replaceKey("/Width", Object::newInteger(picture.width));
  dict.replaceKey("/Height", Object::newInteger(picture.height));
  dict.replaceKey("/BitsPerComponent", Object::newInteger(picture.bits));
  dict.replaceKey("/ColorSpace", Object::parse(picture.color_space));
  if (!picture.decode.empty()) dict.replaceKey("/Decode", Object::parse(picture.decode));
  return stream;
}

// The matrix that draws a picture upright over a page of that size: the unit square's y grows upwards (PDF 32000-1,
// 8.9.5), so that turning clockwise takes its (x, y) to (y, 1 - x).
std::string DrawnUpright(PictureOrientation o, double width, double height) {
  double across = o.mirrored ? -width : width;
  double up = o.flipped ? -height : height;
  double left = o.mirrored ? width : 0;
  double bottom = o.flipped ? height : 0;
  if (o.turned) return fmt::format("0 {:.3f} {:.3f} 0 {:.3f} {:.3f} cm", -up, across, left, bottom + up);
  return fmt::format("{:.3f} 0 0 {:.3f} {:.3f} {:.3f} cm", across, up, left, bottom);
}

// A page a picture, of the size that the reader gave it.
void AddPictures(QPDF& pdf, const Document& document, const std::vector<PictureStream>& pictures) {
  constexpr double kUsualScale = 72.0 / 200;
  pdf.emptyPDF();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const PictureStream& picture = pictures[i];
    bool sized = i < document.pages().size() && document.pages()[i].width_pt > 0;
    bool turned = picture.orientation.turned;
    double width = sized ? document.pages()[i].width_pt : (turned ? picture.height : picture.width) * kUsualScale;
    double height = sized ? document.pages()[i].height_pt : (turned ? picture.width : picture.height) * kUsualScale;
    Object page = Object::parse(fmt::format("<</Type/Page/MediaBox[0 0 {0:.3f} {1:.3f}]>>", width, height));
    Object resources = Object::parse("<</XObject<<>>>>");
    resources.getKey("/XObject").replaceKey("/Im0", ImageObject(pdf, picture));
    page.replaceKey("/Resources", resources);
    std::string draw = fmt::format("q\n{}\n/Im0 Do\nQ\n", DrawnUpright(picture.orientation, width, height));
    page.replaceKey("/Contents", PackedStream(pdf, draw));
    pdf.addPage(pdf.makeIndirectObject(page), false);
  }
}

Result<void> Load(QPDF& pdf, const Document& document, const std::string& original) {
  const SourceFile& source = document.source();
  if (source.media_type == MediaType::kText) {
    return Fail(ErrorCode::kUnsupported, "is a text without pages; --format txt gives it back");
  }
  if (source.media_type != MediaType::kPdf) {
    VK_ASSIGN_OR_RETURN(auto pictures, PictureStreams(source.media_type, original));
    AddPictures(pdf, document, pictures);
    return {};
  }
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("original", original.data(), original.size());
  return {};
}

Result<SearchablePdf> Make(const Document& document, const std::string& original, const SearchablePdfOptions& options) {
  QPDF pdf;
  SearchablePdf out;
  VK_RETURN_IF_ERROR(Load(pdf, document, original));
  KeepStreams(pdf);
  out.protected_original = pdf.isEncrypted();
  out.signed_original = TakeSignatures(pdf);
  Layers layers(pdf, document);
  std::size_t index = 0;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    bool put = index < document.pages().size() && layers.Put(page, index);
    ++(put ? out.layered : out.left);
    ++index;
  }
  if (out.layered == 0 && document.source().media_type == MediaType::kPdf) {
    return SearchablePdf{original, false, false, true, "not been made by vankho", 0, out.left};
  }
  layers.Finish();
  out.not_pdfa = AgainstPdfA(pdf);
  SetMetadata(pdf, {options.title, options.producer}, out.not_pdfa.empty());
  out.bytes = Write(pdf);
  return out;
}

}  // namespace

Result<SearchablePdf> MakeSearchablePdf(const Document& document, const std::string& original,
                                        const SearchablePdfOptions& options) {
  try {
    return Make(document, original, options);
  } catch (const QPDFExc& e) {
    bool locked = e.getErrorCode() == qpdf_e_password;
    if (locked) return Fail(ErrorCode::kEncrypted, "is a PDF locked by a password; save a copy without it");
    return Fail(ErrorCode::kInvalidInput, fmt::format("cannot be written again: {}", CleanUtf8(e.getMessageDetail())));
  } catch (const std::exception& e) {
    return Fail(ErrorCode::kInvalidInput, fmt::format("cannot be written again: {}", CleanUtf8(e.what())));
  }
}

}  // namespace vankho
