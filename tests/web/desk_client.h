// A desk over a store made by hand, served on a free port in this process, and a client that keeps cookies.
#pragma once

#include <gtest/gtest.h>
#include <httplib.h>

#include <map>
#include <memory>
#include <string>
#include <thread>

#include "pipeline/base/file.h"
#include "pipeline/document/json.h"
#include "pipeline/web/desk.h"
#include "tests/store/sample.h"

namespace vankho {

// The store of the tests: one document with every field, one of plain lines.
inline void FillStore(const std::string& folder) {
  auto store = Store::Open(folder, Store::Mode::kCreate);
  ASSERT_TRUE(store) << store.error().message;
  sample::Sample full = sample::Full();
  ASSERT_TRUE(store->Add(full.Ingest()));
  sample::Sample plain = sample::FromLines("bao-cao.txt", {"Phòng Nội vụ nộp báo cáo <b>quý</b>", "Sở Tài chính"}, {});
  ASSERT_TRUE(store->Add(plain.Ingest("/scans/bao-cao.txt")));
}

class DeskUnderTest {
 public:
  explicit DeskUnderTest(DeskOptions options = {}, bool fill = true) {
    options.store = options.store.empty() ? folder_.Path("kho") : options.store;
    options.port = 0;
    if (options.worker.words.empty()) options.worker.words = {"/nowhere/vankho", "worker"};
    if (!options.today) options.today = PartialDate::FromIso("2024-04-01");
    options.data = FindDataFolder().value_or("");
    if (fill) FillStore(options.store);
    auto desk = Desk::Open(std::move(options));
    EXPECT_TRUE(desk) << (desk ? "" : desk.error().message);
    desk_ = std::move(*desk);
    thread_ = std::thread([this] { desk_->Serve(); });
    client_ = std::make_unique<httplib::Client>("127.0.0.1", desk_->port());
    while (!client_->Get("/assets/desk.css")) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ~DeskUnderTest() {
    desk_->Stop();
    thread_.join();
  }
  DeskUnderTest(const DeskUnderTest&) = delete;
  DeskUnderTest& operator=(const DeskUnderTest&) = delete;

  int port() const { return desk_->port(); }
  std::string StoreFolder() const { return folder_.Path("kho"); }
  httplib::Client& client() { return *client_; }

  httplib::Response Get(const std::string& path, httplib::Headers headers = {}) {
    headers.emplace("Cookie", Cookies());
    return Kept(client_->Get(path, headers));
  }
  Json GetJson(const std::string& path) {
    auto json = ParseJson(Get(path).body);
    EXPECT_TRUE(json) << path;
    return json ? *json : Json();
  }
  // A form with this session's token.
  httplib::Response Post(const std::string& path, httplib::Params form) {
    form.emplace("csrf", Csrf());
    return Kept(client_->Post(path, {{"Cookie", Cookies()}}, form));
  }
  std::string Csrf() {
    std::string page = Get("/login").body;
    std::size_t at = page.find("name=\"csrf\" content=\"");
    return at == std::string::npos ? "" : page.substr(at + 21, 64);
  }
  std::string Cookies() const {
    std::string all;
    for (const auto& [name, value] : cookies_) all += (all.empty() ? "" : "; ") + name + "=" + value;
    return all;
  }

 private:
  httplib::Response Kept(const httplib::Result& result) {
    EXPECT_TRUE(result) << "no answer";
    if (!result) return {};
    for (auto [at, end] = result->headers.equal_range("Set-Cookie"); at != end; ++at) {
      std::string pair = at->second.substr(0, at->second.find(';'));
      cookies_[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    return *result;
  }

  sample::Folder folder_;
  std::unique_ptr<Desk> desk_;
  std::thread thread_;
  std::unique_ptr<httplib::Client> client_;
  std::map<std::string, std::string> cookies_;
};

}  // namespace vankho
