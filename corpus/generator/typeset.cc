#include "corpus/generator/typeset.h"

#include <algorithm>

#include "corpus/generator/page_flow.h"
#include "corpus/generator/typeset_table.h"

namespace vankho {
namespace {

constexpr double kFirstIndentPt = 10 * kPtPerMm;
constexpr double kHeadLeftShare = 0.42;  // of the text width: parent, issuer, number
constexpr double kRulePt = 0.7;
constexpr double kSignatureRoomPt = 68;

// Two texts of one row, side by side; the truth has them as one line, three blanks between.
struct Column {
  double x;
  double width;
};

class Typesetter {
 public:
  Typesetter(const Plan& plan, const TextSetter& setter) : plan_(plan), setter_(setter), flow_(plan.style, setter) {}

  Result<std::vector<Sheet>> Run() {
    for (std::size_t i = 0; i < plan_.blocks.size(); ++i) {
      Result<void> done = Draw(i);
      if (done) continue;
      Error error = done.error();
      if (error.file.empty()) error.file = PlaceOf(plan_, plan_.blocks[i].source_line);
      return Fail(std::move(error));
    }
    return flow_.Take();
  }

 private:
  Result<void> Draw(std::size_t index) {
    const auto& content = plan_.blocks[index].content;
    if (const auto* page = std::get_if<PageBreak>(&content)) return flow_.Break(*page);
    VK_RETURN_IF_ERROR(flow_.OpenFirst());
    if (const auto* head = std::get_if<Letterhead>(&content)) return DrawLetterhead(*head);
    if (const auto* paragraph = std::get_if<Paragraph>(&content)) return DrawParagraph(*paragraph, EndsSubject(index));
    if (const auto* table = std::get_if<PlanTable>(&content)) return DrawTable(*table, plan_, setter_, flow_);
    return DrawSignature(std::get<SignatureBlock>(content));
  }

  // Is this the last line of the trích yếu?
  bool EndsSubject(std::size_t index) const {
    if (index + 1 >= plan_.blocks.size()) return true;
    const auto* next = std::get_if<Paragraph>(&plan_.blocks[index + 1].content);
    return next == nullptr || (next->kind != ParagraphKind::kSubject && next->kind != ParagraphKind::kNote);
  }

  double Size(double off = 0) const { return plan_.style.size_pt + off; }

  // Sets both texts from one y, adds the row to the truth, and moves below the taller.
  Result<void> DrawRow(std::string_view left, const TextStyle& left_style, std::string_view right,
                       const TextStyle& right_style) {
    const Column a{flow_.left() - 14, flow_.width() * kHeadLeftShare};
    const Column b{a.x + a.width, flow_.width() + 14 - a.width};
    VK_ASSIGN_OR_RETURN(const TextBlock left_block, setter_.Set(left, left_style, a.width));
    VK_ASSIGN_OR_RETURN(const TextBlock right_block, setter_.Set(right, right_style, b.width + 8));
    std::vector<TrueLine> lefts;
    std::vector<TrueLine> rights;
    cairo_t* context = flow_.sheet().context();
    const double y = flow_.y();
    const double left_end = DrawLines(left_block, 0, left_block.lines.size(), a.x, y, context, &lefts);
    const double right_end = DrawLines(right_block, 0, right_block.lines.size(), b.x, y, context, &rights);
    for (std::size_t i = 0; i < std::max(lefts.size(), rights.size()); ++i) {
      TrueLine row = i < lefts.size() ? lefts[i] : TrueLine{};
      if (i < rights.size()) {
        row.text += (row.text.empty() ? "" : "   ") + rights[i].text;
        row.words.insert(row.words.end(), rights[i].words.begin(), rights[i].words.end());
      }
      flow_.sheet().lines.push_back(std::move(row));
    }
    flow_.MoveTo(std::max({y, left_end, right_end}) + 1);
    return {};
  }

  void RuleUnder(double share_of_line, double gap_pt, const TrueWord& first, const TrueWord& last) {
    const double middle = (first.box.left + last.box.right) / 2;
    const double half = (last.box.right - first.box.left) / 2 * share_of_line;
    flow_.Rule(middle - half, middle + half, std::max(first.box.bottom, last.box.bottom) + gap_pt, kRulePt);
  }

  Result<void> DrawLetterhead(const Letterhead& head) {
    const TextStyle parent{.size_pt = 13, .align = Align::kCentre};
    const TextStyle issuer{.size_pt = 13, .bold = true, .align = Align::kCentre};
    const TextStyle country{.size_pt = 12.5, .bold = true, .align = Align::kCentre};
    const TextStyle motto{.size_pt = 14, .bold = true, .align = Align::kCentre};
    std::vector<std::pair<std::string, TextStyle>> lefts;
    for (const std::string& text : head.parents) lefts.emplace_back(text, parent);
    for (const std::string& text : head.issuers) lefts.emplace_back(text, issuer);
    for (std::size_t row = 0; row < std::max<std::size_t>(lefts.size(), 2); ++row) {
      const auto& [left, left_style] = row < lefts.size() ? lefts[row] : std::pair<std::string, TextStyle>("", parent);
      const std::string_view right = row == 0 ? head.country : row == 1 ? head.motto : std::string_view();
      VK_RETURN_IF_ERROR(DrawRow(left, left_style, right, row == 0 ? country : motto));
      RuleHead(row, row + 1 == lefts.size(), left, right);
    }
    flow_.Skip(7);
    const TextStyle number{.size_pt = 13, .align = Align::kCentre};
    const TextStyle place{.size_pt = 13.5, .italic = true, .align = Align::kCentre};
    VK_RETURN_IF_ERROR(DrawRow(head.number, number, head.place, place));
    if (!head.about.empty())
      VK_RETURN_IF_ERROR(DrawRow(head.about, {.size_pt = 12, .align = Align::kCentre}, "", place));
    flow_.Skip(10);
    return {};
  }

