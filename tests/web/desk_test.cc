// The pages over HTTP: what is shown, what is kept, and what an attacker does not get.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "pipeline/web/assets.h"
#include "pipeline/web/importer.h"
#include "pipeline/web/password.h"
#include "pipeline/web/words.h"
#include "tests/web/desk_client.h"

namespace vankho {
namespace {

bool Has(const httplib::Response& response, const std::string& words) {
  return response.body.find(words) != std::string::npos;
}

DeskOptions WithUser(const std::string& folder, const std::string& role = "reviewer") {
  FillStore(folder);
  auto store = Store::Open(folder, Store::Mode::kReadWrite);
  EXPECT_TRUE(store->PutUser({"lan", role, *HashPassword("mat khau dai"), ""}, {"test", ""}));
  DeskOptions options;
  options.store = folder;
  return options;
}

TEST(Desk, EveryPageIsWholeAndSafe) {
  DeskUnderTest desk;
  std::string sha256 = sample::Full().document.source().sha256;
  for (const std::string& path :
       {std::string("/"), std::string("/?view=month&month=2024-07"), std::string("/?when=undated"),
        std::string("/agencies"), std::string("/agencies?name=Ph%C3%B2ng+N%E1%BB%99i+v%E1%BB%A5"),
        std::string("/criteria"), std::string("/criteria/years"), std::string("/documents"), "/documents/" + sha256,
        "/documents/" + sha256 + "?page=3", "/documents/" + sha256 + "?page=99", std::string("/search?q=bao+cao"),
        std::string("/search"), std::string("/review"), std::string("/import"), std::string("/login")}) {
    for (const char* language : {"vi", "en"}) {
      httplib::Response response = desk.Get(path, {{"Cookie", std::string("vankho_lang=") + language}});
      EXPECT_EQ(response.status, 200) << path;
      EXPECT_TRUE(Has(response, "</html>")) << path;
      EXPECT_FALSE(std::regex_search(response.body, std::regex(R"(<script>| on[a-z]+="| style=")"))) << path;
      EXPECT_EQ(response.get_header_value("Content-Security-Policy").find("unsafe"), std::string::npos);
      EXPECT_FALSE(response.get_header_value("Content-Security-Policy").empty()) << path;
    }
  }
}

TEST(Desk, GivesThePageBack) {
  DeskUnderTest desk;
  std::string document = "/documents/" + sample::Full().document.source().sha256;
  EXPECT_TRUE(Has(desk.Get(document), document + "/searchable.pdf"));
  httplib::Response text = desk.Get(document + "/text.txt");
  EXPECT_EQ(text.status, 200);
  EXPECT_EQ(text.body.substr(0, text.body.find('\n')), "Trước ngày 20/02");
  // The sample's original is no real PDF: a problem with its reason, not a crash.
  httplib::Response pdf = desk.Get(document + "/searchable.pdf");
  EXPECT_GE(pdf.status, 400);
  EXPECT_LT(pdf.status, 500);
}

TEST(Desk, EveryWordHasARow) {
  std::set<std::string> missing;
  const std::regex key(R"re((?:T|Say)\(\s*"([a-z]+\.[a-z0-9._-]+)")re");
  for (const auto& entry : std::filesystem::directory_iterator(std::string(VANKHO_SOURCE_DIR) + "/pipeline/web")) {
    if (entry.path().extension() != ".cc") continue;
    std::string source = *ReadFile(entry.path().string());
    for (std::sregex_iterator at(source.begin(), source.end(), key), end; at != end; ++at) {
      std::string found = (*at)[1];
      if (found.back() == '.') continue;
      if (Words(found, Language::kVietnamese) == found || Words(found, Language::kEnglish).empty())
        missing.insert(found);
    }
  }
  EXPECT_EQ(missing, std::set<std::string>{});
  EXPECT_EQ(Words("nav.deadlines", Language::kVietnamese), "Hạn");
}

TEST(Desk, WhatMustBeComparedStandsOverThePage) {
  DeskUnderTest desk;
  const std::string path = "/documents/" + sample::Full().document.source().sha256;
  httplib::Response first = desk.Get(path + "?page=1");
  EXPECT_TRUE(Has(first, "<a href=\"#l3\">dòng 3</a>: <span lang=\"en\">a line was skipped</span>"));
  EXPECT_FALSE(Has(first, "page 2 could not be read"));
  EXPECT_TRUE(Has(desk.Get(path + "?page=2"), "page 2 could not be read"));
}

TEST(Desk, WordsFromPapersAreEscaped) {
  DeskUnderTest desk;
  httplib::Response response = desk.Get("/search?q=b%C3%A1o");
  EXPECT_TRUE(Has(response, "&lt;b&gt;quý&lt;/b&gt;"));
  EXPECT_FALSE(Has(response, "<b>quý</b>"));
  EXPECT_TRUE(Has(response, "<mark>báo</mark>"));
  httplib::Response typed = desk.Get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
  EXPECT_FALSE(Has(typed, "<script>alert"));
}

TEST(Desk, MarksADeadlineDoneAndTakesItBack) {
  DeskUnderTest desk;
  std::string page = desk.Get("/?when=all").body;
  std::smatch found;
  ASSERT_TRUE(std::regex_search(page, found, std::regex(R"(action="(/records/\d+/done)\")")));
  std::string action = found[1];
  EXPECT_EQ(desk.Post(action, {{"day", "2024-07-31"}, {"note", "gửi qua trục"}}).status, 303);
  Json items = desk.GetJson("/api/v1/judgements")["items"];
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]["verb"], "done");
  EXPECT_EQ(items[0]["note"], "gửi qua trục");
  EXPECT_EQ(desk.Post("/judgements/" + Dump(items[0]["id"]) + "/undo", {}).status, 303);
  EXPECT_TRUE(desk.GetJson("/api/v1/judgements")["items"][0]["undone_at"].is_string());
}

