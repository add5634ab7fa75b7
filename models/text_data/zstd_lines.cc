#include "models/text_data/zstd_lines.h"

#include <zstd.h>

#include <cstdio>
#include <vector>

namespace vankho {

struct ZstdLines::State {
  struct CloseFile {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  struct FreeStream {
    void operator()(ZSTD_DStream* s) const { ZSTD_freeDStream(s); }
  };
  std::unique_ptr<std::FILE, CloseFile> file;
  std::unique_ptr<ZSTD_DStream, FreeStream> stream{ZSTD_createDStream()};
  std::string path;
  std::vector<char> packed = std::vector<char>(ZSTD_DStreamInSize());
  ZSTD_inBuffer in{packed.data(), 0, 0};
  std::string text;  // unpacked and not yet handed out, from `taken` on
  std::size_t taken = 0;
  std::size_t frame_left = 1;  // 0: the last frame ended where the input ended
  std::string error;

  // Unpacks a little more into `text`; false at the end or an error.
  bool Refill() {
    if (in.pos == in.size) {
      in.size = std::fread(packed.data(), 1, packed.size(), file.get());
      in.pos = 0;
      if (in.size == 0) {
        if (std::ferror(file.get()) != 0 || frame_left != 0) error = path + ": the file ends early or cannot be read";
        return false;
      }
    }
    text.erase(0, taken);
    taken = 0;
    std::size_t old = text.size();
    text.resize(old + ZSTD_DStreamOutSize());
    ZSTD_outBuffer out{text.data() + old, text.size() - old, 0};
    frame_left = ZSTD_decompressStream(stream.get(), &out, &in);
    text.resize(old + out.pos);
    if (ZSTD_isError(frame_left) != 0) error = path + ": " + ZSTD_getErrorName(frame_left);
    return error.empty();
  }
};

ZstdLines::ZstdLines(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZstdLines::ZstdLines(ZstdLines&&) noexcept = default;
ZstdLines& ZstdLines::operator=(ZstdLines&&) noexcept = default;
ZstdLines::~ZstdLines() = default;

Result<ZstdLines> ZstdLines::Open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->file.reset(std::fopen(path.c_str(), "rb"));
  if (!state->file) return Fail(ErrorCode::kNotFound, "cannot open " + path);
  state->path = path;
  return ZstdLines(std::move(state));
}

bool ZstdLines::Next(std::string_view& line) {
  State& s = *state_;
  std::size_t searched = s.taken;
  while (true) {
    std::size_t end = s.text.find('\n', searched);
    if (end != std::string::npos) {
      line = std::string_view(s.text).substr(s.taken, end - s.taken);
      s.taken = end + 1;
      return true;
    }
    std::size_t pending = s.text.size() - s.taken;
    if (!s.Refill()) break;
    searched = s.taken + pending;
  }
  if (!s.error.empty() || s.taken == s.text.size()) return false;
  line = std::string_view(s.text).substr(s.taken);
  s.taken = s.text.size();
  return true;
}

Result<void> ZstdLines::status() const {
  if (!state_->error.empty()) return Fail(ErrorCode::kIo, state_->error);
  return {};
}

}  // namespace vankho
