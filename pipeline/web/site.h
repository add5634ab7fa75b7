// What all requests share. Built once when the server starts; safe from several threads.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "extractors/agency/gazetteer.h"
#include "pipeline/query/desk.h"
#include "pipeline/query/query.h"
#include "pipeline/web/answer_cache.h"
#include "pipeline/web/desk.h"
#include "pipeline/web/importer.h"
#include "pipeline/web/page_pictures.h"
#include "pipeline/web/sessions.h"
#include "pipeline/web/store_pool.h"

namespace vankho {

struct Site {
  explicit Site(DeskOptions given);

  // An agency as somebody typed it, by its full names where the gazetteer knows the words.
  void AddAgency(const std::string& typed, Filter& filter) const;
  // Somebody wrote: nothing that was answered before is told again.
  void ForgetAnswers();
  std::string SessionCookie(const std::string& session) const;

  DeskOptions options;
  StorePool stores;
  Sessions sessions;
  PagePictures pictures;
  SharedChain chain;
  Importer importer;
  // What an ingest beside us wrote may be so late. Whoever writes through the desk sees it at once.
  AnswerCache<std::map<std::string, std::size_t>> counts{std::chrono::seconds(30)};  // beside the tabs of Hạn
  AnswerCache<AgencyLoads> loads{std::chrono::seconds(30)};
  AnswerCache<std::shared_ptr<const Answers<DeadlineAnswer>>> deadlines{std::chrono::seconds(5)};
  std::optional<AgencyGazetteer> gazetteer;
  std::shared_ptr<const WorkCalendar> calendar;  // working days; null without a data folder
};

}  // namespace vankho
