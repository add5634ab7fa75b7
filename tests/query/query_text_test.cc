#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/query/query.h"
#include "pipeline/query/terms.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Match = TextAnswer::Match;

class QueryTextTest : public ::testing::Test {
 protected:
  void Add(const std::string& name, const std::vector<std::string>& lines) {
    ASSERT_TRUE(store_.Add(sample::FromLines(name, lines, {}).Ingest()));
  }
  std::vector<std::string> Ask(std::string_view words, const Filter& filter = {}) {
    auto answers = QueryText(store_, words, filter);
    if (!answers) return {"error: " + answers.error().message};
    std::vector<std::string> out;
    for (const TextAnswer& a : answers->items) out.push_back(a.Snippet(200, "<", ">"));
    return out;
  }
  sample::Folder folder_;
  Store store_ = std::move(Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value());
};

TEST_F(QueryTextTest, ExactTonesFirstUnaccentedTypingStillFinds) {
  Add("a.txt", {"Bán hành và tỏi", "Ban hành kế hoạch", "Bàn hành chính của ban"});
  EXPECT_THAT(Ask("ban hành"), ElementsAre("<Ban hành> kế hoạch", "Bàn <hành> chính của <ban>", "<Bán hành> và tỏi"));
  std::vector<std::string> bare = Ask("ban hanh");
  EXPECT_THAT(bare, SizeIs(3));
  EXPECT_THAT(Ask("BAN HÀNH KẾ"), ElementsAre("<Ban hành kế> hoạch"));
}

TEST_F(QueryTextTest, MatchSaysHow) {
  Add("a.txt", {"thời hạn báo cáo", "báo cáo đúng thời hạn", "thôi hân bao cao"});
  auto answers = QueryText(store_, "thời hạn báo", {});
  ASSERT_TRUE(answers);
  ASSERT_THAT(answers->items, SizeIs(3));
  EXPECT_EQ(answers->items[0].match, Match::kTonesPhrase);
  EXPECT_EQ(answers->items[1].match, Match::kTones);
  EXPECT_EQ(answers->items[2].match, Match::kBarePhrase);
  EXPECT_EQ(answers->total, 3U);
}

TEST_F(QueryTextTest, LettersThatSqliteDoesNotFold) {
  Add("a.txt", {"ĐẢNG ỦY thị trấn Đầm Dơi", "hòa giải ở cơ sở", "Ngày 30/6/2024 số 104/KH-UBND"});
  EXPECT_THAT(Ask("dang uy"), ElementsAre("<ĐẢNG ỦY> thị trấn Đầm Dơi"));
  EXPECT_THAT(Ask("đầm dơi"), ElementsAre("ĐẢNG ỦY thị trấn <Đầm Dơi>"));
  EXPECT_THAT(Ask("hoà giải"), ElementsAre("<hòa giải> ở cơ sở"));
  EXPECT_THAT(Ask("104/KH-UBND"), ElementsAre("Ngày 30/6/2024 số <104/KH-UBND>"));
}

TEST_F(QueryTextTest, PhrasesPrefixesAndAllWords) {
  Add("a.txt", {"kế hoạch cải cách hành chính", "cải tiến cách làm"});
  EXPECT_THAT(Ask("cải cách"), SizeIs(2));
  EXPECT_THAT(Ask("\"cải cách\""), ElementsAre("kế hoạch <cải cách> hành chính"));
  EXPECT_THAT(Ask("hoa*"), ElementsAre("kế <hoạch> cải cách hành chính"));
  EXPECT_THAT(Ask("kế tiến"), IsEmpty());
}

TEST_F(QueryTextTest, HostileWordsAreWords) {
  Add("a.txt", {"báo cáo NOT OR NEAR"});
  for (const char* words : {"báo\" OR \"x", "NOT", "a AND", "tones:báo", "báo ^", "(báo", "{a}", "báo;DROP TABLE lines",
                            "\"", "*", "\xff\xfe", "", "NEAR(báo, 2)"}) {
    auto answers = QueryText(store_, words, {});
    if (!answers) {
      EXPECT_EQ(answers.error().code, ErrorCode::kUsage) << words << answers.error().message;
    }
  }
  EXPECT_THAT(Ask("not"), SizeIs(1));
  EXPECT_THAT(Ask("near or"), SizeIs(1));
}

TEST_F(QueryTextTest, PassagesGoOverLineBreaksAndKnowTheirLines) {
  sample::Sample full = sample::Full();
  ASSERT_TRUE(store_.Add(full.Ingest()));
  auto answers = QueryText(store_, "20/02 nội", {});
  ASSERT_TRUE(answers);
  ASSERT_THAT(answers->items, SizeIs(1));
  EXPECT_EQ(answers->items[0].page, 1);
  EXPECT_THAT(answers->items[0].lines, ElementsAre(1, 2));
  auto furniture = QueryText(store_, "12", {});
  ASSERT_THAT(furniture->items, SizeIs(1));  // a line outside the paragraphs
  EXPECT_EQ(furniture->items[0].page, 3);
}

TEST_F(QueryTextTest, FiltersAndLimits) {
  Add("a.txt", {"báo cáo một"});
  Records records;
  records.header.number = "7/KH-UBND";
  records.header.issued_date = sample::Date("2024");
  ASSERT_TRUE(store_.Add(sample::FromLines("b.txt", {"báo cáo hai", "báo cáo ba"}, records).Ingest()));
  Filter filter;
  filter.year = 2024;
  EXPECT_THAT(Ask("báo cáo", filter), SizeIs(2));
  filter.limit = 1;
  EXPECT_THAT(Ask("báo cáo", filter), SizeIs(1));
  EXPECT_EQ(QueryText(store_, "báo cáo", filter)->total, 2U);
  filter.year.reset();
  filter.limit = 0;
  filter.document = "7/KH-UBND";
  EXPECT_THAT(Ask("báo cáo", filter), SizeIs(2));
}

TEST(SnippetTest, CutsAtWordsAroundTheFirstMark) {
  TextAnswer answer;
  for (int i = 0; i < 100; ++i) answer.text += "tiếng" + std::to_string(i) + " ";
  answer.text += "đích cuối";
  std::size_t at = answer.text.find("tiếng50");
  answer.highlights = {{at, at + std::string("tiếng50").size()}};
  EXPECT_EQ(answer.Snippet(40), "… tiếng49 «tiếng50» tiếng51 tiếng52 …");
  answer.highlights = {{answer.text.find("đích"), answer.text.size()}};
  EXPECT_EQ(answer.Snippet(30, "[", "]"), "… tiếng98 tiếng99 [đích cuối]");
  answer.highlights.clear();
  EXPECT_EQ(answer.Snippet(20), "tiếng0 tiếng1 tiếng2 …");
  answer.text = "ngắn";
  EXPECT_EQ(answer.Snippet(20), "ngắn");
}

TEST(TermsTest, Parse) {
  EXPECT_THAT(ParseTerms("  báo \"cải cách\" kho* - \"\" \"mở"),
              ElementsAre(Term{"báo", false}, Term{"cải cách", false}, Term{"kho", true}, Term{"mở", false}));
}

}  // namespace
}  // namespace vankho
