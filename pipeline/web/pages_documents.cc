// Văn bản: the list, and one document with its scan, its words and its records side by side.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "pipeline/export/file_names.h"
#include "pipeline/export/page_formats.h"
#include "pipeline/query/desk.h"
#include "pipeline/run/give_back.h"
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

int NumberOf(const std::string& text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Html Facts(const Visit& visit, const DocumentBrief& d) {
  Html rows;
  auto row = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) rows += H("<dt>{}</dt><dd>{}</dd>", visit.T(key), value);
  };
  row("doc.number", d.header.number);
  row("doc.issuer", d.header.issuer);
  row("doc.issued", DayText(d.header.issued_date));
  row("doc.place", d.header.issued_place);
  if (d.header.signer) row("doc.signer", d.header.signer->title + " " + d.header.signer->name);
  row("doc.file", d.source.file_name);
  row("doc.pages", std::to_string(d.source.pages));
  row("doc.added", d.added_at.substr(0, 10));
  if (d.partial) row("doc.state", visit.T("doc.partial"));
  return H("<dl class=\"facts\">{}</dl>", rows);
}

Result<Html> Citations(const Visit& visit, DocumentId id) {
  VK_ASSIGN_OR_RETURN(auto citations, QueryCitations(visit.store, id));
  std::vector<DocumentId> ids;
  for (const Citation& citation : citations) {
    if (citation.document) ids.push_back(*citation.document);
  }
  VK_ASSIGN_OR_RETURN(auto briefs, visit.store.Briefs(ids));
  std::map<DocumentId, const DocumentBrief*> by_id;
  for (const DocumentBrief& brief : briefs) by_id[brief.id] = &brief;
  Html cites;
  Html cited_by;
  for (const Citation& citation : citations) {
    const DocumentBrief* brief =
        citation.document && by_id.count(*citation.document) != 0 ? by_id[*citation.document] : nullptr;
    if (citation.cites && brief == nullptr) cites += H("<li>{}</li>", citation.number);
    if (citation.cites && brief != nullptr)
      cites += H("<li><a href=\"{}\">{}</a></li>", DocumentUrl(*brief), citation.number);
    if (!citation.cites && brief != nullptr)
      cited_by += H("<li><a href=\"{}\">{}</a></li>", DocumentUrl(*brief), NameOf(*brief));
  }
  Html all;
  if (!cites.empty()) all += H("<h3>{}</h3><ul>{}</ul>", visit.T("doc.cites"), cites);
  if (!cited_by.empty()) all += H("<h3>{}</h3><ul>{}</ul>", visit.T("doc.cited"), cited_by);
  return all;
}

// Headings with links to their pages.
Html Outline(const Visit& visit, const Document& document, const DocumentBrief& brief) {
  Html items;
  int count = 0;
  constexpr int kMost = 200;
  for (const Section& section : document.sections) {
    std::string heading = Flatten(section.heading.Of(document.text()));
    if (section.level > 3 || heading.empty() || ++count > kMost) continue;
    constexpr std::size_t kLong = 120;
    if (heading.size() > kLong) heading = heading.substr(0, heading.find(' ', kLong - 20)) + " …";
    items += H("<li class=\"level{}\"><a href=\"{}\">{} {}</a></li>", section.level,
               DocumentUrl(brief, document.PageOf(section.body)), section.label, heading);
  }
  return items.empty() ? Html() : H("<h3>{}</h3><ul class=\"outline\">{}</ul>", visit.T("doc.outline"), items);
}

Html RectOf(const Box& box, const Html& attributes) {
  return Html(fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" {}/>", box.left, box.top,
                          box.width(), box.height(), attributes.markup()));
}

