#include "extractors/table_rows/duty_blocks.h"

#include <algorithm>
#include <array>
#include <limits>

#include "extractors/table_rows/duty_words.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMostLines = 9;       // of a row
constexpr std::size_t kMostPieces = 4;      // lines that one body may run over
constexpr std::size_t kReach = 2;           // lines from one piece of a body to the next
constexpr std::size_t kMostPieceWords = 9;  // of a body in one line
constexpr std::size_t kMostBodies = 8;      // of a row; more are not told apart
constexpr double kMargin = 0.45;            // between the best way to read a row and the next one

std::string_view Trim(std::string_view text) {
  static constexpr std::string_view kBlank = " \t|;:,.-_";
  while (!text.empty() && kBlank.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kBlank.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

struct Piece {
  std::size_t line = 0;
  std::size_t begin = 0;  // words
  std::size_t end = 0;
};

// A body with the places where it stands; without a name where something begins as one and nobody can tell which.
struct Body {
  std::string name;
  std::vector<Piece> pieces;
  bool separated = false;  // a comma, a semicolon or "và" stands behind it

  bool Holds(std::size_t line, std::size_t word) const {
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](const Piece& p) { return p.line == line && p.begin <= word && word < p.end; });
  }
};

class BlockReader {
 public:
  BlockReader(const std::vector<DutyLine>& lines, const std::vector<Role>& roles, bool time_leads,
              const AgencyGazetteer& gazetteer, OwnBodies& own)
      : roles_(roles), time_leads_(time_leads), gazetteer_(gazetteer), own_(own) {
    for (const DutyLine& line : lines) lines_.push_back(WordLineOf(line.text, line.time, line.ends_time));
    bodies_in_.resize(lines_.size());
  }

  std::vector<DutyBlock> Run() {
    FindBodies();
    std::vector<DutyBlock> blocks;
    for (auto [begin, end] : Rows()) {
      DutyBlock block{begin, end, TaskOf(begin, end), {}};
      if (!IsScraps(block.task)) TakeBodies(block);
      blocks.push_back(std::move(block));
    }
    return blocks;
  }

 private:
  static bool InTime(const WordLine& line, std::size_t word) { return line.InTime(word); }

  // Does a cell's line end behind a word?
  bool EndsCell(const WordLine& line, std::size_t behind) const {
    if (behind >= line.words.size()) return true;
    const DutyWord& next = line.words[behind];
    return next.after_rule || next.capital || next.digit || InTime(line, behind) ||
           IsDebris(line.Text(behind, behind + 1));
  }

  // Marks alone, or what is left of rules and of lines that ran into each other.
  static bool IsDebris(std::string_view word) {
    static const Pattern kDebris(R"([^\p{L}\d]+|[a-z]|[aeiou]{2,3}|[a-z]?e{2,}[a-z]?)");
    return kDebris.MatchAll(word).has_value();
  }

  bool MayBegin(const WordLine& line, std::size_t word) const {
    static const Pattern kLinked(
        R"((?i:của|tại|do|với|về|cho|và|cùng|từ|đến|theo|trên|trong|các|giữa|gửi|bởi|là|qua|đồng chí|trình)\s*$)");
    const DutyWord& first = line.words[word];
    if (!first.capital || InTime(line, word)) return false;
    return first.after_rule || !kLinked.Find(std::string_view(line.text).substr(0, first.span.begin));
  }

  // Behind the last word before the next rule between columns.
  static std::size_t CellEnd(const WordLine& line, std::size_t word) {
    std::size_t end = word + 1;
    while (end < line.words.size() && !line.words[end].after_rule) ++end;
    return end;
  }

  std::size_t WordAt(const WordLine& line, std::size_t byte) const {
    std::size_t word = 0;
    while (word < line.words.size() && line.words[word].span.end <= byte) ++word;
    return word;
  }

  bool Separated(std::string_view text, std::size_t end) const {
    std::string_view rest = text.substr(std::min(end, text.size()));
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    return rest.starts_with(",") || rest.starts_with(";") || rest.starts_with("và ");
  }

