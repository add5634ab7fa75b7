#include "pipeline/export/bag.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/export/file_names.h"
#include "pipeline/export/markup.h"
#include "pipeline/export/page_formats.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

// Writes files below one folder and remembers what each must hash to.
class Payload {
 public:
  explicit Payload(std::string folder) : folder_(std::move(folder)) {}

  // `path` is relative, of our own making.
  Result<void> Write(const std::string& path, std::string_view bytes) {
    fs::path target = fs::path(folder_) / path;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error) return Fail(ErrorCode::kIo, fmt::format("the folder of {} cannot be made: {}", path, error.message()));
    digests_[path] = Sha256Hex(bytes);
    VK_RETURN_IF_ERROR(WriteFileAtomically(target.string(), bytes));
    bytes_ += bytes.size();
    return {};
  }

  // What was written goes again, with the folders that are empty then.
  void TakeBack() {
    std::error_code ignored;
    for (const auto& [path, digest] : digests_) {
      fs::path gone = fs::path(folder_) / path;
      fs::remove(gone, ignored);
      for (fs::path up = gone.parent_path(); up != fs::path(folder_) && fs::remove(up, ignored);) up = up.parent_path();
    }
  }

  std::string Manifest() const {  // RFC 8493, 2.1.3; our names need no escapes
    std::string out;
    for (const auto& [path, digest] : digests_) out += fmt::format("{}  {}\n", digest, path);
    return out;
  }
  std::string Oxum() const { return fmt::format("{}.{}", bytes_, digests_.size()); }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::map<std::string, std::string> digests_;  // by path
  std::uint64_t bytes_ = 0;
};

std::string_view FormatName(MediaType type) { return Name(type); }

// Objects, events and the program, as PREMIS 3 (https://www.loc.gov/standards/premis/v3/).
class Premis {
 public:
  explicit Premis(const std::string& program) : program_(EscapeXml(program)) {}

  void Object(const std::string& path, std::string_view bytes, std::string_view format, const std::string& was_called) {
    objects_ += fmt::format(
        "<object xsi:type=\"file\">\n{}<objectCharacteristics>\n<fixity><messageDigestAlgorithm>SHA-256"
        "</messageDigestAlgorithm><messageDigest>{}</messageDigest></fixity>\n<size>{}</size>\n<format>"
        "<formatDesignation><formatName>{}</formatName></formatDesignation></format>\n</objectCharacteristics>\n",
        Identifier("object", path), Sha256Hex(bytes), bytes.size(), format);
    if (!was_called.empty()) objects_ += fmt::format("<originalName>{}</originalName>\n", EscapeXml(was_called));
    objects_ += "</object>\n";
  }

  void Event(const std::string& type, const std::string& at, const std::string& detail, const std::string& path) {
    events_ += fmt::format(
        "<event>\n{}<eventType>{}</eventType>\n<eventDateTime>{}</eventDateTime>\n<eventDetailInformation><eventDetail>"
        "{}</eventDetail></eventDetailInformation>\n{}{}</event>\n",
        Identifier("event", fmt::format("event-{}", ++event_)), type, at, EscapeXml(detail), Linked("Agent", program_),
        Linked("Object", EscapeXml(path)));
  }

  std::string Write() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<premis xmlns=\"http://www.loc.gov/premis/v3\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"3.0\">\n" +
           objects_ + events_ + "<agent>\n" + Identifier("agent", program_) +
           fmt::format("<agentName>{}</agentName>\n<agentType>software</agentType>\n</agent>\n</premis>\n", program_);
  }

 private:
  static std::string Identifier(const std::string& kind, const std::string& value) {
    return fmt::format(
        "<{0}Identifier><{0}IdentifierType>local</{0}IdentifierType><{0}IdentifierValue>{1}"
        "</{0}IdentifierValue></{0}Identifier>\n",
        kind, value);
  }
  static std::string Linked(const std::string& kind, const std::string& value) {
    return fmt::format(
        "<linking{0}Identifier><linking{0}IdentifierType>local</linking{0}IdentifierType>"
        "<linking{0}IdentifierValue>{1}</linking{0}IdentifierValue></linking{0}Identifier>\n",
        kind, value);
  }

  std::string program_, objects_, events_;
  int event_ = 0;
};