TEST(Desk, ACorrectionReachesEveryAnswer) {
  DeskUnderTest desk;
  Json dated = desk.GetJson("/api/v1/deadlines?due_from=2024-07-31&due_to=2024-07-31")["items"][0];
  std::string record = Dump(dated["id"]);
  EXPECT_EQ(desk.Post("/records/" + record + "/judge", {{"verb", "correct"}, {"field.due", "30/6/2024"}}).status, 303);
  EXPECT_EQ(desk.GetJson("/api/v1/deadlines?due_from=2024-06-30&due_to=2024-06-30")["items"][0]["due"], "2024-06-30");
  EXPECT_TRUE(Has(desk.Get("/export/deadlines.csv"), "2024-06-30"));
  EXPECT_TRUE(Has(desk.Get("/export/deadlines.ics"), "DTSTART;VALUE=DATE:20240630"));
  EXPECT_EQ(desk.Get("/export/deadlines.xlsx").body.substr(0, 2), "PK");
  EXPECT_TRUE(Has(desk.Get("/api/v1/corrections"), "\"right\":\"2024-06-30\""));
  Json changes = desk.GetJson("/api/v1/changes?since=2");
  ASSERT_EQ(changes["items"].size(), 1U);
  EXPECT_EQ(changes["items"][0]["what"], "judged");
  std::string bad = desk.Post("/records/" + record + "/judge", {{"verb", "correct"}, {"field.due", "31/6/2024"}}).body;
  EXPECT_NE(bad.find("</html>"), std::string::npos);
  EXPECT_EQ(desk.GetJson("/api/v1/judgements")["items"].size(), 1U);
}

TEST(Desk, ForgedFormsAreRefused) {
  DeskUnderTest desk;
  std::string csrf = desk.Csrf();
  auto post = [&](const httplib::Headers& headers, const httplib::Params& form) {
    return desk.client().Post("/records/1/judge", headers, form)->status;
  };
  EXPECT_EQ(post({}, {{"verb", "confirm"}}), 403);
  EXPECT_EQ(post({{"Cookie", desk.Cookies()}}, {{"verb", "confirm"}}), 403);
  EXPECT_EQ(post({{"Cookie", "vankho_session=" + std::string(64, 'a')}}, {{"verb", "confirm"}, {"csrf", csrf}}), 403);
  EXPECT_EQ(post({{"Cookie", desk.Cookies()}, {"Host", "evil.example"}}, {{"verb", "confirm"}, {"csrf", csrf}}), 403);
  EXPECT_EQ(desk.GetJson("/api/v1/judgements")["items"].size(), 0U);
  EXPECT_EQ(desk.Get("/", {{"Host", "evil.example"}}).status, 403);
}

