#include "pipeline/structure/zones.h"

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/recipients_heading.h"

namespace vankho {
namespace {

// A letterhead is at the top of the first pages: this many lines that hold text.
constexpr int kLetterheadLines = 60;

bool OpensBases(std::string_view line) {
  static const Pattern kBasis(R"((?:can cu|thuc hien|xet de nghi|theo de nghi|xet to trinh) )");
  return kBasis.MatchAt(BareKey(line.substr(0, 64)), 0).has_value();
}

bool OpensAddress(std::string_view line) {
  static const Pattern kAddress(R"(kinh (?:gui|goi|trinh)[ :])");
  return kAddress.MatchAt(BareKey(line.substr(0, 48)), 0).has_value();
}

// "V/v ..." of a letter.
bool OpensSubject(std::string_view line) {
  static const Pattern kSubject(R"([vw] ?/ ?v[ :])");
  return kSubject.MatchAt(BareKey(line.substr(0, 16)), 0).has_value();
}

// The name of a type that plans and reports have, but for one letter: "kee hoach".
bool IsDamagedTypeName(std::string_view bare) {
  for (std::string_view name : {"ke hoach", "quyet dinh", "thong bao", "huong dan", "chuong trinh"}) {
    if (WithinOneEdit(bare, name)) return true;
  }
  return false;
}

// What stands behind a title without a blank line: the authority of a decision ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" under
// small letters), or a sentence behind the year with which titles end.
bool EndsTitle(const Document& document, const LineFacts& last, const LineFacts& next) {
  static const Pattern kYear(R"(.*(?:19|20)\d\d\)?)");
  if (next.upper && !last.upper) return true;
  std::string_view text = next.span.Of(document.text());
  return kYear.MatchAll(last.span.Of(document.text())) && !next.upper && !text.empty() &&
         IsUpper(DecodeUtf8(text.substr(0, 4)).front().value);
}

// The line behind which the letterhead ends, or 0 where there is none.
std::size_t LetterheadEnd(const Document& document, const std::vector<LineFacts>& facts) {
  int seen = 0;
  bool national = false;
  std::size_t last_sure = 0;
  for (std::size_t i = 0; i < facts.size() && seen < kLetterheadLines; ++i) {
    if (!facts[i].Holds()) continue;
    ++seen;
    std::string_view line = facts[i].span.Of(document.text());
    // "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;" is no quốc hiệu
    if (seen < 20 && IsLetterheadLine(line) && !OpensBases(line)) {
      national = true;
      last_sure = i + 1;
    }
    if (IsTypeLine(line)) {
      // The title: up to a blank line after text, a heading, a basis or a line that ends a sentence.
      std::size_t end = i + 1;
      bool any = false;
      std::size_t before = i;
      for (std::size_t k = i + 1; k < facts.size() && k < i + 14; ++k) {
        if (facts[k].blank && any) break;
        if (!facts[k].Holds()) continue;
        std::string_view next = facts[k].span.Of(document.text());
        if (any && EndsTitle(document, facts[before], facts[k])) break;
        before = k;
        bool title_like =
            !(any && OpensBases(next)) && !(facts[k].marker && any) && !(facts[k].terminal && next.back() != ')');
        if (!title_like) break;
        any = true;
        end = k + 1;
      }
      return end;
    }
    // A letter (công văn): what it is about (V/v) stands above the addressee.
    if (national && seen < 24 && OpensAddress(line)) return i;
    // Specks make a dash before a line and a full stop behind it; lines of the letterhead itself end nothing.
    bool own = IsLetterheadLine(line) || facts[i].upper || OpensSubject(line);
    if (national && !own && (facts[i].marker || (facts[i].terminal && facts[i].full))) break;
  }
  return national ? last_sure : 0;
}

struct Walk {
  ZoneKind zone = ZoneKind::kBody;
  bool bases_open = true;   // no heading yet
  bool signed_off = false;  // "./." or recipients were seen
  int since_recipients = 0;
  bool sentence_open = false;  // the line before ends no sentence
};

// "-T GIÁM ĐỐC": what a pen or a seal leaves before a post.
std::string_view WithoutScrap(std::string_view line) {
  static const Pattern kScrap(R"([^\p{L}]*(?:\p{L}{1,2}[^\p{L}]+)?)");
  auto scrap = kScrap.MatchAt(line, 0);
  return scrap ? line.substr(scrap->span.end) : line;
}

ZoneKind ZoneAfterRecipients(std::string_view line, const LineFacts& facts, Walk& walk) {
  ++walk.since_recipients;
  bool item = facts.marker && facts.marker->rank >= MarkerRank::kDash;
  if (item && walk.since_recipients > 40 && IsSignatureLine(WithoutScrap(line), facts.upper)) item = false;
  if (walk.zone == ZoneKind::kRecipients && (item || walk.since_recipients < 40)) {
    if (!item && (IsSignatureLine(line, facts.upper) || (facts.upper && walk.since_recipients > 1)))
      return ZoneKind::kSignature;
    static const Pattern kKept(R"((?:^|[-–] *)(?:luu|luư)[ :]|^luu)");
    if (kKept.Find(BareKey(line))) walk.since_recipients = 40;
    return ZoneKind::kRecipients;
  }
  return ZoneKind::kSignature;
}

// How a paper goes on behind its signature without the word "Phụ lục": in capitals, and a few lines on the words that
// tie it to the paper before, "(Ban hành kèm theo Quyết định số ...)".
struct Attachment {
  std::size_t end = 0;       // behind the line that ties it
  bool plan_of_act = false;  // what a decision puts in force: the text itself, no annex
};

std::optional<Attachment> AttachmentAt(const Document& document, const std::vector<LineFacts>& facts, std::size_t at,
                                       bool signed_off) {
  static const Pattern kTied(R"(\(? ?(?:(?:duoc )?ban hanh )?kem theo .*)");
  static const Pattern kAct(R"(kem theo (?:quyet dinh|nghi quyet|thong tu|chi thi|cong van|to trinh))");
  constexpr int kTitleLines = 9;
  std::string_view first = facts[at].span.Of(document.text());
  if (!IsTypeLine(first) && !(signed_off && (facts[at].upper || IsLetterheadLine(first)))) return std::nullopt;
  int seen = 0;
  for (std::size_t i = at; i < facts.size() && seen < kTitleLines; ++i) {
    if (!facts[i].Holds()) continue;
    ++seen;
    std::string_view line = facts[i].span.Of(document.text());
    std::string bare = BareKey(line.substr(0, 160));
    if (i > at && kTied.MatchAll(bare)) {
      while (i + 1 < facts.size() && line.starts_with("(") && line.find(')') == std::string_view::npos) {
        line = facts[++i].span.Of(document.text());
      }
      return Attachment{i + 1, kAct.Find(bare).has_value()};
    }
    if (OpensAnnex(line) || IsSignatureLine(line, facts[i].upper)) return std::nullopt;
    if (facts[i].marker || OpensRecipients(line) || (facts[i].terminal && line.size() > 100)) return std::nullopt;
  }
  return std::nullopt;
}

ZoneKind NextZone(std::string_view line, const LineFacts& facts, Walk& walk) {
  // "... từng nội dung tại / Phụ lục." is the end of a sentence.
  bool ends_sentence = walk.sentence_open && line.ends_with(".") && !facts.upper && !facts.page_begin;
  if (OpensAnnex(line) && (walk.signed_off || facts.upper || (line.size() < 24 && !ends_sentence)))
    return ZoneKind::kAnnex;
  if (walk.zone == ZoneKind::kAnnex) return ZoneKind::kAnnex;
  if (OpensRecipients(line) || facts.damaged_recipients) {
    walk.signed_off = true;
    walk.since_recipients = 0;
    return ZoneKind::kRecipients;
  }
  if (walk.zone == ZoneKind::kRecipients) return ZoneAfterRecipients(line, facts, walk);
  if (walk.signed_off && (facts.upper || IsSignatureLine(line, facts.upper) || walk.zone == ZoneKind::kSignature)) {
    bool item = facts.marker && facts.marker->rank >= MarkerRank::kDash;
    if (item && walk.since_recipients > 0) return ZoneKind::kRecipients;
    return ZoneKind::kSignature;
  }
  if (line.ends_with("./.")) walk.signed_off = true;
  if (walk.bases_open && facts.marker && facts.marker->rank <= MarkerRank::kArabic) walk.bases_open = false;
  if (walk.bases_open && OpensBases(line)) return ZoneKind::kBases;
  if (walk.bases_open && walk.zone == ZoneKind::kBases && walk.sentence_open) return ZoneKind::kBases;
  return ZoneKind::kBody;
}

// Is the first letter an L, as far as its ASCII letters tell?
bool MayBeginWithL(std::string_view line) {
  for (char c : line) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter) return c == 'l' || c == 'L';
  }
  return false;
}

