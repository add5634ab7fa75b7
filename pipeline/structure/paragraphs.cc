#include "pipeline/structure/paragraphs.h"

#include <array>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/structure/zones.h"

namespace vankho {
namespace {

// Is the marker that begins this line an item of its own, or a wrapped line that happens to begin with a number or
// dash?
bool OpensItem(const LineFacts& line, const LineFacts& before, bool blank_between, const std::array<int, 16>& open) {
  if (!line.marker) return false;
  const Marker& marker = *line.marker;
  if (before.terminal || !before.full || before.upper != line.upper) return true;
  if (marker.rank <= MarkerRank::kRoman && !marker.damaged) return true;
  bool continues = marker.number > 0 && marker.number == open[static_cast<std::size_t>(marker.rank)] + 1;
  if (marker.number > 0) return continues;
  // "Văn phòng Hội đồng nhân dân | - Ủy ban nhân dân": a dash is wrapped only where the line before has no room for it;
  // under a numbered line a list is likelier than a wrapped name
  const bool heads = before.marker && before.marker->number > 0 && !line.name_tail;
  return blank_between || line.indented || (line.item_capital && (heads || !before.brimful));
}

bool OpensParagraph(const LineFacts& line, const LineFacts& before, bool blank_between) {
  if (before.open_end && !blank_between) return false;
  if (line.starts_lower) return before.terminal && blank_between && !line.page_begin;
  // A sentence may end at the margin in the middle of a paragraph: then only a blank line or an indent begins a new
  // one.
  if (before.terminal) return !before.full || blank_between || line.indented || line.page_begin;
  if (line.upper != before.upper) return true;
  if (before.upper || line.starts_digit) return false;
  return !before.full && (blank_between || !before.long_line);
}

bool StandsAlone(ZoneKind zone) { return zone == ZoneKind::kLetterhead || zone == ZoneKind::kSignature; }

// Closing words that belong to the whole document and not to the last item.
bool ClosesDocument(std::string_view text) {
  static const Pattern kClosing(
      R"((?:tren day la|trong qua trinh (?:trien khai|to chuc|thuc hien)|tren co so ke hoach nay|yeu cau (?:cac|thu truong)|de nghi (?:cac|thu truong)|ke hoach nay (?:duoc|co hieu luc)|can cu ke hoach nay|nhan duoc ke hoach))");
  return kClosing.MatchAt(BareKey(text.substr(0, 120)), 0).has_value();
}

struct OpenSection {
  MarkerRank rank;
  int index;
  int number;
};

class TreeBuilder {
 public:
  TreeBuilder(const Document& document, std::vector<Paragraph>& paragraphs)
      : document_(document), paragraphs_(paragraphs) {}

  std::vector<Section> Build() {
    ZoneKind zone = ZoneKind::kBody;
    for (Paragraph& paragraph : paragraphs_) {
      bool annex_change = (zone == ZoneKind::kAnnex) != (paragraph.zone == ZoneKind::kAnnex);
      if (annex_change) Close(MarkerRank::kPart);
      zone = paragraph.zone;
      if (zone == ZoneKind::kBody || zone == ZoneKind::kAnnex || zone == ZoneKind::kBases) Place(paragraph);
    }
    return std::move(sections_);
  }

 private:
  void Place(Paragraph& paragraph) {
    std::string_view text = paragraph.span.Of(document_.text());
    auto marker = ParseMarker(text);
    if (!marker || !Believable(*marker)) {
      if (auto number = ParseDamagedNumber(text); number && Continues(*number)) marker = number;
    }
    if (marker && Believable(*marker)) {
      Close(marker->rank);
      Open(paragraph, *marker);
    } else if (ClosesDocument(text)) {
      Close(MarkerRank::kRoman);
    } else if (!open_.empty() && open_.back().rank >= MarkerRank::kDash && !LastEndsWithColon()) {
      Close(MarkerRank::kDash);
    }
    if (!open_.empty()) paragraph.section = open_.back().index;
    for (const OpenSection& open : open_) sections_[static_cast<std::size_t>(open.index)].body.end = paragraph.span.end;
    last_ = paragraph.span;
  }

