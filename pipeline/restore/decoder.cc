#include "pipeline/restore/decoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include "pipeline/restore/name_memory.h"

namespace vankho {
namespace {

constexpr float kImpossible = -1e30F;
constexpr float kHopeless = 10;  // nats under the best at a node: not worth a state, nothing in a posterior

constexpr std::uint32_t kNone = 0xffffffff;

struct Arc {
  std::uint32_t from = 0;  // state
  std::uint32_t edge = 0;
  float score = 0;
  std::uint32_t next = kNone;  // arc that leads to the same state
};

// A history that the beam keeps at a node: the last two words.
struct State {
  std::uint32_t node = 0;
  WordId w2 = SyllableLm::kBegin;
  WordId w1 = SyllableLm::kBegin;
  NameKey name = 0;                                // of w1
  LanguageModel::Pair pair = SyllableLm::kNoPair;  // of the last two words, if it goes on
  std::uint32_t sibling = kNone;                   // another state of the node
  float best = kImpossible;                        // Viterbi score
  float total = kImpossible;                       // forward probability, ln
  double beta = -1e30;                             // backward probability, ln
  std::uint32_t best_arc = kNone;
  std::uint32_t first_arc = kNone;  // of all that lead here
  std::uint32_t last_arc = kNone;
};

// The states of one piece that end in the same word share what the language model and the names say after it.
struct Group {
  WordId w1 = 0;
  NameKey name = 0;
  std::size_t at = 0;     // of its edges in the arrays of AfterWords
  std::size_t words = 0;  // the same where groups of one word share: in all but the floors
  bool floored = false;
};

struct AfterWords {
  std::vector<float> lm;
  std::vector<LanguageModel::Pair> pairs;
  std::vector<float> floors;           // of names
  std::vector<std::uint32_t> targets;  // states that plain edges lead to; kNone where none is known

  void Resize(std::size_t size) {
    if (lm.size() < size) {
      lm.resize(2 * size);
      pairs.resize(2 * size);
      floors.resize(2 * size);
    }
    targets.resize(size, kNone);
  }
};

double LogAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  return b < a - 25 ? a : a + std::log1p(std::exp(b - a));
}

struct Node {
  std::uint32_t newest = kNone;  // its states are a list
  std::uint32_t begin = 0;       // of those that the beam kept
  std::uint32_t end = 0;
  bool crowded = false;  // may edges that lead here from the same history print the same word?
};

struct Mass {
  std::uint32_t edge = 0;
  double posterior = 0;
};

// What one search writes and the next one of the thread writes over.
struct Buffers {
  std::vector<State> states_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> slots_;  // of the hash table: indices of the states of crowded nodes
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> kept_;  // states that the beam kept, by node
  std::vector<float> tops_;          // the best score at each node
  std::vector<float> scores_;
  std::vector<Group> groups_;  // of the piece that is being extended, as is what follows
  AfterWords after_;
  std::vector<LanguageModel::Pair> pairs_;
  std::vector<double> by_edge_;  // of the piece that is being chosen, as is what follows
  std::vector<Mass> masses_;

  void Clear(std::size_t nodes) {
    states_.clear();
    arcs_.clear();
    slots_.clear();
    kept_.clear();
    nodes_.assign(nodes, {});
    tops_.assign(nodes, kImpossible);
  }
};

// All states and arcs lie in two arrays; what the beam kept of each node in a third.
class Search : private Buffers {
 public:
  Search(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options, Buffers& buffers)
      : Buffers(std::move(buffers)), lattice_(lattice), lm_(lm), options_(options), buffers_(buffers) {
    Clear(lattice.size() + 1);
    for (std::size_t piece = 0; piece < lattice.size(); ++piece) {
      const EdgeSet& set = lattice.SetAt(piece);
      for (const std::uint32_t e : set.others) {
        const std::size_t end = piece + set.edges[e].pieces;
        if (end < nodes_.size()) nodes_[end].crowded = true;
      }
      nodes_[piece + 1].crowded |= set.repeats;
    }
  }

  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() { buffers_ = std::move(static_cast<Buffers&>(*this)); }

  std::vector<Choice> Run() {
    State begin;
    begin.best = begin.total = 0;
    states_.push_back(begin);
    nodes_[0].newest = 0;
    for (std::size_t i = 0; i < lattice_.size(); ++i) {
      Prune(nodes_[i]);
      Extend(i);
    }
    Prune(nodes_.back());
    Finish();
    return Trace();
  }

