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
  LanguageModel::Pair pair = SyllableLm::kNoPair;  // of w2 and w1
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
  std::size_t at = 0;  // of its edges in the arrays of AfterWords
};

struct AfterWords {
  std::vector<float> lm;
  std::vector<LanguageModel::Pair> pairs;
  std::vector<float> floors;           // of names
  std::vector<std::uint32_t> targets;  // states that plain edges lead to; kNone where none is known

  void Resize(std::size_t size) {
    lm.resize(size);
    pairs.resize(size);
    floors.resize(size, kImpossible);
    targets.resize(size, kNone);
  }
  void Clear() {
    floors.clear();
    targets.clear();
  }
};

double LogAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  return b < a - 25 ? a : a + std::log1p(std::exp(b - a));
}

// All states and arcs lie in two arrays; what the beam kept of each node in a third.
class Search {
 public:
  Search(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options)
      : lattice_(lattice),
        lm_(lm),
        options_(options),
        nodes_(lattice.size() + 1),
        tops_(lattice.size() + 1, kImpossible) {
    constexpr std::size_t kStatesANode = 16;  // more make the table grow
    slots_.assign(std::bit_ceil(nodes_.size() * kStatesANode), kNone);
  }

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
  struct Node {
    std::uint32_t newest = kNone;  // its states are a list
    std::uint32_t begin = 0;       // of those that the beam kept
    std::uint32_t end = 0;
  };

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
    const std::size_t keep = std::min(options_.beam, kept_.size() - begin);
    std::partial_sort(first, first + static_cast<std::ptrdiff_t>(keep), kept_.end(), better);
    kept_.resize(begin + keep);
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(kept_.size());
  }

  void Extend(std::size_t piece) {
    const std::vector<Edge>& edges = lattice_[piece];
    firsts_.clear();
    for (const Edge& edge : edges) firsts_.push_back(edge.words[0]);
    scores_.resize(edges.size());
    groups_.clear();
    after_.Clear();
    for (std::uint32_t k = nodes_[piece].begin; k < nodes_[piece].end; ++k) {
      const std::uint32_t s = kept_[k];
      const State from = states_[s];
      const std::size_t group = GroupOf(from, edges);
      lm_.AfterPair(from.pair, firsts_, std::span(after_.lm).subspan(group, edges.size()), scores_);
      for (std::uint32_t e = 0; e < edges.size(); ++e) {
        if (IsPlain(edges[e])) {
          const float lm = std::max(scores_[e], after_.floors[group + e]);
          const Arc arc{s, e, options_.lm_weight * lm - edges[e].cost, kNone};
          const History history{from.w1, firsts_[e], edges[e].name, after_.pairs[group + e]};
          Arrive(piece + 1, history, from, arc, after_.targets[group + e]);
        } else {
          TakeOther(piece, s, e, after_.pairs[group + e]);
        }
      }
    }
  }

  // One word over one piece.
  static bool IsPlain(const Edge& edge) { return edge.pieces == 1 && edge.words.size() == 1; }

  // Where what comes after the state's last word stands in `after_`.
  std::size_t GroupOf(const State& from, const std::vector<Edge>& edges) {
    for (const Group& group : groups_) {
      if (group.w1 == from.w1 && group.name == from.name) return group.at;
    }
    const std::size_t at = groups_.size() * edges.size();
    groups_.push_back({from.w1, from.name, at});
    after_.Resize(at + edges.size());
    lm_.AfterWord(from.w1, firsts_, std::span(after_.lm).subspan(at), std::span(after_.pairs).subspan(at));
    if (options_.names == nullptr) return at;
    for (std::size_t e = 0; e < edges.size(); ++e) {
      const bool named = edges[e].words.size() == 1 && edges[e].name != 0;
      if (named) after_.floors[at + e] = options_.names->Floor(from.name, edges[e].name);
    }
    return at;
  }

  // An edge of several words or pieces.
  void TakeOther(std::size_t piece, std::uint32_t s, std::uint32_t e, LanguageModel::Pair pair) {
    const Edge& edge = lattice_[piece][e];
    const State from = states_[s];
    float lm = scores_[e];
    if (options_.names != nullptr && edge.words.size() == 1 && edge.name != 0) {
      lm = std::max(lm, options_.names->Floor(from.name, edge.name));
    }
    History history{from.w1, edge.words[0], edge.name, pair};
    for (std::size_t k = 1; k < edge.words.size(); ++k) lm += Next(history, edge.words[k]);
    std::uint32_t target = kNone;
    Arrive(piece + edge.pieces, history, from, {s, e, options_.lm_weight * lm - edge.cost, kNone}, target);
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

  // `target` is the state of the history at the node if that is known, and then set.
  void Arrive(std::size_t node, const History& history, const State& from, const Arc& arc, std::uint32_t& target) {
    if (node >= nodes_.size()) return;
    const float best = from.best + arc.score;
    if (best < tops_[node] - kHopeless) return;
    tops_[node] = std::max(tops_[node], best);
    if (target == kNone) target = StateOf(static_cast<std::uint32_t>(node), history);
    State& found = states_[target];
    const auto index = static_cast<std::uint32_t>(arcs_.size());
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

  // The state of a history at a node, by an open hash table; a new one where there is none.
  std::uint32_t StateOf(std::uint32_t node, const History& history) {
    if (states_.size() * 2 >= slots_.size()) Rehash();
    const std::size_t slot = SlotOf(node, history);
    if (slots_[slot] != kNone) return slots_[slot];
    const auto index = static_cast<std::uint32_t>(states_.size());
    slots_[slot] = index;
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
    slots_.assign(std::max<std::size_t>(slots_.size() * 2, 1024), kNone);
    for (std::uint32_t i = 0; i < states_.size(); ++i) {
      const State& state = states_[i];
      slots_[SlotOf(state.node, {state.w2, state.w1, state.name})] = i;
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

  struct Mass {
    std::uint32_t edge = 0;
    double posterior = 0;
  };

  // Posterior mass of each text over `pieces` pieces from `piece` on, with an edge that prints it.
  std::vector<Mass> Masses(std::uint32_t piece, std::uint32_t pieces) const {
    constexpr double kNothing = -25;  // ln: adds nothing that can be seen
    std::vector<double> by_edge(lattice_[piece].size());
    for (const std::uint32_t s : KeptOf(nodes_[piece + pieces])) {
      for (std::uint32_t a = states_[s].first_arc; a != kNone; a = arcs_[a].next) {
        const Arc& arc = arcs_[a];
        if (states_[arc.from].node != piece) continue;
        const double log = states_[arc.from].total + arc.score + states_[s].beta - total_;
        if (log >= kNothing) by_edge[arc.edge] += std::exp(std::min(log, 0.0));
      }
    }
    std::vector<Mass> masses;
    for (std::uint32_t e = 0; e < by_edge.size(); ++e) {
      if (by_edge[e] == 0) continue;
      auto same = std::find_if(masses.begin(), masses.end(),
                               [&](const Mass& mass) { return TextOf(piece, mass.edge) == TextOf(piece, e); });
      if (same == masses.end()) same = masses.insert(masses.end(), {e, 0});
      same->posterior += by_edge[e];
    }
    return masses;
  }

  const std::string& TextOf(std::uint32_t piece, std::uint32_t edge) const { return lattice_[piece][edge].text; }

  std::vector<Choice> Trace() const {
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
  Choice ChoiceOf(std::uint32_t piece, std::uint32_t edge) const {
    std::vector<Mass> masses = Masses(piece, lattice_[piece][edge].pieces);
    for (Mass& mass : masses) {
      if (TextOf(piece, mass.edge) == TextOf(piece, edge)) mass.edge = edge;
    }
    std::stable_sort(masses.begin(), masses.end(),
                     [](const Mass& a, const Mass& b) { return a.posterior > b.posterior; });
    if (masses.empty()) return {piece, edge, 0, {}};
    Choice choice{piece, masses[0].edge, std::min(masses[0].posterior, 1.0), {}};
    for (std::size_t i = 1; i < std::min<std::size_t>(masses.size(), 4) && masses[i].posterior >= 0.0005; ++i) {
      choice.rivals.emplace_back(masses[i].edge, masses[i].posterior);
    }
    return choice;
  }

  const Lattice& lattice_;
  const LanguageModel& lm_;
  DecoderOptions options_;
  std::vector<State> states_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> slots_;  // of the hash table: indices of states
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> kept_;  // states that the beam kept, by node
  std::vector<float> tops_;          // the best score at each node
  std::vector<WordId> firsts_;
  std::vector<float> scores_;
  std::vector<Group> groups_;  // of the piece that is being extended, as is what follows
  AfterWords after_;
  double total_ = 0;
};

}  // namespace

std::vector<Choice> Decode(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options) {
  return Search(lattice, lm, options).Run();
}

}  // namespace vankho