// Recipients whose title nobody could read: short items over the line of the archive copy ("- Lưu: VT, NV."), up to
// the line that ends the text. Only at the end, before the annexes.
void MarkUntitledRecipients(const Document& document, const std::vector<LineFacts>& facts,
                            std::vector<ZoneKind>& kinds) {
  static const Pattern kKept(R"(l[uư]u *[:;.]? *(?:vt|vp|hs|cv)\b.*)");
  std::size_t kept = facts.size();
  for (std::size_t i = 0; i < facts.size() && kinds[i] != ZoneKind::kAnnex; ++i) {
    if (kinds[i] == ZoneKind::kRecipients) return;
    if (!facts[i].Holds() || kinds[i] != ZoneKind::kBody || !MayBeginWithL(facts[i].span.Of(document.text()))) continue;
    std::string bare = BareKey(facts[i].span.Of(document.text()));
    bare.erase(0, bare.find_first_not_of("-–~*+. "));
    if (kKept.MatchAll(bare)) kept = i;
  }
  if (kept == facts.size()) return;
  std::size_t first = kept;
  int items = 0;
  for (std::size_t i = kept + 1; i-- > 0;) {
    if (!facts[i].Holds()) continue;
    std::string_view line = facts[i].span.Of(document.text());
    bool item = line.size() < 120 && !line.ends_with("./.") && !line.ends_with("/.") && !facts[i].full;
    if (kinds[i] != ZoneKind::kBody || !item || (facts[i].marker && facts[i].marker->rank < MarkerRank::kDash)) break;
    if (facts[i].marker || line.ends_with(";") || line.find(";   ") != std::string_view::npos) first = i, ++items;
  }
  if (items < 3) return;
  for (std::size_t i = first; i < facts.size() && kinds[i] == ZoneKind::kBody; ++i) {
    kinds[i] = i <= kept ? ZoneKind::kRecipients : ZoneKind::kSignature;
  }
}

