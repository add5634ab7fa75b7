#include "pipeline/export/export.h"

namespace vankho {

Result<void> ExportRecords(const Store& store, const Sink& sink) {
  VK_ASSIGN_OR_RETURN(std::vector<DocumentId> documents, store.AllDocuments());
  return ExportRecords(store, documents, sink);
}

Result<void> ExportRecords(const Store& store, const std::vector<DocumentId>& documents, const Sink& sink) {
  for (DocumentId id : documents) {
    VK_ASSIGN_OR_RETURN(DocumentBrief brief, store.Brief(id));
    VK_ASSIGN_OR_RETURN(Records records, store.LoadRecords(id));
    VK_RETURN_IF_ERROR(sink(Dump(ToJson(brief.source, records)) + "\n"));
  }
  return {};
}

}  // namespace vankho
