#include "pipeline/export/pdf_archive.h"

#include <fmt/format.h>
#include <lcms2.h>

#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "pipeline/base/qpdf.h"
#include "pipeline/base/unicode.h"
#include "pipeline/export/markup.h"

namespace vankho {
namespace {

using Object = QPDFObjectHandle;

// The operators of PDF 32000-1, annex A; others are not allowed even between BX and EX.
const std::set<std::string>& Operators() {
  static const std::set<std::string> names = {
      "b",  "B",  "b*", "B*", "BDC", "BI",  "BMC", "BT", "BX", "c",  "cm", "CS", "cs", "d",  "d0",
      "d1", "Do", "DP", "EI", "EMC", "ET",  "EX",  "f",  "F",  "f*", "G",  "g",  "gs", "h",  "i",
      "ID", "j",  "J",  "K",  "k",   "l",   "m",   "M",  "MP", "n",  "q",  "Q",  "re", "RG", "rg",
      "ri", "s",  "S",  "SC", "sc",  "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ",
      "TL", "Tm", "Tr", "Ts", "Tw",  "Tz",  "v",   "w",  "W",  "W*", "y",  "'",  "\""};
  return names;
}

class OperatorCheck : public Object::TokenFilter {
 public:
  void handleToken(const QPDFTokenizer::Token& token) override {
    if (token.getType() == QPDFTokenizer::tt_inline_image) inline_image_ = true;
    if (token.getType() == QPDFTokenizer::tt_word && Operators().count(token.getValue()) == 0) unknown_ = true;
    if (token.getType() == QPDFTokenizer::tt_bad) unknown_ = true;
    std::string op = token.getType() == QPDFTokenizer::tt_word ? token.getValue() : "";
    if (op == "K" || op == "k") cmyk_ = true;
    if (op == "q") deepest_ = std::max(deepest_, ++depth_);
    if (op == "Q") --depth_;
  }
  std::string Against() const {
    constexpr int kMostNested = 28;
    if (unknown_) return "operators that PDF does not know";
    if (inline_image_) return "pictures inside its contents";
    if (cmyk_) return "colours for print (CMYK)";
    return deepest_ > kMostNested ? "graphics states nested too deeply" : "";
  }

