// desk_bench FOLDER [DOCUMENTS [LINES [SECONDS]]]: makes a store of so many documents (10000 of 100 lines) where FOLDER
// holds none, serves it, and prints how long pages take for 20 readers while another connection adds documents.
//
// A reader asks, thinks for half a second, asks again: 40 pages a second in all. Times are wall clock at the client.
#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "pipeline/base/file.h"
#include "pipeline/document/json.h"
#include "pipeline/web/desk.h"
#include "pipeline/web/html.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kWords[] = {"báo cáo",  "kế hoạch",  "rà soát",      "thủ tục",  "cải cách", "hành chính",
                                  "kiểm tra", "công khai", "tuyên truyền", "tổng hợp", "đánh giá", "hồ sơ",
                                  "niêm yết", "đào tạo",   "bồi dưỡng",    "số hóa"};
constexpr const char* kBodies[] = {"Phòng Nội vụ",
                                   "Phòng Tư pháp",
                                   "Phòng Tài chính - Kế hoạch",
                                   "Sở Nội vụ",
                                   "Sở Tài chính",
                                   "Sở Tư pháp",
                                   "Văn phòng HĐND và UBND",
                                   "Công an huyện",
                                   "Phòng Văn hóa và Thông tin",
                                   "Ủy ban nhân dân các xã, thị trấn"};

std::string Phrase(std::mt19937& random, int words) {
  std::string phrase;
  for (int i = 0; i < words; ++i) phrase += (i > 0 ? " " : "") + std::string(kWords[random() % std::size(kWords)]);
  return phrase;
}

// Ten deadlines a document: one recurring, one counted from another event, eight dated in its year; ten duties, ten
// criteria.
Records MadeRecords(int number, std::mt19937& random) {
  Records records;
  int year = 2016 + number % 11;
  records.header = sample::FullRecords().header;
  records.header.number = fmt::format("{}/KH-UBND", number);
  records.header.issued_date = PartialDate::Make(year, 1 + number % 12, 1 + number % 28);
  for (int i = 0; i < 10; ++i) {
    std::string body = kBodies[random() % std::size(kBodies)];
    Deadline deadline;
    deadline.action = Phrase(random, 6) + fmt::format(" {}", number);
    deadline.agencies = {body};
    deadline.text = "trước ngày 15";
    if (i == 0) {
      deadline.kind = DeadlineKind::kRecurring;
      deadline.rrule = fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", 1 + number % 28);
      if (number % 10 != 0) deadline.rrule += fmt::format(";UNTIL={}1231", year);  // one in ten names no end
    } else if (i == 1) {
      deadline.kind = DeadlineKind::kRelative;
      deadline.relative = RelativeTime{5, "working_day", "ngày nhận được văn bản"};
    } else {
      deadline.due = PartialDate::Make(year, 1 + static_cast<int>(random() % 12), 1 + static_cast<int>(random() % 28));
    }
    records.deadlines.push_back(sample::WithEvidence(deadline, 5 + i, deadline.action));
    Assignment assignment;
    assignment.agency = body;
    assignment.task = deadline.action;
    records.assignments.push_back(sample::WithEvidence(assignment, 20 + i, deadline.action));
    Criterion criterion = sample::FullRecords().criteria.front();
    criterion.code = fmt::format("{}.{}", 1 + i / 3, 1 + i % 3);
    records.criteria.push_back(sample::WithEvidence(criterion, 40 + i, criterion.name));
  }
  return records;
}

sample::Sample Made(int number, int lines) {
  std::mt19937 random(static_cast<unsigned>(number));
  std::vector<std::string> text;
  for (int i = 0; i < lines; ++i) text.push_back(fmt::format("{}.{} {}", number, i, Phrase(random, 7)));
  return sample::FromLines(fmt::format("{}.txt", number), text, MadeRecords(number, random));
}

