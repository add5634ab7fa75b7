#include "tests/extractors/example_file.h"

#include <fmt/format.h>

#include <sstream>

#include "pipeline/base/file.h"

namespace vankho {
namespace {

std::string Word(const std::string& line, const std::string& name) {
  const std::size_t at = line.find(name + "=");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 1;
  return line.substr(begin, line.find(' ', begin) - begin);
}

}  // namespace

Result<std::vector<Example>> ReadExamples(const std::string& path) {
  VK_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  std::vector<Example> examples;
  Example now;
  std::istringstream lines(text);
  int number = 0;
  const auto fail = [&](const char* what) {
    return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: {}", path, number, what));
  };
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("@context")) {
      now.issued = PartialDate::FromIso(Word(line, "issued"));
      const std::string year = Word(line, "year");
      now.year = year.empty() ? std::nullopt : std::optional<int>(std::stoi(year));
    } else if (line == "@carrier") {
      now.carriers.clear();
    } else if (line.starts_with("@carrier ")) {
      if (line.find("{}") == std::string::npos) return fail("a carrier needs {}");
      now.carriers.push_back(line.substr(9));
    } else if (line == "@capitals count" || line == "@capitals free") {
      now.capitals_count = line.ends_with("count");
    } else if (line == "@above") {
      now.above.clear();
    } else if (line.starts_with("@above ")) {
      const std::size_t colon = line.find(": ");
      if (colon == std::string::npos) return fail("@above needs a name, a colon and words");
      now.above[line.substr(7, colon - 7)] = line.substr(colon + 2);
    } else if (line.starts_with("@skip ")) {
      now.skipped = true;
    } else if (line[0] == '@') {
      return fail("unknown directive");
    } else if (line.starts_with("= ")) {
      now.want = line.substr(2);
    } else {
      if (now.want.empty()) return fail("a phrase before any value");
      now.phrase = line;
      now.line = number;
      examples.push_back(now);
      now.skipped = false;
    }
  }
  return examples;
}

}  // namespace vankho
