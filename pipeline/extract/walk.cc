#include "pipeline/extract/walk.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/extract/coming_year.h"
#include "pipeline/extract/evidence.h"
#include "pipeline/extract/joined_records.h"
#include "pipeline/extract/place_names.h"
#include "pipeline/extract/short_names.h"

namespace vankho {
namespace {

// Does a year stand behind a word that ends as "năm" does?
bool MayHoldYear(std::string_view text) {
  for (std::size_t at = kAsciiDigits.FindIn(text, 2); at != std::string_view::npos;
       at = kAsciiDigits.FindIn(text, at + 1)) {
    if (text[at - 1] != ' ') continue;
    const std::string_view century = text.substr(at, 2);
    if (century != "20" && century != "19") continue;
    const std::size_t word = text.find_last_not_of(' ', at - 1);
    if (word != std::string_view::npos && (text[word] | 0x20) == 'm') return true;
  }
  return false;
}

// The last year that a text names; not the one of a comparison ("so với năm 2022").
std::optional<int> LastYear(std::string_view text) {
  static const Pattern kYear(R"((?i:(so với(?: kết quả| cùng kỳ)? )?năm)\s+((?:19|20)\d\d))");
  std::optional<int> last;
  if (!MayHoldYear(text)) return last;
  for (const PatternMatch& match : kYear.FindAll(text)) {
    int year = 0;
    std::string_view digits = match.Group(2, text);
    std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (!match.groups[0]) last = year;
  }
  return last;
}

// "... nâng cao Chỉ số đến năm 2025": how far it looks, not the year that it is about.
std::string_view WithoutHorizon(std::string_view title) {
  static const Pattern kHorizon(R"((?:\s(?i:đến|hướng tới|tầm nhìn)(?i: hết)?)(?i:\s+năm)\s+\d{4}\s*$)");
  auto horizon = kHorizon.Find(title);
  return horizon ? title.substr(0, horizon->span.begin) : title;
}

bool IsBasis(std::string_view text) {
  static const Pattern kBasis(R"((?i:căn cứ|thực hiện|theo|xét đề nghị|theo đề nghị)\s)");
  return kBasis.MatchAt(text, 0).has_value();
}

bool IsAnnexLine(std::string_view text) {
  static const Pattern kWith(R"(\(?\s*(?i:(?:ban hành )?kèm theo)\s)");
  static constexpr ByteSet kFirstBytes("( bBkK");
  return !text.empty() && kFirstBytes.Has(text.front()) && kWith.MatchAt(text, 0).has_value();
}

// "báo cáo về X", "gửi X", "qua X": X receives. "phối hợp với X": X helps.
Role RoleBefore(std::string_view text, std::size_t at) {
  static const Pattern kWith(R"((?:^|[\s(])(?i:phối hợp|kết hợp)(?: chặt chẽ)?(?: với| cùng)?(?: với)?\s+$)");
  std::size_t reach = at > 48 ? at - 48 : 0;
  std::string_view before = text.substr(reach, at - reach);
  const LastWord last = LastWordOf(before);
  if (last.Is({"hợp", "chẽ", "với", "cùng"}) && kWith.Find(before)) return Role::kCoordinate;
  bool to = last.Is({"về", "gửi", "qua", "cho", "tới", "trình"}) && (last.parted() || last.before == '(');
  return to ? Role::kReceive : Role::kImplement;
}

// The body that speaks, with its place only where that tells it apart: "Sở Nội vụ", "Ủy ban nhân dân huyện Hòa Lộc".
std::string IssuerAgency(const AgencyGazetteer& gazetteer, const std::string& issuer) {
  auto bodies = gazetteer.Find(issuer);
  return bodies.empty() ? issuer : bodies.front().WithPlace();
}

// Each once, and no more than a part can really name: every criterion of the part gets them.
template <class Body>
void AddBody(Body body, std::vector<Body>& bodies) {
  constexpr std::size_t kMost = 30;
  if (bodies.size() < kMost && std::find(bodies.begin(), bodies.end(), body) == bodies.end()) {
    bodies.push_back(std::move(body));
  }
}

class Walker {
 public:
  Walker(const Extractor::Dimensions& dimensions, const Document& document)
      : d_(dimensions), document_(document), mentions_(dimensions.gazetteer), references_("") {}