 private:
  std::span<const std::uint32_t> KeptOf(const Node& node) const {
    return std::span(kept_).subspan(node.begin, node.end - node.begin);
  }

  void Prune(Node& node) {
    const std::size_t begin = kept_.size();
    for (std::uint32_t s = node.newest; s != kNone; s = states_[s].sibling) {
      if (states_[s].best >= tops_[states_[s].node] - kHopeless) kept_.push_back(s);
    }
    auto better = [this](std::uint32_t i, std::uint32_t j) {
      const State& a = states_[i];
      const State& b = states_[j];
      return a.best != b.best ? a.best > b.best : std::tie(a.w1, a.w2, a.name) < std::tie(b.w1, b.w2, b.name);
    };
    const auto first = kept_.begin() + static_cast<std::ptrdiff_t>(begin);
    if (kept_.size() - begin > options_.beam) {
      const auto last = first + static_cast<std::ptrdiff_t>(options_.beam);
      std::nth_element(first, last, kept_.end(), better);
      kept_.erase(last, kept_.end());
    }
    std::sort(first, kept_.end(), better);
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(kept_.size());
  }

  void Extend(std::size_t piece) {
    const EdgeSet& set = lattice_.SetAt(piece);
    const std::size_t size = set.edges.size();
    scores_.resize(size);
    groups_.clear();
    after_.targets.clear();
    pairs_.clear();
    for (const std::uint32_t s : KeptOf(nodes_[piece])) pairs_.push_back(states_[s].pair);
    lm_.Expect(pairs_);
    for (std::uint32_t k = nodes_[piece].begin; k < nodes_[piece].end; ++k) {
      const std::uint32_t s = kept_[k];
      const State from = states_[s];
      // No probability is larger than 1: what cannot reach the others then, need not be looked up, nor what is worse.
      if (set.others.empty() && from.best + set.best < tops_[piece + 1] - kHopeless) break;
      const Group group = GroupOf(from, set);
      lm_.AfterPair(from.pair, set.firsts, std::span(after_.lm).subspan(group.words, size), scores_);
      if (group.floored) {
        for (std::size_t e = 0; e < size; ++e) scores_[e] = std::max(scores_[e], after_.floors[group.at + e]);
      }
      for (const std::uint32_t e : set.others) TakeOther(piece, s, e, after_.pairs[group.words + e]);
      TakePlain(piece, s, group);
    }
  }

  // The edges of one word over one piece.
  void TakePlain(std::size_t piece, std::uint32_t s, const Group& group) {
    const EdgeSet& set = lattice_.SetAt(piece);
    const State from = states_[s];
    float top = kImpossible;
    for (std::size_t e = 0; e < scores_.size(); ++e) {
      scores_[e] = options_.lm_weight * scores_[e] + set.scores[e];
      top = std::max(top, scores_[e]);
    }
    tops_[piece + 1] = std::max(tops_[piece + 1], from.best + top);
    const float least = tops_[piece + 1] - kHopeless - from.best;
    for (std::uint32_t e = 0; e < scores_.size(); ++e) {
      if (scores_[e] < least) continue;
      const History history{group.w1, set.firsts[e], set.edges[e].name, after_.pairs[group.words + e]};
      std::uint32_t& target = after_.targets[group.words + e];
      if (target == kNone) target = StateOf(static_cast<std::uint32_t>(piece + 1), history);
      Arrive(target, from, {s, e, scores_[e], kNone});
    }
  }

  // What comes after the state's last word.
  Group GroupOf(const State& from, const EdgeSet& set) {
    const std::size_t size = set.edges.size();
    const std::size_t at = groups_.size() * size;
    std::size_t words = at;
    for (const Group& group : groups_) {
      if (group.w1 != from.w1) continue;
      if (group.name == from.name) return group;
      words = group.words;
    }
    const bool floored = set.named && options_.names != nullptr && options_.names->MayFollow(from.name);
    groups_.push_back({from.w1, from.name, at, words, floored});
    after_.Resize(at + size);
    if (words == at) {
      lm_.AfterWord(from.w1, set.firsts, std::span(after_.lm).subspan(at), std::span(after_.pairs).subspan(at));
    }
    for (std::size_t e = 0; floored && e < size; ++e) {
      const Edge& edge = set.edges[e];
      const bool named = edge.words.size() == 1 && edge.name != 0;
      after_.floors[at + e] = named ? options_.names->Floor(from.name, edge.name) : kImpossible;
    }
    return groups_.back();
  }

