// A document from plain text, form feeds between pages, as if restoration had nothing to do.
#pragma once

#include <string_view>

#include "pipeline/structure/structure_reader.h"
#include "tests/document/same_text.h"

namespace vankho {

inline Document ReadPlain(std::string_view text, PageOrigin origin = PageOrigin::kPlainText) {
  SeenDocument seen;
  Page page;
  page.number = 1;
  page.origin = origin;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != '\n' && text[at] != '\f') continue;
    Line line;
    line.number = static_cast<int>(page.lines.size()) + 1;
    line.text = std::string(text.substr(begin, at - begin));
    page.lines.push_back(line);
    begin = at + 1;
    if (at < text.size() && text[at] == '\f') {
      seen.pages.push_back(page);
      page.lines.clear();
      ++page.number;
    }
  }
  seen.pages.push_back(page);
  seen.source.pages = static_cast<int>(seen.pages.size());
  RestoredText restored = SameText(seen);
  return StructureReader::Load(VANKHO_SOURCE_DIR)->Run(std::move(seen), std::move(restored));
}

// A small plan of a district that does not exist.
inline constexpr std::string_view kPlan = R"(ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN SÔNG MÂY   Độc lập - Tự do - Hạnh phúc
Số: 27/KH-UBND   Sông Mây, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Nâng cao Chỉ số cải cách hành chính
của huyện Sông Mây năm 2024

Căn cứ Quyết định số 918/QĐ-UBND ngày 20/11/2023 của Ủy ban nhân dân tỉnh về
Bộ chỉ số cải cách hành chính;
Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. MỤC TIÊU
- Giữ vững các tiêu chí đã đạt điểm tối đa.
II. NHIỆM VỤ
1. Cải cách thể chế
a) Rà soát văn bản do huyện ban hành, kịp thời kiến nghị sửa đổi những nội dung không còn
phù hợp với quy định của pháp luật (0,75/1,5 điểm).
b) Giao Phòng Tư pháp chủ trì, phối hợp với Phòng Nội vụ và các đơn vị liên quan thực hiện.
2. Hiện đại hóa hành chính
- Đơn vị chủ trì: Phòng Văn hóa - TT, Nội vụ.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ
- Theo dõi, đôn đốc việc thực hiện Kế hoạch này; tổng hợp khó khăn của các
)"
                                          "\f2\n"
                                          R"(đơn vị để trình Ủy ban nhân dân huyện.
2. Phòng Tài chính - Kế hoạch
- Tham mưu bố trí kinh phí thực hiện Kế hoạch./.

Nơi nhận:   TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c);   KT. CHỦ TỊCH
- Các xã, thị trấn;   PHÓ CHỦ TỊCH
- Lưu: VT.
Trần Minh Khoa
PHỤ LỤC
CHỈ SỐ CẢI CÁCH HÀNH CHÍNH
(Kèm theo Kế hoạch số 27/KH-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân huyện Sông Mây)
STT | Tiêu chí | Điểm tối đa | Điểm năm 2023 | Mục tiêu năm 2024 | Cơ quan chủ trì
1 | Thể chế | 6,00 | 4,25 | 5,50 | Phòng Tư pháp
1.1 | Rà soát văn bản | 2,00 | 1,75 | 2,00 | Phòng TP

3

STT | Tiêu chí | Điểm tối đa | Điểm năm 2023 | Mục tiêu năm 2024 | Cơ quan chủ trì
1.2 | Theo dõi thi hành pháp luật | 4,00 | 2,50 | 3,50 | VP HĐND-UBND

4
 | và xử lý vi phạm |  |  |  | huyện
)";

}  // namespace vankho
