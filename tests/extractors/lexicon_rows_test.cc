// Every row of the lexicons whose rules are code gives what it says; those of the grammars are run by examples_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/assignment/duty_verbs.h"
#include "extractors/engine/flat_text.h"
#include "extractors/header/header.h"
#include "extractors/table_rows/header_cells.h"
#include "extractors/target/goal_words.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

const std::string kData = VANKHO_SOURCE_DIR;

// Calls `look(row, cell)` for each row, cell(NAME) being the column's.
template <class Look>
void ForEachRow(const std::string& file, const Look& look) {
  auto lexicon = Lexicon::Load(kData + "/lexicons/" + file);
  ASSERT_TRUE(lexicon.has_value()) << Describe(lexicon.error());
  for (const Lexicon::Row& row : lexicon->rows()) {
    auto cell = [&](const char* column) { return row.cells[*lexicon->Column(column)]; };
    look(cell, lexicon->name() + ":" + std::to_string(row.line));
  }
}

std::vector<std::string> Names(const AgencyGazetteer& gazetteer, const std::string& text) {
  std::vector<std::string> names;
  for (const NamedAgency& body : gazetteer.Find(text)) names.push_back(body.name);
  return names;
}

TEST(LexiconRows, ABodyIsFoundByItsNameAndItsAliases) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  // Alone these two are common nouns as often as not.
  const std::set<std::string> alone_none{"Thanh tra", "Thuế"};
  ForEachRow("agencies.tsv", [&](const auto& cell, const std::string& place) {
    const std::string name = cell("name");
    if (cell("level") == "group" || cell("level") == "head" || alone_none.contains(name)) return;
    EXPECT_EQ(Names(gazetteer, "Giao " + name + ", báo cáo."), std::vector<std::string>{name}) << place;
    for (const std::string& alias : SplitBars(cell("aliases"))) {
      const std::vector<std::string> found = Names(gazetteer, "Giao " + alias + ", báo cáo.");
      bool shared = found.size() == 1 && !gazetteer.NamesakesThen(found[0], *PartialDate::Make(2024, 1, 1)).empty();
      shared =
          shared || (found.size() == 1 && !gazetteer.NamesakesThen(found[0], *PartialDate::Make(2026, 1, 1)).empty());
      if (shared) continue;
      EXPECT_EQ(found, std::vector<std::string>{name}) << place << " " << alias;
    }
  });
}

TEST(LexiconRows, AGroupIsFoundInThePlural) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  ForEachRow("agencies.tsv", [&](const auto& cell, const std::string& place) {
    if (cell("level") != "group") return;
    const auto found = Names(gazetteer, "Giao các " + cell("name") + " thuộc tỉnh báo cáo.");
    EXPECT_FALSE(found.empty()) << place;
  });
}

TEST(LexiconRows, AHeadOpensANameThatNoRowHolds) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  ForEachRow("agencies.tsv", [&](const auto& cell, const std::string& place) {
    if (cell("level") != "head") return;
    const std::string name = UpperFirst(cell("name")) + " Dâu Tằm";
    const auto found = Names(gazetteer, "Giao " + name + " báo cáo.");
    ASSERT_EQ(found.size(), 1U) << place;
    EXPECT_TRUE(found[0] == name || (gazetteer.IsName(found[0]) && name.starts_with(found[0]))) << place << found[0];
  });
}

TEST(LexiconRows, ATitleStandsBeforeABody) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  ForEachRow("titles.tsv", [&](const auto& cell, const std::string& place) {
    const std::string title = cell("title");
    const std::string body =
        BareKey(title).find("chanh") != std::string::npos ? "Văn phòng Ủy ban nhân dân" : "Sở Tư pháp";
    const auto found = Names(gazetteer, "Giao " + UpperFirst(title) + " " + body + " báo cáo.");
    ASSERT_EQ(found.size(), 1U) << place;
    EXPECT_TRUE(found[0].starts_with(UpperFirst(title))) << place << " " << found[0];
  });
}

