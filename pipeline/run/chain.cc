#include "pipeline/run/chain.h"

#include <algorithm>
#include <filesystem>
#include <functional>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/extract/extractor.h"
#include "pipeline/page/text_pages.h"
#include "pipeline/restore/restorer.h"
#include "pipeline/structure/structure_reader.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

// What stands beside the data: sources, builders and cards do not decide any result.
bool IsData(const fs::path& path) {
  std::string extension = path.extension().string();
  return extension != ".cc" && extension != ".h" && extension != ".md" && path.filename() != "CMakeLists.txt";
}

Result<Provenance> Checksums(const std::string& data_folder) {
  std::vector<std::string> names;
  for (const char* kind : {"lexicons", "models"}) {
    std::error_code error;
    fs::recursive_directory_iterator entry(fs::path(data_folder) / kind, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (entry->is_regular_file(error) && IsData(entry->path())) {
        names.push_back(fs::relative(entry->path(), data_folder, error).string());
      }
    }
    if (error) return Fail(InFile(Error{ErrorCode::kIo, "cannot look into the data folder", {}, {}}, data_folder));
  }
  std::sort(names.begin(), names.end());
  Provenance provenance;
  provenance.emplace_back("program", std::string("vankho ") + VANKHO_VERSION);
  for (const std::string& name : names) {
    VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile((fs::path(data_folder) / name).string()));
    provenance.emplace_back(name, Sha256Hex(bytes));
  }
  return provenance;
}

// Cuts a text at newlines and form feeds. `each(piece, separator)`; the separator of the last piece is 0.
void EachPiece(std::string_view text, const std::function<void(std::string_view, char)>& each) {
  while (true) {
    std::size_t end = text.find_first_of("\n\f");
    each(text.substr(0, end), end == std::string_view::npos ? '\0' : text[end]);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

// Nothing between a newline and the page's end is no line.
bool IsLine(std::string_view piece, char separator) { return separator == '\n' || !piece.empty(); }

}  // namespace

struct Chain::Stages {
  Restorer restorer;
  StructureReader structure;
  Extractor extractor;
  Provenance provenance;
};

Result<Chain> Chain::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(data_folder));
  VK_ASSIGN_OR_RETURN(StructureReader structure, StructureReader::Load(data_folder));
  VK_ASSIGN_OR_RETURN(Extractor extractor, Extractor::Load(data_folder));
  VK_ASSIGN_OR_RETURN(Provenance provenance, Checksums(data_folder));
  return Chain(std::make_shared<const Stages>(
      Stages{std::move(restorer), std::move(structure), std::move(extractor), std::move(provenance)}));
}

RestoredText Chain::Restore(const SeenDocument& seen) const { return stages_->restorer.Run(seen); }

Reading Chain::Run(SeenDocument seen) const {
  RestoredText restored = Restore(seen);
  Document document = stages_->structure.Run(std::move(seen), std::move(restored));
  Records records = stages_->extractor.Run(document);
  return Reading{std::move(document), std::move(records)};
}

const Provenance& Chain::provenance() const { return stages_->provenance; }

SeenDocument SeenFromText(std::string_view bytes, std::string file_name) {
  SeenDocument seen;
  seen.source = {.sha256 = Sha256Hex(bytes),
                 .file_name = std::move(file_name),
                 .media_type = MediaType::kText,
                 .size = bytes.size(),
                 .pages = 0};
  auto add_page = [&seen] {
    Page page;
    page.number = ++seen.source.pages;
    seen.pages.push_back(std::move(page));
  };
  add_page();
  EachPiece(DecodeTextFile(bytes), [&](std::string_view piece, char separator) {
    Page& page = seen.pages.back();
    if (IsLine(piece, separator))
      page.lines.push_back(Line{static_cast<int>(page.lines.size()) + 1, std::string(piece), {}, {}});
    if (!piece.empty()) page.origin = PageOrigin::kPlainText;
    if (separator == '\f') add_page();
  });
  return seen;
}

std::string JoinLines(const RestoredText& restored, std::string_view original) {
  std::string out;
  std::size_t next = 0;
  EachPiece(DecodeTextFile(original), [&](std::string_view piece, char separator) {
    if (IsLine(piece, separator) && next < restored.lines.size()) out += restored.lines[next++].text;
    if (separator != '\0') out.push_back(separator);
  });
  return out;
}

}  // namespace vankho
