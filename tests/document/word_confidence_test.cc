#include "pipeline/document/word_confidence.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(WordConfidence, AWordThatBothSidesBelieveIsAlmostCertain) {
  EXPECT_GT(WordProbability("hoạch", 0.96, {}), 0.99);
  EXPECT_GT(WordProbability("2024", 0.96, {}), 0.98);
}

TEST(WordConfidence, ADoubtOfTheContextWeighsThoughTheEngineIsSure) {
  EXPECT_LT(WordProbability("thâu", 0.96, 0.05), 0.9);
  EXPECT_LT(WordProbability("thâu", 0.96, 0.05), WordProbability("thâu", 0.96, 0.5));
  EXPECT_LT(WordProbability("thâu", 0.6, 0.05), 0.5);
}

TEST(WordConfidence, NumbersAndMarksAreTheEnginesMatter) {
  EXPECT_EQ(WordProbability("12,5", 0.9, 0.01), WordProbability("12,5", 0.9, {}));
  EXPECT_EQ(WordProbability("-", 0.9, 0.01), WordProbability("-", 0.9, {}));
  EXPECT_EQ(WordProbability("a", 0.9, 0.01), WordProbability("a", 0.9, {}));
}

TEST(WordConfidence, StaysBetweenNothingAndCertainty) {
  for (double engine : {0.0, 0.5, 1.0}) {
    EXPECT_GT(WordProbability("xã", engine, 0.0), 0);
    EXPECT_LT(WordProbability("xã", engine, 1.0), 1);
  }
  EXPECT_LT(WordProbability("xã", 0.3, {}), WordProbability("xã", 0.5, {}));
}

}  // namespace
}  // namespace vankho
