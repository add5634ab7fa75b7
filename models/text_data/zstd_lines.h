// Lines of a .zst text file, streamed: the file is never whole in memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

class ZstdLines {
 public:
  static Result<ZstdLines> Open(const std::string& path);
  ZstdLines(ZstdLines&&) noexcept;
  ZstdLines& operator=(ZstdLines&&) noexcept;
  ~ZstdLines();

  // The next line without its newline, valid until the next call. False at the end, or at an error: ask `status`.
  bool Next(std::string_view& line);
  Result<void> status() const;

 private:
  struct State;
  explicit ZstdLines(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace vankho
