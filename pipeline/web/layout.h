// The frame of every page, and the small pieces that pages share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/web/visit.h"

namespace vankho {

struct PageFrame {
  std::string title;                 // of the window and the heading
  std::string_view section;          // key of the navigation entry that is lit: "nav.deadlines"
  std::vector<std::string> scripts;  // assets to load as modules
  bool wide = false;                 // uses the whole window
};
Html Layout(const Visit& visit, const PageFrame& frame, const Html& body);

// What went wrong, in words that say what to do; `detail` in English as the error gives it, "" for none.
Html ErrorPage(const Visit& visit, ErrorCode code, std::string_view detail);

// "12/3/2024", "3/2024"; "" for nothing.
std::string DayText(const std::optional<PartialDate>& date);
// A record's summary as Vietnamese papers write dates and points.
std::string ForPeople(std::string_view summary);
// What people call a document: its number, else its file name.
std::string NameOf(const DocumentBrief& document);
// A link to a document, to a record's words where `record` is not 0.
std::string DocumentUrl(const DocumentBrief& document, int page = 0, RecordId record = 0);
// "1 - 100 of 2340", and links to the pages before and after.
Html Pager(const Visit& visit, const Slice& slice, std::size_t shown, std::size_t total);
// "Take along": the list that the request shows as files; `name` as /export/NAME.FORMAT.
// `changes` as UrlWith takes them.
Html ExportLinks(const Visit& visit, std::string_view name, std::initializer_list<const char*> formats,
                 std::vector<std::pair<std::string, std::string>> changes = {});
Html HiddenCsrf(const Visit& visit);

}  // namespace vankho