TEST(LexiconRows, AVerbBeginsADutyInItsRole) {
  const auto verbs = *DutyVerbs::Load(kData);
  std::set<std::string> rows;
  ForEachRow("duty_verbs.tsv", [&](const auto& cell, const std::string&) { rows.insert(cell("verb")); });
  // "phát" not before "hành": "phát hành" is a verb of its own
  auto is_verb = [&](const std::string& words) {
    return std::any_of(rows.begin(), rows.end(), [&](const std::string& row) { return row.starts_with(words); });
  };
  ForEachRow("duty_verbs.tsv", [&](const auto& cell, const std::string& place) {
    const auto role = RoleFromName(cell("role"));
    ASSERT_TRUE(role) << place;
    EXPECT_EQ(verbs.RoleAtBegin(cell("verb") + " xong"), role) << place;
    for (const std::string& word : SplitBars(cell("not_before"))) {
      if (is_verb(cell("verb") + " " + word)) continue;
      EXPECT_NE(verbs.RoleAtBegin(cell("verb") + " " + word), std::optional(*role)) << place << " " << word;
    }
  });
}

TEST(LexiconRows, ATypeIsToldByItsNameAndItsAbbreviations) {
  const auto types = *DocumentTypes::Load(kData);
  ForEachRow("document_types.tsv", [&](const auto& cell, const std::string& place) {
    EXPECT_EQ(types.OfName(cell("name")), cell("code")) << place;
    EXPECT_EQ(types.AtEnd("căn cứ " + cell("name")), cell("code")) << place;
    for (const std::string& abbreviation : SplitBars(cell("abbreviations")))
      EXPECT_FALSE(types.OfAbbreviation(abbreviation).empty()) << place << " " << abbreviation;
  });
}

TEST(LexiconRows, AHeaderCellSaysWhatItsColumnHolds) {
  const auto cells = *HeaderCells::Load(kData);
  ForEachRow("header_cells.tsv", [&](const auto& cell, const std::string& place) {
    const std::string meaning = cell("meaning") == "lost" ? "delta" : cell("meaning");
    EXPECT_EQ(Name(cells.Read(cell("words")).meaning), meaning) << place << " " << cell("words");
  });
}

TEST(LexiconRows, AnAbbreviationIsSpelledOut) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  ForEachRow("abbreviations.tsv", [&](const auto& cell, const std::string& place) {
    EXPECT_EQ(gazetteer.SpellOut("việc của " + cell("abbreviation")), "việc của " + cell("expansion")) << place;
  });
}

TEST(LexiconRows, AWordAroundAGoalIsInItsClass) {
  const auto goal = *GoalWords::Load(kData + "/lexicons");
  const std::map<std::string, const GoalWords::Words*> classes{
      {"measure", &goal.measure},         {"measure-word", &goal.measure_word}, {"counted-word", &goal.counted_word},
      {"points", &goal.points},           {"place-word", &goal.place_word},     {"keeps-place", &goal.keeps_place},
      {"second-body", &goal.second_body}, {"before-place", &goal.before_place}, {"done-in-duty", &goal.done_in_duty},
      {"empty-label", &goal.empty_label}};
  ForEachRow("goal_words.tsv", [&](const auto& cell, const std::string& place) {
    ASSERT_TRUE(classes.contains(cell("class"))) << place;
    EXPECT_TRUE(classes.at(cell("class"))->contains(PhraseKey(cell("words")))) << place;
  });
}

TEST(LexiconRows, AWordOfGrammarEndsAName) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  ForEachRow("name_stops.tsv", [&](const auto& cell, const std::string& place) {
    EXPECT_TRUE(gazetteer.EndsName(cell("word"))) << place;
  });
}

TEST(LexiconRows, APlaceIsKnown) {
  const auto gazetteer = *AgencyGazetteer::Load(kData);
  ForEachRow("places.tsv", [&](const auto& cell, const std::string& place) {
    EXPECT_TRUE(gazetteer.IsPlace(cell("name"))) << place;
    EXPECT_TRUE(!cell("province").empty() || gazetteer.IsProvince(cell("name"))) << place;
  });
}

}  // namespace
}  // namespace vankho