  // The rules of the row just drawn: as long as the motto; a part of the issuer's line.
  void RuleHead(std::size_t row, bool last_left, std::string_view left, std::string_view right) {
    const std::vector<TrueWord>& words = flow_.sheet().lines.back().words;
    const auto lefts = static_cast<std::size_t>(std::count(left.begin(), left.end(), ' ') + (left.empty() ? 0 : 1));
    if (row == 1 && !right.empty()) RuleUnder(1, 3.5, words[lefts < words.size() ? lefts : 0], words.back());
    if (last_left && lefts > 0 && lefts <= words.size()) RuleUnder(0.45, 5.5, words.front(), words[lefts - 1]);
  }

  TextStyle StyleOf(ParagraphKind kind) const {
    TextStyle style{.size_pt = Size(), .line_spacing = plan_.style.line_spacing};
    switch (kind) {
      case ParagraphKind::kTitle:
      case ParagraphKind::kSubject:
        style.bold = true;
        [[fallthrough]];
      case ParagraphKind::kCentred:
        style.align = Align::kCentre;
        break;
      case ParagraphKind::kNote:
        style.italic = true;
        style.align = Align::kCentre;
        break;
      case ParagraphKind::kBasis:
        style.italic = true;
        [[fallthrough]];
      case ParagraphKind::kBody:
        style.align = Align::kJustify;
        style.first_indent_pt = kFirstIndentPt;
        break;
      case ParagraphKind::kHeading3:
        style.italic = true;
        [[fallthrough]];
      case ParagraphKind::kHeading1:
      case ParagraphKind::kHeading2:
        style.bold = true;
        style.align = Align::kJustify;
        style.first_indent_pt = kFirstIndentPt;
        break;
    }
    return style;
  }

  Result<void> DrawParagraph(const Paragraph& paragraph, bool ends_subject) {
    const TextStyle style = StyleOf(paragraph.kind);
    const bool centred = style.align == Align::kCentre;
    VK_ASSIGN_OR_RETURN(const TextBlock block, setter_.Set(paragraph.text, style, flow_.width()));
    if (!centred && !flow_.at_top()) flow_.Skip(plan_.style.gap_pt);
    const bool heading = paragraph.kind >= ParagraphKind::kHeading1 && paragraph.kind <= ParagraphKind::kHeading3;
    const double keep = heading ? block.height_pt + 2.4 * style.size_pt : 0;  // not alone at a page's end
    if (keep > flow_.room() && !flow_.at_top()) VK_RETURN_IF_ERROR(flow_.NewPage());
    VK_RETURN_IF_ERROR(flow_.Flow(block, flow_.left()));
    if (paragraph.kind == ParagraphKind::kSubject && ends_subject) {
      flow_.Skip(4);
      const double middle = flow_.left() + flow_.width() / 2;
      flow_.Rule(middle - 45, middle + 45, flow_.y(), kRulePt);
      flow_.Skip(9);
    } else if (paragraph.kind == ParagraphKind::kNote) {
      flow_.Skip(8);
    }
    return {};
  }

  // The two halves of the foot are read one after the other: recipients, then powers, post and name.
  Result<void> DrawSignature(const SignatureBlock& block) {
    const double half = flow_.width() / 2;
    flow_.Skip(plan_.style.gap_pt + 6);
    const double left_height = 16 + 13.2 * static_cast<double>(block.recipients.size());
    const double right_height = 18 * static_cast<double>(block.posts.size() + 1) + kSignatureRoomPt;
    if (std::max(left_height, right_height) > flow_.room() && !flow_.at_top()) VK_RETURN_IF_ERROR(flow_.NewPage());
    const double y = flow_.y();
    if (!block.recipients.empty()) {
      VK_RETURN_IF_ERROR(DrawAt("Nơi nhận:", {.size_pt = 12, .bold = true, .italic = true}, flow_.left(), half));
      for (const std::string& to : block.recipients)
        VK_RETURN_IF_ERROR(DrawAt(to, {.size_pt = 11}, flow_.left(), half - 8));
    }
    const double left_end = flow_.y();
    flow_.MoveTo(y);
    const TextStyle post{.size_pt = Size(), .bold = true, .align = Align::kCentre};
    for (const std::string& text : block.posts) VK_RETURN_IF_ERROR(DrawAt(text, post, flow_.left() + half, half));
    const double blank = flow_.y();
    flow_.Skip(kSignatureRoomPt);
    flow_.sheet().signature_at = Box{flow_.left() + half, blank, flow_.left() + 2 * half, flow_.y()};
    flow_.sheet().seal_text = block.seal;
    if (!block.name.empty()) VK_RETURN_IF_ERROR(DrawAt(block.name, post, flow_.left() + half, half));
    flow_.MoveTo(std::max(left_end, flow_.y()));
    return {};
  }

  Result<void> DrawAt(std::string_view text, const TextStyle& style, double x, double width) {
    VK_ASSIGN_OR_RETURN(const TextBlock block, setter_.Set(text, style, width));
    flow_.MoveTo(DrawLines(block, 0, block.lines.size(), x, flow_.y(), flow_.sheet().context(), &flow_.sheet().lines));
    return {};
  }

  const Plan& plan_;
  const TextSetter& setter_;
  PageFlow flow_;
};

}  // namespace

Result<std::vector<Sheet>> Typeset(const Plan& plan, const TextSetter& setter) {
  return Typesetter(plan, setter).Run();
}

}  // namespace vankho