  Records Run() {
    records_.header = d_.header->Find(document_, records_.diagnostics);
    administrative_ = IsAdministrative(document_, records_.header);
    references_ = ReferenceList(records_.header.number);
    issuer_ = IssuerAgency(d_.gazetteer, records_.header.issuer);
    index_ = IndexOf(records_.header.title);
    document_year_ = LastYear(WithoutHorizon(records_.header.title));
    if (!document_year_ && records_.header.issued_date) document_year_ = records_.header.issued_date->year();
    sections_ = ReadSections(document_, *d_.assignments, index_);
    coming_years_ = ComingYears(document_, sections_);
    gives_duties_ = GivesDuties();
    for (const Paragraph& paragraph : document_.paragraphs) {
      bool text =
          paragraph.zone == ZoneKind::kBody || paragraph.zone == ZoneKind::kBases || paragraph.zone == ZoneKind::kAnnex;
      if (text) AtParagraph(paragraph);
    }
    for (const Table& table : document_.tables) AtTable(table);
    GiveCriteriaAgencies();
    GiveDeadlineAgencies();
    JoinCodes(records_);
    DropLoneBand(records_);
    NameTheIssuer(issuer_, records_);
    short_names_.SpellOut(records_);
    NamePlaces(d_.gazetteer, records_);
    SpellOutInitials(sections_, records_);
    records_.references = references_.Take();
    FillPrinted(document_, records_);
    CheckSums();
    return std::move(records_);
  }

 private:
  // The paragraph's words without the marker of the section that it opens.
  std::vector<TextSpan> Words(const Paragraph& paragraph, bool* opens) const {
    std::vector<TextSpan> pieces = paragraph.pieces;
    *opens = false;
    if (!paragraph.section) return pieces;
    const Section& section = document_.sections[static_cast<std::size_t>(*paragraph.section)];
    *opens = section.body.begin == paragraph.span.begin;
    if (*opens) pieces.front().begin = std::min(section.heading.begin, pieces.front().end);
    return pieces;
  }

  void AtParagraph(const Paragraph& paragraph) {
    bool opens = false;
    std::vector<TextSpan> pieces = Words(paragraph, &opens);
    JoinedText text(document_.text(), pieces);
    if (text.empty() || IsAnnexLine(text.text())) return;
    const SectionFacts* section =
        paragraph.section ? &sections_[static_cast<std::size_t>(*paragraph.section)] : nullptr;
    seen_section_ = seen_section_ || section != nullptr;
    AddReferences(text, paragraph.zone == ZoneKind::kBases || (!seen_section_ && IsBasis(text.text())));
    if (!administrative_ || paragraph.zone == ZoneKind::kBases) return;
    if (paragraph.zone == ZoneKind::kAnnex && section == nullptr) {
      if (std::string index = IndexOf(text.text()); !index.empty()) annex_index_ = index;
    }
    std::optional<int> year = LastYear(text.text());
    if (year && document_year_ && *year < *document_year_) score_year_ = year;
    short_names_.Read(text.text(), d_.gazetteer, mentions_);
    AddCriteria(text, section);
    FlatText flat(document_.text(), pieces);
    const Chart chart = d_.grammar->Parse(flat, {d_.bands->wanted(), d_.targets->wanted(), d_.deadlines->wanted()});
    if (paragraph.zone != ZoneKind::kAnnex || section != nullptr) AddBands(flat, chart);
    std::size_t first_duty = records_.assignments.size();
    mentions_.Open(text.text());
    if (seen_section_) AddAssignments(text, paragraph, section, opens);
    if (!chart.empty()) AddTimed(text, flat, chart, paragraph, section, opens, first_duty);
    mentions_.Open({});
  }

