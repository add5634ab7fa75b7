#include "pipeline/base/model_files.h"

#include <fmt/format.h>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/sha256.h"

namespace vankho {

Result<void> CheckModelFile(std::string_view data_folder, std::string_view path) {
  const std::string folder = std::string(data_folder) + "/";
  VK_ASSIGN_OR_RETURN(Lexicon list, Lexicon::Load(folder + "models/checksums.tsv"));
  VK_ASSIGN_OR_RETURN(const std::size_t file, list.Column("file"));
  VK_ASSIGN_OR_RETURN(const std::size_t size, list.Column("size"));
  VK_ASSIGN_OR_RETURN(const std::size_t sha256, list.Column("sha256"));
  for (const Lexicon::Row& row : list.rows()) {
    if (row.cells[file] != path) continue;
    const auto digest = Sha256OfFile(folder + std::string(path));
    if (!digest) {
      return Fail(digest.error().code, fmt::format("{} of the data folder cannot be read ({}); install vankho again",
                                                   path, digest.error().message));
    }
    const bool sized = std::to_string(digest->size) == row.cells[size];
    if (sized && digest->hex == row.cells[sha256]) return {};
    const std::string what =
        sized ? "its checksum is another" : fmt::format("{} bytes instead of {}", digest->size, row.cells[size]);
    return Fail(
        ErrorCode::kInvalidInput,
        fmt::format("{} of the data folder is damaged or of another version ({}); install vankho again", path, what));
  }
  return Fail(ErrorCode::kNotFound, fmt::format("models/checksums.tsv does not list {}", path));
}

}  // namespace vankho
