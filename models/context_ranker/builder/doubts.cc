#include "models/context_ranker/builder/doubts.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "models/ocr_channel/ocr_channel.h"
#include "models/syllable_lm/tokenizer.h"
#include "models/text_data/token_stream.h"
#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/decoder.h"
#include "pipeline/restore/reader.h"

namespace vankho {
namespace {

// A token of the text as one would read it without its marks.
struct SeenForm {
  std::string token;
  std::string seen;
  PieceKind kind = PieceKind::kWord;
};

// Number classes and unknown words stand as something of their class.
SeenForm FormOf(std::string_view token) {
  const auto fixed = [&](const char* seen, PieceKind kind) { return SeenForm{std::string(token), seen, kind}; };
  if (token == "<num>") return fixed("5", PieceKind::kNumber);
  if (token == "<year>") return fixed("2015", PieceKind::kNumber);
  if (token == "<date>") return fixed("05/3/2020", PieceKind::kNumber);
  if (token == "<code>") return fixed("12/QD-UBND", PieceKind::kFixed);
  if (token.starts_with("<") && token.size() > 1) return fixed("wxqz", PieceKind::kFixed);
  const std::vector<LmToken> tokens = Tokenize(token);
  const bool word = tokens.size() == 1 && tokens[0].kind == LmTokenKind::kWord;
  return {std::string(token), word ? StripDiacritics(token) : std::string(token),
          word ? PieceKind::kWord : PieceKind::kMark};
}

ReaderOptions PlainReading() {
  ReaderOptions options;
  options.splits = false;
  options.wide = false;
  return options;
}

}  // namespace

std::size_t FoldOf(std::size_t source, std::size_t line) {
  constexpr std::size_t kBlock = 40;
  return StableHash(source == 0 ? "fold-law" : "fold-general", line / kBlock) % kFolds;
}

Result<std::vector<StoredDoubt>> ReadDoubts(const std::string& path) {
  VK_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  std::vector<StoredDoubt> doubts(bytes.size() / sizeof(StoredDoubt));
  std::memcpy(static_cast<void*>(doubts.data()), bytes.data(), doubts.size() * sizeof(StoredDoubt));
  return doubts;
}

Result<void> WriteDoubts(const std::string& path, std::span<const StoredDoubt> doubts) {
  return WriteFileAtomically(path, {reinterpret_cast<const char*>(doubts.data()), doubts.size_bytes()});
}

struct DoubtFinder::State {
  explicit State(const LanguageModel& model)
      : lm(model),
        trie(model),
        channel(OcrChannel::LostDiacritics()),
        reader(trie, channel, lm, PlainReading(), memory) {
    for (WordId id = 0; id < lm.size(); ++id) forms.push_back(FormOf(lm.Token(id)));
  }

  const LanguageModel& lm;
  SyllableTrie trie;
  OcrChannel channel;
  CandidateMemory memory;
  PieceReader reader;
  std::vector<SeenForm> forms;
};

DoubtFinder::DoubtFinder(const LanguageModel& lm) : state_(std::make_unique<State>(lm)) {}
DoubtFinder::~DoubtFinder() = default;

void DoubtFinder::Find(std::span<const TokenId> line, const std::function<void(const StoredDoubt&)>& use) {
  constexpr std::size_t kMostPieces = 300;
  for (; line.size() > kMostPieces; line = line.subspan(kMostPieces)) Find(line.first(kMostPieces), use);
  std::vector<PieceText> pieces;
  for (const TokenId token : line) pieces.push_back({state_->forms[token].seen, state_->forms[token].kind});
  const Lattice lattice = state_->reader.Read(pieces);
  const std::vector<Choice> choices = Decode(lattice, state_->lm, {});
  ForEachDoubt(lattice, choices, [&](const Doubt& doubt) {
    const std::uint32_t piece = choices[doubt.choice].piece;
    if (pieces[piece].kind != PieceKind::kWord) return;
    StoredDoubt stored;
    const auto id = [](std::uint32_t word) { return static_cast<TokenId>(word); };
    std::transform(doubt.around.left.begin(), doubt.around.left.end(), stored.left.begin(), id);
    std::transform(doubt.around.right.begin(), doubt.around.right.end(), stored.right.begin(), id);
    stored.size = static_cast<std::uint8_t>(doubt.size);
    stored.truth = stored.size;
    for (std::size_t i = 0; i < doubt.size; ++i) {
      if (lattice[piece][doubt.edges[i]].text.str() == state_->forms[line[piece]].token)
        stored.truth = static_cast<std::uint8_t>(i);
      stored.words[i] = id(doubt.words[i]);
      stored.posteriors[i] = static_cast<float>(doubt.posteriors[i]);
    }
    use(stored);
  });
}

}  // namespace vankho