// The scan with the records' words over it.
Html ScanView(const Visit& visit, const Page& page, const DocumentBrief& brief, const std::vector<RecordBrief>& records,
              RecordId chosen) {
  Html marks;
  for (const Line& line : page.lines) {
    if (!line.box.empty()) marks += RectOf(line.box, H("class=\"line\" data-line=\"{}\"", line.number));
  }
  for (const RecordBrief& record : records) {
    if (record.page != page.number) continue;
    Html boxes;
    for (const Box& box : record.boxes) boxes += RectOf(box, H("class=\"rec {}\"", record.kind));
    if (boxes.empty()) continue;
    marks += H("<a href=\"{}\" data-record=\"{}\" class=\"{}\" aria-label=\"{}\">{}</a>",
               DocumentUrl(brief, page.number, record.id), record.id, record.id == chosen ? "chosen" : "",
               ForPeople(record.summary), boxes);
  }
  return H(
      "<svg class=\"scan\" viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\"><image "
      "href=\"/documents/{}/pages/{}.jpg\" "
      "width=\"{}\" height=\"{}\"/>{}</svg>",
      page.width_pt, page.height_pt, Say("page.of", visit.language, page.number), brief.source.sha256, page.number,
      page.width_pt, page.height_pt, marks);
}

// What a reader must compare with the page: a number that could not be read, a sum that fails.
Html Remarks(const Visit& visit, const Document& document, const Page& page) {
  Diagnostics remarks = page.diagnostics;
  for (const Diagnostic& remark : document.diagnostics) {
    if (remark.page.value_or(page.number) == page.number) remarks.push_back(remark);
  }
  Html items;
  for (const Diagnostic& remark : remarks) {
    Html line;
    if (remark.line) line = H("<a href=\"#l{}\">{}</a>: ", *remark.line, Say("doc.line", visit.language, *remark.line));
    items += H("<li>{}<span lang=\"en\">{}</span></li>", line, remark.message);
  }
  return items.empty() ? items : H("<div class=\"badge warn remarks\">{}<ul>{}</ul></div>", visit.T("doc.look"), items);
}

// A line whose words are being corrected, or the way there.
Html LineForm(const Visit& visit, const std::string& sha256, const RestoredLine& line, bool open) {
  if (!visit.May(UserRole::kReviewer)) return {};
  if (!open) {
    return H(
        " <a class=\"quiet edit\" href=\"{}#l{}\" aria-label=\"{}\" title=\"{}\">✎</a>",
        UrlWith(visit, {{"page", std::to_string(line.page)}, {"record", ""}, {"edit", std::to_string(line.number)}}),
        line.number, Say("line.edit", visit.language, line.number), visit.T("line.correct"));
  }
  return H(
      "<form class=\"line\" method=\"post\" action=\"/documents/{}/lines\">{}<input type=\"hidden\" name=\"page\" "
      "value=\"{}\"><input type=\"hidden\" name=\"line\" value=\"{}\"><label>{}<input name=\"text\" maxlength=\"1000\" "
      "value=\"{}\" autofocus required></label><label>{}<input name=\"note\" maxlength=\"300\"></label>"
      "<button>{}</button> <a class=\"quiet\" href=\"{}\">{}</a></form>",
      sha256, HiddenCsrf(visit), line.page, line.number, Say("line.edit", visit.language, line.number), line.text,
      visit.T("done.note"), visit.T("done.save"), UrlWith(visit, {{"edit", ""}}), visit.T("line.leave"));
}

// Who corrected a line, and the way back.
using LineJudgements = std::map<int, Judgement>;  // by line
Html Corrected(const Visit& visit, const LineJudgements& judgements, int line) {
  auto found = judgements.find(line);
  if (found == judgements.end()) return {};
  const Judgement& j = found->second;
  Html undo;
  if (visit.May(UserRole::kReviewer)) {
    undo =
        H("<form class=\"inline\" method=\"post\" action=\"/judgements/{}/undo\">{}<button "
          "class=\"quiet\">{}</button></form>",
          j.id, HiddenCsrf(visit), visit.T("undo"));
  }
  return H("<span class=\"by\"><span class=\"badge good\">{}</span> {} · {} {} {}</span>", visit.T("review.corrected"),
           j.who, j.at.substr(0, 10), j.note, undo);
}

Result<LineJudgements> CorrectedLines(const Visit& visit, const std::string& sha256, int page) {
  VK_ASSIGN_OR_RETURN(auto all, visit.store.Judgements(sha256));
  LineJudgements lines;
  for (const Judgement& j : all) {  // newest first
    if (j.kind == "line" && j.page == page && j.undone_at.empty()) lines.emplace(j.line, j);
  }
  return lines;
}

