#include "pipeline/document/json.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

template <class R>
R WithEvidence(R record) {
  record.printed = {2, {5, 6}, {{1, 2, 3.5, 4}}, "đọc được", "doc duoc", "rule < rule"};
  record.confidence = 0.93;
  return record;
}

Records Full() {
  Records r;
  r.header = {"ke_hoach",
              "12/KH-UBND",
              "Ủy ban nhân dân huyện X",
              "X",
              PartialDate::Make(2024, 3, 22),
              "Về việc",
              Signer{"Tên", "CHỦ TỊCH", "TM", "UBND"},
              {"A", "B"},
              0.25,
              {"number-left-out"}};
  Reference ref;
  ref.type = "bao_cao";
  ref.number = "1/BC-X";
  ref.date = PartialDate::Make(2024, 1);
  ref.is_basis = true;
  r.references = {WithEvidence(ref)};
  Criterion c;
  c.name = "Tiêu chí";
  c.max_score = Decimal::FromPlain("3");
  c.score = Decimal::FromPlain("0.813");
  c.score_year = 2023;
  c.agencies = {{"Phòng Nội vụ", Role::kCoordinate}};
  r.criteria = {WithEvidence(c)};
  Target t;
  t.subject = "Chỉ số";
  t.comparator = "ge";
  t.value = Decimal::FromPlain("85");
  t.unit = "percent";
  t.baseline = Baseline{Decimal::FromPlain("5.94"), "point", Decimal::FromPlain("5"), Decimal::FromPlain("63"), 2018};
  r.targets = {WithEvidence(t)};
  Deadline d;
  d.text = "chậm nhất";
  d.kind = DeadlineKind::kRecurring;
  d.rrule = "FREQ=MONTHLY;BYMONTHDAY=2";
  d.covers = Period{*PartialDate::Make(2023, 12, 15), *PartialDate::Make(2024, 3, 14)};
  d.relative = RelativeTime{5, "working_day", "ngày ký"};
  r.deadlines = {WithEvidence(d)};
  Assignment a;
  a.agency = "Phòng Nội vụ";
  a.task = "làm";
  r.assignments = {WithEvidence(a)};
  RatingBand b;
  b.label = "Tốt";
  b.from = Decimal::FromPlain("85");
  b.to_inclusive = false;
  r.rating_bands = {WithEvidence(b)};
  return r;
}

TEST(RecordsJson, RoundTripsEveryField) {
  SourceFile source{std::string(64, 'a'), "x.pdf", MediaType::kPdf, 0, 7};
  Json json = ToJson(source, Full());
  auto back = RecordsFromJson(ParseJson(Dump(json)).value());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->first, source);
  EXPECT_EQ(back->second, Full());
  EXPECT_EQ(Dump(ToJson(back->first, back->second)), Dump(json));
}

TEST(RecordsJson, KeysInTheContractsOrderAndNulls) {
  std::string text = Dump(ToJson(SourceFile{}, Records{}));
  EXPECT_EQ(text.find("{\"schema\":\"vankho.records/1\",\"source\":{\"sha256\":"), 0U);
  EXPECT_NE(text.find("\"number\":null"), std::string::npos);
  EXPECT_NE(text.find("\"signer\":null"), std::string::npos);
}

TEST(RecordsJson, DoubtsAndReviewsStandBehindTheContractsKeys) {
  Records records;
  records.deadlines.resize(2);
  records.deadlines[0].flags = {"year-inferred", "number-hard-to-read"};
  records.deadlines[0].review = "confirmed";
  Json json = ToJson(SourceFile{}, records);
  EXPECT_EQ(json["deadlines"][0]["flags"], (Json{"year-inferred", "number-hard-to-read"}));
  EXPECT_EQ(json["deadlines"][0]["review"], "confirmed");
  for (const char* key : {"flags", "review"}) EXPECT_FALSE(json["deadlines"][1].contains(key)) << key;
  for (const char* key : {"flags", "confidence"}) EXPECT_FALSE(json["document"].contains(key)) << key;
  records.header.flags = {"number-hard-to-read"};
  records.header.confidence = 0.5;
  json = ToJson(SourceFile{}, records);
  EXPECT_EQ(json["document"]["flags"], (Json{"number-hard-to-read"}));
  EXPECT_EQ(json["document"]["confidence"], 0.5);
}

TEST(RecordsJson, NumbersKeepTheirDigits) {
  for (const char* digits : {"0.813", "2.95", "84.0256", "100", "0.1", "-0.1", "12345678.901"}) {
    EXPECT_EQ(ToJson(Decimal::FromPlain(digits)).dump(), digits);
  }
}

TEST(PageJson, RoundTrip) {
  Page page;
  page.number = 3;
  page.width_pt = 595;
  page.height_pt = 842;
  page.origin = PageOrigin::kOcr;
  page.reason = "no text layer";
  page.grade = PageGrade::kPhotocopy;
  page.lines = {
      {1, "Số: 12", {{"Số:", {1, 2, 3, 4}, 0.5, {{"S6:", 0.25}}}, {"12", {5, 2, 7, 4}, 1, {}}}, {1, 2, 7, 4}}};
  page.grids = {{{0, 0, 9, 9}, {0, 9}, {0, 4, 9}, {{0, 0, 1, 2}}}};
  page.grids[0].flat = Scaling(2);
  page.diagnostics = {{ErrorCode::kTimeout, "slow", 3, std::nullopt}};
  EXPECT_EQ(PageFromJson(ParseJson(Dump(ToJson(page))).value()).value(), page);
}

TEST(PageJson, AGradeThatIsNotKnownIsNull) {
  EXPECT_TRUE(ToJson(Page{})["grade"].is_null());
  for (const char* name : {"text", "clean", "office", "photocopy", "bad"}) {
    ASSERT_TRUE(PageGradeFromName(name)) << name;
    EXPECT_EQ(Name(*PageGradeFromName(name)), name);
  }
}

TEST(ForeignJson, WrongShapesAreErrorsOrDefaults) {
  EXPECT_FALSE(ParseJson("{"));
  EXPECT_FALSE(ParseJson(std::string(100000, '[')));
  EXPECT_FALSE(PageFromJson(Json::array()));
  EXPECT_FALSE(PageFromJson(Json{{"number", "x"}, {"origin", "ocr"}}));
  EXPECT_TRUE(PageFromJson(Json{{"number", 1}, {"origin", "ocr"}, {"lines", 7}}));
  for (const char* grade : {"splendid", ""}) {
    EXPECT_EQ(PageFromJson(Json{{"number", 1}, {"origin", "ocr"}, {"grade", grade}})->grade, PageGrade::kNone);
  }
  EXPECT_FALSE(RecordsFromJson(Json(3)));
  EXPECT_NO_THROW(Dump(Json("\xff")));
}

}  // namespace
}  // namespace vankho