TEST(Desk, UsersLogInAndStayInTheirRole) {
  sample::Folder folder;
  DeskUnderTest desk(WithUser(folder.Path("kho"), "reader"), false);
  EXPECT_EQ(desk.Get("/documents").status, 303);
  EXPECT_EQ(desk.Get("/api/v1/documents").status, 401);
  EXPECT_EQ(desk.Post("/login", {{"name", "lan"}, {"password", "sai"}}).status, 403);
  EXPECT_EQ(desk.Get("/documents").status, 303);
  httplib::Response in =
      desk.Post("/login", {{"name", "lan"}, {"password", "mat khau dai"}, {"next", "//evil.example/"}});
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(in.get_header_value("Location"), "/");
  EXPECT_NE(in.get_header_value("Set-Cookie").find("HttpOnly"), std::string::npos);
  EXPECT_EQ(desk.Get("/documents").status, 200);
  EXPECT_EQ(desk.Post("/records/1/judge", {{"verb", "confirm"}}).status, 403);
  EXPECT_EQ(desk.Post("/logout", {}).status, 303);
  EXPECT_EQ(desk.Get("/documents").status, 303);
}

TEST(Desk, ProgramsSendTheirPassword) {
  sample::Folder folder;
  DeskUnderTest desk(WithUser(folder.Path("kho")), false);
  auto get = [&](const std::string& header) {
    return desk.client().Get("/api/v1/documents", {{"Authorization", header}})->status;
  };
  EXPECT_EQ(get("Basic bGFuOm1hdCBraGF1IGRhaQ=="), 200);
  EXPECT_EQ(get("Basic bGFuOm1hdCBraGF1IGRhaQ=="), 200);
  EXPECT_EQ(get("Basic bGFuOnNhaQ=="), 401);
  EXPECT_EQ(get("Basic %%%"), 401);
  auto posted =
      desk.client().Post("/api/v1/records/1/judgements", {{"Authorization", "Basic bGFuOm1hdCBraGF1IGRhaQ=="}},
                         R"({"verb":"confirm"})", "application/json");
  EXPECT_EQ(posted->status, 201) << posted->body;
}

TEST(Desk, GuessingPasswordsIsSlowed) {
  sample::Folder folder;
  DeskOptions options = WithUser(folder.Path("kho"));
  options.sessions.free_tries = 2;
  DeskUnderTest desk(options, false);
  EXPECT_EQ(desk.Post("/login", {{"name", "lan"}, {"password", "1"}}).status, 403);
  EXPECT_EQ(desk.Post("/login", {{"name", "lan"}, {"password", "2"}}).status, 403);
  EXPECT_EQ(desk.Post("/login", {{"name", "lan"}, {"password", "mat khau dai"}}).status, 429);
}

TEST(Desk, OpenToTheNetworkOnlyWithUsers) {
  sample::Folder folder;
  FillStore(folder.Path("kho"));
  DeskOptions options;
  options.store = folder.Path("kho");
  options.host = "0.0.0.0";
  options.port = 0;
  options.worker.words = {"/nowhere"};
  auto desk = Desk::Open(options);
  ASSERT_FALSE(desk);
  EXPECT_EQ(desk.error().code, ErrorCode::kPermission);
  EXPECT_NE(desk.error().message.find("vankho user add"), std::string::npos);
}

TEST(Desk, PathsLeadNowhereElse) {
  DeskUnderTest desk;
  for (const char* path : {"/assets/../desk.cc", "/assets/..%2f..%2fetc%2fpasswd", "/documents/..%2f..%2fvankho.db",
                           "/documents/../../etc/passwd", "/assets/words.tsv", "/.git/config", "/vankho.db"}) {
    auto response = desk.client().Get(path);
    ASSERT_TRUE(response) << path;
    EXPECT_EQ(response->status, 404) << path;
  }
}

TEST(Desk, UploadsKeepHarmlessNames) {
  EXPECT_EQ(Importer::SafeName("../../etc/passwd"), "passwd");
  EXPECT_EQ(Importer::SafeName("C:\\scans\\kế hoạch.pdf"), "kế hoạch.pdf");
  EXPECT_EQ(Importer::SafeName("..\n\r\x1b[31m.hidden"), "[31m.hidden");
  EXPECT_EQ(Importer::SafeName("....//"), "tai-lieu");
  EXPECT_EQ(Importer::SafeName("a\u202Efdp.exe"), "afdp.exe");
  EXPECT_LE(Importer::SafeName(std::string(5000, 'a')).size(), 180U);
}

