#include "pipeline/cli/console.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool TurnsDirection(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// $COLUMNS: how wide tables may be where no terminal says it; 0 where it is not set.
int StatedWidth() {
  const char* stated = std::getenv("COLUMNS");
  if (stated == nullptr) return 0;
  std::string_view text = stated;
  int width = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
  return error == std::errc() && end == text.data() + text.size() && width >= 40 && width <= 1000 ? width : 0;
}

Terminal Look(int fd) {
  Terminal terminal;
  terminal.is_terminal = ::isatty(fd) == 1;
  terminal.width = StatedWidth();
  if (!terminal.is_terminal) return terminal;
  if (terminal.width == 0) terminal.width = Terminal().width;
  const char* kind = std::getenv("TERM");
  terminal.colour = !IsSet("NO_COLOR") && kind != nullptr && std::string_view(kind) != "dumb";
  struct winsize size {};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) terminal.width = size.ws_col;
  return terminal;
}

std::string_view Code(Colour colour) {
  switch (colour) {
    case Colour::kRed:
      return "31";
    case Colour::kGreen:
      return "32";
    case Colour::kYellow:
      return "33";
    case Colour::kBold:
      return "1";
    case Colour::kDim:
      return "2";
    case Colour::kNone:
      break;
  }
  return "0";
}

void PutStderr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string Now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

}  // namespace

std::string Visible(std::string_view text) {
  std::string out;
  for (const CodePoint& point : DecodeUtf8(text)) {
    std::string_view bytes = text.substr(point.begin, point.end - point.begin);
    bool invalid = point.value == 0xFFFD && bytes != "\xEF\xBF\xBD";
    if (point.value < 0x20 || point.value == 0x7F || invalid) {
      for (unsigned char byte : bytes) out += fmt::format("\\x{:02x}", byte);
    } else if ((point.value >= 0x80 && point.value < 0xA0) || TurnsDirection(point.value) || point.value == 0x2028 ||
               point.value == 0x2029) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point.value));
    } else {
      out += bytes;
    }
  }
  return out;
}

Terminal StdoutTerminal() { return Look(STDOUT_FILENO); }
Terminal StderrTerminal() { return Look(STDERR_FILENO); }

std::string Paint(std::string_view text, Colour colour, bool on) {
  if (!on || colour == Colour::kNone) return std::string(text);
  return fmt::format("\033[{}m{}\033[0m", Code(colour), text);
}

Result<void> Print(std::string_view text) {
  errno = 0;
  std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
  if ((written == text.size() && std::fflush(stdout) == 0) || errno == EPIPE) return {};
  return Fail(ErrorCode::kIo, fmt::format("cannot write the answer: {}", std::strerror(errno)));
}

bool Console::ShowsBar() const { return terminal_.is_terminal && !json && verbosity != Verbosity::kQuiet; }

void Console::SetBar(std::string bar) {
  if (!ShowsBar()) return;
  bar_ = std::move(bar);
  PutStderr("\r\033[K" + bar_);
  std::fflush(stderr);
}

void Console::Write(std::string_view level, Colour colour, std::string_view message, const Json& members) const {
  if (json) {
    Json line = Json::object();
    line["time"] = Now();
    line["level"] = level;
    line["message"] = message;
    line.update(members);
    PutStderr(Dump(line) + "\n");
    return;
  }
  std::string label = colour == Colour::kNone ? "" : Paint(fmt::format("{}: ", level), colour, terminal_.colour);
  if (!bar_.empty()) PutStderr("\r\033[K");
  PutStderr(fmt::format("{}{}\n", label, Visible(message)));
  PutStderr(bar_);
}

void Console::WriteError(std::string_view level, Colour colour, const vankho::Error& error) const {
  if (!json) return Write(level, colour, Describe(error), Json::object());
  Json members = Json::object();
  members["code"] = Name(error.code);
  if (!error.file.empty()) members["file"] = error.file;
  if (error.page) members["page"] = *error.page;
  Write(level, colour, error.message, members);
}

void Console::Error(const vankho::Error& error) const { WriteError("error", Colour::kRed, error); }
void Console::Warn(const vankho::Error& error) const { WriteError("warning", Colour::kYellow, error); }

void Console::Info(std::string_view message, const Json& members) const {
  if (verbosity != Verbosity::kQuiet) Write("info", Colour::kNone, message, members);
}

void Console::Detail(std::string_view message, const Json& members) const {
  if (verbosity == Verbosity::kVerbose) Write("detail", Colour::kNone, message, members);
}

}  // namespace vankho
