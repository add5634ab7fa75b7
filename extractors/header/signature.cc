#include <algorithm>

#include "extractors/agency/words.h"
#include "extractors/header/header.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

const Pattern& ModePattern() {
  static const Pattern kMode(R"((TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s?[.,]\s?(\p{Lu}.*)|(TM|KT|TUQ|TL)\s(\p{Lu}{2}.*))");
  return kMode;
}

// Two to five words that begin with capitals and go on small: a person's name.
bool IsPersonName(std::string_view line) {
  std::vector<WordToken> words = SplitWords(line);
  if (words.size() < 2 || words.size() > 5) return false;
  for (const WordToken& word : words) {
    if (!word.word || !word.capital || (word.all_caps && word.span.size() > 2)) return false;
    if (!IsPossibleSyllable(ToLower(word.span.Of(line)))) return false;
  }
  return true;
}

bool IsTitle(std::string_view line) {
  static const Pattern kTitle(
      R"((?:pho )?(?:chu tich|giam doc|bo truong|thu truong|chanh van phong|truong phong|truong ban|bi thu|cuc truong|hieu truong|thu tuong|vien truong|tong giam doc|chi cuc truong|chanh thanh tra|vu truong).{0,60})");
  return kTitle.MatchAll(BareKey(line)).has_value();
}

// Lines of the signature block, with what stands beside the recipients; columns parted by gaps come as parts of their
// own.
std::vector<std::string> SignatureLines(const Document& document) {
  std::vector<std::string> lines;
  for (const Paragraph& paragraph : document.paragraphs) {
    bool signature = paragraph.zone == ZoneKind::kSignature;
    if (!signature && paragraph.zone != ZoneKind::kRecipients) continue;
    for (TextSpan piece : paragraph.pieces) {
      std::string_view line = piece.Of(document.text());
      if (!signature) {
        std::size_t tail = SignatureTail(line);
        if (tail == std::string_view::npos) continue;
        line.remove_prefix(tail);
      }
      // The right column signs; a left one is a co-signer.
      std::size_t gap = line.rfind("   ");
      if (gap != std::string_view::npos && line.size() - gap < 60) line.remove_prefix(gap + 3);
      lines.push_back(JoinedText(line, {{0, line.size()}}).text());
    }
  }
  return lines;
}

}  // namespace

std::size_t SignatureTail(std::string_view line) {
  static const Pattern kTail(R"(\s(?:TM|KT|TL|TUQ|T/M|Q)\s?[.,]\s?\p{Lu}{2})");
  auto match = kTail.Find(line);
  if (match) return match->span.begin + 1;
  static const Pattern kGap(
      R"(\s{3,}((?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|BÍ THƯ|TRƯỞNG BAN|BỘ TRƯỞNG).*))");
  match = kGap.Find(line);
  return match ? match->groups[0]->begin : std::string_view::npos;
}

std::optional<Signer> FindSigner(const Document& document) {
  Signer signer;
  bool any = false;
  for (const std::string& line : SignatureLines(document)) {
    if (auto mode = ModePattern().MatchAll(line)) {
      bool dotted = mode->groups[0].has_value();
      std::string mark(mode->Group(dotted ? 1 : 3, line));
      std::erase(mark, '/');
      std::string of(mode->Group(dotted ? 2 : 4, line));
      if (mark == "Q") {
        signer.mode = mark;
        signer.title = of;
      } else {
        // TM. and KT. may stand under each other: the last mark says how it is signed, the first for whom.
        signer.mode = mark;
        if (signer.on_behalf_of.empty()) signer.on_behalf_of = of;
      }
      any = true;
    } else if (IsTitle(line)) {
      signer.title = signer.title.empty() || !signer.name.empty() ? line : signer.title;
      any = true;
    } else if (IsPersonName(line) && any) {
      signer.name = line;
    }
  }
  if (!any) return std::nullopt;
  // "GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC" with the KT. lost.
  return signer;
}

// What a scanner makes of dirt at the ends of a line: "¬ UBND tỉnh (b/c);. \"" -> "UBND tỉnh (b/c);". Nothing where
// fewer than two letters are left.
std::string WithoutSpecks(const std::string& text) {
  auto points = DecodeUtf8(text);
  auto stands = [](char32_t c) { return IsLetter(c) || IsDigit(c) || c == '(' || c == '"' || c == U'“'; };
  std::size_t first = 0;
  while (first < points.size() && !stands(points[first].value)) ++first;
  std::size_t last = points.size();
  while (last > first && !IsLetter(points[last - 1].value) && !IsDigit(points[last - 1].value) &&
         points[last - 1].value != ')' && points[last - 1].value != '.' && points[last - 1].value != ';') {
    --last;
  }
  auto letters = std::count_if(points.begin(), points.end(), [](const CodePoint& p) { return IsLetter(p.value); });
  if (first >= last || letters < 2) return "";
  return text.substr(points[first].begin, points[last - 1].end - points[first].begin);
}

std::vector<std::string> FindRecipients(const Document& document) {
  static const Pattern kTitle(R"([*_ ]*(?i:n[ơo0]i\s*nh[ậâaạ]n)\s*[:.;]?\s*)");
  static const Pattern kItem(R"([-–—~•*+]\s*)");
  static const Pattern kKept(R"((?i:l[ưu]u)[\s:].*)");
  std::vector<std::string> recipients;
  for (const Paragraph& paragraph : document.paragraphs) {
    if (paragraph.zone != ZoneKind::kRecipients) continue;
    for (TextSpan piece : paragraph.pieces) {
      std::string_view line = piece.Of(document.text());
      if (std::size_t tail = SignatureTail(line); tail != std::string_view::npos) line = line.substr(0, tail);
      std::string text = JoinedText(line, {{0, line.size()}}).text();
      if (auto title = kTitle.MatchAt(text, 0)) text.erase(0, title->span.end);
      if (text.empty()) continue;
      auto item = kItem.MatchAt(text, 0);
      if (item) text.erase(0, item->span.end);
      if (item || recipients.empty()) {
        recipients.push_back(text);
      } else {
        recipients.back() += " " + text;
      }
    }
  }
  for (std::string& recipient : recipients) {
    recipient = WithoutSpecks(recipient);
    bool kept = kKept.MatchAt(recipient, 0).has_value();
    while (!recipient.empty() &&
           (recipient.back() == ';' || recipient.back() == ' ' || (recipient.back() == '.' && !kept))) {
      recipient.pop_back();
    }
  }
  std::erase_if(recipients, [](const std::string& recipient) { return recipient.empty(); });
  return recipients;
}

}  // namespace vankho
