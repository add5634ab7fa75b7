#include "pipeline/run/record_changes.h"

#include <algorithm>

namespace vankho {
namespace {

std::vector<Json> WithoutEqual(const Json& from, const Json& other) {
  std::vector<Json> rest;
  std::vector<bool> used(other.size());
  for (const Json& item : from) {
    std::size_t i = 0;
    while (i < other.size() && (used[i] || other[i] != item)) ++i;
    if (i < other.size()) {
      used[i] = true;
    } else {
      rest.push_back(item);
    }
  }
  return rest;
}

bool SharePrintedLine(const Json& a, const Json& b) {
  const Json left = a.value("evidence", Json::object());
  const Json right = b.value("evidence", Json::object());
  if (left.value("page", 0) != right.value("page", 0)) return false;
  const Json lines = right.value("lines", Json::array());
  for (const Json& line : left.value("lines", Json::array())) {
    if (std::find(lines.begin(), lines.end(), line) != lines.end()) return true;
  }
  return false;
}

// Without what people said: judgements are laid over the new records later.
Json AsRead(Json records) {
  for (Json& record : records) record.erase("review");
  return records;
}

void CompareLists(const std::string& kind, const Json& before, const Json& after, std::vector<RecordChange>& changes) {
  std::vector<Json> gone = WithoutEqual(before, after);
  std::vector<Json> fresh = WithoutEqual(after, before);
  for (Json& old : gone) {
    auto pair = std::find_if(fresh.begin(), fresh.end(), [&](const Json& item) { return SharePrintedLine(old, item); });
    Json now;
    if (pair != fresh.end()) {
      now = std::move(*pair);
      fresh.erase(pair);
    }
    changes.push_back({kind, std::move(old), std::move(now)});
  }
  for (Json& item : fresh) changes.push_back({kind, Json(), std::move(item)});
}

void CompareHeaders(const Json& before, const Json& after, std::vector<RecordChange>& changes) {
  RecordChange change{"header", Json::object(), Json::object()};
  auto compare = [&](const std::string& key) {
    if (change.before.contains(key) || before.value(key, Json()) == after.value(key, Json())) return;
    change.before[key] = before.value(key, Json());
    change.after[key] = after.value(key, Json());
  };
  for (const auto& [key, value] : before.items()) compare(key);
  for (const auto& [key, value] : after.items()) compare(key);  // flags are there only where there are some
  if (!change.before.empty()) changes.push_back(std::move(change));
}

}  // namespace

std::vector<RecordChange> CompareRecords(const SourceFile& source, const Records& before, const Records& after) {
  std::vector<RecordChange> changes;
  Json old = ToJson(source, before);
  Json now = ToJson(source, after);
  for (Json* json : {&old, &now}) {
    Json header = json->value("document", Json::object());
    (*json)["references"] = header.value("references", Json::array());
    header.erase("references");
    (*json)["document"] = std::move(header);
  }
  CompareHeaders(old["document"], now["document"], changes);
  for (const auto& [key, value] : old.items()) {
    if (value.is_array()) CompareLists(key, AsRead(value), AsRead(now.value(key, Json::array())), changes);
  }
  return changes;
}

}  // namespace vankho
