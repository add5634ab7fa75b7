// Zones of an administrative document and its annexes (Nghị định 30/2020/NĐ-CP, Phụ lục I).
#pragma once

#include <vector>

#include "pipeline/structure/line_facts.h"

namespace vankho {

// The zone of every line; lines that do not hold text are furniture or take the zone around them.
std::vector<ZoneKind> FindLineZones(const Document& document, const std::vector<LineFacts>& facts);

// The same as spans of Document::text: neighbouring lines of one kind melt together; an annex heading opens a new
// annex.
std::vector<Zone> MakeZones(const Document& document, const std::vector<LineFacts>& facts,
                            const std::vector<ZoneKind>& kinds);

// Does the line open an annex: "PHỤ LỤC", "Phụ lục II"?
bool OpensAnnex(std::string_view line);
// A line of the letterhead that nothing else looks like: quốc hiệu, tiêu ngữ, "Số: 12/KH-", "ngày .. tháng .. năm".
bool IsLetterheadLine(std::string_view line);
// "Nơi nhận", as printed or without its marks.
bool OpensRecipients(std::string_view line);
// "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "GIÁM ĐỐC": a line of the signature block.
bool IsSignatureLine(std::string_view line, bool upper);
// "KẾ HOẠCH", "BÁO CÁO" alone on a line.
bool IsTypeLine(std::string_view line);

}  // namespace vankho
