#include "pipeline/restore/decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

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
  NameKey name = 0;           // of w1
  float best = kImpossible;   // Viterbi score
  float total = kImpossible;  // forward probability, ln
  double beta = -1e30;        // backward probability, ln
  std::uint32_t best_arc = kNone;
  std::uint32_t first_arc = kNone;  // of all that lead here
  std::uint32_t last_arc = kNone;
};

double LogAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  return b <= -1e29 ? a : a + std::log1p(std::exp(b - a));
}

// All states and arcs lie in two arrays; a node lists its states by index.
class Search {
 public:
  Search(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options)
      : lattice_(lattice),
        lm_(lm),
        options_(options),
        nodes_(lattice.size() + 1),
        tops_(lattice.size() + 1, kImpossible) {}

  std::vector<Choice> Run() {
    State begin;
    begin.best = begin.total = 0;
    states_.push_back(begin);
    nodes_[0].push_back(0);
    for (std::size_t i = 0; i < lattice_.size(); ++i) {
      Prune(nodes_[i]);
      Extend(i);
    }
    Prune(nodes_.back());
    Finish();
    return Trace();
  }

 private:
  using Node = std::vector<std::uint32_t>;

  void Prune(Node& node) const {
    std::size_t keep = std::min(options_.beam, node.size());
    auto better = [this](std::uint32_t i, std::uint32_t j) {
      const State& a = states_[i];
      const State& b = states_[j];
      return std::tuple(-a.best, a.w1, a.w2, a.name) < std::tuple(-b.best, b.w1, b.w2, b.name);
    };
    std::partial_sort(node.begin(), node.begin() + static_cast<std::ptrdiff_t>(keep), node.end(), better);
    node.resize(keep);
    while (node.size() > 1 && states_[node.back()].best < states_[node.front()].best - kHopeless) node.pop_back();
  }

  void Extend(std::size_t piece) {
    const std::vector<Edge>& edges = lattice_[piece];
    firsts_.clear();
    for (const Edge& edge : edges) firsts_.push_back(edge.words[0]);
    scores_.resize(edges.size());
    for (const std::uint32_t s : nodes_[piece]) {
      const State from = states_[s];
      lm_.LogProbs(from.w2, from.w1, firsts_, scores_);
      for (std::uint32_t e = 0; e < edges.size(); ++e) {
        const Edge& edge = edges[e];
        float lm = scores_[e];
        if (options_.names != nullptr && edge.words.size() == 1 && edge.name != 0) {
          lm = std::max(lm, options_.names->Floor(from.name, edge.name));
        }
        WordId a = from.w1;
        WordId b = edge.words[0];
        for (std::size_t k = 1; k < edge.words.size(); ++k) {
          float next = 0;
          lm_.LogProbs(a, b, {&edge.words[k], 1}, {&next, 1});
          lm += next;
          a = std::exchange(b, edge.words[k]);
        }
        Arrive(piece + edge.pieces, {a, b, edge.name}, from, {s, e, options_.lm_weight * lm - edge.cost, kNone});
      }
    }
  }

  struct History {
    WordId w2 = 0;
    WordId w1 = 0;
    NameKey name = 0;
  };

  void Arrive(std::size_t node, const History& history, const State& from, const Arc& arc) {
    if (node >= nodes_.size()) return;
    const float best = from.best + arc.score;
    if (best < tops_[node] - kHopeless) return;
    tops_[node] = std::max(tops_[node], best);
    State& found = states_[StateOf(static_cast<std::uint32_t>(node), history)];
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
    nodes_[node].push_back(index);
    State& state = states_.emplace_back();
    state.node = node;
    state.w2 = history.w2;
    state.w1 = history.w1;
    state.name = history.name;
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
    const WordId end = SyllableLm::kEnd;
    total_ = -1e30;
    for (const std::uint32_t s : nodes_.back()) {
      State& state = states_[s];
      float score = 0;
      lm_.LogProbs(state.w2, state.w1, {&end, 1}, {&score, 1});
      state.beta = options_.lm_weight * score;
      state.best += options_.lm_weight * score;
      total_ = LogAdd(total_, state.total + state.beta);
    }
    for (std::size_t i = nodes_.size(); i-- > 1;) {
      for (const std::uint32_t s : nodes_[i]) {
        for (std::uint32_t a = states_[s].first_arc; a != kNone; a = arcs_[a].next) {
          State& from = states_[arcs_[a].from];
          from.beta = LogAdd(from.beta, arcs_[a].score + states_[s].beta);
        }
      }
    }
  }

