#include "extractors/header/signature.h"

#include <algorithm>

#include "extractors/agency/words.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/document/reading_boxes.h"
#include "pipeline/document/recipients_heading.h"

namespace vankho {
namespace {

const Pattern& ModePattern() {
  static const Pattern kMode(R"((TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s?[.,]\s?(\p{Lu}.*)|(TM|KT|TUQ|TL)\s(\p{Lu}{2}.*))");
  return kMode;
}

std::string Joined(std::string_view line) { return JoinedText(line, {{0, line.size()}}).text(); }

// Where the right column of a line of the foot begins: behind a gap, or at "TM." that follows at once; npos where the
// line has one column.
std::size_t RightPart(std::string_view line) {
  static const Pattern kMark(R"(\s(?:TM|KT|TL|TUQ|T/M|Q)\s?[.,]\s?\p{Lu}{2})");
  if (auto mark = kMark.Find(line)) return mark->span.begin + 1;
  std::size_t gap = line.rfind("   ");
  return gap == std::string_view::npos ? gap : gap + 3;
}

// Two to five words that begin with capitals and go on small.
bool HasFormOfName(const std::vector<WordToken>& words, std::string_view line) {
  if (words.size() < 2 || words.size() > 5) return false;
  return std::all_of(words.begin(), words.end(), [&](const WordToken& word) {
    return word.word && word.capital && (!word.all_caps || word.span.size() <= 2) &&
           IsPossibleSyllable(ToLower(word.span.Of(line)));
  });
}

bool HasThreeWords(std::string_view name) { return name.find(' ') != name.rfind(' '); }

}  // namespace

Result<SignatureReader> SignatureReader::Load(const std::string& data_folder) {
  SignatureReader reader;
  VK_ASSIGN_OR_RETURN(Lexicon surnames, Lexicon::Load(data_folder + "/lexicons/surnames.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t surname, surnames.Column("surname"));
  for (const Lexicon::Row& row : surnames.rows())
    reader.surnames_[BareKey(row.cells[surname])].insert(row.cells[surname]);
  VK_ASSIGN_OR_RETURN(Lexicon titles, Lexicon::Load(data_folder + "/lexicons/titles.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t title, titles.Column("title"));
  for (const Lexicon::Row& row : titles.rows()) {
    reader.titles_[BareKey(row.cells[title])].insert(ToUpper(row.cells[title]));
  }
  return reader;
}

// The family name is spelled as the list has it where its marks were misread and only one fits: "Trân" is "Trần".
std::string SignatureReader::PersonName(std::string_view line) const {
  std::string name = WithoutSpecks(std::string(line));
  for (std::string_view quote : {"\"", "“", "'"}) {
    if (name.starts_with(quote)) name.erase(0, quote.size());
  }
  std::vector<WordToken> words = SplitWords(name);
  if (!HasFormOfName(words, name)) return "";
  std::string first(words.front().span.Of(name));
  auto known = surnames_.find(BareKey(first));
  if (known == surnames_.end() || known->second.contains(first) || known->second.size() > 1) return name;
  return *known->second.begin() + name.substr(words.front().span.end);
}

bool SignatureReader::HasSurname(std::string_view name) const {
  return surnames_.contains(BareKey(name.substr(0, name.find(' '))));
}

// "GIÁM ĐÓC" is "GIÁM ĐỐC"; longer ones ("CHỦ TỊCH HỘI ĐỒNG") as printed; "" for what is no title.
std::string SignatureReader::TitleOf(std::string_view line) const {
  std::string printed = WithoutSpecks(std::string(line));
  std::vector<WordToken> words = SplitWords(printed);
  if (printed.size() > 90 || words.empty() || !words.front().all_caps) return "";
  std::string bare = BareKey(printed);
  std::string pho = bare.starts_with("pho ") ? "PHÓ " : "";
  if (!pho.empty()) bare.erase(0, 4);
  if (bare.size() < 6) return "";
  for (const auto& [key, titles] : titles_) {
    if (!WithinOneEdit(bare, key)) continue;
    bool known = titles.size() > 1 || titles.contains(ToUpper(printed));
    return known ? printed : pho + *titles.begin();
  }
  for (const auto& [key, titles] : titles_) {
    if (bare.starts_with(key + " ")) return printed;
    bool scrap = key.size() > 7 && bare.size() <= key.size() + 4 && bare.ends_with(" " + key);
    if (scrap && titles.size() == 1) return pho + *titles.begin();
  }
  return "";
}

bool SignatureReader::Signs(std::string_view part) const {
  if (ModePattern().MatchAll(part) || !TitleOf(part).empty()) return true;
  std::string name = PersonName(part);
  return !name.empty() && HasSurname(name);
}

// Lines of the signature block, with what stands beside the recipients.
std::vector<SignatureReader::FootLine> SignatureReader::Lines(const Document& document) const {
  std::vector<FootLine> lines;
  auto add = [&](TextSpan part) {
    lines.push_back({Joined(part.Of(document.text())), ReadingBoxOf(document, part).left});
  };
  for (const Paragraph& paragraph : document.paragraphs) {
    bool signature = paragraph.zone == ZoneKind::kSignature;
    if (!signature && paragraph.zone != ZoneKind::kRecipients) continue;
    for (TextSpan piece : paragraph.pieces) {
      std::string_view line = piece.Of(document.text());
      std::size_t right = RightPart(line);
      // The right column signs; a left one is a co-signer.
      if (right != std::string_view::npos && (signature || Signs(Joined(line.substr(right))))) {
        add({piece.begin + right, piece.end});
      } else if (signature || (lines.empty() ? false : Signs(Joined(line)) && !Joined(line).starts_with("-"))) {
        add(piece);
      }
    }
  }
  return lines;
}

std::optional<Signer> SignatureReader::FindSigner(const Document& document) const {
  Signer signer;
  bool any = false;
  double name_left = 0;
  bool rest_before = false;  // a scrap stands before the title
  for (const FootLine& line : Lines(document)) {
    std::string clean = WithoutSpecks(line.text);
    if (auto mode = ModePattern().MatchAll(clean)) {
      bool dotted = mode->groups[0].has_value();
      std::string mark(mode->Group(dotted ? 1 : 3, clean));
      std::erase(mark, '/');
      std::string of(mode->Group(dotted ? 2 : 4, clean));
      if (mark == "Q") {
        signer.mode = mark;
        signer.title = of;
      } else {
        // TM. and KT. may stand under each other: the last mark says how it is signed, the first for whom.
        signer.mode = mark;
        std::string title = TitleOf(of);
        if (signer.on_behalf_of.empty()) signer.on_behalf_of = title.empty() ? of : title;
      }
      any = true;
    } else if (std::string title = TitleOf(clean); !title.empty()) {
      // "GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC": the KT. before the first was lost.
      bool deputy = title.starts_with("PHÓ ") && !signer.title.empty() && !signer.title.starts_with("PHÓ ");
      // "T GIÁM ĐỐC" over "GIÁM ĐỐC": the rest of a KT., and a seal that hid the "PHÓ" of the second. Without it two
      // posts of one name are two bodies' heads.
      if (title == signer.title && rest_before && signer.name.empty() && signer.mode.empty() &&
          !title.starts_with("PHÓ ")) {
        title.insert(0, "PHÓ ");
        deputy = true;
      }
      rest_before = BareKey(clean).find(BareKey(title)) > 0;
      if (deputy && signer.mode.empty()) {
        signer.mode = "KT";
        signer.on_behalf_of = signer.title;
      }
      if (deputy || signer.title.empty() || !signer.name.empty()) signer.title = title;
      name_left = 0;
      any = true;
    } else if (std::string name = PersonName(clean);
               !name.empty() && (HasSurname(name) || (any && HasThreeWords(name)))) {
      // Of two names under each other, one sheet's skew apart, the right one signs.
      if (!signer.name.empty() && line.left < name_left) continue;
      signer.name = name;
      name_left = line.left;
      any = any || HasThreeWords(name);  // a name without its title
    }
  }
  if (!any) return std::nullopt;
  return signer;
}

std::size_t SignatureReader::SignatureTail(std::string_view line) const {
  std::size_t right = RightPart(line);
  return right != std::string_view::npos && Signs(Joined(line.substr(right))) ? right : std::string_view::npos;
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

std::vector<std::string> SignatureReader::FindRecipients(const Document& document) const {
  static const Pattern kTitle(R"([^\p{L}]{0,4}[^:]{0,8}(?i:[ơo0]i\s*nh[ậâaạ]n)\s*[:.;]?\s*)");
  static const Pattern kItem(R"([-–—~•*+]\s*)");
  static const Pattern kKept(R"((?i:l[ưu]u)[\s:].*)");
  std::vector<std::string> recipients;
  for (const Paragraph& paragraph : document.paragraphs) {
    if (paragraph.zone != ZoneKind::kRecipients) continue;
    for (TextSpan piece : paragraph.pieces) {
      std::string_view line = piece.Of(document.text());
      if (std::size_t tail = SignatureTail(line); tail != std::string_view::npos) line = line.substr(0, tail);
      std::string text = JoinedText(line, {{0, line.size()}}).text();
      if (auto title = kTitle.MatchAt(text, 0)) {
        text.erase(0, title->span.end);
      } else if (recipients.empty()) {
        text.erase(0, RecipientsHeadingSize(text));
      }
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
