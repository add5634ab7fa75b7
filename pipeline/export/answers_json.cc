#include <cmath>

#include "pipeline/export/export.h"

namespace vankho {
namespace {

Json Stated(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json DocumentJson(const DocumentBrief& d) {
  const Header& h = d.header;
  Json json = {
      {"sha256", d.source.sha256},  {"file_name", d.source.file_name},
      {"type", Stated(h.type)},     {"number", Stated(h.number)},
      {"issuer", Stated(h.issuer)}, {"issued_date", h.issued_date ? Json(h.issued_date->ToIso()) : Json(nullptr)},
      {"title", Stated(h.title)}};
  if (!h.flags.empty()) json["flags"] = h.flags;
  return json;
}

// A record exactly as the contract writes it.
Json Contract(const Records& one, const char* list) { return ToJson(SourceFile{}, one)[list][0]; }

Json WithRecord(Json json, const Json& record) {
  for (const auto& [key, value] : record.items()) json[key] = value;
  return json;
}

template <class Answer>
Json Begin(const Answers<Answer>& answers, const Answer& answer) {
  return {{"document", DocumentJson(answers.DocumentOf(answer))}};
}

}  // namespace

std::vector<Json> ToJson(const Answers<DeadlineAnswer>& answers) {
  std::vector<Json> items;
  for (const DeadlineAnswer& a : answers.items) {
    Json json = Begin(answers, a);
    json["due_day"] = a.due ? Json(a.due->ToIso()) : Json(nullptr);
    json["due_basis"] = Name(a.basis);
    if (a.projected) json["due_projected"] = true;
    json["overdue"] = a.overdue ? Json(*a.overdue) : Json(nullptr);
    if (a.done) json["done"] = {{"at", a.done->at}, {"who", a.done->who}, {"note", Stated(a.done->note)}};
    Records one;
    one.deadlines = {a.record};
    items.push_back(WithRecord(std::move(json), Contract(one, "deadlines")));
  }
  return items;
}

std::vector<Json> ToJson(const Answers<CriterionAnswer>& answers) {
  std::vector<Json> items;
  for (const CriterionAnswer& a : answers.items) {
    Records one;
    one.criteria = {a.record};
    items.push_back(WithRecord(Begin(answers, a), Contract(one, "criteria")));
  }
  return items;
}

std::vector<Json> ToJson(const Answers<TargetAnswer>& answers) {
  std::vector<Json> items;
  for (const TargetAnswer& a : answers.items) {
    Records one;
    one.targets = {a.record};
    items.push_back(WithRecord(Begin(answers, a), Contract(one, "targets")));
  }
  return items;
}

std::vector<Json> ToJson(const Answers<AssignmentAnswer>& answers) {
  std::vector<Json> items;
  for (const AssignmentAnswer& a : answers.items) {
    Records one;
    one.assignments = {a.record};
    items.push_back(WithRecord(Begin(answers, a), Contract(one, "assignments")));
  }
  return items;
}

std::vector<Json> ToJson(const Answers<DocumentAnswer>& answers) {
  std::vector<Json> items;
  for (const DocumentAnswer& a : answers.items) {
    const DocumentBrief& d = answers.DocumentOf(a);
    Json json = DocumentJson(d);
    json["media_type"] = Name(d.source.media_type);
    json["pages"] = d.source.pages;
    json["state"] = d.partial ? "partial" : "complete";
    json["confidence"] = std::round(d.header.confidence * 1000) / 1000;
    json["copy_of"] = Stated(d.copy_of);
    json["records"] = {{"references", a.references}, {"criteria", a.criteria},       {"targets", a.targets},
                       {"deadlines", a.deadlines},   {"assignments", a.assignments}, {"rating_bands", a.rating_bands}};
    items.push_back(std::move(json));
  }
  return items;
}

std::vector<Json> ToJson(const Answers<TextAnswer>& answers) {
  constexpr std::size_t kSnippet = 160;
  std::vector<Json> items;
  for (const TextAnswer& a : answers.items) {
    Json json = Begin(answers, a);
    json["page"] = a.page;
    json["lines"] = a.lines;
    json["match"] = Name(a.match);
    json["snippet"] = a.Snippet(kSnippet);
    json["text"] = a.text;
    Json marked = Json::array();
    for (TextSpan span : a.highlights) marked.push_back(span.Of(a.text));
    json["found"] = std::move(marked);
    items.push_back(std::move(json));
  }
  return items;
}

std::vector<Json> ToJson(const std::vector<LedgerEntry>& ledger) {
  std::vector<Json> items;
  for (const LedgerEntry& e : ledger) {
    items.push_back({{"at", e.at},
                     {"path", e.path},
                     {"sha256", Stated(e.sha256)},
                     {"size", e.size},
                     {"outcome", Name(e.outcome)},
                     {"error_code", e.error_code ? Json(Name(*e.error_code)) : Json(nullptr)},
                     {"message", Stated(e.message)}});
  }
  return items;
}

std::string WriteJson(const std::vector<Json>& items) { return DumpPretty(Json(items)) + "\n"; }

std::string WriteJsonLines(const std::vector<Json>& items) {
  std::string out;
  for (const Json& item : items) out += Dump(item) + "\n";
  return out;
}

}  // namespace vankho
