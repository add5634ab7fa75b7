// store_bench FOLDER [DOCUMENTS [LINES]]: fills a store with made documents and prints how fast it fills and answers.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "pipeline/export/export.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

double Milliseconds(const std::function<void()>& work) {
  auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

sample::Sample Make(int number, int lines) {
  static constexpr const char* kWords[] = {"báo cáo",  "kế hoạch",   "rà soát",  "thủ tục",
                                           "cải cách", "hành chính", "kiểm tra", "công khai"};
  std::vector<std::string> text;
  for (int i = 0; i < lines; ++i) {
    std::string line = fmt::format("Văn bản {} dòng {}:", number, i);
    for (int k = 0; k < 6; ++k) line += std::string(" ") + kWords[(number * 7 + i * 3 + k * k) % 8];
    text.push_back(line);
  }
  Records records = sample::FullRecords();
  records.header.number = fmt::format("{}/KH-UBND", number);
  for (Deadline& d : records.deadlines) {
    if (d.due) d.due = PartialDate::Make(2020 + number % 6, 1 + number % 12, 1 + number % 28);
  }
  return sample::FromLines(fmt::format("{}.txt", number), text, records);
}

// The 95th of 100 runs.
void Print(const char* name, const std::function<std::size_t()>& ask) {
  std::vector<double> times;
  std::size_t found = 0;
  for (int i = 0; i < 100; ++i) times.push_back(Milliseconds([&] { found = ask(); }));
  std::sort(times.begin(), times.end());
  fmt::print("{:<34} {:8.2f} ms (median {:.2f}), {} found\n", name, times[94], times[49], found);
}

void Run(const std::string& folder, int documents, int lines) {
  Store store = std::move(Store::Open(folder, Store::Mode::kCreate).value());
  double adding = 0;
  for (int i = 0; i < documents; ++i) {
    sample::Sample sample = Make(i, lines);
    adding += Milliseconds([&] { store.Add(sample.Ingest()).value(); });
  }
  fmt::print("{} documents of {} lines: {:.0f} documents a second\n", documents, lines, documents / adding * 1000);
  Filter june;
  june.due_from = PartialDate::Make(2024, 6, 1);
  june.due_to = PartialDate::Make(2024, 6, 30);
  june.limit = 50;
  Filter first;
  first.limit = 50;
  Print("deadlines of a month", [&] { return QueryDeadlines(store, june).value().total; });
  Print("all deadlines, first page", [&] { return QueryDeadlines(store, first).value().total; });
  Print("criteria, first page", [&] { return QueryCriteria(store, first).value().total; });
  Print("text, a rare word", [&] { return QueryText(store, "van ban 77", first).value().total; });
  Print("text, common words", [&] { return QueryText(store, "cải cách hành chính", first).value().total; });
  Print("one document", [&] { return store.LoadDocument(1).value().lines().size(); });
  Print("records of a document", [&] { return store.LoadRecords(1).value().deadlines.size(); });
}

}  // namespace
}  // namespace vankho

int main(int count, char** arguments) {
  if (count < 2) return 2;
  vankho::Run(arguments[1], count > 2 ? std::atoi(arguments[2]) : 1000, count > 3 ? std::atoi(arguments[3]) : 100);
}
