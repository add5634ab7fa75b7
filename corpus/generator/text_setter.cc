#include "corpus/generator/text_setter.h"

#include <fmt/format.h>

#include <cstdlib>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct AttributesDeleter {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct DescriptionDeleter {
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
struct IteratorDeleter {
  void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
};
struct OptionsDeleter {
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using Description = std::unique_ptr<PangoFontDescription, DescriptionDeleter>;
using Iterator = std::unique_ptr<PangoLayoutIter, IteratorDeleter>;

double Points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

Box ToBox(const PangoRectangle& r) { return {Points(r.x), Points(r.y), Points(r.x + r.width), Points(r.y + r.height)}; }

bool IsInstalled(PangoFontMap* fonts, const std::string& family) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(fonts, &families, &count);
  bool found = false;
  for (int i = 0; i < count && !found; ++i) found = family == pango_font_family_get_name(families[i]);
  g_free(families);
  return found;
}

PangoAlignment ToPango(Align align) {
  if (align == Align::kCentre) return PANGO_ALIGN_CENTER;
  return align == Align::kRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

void ApplyStyle(PangoLayout* layout, const std::string& family, const TextStyle& style, double width_pt) {
  const Description font(pango_font_description_new());
  pango_font_description_set_family(font.get(), family.c_str());
  pango_font_description_set_absolute_size(font.get(), style.size_pt * PANGO_SCALE);
  if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  if (style.italic) pango_font_description_set_style(font.get(), PANGO_STYLE_ITALIC);
  pango_layout_set_font_description(layout, font.get());
  pango_layout_set_width(layout, static_cast<int>(width_pt * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_indent(layout, static_cast<int>(style.first_indent_pt * PANGO_SCALE));
  pango_layout_set_line_spacing(layout, static_cast<float>(style.line_spacing));
  pango_layout_set_alignment(layout, ToPango(style.align));
  pango_layout_set_justify(layout, style.align == Align::kJustify);
  const std::unique_ptr<PangoAttrList, AttributesDeleter> attributes(pango_attr_list_new());
  pango_attr_list_insert(attributes.get(), pango_attr_fallback_new(FALSE));
  pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
  if (style.underline) pango_attr_list_insert(attributes.get(), pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
  pango_layout_set_attributes(layout, attributes.get());
}

// The face that Pango really took for a run.
std::string FamilyOf(PangoFont* font) {
  const Description description(pango_font_describe(font));
  return pango_font_description_get_family(description.get());
}

Result<void> CheckRun(const PangoGlyphItem& run, std::string_view text, const std::string& family) {
  const std::string used = FamilyOf(run.item->analysis.font);
  if (used != family) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("font '{}' was replaced by '{}'; install it or choose another", family, used));
  }
  for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
    if (!(run.glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)) continue;
    if (run.glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY) continue;
    const std::string_view rest =
        text.substr(static_cast<std::size_t>(run.item->offset) + static_cast<std::size_t>(run.glyphs->log_clusters[i]));
    const CodePoint missing = DecodeUtf8(rest.substr(0, 8)).front();
    return Fail(ErrorCode::kUnsupported,
                fmt::format("font '{}' has no glyph for '{}' (U+{:04X}); choose a face with Vietnamese, such as Tinos",
                            family, rest.substr(0, missing.end), static_cast<unsigned>(missing.value)));
  }
  return {};
}

Result<void> CheckGlyphs(PangoLayout* layout, std::string_view text, const std::string& family) {
  const Iterator it(pango_layout_get_iter(layout));
  do {
    if (const PangoGlyphItem* run = pango_layout_iter_get_run_readonly(it.get())) {
      VK_RETURN_IF_ERROR(CheckRun(*run, text, family));
    }
  } while (pango_layout_iter_next_run(it.get()));
  if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
    return Fail(ErrorCode::kUnsupported, fmt::format("font '{}' lacks letters of the text", family));
  }
  return {};
}

// Adds one cluster's ink to the word that it belongs to; white space ends a word.
void AddCluster(std::string_view cluster, const Box& ink, bool& in_word, TrueLine& line) {
  if (cluster.empty() || IsSpace(DecodeUtf8(cluster.substr(0, 4)).front().value)) {
    in_word = false;
    return;
  }
  if (!in_word) line.words.emplace_back();
  in_word = true;
  TrueWord& word = line.words.back();
  word.text += cluster;
  word.box = word.box.empty() ? ink : Cover(word.box, ink);
}

