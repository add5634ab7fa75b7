#include "pipeline/document/json.h"
#include "pipeline/store/store_impl.h"

namespace vankho {

Result<void> Store::KeepPages(const std::vector<PageInHand>& pages) {
  if (pages.empty()) return {};
  return impl_->In([&]() -> Result<void> {
    SQLite::Transaction transaction(*impl_->db, SQLite::TransactionBehavior::IMMEDIATE);
    // A document that somebody else completed meanwhile needs its pages no more.
    SQLite::Statement insert(*impl_->db,
                             "INSERT OR REPLACE INTO pages_in_hand SELECT ?1, ?2, ?3, ?4 "
                             "WHERE NOT EXISTS (SELECT 1 FROM documents WHERE sha256 = ?1)");
    for (const PageInHand& kept : pages) {
      vankho::Run(insert, kept.sha256, kept.reader, kept.page.number, Dump(ToJson(kept.page)));
    }
    transaction.commit();
    return {};
  });
}

Result<std::vector<Page>> Store::PagesInHand(std::string_view sha256, std::string_view reader) const {
  return impl_->In([&]() -> Result<std::vector<Page>> {
    std::vector<Page> pages;
    ForEachRow(*impl_->db, "SELECT number, page FROM pages_in_hand WHERE sha256 = ? AND reader = ? ORDER BY number",
               {std::string(sha256), std::string(reader)}, [&](const Row& row) {
                 auto json = ParseJson(row.Text(1));
                 auto page = json ? PageFromJson(*json) : tl::unexpected<Error>(json.error());
                 // A damaged row is a page that was not read.
                 if (page && page->number == row.Int(0)) pages.push_back(*std::move(page));
               });
    return pages;
  });
}

Result<void> Store::DropPages(std::string_view sha256) {
  return impl_->In([&]() -> Result<void> {
    Unit unit = impl_->Begin();
    SQLite::Statement drop(*impl_->db, "DELETE FROM pages_in_hand WHERE sha256 = ?");
    vankho::Run(drop, sha256);
    unit.Commit();
    return {};
  });
}

}  // namespace vankho
