// extract_bench [MEGABYTES]: how fast structure and extraction read text on one core, and whether time stays linear in
// the document: plans of growing length, and one table of many rows. For people; prints, judges nothing.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <ctime>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

// A plan of as many numbered parts as fill so many bytes; half of its lines give duties, times, points or goals.
std::string PlanOf(std::size_t bytes) {
  std::string text(kPlan.substr(0, kPlan.find("II. NHIỆM VỤ")));
  text += "II. NHIỆM VỤ\n";
  for (int part = 1; text.size() < bytes; ++part) {
    text += fmt::format(
        "{0}. Cải cách thể chế, đợt {0}\n"
        "a) Rà soát văn bản do huyện ban hành, kịp thời kiến nghị sửa đổi, bổ sung hoặc bãi bỏ những nội dung không "
        "còn\n"
        "phù hợp với quy định của pháp luật và với tình hình thực tế của địa phương (đạt 0,75/1,5 điểm).\n"
        "b) Giao Phòng Tư pháp chủ trì, phối hợp với Phòng Nội vụ và các đơn vị liên quan tham mưu Ủy ban nhân dân "
        "huyện;\n"
        "hoàn thành trước ngày {1}/{2}/2024, báo cáo kết quả về Phòng Nội vụ để tổng hợp.\n"
        "c) Người dân và doanh nghiệp được hướng dẫn đầy đủ khi nộp hồ sơ; công chức giữ thái độ đúng mực, không để "
        "người\n"
        "dân phải đi lại nhiều lần, không đặt thêm giấy tờ ngoài quy định đã công bố công khai tại nơi tiếp nhận.\n"
        "- Phấn đấu tỷ lệ hồ sơ giải quyết đúng hạn đạt từ {3}% trở lên.\n"
        "- Định kỳ hằng tháng, các phòng chuyên môn báo cáo tiến độ theo Kế hoạch số {0}/KH-UBND ngày 02/01/2024.\n",
        part, part % 28 + 1, part % 12 + 1, 80 + part % 20);
  }
  return text;
}

std::string TableOf(int rows) {
  std::string text(kPlan.substr(0, kPlan.find("I. MỤC TIÊU")));
  text += "PHỤ LỤC\nSTT | Tiêu chí | Điểm tối đa | Điểm năm 2023 | Mục tiêu năm 2024 | Cơ quan chủ trì\n";
  for (int row = 1; row <= rows; ++row) {
    text += fmt::format("{}.{} | Rà soát nhóm văn bản {} | 2,00 | 1,{} | 2,00 | Phòng Tư pháp\n", row / 20 + 1,
                        row % 20 + 1, row, 10 + row % 80);
  }
  return text;
}

double Since(std::clock_t begin) { return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; }

double Measure(const char* name, const Extractor& extractor, const std::string& text) {
  std::clock_t begin = std::clock();
  Document document = ReadPlain(text);
  double structure = Since(begin);
  begin = std::clock();
  Records records = extractor.Run(document);
  double extract = Since(begin);
  double megabytes = static_cast<double>(text.size()) / 1e6;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "{:<8} {:>7.2f} MB  structure {:>7.2f} MB/s  extraction {:>6.2f} MB/s  both {:>6.2f} MB/s  {:>6} records  "
      "peak {:>5} MB\n",
      name, megabytes, megabytes / structure, megabytes / extract, megabytes / (structure + extract),
      records.criteria.size() + records.targets.size() + records.deadlines.size() + records.assignments.size() +
          records.references.size(),
      usage.ru_maxrss / 1024);
  return (structure + extract) / megabytes;
}

int Run(double most) {
  auto extractor = Extractor::Load(VANKHO_SOURCE_DIR);
  if (!extractor) {
    fmt::print(stderr, "extract_bench: {}\n", Describe(extractor.error()));
    return 2;
  }
  Measure("warm", *extractor, PlanOf(100'000));
  double first = 0, last = 0;
  for (double megabytes = most / 16; megabytes <= most; megabytes *= 2) {
    last = Measure("plan", *extractor, PlanOf(static_cast<std::size_t>(megabytes * 1e6)));
    if (first == 0) first = last;
  }
  fmt::print("seconds a MB, longest over shortest: {:.2f}\n", last / first);
  for (int rows : {2'500, 10'000, 40'000}) Measure("table", *extractor, TableOf(rows));
  return 0;
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  double megabytes = argc > 1 ? std::atof(argv[1]) : 8;
  return vankho::Run(megabytes > 0 ? megabytes : 8);
}
