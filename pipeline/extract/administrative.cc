// Which papers give duties and targets.
#include <algorithm>
#include <set>

#include "pipeline/base/pattern.h"
#include "pipeline/extract/walk.h"

namespace vankho {
namespace {

// A plan that lost its head (a page of its own, a text copied from the web) still speaks as one: it gives duties and
// says how they are carried out.
bool SpeaksAsPlan(const Document& document) {
  static const Pattern kGives(
      R"((?i:(?:giao|đề nghị|yêu cầu)\s+(?:các\s+)?(?:sở|phòng|ủy ban|ubnd|cơ quan|đơn vị|thủ trưởng|chủ tịch|văn phòng)|)"
      R"((?:chủ trì|chịu trách nhiệm)[\s,]+(?:và\s+)?(?:phối hợp|tham mưu)|tổ chức thực hiện))");
  static const Pattern kArticle(R"((?i:điều)\s+\d+\s*[.:])");
  int gives = 0;
  int articles = 0;
  for (const Paragraph& paragraph : document.paragraphs) {
    std::string_view text = paragraph.span.Of(document.text());
    if (kArticle.MatchAt(text, 0)) ++articles;
    if (kGives.Find(text)) ++gives;
  }
  return gives >= 3 && articles < 3 && gives * 15 >= static_cast<int>(document.paragraphs.size());
}

}  // namespace

bool IsAdministrative(const Document& document, const Header& header) {
  static const std::set<std::string> kNormative{
      "luat", "bo_luat", "phap_lenh", "nghi_dinh", "thong_tu", "thong_tu_lien_tich", "lenh"};
  if (kNormative.contains(header.type)) return false;
  if (!header.type.empty()) return true;
  bool recipients = std::any_of(document.zones.begin(), document.zones.end(),
                                [](const Zone& zone) { return zone.kind == ZoneKind::kRecipients; });
  return recipients || !header.number.empty() || SpeaksAsPlan(document);
}

}  // namespace vankho
