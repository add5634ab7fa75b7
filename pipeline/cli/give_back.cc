#include "pipeline/cli/give_back.h"

#include <fmt/format.h>

#include <filesystem>

#include "pipeline/base/file.h"
#include "pipeline/cli/one_document.h"
#include "pipeline/export/bag.h"
#include "pipeline/export/file_names.h"
#include "pipeline/export/page_formats.h"
#include "pipeline/run/give_back.h"

namespace vankho {
namespace {

bool IsFolder(const std::string& path) {
  std::error_code ignored;
  return !path.empty() && (path.back() == '/' || std::filesystem::is_directory(path, ignored));
}

std::string ExtensionOf(const std::string& format) {
  return format == "alto" ? ".alto.xml" : format == "hocr" ? ".hocr" : "." + format;
}

Result<std::string> PdfOf(const Store& store, DocumentId id, const Document& document, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string original, store.Original(id));
  VK_ASSIGN_OR_RETURN(Records records, store.LoadRecords(id));
  VK_ASSIGN_OR_RETURN(SearchablePdf pdf, GiveBackPdf(document, original, {records.header.title, ""}));
  const std::string& name = document.source().file_name;
  if (pdf.signed_original) {
    context.console.Warn(InFile({ErrorCode::kConflict,
                                 "carries a digital signature, which no changed file can keep: this copy has a text "
                                 "layer and no signature; the signed original stays as it is (vankho show --original)",
                                 {},
                                 {}},
                                name));
    context.exit_code = kExitWarning;
  }
  if (pdf.protected_original) {
    context.console.Warn(InFile({ErrorCode::kConflict,
                                 "is protected by an owner's password against printing, copying or changes: this copy "
                                 "is not; the protected original stays as it is (vankho show --original)",
                                 {},
                                 {}},
                                name));
    context.exit_code = kExitWarning;
  }
  std::string claim = pdf.not_pdfa.empty() ? "PDF/A-2b" : "not PDF/A: it has " + pdf.not_pdfa;
  context.console.Detail(pdf.unchanged
                             ? fmt::format("{}: no page needs a text layer: the original, unchanged", Visible(name))
                             : fmt::format("{}: text layer on {} of {} pages; {}", Visible(name), pdf.layered,
                                           pdf.layered + pdf.left, claim));
  return std::move(pdf.bytes);
}

Result<std::string> InForm(const Store& store, DocumentId id, const std::string& format, const Document& document,
                           Context& context) {
  if (format == "txt") return WritePageText(document);
  if (format == "hocr") return WriteHocr(document, ProgramName());
  if (format == "alto") return WriteAlto(document, ProgramName());
  return PdfOf(store, id, document, context);
}

Result<void> GiveOne(const Store& store, DocumentId id, const GiveBackOptions& options, FileNames& names,
                     Context& context) {
  VK_ASSIGN_OR_RETURN(Document document, store.LoadDocument(id));
  const SourceFile& source = document.source();
  auto bytes = InForm(store, id, options.format, document, context);
  if (!bytes) return Fail(InFile(bytes.error(), source.file_name));
  if (options.output.empty()) return Print(*bytes);
  std::string path = options.output;
  if (IsFolder(path)) {
    std::string name = names.Give(WithoutExtension(source.file_name), source.sha256, ExtensionOf(options.format));
    path = (std::filesystem::path(path) / name).string();
  }
  return WriteFileAtomically(path, *bytes);
}

Result<void> MakeFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error || IsFolder(path)) return {};
  if (std::filesystem::exists(path)) {
    return Fail(ErrorCode::kUsage,
                fmt::format("{} is a file; --output names the folder for all documents, or choose one "
                            "with --document",
                            path));
  }
  return Fail(ErrorCode::kIo, fmt::format("the folder {} cannot be made: {}; choose another", path, error.message()));
}

Result<std::vector<DocumentId>> Chosen(const Store& store, const std::string& document) {
  if (document.empty()) return store.AllDocuments();
  VK_ASSIGN_OR_RETURN(DocumentId id, FindOneDocument(store, document));
  return std::vector<DocumentId>{id};
}

}  // namespace

Result<void> GiveArchive(const Store& store, const GiveBackOptions& options, Context& context) {
  if (options.output.empty()) return Fail(ErrorCode::kUsage, "an archive package needs a folder: --output DIR");
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> documents, Chosen(store, options.document));
  VK_ASSIGN_OR_RETURN(PartialDate today, context.TodayDate());
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(ArchiveSheet sheet, ArchiveSheet::Load(data));
  auto make_pdf = [](const Document& document, const std::string& original, const SearchablePdfOptions& pdf) {
    return GiveBackPdf(document, original, pdf);
  };
  VK_ASSIGN_OR_RETURN(BagSummary summary,
                      WriteBag(store, documents, sheet, {options.output, ProgramName(), today}, make_pdf));
  for (const Error& note : summary.notes) context.console.Warn(note);
  if (!summary.notes.empty()) context.exit_code = kExitWarning;
  context.console.Info(fmt::format("{} document{} in the package {}", summary.documents,
                                   summary.documents == 1 ? "" : "s", Visible(options.output)));
  return {};
}

Result<void> GiveBack(const Store& store, const GiveBackOptions& options, Context& context) {
  FileNames names;
  if (!options.document.empty()) {
    VK_ASSIGN_OR_RETURN(DocumentId id, FindOneDocument(store, options.document));
    if (options.output.empty() && options.format == "pdf") {
      return Fail(ErrorCode::kUsage, "a PDF needs --output FILE.pdf");
    }
    if (IsFolder(options.output)) VK_RETURN_IF_ERROR(MakeFolder(options.output));
    return GiveOne(store, id, options, names, context);
  }
  if (options.output.empty())
    return Fail(ErrorCode::kUsage, "all documents need a folder: --output DIR, or --document");
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> documents, store.AllDocuments());
  VK_RETURN_IF_ERROR(MakeFolder(options.output));
  std::size_t failed = 0;
  for (DocumentId id : documents) {
    auto done = GiveOne(store, id, options, names, context);
    if (done) continue;
    // A full disk and a folder that cannot be written stop everything.
    if (done.error().code == ErrorCode::kIo || done.error().code == ErrorCode::kPermission) return Fail(done.error());
    context.console.Warn(done.error());
    ++failed;
  }
  if (failed > 0) context.exit_code = kExitWarning;
  if (failed == documents.size() && failed > 0) return Fail(ErrorCode::kUnsupported, "no document could be given back");
  context.console.Info(
      fmt::format("{} of {} documents in {}", documents.size() - failed, documents.size(), Visible(options.output)));
  return {};
}

}  // namespace vankho