  void AddReferences(const JoinedText& text, bool basis) {
    for (Reference& reference : d_.references->Find(text.text())) {
      reference.is_basis = basis;
      MapToDocument(text, reference.evidence);
      references_.Add(std::move(reference));
    }
  }

  void AddCriteria(const JoinedText& text, const SectionFacts* section) {
    CriterionContext context{section != nullptr ? section->index : index_, score_year_,
                             section != nullptr ? section->topic : ""};
    for (Criterion& criterion : d_.criteria.Find(text.text(), context)) {
      MapToDocument(text, criterion.evidence);
      criteria_sections_.push_back(section != nullptr ? section->numbered : -1);
      records_.criteria.push_back(std::move(criterion));
    }
  }

  void AddBands(const FlatText& text, const Chart& chart) {
    for (RatingBand& band : d_.bands->Find(text, chart)) records_.rating_bands.push_back(std::move(band));
  }

  ExtractionContext TimeContext() const {
    ExtractionContext context;
    context.document_year = document_year_;
    context.issued_date = records_.header.issued_date;
    context.document_type = records_.header.type;
    context.title = records_.header.title;
    context.index = index_;
    context.abbreviations = document_.abbreviations;
    return context;
  }

  // Targets and deadlines of a paragraph, whose duties are those from `first_duty` on.
  void AddTimed(const JoinedText& text, const FlatText& flat, const Chart& chart, const Paragraph& paragraph,
                const SectionFacts* section, bool opens, std::size_t first_duty) {
    ExtractionContext context = TimeContext();
    if (section != nullptr) {
      DutyContext duty = ContextOf(paragraph, section, opens);
      context.index = section->index;
      const auto coming = coming_years_[static_cast<std::size_t>(*paragraph.section)];
      if (coming && (!document_year_ || *coming == *document_year_ + 1)) context.document_year = coming;
      context.topic = section->topic;
      context.lead_in = duty.lead_in;
      for (const std::string& agency : section->agencies)
        context.section_agencies.push_back({agency, Role::kImplement});
      const Section& own = document_.sections[static_cast<std::size_t>(*paragraph.section)];
      for (auto up = opens ? own.parent : paragraph.section; up;
           up = document_.sections[static_cast<std::size_t>(*up)].parent) {
        context.headings.insert(context.headings.begin(), sections_[static_cast<std::size_t>(*up)].heading);
      }
    }
    for (std::size_t i = first_duty; i < records_.assignments.size(); ++i) {
      const Assignment& found = records_.assignments[i];
      const auto& places = found.evidence.spans;
      const bool inherited = found.evidence.rule.starts_with("assignment/inherited");
      const bool given = found.evidence.rule.starts_with("assignment/given") && found.role != Role::kReceive;
      if (found.role != Role::kReceive)
        for (TextSpan place : places) context.owned.push_back({place, inherited, given});
      context.duties.insert(context.duties.end(), places.begin(), places.end());
      context.tasks.push_back(records_.assignments[i].task);
    }
    auto mentions = [&] {
      std::vector<AgencyMention> agencies;
      for (const NamedAgency& body : mentions_.Find(text.text())) {
        agencies.push_back({text.ToDocument(body.span), body.WithPlace(), RoleBefore(text.text(), body.span.begin)});
      }
      return agencies;
    };
    for (Target& target : d_.targets->Find(context, flat, chart)) records_.targets.push_back(std::move(target));
    const bool told = TellsResults(paragraph);
    for (Deadline& deadline : d_.deadlines->Find(context, flat, mentions, chart)) {
      const auto& issued = records_.header.issued_date;
      if (told && deadline.due && issued && *deadline.due < *issued) continue;
      if (deadline.agencies.empty()) unowned_.emplace_back(records_.deadlines.size(), PartOf(paragraph, opens));
      records_.deadlines.push_back(std::move(deadline));
    }
  }

  // The section that the paragraph speaks of: for "Thời gian: Quý II" and "Đơn vị chủ trì: ..." the one above. -1:
  // none.
  int PartOf(const Paragraph& paragraph, bool opens) const {
    if (!paragraph.section) return -1;
    auto own = static_cast<std::size_t>(*paragraph.section);
    if (!opens || !sections_[own].labelled) return *paragraph.section;
    return document_.sections[own].parent.value_or(-1);
  }

