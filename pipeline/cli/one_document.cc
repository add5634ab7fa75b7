#include "pipeline/cli/one_document.h"

#include <fmt/format.h>

namespace vankho {

Result<DocumentId> FindOneDocument(const Store& store, const std::string& name) {
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> found, store.FindDocuments(name));
  if (found.empty()) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("no document is called \"{}\"; vankho query documents lists them", name));
  }
  if (found.size() == 1) return found.front();
  VK_ASSIGN_OR_RETURN(std::vector<DocumentBrief> briefs, store.Briefs(found));
  std::string names;
  for (const DocumentBrief& brief : briefs) {
    names += fmt::format("\n  {}  {} {} ({})", brief.source.sha256.substr(0, 12), brief.header.number,
                         brief.header.issuer, brief.source.file_name);
  }
  return Fail(ErrorCode::kUsage,
              fmt::format("{} documents are called \"{}\"; name one by the first digits of its SHA-256:{}",
                          found.size(), name, names));
}

}  // namespace vankho
