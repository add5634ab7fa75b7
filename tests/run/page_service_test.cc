#include "pipeline/run/page_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

using ::testing::HasSubstr;

std::string ReaderOf(const PageServiceOptions& options) { return EnginePageService(options).Reader(); }

TEST(PageServiceReader, NamesWhatPagesAreReadBy) {
  EXPECT_EQ(ReadingSources().size(), 12U);
  EXPECT_THAT(ReaderOf({}), HasSubstr(std::string(ReadingSources())));
  EXPECT_THAT(ReaderOf({}), HasSubstr(EngineIdentity({})));
  EXPECT_EQ(ReaderOf({}), ReaderOf({}));
}

TEST(PageServiceReader, PagesReadOtherwiseAreOtherPages) {
  PageServiceOptions no_engine;
  no_engine.no_engine = true;
  PageServiceOptions fine;
  fine.pages.dpi = 300;
  PageServiceOptions large;
  large.ocr.reading_dpi = 300;
  PageServiceOptions flat;
  flat.ocr.find_tables = false;
  PageServiceOptions upright;
  upright.ocr.turn_sideways = false;
  PageServiceOptions plain;
  plain.engine.alternatives = false;
  for (const PageServiceOptions& other : {no_engine, fine, large, flat, upright, plain}) {
    EXPECT_NE(ReaderOf(other), ReaderOf({}));
  }
}

}  // namespace
}  // namespace vankho