  // "Thời gian: Quý II" beside "Đơn vị chủ trì: Sở Tư pháp".
  void GiveDeadlineAgencies() {
    for (const auto& [deadline, part] : unowned_) {
      auto bodies = labelled_.find(part);
      if (part >= 0 && bodies != labelled_.end()) records_.deadlines[deadline].agencies = bodies->second;
    }
  }

  // In a report under "I. KẾT QUẢ NĂM 2023": what was done, whoever did it.
  bool TellsResults(const Paragraph& paragraph) const {
    static const Pattern kResults(
        R"((?:danh gia )?(?:tinh hinh|ket qua|cong tac da|nhung viec da|uu diem|ton tai|han che|nguyen nhan|thuan loi|kho khan)(?:[ ,.:].*)?)");
    static const Pattern kAhead(
        R"((?:.* )?(?:phuong huong|nhiem vu|giai phap|kien nghi|de xuat|de nghi|thoi gian toi|to chuc thuc hien)(?:[ ,.:].*)?)");
    if (records_.header.type != "bao_cao") return false;
    bool results = false;
    for (auto up = paragraph.section; up; up = document_.sections[static_cast<std::size_t>(*up)].parent) {
      const std::string heading = BareKey(sections_[static_cast<std::size_t>(*up)].heading);
      if (kAhead.MatchAll(heading) && !document_.sections[static_cast<std::size_t>(*up)].parent) return false;
      results = results || kResults.MatchAll(heading).has_value();
    }
    return results;
  }

  // By section: does its heading, or one above, say that what follows is to be done?
  std::vector<bool> GivesDuties() const {
    static const Pattern kDuties(
        R"((?:.* )?(?:nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem|che do bao cao|to chuc trien khai|trien khai thuc hien|noi dung thuc hien|khac phuc|viec phai lam|kien nghi|cac buoc)(?:[ ,.:].*)?)");
    constexpr std::size_t kLongest = 160;  // bytes
    std::vector<bool> gives(sections_.size(), false);
    for (std::size_t i = 0; i < sections_.size(); ++i) {  // a parent stands before its parts
      const std::string& heading = sections_[i].heading;
      const auto parent = document_.sections[i].parent;
      gives[i] = (parent && gives[static_cast<std::size_t>(*parent)]) ||
                 (heading.size() < kLongest && kDuties.MatchAll(BareKey(heading)));
    }
    return gives;
  }

  DutyContext ContextOf(const Paragraph& paragraph, const SectionFacts* section, bool opens) {
    DutyContext context;
    context.mentions = &mentions_;
    context.issuer = issuer_;
    if (section == nullptr) return context;
    context.gives_duties = gives_duties_[static_cast<std::size_t>(*paragraph.section)];
    context.topic = section->topic;
    context.section_agencies = section->agencies;
    const Section& own = document_.sections[static_cast<std::size_t>(*paragraph.section)];
    if (opens) {
      context.has_items = section->has_items && section->heading.ends_with(":");
      context.items_are_duties = section->items_are_duties;
      if (own.parent) {
        const SectionFacts& parent = sections_[static_cast<std::size_t>(*own.parent)];
        if (parent.heading.ends_with(":") && !parent.agency_heading) context.lead_in = parent.heading;
      }
    }
    return context;
  }

  // A body's name alone on its line, without a number, where duties are given: it heads what follows in its section.
  bool IsBareHeading(const std::string& text, const Paragraph& paragraph, bool opens, const DutyContext& context) {
    constexpr std::size_t kLongest = 160;  // bytes
    if (opens || paragraph.zone != ZoneKind::kBody || !paragraph.section) return false;
    if (!context.gives_duties || text.size() > kLongest) return false;
    if (text.ends_with(".") || text.ends_with(";") || text.ends_with(",")) return false;
    std::vector<std::string> agencies = d_.assignments->AgenciesOfHeading(text);
    if (agencies.empty()) return false;
    bare_ = {*paragraph.section, std::move(agencies)};
    return true;
  }