std::string JoinWords(const TrueLine& line) {
  std::string text;
  for (const TrueWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

std::vector<TextBlock::SetLine> CollectLines(PangoLayout* layout, std::string_view text) {
  std::vector<TextBlock::SetLine> lines;
  const Iterator it(pango_layout_get_iter(layout));
  const PangoLayoutLine* current = nullptr;
  bool in_word = false;
  bool more = true;
  while (more) {
    const PangoLayoutLine* line = pango_layout_iter_get_line_readonly(it.get());
    if (line != current) {
      current = line;
      in_word = false;
      int top = 0;
      int bottom = 0;
      pango_layout_iter_get_line_yrange(it.get(), &top, &bottom);
      lines.push_back({{}, Points(top), Points(bottom)});
    }
    const int begin = pango_layout_iter_get_index(it.get());
    PangoRectangle ink;
    pango_layout_iter_get_cluster_extents(it.get(), &ink, nullptr);
    const bool is_run = pango_layout_iter_get_run_readonly(it.get()) != nullptr;
    more = pango_layout_iter_next_cluster(it.get());
    const int end = more ? pango_layout_iter_get_index(it.get()) : static_cast<int>(text.size());
    if (is_run && end > begin) {
      const auto from = static_cast<std::size_t>(begin);
      AddCluster(text.substr(from, static_cast<std::size_t>(end - begin)), ToBox(ink), in_word, lines.back().line);
    }
  }
  for (TextBlock::SetLine& set : lines) set.line.text = JoinWords(set.line);
  return lines;
}

}  // namespace

TextSetter::TextSetter(std::string family)
    : family_(std::move(family)),
      fonts_(pango_cairo_font_map_new()),
      context_(pango_font_map_create_context(fonts_.get())) {
  pango_cairo_context_set_resolution(context_.get(), 72);  // one unit is one point
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  const std::unique_ptr<cairo_font_options_t, OptionsDeleter> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  pango_context_set_language(context_.get(), pango_language_from_string("vi"));
}

Result<TextSetter> TextSetter::Create(std::string_view family) {
  TextSetter setter{std::string(family)};
  if (!IsInstalled(setter.fonts_.get(), setter.family_)) {
    return Fail(ErrorCode::kNotFound, fmt::format("font '{}' is not installed (Tinos is in fonts-croscore)", family));
  }
  return setter;
}

Result<TextBlock> TextSetter::Set(std::string_view text, const TextStyle& style, double width_pt) const {
  TextBlock block;
  block.layout.reset(pango_layout_new(context_.get()));
  ApplyStyle(block.layout.get(), family_, style, width_pt);
  pango_layout_set_text(block.layout.get(), text.data(), static_cast<int>(text.size()));
  VK_RETURN_IF_ERROR(CheckGlyphs(block.layout.get(), text, family_));
  block.lines = CollectLines(block.layout.get(), text);
  block.height_pt = block.lines.empty() ? 0 : block.lines.back().bottom_pt;
  return block;
}

double DrawLines(const TextBlock& block, std::size_t first, std::size_t last, double x_pt, double y_pt,
                 cairo_t* context, std::vector<TrueLine>* truth) {
  if (first >= last) return y_pt;
  const double shift = y_pt - block.lines[first].top_pt;
  const Iterator it(pango_layout_get_iter(block.layout.get()));
  for (std::size_t i = 0; i < last; ++i, pango_layout_iter_next_line(it.get())) {
    if (i < first) continue;
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(it.get(), nullptr, &logical);
    cairo_move_to(context, x_pt + Points(logical.x), shift + Points(pango_layout_iter_get_baseline(it.get())));
    pango_cairo_show_layout_line(context, pango_layout_iter_get_line_readonly(it.get()));
    if (truth == nullptr || block.lines[i].line.words.empty()) continue;
    TrueLine line = block.lines[i].line;
    for (TrueWord& word : line.words) {
      word.box = {word.box.left + x_pt, word.box.top + shift, word.box.right + x_pt, word.box.bottom + shift};
    }
    truth->push_back(std::move(line));
  }
  return shift + block.lines[last - 1].bottom_pt;
}

}  // namespace vankho