TEST(Desk, AnUploadEndsInTheLedgerAndLeavesNothingBehind) {
  DeskUnderTest desk;
  std::string csrf = desk.Csrf();
  auto offered =
      desk.client().Post("/api/v1/uploads?name=..%2F..%2Fx.pdf", {{"Cookie", desk.Cookies()}, {"X-CSRF-Token", csrf}},
                         "not a pdf", "application/octet-stream");
  ASSERT_EQ(offered->status, 202) << offered->body;
  std::string state;
  for (int i = 0; i < 600 && (state.empty() || state == "waiting" || state == "reading"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    state = desk.GetJson("/api/v1/uploads")["items"][0]["state"].get<std::string>();
  }
  EXPECT_EQ(state, "failed");
  Json entry = desk.GetJson("/api/v1/imports?outcome=failed")["items"][0];
  EXPECT_EQ(entry["path"].get<std::string>().substr(entry["path"].get<std::string>().size() - 6), "/x.pdf");
  EXPECT_FALSE(entry["message"].is_null());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_TRUE(std::filesystem::is_empty(desk.StoreFolder() + "/incoming"));
  auto forged =
      desk.client().Post("/api/v1/uploads?name=x", {{"X-CSRF-Token", "no"}}, "bytes", "application/octet-stream");
  EXPECT_EQ(forged->status, 403);
}

TEST(Desk, LargeFormsAreRefusedUnread) {
  DeskUnderTest desk;
  auto response =
      desk.client().Post("/records/1/judge", std::string(400 * 1024, 'x'), "application/x-www-form-urlencoded");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 413);
}

// A raw connection to the desk.
int Connect(int port) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  return fd;
}

