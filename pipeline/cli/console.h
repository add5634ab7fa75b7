// What people see: lines and a progress bar on stderr, answers on stdout, colours where they can be shown, and nothing
// that a hostile file name could do to a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/json.h"

namespace vankho {

// Control characters, bytes that are not UTF-8 and marks that turn the direction of text as visible escapes: ESC is
// "\x1b", U+202E is "\u202e". Newlines and tabs too, so the result is one line.
std::string Visible(std::string_view text);

enum class Colour { kNone, kRed, kGreen, kYellow, kBold, kDim };

struct Terminal {
  bool is_terminal = false;
  bool colour = false;  // a terminal, NO_COLOR not set (https://no-color.org), TERM not dumb
  int width = 100;
};
Terminal StdoutTerminal();
Terminal StderrTerminal();

// `text` in a colour when `on`.
std::string Paint(std::string_view text, Colour colour, bool on);

// Writes an answer to stdout. A closed pipe (`| head`) is no error; a full disk is.
Result<void> Print(std::string_view text);

enum class Verbosity { kQuiet, kNormal, kVerbose };

// Messages on stderr: for people, or as JSON lines ({"time","level","message",...}). One thread.
class Console {
 public:
  Console() : terminal_(StderrTerminal()) {}
  Verbosity verbosity = Verbosity::kNormal;
  bool json = false;

  // A message with its members for the JSON form; the text is made visible here.
  void Error(const vankho::Error& error) const;
  void Warn(const vankho::Error& error) const;
  void Info(std::string_view message, const Json& members = Json::object()) const;    // not with --quiet
  void Detail(std::string_view message, const Json& members = Json::object()) const;  // with --verbose only
  // The last line of the screen, redrawn below messages. Only on a terminal, and not with --quiet or --json.
  void SetBar(std::string bar);
  bool ShowsBar() const;
  const Terminal& terminal() const { return terminal_; }

 private:
  void Write(std::string_view level, Colour colour, std::string_view message, const Json& members) const;
  void WriteError(std::string_view level, Colour colour, const vankho::Error& error) const;

  Terminal terminal_;
  std::string bar_;
};

}  // namespace vankho
