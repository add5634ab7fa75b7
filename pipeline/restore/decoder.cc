#include "pipeline/restore/decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "pipeline/restore/name_memory.h"

namespace vankho {
namespace {

constexpr float kImpossible = -1e30F;
constexpr float kHopeless = 14;  // nats under the best at a node: not worth a state, nothing in a posterior

struct Arc {
  std::uint32_t from_piece = 0;
  std::uint32_t from_state = 0;
  std::uint32_t edge = 0;
  float score = 0;
};

// A history that the beam keeps at a node: the last two words.
struct State {
  WordId w2 = SyllableLm::kBegin;
  WordId w1 = SyllableLm::kBegin;
  NameKey name = 0;            // of w1
  float best = kImpossible;    // Viterbi score
  float total = kImpossible;   // forward probability, ln
  double beta = -1e30;         // backward probability, ln
  std::uint32_t best_arc = 0;  // index into arcs
  std::vector<Arc> arcs;       // all that lead here
};

double LogAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  return b <= -1e29 ? a : a + std::log1p(std::exp(b - a));
}

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
    nodes_[0].push_back(begin);
    for (std::size_t i = 0; i < lattice_.size(); ++i) {
      Prune(nodes_[i]);
      Extend(i);
    }
    Prune(nodes_.back());
    Finish();
    return Trace();
  }

 private:
  void Prune(std::vector<State>& states) const {
    std::size_t keep = std::min(options_.beam, states.size());
    auto better = [](const State& a, const State& b) {
      return std::tuple(-a.best, a.w1, a.w2, a.name) < std::tuple(-b.best, b.w1, b.w2, b.name);
    };
    std::partial_sort(states.begin(), states.begin() + static_cast<std::ptrdiff_t>(keep), states.end(), better);
    states.resize(keep);
    while (states.size() > 1 && states.back().best < states.front().best - kHopeless) states.pop_back();
  }

  void Extend(std::size_t piece) {
    const std::vector<Edge>& edges = lattice_[piece];
    firsts_.clear();
    for (const Edge& edge : edges) firsts_.push_back(edge.words[0]);
    scores_.resize(edges.size());
    for (std::uint32_t s = 0; s < nodes_[piece].size(); ++s) {
      const State from = Copy(nodes_[piece][s]);
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
        Arrive(piece + edge.pieces, {a, b, edge.name}, from,
               {static_cast<std::uint32_t>(piece), s, e, options_.lm_weight * lm - edge.cost});
      }
    }
  }

  // What later arcs need of a state, without its own arcs.
  static State Copy(const State& state) {
    State copy;
    copy.w2 = state.w2;
    copy.w1 = state.w1;
    copy.name = state.name;
    copy.best = state.best;
    copy.total = state.total;
    return copy;
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
    State& found = StateOf(node, history);
    if (best > found.best) {
      found.best = best;
      found.best_arc = static_cast<std::uint32_t>(found.arcs.size());
    }
    found.total = static_cast<float>(LogAdd(found.total, from.total + arc.score));
    found.arcs.push_back(arc);
  }

  State& StateOf(std::size_t node, const History& history) {
    std::vector<State>& states = nodes_[node];
    // Few states are alive at a node: a look from the last one is quicker than a table.
    for (std::size_t i = states.size(); i-- > 0;) {
      State& state = states[i];
      if (state.w1 == history.w1 && state.w2 == history.w2 && state.name == history.name) return state;
    }
    states.emplace_back();
    states.back().w2 = history.w2;
    states.back().w1 = history.w1;
    states.back().name = history.name;
    return states.back();
  }

  // The end of the paragraph, then the backward pass.
  void Finish() {
    const WordId end = SyllableLm::kEnd;
    for (State& state : nodes_.back()) {
      float score = 0;
      lm_.LogProbs(state.w2, state.w1, {&end, 1}, {&score, 1});
      state.beta = options_.lm_weight * score;
      state.best += options_.lm_weight * score;
    }
    total_ = -1e30;
    for (const State& state : nodes_.back()) total_ = LogAdd(total_, state.total + state.beta);
    for (std::size_t i = nodes_.size(); i-- > 1;) {
      for (const State& state : nodes_[i]) {
        for (const Arc& arc : state.arcs) {
          State& from = nodes_[arc.from_piece][arc.from_state];
          from.beta = LogAdd(from.beta, arc.score + state.beta);
        }
      }
    }
  }

  // Posterior mass of each text over `pieces` pieces from `piece` on.
  std::map<std::string_view, std::pair<double, std::uint32_t>> Masses(std::uint32_t piece, std::uint32_t pieces) const {
    std::map<std::string_view, std::pair<double, std::uint32_t>> masses;
    for (const State& state : nodes_[piece + pieces]) {
      for (const Arc& arc : state.arcs) {
        if (arc.from_piece != piece) continue;
        double log = nodes_[arc.from_piece][arc.from_state].total + arc.score + state.beta - total_;
        auto [entry, is_new] = masses.try_emplace(lattice_[piece][arc.edge].text, 0.0, arc.edge);
        entry->second.first += std::exp(std::min(log, 0.0));
      }
    }
    return masses;
  }

  std::vector<Choice> Trace() const {
    std::vector<Choice> choices;
    if (lattice_.empty() || nodes_.back().empty()) return choices;
    auto better = [](const State& a, const State& b) { return a.best < b.best; };
    const State* state = &*std::max_element(nodes_.back().begin(), nodes_.back().end(), better);
    while (!state->arcs.empty()) {
      const Arc& arc = state->arcs[state->best_arc];
      choices.push_back(ChoiceOf(arc));
      state = &nodes_[arc.from_piece][arc.from_state];
    }
    std::reverse(choices.begin(), choices.end());
    return choices;
  }

  Choice ChoiceOf(const Arc& arc) const {
    const Edge& edge = lattice_[arc.from_piece][arc.edge];
    Choice choice{arc.from_piece, arc.edge, 0, {}};
    for (const auto& [text, mass] : Masses(arc.from_piece, edge.pieces)) {
      if (text == edge.text) {
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
  std::vector<std::vector<State>> nodes_;
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
