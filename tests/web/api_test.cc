// Every answer of /api/v1 has the form that openapi.json states, and every address is in it.
#include <regex>
#include <set>

#include "pipeline/web/assets.h"
#include "pipeline/web/routes.h"
#include "tests/web/desk_client.h"

namespace vankho {
namespace {

Json Description() { return *ParseJson(FindAsset("openapi.json")->bytes); }

bool IsOfType(const Json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

// The part of JSON Schema that the description uses; "" or what is wrong where.
std::string Mismatch(const Json& value, const Json& schema, const Json& root, const std::string& where) {
  if (schema.contains("$ref")) {
    std::string name = schema["$ref"].get<std::string>().substr(std::string("#/components/schemas/").size());
    return Mismatch(value, root["components"]["schemas"][name], root, where);
  }
  Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
  bool fits = false;
  for (const Json& type : types) fits = fits || IsOfType(value, type.get<std::string>());
  if (!fits) return where + " is " + Dump(value) + ", not " + Dump(types);
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
    return where + " is none of the values: " + Dump(value);
  }
  if (value.is_array()) {
    for (const Json& item : value) {
      if (std::string wrong = Mismatch(item, schema["items"], root, where + "[]"); !wrong.empty()) return wrong;
    }
  }
  if (!value.is_object()) return "";
  const Json required = schema.value("required", Json::array());
  const Json properties = schema.value("properties", Json::object());
  for (const Json& key : required) {
    if (!value.contains(key.get<std::string>())) return where + " lacks " + key.get<std::string>();
  }
  for (const auto& [key, part] : properties.items()) {
    if (!value.contains(key)) continue;
    if (std::string wrong = Mismatch(value[key], part, root, where + "." + key); !wrong.empty()) return wrong;
  }
  return "";
}

std::string Filled(std::string path, const std::string& sha256) {
  path = std::regex_replace(path, std::regex(R"(\{sha256\})"), sha256);
  path = std::regex_replace(path, std::regex(R"(\{page\}|\{id\})"), "1");
  return "/api/v1" + path + (path == "/search" ? "?q=b%C3%A1o+c%C3%A1o" : "");
}

TEST(Api, AnswersAsDescribed) {
  DeskUnderTest desk;
  std::string sha256 = sample::Full().document.source().sha256;
  Json description = Description();
  int checked = 0;
  for (const auto& [path, methods] : description["paths"].items()) {
    if (!methods.contains("get")) continue;
    std::string url = Filled(path, sha256);
    const Json& content = methods["get"]["responses"]["200"]["content"];
    std::string type = content.begin().key();
    if (type == "image/jpeg") continue;  // needs a real worker: the browser tests look at it
    httplib::Response response = desk.Get(url);
    EXPECT_EQ(response.status, 200) << url << ": " << response.body;
    EXPECT_EQ(response.get_header_value("Content-Type").substr(0, type.size()), type) << url;
    EXPECT_FALSE(response.get_header_value("ETag").empty()) << url;
    if (type != "application/json") continue;
    auto json = ParseJson(response.body);
    ASSERT_TRUE(json) << url;
    EXPECT_EQ(Mismatch(*json, content["application/json"]["schema"], description, url), "");
    ++checked;
  }
  EXPECT_GE(checked, 15);
}

TEST(Api, DescribesEveryAddress) {
  std::set<std::string> described;
  Json description = Description();
  for (const auto& [path, methods] : description["paths"].items()) {
    for (const auto& [method, operation] : methods.items())
      described.insert(method + " " + Filled(path, std::string(64, 'a')));
  }
  int matched = 1;  // POST /uploads takes a stream and is no route
  std::vector<Route> routes = ApiRoutes();
  for (const Route& route : DeskApiRoutes()) routes.push_back(route);
  for (const Route& route : routes) {
    std::string pattern = route.pattern;
    if (pattern.rfind("/api/v1", 0) != 0) continue;
    std::string method = route.method == Method::kGet ? "get " : route.method == Method::kPost ? "post " : "delete ";
    bool found = false;
    for (const std::string& url : described) {
      std::string path = url.substr(0, url.find('?'));
      found =
          found || (path.rfind(method, 0) == 0 && std::regex_match(path.substr(method.size()), std::regex(pattern)));
    }
    EXPECT_TRUE(found) << method << pattern << " is not in openapi.json";
    matched += found ? 1 : 0;
  }
  EXPECT_EQ(static_cast<std::size_t>(matched), described.size()) << "openapi.json describes what is not there";
}

TEST(Api, PagesThroughAList) {
  DeskUnderTest desk;
  std::set<std::int64_t> seen;
  std::string url = "/api/v1/criteria?limit=1";
  for (int pages = 0; pages < 5 && !url.empty(); ++pages) {
    Json page = desk.GetJson(url);
    EXPECT_EQ(page["total"], 2);
    for (const Json& item : page["items"]) seen.insert(item["id"].get<std::int64_t>());
    url = page["next"].is_string() ? page["next"].get<std::string>() : "";
  }
  EXPECT_EQ(seen.size(), 2U);
}

TEST(Api, FiltersByAgencyAsTyped) {
  DeskUnderTest desk;
  EXPECT_EQ(desk.GetJson("/api/v1/deadlines?agency=phong+noi+vu")["total"], 1);
  EXPECT_EQ(desk.GetJson("/api/v1/deadlines?agency=Kho+b%E1%BA%A1c")["total"], 0);
  EXPECT_EQ(desk.GetJson("/api/v1/deadlines?due_from=2024-07-01&due_to=2024-07-31")["total"], 2);
}

TEST(Api, KnowsWhatTheClientHas) {
  DeskUnderTest desk;
  std::string etag = desk.Get("/api/v1/documents").get_header_value("ETag");
  httplib::Response again = desk.Get("/api/v1/documents", {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
}

TEST(Api, ErrorsAreProblems) {
  DeskUnderTest desk;
  for (auto [path, status] : std::map<std::string, int>{{"/api/v1/deadlines?year=abc", 400},
                                                        {"/api/v1/deadlines?limit=-1", 400},
                                                        {"/api/v1/deadlines?due_from=31%2F6", 400},
                                                        {"/api/v1/search?q=", 400},
                                                        {"/api/v1/deadlines?document=zzz", 404},
                                                        {"/api/v1/documents/ffffffffff", 404},
                                                        {"/api/v1/nothing", 404}}) {
    httplib::Response response = desk.Get(path);
    EXPECT_EQ(response.status, status) << path;
    EXPECT_EQ(response.get_header_value("Content-Type"), "application/problem+json") << path;
    auto json = ParseJson(response.body);
    ASSERT_TRUE(json) << path;
    EXPECT_EQ((*json)["status"], status);
    EXPECT_FALSE((*json)["detail"].get<std::string>().empty());
  }
}

TEST(Api, BrokenUtf8InAQueryIsNoError) {
  DeskUnderTest desk;
  EXPECT_EQ(desk.Get("/api/v1/search?q=b%C3%A1o%FF").status, 200);
  EXPECT_EQ(desk.Get("/api/v1/deadlines?agency=%C3%28").status, 400);  // no letters are left
}

// What a scorer fetches and what it is given as a file are one contract.
TEST(Api, ScoresKeepTheSchemaOfTheExport) {
  DeskUnderTest desk;
  sample::Folder folder;
  std::string lines;
  Json scores = desk.GetJson("/api/v1/scores");
  for (Json item : scores["items"]) {
    item.erase("id");
    lines += Dump(item) + "\n";
  }
  ASSERT_FALSE(lines.empty());
  std::string file = folder.Path("scores.jsonl");
  ASSERT_TRUE(WriteFileAtomically(file, lines));
  EXPECT_EQ(std::system(("/usr/bin/python3 " VANKHO_SOURCE_DIR "/tests/export/validate.py --scores " + file).c_str()),
            0);
}

}  // namespace
}  // namespace vankho
