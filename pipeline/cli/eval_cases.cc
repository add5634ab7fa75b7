#include "pipeline/cli/eval_cases.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "pipeline/base/lexicon.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

bool Exists(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

// Takes the ending off a gold file's name; "" where it is none.
std::string Stem(const fs::path& path) {
  std::string name = path.filename().string();
  for (std::string_view ending : {".lines.tsv", ".pages.txt", ".records.json", ".source.txt"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return "";
}

// The source that belongs to gold files NAME.* in `folder`.
std::string FindSource(const fs::path& folder, const std::string& name) {
  if (fs::path text = folder / (name + ".source.txt"); Exists(text)) return text.string();
  for (const char* place : {".", "scans", "../scans", "data/real", "../data/real", "../../data/real"}) {
    for (const char* ending : {".pdf", ".tif", ".png", ".jpg"}) {
      fs::path path = folder / place / (name + ending);
      if (Exists(path)) return path.lexically_normal().string();
    }
  }
  return "";
}

std::string IfExists(const fs::path& path) { return Exists(path) ? path.string() : ""; }

using Cases = std::map<std::string, EvalCase>;  // by folder and name

void AddGold(const fs::path& file, Cases& cases, std::vector<std::string>& missing) {
  std::string name = Stem(file);
  fs::path folder = file.parent_path();
  std::string key = (folder / name).string();
  if (name.empty() || cases.contains(key)) return;
  EvalCase found{.name = name,
                 .source = FindSource(folder, name),
                 .lines = IfExists(folder / (name + ".lines.tsv")),
                 .pages = IfExists(folder / (name + ".pages.txt")),
                 .records = IfExists(folder / (name + ".records.json")),
                 .grade = ""};
  if (found.source.empty() && std::find(missing.begin(), missing.end(), key) == missing.end()) missing.push_back(key);
  if (!found.source.empty()) cases.emplace(key, std::move(found));
}

// How a scan was degraded, by its row of scans.tsv; "" for what the generator did not make.
std::string GradeOf(const fs::path& table, const fs::path& scan) {
  auto rows = Lexicon::Load(table.string());
  auto output = rows ? rows->Column("output") : Result<std::size_t>(Fail(rows.error()));
  auto grade = rows ? rows->Column("grade") : output;
  if (!output || !grade) return "";
  for (const Lexicon::Row& row : rows->rows()) {
    if (row.cells[*output] == scan.filename()) return row.cells[*grade];
  }
  return "";
}

// The corpus: CORPUS/truth/OUTPUT/pages.txt belongs to CORPUS/scans/OUTPUT.
void AddScan(const fs::path& pages, Cases& cases, std::vector<std::string>& missing) {
  fs::path output = pages.parent_path().filename();
  fs::path corpus = pages.parent_path().parent_path().parent_path();
  fs::path scan = corpus / "scans" / output;
  if (!Exists(scan)) {
    missing.push_back(scan.string());
    return;
  }
  cases.emplace(scan.string(), EvalCase{.name = output.string(),
                                        .source = scan.string(),
                                        .lines = IfExists(pages.parent_path() / "lines.tsv"),
                                        .pages = pages.string(),
                                        .records = IfExists(corpus / "documents" / output.stem() / "records.json"),
                                        .grade = GradeOf(corpus / "scans.tsv", scan)});
}

Result<void> AddPath(const fs::path& path, Cases& cases, std::vector<std::string>& missing) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    if (Stem(path).empty() || !Exists(path)) {
      return Fail(InFile(
          Error{ErrorCode::kNotFound, "not a gold file or folder (NAME.lines.tsv, NAME.records.json, ...)", {}, {}},
          path.string()));
    }
    AddGold(path, cases, missing);
    return {};
  }
  fs::recursive_directory_iterator entry(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().filename() == "pages.txt" && entry->path().parent_path().parent_path().filename() == "truth") {
      AddScan(entry->path(), cases, missing);
    } else {
      AddGold(entry->path(), cases, missing);
    }
  }
  return {};
}

}  // namespace

Result<std::vector<EvalCase>> FindEvalCases(const std::vector<std::string>& paths, std::vector<std::string>& missing) {
  Cases cases;
  for (const std::string& path : paths) VK_RETURN_IF_ERROR(AddPath(fs::path(path).lexically_normal(), cases, missing));
  std::vector<EvalCase> list;
  for (auto& [key, found] : cases) list.push_back(std::move(found));
  return list;
}

}  // namespace vankho