 private:
  bool unknown_ = false, inline_image_ = false, cmyk_ = false;
  int depth_ = 0, deepest_ = 0;
};

bool AllowedColour(Object space, int depth = 0) {
  if (depth > 3) return false;
  if (space.isName()) {
    std::string name = space.getName();
    return name == "/DeviceGray" || name == "/DeviceRGB";
  }
  if (!space.isArray() || space.getArrayNItems() < 2 || !space.getArrayItem(0).isName()) return false;
  std::string name = space.getArrayItem(0).getName();
  Object second = space.getArrayItem(1);
  if (name == "/CalGray" || name == "/CalRGB") return true;
  if (name == "/Indexed") return AllowedColour(second, depth + 1);
  if (name != "/ICCBased" || !second.isStream()) return false;
  Object channels = second.getDict().getKey("/N");
  return channels.isInteger() && (channels.getIntValue() == 1 || channels.getIntValue() == 3);
}

bool IsTrue(Object value) { return value.isBool() && value.getBoolValue(); }

std::string AgainstFilters(Object stream) {
  static const std::set<std::string> allowed = {"/DCTDecode",       "/CCITTFaxDecode", "/JBIG2Decode",   "/FlateDecode",
                                                "/RunLengthDecode", "/ASCII85Decode",  "/ASCIIHexDecode"};
  Object filter = stream.getDict().getKey("/Filter");
  for (Object one : filter.isArray() ? filter.getArrayAsVector() : std::vector<Object>{filter}) {
    if (one.isName() && allowed.count(one.getName()) == 0) return "data packed with " + one.getName().substr(1);
  }
  return stream.getDict().hasKey("/F") ? "data in another file" : "";
}

std::string AgainstImage(Object image) {
  Object dict = image.getDict();
  if (IsTrue(dict.getKey("/Interpolate"))) return "pictures to be smoothed by the viewer";
  if (dict.hasKey("/Alternates") || dict.hasKey("/OPI")) return "pictures with substitutes";
  if (IsTrue(dict.getKey("/ImageMask"))) return "";
  return AllowedColour(dict.getKey("/ColorSpace")) ? "" : "pictures in other colours than grey and RGB";
}

std::string AgainstState(Object state) {
  static const std::set<std::string> allowed = {"/Type", "/LW", "/LC",  "/LJ", "/ML", "/D",  "/RI", "/CA", "/ca",
                                                "/BM",   "/SA", "/AIS", "/SM", "/FL", "/TK", "/OP", "/op", "/OPM"};
  for (const std::string& key : state.getKeys()) {
    bool none = key == "/SMask" && state.getKey(key).isName() && state.getKey(key).getName() == "/None";
    if (allowed.count(key) == 0 && !none) return "graphics states with " + key.substr(1);
  }
  return "";
}

std::string AgainstResources(Object resources) {
  if (!resources.isDictionary()) return "";
  Object fonts = resources.getKey("/Font");
  for (const std::string& name : fonts.isDictionary() ? fonts.getKeys() : std::set<std::string>{}) {
    if (name.rfind("/VkA", 0) != 0) return "fonts of others";
  }
  Object spaces = resources.getKey("/ColorSpace");
  for (const std::string& name : spaces.isDictionary() ? spaces.getKeys() : std::set<std::string>{}) {
    if (!AllowedColour(spaces.getKey(name))) return "other colours than grey and RGB";
  }
  Object states = resources.getKey("/ExtGState");
  for (const std::string& name : states.isDictionary() ? states.getKeys() : std::set<std::string>{}) {
    std::string against = states.getKey(name).isDictionary() ? AgainstState(states.getKey(name)) : "damaged states";
    if (!against.empty()) return against;
  }
  for (const char* key : {"/Pattern", "/Shading"}) {
    Object kind = resources.getKey(key);
    if (kind.isDictionary() && !kind.getKeys().empty()) return "patterns";
  }
  return "";
}

std::string AgainstContents(QPDFPageObjectHelper contents) {
  OperatorCheck check;
  contents.filterContents(&check);
  return check.Against();
}

std::string AgainstPage(QPDFPageObjectHelper page) {
  Object dict = page.getObjectHandle();
  if (dict.hasKey("/AA")) return "actions of pages";
  Object notes = dict.getKey("/Annots");
  if (notes.isArray() && notes.getArrayNItems() > 0) return "annotations";
  std::string against = AgainstResources(page.getAttribute("/Resources", false));
  if (against.empty()) against = AgainstContents(page);
  page.forEachImage(true, [&](Object& image, Object&, const std::string&) {
    if (against.empty()) against = AgainstImage(image);
  });
  page.forEachFormXObject(true, [&](Object& form, Object&, const std::string&) {
    if (!against.empty()) return;
    if (form.getDict().hasKey("/PS") || form.getDict().hasKey("/OPI")) against = "PostScript";
    if (against.empty()) against = AgainstResources(form.getDict().getKey("/Resources"));
    if (against.empty()) against = AgainstContents(QPDFPageObjectHelper(form));
  });
  return against;
}

std::string AgainstCatalog(Object root) {
  if (root.hasKey("/AA")) return "actions";
  Object open = root.getKey("/OpenAction");
  if (open.isDictionary() && !(open.getKey("/S").isName() && open.getKey("/S").getName() == "/GoTo")) return "actions";
  Object form = root.getKey("/AcroForm");
  if (form.isDictionary()) return "a form";
  if (root.hasKey("/OCProperties")) return "layers that can be switched";
  if (root.hasKey("/Requirements") || root.hasKey("/Collection")) return "demands on the viewer";
  Object names = root.getKey("/Names");
  for (const char* key : {"/JavaScript", "/EmbeddedFiles", "/XFAImages", "/AlternatePresentations"}) {
    if (names.isDictionary() && names.hasKey(key)) return "scripts or attachments";
  }
  return "";
}

// sRGB (IEC 61966-2-1) as ICC version 4.2, which PDF 1.7 knows and which has its curves as formulas, made by Little
// CMS; without the day it was made, so that bytes repeat.
std::string SrgbProfile() {
  std::unique_ptr<void, int (*)(void*)> profile(cmsCreate_sRGBProfile(), cmsCloseProfile);
  if (profile == nullptr) return {};
  cmsSetProfileVersion(profile.get(), 4.2);
  cmsUInt32Number size = 0;
  if (cmsSaveProfileToMem(profile.get(), nullptr, &size) == 0) return {};
  std::string bytes(size, '\0');
  if (cmsSaveProfileToMem(profile.get(), bytes.data(), &size) == 0) return {};
  constexpr std::size_t kDate = 24, kDateSize = 12, kId = 84, kIdSize = 16;  // ICC.1:2004-10, 7.2
  bytes.replace(kDate, kDateSize, std::string("\x07\xE8\0\1\0\1\0\0\0\0\0\0", kDateSize));
  bytes.replace(kId, kIdSize, std::string(kIdSize, '\0'));
  return bytes;
}

void AddOutputIntent(QPDF& pdf) {
  Object root = pdf.getRoot();
  Object intents = root.getKey("/OutputIntents");
  if (intents.isArray() && intents.getArrayNItems() > 0) return;
  std::string profile = SrgbProfile();
  if (profile.empty()) return;
  Object stream = pdf.newStream(profile);
  stream.getDict().replaceKey("/N", Object::newInteger(3));
  Object intent =
      Object::parse("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)>>");
  intent.replaceKey("/DestOutputProfile", stream);
  root.replaceKey("/OutputIntents", Object::newArray({pdf.makeIndirectObject(intent)}));
}

// "D:20240322120000+07'00'" as "2024-03-22T12:00:00+07:00"; "" for anything else.
std::string IsoTime(const std::string& pdf_time) {
  constexpr std::size_t kSeconds = 16, kWithZone = 21;
  std::string t = pdf_time;
  if (t.rfind("D:", 0) != 0 || t.size() < kSeconds) return {};
  for (std::size_t i = 2; i < kSeconds; ++i) {
    if (t[i] < '0' || t[i] > '9') return {};
  }
  auto part = [&](std::size_t from, std::size_t size) { return t.substr(from, size); };
  std::string zone = "Z";
  if (t.size() >= kWithZone && (t[16] == '+' || t[16] == '-')) zone = part(16, 3) + ":" + part(20, 2);
  if (zone.size() != 1 && zone.size() != 6) zone = "Z";
  return part(2, 4) + "-" + part(6, 2) + "-" + part(8, 2) + "T" + part(10, 2) + ":" + part(12, 2) + ":" + part(14, 2) +
         zone;
}

std::string Xmp(Object info, const XmpFacts& facts, bool claim) {
  auto text = [&](const char* key) {
    Object value = info.isDictionary() ? info.getKey(key) : Object::newNull();
    return value.isString() ? EscapeXml(CleanUtf8(value.getUTF8Value())) : std::string();
  };
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
      "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
  if (claim) out += "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n";
  std::string title = text("/Title").empty() ? EscapeXml(facts.title) : text("/Title");
  auto alternative = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    out +=
        fmt::format("<dc:{0}><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></dc:{0}>\n", name, value);
  };
  auto simple = [&](const char* name, const std::string& value) {
    if (!value.empty()) out += fmt::format("<{0}>{1}</{0}>\n", name, value);
  };
  out += "<dc:format>application/pdf</dc:format>\n";
  alternative("title", title);
  alternative("description", text("/Subject"));
  if (std::string author = text("/Author"); !author.empty()) {
    out += fmt::format("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n", author);
  }
  out += "<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>\n";
  simple("pdf:Keywords", text("/Keywords"));
  simple("pdf:Producer", text("/Producer").empty() ? EscapeXml(facts.producer) : text("/Producer"));
  simple("xmp:CreatorTool", text("/Creator"));
  simple("xmp:CreateDate", IsoTime(text("/CreationDate")));
  simple("xmp:ModifyDate", IsoTime(text("/ModDate")));
  return out + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

}  // namespace

std::string AgainstPdfA(QPDF& pdf) {
  std::string against = AgainstCatalog(pdf.getRoot());
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    if (against.empty()) against = AgainstPage(page);
  }
  for (Object& object : pdf.getAllObjects()) {
    if (against.empty() && object.isStream()) against = AgainstFilters(object);
  }
  return against;
}

void SetMetadata(QPDF& pdf, const XmpFacts& facts, bool claim) {
  Object metadata = pdf.newStream(Xmp(pdf.getTrailer().getKey("/Info"), facts, claim));
  metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
  pdf.getRoot().replaceKey("/Metadata", metadata);
  if (claim) AddOutputIntent(pdf);
}

}  // namespace vankho
