#include "pipeline/cli/document_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/cli/console.h"

namespace vankho {
namespace {

std::string Title(std::string_view text, bool colour) { return "\n" + Paint(text, Colour::kBold, colour) + "\n"; }

void AddField(std::string& text, std::string_view name, std::string_view value) {
  if (!value.empty()) text += fmt::format("{:<14}{}\n", name, Visible(value));
}

std::string Iso(const std::optional<PartialDate>& date) { return date ? date->ToIso() : ""; }
std::string Number(const std::optional<Decimal>& value) { return value ? value->ToVietnamese() : ""; }

std::string AgencyNames(const std::vector<AgencyRole>& agencies) {
  std::string text;
  for (const AgencyRole& agency : agencies)
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", agency.name, Name(agency.role));
  return text;
}

// "name value", parted by semicolons; empty values leave no trace.
class Facts {
 public:
  void Add(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!text_.empty()) text_ += "; ";
    text_ += name.empty() ? std::string(value) : fmt::format("{} {}", name, value);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string Year(const std::optional<int>& year) { return year ? std::to_string(*year) : ""; }

std::string TextOf(const Deadline& deadline) {
  Facts facts;
  facts.Add("", deadline.due ? "due " + deadline.due->ToIso() : std::string(Name(deadline.kind)));
  facts.Add("", deadline.action);
  facts.Add("by", fmt::format("{}", fmt::join(deadline.agencies, ", ")));
  facts.Add("every", deadline.rrule);
  if (deadline.relative) {
    facts.Add("within", fmt::format("{} {} of {}", deadline.relative->amount, deadline.relative->unit,
                                    deadline.relative->anchor));
  }
  if (deadline.covers) facts.Add("covers", deadline.covers->from.ToIso() + " to " + deadline.covers->to.ToIso());
  return facts.text();
}

std::string TextOf(const Criterion& criterion) {
  Facts facts;
  facts.Add("", fmt::format("{}{}{}", criterion.code, criterion.code.empty() ? "" : " ", criterion.name));
  facts.Add("index", criterion.index);
  facts.Add("score", Number(criterion.score));
  facts.Add("of", Number(criterion.max_score));
  facts.Add("in", Year(criterion.score_year));
  facts.Add("aim", Number(criterion.target_score));
  facts.Add("in", Year(criterion.target_year));
  facts.Add("change", Number(criterion.delta));
  facts.Add("by", AgencyNames(criterion.agencies));
  return facts.text();
}

std::string TextOf(const Target& target) {
  Facts facts;
  facts.Add("", target.subject);
  facts.Add(target.comparator, Number(target.value));
  facts.Add("to", Number(target.value_to));
  facts.Add("", target.unit);
  facts.Add("of", Number(target.out_of));
  facts.Add("in", Year(target.year));
  if (target.baseline) {
    facts.Add("from", Number(target.baseline->value));
    facts.Add("rank", Number(target.baseline->rank));
    facts.Add("in", Year(target.baseline->year));
  }
  return facts.text();
}

std::string TextOf(const Assignment& assignment) {
  return fmt::format("{} ({}): {}", assignment.agency, Name(assignment.role), assignment.task);
}

std::string TextOf(const RatingBand& band) {
  return fmt::format("{}: {}{} - {}{}", band.label, band.from_inclusive ? "[" : "(", Number(band.from), Number(band.to),
                     band.to_inclusive ? "]" : ")");
}

std::string TextOf(const Reference& reference) {
  Facts facts;
  facts.Add("", reference.number.empty() ? reference.type : reference.number);
  facts.Add("of", Iso(reference.date));
  facts.Add("by", reference.issuer);
  facts.Add("", reference.is_basis ? "basis" : "mention");
  return facts.text();
}

std::string WhereText(const RecordBase& record, bool colour) {
  const PrintedEvidence& printed = record.printed;
  std::string words =
      fmt::format("      page {}, line {}: \"{}\"", printed.page, fmt::join(printed.lines, ", "), printed.text);
  std::string text = Paint(Visible(words), Colour::kDim, colour) + "\n";
  if (!record.flags.empty()) {
    text +=
        Paint(Visible(fmt::format("      look: {}", fmt::join(record.flags, ", "))), Colour::kYellow, colour) + "\n";
  }
  return text;
}

template <class R>
std::string ListText(std::string_view name, const std::vector<R>& records, bool colour) {
  if (records.empty()) return "";
  std::string text = Title(fmt::format("{} ({})", name, records.size()), colour);
  for (const R& record : records) {
    text += fmt::format("  {}  [{:.2f}]\n", Visible(TextOf(record)), record.confidence);
    text += WhereText(record, colour);
  }
  return text;
}

// "office 1-3, bad 4": the pages whose pictures were graded, best first; "" for none.
std::string GradesText(const std::vector<Page>& pages) {
  std::string text;
  for (PageGrade grade : {PageGrade::kClean, PageGrade::kOffice, PageGrade::kPhotocopy, PageGrade::kBad}) {
    std::string numbers;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (pages[i].grade != grade) continue;
      std::size_t last = i;
      while (last + 1 < pages.size() && pages[last + 1].grade == grade) ++last;
      numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", pages[i].number);
      if (last > i) numbers += fmt::format("-{}", pages[last].number);
      i = last;
    }
    if (!numbers.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : "; ", Name(grade), numbers);
  }
  return text;
}

}  // namespace

std::string MetadataText(const DocumentBrief& brief, const Document& document, const Header& header, bool colour) {
  std::string text =
      Paint(Visible(header.title.empty() ? brief.source.file_name : header.title), Colour::kBold, colour) + "\n";
  AddField(text, "type", header.type);
  AddField(text, "number", header.number);
  AddField(text, "issuer", header.issuer);
  AddField(
      text, "issued",
      fmt::format("{}{}{}", header.issued_place, header.issued_place.empty() ? "" : ", ", Iso(header.issued_date)));
  if (header.signer) {
    std::vector<std::string> parts;
    for (const std::string& part : {header.signer->name, header.signer->mode, header.signer->title}) {
      if (!part.empty()) parts.push_back(part);
    }
    AddField(text, "signer", fmt::format("{}", fmt::join(parts, ", ")));
  }
  AddField(text, "recipients", fmt::format("{}", fmt::join(header.recipients, "; ")));
  AddField(text, "file",
           fmt::format("{} ({}, {} pages)", brief.source.file_name, Name(brief.source.media_type), brief.source.pages));
  AddField(text, "sha256", brief.source.sha256);
  AddField(text, "added", brief.added_at);
  AddField(text, "text", Name(document.damage()));
  AddField(text, "pictures", GradesText(document.pages()));
  for (const Page& page : document.pages()) {
    if (page.origin != PageOrigin::kFailed) continue;
    text +=
        Paint(Visible(fmt::format("page {} could not be read: {}", page.number, page.reason)), Colour::kRed, colour) +
        "\n";
  }
  for (const Diagnostic& remark : document.diagnostics) {
    std::string where = remark.page ? fmt::format("page {}", *remark.page) : "";
    if (remark.line) where += fmt::format("{}line {}", where.empty() ? "" : ", ", *remark.line);
    std::string words = fmt::format("look: {}{}{}", where, where.empty() ? "" : ": ", remark.message);
    text += Paint(Visible(words), Colour::kYellow, colour) + "\n";
  }
  return text;
}

std::string SectionsText(const Document& document, bool colour) {
  if (document.sections.empty()) return "";
  std::string text = Title(fmt::format("sections ({})", document.sections.size()), colour);
  for (const Section& section : document.sections) {
    std::string indent(2 * static_cast<std::size_t>(std::max(section.level, 1)), ' ');
    std::string heading = Visible(Flatten(section.heading.Of(document.text())));
    text += fmt::format("{}{} {}\n", indent, Visible(section.label), heading);
  }
  return text;
}

std::string RecordsText(const Records& records, bool colour) {
  return ListText("deadlines", records.deadlines, colour) + ListText("assignments", records.assignments, colour) +
         ListText("targets", records.targets, colour) + ListText("criteria", records.criteria, colour) +
         ListText("rating bands", records.rating_bands, colour) + ListText("references", records.references, colour);
}

std::string PagesText(const Document& document, bool colour) {
  std::string text;
  std::size_t next = 0;
  for (const Page& page : document.pages()) {
    const bool picture = page.grade != PageGrade::kNone && page.grade != PageGrade::kText;
    std::string head = fmt::format("--- page {}: {}{}{}{}{} ---", page.number, Name(page.origin), picture ? ", " : "",
                                   picture ? Name(page.grade) : "", page.reason.empty() ? "" : ", ", page.reason);
    text += Paint(Visible(head), Colour::kDim, colour) + "\n";
    for (std::size_t i = 0; i < page.lines.size(); ++i) text += Visible(document.lines()[next++].text) + "\n";
  }
  return text;
}

std::string TablesText(const Document& document) {
  std::string text;
  int number = 0;
  for (const Table& table : document.tables) {
    std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(table.rows),
                                               std::vector<std::string>(static_cast<std::size_t>(table.columns)));
    for (const Cell& cell : table.cells) {
      std::string& words = rows.at(static_cast<std::size_t>(cell.row)).at(static_cast<std::size_t>(cell.column));
      for (const TextSpan& piece : cell.pieces) {
        words += (words.empty() ? "" : " ") + Visible(Flatten(piece.Of(document.text())));
      }
    }
    text += fmt::format("# page {}, table {} of the document\n", document.PageOf(table.span), ++number);
    for (const std::vector<std::string>& row : rows) text += fmt::format("{}\n", fmt::join(row, "\t"));
  }
  return text;
}

}  // namespace vankho
