#include "pipeline/run/chain.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/extract/extractor.h"
#include "pipeline/restore/restorer.h"
#include "pipeline/run/line_corrections.h"
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

Result<Reading> Chain::Run(SeenDocument seen, const std::vector<LineCorrection>& corrections) const {
  VK_ASSIGN_OR_RETURN(RestoredText restored, stages_->restorer.Run(seen));
  LayCorrections(corrections, seen, restored);
  return Read(std::move(seen), std::move(restored));
}

Result<Reading> Chain::Read(SeenDocument seen, RestoredText restored) const {
  Document document = stages_->structure.Run(std::move(seen), std::move(restored));
  Records records = stages_->extractor.Run(document);
  std::move(records.diagnostics.begin(), records.diagnostics.end(), std::back_inserter(document.diagnostics));
  records.diagnostics.clear();
  return Reading{std::move(document), std::move(records)};
}

Result<Reading> Chain::Reextract(const Document& before) const { return Read(before.seen(), before.restored()); }

LineExplanation Chain::Explain(const Document& document, std::size_t line) const {
  return stages_->extractor.Explain(document, line);
}

const Provenance& Chain::provenance() const { return stages_->provenance; }

}  // namespace vankho