// The lines of the page: restored, and what was seen where that differs.
Html TextView(const Visit& visit, const Document& document, int page, const std::vector<RecordBrief>& records,
              const LineJudgements& corrected) {
  std::map<int, std::vector<RecordId>> by_line;
  for (const RecordBrief& record : records) {
    if (record.page != page) continue;
    for (int line : record.lines) by_line[line].push_back(record.id);
  }
  int edited = NumberOf(visit.Param("edit"), 0);
  Html lines;
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    const RestoredLine& line = document.lines()[i];
    if (line.page != page || line.line_class == LineClass::kBlank) continue;
    std::string ids;
    for (RecordId id : by_line[line.number]) ids += fmt::format("{} ", id);
    const std::string& seen = document.SeenLine(i).text;
    Html raw;
    if (seen != line.text) raw = H("<span class=\"seen\" title=\"{}\">{}</span>", visit.T("doc.seen"), seen);
    bool open = edited == line.number;
    lines +=
        H("<li value=\"{0}\" id=\"l{0}\" class=\"{1}{2}\" data-line=\"{0}\" data-records=\"{3}\"><span "
          "class=\"restored\">{4}</span>{5}{6}{7}</li>\n",
          line.number, Name(line.line_class), ids.empty() ? "" : " has", ids, line.text,
          LineForm(visit, document.source().sha256, line, open), raw, Corrected(visit, corrected, line.number));
  }
  return H("<ol class=\"lines\">{}</ol>", lines);
}

Html RecordList(const Visit& visit, const DocumentBrief& brief, const std::vector<RecordBrief>& records, int page,
                RecordId chosen) {
  Html items;
  for (const RecordBrief& record : records) {
    if (record.page != page) continue;
    Html doubt;
    if (record.confidence < 0.8 || !record.flags.empty())
      doubt = H(" <span class=\"badge warn\">{}</span>", visit.T("state.doubt"));
    if (!record.review.empty()) doubt = H(" <span class=\"badge good\">{}</span>", visit.T("review." + record.review));
    Html review;
    if (visit.May(UserRole::kReviewer))
      review = H(" <a class=\"quiet\" href=\"/review?record={}\">{}</a>", record.id, visit.T("review.this"));
    items +=
        H("<li data-record=\"{}\" class=\"{}{}\" id=\"r{}\"><a href=\"{}\"><span class=\"kind\">{}</span> "
          "{}</a>{}{}</li>\n",
          record.id, record.kind, record.id == chosen ? " chosen" : "", record.id,
          DocumentUrl(brief, record.page, record.id), visit.T("kind." + record.kind), ForPeople(record.summary), doubt,
          review);
  }
  if (items.empty()) return H("<p class=\"empty\">{}</p>", visit.T("doc.norecords"));
  return H("<ul class=\"records\">{}</ul>", items);
}

// How good the picture is that the page was read from, where one was.
Html GradeOf(const Visit& visit, const std::vector<Page>& pages, int now) {
  for (const Page& page : pages) {
    if (page.number != now || page.grade == PageGrade::kNone || page.grade == PageGrade::kText) continue;
    const std::string key = fmt::format("grade.{}", Name(page.grade));
    return H(" <span class=\"{}\">{}</span>", Html(page.grade == PageGrade::kBad ? "badge warn" : "soft"),
             visit.T(key));
  }
  return {};
}

Html PageLinks(const Visit& visit, const DocumentBrief& brief, const std::vector<Page>& pages, int now) {
  Html links;
  auto link = [&](int page, std::string_view text, const char* rel) {
    links += H("<a href=\"{}\"{}{}>{}</a> ", DocumentUrl(brief, page),
               Html(page == now ? " aria-current=\"page\"" : ""), Html(rel), text);
  };
  if (now > 1) link(now - 1, "←", " rel=\"prev\"");
  int last = static_cast<int>(pages.size());
  for (int page = 1; page <= last; ++page) {
    if (page == 1 || page == last || std::abs(page - now) <= 4) link(page, std::to_string(page), "");
    if (page != 1 && page != last && std::abs(page - now) == 5) links += Html("… ");
  }
  if (now < last) link(now + 1, "→", " rel=\"next\"");
  return H("<p class=\"pager\"><span>{}</span> {}{}</p>", visit.T("doc.page"), links, GradeOf(visit, pages, now));
}