TEST(Desk, SlowClientsAreHungUpOn) {
  DeskOptions options;
  options.limits.head = std::chrono::milliseconds(300);
  options.limits.threads = 4;
  DeskUnderTest desk(options);
  std::vector<int> slow;
  for (int i = 0; i < 3; ++i) slow.push_back(Connect(desk.port()));
  auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 8; ++i) {  // a byte now and then
    for (int fd : slow) {
      if (::send(fd, "G", 1, MSG_NOSIGNAL) < 0) continue;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
  }
  for (int fd : slow) {
    char byte = 0;
    while (::recv(fd, &byte, 1, 0) > 0) {
    }
    ::close(fd);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  EXPECT_EQ(desk.Get("/assets/desk.css").status, 200);
}

TEST(Desk, AListGoesOutAsItIsShown) {
  DeskUnderTest desk;
  EXPECT_EQ(desk.Get("/export/deadlines.pdf?agency=phong+noi+vu").body.substr(0, 5), "%PDF-");
  std::string undated = desk.Get("/export/deadlines.csv?when=undated").body;
  EXPECT_NE(undated.find("trong 5 ngày làm việc"), std::string::npos);
  EXPECT_EQ(undated.find("2024-07-31"), std::string::npos);
  EXPECT_TRUE(Has(desk.Get("/?when=undated"), "<b>trong 5 ngày làm việc</b>"));
  EXPECT_TRUE(Has(desk.Get("/?when=undated"), "/export/deadlines.pdf?when=undated"));
  for (const char* path : {"/documents", "/criteria", "/search?q=bao+cao"}) {
    EXPECT_TRUE(Has(desk.Get(path), ".xlsx")) << path;
  }
  EXPECT_EQ(desk.Get("/export/text.csv?q=b%C3%A1o").status, 200);
}

TEST(Desk, YearsStandSideBySide) {
  sample::Folder folder;
  {
    Store store = *Store::Open(folder.Path("kho"), Store::Mode::kCreate);
    for (int year : {2022, 2023}) {
      Records records;
      records.header = sample::FullRecords().header;
      records.header.number = std::to_string(year) + "/BC-UBND";
      records.header.issued_date = PartialDate::Make(year + 1, 2, 1);
      Criterion criterion = sample::FullRecords().criteria.front();
      criterion.score_year = year;
      criterion.score = Decimal::FromPlain(year == 2022 ? "1.25" : "2.75");
      criterion.target_score.reset();
      criterion.target_year.reset();
      records.criteria = {criterion};
      ASSERT_TRUE(
          store.Add(sample::FromLines(std::to_string(year) + ".txt", {std::to_string(year)}, records).Ingest()));
    }
  }
  DeskOptions options;
  options.store = folder.Path("kho");
  DeskUnderTest desk(options, false);
  std::string page = desk.Get("/criteria/years").body;
  std::regex row(R"(<th scope="row">Công tác kiểm tra</th>.*1,25.*2,75)");
  EXPECT_TRUE(std::regex_search(page, row)) << page;
  EXPECT_NE(page.find(">2022</th>"), std::string::npos);
}

TEST(Desk, TheWordsOfALineAreCorrectedKeptApartAndTakenBack) {
  DeskUnderTest desk;
  Store store = *Store::Open(desk.StoreFolder(), Store::Mode::kReadOnly);
  std::string sha256 = store.Brief(store.FindDocuments("bao-cao.txt")->front())->source.sha256;
  EXPECT_TRUE(Has(desk.Get("/documents/" + sha256 + "?page=1&edit=2"), "name=\"text\" maxlength"));
  EXPECT_EQ(desk.Post("/documents/" + sha256 + "/lines",
                      {{"page", "1"}, {"line", "2"}, {"text", "Sở Nội vụ"}, {"note", "xem ảnh"}})
                .status,
            303);
  httplib::Response page = desk.Get("/documents/" + sha256);
  EXPECT_TRUE(Has(page, "<span class=\"restored\">Sở Nội vụ</span>"));
  EXPECT_TRUE(Has(page, "<span class=\"seen\" title=\"Máy quét thấy\">Sở Tài chính</span>"));
  EXPECT_TRUE(Has(page, "xem ảnh"));
  EXPECT_TRUE(Has(desk.Get("/search?q=%22s%E1%BB%9F+n%E1%BB%99i+v%E1%BB%A5%22"), "<mark>"));
  Json made = desk.GetJson("/api/v1/judgements")["items"][0];
  EXPECT_EQ(made["kind"], "line");
  EXPECT_EQ(made["machine_value"], "Sở Tài chính");
  EXPECT_TRUE(Has(desk.Get("/api/v1/corrections"), "\"right\":\"Sở Nội vụ\""));
  EXPECT_EQ(desk.Post("/documents/" + sha256 + "/lines", {{"page", "1"}, {"line", "9"}, {"text", "x"}}).status, 404);
  EXPECT_EQ(desk.Post("/documents/" + sha256 + "/lines", {{"page", "1"}, {"line", "2"}, {"text", " "}}).status, 400);
  EXPECT_EQ(desk.Post("/judgements/" + Dump(made["id"]) + "/undo", {}).status, 303);
  EXPECT_TRUE(Has(desk.Get("/documents/" + sha256), "<span class=\"restored\">Sở Tài chính</span>"));
}

TEST(Desk, WhatFailedIsReadAgainFromThePage) {
  DeskUnderTest desk;
  {
    Store store = *Store::Open(desk.StoreFolder(), Store::Mode::kReadWrite);
    LedgerEntry entry;
    entry.path = "/nowhere/gone.pdf";
    entry.error_code = ErrorCode::kTimeout;
    ASSERT_TRUE(store.Record(entry));
  }
  EXPECT_TRUE(Has(desk.Get("/import"), "action=\"/import/retry\""));
  EXPECT_EQ(desk.Post("/import/retry", {}).status, 303);
  std::string state;
  for (int i = 0; i < 600 && (state.empty() || state == "waiting" || state == "reading"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    state = desk.GetJson("/api/v1/uploads")["items"][0]["state"].get<std::string>();
  }
  EXPECT_EQ(state, "partial");
  EXPECT_TRUE(Has(desk.Get("/import"), "1 files are not there any more"));
}

TEST(Desk, AnUploadThatFillsTheDiskLeavesNothing) {
  DeskUnderTest desk;
  std::string csrf = desk.Csrf();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  auto ignored = std::signal(SIGXFSZ, SIG_IGN);  // write() then fails as on a full disk, with EFBIG
  rlimit small = before;
  small.rlim_cur = 256 * 1024;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  auto offered =
      desk.client().Post("/api/v1/uploads?name=lon.pdf", {{"Cookie", desk.Cookies()}, {"X-CSRF-Token", csrf}},
                         std::string(1024 * 1024, 'x'), "application/octet-stream");
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, ignored);
  ASSERT_TRUE(offered);
  EXPECT_EQ(offered->status, 507) << offered->body;
  EXPECT_TRUE(std::filesystem::is_empty(desk.StoreFolder() + "/incoming"));
  EXPECT_EQ(desk.GetJson("/api/v1/uploads")["items"].size(), 0U);
  EXPECT_EQ(desk.Get("/documents").status, 200);
}

TEST(Desk, SpeaksTlsWithACertificate) {
  sample::Folder folder;
  std::string make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout " +
                     folder.Path("desk.key") + " -out " + folder.Path("desk.pem") + " >/dev/null 2>&1";
  ASSERT_EQ(std::system(make.c_str()), 0) << "no openssl command";
  FillStore(folder.Path("kho"));
  DeskOptions options;
  options.store = folder.Path("kho");
  options.port = 0;
  options.worker.words = {"/nowhere"};
  options.certificate = folder.Path("desk.pem");
  options.key = folder.Path("desk.key");
  auto desk = Desk::Open(options);
  ASSERT_TRUE(desk) << desk.error().message;
  std::thread server([&] { (*desk)->Serve(); });
  auto ask = [&](const std::string& how) {
    std::string command = "openssl s_client -connect 127.0.0.1:" + std::to_string((*desk)->port()) + " -CAfile " +
                          folder.Path("desk.pem") + " -verify_return_error " + how + " >" + folder.Path("out") +
                          " 2>&1 <<< $'GET /login HTTP/1.0\r\nHost: localhost\r\n\r'";
    return std::system(("bash -c '" + std::regex_replace(command, std::regex("'"), "'\\''") + "'").c_str());
  };
  EXPECT_EQ(ask("-tls1_2 -ign_eof"), 0);
  std::string answer = *ReadFile(folder.Path("out"));
  EXPECT_NE(answer.find("200 OK"), std::string::npos) << answer;
  EXPECT_NE(answer.find("; Secure"), std::string::npos);
  EXPECT_NE(ask("-tls1_1 -ign_eof"), 0);
  httplib::Client plain("127.0.0.1", (*desk)->port());
  EXPECT_FALSE(plain.Get("/login"));
  (*desk)->Stop();
  server.join();
  options.key = folder.Path("missing.key");
  EXPECT_FALSE(Desk::Open(options));
}

TEST(Desk, AnEmptyStoreSaysWhatToDo) {
  sample::Folder folder;
  ASSERT_TRUE(Store::Open(folder.Path("kho"), Store::Mode::kCreate));
  DeskOptions options;
  options.store = folder.Path("kho");
  DeskUnderTest desk(options, false);
  EXPECT_TRUE(Has(desk.Get("/"), "vankho ingest"));
  for (const char* path : {"/agencies", "/criteria", "/documents", "/search?q=a", "/review", "/import"}) {
    EXPECT_EQ(desk.Get(path).status, 200) << path;
  }
}

TEST(Desk, NoStoreIsAnError) {
  DeskOptions options;
  options.store = "/nowhere/kho";
  options.port = 0;
  options.worker.words = {"/nowhere"};
  auto desk = Desk::Open(options);
  ASSERT_FALSE(desk);
  EXPECT_EQ(desk.error().code, ErrorCode::kNotFound);
}

TEST(Desk, FrontEndIsLight) {
  std::size_t bytes = 0;
  for (const Asset& asset : AllAssets()) {
    if (asset.name != "openapi.json" && asset.name != "words.tsv") bytes += asset.bytes.size();
  }
  EXPECT_LT(bytes, 60'000U);
}

TEST(Password, IsKeptAsScrypt) {
  std::string kept = *HashPassword("mat khau dai");
  EXPECT_TRUE(IsPassword("mat khau dai", kept));
  EXPECT_FALSE(IsPassword("mat khau dAi", kept));
  EXPECT_FALSE(IsPassword("", ""));
  EXPECT_FALSE(IsPassword("mat khau dai", ""));
  EXPECT_NE(kept, *HashPassword("mat khau dai"));
  EXPECT_FALSE(HashPassword("ngan"));
  EXPECT_TRUE(IsUserName("lan.nguyen@so"));
  EXPECT_FALSE(IsUserName("lan\n"));
  EXPECT_FALSE(IsUserName(""));
}

}  // namespace
}  // namespace vankho
