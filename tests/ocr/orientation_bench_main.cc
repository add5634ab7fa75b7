// orientation_bench [--read] [--grade GRADE] [--dpi N]...: are pages turned upright that hold hardly any print? Covers,
// a last page with a signature alone, tables of numbers, a few short lines, capitals: each in four orientations. A row
// a page: the turns told from the print alone (right, on its side, on its head of four), and with --read those after
// reading, which looks again where it believes hardly a word. For people; judges nothing.
#include <fmt/format.h>

#include <array>
#include <ctime>

#include "corpus/generator/typeset.h"
#include "pipeline/ocr/page_ocr.h"
#include "tests/ocr/geometry_cases.h"
#include "tests/ocr/one_word.h"

namespace vankho {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPages = {{
    {"cover", "@title ĐỀ ÁN\n@subject Sắp xếp kho giấy tờ của xã An Lạc\n@note (Lập tháng 5 năm 2024)\n"},
    {"capitals", "@title PHỤ LỤC II\n@subject DANH MỤC GIẤY TỜ PHẢI NỘP\n"},
    {"one-line", "Kho mở cửa từ 7 giờ 30 phút.\n"},
    {"three-lines",
     "Sổ gốc để tại phòng một cửa.\nAi mượn thì ký vào sổ.\nTrả lại trong ngày, trước 16 giờ 30 phút.\n"},
    {"two-items", "- Lưu kho 05 hộp;\n- Trả lại thôn 12 hộp.\n"},
    {"signature",
     "@signature\nto - Như trên;\nto - Lưu: VT.\npost TM. ỦY BAN NHÂN DÂN\npost CHỦ TỊCH\nname Lê Văn An\nseal ỦY BAN "
     "NHÂN DÂN XÃ AN LẠC\n@end\n"},
    {"post-and-name", "@signature\npost GIÁM ĐỐC\nname Phạm Thị Hòa\nseal SỞ NGOẠI ĐỊA\n@end\n"},
    {"numbers",
     "@table widths=1,2,2,2 align=crrr\n1 | 12,50 | 13,00 | 0,50\n2 | 7,25 | 8,00 | 0,75\n3 | 31,00 | 40,25 | "
     "9,25\n4 | 18,60 | 19,00 | 0,40\n5 | 6,75 | 7,00 | 0,25\n6 | 110,00 | 96,50 | 13,50\n@end\n"},
    {"numbers-wide",
     "@page landscape restart\n@table widths=1,2,2,2,2,2 align=crrrrr\n1 | 12,50 | 13,00 | 0,50 | 4 | 17\n2 | 7,25 | "
     "8,00 | 0,75 | 9 | 26\n3 | 31,00 | 40,25 | 9,25 | 11 | 7\n4 | 18,60 | 19,00 | 0,40 | 3 | 5\n5 | 6,75 | 7,00 | "
     "0,25 | 8 | 61\n@end\n"},
    {"table-wide",
     "@page landscape restart\n@title PHỤ LỤC\n@table widths=1,6,4,2 align=cllc\nTT | Việc | Ai làm | Hạn\n1 | Soát "
     "sổ mượn | Văn thư | 15/6\n2 | Đánh số hộp | Thủ kho | 30/6\n3 | Gửi bảng kê | Văn thư | 10/7\n@end\n"},
    {"empty-table",
     "@page landscape restart\n@table widths=1,6,4,2 align=cllc\nTT | Họ và tên | Năm sinh | Ghi chú\n1 | | | \n2 | | "
     "| \n3 | | | \n4 | | | \n5 | | | \n@end\n"},
    {"dates", "15/6/2024\n30/6/2024\n10/7/2024\n22/7/2024\n"},
}};

struct Sums {
  int pages = 0, right = 0, side = 0, head = 0;
  double seconds = 0;

  void Count(int turned, int wanted) {
    ++pages;
    int off = (turned - wanted + 360) % 360;
    ++(off == 0 ? right : off == 180 ? head : side);
  }
  void Print(std::string_view name) const {
    fmt::print("{:<16} {:>5} {:>5} {:>5} {:>5} {:>7.2f}\n", name, pages, right, side, head,
               pages == 0 ? 0 : seconds / pages);
  }
};

struct Options {
  bool read = false;
  Grade grade = Grade::kOffice;
  int dpi = 200;
};

PageImage ImageOf(const Shot& shot) {
  PageImage image;
  image.width = pixGetWidth(shot.image.get());
  image.height = pixGetHeight(shot.image.get());
  image.dpi = shot.stated_dpi;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      l_uint32 value = 0;
      pixGetPixel(shot.image.get(), x, y, &value);
      image.pixels.push_back(static_cast<std::uint8_t>(value));
    }
  }
  return image;
}

Result<int> TurnOf(const Shot& shot, OcrEngine& engine) {
  PageInput input;
  input.number = 1;
  input.origin = PageOrigin::kOcr;
  input.image = ImageOf(shot);
  input.width_pt = input.image->width * 72.0 / shot.stated_dpi;
  input.height_pt = input.image->height * 72.0 / shot.stated_dpi;
  VK_ASSIGN_OR_RETURN(Page page, PageOcr().Run(input, engine));
  return page.turned_degrees;
}

Result<void> Run(const Options& options) {
  std::unique_ptr<OcrEngine> engine = std::make_unique<OneWord>();
  if (options.read) {
    VK_ASSIGN_OR_RETURN(engine, StartTesseract());
  }
  VK_ASSIGN_OR_RETURN(const TextSetter setter, TextSetter::Create("Tinos"));
  fmt::print("{} {} dpi{}\n{:<16} {:>5} {:>5} {:>5} {:>5} {:>7}\n", Name(options.grade), options.dpi,
             options.read ? ", read" : "", "PAGE", "SHOTS", "RIGHT", "SIDE", "HEAD", "CPU-S");
  Sums all;
  for (const auto& [name, text] : kPages) {
    VK_ASSIGN_OR_RETURN(Plan plan, ParsePlan(std::string(text), std::string(name)));
    VK_ASSIGN_OR_RETURN(std::vector<Sheet> sheets, Typeset(plan, setter));
    VK_ASSIGN_OR_RETURN(Scan scan, ScanSheet(sheets.back(), setter, {options.grade, options.dpi, 41, false}, 1));
    Sums sums;
    for (int wanted : {0, 90, 180, 270}) {
      Shot shot = wanted == 0 ? ShotOf(scan) : Turned(ShotOf(scan), wanted);
      std::clock_t begin = std::clock();
      VK_ASSIGN_OR_RETURN(int turned, TurnOf(shot, *engine));
      sums.seconds += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
      sums.Count(turned, wanted);
    }
    sums.Print(name);
    all.pages += sums.pages, all.right += sums.right, all.side += sums.side, all.head += sums.head;
    all.seconds += sums.seconds;
  }
  all.Print("all");
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::LimitEngineThreads();
  vankho::Options options;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--read") options.read = true;
    if (word == "--grade" && i + 1 < argc)
      options.grade = vankho::GradeFromName(argv[++i]).value_or(vankho::Grade::kOffice);
    if (word == "--dpi" && i + 1 < argc) options.dpi = std::atoi(argv[++i]);
  }
  auto done = vankho::Run(options);
  if (!done) fmt::print(stderr, "orientation_bench: {}\n", vankho::Describe(done.error()));
  return done ? 0 : 2;
}