  bool StandsUnderBare(const Paragraph& paragraph) const {
    for (auto up = paragraph.section; up && bare_.section >= 0;
         up = document_.sections[static_cast<std::size_t>(*up)].parent) {
      if (*up == bare_.section) return true;
    }
    return false;
  }

  void AddAssignments(const JoinedText& text, const Paragraph& paragraph, const SectionFacts* section, bool opens) {
    if (opens && section->agency_heading) return;
    // A title is no duty.
    static const Pattern kSaysWho(R"(\([^()]*(?i:chủ trì|phối hợp))");
    bool title = opens && section->topic.size() > 3 && text.text().starts_with(section->topic) && section->has_items &&
                 text.text().size() <= section->topic.size() + 1 && !kSaysWho.Find(text.text());
    if (title || (opens && IsGenericHeading(text.text()))) return;
    DutyContext context = ContextOf(paragraph, section, opens);
    if (IsBareHeading(text.text(), paragraph, opens, context)) return;
    if (context.section_agencies.empty() && StandsUnderBare(paragraph)) context.section_agencies = bare_.agencies;
    const bool told = TellsResults(paragraph);
    for (Assignment& duty : d_.assignments->Find(text.text(), context)) {
      if (told && !duty.evidence.rule.starts_with("assignment/given")) continue;  // what was done
      MapToDocument(text, duty.evidence);
      int numbered = section != nullptr ? section->numbered : -1;
      bool given = duty.evidence.rule.starts_with("assignment/given");
      if (given && numbered >= 0) AddBody({duty.agency, duty.role}, duties_[numbered]);
      if (duty.evidence.rule.starts_with("assignment/labelled") && duty.role != Role::kCoordinate)
        AddBody(duty.agency, labelled_[PartOf(paragraph, opens)]);
      if (duty.evidence.rule.starts_with("assignment/done-by"))
        done_by_.push_back({duty.evidence.spans.front(), {duty.agency, duty.role}});
      records_.assignments.push_back(std::move(duty));
    }
  }

  void AtTable(const Table& table) {
    bool in_annex = false;
    for (const Zone& zone : document_.zones) {
      if (zone.kind == ZoneKind::kAnnex && zone.span.Overlaps(table.span)) in_annex = true;
    }
    for (const Cell& cell : table.cells) {
      if (!cell.pieces.empty()) AddReferences(JoinedText(document_.text(), cell.pieces), false);
    }
    if (!administrative_) return;
    std::string index = !annex_index_.empty() && in_annex ? annex_index_ : index_;
    TableRecords found = d_.tables->Find(document_, table, index, in_annex);
    for (Criterion& criterion : found.criteria) {
      criteria_sections_.push_back(-1);
      records_.criteria.push_back(std::move(criterion));
    }
    for (Assignment& duty : found.assignments) records_.assignments.push_back(std::move(duty));
    for (const TableRowFacts& row : found.timed_rows) AddTimedRow(row);
    for (const GoalRow& row : found.goals) AddGoalRow(row);
    for (const std::vector<TextSpan>& task : found.tasks) AddGoalsOfTask(task);
    AddTableBands(table);
  }

  void AddTimedRow(const TableRowFacts& row) {
    std::vector<std::string> agencies;
    for (const AgencyRole& body : row.agencies) agencies.push_back(body.name);
    FlatText cell(document_.text(), row.time_pieces);
    for (Deadline& deadline : d_.deadlines->FindInCell(TimeContext(), cell, row.name, agencies)) {
      records_.deadlines.push_back(std::move(deadline));
    }
  }

  void AddGoalRow(const GoalRow& row) {
    FlatText goal(document_.text(), row.goal);
    FlatText base(document_.text(), row.base);
    FlatText rank(document_.text(), row.base_rank);
    GoalCell cell{goal,
                  row.subject,
                  row.year,
                  row.base.empty() ? nullptr : &base,
                  row.base_rank.empty() ? nullptr : &rank,
                  row.base_year};
    auto target = row.is_rank ? d_.targets->FindRank(TimeContext(), cell) : d_.targets->FindInCell(TimeContext(), cell);
    if (target) records_.targets.push_back(std::move(*target));
  }

