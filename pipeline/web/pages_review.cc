// Duyệt: one doubtful record after the other, the most consequential first, with its strip of the scan above its
// fields.
#include <algorithm>
#include <charconv>

#include "pipeline/query/desk.h"
#include "pipeline/run/line_corrections.h"
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

std::int64_t IdIn(const std::string& text) {
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

// A box of the scanner's page on the page turned upright.
Box Turned(const Box& box, const PageShape& page) {
  if (page.turned_degrees == 90) return {page.height_pt - box.bottom, box.left, page.height_pt - box.top, box.right};
  if (page.turned_degrees == 270) return {box.top, page.width_pt - box.right, box.bottom, page.width_pt - box.left};
  if (page.turned_degrees != 180) return box;
  return {page.width_pt - box.right, page.height_pt - box.bottom, page.width_pt - box.left, page.height_pt - box.top};
}

// The same turn as an SVG transformation.
std::string TurnOf(const PageShape& page) {
  if (page.turned_degrees == 90) return fmt::format("translate({:.2f} 0) rotate(90)", page.height_pt);
  if (page.turned_degrees == 270) return fmt::format("translate(0 {:.2f}) rotate(270)", page.width_pt);
  if (page.turned_degrees == 180)
    return fmt::format("translate({:.2f} {:.2f}) rotate(180)", page.width_pt, page.height_pt);
  return "";
}

// The lines of the record cut out of the scan, upright, as wide as the page.
Result<Html> Strip(const Visit& visit, const RecordBrief& record, const DocumentBrief& brief) {
  VK_ASSIGN_OR_RETURN(auto page, QueryPageShape(visit.store, record.document, record.page));
  if (!page || page->width_pt <= 0 || record.boxes.empty() || brief.source.media_type == MediaType::kText)
    return Html();
  Box whole = Turned({0, 0, page->width_pt, page->height_pt}, *page);
  Box all;
  Html marks;
  for (const Box& box : record.boxes) {
    Box turned = Turned(box, *page);
    all = Cover(all, turned);
    marks +=
        Html(fmt::format("<rect class=\"rec chosen\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
                         turned.left, turned.top, turned.width(), turned.height()));
  }
  constexpr double kMargin = 16;
  constexpr double kMostHeight = 260;
  double top = std::max(0.0, all.top - kMargin);
  double height = std::min({whole.bottom - top, all.height() + 2 * kMargin, kMostHeight});
  return H(
      "<svg class=\"strip\" viewBox=\"0 {} {} {}\" role=\"img\" aria-label=\"{}\"><image "
      "href=\"/documents/{}/pages/{}.jpg\" width=\"{}\" height=\"{}\" transform=\"{}\"/>{}</svg>",
      top, whole.right, height, visit.T("review.strip"), brief.source.sha256, record.page, page->width_pt,
      page->height_pt, TurnOf(*page), marks);
}

Result<Html> Fields(const Visit& visit, const RecordBrief& record) {
  Html fields;
  for (const CorrectableField& field : CorrectableFields()) {
    if (field.kind != record.kind) continue;
    VK_ASSIGN_OR_RETURN(std::string value, visit.store.FieldValue(record.id, field.name));
    std::string label = "field." + std::string(field.name);
    bool wide = field.type == FieldType::kText || field.type == FieldType::kAgencies;
    fields += H(
        "<label class=\"{}\">{}<input name=\"field.{}\" value=\"{}\" autocomplete=\"off\" maxlength=\"2000\"></label>",
        wide ? "wide" : "", visit.T(label), field.name, value);
  }
  return fields;
}

Result<Html> Card(const Visit& visit, const RecordBrief& record) {
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(record.document));
  VK_ASSIGN_OR_RETURN(Html strip, Strip(visit, record, brief));
  VK_ASSIGN_OR_RETURN(Html fields, Fields(visit, record));
  Html reasons;
  for (const std::string& flag : record.flags)
    reasons += H("<span class=\"badge warn\">{}</span> ", visit.T("flag." + flag));
  reasons += H("<span class=\"badge plain\">{}</span>",
               Say("review.confidence", visit.language, static_cast<int>(record.confidence * 100)));
  if (!record.review.empty()) reasons += H(" <span class=\"badge good\">{}</span>", visit.T("review." + record.review));
  Html seen;
  if (record.ocr_text != record.text)
    seen = H("<p class=\"seen\">{}: <q>{}</q></p>", visit.T("doc.seen"), record.ocr_text);
  return H(
      "<article class=\"card\" data-record=\"{}\"><h2><span class=\"kind\">{}</span> <a href=\"{}\">{} · "
      "{}</a></h2><p>{}</p>{}"
      "<p class=\"words\">“{}”</p>{}<form method=\"post\" action=\"/records/{}/judge\" id=\"judge\">{}<div "
      "class=\"fields\">{}</div>"
      "<label class=\"wide\">{}<input name=\"note\" maxlength=\"300\"></label>"
      "<p class=\"actions\"><button name=\"verb\" value=\"confirm\" data-key=\"d\">{} <kbd>D</kbd></button>"
      "<button name=\"verb\" value=\"correct\" data-key=\"s\">{} <kbd>S</kbd></button>"
      "<button name=\"verb\" value=\"reject\" data-key=\"x\">{} <kbd>X</kbd></button>"
      "<a class=\"button quiet\" data-key=\"n\" href=\"{}\">{} <kbd>N</kbd></a></p></form></article>",
      record.id, visit.T("kind." + record.kind), DocumentUrl(brief, record.page, record.id), NameOf(brief),
      Say("page.of", visit.language, record.page), reasons, strip, record.text, seen, record.id, HiddenCsrf(visit),
      fields, visit.T("done.note"), visit.T("review.confirm"), visit.T("review.correct"), visit.T("review.reject"),
      UrlWith(visit, {{"after", std::to_string(IdIn(visit.Param("after")) + 1)}, {"did", ""}, {"record", ""}}),
      visit.T("review.next"));
}