  // Does a group go on behind its words ("Các sở, ban,")?
  bool IsCut(std::string_view text, const NamedAgency& body) const {
    if (IsIssuerName(body.name)) return true;
    std::string_view rest = text.substr(body.span.end);
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    if (rest.empty() || body.rule != "agency/group") return false;
    if (rest.front() == ',') return true;
    std::size_t at = 0;
    char32_t next = NextPoint(rest, at);
    return IsLetter(next) && ToUpper(rest.substr(0, at)) != rest.substr(0, at);
  }

  void FindBodies() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const WordLine& line = lines_[i];
      if (line.parts) continue;
      std::size_t taken = 0;
      for (std::size_t word = 0; word < line.words.size(); ++word) {
        if (word < taken || !MayBegin(line, word) || IsTaken(i, word)) continue;
        auto body = At(i, word);
        if (!body) continue;
        taken = body->pieces.front().end;
        for (const Piece& piece : body->pieces) bodies_in_[piece.line].push_back(bodies_.size());
        bodies_.push_back(std::move(*body));
      }
    }
  }

  bool IsTaken(std::size_t line, std::size_t word) const {
    return std::any_of(bodies_in_[line].begin(), bodies_in_[line].end(),
                       [&](std::size_t body) { return bodies_[body].Holds(line, word); });
  }

  // The body that begins at a word: whole in its line, or going on in the next ones.
  std::optional<Body> At(std::size_t i, std::size_t word) const {
    const WordLine& line = lines_[i];
    std::string_view rest = line.Text(word, CellEnd(line, word));
    if (line.time_begin != std::string::npos && line.words[word].span.begin < line.time_begin)
      rest = rest.substr(0, line.time_begin - line.words[word].span.begin);
    std::optional<NamedAgency> whole = WholeAt(rest);
    if (whole && !IsCut(rest, *whole)) {
      std::size_t end = WordAt(line, line.words[word].span.begin + whole->span.end - 1) + 1;
      bool separated = Separated(rest, whole->span.end) || EndsWithComma(line, end);
      if (!separated && !EndsCell(line, end)) return std::nullopt;  // words of a task
      if (auto longer = separated ? Longer(i, word, end) : std::nullopt) return longer;
      return Body{whole->name, {{i, word, end}}, separated};
    }
    for (std::size_t end = std::min(line.words.size(), word + kMostPieceWords); end > word; --end) {
      if (!EndsCell(line, end) || InTime(line, end - 1)) continue;
      std::vector<Piece> pieces{{i, word, end}};
      if (auto body = GoOn(std::string(line.Text(word, end)), pieces)) return body;
    }
    bool group = whole && whole->rule == "agency/group";
    if (!group && (!IsHeadWord(line.Text(word, word + 1)) || IsWork(rest))) return std::nullopt;
    return Body{"", {{i, word, word + 1}}, false};
  }

  bool IsKnown(const NamedAgency& body, std::string_view text) const { return own_.Knows(body, body.span.Of(text)); }

  // The body that is known and begins the words. "Phòng Pháp chế Thanh tra": one that no row knows may end sooner.
  std::optional<NamedAgency> WholeAt(std::string_view words) const {
    auto found = gazetteer_.Find(words, 1);
    while (!found.empty() && found.front().span.begin == 0) {
      if (IsKnown(found.front(), words)) return found.front();
      const std::size_t end = words.substr(0, found.front().span.end).rfind(' ');
      if (found.front().rule != "agency/headed" || end == std::string_view::npos) break;
      words = words.substr(0, end);
      found = gazetteer_.Find(words, 1);
    }
    return std::nullopt;
  }

  // "Ban hành", "Công khai": what is done, or what about.
  bool IsWork(std::string_view words) const {
    constexpr std::size_t kSomeWords = 40;  // bytes
    return IsNoBody(words) || gazetteer_.OpensDuty(ToLower(words.substr(0, kSomeWords)));
  }

  // "Sở Nông nghiệp và Phát" / "triển nông thôn": a longer name than the one that ends at a word, its rest in the next
  // lines.
  std::optional<Body> Longer(std::size_t i, std::size_t word, std::size_t end) const {
    const WordLine& line = lines_[i];
    const std::size_t stop = std::min(CellEnd(line, word), word + kMostPieceWords);
    for (std::size_t to = stop; to > end + 1; --to) {
      if (!EndsCell(line, to) || InTime(line, to - 1)) continue;
      if (auto body = GoOn(std::string(line.Text(word, to)), {{i, word, to}})) return body;
    }
    return std::nullopt;
  }

  // Does a body of its own begin at a word, with a capital letter?
  bool IsBody(const WordLine& line, std::size_t word) const {
    if (!line.words[word].capital) return false;
    std::string_view rest = std::string_view(line.text).substr(line.words[word].span.begin);
    auto found = gazetteer_.Find(rest, 1);
    return !found.empty() && found.front().span.begin == 0 && IsKnown(found.front(), rest) &&
           !IsIssuerName(found.front().name);
  }

  static bool EndsWithComma(const WordLine& line, std::size_t end) {
    char last = end == 0 || end > line.words.size() ? ' ' : line.text[line.words[end - 1].span.end - 1];
    return last == ',' || last == ';';
  }

  // The body that a cell's words begin and the next lines end.
  std::optional<Body> GoOn(const std::string& text, std::vector<Piece> pieces) const {
    const Piece last = pieces.back();
    const bool short_piece = pieces.size() == 1 && last.end - last.begin < 2;
    for (std::size_t i = last.line + 1; i < lines_.size() && i <= last.line + kReach; ++i) {
      const WordLine& line = lines_[i];
      if (line.parts) return std::nullopt;
      for (std::size_t word = 0; word < line.words.size(); ++word) {
        bool opens = word == 0 || line.words[word].after_rule;
        if ((short_piece && !opens) || IsTaken(i, word) || InTime(line, word)) continue;
        std::size_t stop = std::min(CellEnd(line, word), word + kMostPieceWords);
        std::string joined = text + " " + std::string(line.Text(word, stop));
        auto found = gazetteer_.Find(joined, 1);
        if (found.empty() || found.front().span.begin != 0 || !IsKnown(found.front(), joined)) continue;
        const NamedAgency& body = found.front();
        if (body.span.end <= text.size() + 1 || IsMixedName(body.name) || IsBody(line, word)) continue;
        std::size_t end = WordAt(line, line.words[word].span.begin + body.span.end - text.size() - 2) + 1;
        if (!EndsCell(line, end) && !EndsWithComma(line, end)) continue;
        std::vector<Piece> more = pieces;
        more.push_back({i, word, end});
        bool cut = IsCut(joined, body) || (body.rule == "agency/group" && EndsWithComma(line, end));
        if (cut && more.size() < kMostPieces) {
          std::string longer = text + " " + std::string(line.Text(word, end));
          if (auto whole = GoOn(longer, more)) return whole;
        }
        if (IsIssuerName(body.name) || IsCut(joined, body)) continue;
        return Body{body.name, std::move(more), EndsWithComma(line, end) || Separated(joined, body.span.end)};
      }
    }
    return std::nullopt;
  }

  // The bodies that have a piece in the lines [begin, end), each once, in the order of the page.
  std::vector<std::size_t> BodiesOf(std::size_t begin, std::size_t end) const {
    std::vector<std::size_t> found;
    for (std::size_t i = begin; i < end; ++i) found.insert(found.end(), bodies_in_[i].begin(), bodies_in_[i].end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  // Does a word stand in the lines [begin, end) that is none of a body, of the time or of the code?
  bool HoldsTask(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      const WordLine& line = lines_[i];
      for (std::size_t word = line.has_code ? 1 : 0; word < line.words.size(); ++word) {
        const bool label = BeginsLabel(line, word) || (word > 0 && BeginsLabel(line, word - 1));
        if (!InTime(line, word) && !IsTaken(i, word) && !label) return true;
      }
    }
    return false;
  }

  // How well the lines [begin, end) are one row.
  double RowScore(std::size_t begin, std::size_t end) const {
    double score = 0;
    int times = 0;
    int codes = 0;
    bool ends_other = false;  // a time that another row began
    for (std::size_t i = begin; i < end; ++i) {
      if (lines_[i].parts) return end - begin == 1 ? 0 : -100;
      times += lines_[i].time_begin != std::string::npos && !lines_[i].ends_time ? 1 : 0;
      codes += lines_[i].has_code ? 1 : 0;
      ends_other = ends_other || (lines_[i].ends_time && times == 0);
    }
    score += times == 1 ? 3 : times == 0 ? -1 : -2.5 * (times - 1);
    score += codes == 1 ? 2 : codes == 0 ? 0 : -3.0 * (codes - 1);
    const WordLine& first = lines_[begin];
    std::size_t word = first.has_code ? 1 : 0;
    // Of a cell that is higher than the task.
    const bool body_first = !first.has_code && (IsTaken(begin, 0) || BeginsLabel(first, 0));
    if (word < first.words.size() && !body_first) score += first.words[word].capital ? 1 : -1.2;
    if (ends_other) score -= 3;
    for (std::size_t b : BodiesOf(begin, end)) {
      const Body& body = bodies_[b];
      bool inside = false;
      bool outside = false;
      for (const Piece& piece : body.pieces) (piece.line >= begin && piece.line < end ? inside : outside) = true;
      if (inside && outside) score -= 3;
    }
    if (!time_leads_ && codes == 0 && InTime(first, 0)) score -= 1.5;  // of the row above
    if (!HoldsTask(begin, end)) score -= 2;
    score -= 0.25 * static_cast<double>(end - begin > 4 ? end - begin - 4 : 0);
    return score - 0.4;
  }

  // The runs of lines that are rows.
  std::vector<std::pair<std::size_t, std::size_t>> Rows() const {
    const std::size_t size = lines_.size();
    std::vector<double> best(size + 1, -std::numeric_limits<double>::infinity());
    std::vector<std::size_t> from(size + 1, 0);
    best[0] = 0;
    for (std::size_t end = 1; end <= size; ++end) {
      for (std::size_t begin = end > kMostLines ? end - kMostLines : 0; begin < end; ++begin) {
        double score = best[begin] + RowScore(begin, end);
        if (score > best[end]) best[end] = score, from[end] = begin;
      }
    }
    std::vector<std::pair<std::size_t, std::size_t>> rows;
    for (std::size_t end = size; end > 0; end = from[end]) {
      if (!lines_[from[end]].parts) rows.emplace_back(from[end], end);
    }
    std::reverse(rows.begin(), rows.end());
    return rows;
  }

  // The words left of the bodies and the time.
  std::string TaskOf(std::size_t begin, std::size_t end) const {
    std::string task;
    for (std::size_t i = begin; i < end; ++i) {
      const WordLine& line = lines_[i];
      std::size_t word = line.has_code ? 1 : 0;
      while (time_leads_ && word < line.words.size() && InTime(line, word)) ++word;
      std::size_t stop = word;
      while (stop < line.words.size() && !InTime(line, stop) && !IsTaken(i, stop) && !BeginsLabel(line, stop)) ++stop;
      if (stop > word) task += (task.empty() ? "" : " ") + std::string(Trim(line.Text(word, stop)));
    }
    return task;
  }

  // Columns by body, as good as `score` says; bodies are in the order of the page.
  double ColumnScore(const std::vector<const Body*>& bodies, unsigned columns) const {
    double score = 0;
    std::array<const Body*, 2> last{nullptr, nullptr};
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      const std::size_t column = columns >> b & 1U;
      for (std::size_t other = 0; other < b; ++other) {
        const std::size_t its = columns >> other & 1U;
        // What comes first stands left, if no line says otherwise.
        if (its > column && !Interleaved(*bodies[b], *bodies[other])) score -= 0.5;
        for (const Piece& mine : bodies[b]->pieces) {
          for (const Piece& theirs : bodies[other]->pieces) {
            if (mine.line != theirs.line) continue;
            bool before = mine.begin < theirs.begin;
            if (its != column && before != (column < its)) return -100;
          }
        }
      }
      if (last[column] != nullptr) score += last[column]->separated ? 0.6 : last[column]->name.empty() ? -0.2 : -2;
      last[column] = bodies[b];
    }
    for (const Body* end : last) {
      if (end != nullptr && end->separated) score -= 1.5;
    }
    if (last[0] == nullptr) score -= 3;
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      const bool between =
          std::any_of(bodies.begin(), bodies.end(), [&](const Body* other) { return Interleaved(*other, *bodies[b]); });
      if (!between) score += BesideTime(*bodies[b], columns >> b & 1U);
    }
    return score;
  }

  // A cell of one line stands beside the middle of one with two: neither says which of them is left.
  static bool Interleaved(const Body& a, const Body& b) {
    auto within = [](const Body& one, const Body& two) {
      return one.pieces.size() > 1 && one.pieces.front().line < two.pieces.front().line &&
             one.pieces.back().line > two.pieces.back().line;
    };
    return within(a, b) || within(b, a);
  }

  // Right before the time stands the last column.
  double BesideTime(const Body& body, std::size_t column) const {
    for (const Piece& piece : body.pieces) {
      const WordLine& line = lines_[piece.line];
      bool beside = piece.end < line.words.size() && InTime(line, piece.end);
      if (beside) return column + 1 == roles_.size() ? 0.5 : 0;
    }
    return 0;
  }

  // Does each of its pieces fill a line, as where each cell has lines of its own?
  bool HasOwnLines(const Body& body) const {
    return std::all_of(body.pieces.begin(), body.pieces.end(), [&](const Piece& piece) {
      return piece.begin == 0 && piece.end == lines_[piece.line].words.size();
    });
  }

  // "2 Tiêu hủy hồ sơ hết giá trị Phòng Tư pháp 20/11/2024": a row in a line, with nothing between the body and the
  // time.
  bool IsRowInLine(const DutyBlock& block, const Body& body) const {
    const WordLine& line = lines_[block.begin];
    const std::size_t behind = body.pieces.front().end;
    bool closes = behind >= line.words.size() ? time_leads_ : InTime(line, behind);
    return block.end - block.begin == 1 && line.has_code && closes && !body.separated;
  }

  // Words that nobody can read between a body and the time of its row: those of the column that stands between.
  bool IsLeftOfOthers(const Body& body) const {
    constexpr std::size_t kFewestBetween = 2;
    if (body.separated || body.pieces.size() != 1) return false;
    const Piece& piece = body.pieces.front();
    const WordLine& line = lines_[piece.line];
    if (line.time_begin == std::string::npos || line.ends_time || line.words[piece.begin].span.begin > line.time_begin)
      return false;
    std::size_t between = 0;
    for (std::size_t word = piece.end; word < line.words.size() && !InTime(line, word); ++word) ++between;
    return between >= kFewestBetween;
  }

  static bool IsScrap(std::string_view word) {
    static const Pattern kScrap(R"((?:\p{L}|[aeiou]{2,3}|[^\p{L}\d]+|[a-z]?e{2,}[a-z]?|[A-Za-z][a-z]|oe|ae)[.,:;]?)");
    return kScrap.MatchAll(word).has_value();
  }

  // Do scraps stand left of the body, as a cell leaves them that nobody can read?
  bool HasScraps(const Body& body) const {
    const Piece& piece = body.pieces.front();
    const WordLine& line = lines_[piece.line];
    for (std::size_t word = 0; word < piece.begin; ++word) {
      if (IsScrap(line.Text(word, word + 1))) return true;
    }
    return false;
  }

  // Is a third of a task's words scraps?
  static bool IsScraps(std::string_view task) {
    std::vector<DutyWord> words = DutyWordsOf(task);
    auto scraps =
        std::count_if(words.begin(), words.end(), [&](const DutyWord& word) { return IsScrap(word.span.Of(task)); });
    return static_cast<std::size_t>(scraps) * 3 > words.size();
  }

  // "Chủ trì: Phòng Nội vụ; phối hợp: Thanh tra huyện": what stands before a body in one column of all.
  std::optional<Role> LabelBefore(const Body& body) const {
    static const Pattern kLabel(R"((?:^|.*[ ;,|\t])(?:(chu tri)|(phoi hop)|thuc hien)(?: voi)? ?:\s*)");
    const Piece& piece = body.pieces.front();
    const WordLine& line = lines_[piece.line];
    const std::size_t begin = line.words[piece.begin].span.begin;
    if (begin == 0) return std::nullopt;
    auto label = kLabel.MatchAll(BareKey(std::string_view(line.text).substr(0, begin)));
    if (!label) return std::nullopt;
    return label->groups[0] ? Role::kLead : label->groups[1] ? Role::kCoordinate : Role::kImplement;
  }

  // Is a word a label's: "Chủ trì: ..."? It is none of the task.
  static bool BeginsLabel(const WordLine& line, std::size_t word) {
    static const Pattern kLabel(R"((?:chu tri|phoi hop|thuc hien)(?: voi)? ?:)");
    constexpr std::size_t kLongest = 40;  // bytes
    return kLabel.MatchAt(BareKey(std::string_view(line.text).substr(line.words[word].span.begin, kLongest)), 0)
        .has_value();
  }

  void TakeBodies(DutyBlock& block) const {
    std::vector<const Body*> bodies;
    for (std::size_t b : BodiesOf(block.begin, block.end)) {
      const Body& body = bodies_[b];
      bool inside = std::all_of(body.pieces.begin(), body.pieces.end(), [&](const Piece& piece) {
        return piece.line >= block.begin && piece.line < block.end;
      });
      if (inside) bodies.push_back(&body);
    }
    if (bodies.empty() || bodies.size() > kMostBodies || roles_.empty()) return;
    if (roles_.size() == 1) {
      Role role = roles_[0];
      for (const Body* body : bodies) {
        role = LabelBefore(*body).value_or(role);
        if (!body->name.empty()) block.agencies.push_back({body->name, role});
      }
      return;
    }
    bool lone = std::count_if(bodies.begin(), bodies.end(), [](const Body* body) { return !body->name.empty(); }) == 1;
    if (lone && (bodies.size() > 1 || HasScraps(*bodies[0]))) return;
    double best = -1000;
    std::vector<double> scores(std::size_t{1} << bodies.size());
    for (unsigned columns = 0; columns < scores.size(); ++columns) {
      scores[columns] = ColumnScore(bodies, columns);
      best = std::max(best, scores[columns]);
    }
    if (best < -2.4) return;
    for (std::size_t b = 0; b < bodies.size(); ++b) {
      std::array<bool, 2> may{false, false};
      for (unsigned columns = 0; columns < scores.size(); ++columns) {
        if (scores[columns] > best - kMargin) may[columns >> b & 1U] = true;
      }
      if (may[0] != may[1] && !bodies[b]->name.empty())
        block.agencies.push_back({bodies[b]->name, roles_[may[1] ? 1 : 0]});
    }
    // Where nobody helps, what leads may be what helps, its neighbour unread.
    bool both = std::any_of(block.agencies.begin(), block.agencies.end(),
                            [&](const AgencyRole& body) { return body.role == roles_[1]; });
    bool told = lone && (IsLeftOfOthers(*bodies[0]) || HasOwnLines(*bodies[0]) || IsRowInLine(block, *bodies[0]));
    if (!both && !told) block.agencies.clear();
  }

  const std::vector<Role>& roles_;
  const bool time_leads_;
  const AgencyGazetteer& gazetteer_;
  OwnBodies& own_;
  std::vector<WordLine> lines_;
  std::vector<Body> bodies_;
  std::vector<std::vector<std::size_t>> bodies_in_;  // by line
};

}  // namespace

std::vector<DutyBlock> ReadDutyBlocks(const std::vector<DutyLine>& lines, const std::vector<Role>& roles,
                                      bool time_leads, const AgencyGazetteer& gazetteer, OwnBodies& own) {
  return BlockReader(lines, roles, time_leads, gazetteer, own).Run();
}

}  // namespace vankho
