#include "extractors/table_rows/duty_words.h"

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMostWords = 60;  // a longer line is no table's

bool IsCapital(std::string_view word) {
  std::size_t at = 0;
  char32_t first = word.empty() ? U' ' : NextPoint(word, at);
  return IsLetter(first) && ToLower(word.substr(0, at)) != word.substr(0, at);
}

bool IsRule(char c) { return c == '\t' || c == '|' || c == '_'; }

// "58 Tài chính", "S8 Nội vụ": an engine without Vietnamese reads the head of a body's name so.
std::string WithHeads(std::string_view text) {
  static const Pattern kHead(R"((^|[\s;,])(S[0-9]{1,2}|\$[0-9d]{1,2}|58|S[ỐỞỒdôốồ]|Số|Só|Sd)\s(\p{Lu}))");
  static const Pattern kBranch(R"((^|[\s;,])(Chỉ)\s(?:cục|nhánh)(?:[\s,;]|$))");
  std::string mended(text);
  auto put = [&](const Pattern& pattern, std::string_view head) {
    auto found = pattern.FindAll(mended);
    for (std::size_t i = found.size(); i-- > 0;) {
      const TextSpan word = *found[i].groups[1];
      if (word.begin == 0) continue;  // a row's number
      mended.replace(word.begin, word.size(), head);
    }
  };
  put(kHead, "Sở");
  put(kBranch, "Chi");
  return mended;
}

bool PartsRows(std::string_view text) {
  static const Pattern kTitle(R"(\s*(?:[IVXl|]{1,5}|[A-HĐ])[.,]\s.*)");
  std::string key = BareKey(text);
  static const Pattern kHeader(
      R"((?:.* )?(?:noi dung|nhiem vu|cong viec)(?: .*)? (?:co quan|don vi) (?:chu tri|phoi hop).*|(?:\S{1,4} )?(?:thoi gian )?(?:noi dung|nhiem vu|cong viec)(?: cong viec)? (?:thoi gian|don vi|co quan|phan cong|chu tri)(?: .*)?)");
  bool header = kHeader.MatchAll(key).has_value();
  std::size_t capitals = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t from = at;
    if (!IsLetter(NextPoint(text, at))) continue;
    ++letters;
    if (IsCapital(text.substr(from, at - from))) ++capitals;
  }
  bool upper = capitals > 7 && capitals * 3 > letters * 2;
  return header || upper || kTitle.MatchAll(text).has_value();
}

}  // namespace

std::vector<DutyWord> DutyWordsOf(std::string_view text) {
  std::vector<DutyWord> words;
  bool rule = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || IsRule(text[at])) {
      rule = rule || IsRule(text[at]);
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && text[end] != ' ' && !IsRule(text[end])) ++end;
    std::string_view word = text.substr(at, end - at);
    words.push_back({{at, end}, IsCapital(word), word.front() >= '0' && word.front() <= '9', rule});
    rule = false;
    at = end;
  }
  return words;
}

WordLine WordLineOf(std::string_view text, std::optional<TextSpan> time, bool ends_time) {
  WordLine line;
  line.text = time ? std::string(text) : WithHeads(text);
  if (time) {
    std::string before = WithHeads(text.substr(0, time->begin));
    line.time_begin = before.size();
    line.time_end = before.size() + time->size();
    line.text = before + std::string(text.substr(time->begin, time->size())) + WithHeads(text.substr(time->end));
  }
  line.ends_time = ends_time;
  line.words = DutyWordsOf(line.text);
  static const Pattern kCode(R"(\d{1,2}[.,)]?)");
  line.has_code = !line.words.empty() && kCode.MatchAll(line.Text(0, 1)).has_value() &&
                  (line.words.size() == 1 || line.words[1].capital || line.words[1].after_rule || line.InTime(1));
  line.parts = line.words.size() > kMostWords || PartsRows(text);
  return line;
}

bool IsIssuerName(std::string_view name) {
  static const Pattern kIssuer(
      R"((?:Ủy ban nhân dân|Hội đồng nhân dân|Huyện ủy|Tỉnh ủy)(?: (?:tỉnh|huyện|thành phố|xã|phường|thị xã))?|Văn phòng Ủy ban nhân dân|Văn phòng Hội đồng nhân dân|Ủy ban Mặt trận Tổ quốc Việt Nam|Chủ tịch .*)");
  return kIssuer.MatchAll(name).has_value();
}

bool IsMixedName(std::string_view name) {
  static const Pattern kMixed(
      R"(.* (?:Sở|Phòng|Trung tâm|Chi cục) .*(?:Sở|Phòng|Trung tâm|Chi cục)(?: .*)?|(?:Trung tâm|Phòng|Trường|Ban|Chi cục|Sở)(?: thuộc)? Sở(?: .*)?|.* các [^,;]* các .*)");
  return kMixed.MatchAll(name).has_value();
}

bool IsHeadWord(std::string_view word) {
  static const Pattern kHead(
      R"((?:so|phong|van|ban|ubnd|hdnd|trung|chi|cac|cong|dai|bao|hoi|thanh|cuc|uy|kho|buu|tinh|truong|vien|doan)[,;]?)");
  return kHead.MatchAll(BareKey(word)).has_value();
}

bool IsNoBody(std::string_view words) {
  static const Pattern kNone(
      R"((?:ban (?:hanh|do|tin)|bao (?:cao|dam)|hoi (?:nghi|thi|thao)|cong (?:khai|bo|chuc|dan|viec|tac|nghe|trinh)|so (?:hoa|lieu|luong|to|tay)|chi (?:so|tieu|tra)|van (?:ban|hanh)|thanh (?:pho|lap|toan)|truong thon|tinh (?:than|hinh)|dai hoi|vien (?:chuc|phi)|doan ket)(?: .*)?)");
  constexpr std::size_t kTwoWords = 24;  // bytes, and more
  return kNone.MatchAll(BareKey(words.substr(0, kTwoWords))).has_value();
}

}  // namespace vankho