  // An edge of several words or pieces.
  void TakeOther(std::size_t piece, std::uint32_t s, std::uint32_t e, LanguageModel::Pair pair) {
    const Edge& edge = lattice_[piece][e];
    const State from = states_[s];
    const std::size_t node = piece + edge.pieces;
    if (node >= nodes_.size()) return;
    float lm = scores_[e];
    History history{from.w1, edge.words[0], edge.name, pair};
    for (std::size_t k = 1; k < edge.words.size(); ++k) lm += Next(history, edge.words[k]);
    const Arc arc{s, e, options_.lm_weight * lm - edge.cost, kNone};
    const float best = from.best + arc.score;
    if (best < tops_[node] - kHopeless) return;
    tops_[node] = std::max(tops_[node], best);
    Arrive(StateOf(static_cast<std::uint32_t>(node), history), from, arc);
  }

  struct History {
    WordId w2 = 0;
    WordId w1 = 0;
    NameKey name = 0;
    LanguageModel::Pair pair = SyllableLm::kNoPair;
  };

  // ln P(word | history); the word becomes the history's last.
  float Next(History& history, WordId word) const {
    float after = 0;
    float score = 0;
    LanguageModel::Pair pair = SyllableLm::kNoPair;
    lm_.AfterWord(history.w1, {&word, 1}, {&after, 1}, {&pair, 1});
    lm_.AfterPair(history.pair, {&word, 1}, {&after, 1}, {&score, 1});
    history.w2 = std::exchange(history.w1, word);
    history.pair = pair;
    return score;
  }

  void Arrive(std::uint32_t target, const State& from, const Arc& arc) {
    State& found = states_[target];
    const auto index = static_cast<std::uint32_t>(arcs_.size());
    const float best = from.best + arc.score;
    if (best > found.best) {
      found.best = best;
      found.best_arc = index;
    }
    found.total = static_cast<float>(LogAdd(found.total, from.total + arc.score));
    if (found.first_arc == kNone) {
      found.first_arc = index;
    } else {
      arcs_[found.last_arc].next = index;
    }
    found.last_arc = index;
    arcs_.push_back(arc);
  }

  // The state of a history at a node; a new one where there is none. At most nodes there cannot be one: then nothing is
  // looked up.
  std::uint32_t StateOf(std::uint32_t node, const History& history) {
    const auto index = static_cast<std::uint32_t>(states_.size());
    if (nodes_[node].crowded) {
      if ((in_table_ + 1) * 2 >= slots_.size()) Rehash();
      const std::size_t slot = SlotOf(node, history);
      if (slots_[slot] != kNone) return slots_[slot];
      slots_[slot] = index;
      ++in_table_;
    }
    State& state = states_.emplace_back();
    state.node = node;
    state.w2 = history.w2;
    state.w1 = history.w1;
    state.name = history.name;
    state.pair = history.pair;
    state.sibling = std::exchange(nodes_[node].newest, index);
    return index;
  }

  std::size_t SlotOf(std::uint32_t node, const History& history) const {
    std::uint64_t key = (std::uint64_t{history.w2} << 32 | history.w1) * 0x9e3779b97f4a7c15U;
    key = (key ^ key >> 29 ^ (std::uint64_t{node} << 32 | history.name)) * 0xbf58476d1ce4e5b9U;
    for (std::size_t i = (key >> 32) & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == kNone) return i;
      const State& state = states_[slots_[i]];
      if (state.node == node && state.w1 == history.w1 && state.w2 == history.w2 && state.name == history.name)
        return i;
    }
  }

  void Rehash() {
    slots_.assign(std::max<std::size_t>(slots_.size() * 2, 256), kNone);
    for (std::uint32_t i = 0; i < states_.size(); ++i) {
      const State& state = states_[i];
      if (nodes_[state.node].crowded) slots_[SlotOf(state.node, {state.w2, state.w1, state.name, state.pair})] = i;
    }
  }