// After an action: what was done, with the way back, and where the same confusion stands.
Result<Html> Banner(const Visit& visit) {
  std::int64_t did = IdIn(visit.Param("did"));
  if (did == 0) return Html();
  VK_ASSIGN_OR_RETURN(auto latest, visit.store.Judgements("", 500));
  auto found = std::find_if(latest.begin(), latest.end(), [&](const Judgement& j) { return j.id == did; });
  if (found == latest.end() || !found->undone_at.empty()) return Html();
  Html alike;
  if (found->verb == Verb::kCorrect && found->record) {
    VK_ASSIGN_OR_RETURN(auto ids, QueryAlike(visit.store, *found->record, found->field, found->machine_value));
    if (!ids.empty()) {
      alike =
          H("<form method=\"post\" action=\"/judgements/{}/alike\">{}<button data-key=\"a\">{} "
            "<kbd>A</kbd></button></form>",
            did, HiddenCsrf(visit), Say("review.alike", visit.language, ids.size()));
    }
  }
  return H(
      "<div class=\"banner\" role=\"status\"><span>{}</span><form method=\"post\" "
      "action=\"/judgements/{}/undo\">{}<input type=\"hidden\" name=\"back\" value=\"/review\"><button class=\"quiet\" "
      "data-key=\"u\">{} <kbd>U</kbd></button></form>{}</div>",
      visit.T("did." + std::string(Name(found->verb))), did, HiddenCsrf(visit), visit.T("undo"), alike);
}

Html History(const Visit& visit, const std::vector<Judgement>& judgements) {
  Html rows;
  for (const Judgement& j : judgements) {
    Html undo;
    if (j.undone_at.empty()) {
      undo =
          H("<form method=\"post\" action=\"/judgements/{}/undo\">{}<input type=\"hidden\" name=\"back\" "
            "value=\"/review\"><button class=\"quiet\">{}</button></form>",
            j.id, HiddenCsrf(visit), visit.T("undo"));
    } else {
      undo = H("<span class=\"soft\">{} {}</span>", visit.T("undone"), j.undone_by);
    }
    auto shown = [](const std::optional<std::string>& value) { return value.value_or("–"); };
    std::string change = j.verb == Verb::kCorrect ? shown(j.machine_value) + " → " + shown(j.value) : j.field;
    rows += H("<tr><td class=\"soft\">{}</td><td>{}</td><td>{}</td><td>{} {}</td><td>{}</td><td>{}</td></tr>",
              j.at.substr(0, 16), j.who, visit.T("did." + std::string(Name(j.verb))), visit.T("kind." + j.kind),
              j.field.empty() ? "" : "· " + j.field, change, undo);
  }
  if (rows.empty()) return {};
  return H(
      "<details class=\"history\"><summary>{}</summary><table class=\"list\"><tbody>{}</tbody></table><p "
      "class=\"out\"><a href=\"/api/v1/corrections\">{}</a></p></details>",
      visit.T("review.history"), rows, visit.T("review.training"));
}

}  // namespace

