#include "pipeline/store/columns.h"

#include <cmath>

#include "pipeline/document/json.h"

namespace vankho::column {
namespace {

Json Parse(std::string_view text) { return ParseJson(text).value(); }

// JSON has no word for what is not finite.
double Finite(double value) { return std::isfinite(value) ? value : 0; }

Json BoxJson(const Box& b) { return Json::array({Finite(b.left), Finite(b.top), Finite(b.right), Finite(b.bottom)}); }
Box ReadBox(const Json& j, std::size_t at = 0) {
  return {j.at(at).get<double>(), j.at(at + 1).get<double>(), j.at(at + 2).get<double>(), j.at(at + 3).get<double>()};
}

Json AlternativesJson(const std::vector<Alternative>& list) {
  Json json = Json::array();
  for (const Alternative& a : list) json.push_back(Json::array({a.text, Finite(a.confidence)}));
  return json;
}
std::vector<Alternative> ReadAlternatives(const Json& json) {
  std::vector<Alternative> list;
  for (const Json& a : json) list.push_back({a.at(0).get<std::string>(), a.at(1).get<double>()});
  return list;
}

Json SpansJson(const std::vector<TextSpan>& spans) {
  Json json = Json::array();
  for (TextSpan span : spans) json.push_back(Json::array({span.begin, span.end}));
  return json;
}
std::vector<TextSpan> SpansOf(const Json& json) {
  std::vector<TextSpan> spans;
  for (const Json& s : json) spans.push_back({s.at(0).get<std::size_t>(), s.at(1).get<std::size_t>()});
  return spans;
}

}  // namespace

std::string Ints(const std::vector<int>& values) { return Dump(Json(values)); }
std::vector<int> ReadInts(std::string_view text) { return Parse(text).get<std::vector<int>>(); }
std::string Strings(const std::vector<std::string>& values) { return Dump(Json(values)); }
std::vector<std::string> ReadStrings(std::string_view text) { return Parse(text).get<std::vector<std::string>>(); }
std::string Spans(const std::vector<TextSpan>& spans) { return Dump(SpansJson(spans)); }
std::vector<TextSpan> ReadSpans(std::string_view text) { return SpansOf(Parse(text)); }

std::string Boxes(const std::vector<Box>& boxes) {
  Json json = Json::array();
  for (const Box& box : boxes) json.push_back(BoxJson(box));
  return Dump(json);
}
std::vector<Box> ReadBoxes(std::string_view text) {
  std::vector<Box> boxes;
  for (const Json& box : Parse(text)) boxes.push_back(ReadBox(box));
  return boxes;
}

std::string Words(const WordList& words) {
  Json json = Json::array();
  for (const Word& w : words) {
    Json word = Json::array({w.text, Finite(w.confidence), Finite(w.box.left), Finite(w.box.top), Finite(w.box.right),
                             Finite(w.box.bottom)});
    if (!w.alternatives.empty()) word.push_back(AlternativesJson(w.alternatives));
    json.push_back(std::move(word));
  }
  return Dump(json);
}
std::vector<Word> ReadWords(std::string_view text) {
  std::vector<Word> words;
  for (const Json& w : Parse(text)) {
    Word word{w.at(0).get<std::string>(), ReadBox(w, 2), w.at(1).get<double>(), {}};
    if (w.size() > 6) word.alternatives = ReadAlternatives(w.at(6));
    words.push_back(std::move(word));
  }
  return words;
}

std::string Pieces(const Alignment& alignment) {
  Json json = Json::array();
  const auto& segments = alignment.segments();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    bool last = i + 1 == segments.size();
    json.push_back((last ? alignment.new_size() : segments[i + 1].new_begin) - segments[i].new_begin);
    json.push_back((last ? alignment.old_size() : segments[i + 1].old_begin) - segments[i].old_begin);
  }
  return Dump(json);
}
Alignment ReadPieces(std::string_view text) {
  Alignment alignment;
  Json json = Parse(text);
  for (std::size_t i = 0; i < json.size(); i += 2) {
    alignment.Append(json.at(i).get<std::size_t>(), json.at(i + 1).get<std::size_t>());
  }
  return alignment;
}

std::string Edits(const std::vector<Edit>& edits) {
  Json json = Json::array();
  for (const Edit& e : edits) {
    json.push_back(Json::array({e.seen.begin, e.seen.end, e.restored.begin, e.restored.end, e.reason,
                                Finite(e.confidence), AlternativesJson(e.rivals)}));
  }
  return Dump(json);
}
std::vector<Edit> ReadEdits(std::string_view text) {
  std::vector<Edit> edits;
  for (const Json& e : Parse(text)) {
    edits.push_back({{e.at(0).get<std::size_t>(), e.at(1).get<std::size_t>()},
                     {e.at(2).get<std::size_t>(), e.at(3).get<std::size_t>()},
                     e.at(4).get<std::string>(),
                     e.at(5).get<double>(),
                     ReadAlternatives(e.at(6))});
  }
  return edits;
}

std::string Grids(const std::vector<TableGrid>& grids) {
  Json json = Json::array();
  for (const TableGrid& g : grids) {
    Json merged = Json::array();
    for (const auto& m : g.merged) merged.push_back(Json::array({m.row, m.column, m.row_count, m.column_count}));
    json.push_back(Json::array({BoxJson(g.box), g.row_edges, g.column_edges, merged}));
    if (g.flat) json.back().push_back(g.flat->m);
  }
  return Dump(json);
}
std::vector<TableGrid> ReadGrids(std::string_view text) {
  std::vector<TableGrid> grids;
  for (const Json& g : Parse(text)) {
    TableGrid grid{ReadBox(g.at(0)), g.at(1).get<std::vector<double>>(), g.at(2).get<std::vector<double>>(), {}, {}};
    for (const Json& m : g.at(3)) {
      grid.merged.push_back({m.at(0).get<int>(), m.at(1).get<int>(), m.at(2).get<int>(), m.at(3).get<int>()});
    }
    if (g.size() > 4) grid.flat = Projection{g.at(4).get<std::array<double, 9>>()};
    grids.push_back(std::move(grid));
  }
  return grids;
}

std::string Cells(const std::vector<Cell>& cells) {
  Json json = Json::array();
  for (const Cell& c : cells) {
    json.push_back(Json::array({c.row, c.column, c.row_count, c.column_count, SpansJson(c.pieces), BoxJson(c.box)}));
  }
  return Dump(json);
}
std::vector<Cell> ReadCells(std::string_view text) {
  std::vector<Cell> cells;
  for (const Json& c : Parse(text)) {
    cells.push_back({c.at(0).get<int>(), c.at(1).get<int>(), c.at(2).get<int>(), c.at(3).get<int>(), SpansOf(c.at(4)),
                     ReadBox(c.at(5))});
  }
  return cells;
}

std::optional<std::string> Stated(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }
std::optional<std::string> Plain(const std::optional<Decimal>& value) {
  return value ? std::optional(value->ToPlain()) : std::nullopt;
}
std::optional<std::string> Iso(const std::optional<PartialDate>& date) {
  return date ? std::optional(date->ToIso()) : std::nullopt;
}

}  // namespace vankho::column
