#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "models/context_ranker/context_ranker.h"
#include "models/context_ranker/format.h"
#include "models/ocr_channel/ocr_channel.h"
#include "models/syllable_lm/format.h"
#include "models/syllable_lm/syllable_lm.h"
#include "pipeline/base/check.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/picture_orientation.h"
#include "pipeline/document/json.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/page_ocr.h"
#include "pipeline/page/embedded_picture.h"
#include "pipeline/restore/restorer.h"
#include "pipeline/run/chain.h"
#include "pipeline/run/frame.h"
#include "pipeline/run/worker.h"
#include "tests/fuzz/fuzz.h"

namespace vankho::fuzz {
namespace {

const Chain& TheChain() {
  static const Chain chain = [] {
    auto loaded = Chain::Load(VANKHO_SOURCE_DIR);
    VK_CHECK(loaded.has_value());
    return *loaded;
  }();
  return chain;
}

// A file in memory under a name, for parsers that read files.
template <class F>
void WithFile(std::string_view bytes, const F& run) {
  std::string path = "/dev/shm/vankho-fuzz-" + std::to_string(::getpid());
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return;
  std::fwrite(bytes.data(), 1, bytes.size(), file);
  std::fclose(file);
  run(path);
  ::unlink(path.c_str());
}

// Any bytes offered as a text file: detection, decoding, restoration, structure, extraction.
void TextSource(std::string_view bytes) {
  auto source = MakeSource(std::string(bytes), "f.txt");
  if (!source || source->file.media_type != MediaType::kText) return;
  auto pages = OpenPages(*source);
  if (!pages) return;
  auto engine = MakeNullEngine();
  SeenDocument seen{(*pages)->source(), {}};
  for (int number = 1; number <= (*pages)->page_count(); ++number) {
    auto page = ReadPage(**pages, number, *engine, {});
    if (!page) return;
    seen.pages.push_back(*std::move(page));
  }
  static_cast<void>(TheChain().Run(std::move(seen)));
}

void LexiconFile(std::string_view bytes) { static_cast<void>(Lexicon::Parse(bytes, "f.tsv")); }

// Apart from the lexicons: every table, however small, costs the making of its automaton.
void ChannelFile(std::string_view bytes) { static_cast<void>(OcrChannel::Parse(bytes, "f.tsv")); }

// Asks a model whatever it may be asked: every word after every word, and of ids that it does not have.
void AskModel(const SyllableLm& lm) {
  constexpr WordId kMost = 40;
  const auto words = std::min(static_cast<WordId>(lm.vocabulary_size()), kMost);
  std::vector<WordId> all;
  for (WordId w = 0; w < words + 2; ++w) all.push_back(w);
  std::vector<float> after_word(all.size());
  std::vector<float> after_pair(all.size());
  std::vector<SyllableLm::Pair> pairs(all.size());
  for (WordId w1 : all) {
    static_cast<void>(lm.LookAlikes(lm.Token(w1)));
    static_cast<void>(lm.IdOf(lm.Token(w1)));
    for (WordId w2 : all) lm.LogProbs(w2, w1, all, after_pair);
    lm.AfterWord(w1, all, after_word, pairs);
    for (SyllableLm::Pair pair : pairs) lm.AfterPair(pair, all, after_word, after_pair);
  }
}

// A model file with size and checksum set right, and what `mend` does to its header; "" where the bytes are too few.
template <class Header, class Mend>
std::string WithSums(std::string_view bytes, const Mend& mend) {
  Header header;
  if (bytes.size() < sizeof(header) || bytes.size() % sizeof(std::uint64_t) != 0) return "";
  std::memcpy(&header, bytes.data(), sizeof(header));
  std::vector<std::uint64_t> body((bytes.size() - sizeof(header)) / sizeof(std::uint64_t));
  std::memcpy(body.data(), bytes.data() + sizeof(header), body.size() * sizeof(std::uint64_t));
  header.file_bytes = bytes.size();
  header.checksum = SectionsChecksum(body);
  mend(header);
  std::string mended(bytes);
  std::memcpy(mended.data(), &header, sizeof(header));
  return mended;
}

// As the bytes are; then with size and checksum set right, so that what they guard is reached too.
void ModelFile(std::string_view bytes) {
  WithFile(bytes, [](const std::string& path) { static_cast<void>(SyllableLm::Open(path)); });
  const std::string mended = WithSums<lm_format::Header>(bytes, [](auto&) {});
  if (!mended.empty())
    WithFile(mended, [](const std::string& path) {
      if (auto lm = SyllableLm::Open(path)) AskModel(*lm);
    });
}

// Weighs whatever words there may be, and some that there are not.
void AskRanker(const ContextRanker& ranker) {
  constexpr std::uint32_t kMost = 40;
  for (std::uint32_t word = 0; word < kMost; ++word) {
    const WordsAround around{{word, word + 1, 65535}, {word + 2, 0, word}};
    const std::vector<std::uint32_t> words{word, word + 1, word + 2, 99999};
    std::vector<double> posteriors{0.5, 0.25, 0.125, 0.125};
    ranker.Weigh(around, words, posteriors);
    double sum = 0;
    for (const double posterior : posteriors) sum += posterior;
    VK_CHECK(std::abs(sum - 1) < 1e-6);
  }
}

// As the bytes are; then with size, checksum and vocabulary set right.
void RankerFile(std::string_view bytes) {
  WithFile(bytes, [](const std::string& path) { static_cast<void>(ContextRanker::Open(path, 0)); });
  const std::string mended = WithSums<ranker_format::Header>(bytes, [](auto& header) { header.vocabulary = 0; });
  if (!mended.empty())
    WithFile(mended, [](const std::string& path) {
      if (auto ranker = ContextRanker::Open(path, 0)) AskRanker(*ranker);
    });
}

// Text into candidates, decoder and writer: as many lines as there were, every edit inside its lines.
void RestoredLines(std::string_view bytes) {
  static const Restorer restorer = [] {
    auto loaded = Restorer::Load(VANKHO_SOURCE_DIR);
    VK_CHECK(loaded.has_value());
    return *std::move(loaded);
  }();
  for (const PageOrigin origin : {PageOrigin::kPlainText, PageOrigin::kOcr}) {
    const auto restored = RestorePlainText(restorer, bytes, origin);
    if (!restored) continue;
    VK_CHECK(std::count(restored->text.begin(), restored->text.end(), '\n') ==
             std::count(bytes.begin(), bytes.end(), '\n'));
    const std::vector<Line>& seen = restored->seen.pages.at(0).lines;
    VK_CHECK(seen.size() == restored->lines.lines.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const RestoredLine& line = restored->lines.lines[i];
      for (const Edit& edit : line.edits) {
        VK_CHECK(edit.seen.begin <= edit.seen.end && edit.seen.end <= seen[i].text.size());
        VK_CHECK(edit.restored.begin <= edit.restored.end && edit.restored.end <= line.text.size());
      }
    }
  }
}

// JSON as the record contract, as a page, as a worker's request and answer. What is read is written and read again.
void JsonText(std::string_view bytes) {
  auto json = ParseJson(bytes);
  if (!json) return;
  if (auto page = PageFromJson(*json)) VK_CHECK(PageFromJson(ToJson(*page)).has_value());
  static_cast<void>(RecordsFromJson(*json));
  static_cast<void>(WorkerRequestFromJson(*json));
  static_cast<void>(OpenedFileFromJson(*json));
  static_cast<void>(ErrorFromJson(*json));
  static_cast<void>(Dump(*json));
}

// A page of any words, boxes and grids through the later stages: what a worker that was taken over might answer.
void HostilePage(std::string_view bytes) {
  auto json = ParseJson(bytes);
  if (!json) return;
  auto page = PageFromJson(*json);
  if (!page) return;
  page->number = 1;
  SeenDocument seen{SourceFile{std::string(64, '0'), "f.pdf", MediaType::kPdf, 1, 1}, {*std::move(page)}};
  static_cast<void>(TheChain().Run(std::move(seen)));
}

// Bytes on the wire between parent and worker.
void WorkerFrames(std::string_view bytes) {
  int sockets[2];
  if (bytes.size() > 100'000 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0) return;
  static_cast<void>(::send(sockets[0], bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
  ::close(sockets[0]);
  while (ReadFrame(sockets[1])) {
  }
  ::close(sockets[1]);
}

// A small picture: the first byte is its width, the rest its pixels. Preparation and the finder of ruled tables.
void TableFinder(std::string_view bytes) {
  if (bytes.size() < 2) return;
  PageInput input;
  input.number = 1;
  input.origin = PageOrigin::kOcr;
  PageImage image;
  image.width = 8 + static_cast<unsigned char>(bytes[0]);
  image.height =
      static_cast<int>(std::min<std::size_t>(bytes.size() / static_cast<std::size_t>(image.width) + 1, 2000));
  image.dpi = 100;
  image.pixels.assign(static_cast<std::size_t>(image.width) * image.height, 255);
  std::copy_n(bytes.begin() + 1, std::min(bytes.size() - 1, image.pixels.size()), image.pixels.begin());
  input.width_pt = image.width * 0.72;
  input.height_pt = image.height * 0.72;
  input.image = std::move(image);
  auto engine = MakeNullEngine();
  static_cast<void>(PageOcr().Run(input, *engine));
}

// A camera's JPEG, as far as its orientation: one of the eight whatever the bytes.
void PictureOrientationTag(std::string_view bytes) {
  PictureOrientation found = JpegOrientation(bytes);
  bool known = false;
  for (unsigned tag = 1; tag <= 8; ++tag) known = known || OrientationOfTag(tag) == found;
  VK_CHECK(known);
}

// A PDF of which the first page may be one picture.
void EmbeddedPicture(std::string_view bytes) {
  EmbeddedPictures pictures(bytes);
  auto image = pictures.Take(1, 96, 96, 50, 1e6);
  VK_CHECK(!image || image->pixels.size() == static_cast<std::size_t>(image->width) * image->height * image->channels);
}

}  // namespace

const std::vector<Target>& AllTargets() {
  static const std::vector<Target> targets = {{"text_source", TextSource},
                                              {"lexicon_file", LexiconFile},
                                              {"channel_file", ChannelFile},
                                              {"model_file", ModelFile},
                                              {"ranker_file", RankerFile},
                                              {"restored_lines", RestoredLines},
                                              {"json_text", JsonText},
                                              {"hostile_page", HostilePage},
                                              {"worker_frames", WorkerFrames},
                                              {"table_finder", TableFinder},
                                              {"picture_orientation", PictureOrientationTag},
                                              {"embedded_picture", EmbeddedPicture}};
  return targets;
}

}  // namespace vankho::fuzz
