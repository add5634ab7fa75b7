// Nạp: what was offered, what became of it and why, and the way in for new files.
#include <set>

#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

constexpr std::size_t kFailuresCounted = 1000;

Html UploadForm(const Visit& visit) {
  if (!visit.May(UserRole::kReviewer)) return {};
  return H(
      "<form class=\"drop\" id=\"upload\" method=\"post\" action=\"/import\" enctype=\"multipart/form-data\">{}"
      "<p><label for=\"files\">{}</label></p><input type=\"file\" id=\"files\" name=\"file\" multiple "
      "accept=\".pdf,.tif,.tiff,.png,.jpg,.jpeg,.txt\"> <button>{}</button>"
      "<ul id=\"uploads\" aria-live=\"polite\"></ul></form>",
      HiddenCsrf(visit), visit.T("import.drop"), visit.T("import.send"));
}

Html Uploads(const Visit& visit) {
  Html items;
  for (const UploadState& upload : visit.site.importer.States()) {
    items += H("<li class=\"{}\"><b>{}</b> {} <span class=\"soft\">{}</span></li>", upload.state, upload.name,
               visit.T("outcome." + upload.state), upload.message);
  }
  return items.empty() ? Html() : H("<h2>{}</h2><ul class=\"uploads\">{}</ul>", visit.T("import.running"), items);
}

// The way back for what failed: one button for all of it.
Html RetryForm(const Visit& visit, std::int64_t pages, std::size_t files) {
  if (!visit.May(UserRole::kReviewer) || pages + static_cast<std::int64_t>(files) == 0) return {};
  return H(
      "<form class=\"retry\" method=\"post\" action=\"/import/retry\">{}<span>{}</span> <button>{}</button></form>",
      HiddenCsrf(visit), Say("import.failed", visit.language, pages, files), visit.T("import.retry"));
}

}  // namespace

Result<Reply> RetryFailed(Visit& visit) {
  UploadState state = visit.site.importer.Retry(std::string(visit.T("import.retry")));
  VK_RETURN_IF_ERROR(visit.site.stores.Write(
      [&](Store& store) { return store.Log(visit.actor(), "retry", "", fmt::format("job {}", state.id)); }));
  return SeeOther("/import");
}

Result<Reply> ImportPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, 100, 500));
  std::optional<Outcome> outcome = OutcomeFromName(visit.Param("outcome"));
  VK_ASSIGN_OR_RETURN(auto ledger, visit.store.Ledger(outcome, slice.offset + slice.limit));
  VK_ASSIGN_OR_RETURN(auto statistics, visit.store.Statistics());
  VK_ASSIGN_OR_RETURN(auto failures, visit.store.Ledger(Outcome::kFailed, kFailuresCounted));
  std::set<std::string> failed;
  for (const LedgerEntry& entry : failures) failed.insert(entry.path);
  Html tabs;
  for (const char* name : {"", "failed", "partial", "ingested", "duplicate"}) {
    tabs += H("<li><a href=\"{}\"{}>{}</a></li>", UrlWith(visit, {{"outcome", name}, {"after", ""}}),
              Html(visit.Param("outcome") == name ? " aria-current=\"true\"" : ""),
              visit.T(*name == 0 ? "review.all" : std::string("outcome.") + name));
  }
  Html rows;
  for (std::size_t i = slice.offset; i < ledger.size(); ++i) {
    const LedgerEntry& e = ledger[i];
    std::size_t slash = e.path.find_last_of('/');
    std::string file = slash == std::string::npos ? e.path : e.path.substr(slash + 1);
    Html name = e.document ? H("<a href=\"/documents/{}\">{}</a>", e.sha256.substr(0, 16), file) : H("{}", file);
    Html reason;
    if (e.error_code) reason = H("<b>{}</b><br>", visit.T("error." + std::string(Name(*e.error_code))));
    rows +=
        H("<tr><td class=\"soft\">{} {}</td><td>{}</td><td><span class=\"badge {}\">{}</span></td><td>{}<span "
          "class=\"soft\" lang=\"en\">{}</span></td></tr>\n",
          e.at.substr(0, 10), e.at.substr(11, 5), name, e.outcome == Outcome::kFailed ? "warn" : "plain",
          visit.T("outcome." + std::string(Name(e.outcome))), reason, e.message);
  }
  Html table =
      H("<table class=\"list\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{}</tbody></table>",
        visit.T("import.when"), visit.T("doc.file"), visit.T("col.state"), visit.T("import.reason"), rows);
  if (rows.empty()) table = H("<p class=\"empty\">{}</p>", visit.T("import.empty"));
  Html older;
  if (ledger.size() == slice.offset + slice.limit)
    older = H("<p class=\"pager\"><a rel=\"next\" href=\"{}\">{} →</a></p>",
              UrlWith(visit, {{"after", std::to_string(ledger.size())}}), visit.T("pager.after"));
  return HtmlReply(
      Layout(visit, {std::string(visit.T("nav.import")), "nav.import", {"import.js"}, false},
             H("<p class=\"soft\">{}</p>{}{}<ul class=\"tabs\">{}</ul>{}{}",
               Say("import.store", visit.language, statistics.documents, statistics.pages, statistics.records),
               UploadForm(visit), H("{}{}", RetryForm(visit, statistics.failed_pages, failed.size()), Uploads(visit)),
               tabs, table, older)));
}

}  // namespace vankho