Result<DocumentId> Named(const Visit& visit) {
  VK_ASSIGN_OR_RETURN(auto ids, visit.store.FindDocuments(visit.request.matches[1].str()));
  if (ids.empty()) return Fail(ErrorCode::kNotFound, "this document is not in the store, or was taken out");
  return ids.front();
}

}  // namespace

Result<Reply> DocumentsPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, 50, 500));
  filter.limit = slice.limit;
  filter.offset = slice.offset;
  VK_ASSIGN_OR_RETURN(auto answers, QueryDocuments(visit.store, filter));
  Html rows;
  for (const DocumentAnswer& answer : answers.items) {
    const DocumentBrief& d = answers.DocumentOf(answer);
    rows +=
        H("<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}<br><span class=\"soft\">{}</span></td><td "
          "class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
          DocumentUrl(d), NameOf(d), DayText(d.header.issued_date),
          d.header.title.empty() ? d.source.file_name : d.header.title, d.header.issuer, d.source.pages,
          answer.deadlines, answer.assignments, answer.criteria);
  }
  Html form =
      H("<form class=\"filter\" method=\"get\" role=\"search\"><label>{}<input type=\"search\" name=\"issuer\" "
        "value=\"{}\"></label>"
        "<label>{}<input type=\"search\" name=\"index\" value=\"{}\"></label><label>{}<input type=\"number\" "
        "name=\"year\" value=\"{}\"></label><button>{}</button></form>",
        visit.T("doc.issuer"), visit.Param("issuer"), visit.T("filter.index"), visit.Param("index"),
        visit.T("filter.year"), visit.Param("year"), visit.T("filter.go"));
  Html table =
      H("<table class=\"list\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th><th "
        "scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th></tr></thead><tbody>{}</tbody></table>",
        visit.T("doc.number"), visit.T("doc.issued"), visit.T("doc.title"), visit.T("doc.pages"),
        visit.T("nav.deadlines"), visit.T("col.duties"), visit.T("nav.criteria"), rows);
  if (answers.items.empty()) table = H("<p class=\"empty\">{}</p>", visit.T("documents.empty"));
  if (!answers.items.empty()) table += ExportLinks(visit, "documents", {"csv", "xlsx", "jsonl"});
  return HtmlReply(Layout(visit, {std::string(visit.T("nav.documents")), "nav.documents", {}, true},
                          H("{}{}{}", form, Pager(visit, slice, answers.items.size(), answers.total), table)));
}

namespace {

// The original; given back with a text layer where it has pages; the text.
Html Downloads(const Visit& visit, const DocumentBrief& brief) {
  const std::string& sha256 = brief.source.sha256;
  Html links = H("<a href=\"/documents/{}/original\" download>{}</a>", sha256, visit.T("doc.original"));
  if (brief.source.media_type != MediaType::kText) {
    links += H("<br><a href=\"/documents/{}/searchable.pdf\" download>{}</a>", sha256, visit.T("doc.searchable"));
  }
  links += H("<br><a href=\"/documents/{}/text.txt\" download>{}</a>", sha256, visit.T("doc.textfile"));
  return H("<p>{}</p>", links);
}

}  // namespace