  // The end of the paragraph, then the backward pass.
  void Finish() {
    total_ = -1e30;
    for (const std::uint32_t s : KeptOf(nodes_.back())) {
      State& state = states_[s];
      History history{state.w2, state.w1, state.name, state.pair};
      const float score = options_.lm_weight * Next(history, SyllableLm::kEnd);
      state.beta = score;
      state.best += score;
      total_ = LogAdd(total_, state.total + state.beta);
    }
    for (std::size_t i = nodes_.size(); i-- > 1;) {
      for (const std::uint32_t s : KeptOf(nodes_[i])) {
        for (std::uint32_t a = states_[s].first_arc; a != kNone; a = arcs_[a].next) {
          State& from = states_[arcs_[a].from];
          from.beta = LogAdd(from.beta, arcs_[a].score + states_[s].beta);
        }
      }
    }
  }

  // Posterior mass of each text over `pieces` pieces from `piece` on, with an edge that prints it: in `masses_`.
  void FindMasses(std::uint32_t piece, std::uint32_t pieces) {
    constexpr double kNothing = -25;  // ln: adds nothing that can be seen
    by_edge_.assign(lattice_[piece].size(), 0);
    for (const std::uint32_t s : KeptOf(nodes_[piece + pieces])) {
      for (std::uint32_t a = states_[s].first_arc; a != kNone; a = arcs_[a].next) {
        const Arc& arc = arcs_[a];
        if (states_[arc.from].node != piece) continue;
        const double log = states_[arc.from].total + arc.score + states_[s].beta - total_;
        if (log >= kNothing) by_edge_[arc.edge] += std::exp(std::min(log, 0.0));
      }
    }
    masses_.clear();
    for (std::uint32_t e = 0; e < by_edge_.size(); ++e) {
      if (by_edge_[e] == 0) continue;
      auto same = std::find_if(masses_.begin(), masses_.end(),
                               [&](const Mass& mass) { return TextOf(piece, mass.edge) == TextOf(piece, e); });
      if (same == masses_.end()) same = masses_.insert(masses_.end(), {e, 0});
      same->posterior += by_edge_[e];
    }
  }

  const EdgeText& TextOf(std::uint32_t piece, std::uint32_t edge) const { return lattice_[piece][edge].text; }

  std::vector<Choice> Trace() {
    std::vector<Choice> choices;
    if (lattice_.size() == 0 || KeptOf(nodes_.back()).empty()) return choices;
    auto better = [this](std::uint32_t a, std::uint32_t b) { return states_[a].best < states_[b].best; };
    const auto last = KeptOf(nodes_.back());
    const State* state = &states_[*std::max_element(last.begin(), last.end(), better)];
    while (state->best_arc != kNone) {
      const Arc& arc = arcs_[state->best_arc];
      state = &states_[arc.from];
      choices.push_back(ChoiceOf(state->node, arc.edge));
    }
    std::reverse(choices.begin(), choices.end());
    return choices;
  }

  // The text that most paths agree on: seldom another one than the best path's (`edge`), but right more often.
  Choice ChoiceOf(std::uint32_t piece, std::uint32_t edge) {
    FindMasses(piece, lattice_[piece][edge].pieces);
    if (masses_.empty()) return {piece, edge, 0, {}};
    for (Mass& mass : masses_) {
      if (mass.edge != edge && TextOf(piece, mass.edge) == TextOf(piece, edge)) mass.edge = edge;
    }
    if (masses_.size() > 1) {
      std::stable_sort(masses_.begin(), masses_.end(),
                       [](const Mass& a, const Mass& b) { return a.posterior > b.posterior; });
    }
    Choice choice{piece, masses_[0].edge, std::min(masses_[0].posterior, 1.0), {}};
    for (std::size_t i = 1; i < std::min<std::size_t>(masses_.size(), 4) && masses_[i].posterior >= 0.0005; ++i) {
      choice.rivals.emplace_back(masses_[i].edge, masses_[i].posterior);
    }
    return choice;
  }

  const Lattice& lattice_;
  const LanguageModel& lm_;
  DecoderOptions options_;
  Buffers& buffers_;
  std::size_t in_table_ = 0;  // states in the hash table
  double total_ = 0;
};

}  // namespace

std::vector<Choice> Decode(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options) {
  thread_local Buffers buffers;
  return Search(lattice, lm, options, buffers).Run();
}

}  // namespace vankho