  // "Kiểm tra ít nhất 40% số cơ quan | Sở Nội vụ": what a body must do may name what it must reach.
  void AddGoalsOfTask(const std::vector<TextSpan>& task) {
    ExtractionContext context = TimeContext();
    context.duties = task;
    context.tasks = {JoinedText(document_.text(), task).text()};
    for (Target& target : d_.targets->Find(context, FlatText(document_.text(), task))) {
      records_.targets.push_back(std::move(target));
    }
  }

  // "1 | Tốt | Từ 80 đến dưới 90 điểm": a cell that is a label, and a range behind it.
  void AddTableBands(const Table& table) {
    constexpr int kColumns = 4, kRows = 12;
    if (table.columns > kColumns || table.rows > kRows) return;
    for (int row = table.header_rows; row < table.rows; ++row) {
      const Cell* before = nullptr;
      for (const Cell& cell : table.cells) {
        if (cell.row != row || cell.pieces.empty()) continue;
        std::optional<RatingBand> band;
        if (before != nullptr) {
          band = d_.bands->FindInCells(FlatText(document_.text(), before->pieces),
                                       FlatText(document_.text(), cell.pieces));
        }
        if (band) records_.rating_bands.push_back(std::move(*band));
        before = &cell;
      }
    }
  }

  void CheckSums() {
    std::vector<ScoreSum> sums = d_.sums->Check(records_.criteria);
    MarkSums(sums, records_.criteria);
    for (const ScoreSum& sum : sums) {
      if (sum.verdict != ScoreSum::Verdict::kFails) continue;
      const PrintedEvidence& printed = records_.criteria[sum.parent].printed;
      std::optional<int> line = printed.lines.empty() ? std::nullopt : std::optional(printed.lines.front());
      records_.diagnostics.push_back({ErrorCode::kInvalidInput, Describe(sum, records_.criteria), printed.page, line});
    }
  }

  // Criteria of a part are the duty of those to whom the part was given.
  void GiveCriteriaAgencies() {
    for (std::size_t i = 0; i < records_.criteria.size(); ++i) {
      Criterion& criterion = records_.criteria[i];
      if (!criterion.agencies.empty() || criterion.from_annex) continue;
      for (const auto& [span, body] : done_by_) {
        if (!criterion.evidence.spans.empty() && criterion.evidence.spans.front().Overlaps(span))
          criterion.agencies.push_back(body);
      }
      auto given = duties_.find(criteria_sections_[i]);
      if (criterion.agencies.empty() && given != duties_.end()) criterion.agencies = given->second;
    }
  }

  struct BareHeading {
    int section = -1;  // that it stands in; -1: none was seen
    std::vector<std::string> agencies;
  };

  const Extractor::Dimensions& d_;
  BareHeading bare_;
  const Document& document_;
  MentionMemo mentions_;
  ShortNames short_names_;
  ReferenceList references_;
  Records records_;
  std::vector<SectionFacts> sections_;
  std::vector<std::optional<int>> coming_years_;  // by section
  std::vector<bool> gives_duties_;                // by section
  std::vector<int> criteria_sections_;
  std::map<int, std::vector<AgencyRole>> duties_;  // by numbered section
  std::vector<std::pair<TextSpan, AgencyRole>> done_by_;
  std::map<int, std::vector<std::string>> labelled_;  // "Đơn vị chủ trì: ...", by the section that it speaks of
  std::vector<std::pair<std::size_t, int>> unowned_;  // deadlines that name nobody, with their section
  std::string issuer_;
  std::string index_;
  std::string annex_index_;
  std::optional<int> document_year_;
  std::optional<int> score_year_;
  bool administrative_ = false;
  bool seen_section_ = false;
};

}  // namespace

Records Extractor::Dimensions::Walk(const Document& document) const { return Walker(*this, document).Run(); }

}  // namespace vankho