Result<Reply> DocumentPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(DocumentId id, Named(visit));
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(id));
  VK_ASSIGN_OR_RETURN(Document document, visit.store.LoadDocument(id));
  VK_ASSIGN_OR_RETURN(auto records, QueryRecordsOf(visit.store, id));
  VK_ASSIGN_OR_RETURN(Html citations, Citations(visit, id));
  RecordId chosen = NumberOf(visit.Param("record"), 0);
  int number = NumberOf(visit.Param("page"), 0);
  for (const RecordBrief& record : records) {
    if (number == 0 && record.id == chosen) number = record.page;
  }
  number = std::max(number, 1);
  auto page =
      std::find_if(document.pages().begin(), document.pages().end(), [&](const Page& p) { return p.number == number; });
  Html title = H("{}", brief.header.title.empty() ? brief.source.file_name : brief.header.title);
  Html side = Facts(visit, brief);
  side += Downloads(visit, brief);
  side += citations;
  side += Outline(visit, document, brief);
  VK_ASSIGN_OR_RETURN(LineJudgements corrected, CorrectedLines(visit, brief.source.sha256, number));
  Html body;
  if (page == document.pages().end()) {
    body = H("<p class=\"empty\">{}</p>", visit.T("doc.nopages"));
  } else {
    Html scan = page->width_pt > 0 && brief.source.media_type != MediaType::kText
                    ? ScanView(visit, *page, brief, records, chosen)
                    : H("<p class=\"empty\">{}</p>", visit.T("doc.noscan"));
    Html failed = Remarks(visit, document, *page);
    if (page->origin == PageOrigin::kFailed)
      failed += H("<p class=\"badge warn\">{}: {}</p>", visit.T("doc.failed"), page->reason);
    body =
        H("{}{}<div class=\"split\"><section class=\"pane\" aria-label=\"{}\">{}</section><section class=\"pane\" "
          "aria-label=\"{}\"><h2>{}</h2>{}<h2>{}</h2>{}</section></div>",
          PageLinks(visit, brief, document.pages(), number), failed, visit.T("doc.scan"), scan, visit.T("doc.text"),
          visit.T("doc.records"), RecordList(visit, brief, records, number, chosen), visit.T("doc.text"),
          TextView(visit, document, number, records, corrected));
  }
  return HtmlReply(Layout(
      visit, {brief.header.title.empty() ? NameOf(brief) : brief.header.title, "nav.documents", {"document.js"}, true},
      H("<details class=\"about\"{}><summary>{}</summary>{}</details>{}", Html(records.empty() ? " open" : ""),
        NameOf(brief) + " · " + brief.header.issuer, side, body)));
}

Result<Reply> PagePicture(Visit& visit) {
  VK_ASSIGN_OR_RETURN(DocumentId id, Named(visit));
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(id));
  int page = NumberOf(visit.request.matches[2].str(), 0);
  int dpi = std::clamp(NumberOf(visit.Param("dpi"), 110), 40, 220);
  dpi = dpi <= 80 ? 60 : dpi <= 140 ? 110 : 200;
  Reply reply;
  VK_ASSIGN_OR_RETURN(reply.body, visit.site.pictures.Draw(brief.source.sha256,
                                                           visit.store.OriginalPath(brief.source.sha256), page, dpi));
  reply.type = "image/jpeg";
  reply.headers.emplace_back("Cache-Control", "private, max-age=604800, immutable");
  return reply;
}

// The file as it came; always to be saved, never shown in our name.
Result<Reply> OriginalFile(Visit& visit) {
  VK_ASSIGN_OR_RETURN(DocumentId id, Named(visit));
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(id));
  Reply reply;
  VK_ASSIGN_OR_RETURN(reply.body, visit.store.Original(id));
  reply.type = "application/octet-stream";
  reply.headers.emplace_back("Content-Disposition",
                             "attachment; filename*=UTF-8''" + EscapeUrl(brief.source.file_name));
  return reply;
}

Result<Reply> GivenBackFile(Visit& visit) {
  constexpr auto kPatience = std::chrono::seconds(60);  // for a person who waits
  VK_ASSIGN_OR_RETURN(DocumentId id, Named(visit));
  VK_ASSIGN_OR_RETURN(Document document, visit.store.LoadDocument(id));
  bool pdf = visit.request.matches[2].str() == "pdf";
  Reply reply;
  if (pdf) {
    VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(id));
    VK_ASSIGN_OR_RETURN(std::string original, visit.store.Original(id));
    ChildLimits limits;
    limits.time = kPatience;
    auto given = GiveBackPdf(document, original, {brief.header.title, ""}, limits);
    if (!given && given.error().code == ErrorCode::kInvalidInput) {  // the file's fault, not the desk's
      return Fail(ErrorCode::kUnsupported, given.error().message);
    }
    if (!given) return Fail(given.error());
    reply.body = std::move(given->bytes);
  } else {
    reply.body = WritePageText(document);
  }
  reply.type = pdf ? "application/pdf" : "text/plain; charset=utf-8";
  std::string name = SafeFileName(WithoutExtension(document.source().file_name)) + (pdf ? "-searchable.pdf" : ".txt");
  reply.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + EscapeUrl(name));
  return reply;
}

}  // namespace vankho