// Does it hold "nhan" with any marks or none?
bool MayHoldNhan(std::string_view line) {
  for (std::size_t i = 1; i + 2 < line.size(); ++i) {
    if ((line[i - 1] | 0x20) != 'n' || (line[i] | 0x20) != 'h') continue;
    std::size_t at = i + 1;
    if (LetterOf(NextPoint(line, at)).bare != 'a' || at == line.size()) continue;
    if ((line[at] | 0x20) == 'n' || static_cast<unsigned char>(line[at]) >= 0x80) return true;  // or a mark apart
  }
  return false;
}

}  // namespace

bool IsLetterheadLine(std::string_view line) {
  static const Pattern kNational(
      R"((?:cong hoa xa hoi|doc lap ?[-.]? ?tu do|dang cong san viet nam|^so ?[:.]? ?[0-9_. …]*/|ngay [0-9 ._…]* ?thang [0-9 ._…]* ?nam))");
  return kNational.Find(BareKey(line)).has_value();
}

bool OpensAnnex(std::string_view line) {
  static const Pattern kAnnex(R"(phu luc(?: (?:so )?[ivx0-9]{1,5}| [a-z])?[.:]?)");
  return line.size() <= 32 && kAnnex.MatchAll(BareKey(line)).has_value();
}

bool OpensRecipients(std::string_view line) {
  // The first letters stand under the seal as often as not: "ơi nhận:", "Với nhận:".
  static const Pattern kRecipients(R"([*_ "'.,:-]*(?:n[o0]i nhan *[:.;]?|[a-z]{0,4}[o0]i nhan *[:.;]|nhan *: *$))");
  line = line.substr(0, 48);
  if (!MayHoldNhan(line)) return false;
  std::string bare = BareKey(line);
  return bare.find("nhan") != std::string::npos && kRecipients.MatchAt(bare, 0).has_value();
}

bool IsSignatureLine(std::string_view line, bool upper) {
  static const Pattern kMode(R"((?:tm|kt|tl|tuq|q|t/m|k/t|t/l) ?[.,] ?[a-z])");
  static const Pattern kTitle(
      R"((?:pho )?(?:chu tich|giam doc|bo truong|thu truong|chanh van phong|truong phong|truong ban|bi thu|cuc truong|hieu truong|thu tuong|vien truong|tong giam doc|chi cuc truong|chanh thanh tra|vu truong).{0,60})");
  std::string bare = BareKey(line);
  if (kMode.MatchAt(bare, 0)) return upper || line.size() < 60;
  return upper && kTitle.MatchAll(bare).has_value();
}

bool IsTypeLine(std::string_view line) {
  static const Pattern kType(
      R"((?:ke hoach|bao cao|quyet dinh|thong bao|chi thi|nghi quyet|huong dan|chuong trinh|de an|to trinh|quy che|quy dinh|phuong an|du an|bien ban|cong dien|giay moi|thong tu|nghi dinh|luat|bo luat|phap lenh|quy trinh|thong cao|ket luan)(?: (?:lien tich|hanh dong|cong tac|tong hop|tom tat|phoi hop))?[.:]?)");
  if (line.size() > 60) return false;
  std::string bare = BareKey(line);
  if (kType.MatchAll(bare)) return true;
  if (IsDamagedTypeName(bare)) return true;
  // Letters set apart: "K Ế   H O Ạ C H".
  std::string close;
  for (char c : bare) {
    if (c != ' ') close.push_back(c);
  }
  return bare.size() >= 2 * close.size() - 2 && close.size() > 5 &&
         (close == "kehoach" || close == "baocao" || close == "quyetdinh" || close == "thongbao");
}

std::vector<ZoneKind> FindLineZones(const Document& document, const std::vector<LineFacts>& facts) {
  std::vector<ZoneKind> kinds(facts.size(), ZoneKind::kFurniture);
  std::size_t letterhead = LetterheadEnd(document, facts);
  Walk walk;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (i < letterhead) walk.zone = ZoneKind::kLetterhead;
    auto attached = i >= letterhead && facts[i].Holds() && walk.zone != ZoneKind::kAnnex
                        ? AttachmentAt(document, facts, i, walk.signed_off)
                        : std::nullopt;
    if (attached) {
      for (; i + 1 < attached->end; ++i) kinds[i] = ZoneKind::kAnnex;
      walk = Walk{.zone = ZoneKind::kAnnex};
      kinds[i] = ZoneKind::kAnnex;
      if (attached->plan_of_act) walk.zone = ZoneKind::kBody;
      continue;
    }
    if (facts[i].Holds() && i >= letterhead) {
      walk.zone = NextZone(facts[i].span.Of(document.text()), facts[i], walk);
      walk.sentence_open = !facts[i].terminal;
    }
    kinds[i] = facts[i].furniture || facts[i].noise ? ZoneKind::kFurniture : walk.zone;
  }
  MarkUntitledRecipients(document, facts, kinds);
  return kinds;
}

std::vector<Zone> MakeZones(const Document& document, const std::vector<LineFacts>& facts,
                            const std::vector<ZoneKind>& kinds) {
  std::vector<Zone> zones;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].blank) continue;
    bool annex = kinds[i] == ZoneKind::kAnnex && OpensAnnex(facts[i].span.Of(document.text()));
    if (!zones.empty() && zones.back().kind == kinds[i] && !annex) {
      zones.back().span.end = facts[i].span.end;
    } else {
      zones.push_back({kinds[i], facts[i].span});
    }
  }
  return zones;
}

}  // namespace vankho
