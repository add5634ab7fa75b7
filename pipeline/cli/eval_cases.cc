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

// The corpus: one case a row of scans.tsv whose scan is committed.
Result<void> AddScans(const fs::path& table, Cases& cases) {
  VK_ASSIGN_OR_RETURN(Lexicon rows, Lexicon::Load(table.string()));
  VK_ASSIGN_OR_RETURN(std::size_t output, rows.Column("output"));
  VK_ASSIGN_OR_RETURN(std::size_t plan, rows.Column("plan"));
  VK_ASSIGN_OR_RETURN(std::size_t grade, rows.Column("grade"));
  fs::path corpus = table.parent_path();
  for (const Lexicon::Row& row : rows.rows()) {
    fs::path scan = corpus / "scans" / row.cells[output];
    if (!Exists(scan)) continue;
    fs::path document = corpus / "documents" / row.cells[plan];
    cases.emplace(scan.string(), EvalCase{.name = row.cells[output],
                                          .source = scan.string(),
                                          .lines = "",
                                          .pages = IfExists(corpus / "truth" / row.cells[output] / "pages.txt"),
                                          .records = IfExists(document / "records.json"),
                                          .grade = row.cells[grade]});
  }
  return {};
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
    if (entry->path().filename() == "scans.tsv") {
      VK_RETURN_IF_ERROR(AddScans(entry->path(), cases));
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
