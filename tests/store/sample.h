// Documents made by hand for the tests of store, query and export: every field filled, nothing from outside.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/base/sha256.h"
#include "pipeline/store/store.h"

namespace vankho::sample {

// A folder of its own that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vankho-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string Path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline Decimal Number(const char* plain) { return Decimal::FromPlain(plain).value(); }
inline PartialDate Date(const char* iso) { return PartialDate::FromIso(iso).value(); }

// What the file was: its bytes decide its SHA-256.
struct Sample {
  std::string bytes;
  Document document;
  Records records;

  IngestedDocument Ingest(const std::string& offered = "/scans/plan.pdf") const {
    return {document, records, {{"engine", "tesseract 5.3.0 vie"}, {"program", "0.1.0"}}, bytes, "", offered,
            "",       false};
  }
};

// One line of plain text a string; every line is a paragraph of the body.
inline Sample FromLines(const std::string& name, const std::vector<std::string>& lines, Records records) {
  SeenDocument seen;
  RestoredText restored;
  seen.source = {"", name, MediaType::kText, 0, 1};
  Page page;
  page.number = 1;
  page.origin = PageOrigin::kPlainText;
  std::string bytes;
  for (const std::string& text : lines) {
    int number = static_cast<int>(page.lines.size()) + 1;
    page.lines.push_back({number, text, {}, {}});
    restored.lines.push_back({1, number, text.empty() ? LineClass::kBlank : LineClass::kText, text, {}, {}, 1});
    bytes += text + "\n";
  }
  seen.source.sha256 = Sha256Hex(bytes);
  seen.source.size = bytes.size();
  seen.pages.push_back(std::move(page));
  Document document(std::move(seen), std::move(restored));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    TextSpan span = document.LineSpan(i);
    if (!span.empty()) document.paragraphs.push_back({span, {span}, {}, ZoneKind::kBody});
  }
  return {std::move(bytes), std::move(document), std::move(records)};
}

template <class R>
R WithEvidence(R record, int line, const std::string& text) {
  record.evidence = {{{0, text.size()}, {3, 9}}, "rule/outer < rule/inner"};
  record.printed = {2, {line, line + 1}, {{72.125, 100.0 / 3.0, 300.5, 112}}, text, "Truóc ngày", "rule/outer"};
  record.confidence = 0.9375;
  record.flags = {"year-inferred", "sum-mismatch"};
  return record;
}

inline Records FullRecords() {
  Records r;
  r.header = {"ke_hoach",
              "57/KH-UBND",
              "Ủy ban nhân dân huyện Sông Đào",
              "Sông Đào",
              Date("2024-03-22"),
              "Khắc phục hạn chế Chỉ số CCHC năm 2024",
              Signer{"Lê Thị Mẫu", "PHÓ CHỦ TỊCH", "KT", "CHỦ TỊCH"},
              {"Như trên", "Lưu: VT"},
              0.875,
              {"number-hard-to-read", "issued-date-left-out"}};
  Reference reference;
  reference.type = "quyet_dinh";
  reference.number = "12/QĐ-UBND";
  reference.date = Date("2023-12");
  reference.issuer = "Ủy ban nhân dân tỉnh";
  reference.is_basis = true;
  r.references = {WithEvidence(reference, 4, "Căn cứ Quyết định số 12/QĐ-UBND"), WithEvidence(Reference{}, 5, "")};
  Criterion criterion;
  criterion.from_annex = true;
  criterion.index = "PAR INDEX";
  criterion.code = "1.2";
  criterion.name = "Công tác kiểm tra";
  criterion.max_score = Number("3");
  criterion.score = Number("0.813");
  criterion.score_year = 2023;
  criterion.target_score = Number("2.95");
  criterion.target_year = 2024;
  criterion.delta = Number("-0.1");
  criterion.agencies = {{"Phòng Nội vụ", Role::kLead}, {"Văn phòng HĐND và UBND", Role::kCoordinate}};
  r.criteria = {WithEvidence(criterion, 10, "1.2 Công tác kiểm tra"), WithEvidence(Criterion{}, 11, "x")};
  Target target;
  target.subject = "Chỉ số CCHC của huyện";
  target.comparator = "between";
  target.value = Number("85");
  target.value_to = Number("90.25");
  target.unit = "percent";
  target.out_of = Number("63");
  target.year = 2024;
  target.baseline = Baseline{Number("5.94"), "point", Number("5"), Number("63"), 2018};
  Target bare_target;
  bare_target.comparator = "eq";
  Target barer_target;
  barer_target.comparator = "top";
  bare_target.baseline = Baseline{};
  r.targets = {WithEvidence(target, 20, "đạt từ 85% trở lên"), WithEvidence(bare_target, 21, "y"),
               WithEvidence(barer_target, 22, "z")};
  Deadline recurring;
  recurring.text = "chậm nhất ngày 02 hàng tháng";
  recurring.kind = DeadlineKind::kRecurring;
  recurring.rrule = "FREQ=MONTHLY;BYMONTHDAY=2";
  recurring.action = "Báo cáo tháng";
  recurring.agencies = {"Phòng Nội vụ", "Phòng Tư pháp"};
  recurring.covers = Period{Date("2023-12-15"), Date("2024-03-14")};
  Deadline relative;
  relative.text = "trong 5 ngày làm việc";
  relative.kind = DeadlineKind::kRelative;
  relative.relative = RelativeTime{5, "working_day", ""};
  Deadline dated;
  dated.text = "trong tháng 7/2024";
  dated.kind = DeadlineKind::kMonth;
  dated.due = Date("2024-07-31");
  r.deadlines = {WithEvidence(recurring, 30, "a"), WithEvidence(relative, 31, "b"), WithEvidence(dated, 32, "c")};
  r.assignments = {WithEvidence(Assignment{{}, "Phòng Nội vụ", Role::kAdvise, "Tham mưu kế hoạch"}, 40, "d"),
                   WithEvidence(Assignment{{}, "Công an huyện", Role::kReceive, ""}, 41, "e")};
  r.rating_bands = {WithEvidence(RatingBand{{}, "Xuất sắc", Number("95"), Number("100"), true, false}, 50, "f"),
                    WithEvidence(RatingBand{{}, "Yếu", {}, Number("50"), false, true}, 51, "g")};
  return r;
}