class Times {
 public:
  void Add(const std::string& name, double milliseconds) {
    std::lock_guard lock(mutex_);
    times_[name].push_back(milliseconds);
  }
  void Print() {
    for (auto& [name, times] : times_) {
      std::sort(times.begin(), times.end());
      fmt::print("{:<22} {:>6} answers   median {:7.1f} ms   95th {:7.1f} ms   slowest {:7.1f} ms\n", name,
                 times.size(), times[times.size() / 2], times[times.size() * 95 / 100], times.back());
    }
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::vector<double>> times_;
};

void Read(int port, int reader, int documents, Clock::time_point end, Times& times) {
  std::mt19937 random(static_cast<unsigned>(reader));
  httplib::Client client("127.0.0.1", port);
  client.set_keep_alive(true);
  auto list = client.Get("/api/v1/documents?limit=200");
  auto json = ParseJson(list ? list->body : "{}");
  std::vector<std::string> names;
  for (const Json& item : (*json)["items"]) names.push_back(item["sha256"].get<std::string>());
  const std::vector<std::pair<std::string, std::function<std::string()>>> kAsked = {
      {"deadlines", [] { return std::string("/?when=30"); }},
      {"deadlines of agency", [&] { return "/?when=30&agency=" + EscapeUrl(kBodies[random() % std::size(kBodies)]); }},
      {"search, common words", [&] { return "/search?q=" + EscapeUrl(Phrase(random, 2)); }},
      {"search, a rare word", [&] { return fmt::format("/search?q={}", random() % documents); }},
      {"document", [&] { return "/documents/" + names[random() % names.size()]; }},
      {"api deadlines", [] { return std::string("/api/v1/deadlines?due_from=2026-06-01&due_to=2026-06-30"); }}};
  while (Clock::now() < end) {
    const auto& [name, url] = kAsked[random() % kAsked.size()];
    auto begin = Clock::now();
    auto answer = client.Get(url());
    double took = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    if (answer && answer->status == 200) times.Add(name, took);
    if (!answer || answer->status != 200) times.Add("FAILED " + name, took);
    std::this_thread::sleep_for(std::chrono::milliseconds(400 + random() % 200));
  }
}

int Run(const std::string& folder, int documents, int lines, int seconds) {
  if (!std::filesystem::exists(folder + "/vankho.db")) {
    auto store = Store::Open(folder, Store::Mode::kCreate);
    auto begin = Clock::now();
    for (int i = 0; i < documents; ++i) store->Add(Made(i, lines).Ingest()).value();
    fmt::print("made {} documents of {} lines in {:.0f} s\n", documents, lines,
               std::chrono::duration<double>(Clock::now() - begin).count());
  }
  DeskOptions options;
  options.store = folder;
  options.port = 0;
  options.data = FindDataFolder().value_or("");
  options.today = PartialDate::FromIso("2026-06-01");
  options.worker.words = {"/nowhere"};
  auto desk = std::move(Desk::Open(std::move(options)).value());
  std::thread server([&] { desk->Serve(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  auto end = Clock::now() + std::chrono::seconds(seconds);
  std::atomic<int> added{0};
  std::thread writer([&] {
    Store store = std::move(Store::Open(folder, Store::Mode::kReadWrite).value());
    for (int i = 0; Clock::now() < end; ++i, ++added) {
      store
          .Add(Made(20'000'000 + static_cast<int>(Clock::now().time_since_epoch().count() % 1'000'000), lines).Ingest())
          .value();
      std::this_thread::sleep_for(std::chrono::milliseconds(500));  // pages of an ingest take longer than this
    }
  });
  Times times;
  std::vector<std::thread> readers;
  for (int i = 0; i < 20; ++i) readers.emplace_back([&, i] { Read(desk->port(), i, documents, end, times); });
  for (std::thread& reader : readers) reader.join();
  writer.join();
  desk->Stop();
  server.join();
  fmt::print("20 readers, {} s, {} documents added meanwhile\n", seconds, added.load());
  times.Print();
  return 0;
}

}  // namespace
}  // namespace vankho

int main(int count, char** arguments) {
  auto number = [&](int at, int otherwise) { return count > at ? std::atoi(arguments[at]) : otherwise; };
  if (count < 2) return 2;
  return vankho::Run(arguments[1], number(2, 10'000), number(3, 100), number(4, 20));
}