constexpr const char* kOriginals = "data/representations/original/data/";
constexpr const char* kSearchable = "data/representations/searchable/data/";
constexpr const char* kTexts = "data/representations/text/data/";
constexpr const char* kDescriptive = "data/metadata/descriptive/";

class Bag {
 public:
  Bag(const Store& store, const ArchiveSheet& sheet, const BagOptions& options, const PdfMaker& make_pdf)
      : store_(store),
        sheet_(sheet),
        options_(options),
        make_pdf_(make_pdf),
        payload_(options.folder),
        tags_(options.folder),
        premis_(options.program) {}

  Result<void> Add(DocumentId id) {
    VK_ASSIGN_OR_RETURN(Document document, store_.LoadDocument(id));
    VK_ASSIGN_OR_RETURN(Records records, store_.LoadRecords(id));
    VK_ASSIGN_OR_RETURN(DocumentBrief brief, store_.Brief(id));
    VK_ASSIGN_OR_RETURN(std::string original, store_.Original(id));
    const SourceFile& source = document.source();
    std::string extension = fs::path(SafeFileName(source.file_name)).extension().string();
    std::string name = names_.Give(WithoutExtension(source.file_name), source.sha256, extension);
    std::string stem = StemOf(name, extension, source.sha256);
    std::string path = kOriginals + name;
    VK_RETURN_IF_ERROR(payload_.Write(path, original));
    premis_.Object(path, original, FormatName(source.media_type), source.file_name);
    premis_.Event("ingestion", brief.added_at, "kept byte for byte", path);
    std::string text = WritePageText(document);
    VK_RETURN_IF_ERROR(payload_.Write(kTexts + stem + ".txt", text));
    premis_.Object(kTexts + stem + ".txt", text, "text/plain", "");
    premis_.Event("text recognition", brief.added_at, EnginesOf(document), kTexts + stem + ".txt");
    ArchiveSheet::Row row = sheet_.Fill(document, records.header);
    VK_RETURN_IF_ERROR(payload_.Write(kDescriptive + ("EAD_doc_" + stem + ".xml"), sheet_.ToXml(row)));
    rows_.push_back(std::move(row));
    ++summary_.documents;
    return AddPdf(document, records.header.title, original, stem, brief.added_at);
  }

  // Half a package is none: what was written of it goes.
  void TakeBack() {
    payload_.TakeBack();
    tags_.TakeBack();
  }

  Result<BagSummary> Finish(const std::vector<DocumentId>& documents) {
    VK_RETURN_IF_ERROR(payload_.Write(kDescriptive + std::string("documents.csv"),
                                      WriteCsv(sheet_.ToGrid(rows_), {.byte_order_mark = true})));
    VK_RETURN_IF_ERROR(
        payload_.Write(kDescriptive + std::string("documents.json"), DumpPretty(sheet_.ToJson(rows_)) + "\n"));
    VK_RETURN_IF_ERROR(payload_.Write(kDescriptive + std::string("fields.csv"),
                                      WriteCsv(sheet_.FieldsGrid(), {.byte_order_mark = true})));
    VK_RETURN_IF_ERROR(payload_.Write("data/metadata/preservation/PREMIS.xml", premis_.Write()));
    std::string records;
    VK_RETURN_IF_ERROR(ExportRecords(store_, documents, [&](std::string_view text) -> Result<void> {
      records += text;
      return {};
    }));
    VK_RETURN_IF_ERROR(payload_.Write("data/documentation/records.jsonl", records));
    VK_RETURN_IF_ERROR(WriteTags());
    return std::move(summary_);
  }

 private:
  // "plan.pdf" -> "plan", but where two originals differ in their extensions alone the digits make them two.
  std::string StemOf(const std::string& name, const std::string& extension, const std::string& sha256) {
    return stems_.Give(name.substr(0, name.size() - extension.size()), sha256, "");
  }

