// vankho restore [FILE]
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/cli/command.h"
#include "pipeline/page/text_pages.h"
#include "pipeline/restore/restorer.h"
#include "pipeline/source/source.h"

namespace vankho {
namespace {

Result<std::string> ReadStdin() {
  std::string bytes;
  std::array<char, 1 << 16> buffer{};
  while (true) {
    ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fail(ErrorCode::kIo, fmt::format("cannot read standard input: {}", std::strerror(errno)));
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > kMaxFileBytes) return Fail(ErrorCode::kTooLarge, "standard input is over 1 GiB; split it");
  }
}

// The other readings with their probabilities: "; or tự 0.03, tử 0.01".
std::string RivalsOf(const Edit& edit) {
  constexpr std::size_t kMost = 3;
  constexpr double kLeast = 0.005;
  std::string text;
  for (std::size_t i = 0; i < std::min(edit.rivals.size(), kMost) && edit.rivals[i].confidence >= kLeast; ++i) {
    text += fmt::format("{}{} {:.2f}", i == 0 ? "; or " : ", ", edit.rivals[i].text, edit.rivals[i].confidence);
  }
  return text;
}

// A changed line: what was seen, what was made of it, with what probability, what else it may be, and why.
std::string DiffOf(const Line& seen, const RestoredLine& restored, bool colour) {
  std::string reasons;
  for (const Edit& edit : restored.edits) {
    if (!reasons.empty()) reasons += ", ";
    reasons += fmt::format("{} -> {} ({} {:.2f}{})", edit.seen.Of(seen.text), edit.restored.Of(restored.text),
                           edit.reason, edit.confidence, RivalsOf(edit));
  }
  std::string where = std::to_string(restored.number);
  std::string text = Paint(fmt::format("{} - {}", where, Visible(seen.text)), Colour::kRed, colour) + "\n";
  text += Paint(fmt::format("{} + {}", where, Visible(restored.text)), Colour::kGreen, colour) + "\n";
  if (!reasons.empty()) text += Paint(fmt::format("{}   {}", where, Visible(reasons)), Colour::kDim, colour) + "\n";
  return text;
}

std::string Diff(const FilteredText& filtered, bool colour) {
  std::string text;
  const std::vector<Line>& seen = filtered.seen.pages.front().lines;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const RestoredLine& after = filtered.lines.lines[i];
    if (after.text != seen[i].text) text += DiffOf(seen[i], after, colour);
  }
  return text;
}

// Bytes that are no UTF-8 become text, and people are told.
std::string AsUtf8(std::string bytes, const std::string& path, Context& context) {
  if (IsValidUtf8(bytes)) return bytes;
  TextBytes decoded = DecodeTextBytes(bytes);
  const std::string what =
      decoded.encoding == "UTF-16" ? "is UTF-16, not UTF-8: read as that"
      : decoded.encoding == "UTF-8"
          ? fmt::format(
                "{} bytes are not UTF-8: each was taken for an "
                "unreadable sign (U+FFFD); look at these places",
                decoded.bad_bytes)
          : fmt::format("{} bytes are not UTF-8: the text was read as {}", decoded.bad_bytes, decoded.encoding);
  context.console.Warn(Error{ErrorCode::kInvalidInput, what, path.empty() ? "-" : path, {}});
  if (decoded.encoding != "UTF-16") context.exit_code = kExitWarning;
  return std::move(decoded.text);
}

Result<void> Run(const std::string& path, bool diff, const std::string& colour, Context& context) {
  VK_ASSIGN_OR_RETURN(std::string bytes, path.empty() || path == "-" ? ReadStdin() : ReadFile(path));
  auto type = DetectMediaType(bytes);
  if (type && *type != MediaType::kText) {
    return Fail(
        InFile(Error{ErrorCode::kUnsupported,
                     fmt::format("restore reads text, this is {}; use vankho extract or vankho ingest", Name(*type)),
                     {},
                     {}},
               path));
  }
  VK_ASSIGN_OR_RETURN(std::string data, context.DataFolder());
  VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(data));
  bytes = AsUtf8(std::move(bytes), path, context);
  VK_ASSIGN_OR_RETURN(FilteredText filtered,
                      RestorePlainText(restorer, bytes, PageOrigin::kPlainText, diff ? Trace::kEdits : Trace::kText));
  context.console.Detail(fmt::format("damage: {}", Name(filtered.lines.damage)));
  return Print(diff ? Diff(filtered, colour == "auto" ? StdoutTerminal().colour : colour == "always") : filtered.text);
}

}  // namespace

void AddRestore(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>();
  auto diff = std::make_shared<bool>(false);
  auto colour = std::make_shared<std::string>("auto");
  CLI::App* command = app.add_subcommand("restore", "repair damaged Vietnamese text: text in, text out, line for line");
  command->add_option("FILE", *path, "UTF-8 text (default: standard input)");
  command->add_flag("--diff", *diff, "show only what changed, how surely, what else it may be, and why");
  command->add_option("--color", *colour, "of --diff: auto (on a terminal), always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  AddDataOption(*command, context);
  AddLogOptions(*command, context);
  SetExamples(*command,
              "  vankho restore ocr.txt > good.txt\n"
              "  vankho restore --diff --color always ocr.txt | less -R\n"
              "  echo 'Ke hoach cai cach hanh chinh' | vankho restore\n");
  OnChosen(*command, context, [path, diff, colour, &context] { return Run(*path, *diff, *colour, context); });
}

}  // namespace vankho