inline Document FullDocument(const std::string& bytes) {
  SeenDocument seen;
  seen.source = {Sha256Hex(bytes), "kế hoạch.pdf", MediaType::kPdf, bytes.size(), 2};
  Page one{1, 595.28, 841.89, PageOrigin::kOcr, "no text", "tesseract 5.3.0 vie", 90, -0.75, 0.91, {}, {}, {}};
  one.lines = {
      {1,
       "Truóc ngày 20/02",
       {{"Truóc", {10, 20, 40.5, 32.25}, 0.625, {{"Trước", 0.5}, {"Truoc", 0.125}}},
        {"ngày", {45, 20, 70, 32}, 0.9, {}},
        {"20/02", {75, 20, 99, 32}, 1, {}}},
       {10, 20, 99, 32.25}},
      {2, "Nội vụ", {{"Nội", {10, 40, 30, 52}, 0.8, {}}, {"vụ", {33, 40, 50, 52}, 0.7, {}}}, {10, 40, 50, 52}}};
  one.grids = {{{10, 10, 200, 100}, {10, 50, 100}, {10, 100, 200}, {{0, 0, 1, 2}}}};
  one.diagnostics = {{ErrorCode::kEngine, "a line was skipped", 1, 3}};
  one.grade = PageGrade::kBad;
  Page two{2, 841.89, 595.28, PageOrigin::kFailed, "unreadable", "", 0, 0, 0, {}, {}, {}};
  Page three{3, 841.89, 595.28, PageOrigin::kTextLayer, "good text", "", 0, 0, 1, {}, {}, {}};
  three.grade = PageGrade::kText;
  three.lines = {{1, "", {}, {}}, {2, "12", {}, {1, 2, 3, 4}}};
  seen.pages = {one, two, three};
  RestoredText restored;
  restored.damage = Damage::kNoDiacritics;
  RestoredLine line{1, 1, LineClass::kText, "Trước ngày 20/02", {}, {}, 0.5};
  line.alignment.Append(std::string("Trước").size(), std::string("Truóc").size());
  line.alignment.Append(std::string(" ngày 20/02").size(), std::string(" ngày 20/02").size());
  line.edits = {{{0, 6}, {0, 8}, "decode", 0.75, {{"Truoc", 0.25}}}};
  restored.lines = {line,
                    {1, 2, LineClass::kTable, "Nội vụ", {}, {}, 0.9},
                    {3, 1, LineClass::kBlank, "", {}, {}, 1},
                    {3, 2, LineClass::kNoise, "12", {}, {}, 0.1}};
  Document document(std::move(seen), std::move(restored));
  TextSpan first = document.LineSpan(0);
  TextSpan second = document.LineSpan(1);
  document.zones = {{ZoneKind::kLetterhead, first}, {ZoneKind::kAnnex, second}};
  document.paragraphs = {{Cover(first, second), {first, second}, 1, ZoneKind::kBody}};
  document.sections = {{{}, 1, "I", first, Cover(first, second)}, {0, 2, "1.2", second, second}};
  document.tables = {{second, 1, 2, 0, {{0, 0, 1, 2, {second}, {1, 2, 3, 4}}, {0, 1, 1, 1, {}, {}}}, {}}};
  document.abbreviations = {{"NV", "Nội vụ", second}};
  document.diagnostics = {{ErrorCode::kInvalidInput, "page 2 could not be read", 2, {}}};
  return document;
}

inline Sample Full() {
  std::string bytes = "%PDF-1.4 not really\n";
  return {bytes, FullDocument(bytes), FullRecords()};
}

}  // namespace vankho::sample
