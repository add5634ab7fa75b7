#include "pipeline/web/layout.h"

#include <array>

#include "pipeline/web/assets.h"

namespace vankho {
namespace {

struct Entry {
  std::string_view key;
  const char* path;
};
constexpr std::array<Entry, 7> kNavigation{{{"nav.deadlines", "/"},
                                            {"nav.agencies", "/agencies"},
                                            {"nav.criteria", "/criteria"},
                                            {"nav.documents", "/documents"},
                                            {"nav.search", "/search"},
                                            {"nav.review", "/review"},
                                            {"nav.import", "/import"}}};

Html Navigation(const Visit& visit, std::string_view lit) {
  Html items;
  for (const Entry& entry : kNavigation) {
    items += H("<li><a href=\"{}\"{}>{}</a></li>", entry.path, Html(entry.key == lit ? " aria-current=\"page\"" : ""),
               visit.T(entry.key));
  }
  return H("<nav aria-label=\"{}\"><ul>{}</ul></nav>", visit.T("nav.label"), items);
}

Html LanguageSwitch(const Visit& visit) {
  bool english = visit.language == Language::kEnglish;
  return H("<a class=\"lang\" lang=\"{}\" hreflang=\"{}\" href=\"{}\">{}</a>", english ? "vi" : "en",
           english ? "vi" : "en", UrlWith(visit, {{"lang", english ? "vi" : "en"}}),
           english ? "Tiếng Việt" : "English");
}

}  // namespace

Html Layout(const Visit& visit, const PageFrame& frame, const Html& body) {
  Html scripts;
  for (const std::string& script : frame.scripts)
    scripts += H("<script type=\"module\" src=\"{}\"></script>", AssetUrl(script));
  Html who;
  if (visit.visitor && visit.visitor->local) who = H("<span class=\"who\">{}</span>", visit.visitor->name);
  if (visit.visitor && !visit.visitor->local) {
    who =
        H("<form class=\"who\" method=\"post\" action=\"/logout\">{}<span>{}</span><button "
          "class=\"quiet\">{}</button></form>",
          HiddenCsrf(visit), visit.visitor->name, visit.T("login.out"));
  }
  return H(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"csrf\" content=\"{}\">\n"
      "<title>{} · Văn khố</title>\n<link rel=\"icon\" href=\"{}\">\n<link rel=\"stylesheet\" "
      "href=\"{}\">\n{}</head>\n<body>\n"
      "<a class=\"skip\" href=\"#main\">{}</a>\n<header class=\"top\"><a class=\"brand\" href=\"/\">Văn "
      "khố</a>{}{}{}</header>\n"
      "<main id=\"main\" class=\"{}\" tabindex=\"-1\">\n<h1>{}</h1>\n{}\n</main>\n</body>\n</html>\n",
      Name(visit.language), visit.csrf, frame.title, AssetUrl("icon.svg"), AssetUrl("desk.css"), scripts,
      visit.T("nav.skip"), Navigation(visit, frame.section), who, LanguageSwitch(visit), frame.wide ? "wide" : "",
      frame.title, body);
}

Html ErrorPage(const Visit& visit, ErrorCode code, std::string_view detail) {
  std::string key = "error." + std::string(Name(code));
  Html more;
  if (!detail.empty()) more = H("<p class=\"detail\" lang=\"en\">{}</p>", detail);
  return Layout(visit, {std::string(visit.T("error.title")), "", {}, false},
                H("<p class=\"lead\">{}</p>{}<p><a href=\"/\">{}</a></p>", visit.T(key), more, visit.T("error.home")));
}

std::string DayText(const std::optional<PartialDate>& date) { return date ? date->ToVietnamese() : std::string(); }

std::string ForPeople(std::string_view summary) {
  std::string out;
  auto digit = [&](std::size_t at) { return at < summary.size() && summary[at] >= '0' && summary[at] <= '9'; };
  for (std::size_t i = 0; i < summary.size(); ++i) {
    bool begins = digit(i) && (i == 0 || !digit(i - 1));
    auto date = begins ? PartialDate::FromIso(summary.substr(i, 10)) : std::nullopt;
    if (date && date->HasDay()) {
      out += date->ToVietnamese();
      i += 9;
      continue;
    }
    // The points of a record stand behind " · " as plain decimals.
    bool decimal = summary[i] == '.' && i > 0 && digit(i - 1) && digit(i + 1) && out.find(" · ") != std::string::npos;
    out += decimal ? ',' : summary[i];
  }
  return out;
}

std::string NameOf(const DocumentBrief& document) {
  return document.header.number.empty() ? document.source.file_name : document.header.number;
}

std::string DocumentUrl(const DocumentBrief& document, int page, RecordId record) {
  std::string url = "/documents/" + document.source.sha256.substr(0, 16);
  if (page > 0) url += fmt::format("?page={}", page);
  if (record > 0) url += fmt::format("{}record={}", page > 0 ? "&" : "?", record);
  return url;
}

Html Pager(const Visit& visit, const Slice& slice, std::size_t shown, std::size_t total) {
  if (total == 0) return {};
  Html links;
  if (slice.offset > 0) {
    std::size_t before = slice.offset > slice.limit ? slice.offset - slice.limit : 0;
    links += H("<a rel=\"prev\" href=\"{}\">← {}</a>",
               UrlWith(visit, {{"after", before == 0 ? "" : std::to_string(before)}}), visit.T("pager.before"));
  }
  if (slice.offset + shown < total) {
    links += H("<a rel=\"next\" href=\"{}\">{} →</a>",
               UrlWith(visit, {{"after", std::to_string(slice.offset + shown)}}), visit.T("pager.after"));
  }
  return H("<p class=\"pager\">{} {}</p>",
           Say("pager.range", visit.language, slice.offset + 1, slice.offset + shown, total), links);
}

Html ExportLinks(const Visit& visit, std::string_view name, std::initializer_list<const char*> formats,
                 std::vector<std::pair<std::string, std::string>> changes) {
  for (const char* own : {"after", "limit", "lang", "view", "month"}) changes.emplace_back(own, "");
  std::string query = UrlWith(visit, changes);
  query = query.find('?') == std::string::npos ? "" : query.substr(query.find('?'));
  Html links;
  for (const char* format : formats) {
    links += H("<a href=\"/export/{}.{}{}\">{}</a> ", name, format, query, visit.T(std::string("export.") + format));
  }
  return H("<p class=\"out\">{} {}</p>", visit.T("export.label"), links);
}

Html HiddenCsrf(const Visit& visit) { return H("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", visit.csrf); }

}  // namespace vankho