  // Posterior mass of each text over `pieces` pieces from `piece` on, with an edge that prints it.
  std::map<std::string_view, std::pair<double, std::uint32_t>> Masses(std::uint32_t piece, std::uint32_t pieces) const {
    constexpr double kNothing = -25;  // ln: adds nothing that can be seen
    std::map<std::string_view, std::pair<double, std::uint32_t>> masses;
    for (const std::uint32_t s : nodes_[piece + pieces]) {
      for (std::uint32_t a = states_[s].first_arc; a != kNone; a = arcs_[a].next) {
        const Arc& arc = arcs_[a];
        if (states_[arc.from].node != piece) continue;
        const double log = states_[arc.from].total + arc.score + states_[s].beta - total_;
        if (log < kNothing) continue;
        auto [entry, is_new] = masses.try_emplace(lattice_[piece][arc.edge].text, 0.0, arc.edge);
        entry->second.first += std::exp(std::min(log, 0.0));
      }
    }
    return masses;
  }

  std::vector<Choice> Trace() const {
    std::vector<Choice> choices;
    if (lattice_.size() == 0 || nodes_.back().empty()) return choices;
    auto better = [this](std::uint32_t a, std::uint32_t b) { return states_[a].best < states_[b].best; };
    const State* state = &states_[*std::max_element(nodes_.back().begin(), nodes_.back().end(), better)];
    while (state->best_arc != kNone) {
      const Arc& arc = arcs_[state->best_arc];
      state = &states_[arc.from];
      choices.push_back(ChoiceOf(state->node, arc.edge));
    }
    std::reverse(choices.begin(), choices.end());
    return choices;
  }

  Choice ChoiceOf(std::uint32_t piece, std::uint32_t edge_index) const {
    const auto masses = Masses(piece, lattice_[piece][edge_index].pieces);
    // The text that most paths agree on: seldom another one than the best path's, but right more often.
    auto chosen = masses.find(lattice_[piece][edge_index].text);
    for (auto at = masses.begin(); at != masses.end(); ++at) {
      if (chosen == masses.end() || at->second.first > chosen->second.first) chosen = at;
    }
    if (chosen == masses.end()) return {piece, edge_index, 0, {}};
    const bool same = chosen->first == lattice_[piece][edge_index].text;
    Choice choice{piece, same ? edge_index : chosen->second.second, 0, {}};
    for (const auto& [text, mass] : masses) {
      if (text == chosen->first) {
        choice.posterior = std::min(mass.first, 1.0);
      } else if (mass.first >= 0.0005) {
        choice.rivals.emplace_back(mass.second, mass.first);
      }
    }
    std::stable_sort(choice.rivals.begin(), choice.rivals.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (choice.rivals.size() > 3) choice.rivals.resize(3);
    return choice;
  }

  const Lattice& lattice_;
  const LanguageModel& lm_;
  DecoderOptions options_;
  std::vector<State> states_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> slots_;  // of the hash table: indices of states
  std::vector<Node> nodes_;
  std::vector<float> tops_;  // the best score at each node
  std::vector<WordId> firsts_;
  std::vector<float> scores_;
  double total_ = 0;
};

}  // namespace

std::vector<Choice> Decode(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options) {
  return Search(lattice, lm, options).Run();
}

}  // namespace vankho
