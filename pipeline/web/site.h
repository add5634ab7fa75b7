// What all requests share. Built once when the server starts; safe from several threads.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "extractors/agency/gazetteer.h"
#include "pipeline/query/query.h"
#include "pipeline/web/desk.h"
#include "pipeline/web/sessions.h"
#include "pipeline/web/store_pool.h"

namespace vankho {

struct Site {
  explicit Site(DeskOptions given) : options(std::move(given)), stores(options.store), sessions(options.sessions) {}

  // An agency as somebody typed it, by its full names where the gazetteer knows the words.
  void AddAgency(const std::string& typed, Filter& filter) const;

  DeskOptions options;
  StorePool stores;
  Sessions sessions;
  std::optional<AgencyGazetteer> gazetteer;
};

}  // namespace vankho
