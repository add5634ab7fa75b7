#include "pipeline/restore/foreign_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/base/file.h"
#include "pipeline/restore/restorer.h"
#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

Result<ForeignWords> Load(const std::string& rows) {
  const std::string path = testing::TempDir() + "/foreign_words_test.tsv";
  EXPECT_TRUE(WriteFileAtomically(path, "word\tsource\n" + rows));
  return ForeignWords::Load(path);
}

TEST(ForeignWords, AreKnownInAnyCase) {
  const ForeignWords words = *Load("Kahoot\tmade up\npassword\tmade up\n");
  EXPECT_TRUE(words.Holds("Kahoot"));
  EXPECT_TRUE(words.Holds("PASSWORD"));
  EXPECT_FALSE(words.Holds("Kahoots"));
}

TEST(ForeignWords, WhatMayBeASyllableIsRefused) {
  for (const char* word : {"chat", "form", "game", "Web", "online"}) {
    const bool refused = std::string_view(word) == "chat";
    EXPECT_EQ(Load(std::string(word) + "\tmade up\n").has_value(), !refused) << word;
  }
  EXPECT_THAT(Load("email\tx\nchat\tx\n").error().message, testing::HasSubstr("foreign_words_test.tsv:3: 'chat'"));
}

TEST(ForeignWords, OfTheProductLoad) {
  auto words = ForeignWords::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/foreign_words.tsv");
  ASSERT_TRUE(words) << Describe(words.error());
  EXPECT_TRUE(words->Holds("website"));
}

TEST(ForeignWords, SomeNamesShowByTheirLooks) {
  for (const char* name : {"Kubota", "Dubois", "Flyers"}) EXPECT_TRUE(LooksLikeForeignName(name)) << name;
  for (const char* other : {"Chuong", "Nghieng", "Zoom", "kubota", "KUBOTA", "Trién", "K8bota", ""}) {
    EXPECT_FALSE(LooksLikeForeignName(other)) << other;
  }
}

ToyLanguage WithForeignWords() {
  std::map<std::string, double> words;
  for (const char* word : {"kế", "hoạch", "cải", "cách", "hành", "chính", "khoát", "của", "disco", "Internet", "Yahoo",
                           "passport", "thực", "hiện"}) {
    words[word] = 0.02;
  }
  return ToyLanguage(words);
}

std::string Restored(ForeignWords foreign, const std::string& text) {
  RestorerParts parts{std::make_unique<ToyLanguage>(WithForeignWords()),
                      OcrChannel::Prior(),
                      OcrChannel::Prior(),
                      *ProtectedClasses::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons/symbol_codes.tsv"),
                      {}};
  parts.foreign_words = std::move(foreign);
  return RestorePlainText(Restorer::FromParts(std::move(parts)), text)->text;
}

TEST(ForeignWords, NoneIsMadeAnotherOne) {
  const std::string out = Restored({}, "thuc hién ké hoach cai cach hanh chinh ctia Cisco\n");
  EXPECT_EQ(out, "thực hiện kế hoạch cải cách hành chính của Cisco\n") << "not disco";
}

TEST(ForeignWords, AreRepairedWhereTheLettersLookAlike) {
  const std::string out = Restored({}, "thuc hién ké hoach cai cach hanh chinh ctia Intemet\n");
  EXPECT_EQ(out, "thực hiện kế hoạch cải cách hành chính của Internet\n");
}

TEST(ForeignWords, ThoseOfTheLexiconStand) {
  const std::string text = "thuc hién ké hoach cai cach hanh chinh ctia kahoot\n";
  EXPECT_THAT(Restored({}, text), testing::Not(testing::HasSubstr("kahoot")));
  ForeignWords words;
  words.Add("kahoot");
  EXPECT_THAT(Restored(std::move(words), text), testing::HasSubstr("của kahoot"));
}

}  // namespace
}  // namespace vankho