  static std::string EnginesOf(const Document& document) {
    std::map<std::string, int> engines;
    for (const Page& page : document.pages()) {
      std::string how(Name(page.origin));
      ++engines[page.engine.empty() ? how : how + " by " + page.engine];
    }
    std::string out;
    for (const auto& [engine, pages] : engines)
      out += fmt::format("{}{} pages: {}", out.empty() ? "" : "; ", pages, engine);
    return out;
  }

  Result<void> AddPdf(const Document& document, const std::string& title, const std::string& original,
                      const std::string& stem, const std::string& at) {
    const std::string& name = document.source().file_name;
    auto pdf = make_pdf_(document, original, {title, options_.program});
    if (!pdf) {
      if (pdf.error().code == ErrorCode::kIo) return Fail(pdf.error());
      if (document.source().media_type != MediaType::kText) {
        summary_.notes.push_back(
            InFile({pdf.error().code, "has no searchable copy in the package: " + pdf.error().message, {}, {}}, name));
      }
      return {};
    }
    if (pdf->signed_original) {
      summary_.notes.push_back(
          InFile({ErrorCode::kConflict,
                  "carries a digital signature: the original in the package keeps it, the copy has none",
                  {},
                  {}},
                 name));
    }
    if (pdf->protected_original) {
      summary_.notes.push_back(InFile({ErrorCode::kConflict,
                                       "is protected by an owner's password: the original in the package keeps it, "
                                       "the copy has none",
                                       {},
                                       {}},
                                      name));
    }
    std::string path = kSearchable + stem + ".pdf";
    VK_RETURN_IF_ERROR(payload_.Write(path, pdf->bytes));
    premis_.Object(path, pdf->bytes, pdf->not_pdfa.empty() ? "PDF/A-2b" : "application/pdf", "");
    premis_.Event("derivation", at,
                  fmt::format("text layer on {} of {} pages{}{}", pdf->layered, pdf->layered + pdf->left,
                              pdf->signed_original ? "; the digital signature stays with the original alone" : "",
                              pdf->protected_original ? "; the owner's password stays with the original alone" : ""),
                  path);
    return {};
  }

  Result<void> WriteTags() {
    VK_RETURN_IF_ERROR(tags_.Write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
    VK_RETURN_IF_ERROR(tags_.Write(
        "bag-info.txt",
        fmt::format("Bagging-Date: {}\nBag-Software-Agent: {}\nPayload-Oxum: {}\nExternal-Description: {} documents "
                    "with searchable copies, text, metadata and records\n",
                    options_.today.ToIso(), options_.program, payload_.Oxum(), summary_.documents)));
    VK_RETURN_IF_ERROR(tags_.Write("manifest-sha256.txt", payload_.Manifest()));
    return WriteFileAtomically(payload_.folder() + "/tagmanifest-sha256.txt", tags_.Manifest());
  }

  const Store& store_;
  const ArchiveSheet& sheet_;
  const BagOptions& options_;
  const PdfMaker& make_pdf_;
  Payload payload_, tags_;
  Premis premis_;
  FileNames names_, stems_;
  std::vector<ArchiveSheet::Row> rows_;
  BagSummary summary_;
};

}  // namespace

Result<BagSummary> WriteBag(const Store& store, const std::vector<DocumentId>& documents, const ArchiveSheet& sheet,
                            const BagOptions& options, const PdfMaker& make_pdf) {
  std::error_code error;
  if (fs::exists(options.folder, error) && !fs::is_empty(options.folder, error)) {
    return Fail(
        ErrorCode::kConflict,
        fmt::format(
            "{} holds something already; a package needs a folder of its own: name one that is empty or not there",
            options.folder));
  }
  fs::create_directories(options.folder, error);
  if (error) return Fail(ErrorCode::kIo, fmt::format("{} cannot be made: {}", options.folder, error.message()));
  Bag bag(store, sheet, options, make_pdf);
  Result<void> added;
  for (std::size_t i = 0; i < documents.size() && added; ++i) added = bag.Add(documents[i]);
  Result<BagSummary> summary = added ? bag.Finish(documents) : tl::unexpected<Error>(added.error());
  if (!summary) bag.TakeBack();
  return summary;
}

}  // namespace vankho