Result<Reply> ReviewPage(Visit& visit) {
  std::string kind = visit.Param("kind");
  auto skip = static_cast<std::size_t>(std::clamp<std::int64_t>(IdIn(visit.Param("after")), 0, 100'000));
  VK_ASSIGN_OR_RETURN(auto queue, QueryReview(visit.store, kind, 12, skip));
  std::optional<RecordBrief> chosen;
  if (std::int64_t id = IdIn(visit.Param("record")); id != 0) {
    VK_ASSIGN_OR_RETURN(chosen, QueryRecord(visit.store, id));
  }
  if (!chosen && !queue.items.empty()) chosen = queue.items.front().record;
  VK_ASSIGN_OR_RETURN(Html banner, Banner(visit));
  Html body = banner;
  Html kinds;
  for (const char* name : {"", "deadline", "criterion", "target", "assignment", "rating_band", "reference"}) {
    kinds += H("<li><a href=\"{}\"{}>{}</a></li>",
               UrlWith(visit, {{"kind", name}, {"after", ""}, {"did", ""}, {"record", ""}}),
               Html(kind == name ? " aria-current=\"true\"" : ""),
               visit.T(*name == 0 ? "review.all" : std::string("kind.") + name));
  }
  body += H("<ul class=\"tabs\">{}</ul><p class=\"soft\">{}</p>", kinds,
            Say("review.waiting", visit.language, queue.waiting));
  if (chosen) {
    VK_ASSIGN_OR_RETURN(Html card, Card(visit, *chosen));
    Html next;
    for (const ReviewItem& item : queue.items) {
      if (item.record.id == chosen->id) continue;
      next +=
          H("<li><a href=\"/review?record={}\"><span class=\"kind\">{}</span> {}</a> <span "
            "class=\"soft\">{}%</span></li>",
            item.record.id, visit.T("kind." + item.record.kind),
            item.record.summary.empty() ? item.record.text : ForPeople(item.record.summary),
            static_cast<int>(item.record.confidence * 100));
    }
    body += H("<div class=\"review\">{}<aside aria-label=\"{}\"><h2>{}</h2><ol class=\"queue\">{}</ol></aside></div>",
              card, visit.T("review.queue"), visit.T("review.queue"), next);
  } else {
    body += H("<p class=\"empty\">{}</p>", visit.T("review.empty"));
  }
  VK_ASSIGN_OR_RETURN(auto judgements, visit.store.Judgements("", 50));
  body += History(visit, judgements);
  return HtmlReply(Layout(visit, {std::string(visit.T("nav.review")), "nav.review", {"review.js"}, true}, body));
}

Result<Reply> JudgeRecord(Visit& visit) {
  std::int64_t record = IdIn(visit.request.matches[1].str());
  auto verb = VerbFromName(visit.Param("verb"));
  if (!verb) return Fail(ErrorCode::kUsage, "verb is confirm, correct or reject");
  std::vector<NewJudgement> judgements;
  if (*verb == Verb::kCorrect) {
    VK_ASSIGN_OR_RETURN(auto brief, QueryRecord(visit.store, record));
    if (!brief) return Fail(ErrorCode::kNotFound, "this record is gone; the document may have been read anew");
    for (const CorrectableField& field : CorrectableFields()) {
      std::string name = "field." + std::string(field.name);
      if (field.kind != brief->kind || !visit.request.has_param(name)) continue;
      VK_ASSIGN_OR_RETURN(std::string now, visit.store.FieldValue(record, field.name));
      if (visit.Param(name) != now)
        judgements.push_back({record, "", *verb, std::string(field.name), visit.Param(name), visit.Param("note")});
    }
    if (judgements.empty()) return SeeOther(fmt::format("/review?record={}", record));
  } else {
    judgements.push_back({record, "", *verb, "", "", visit.Param("note")});
  }
  VK_ASSIGN_OR_RETURN(auto ids,
                      visit.site.stores.Write([&](Store& store) { return store.Judge(judgements, visit.actor()); }));
  return SeeOther(fmt::format("/review?did={}", ids.back()));
}

Result<Reply> MarkDone(Visit& visit) {
  std::int64_t record = IdIn(visit.request.matches[1].str());
  std::string day = visit.Param("day");
  if (!day.empty() && !PartialDate::FromIso(day)) return Fail(ErrorCode::kUsage, "day wants YYYY-MM-DD");
  VK_RETURN_IF_ERROR(visit.site.stores.Write([&](Store& store) {
    return store.Judge({{record, "", Verb::kDone, day, "", visit.Param("note")}}, visit.actor());
  }));
  return SeeOther(visit.Back("/"));
}

Result<void> Undo(Visit& visit, std::int64_t id) {
  VK_ASSIGN_OR_RETURN(auto judgements, visit.store.Judgements());
  auto found = std::find_if(judgements.begin(), judgements.end(), [&](const Judgement& j) { return j.id == id; });
  if (found == judgements.end()) return Fail(ErrorCode::kNotFound, "no such judgement");
  if (found->kind != "line") {
    return visit.site.stores.Write([&](Store& store) { return store.UndoJudgement(id, visit.actor()); });
  }
  VK_ASSIGN_OR_RETURN(Chain chain, visit.site.chain.Get());
  return UndoLineCorrection(visit.store, chain, *found, visit.actor(),
                            [&](const auto& body) { return visit.site.stores.Write(body); });
}

Result<Reply> CorrectLineWords(Visit& visit) {
  LineWords words;
  VK_ASSIGN_OR_RETURN(auto ids, visit.store.FindDocuments(visit.request.matches[1].str()));
  if (ids.size() != 1) return Fail(ErrorCode::kNotFound, "this document is not in the store, or was taken out");
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(ids.front()));
  words.sha256 = brief.source.sha256;
  words.page = static_cast<int>(std::min<std::int64_t>(IdIn(visit.Param("page")), 1'000'000));
  words.line = static_cast<int>(std::min<std::int64_t>(IdIn(visit.Param("line")), 1'000'000));
  words.text = visit.Param("text");
  words.note = visit.Param("note");
  VK_ASSIGN_OR_RETURN(Chain chain, visit.site.chain.Get());
  VK_RETURN_IF_ERROR(CorrectLine(visit.store, chain, words, visit.actor(),
                                 [&](const auto& body) { return visit.site.stores.Write(body); }));
  return SeeOther(fmt::format("{}#l{}", DocumentUrl(brief, words.page), words.line));
}

Result<Reply> UndoJudgement(Visit& visit) {
  std::int64_t id = IdIn(visit.request.matches[1].str());
  VK_RETURN_IF_ERROR(Undo(visit, id));
  return SeeOther(visit.Back("/"));
}

Result<Reply> CorrectAlike(Visit& visit) {
  std::int64_t id = IdIn(visit.request.matches[1].str());
  VK_ASSIGN_OR_RETURN(auto judgements, visit.store.Judgements());
  auto found = std::find_if(judgements.begin(), judgements.end(), [&](const Judgement& j) { return j.id == id; });
  if (found == judgements.end() || found->verb != Verb::kCorrect || !found->record)
    return Fail(ErrorCode::kNotFound, "no such correction");
  VK_ASSIGN_OR_RETURN(auto ids, QueryAlike(visit.store, *found->record, found->field, found->machine_value));
  VK_ASSIGN_OR_RETURN(std::string value, visit.store.FieldValue(*found->record, found->field));
  std::vector<NewJudgement> alike;
  for (RecordId record : ids)
    alike.push_back({record, "", Verb::kCorrect, found->field, value, fmt::format("như #{}", id)});
  VK_RETURN_IF_ERROR(visit.site.stores.Write([&](Store& store) { return store.Judge(alike, visit.actor()); }));
  return SeeOther("/review");
}

}  // namespace vankho