  // A damaged Roman number counts only where it continues the sequence: "l." after nothing or "I1." after "I.".
  bool Believable(const Marker& marker) const {
    if (!marker.damaged || marker.rank > MarkerRank::kRoman) return true;
    return marker.number == last_roman_ + 1;
  }

  // Does a number that was read from look-alikes follow what is open? "l." opens a list where none is, "2.l." after
  // "2.".
  bool Continues(const Marker& marker) const {
    const OpenSection* same = nullptr;   // the last of its rank
    const OpenSection* above = nullptr;  // what it would stand in
    for (const OpenSection& open : open_) {
      if (open.rank == marker.rank) same = &open;
      if (open.rank < marker.rank) above = &open;
    }
    if (marker.number != (same == nullptr ? 1 : same->number + 1)) return false;
    if (marker.rank == MarkerRank::kArabic) return above == nullptr || above->rank <= MarkerRank::kRoman;
    const std::string parent = marker.label.substr(0, marker.label.rfind('.'));
    return above != nullptr && sections_[static_cast<std::size_t>(above->index)].label == parent;
  }

  bool LastEndsWithColon() const { return !last_.empty() && document_.text()[last_.end - 1] == ':'; }

  void Close(MarkerRank rank) {
    while (!open_.empty() && open_.back().rank >= rank) open_.pop_back();
  }

  void Open(const Paragraph& paragraph, const Marker& marker) {
    Section section;
    if (!open_.empty()) section.parent = open_.back().index;
    section.level = static_cast<int>(open_.size()) + 1;
    section.label = marker.label;
    std::size_t begin = std::min(paragraph.span.begin + marker.size, paragraph.span.end);
    section.heading = {begin, paragraph.span.end};
    section.body = paragraph.span;
    if (marker.rank == MarkerRank::kRoman) last_roman_ = marker.number;
    open_.push_back({marker.rank, static_cast<int>(sections_.size()), marker.number});
    sections_.push_back(std::move(section));
  }

  const Document& document_;
  std::vector<Paragraph>& paragraphs_;
  std::vector<Section> sections_;
  std::vector<OpenSection> open_;
  int last_roman_ = 0;
  TextSpan last_;
};

}  // namespace

std::vector<Paragraph> JoinParagraphs(const Document& document, const std::vector<LineFacts>& facts,
                                      const std::vector<ZoneKind>& kinds, const std::vector<bool>& taken) {
  std::vector<Paragraph> paragraphs;
  std::array<int, 16> open{};  // the last number on each level
  const LineFacts* before = nullptr;
  bool blank_between = false;
  bool annex_heading = false;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const LineFacts& line = facts[i];
    if (taken[i]) {
      before = nullptr;
      continue;
    }
    if (!line.Holds()) {
      blank_between = blank_between || line.blank;
      continue;
    }
    bool opens_annex = kinds[i] == ZoneKind::kAnnex && OpensAnnex(line.span.Of(document.text()));
    bool begins = before == nullptr || paragraphs.empty() || paragraphs.back().zone != kinds[i] ||
                  StandsAlone(kinds[i]) || opens_annex || annex_heading ||
                  OpensItem(line, *before, blank_between, open) ||
                  (!line.marker && OpensParagraph(line, *before, blank_between)) ||
                  (line.marker && line.marker->number == 0 && before->terminal);
    if (begins) {
      paragraphs.push_back({line.span, {line.span}, std::nullopt, kinds[i]});
      if (line.marker) {
        auto rank = static_cast<std::size_t>(line.marker->rank);
        open[rank] = line.marker->number;
        for (std::size_t deeper = rank + 1; deeper < open.size(); ++deeper) open[deeper] = 0;
      }
    } else {
      paragraphs.back().pieces.push_back(line.span);
      paragraphs.back().span.end = line.span.end;
    }
    annex_heading = opens_annex;
    before = &line;
    blank_between = false;
  }
  return paragraphs;
}

std::vector<Section> BuildSections(const Document& document, std::vector<Paragraph>& paragraphs) {
  return TreeBuilder(document, paragraphs).Build();
}

}  // namespace vankho
