#include "models/text_data/token_stream.h"

#include <algorithm>

#include "models/text_data/zstd_lines.h"

namespace vankho {

// FNV-1a with a final mix (Stafford's variant 13 of the MurmurHash3 finaliser).
std::uint64_t StableHash(std::string_view text, std::uint64_t number) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  h ^= number * 0x9e3779b97f4a7c15;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9;
  h = (h ^ (h >> 27)) * 0x94d049bb133111eb;
  return h ^ (h >> 31);
}

FormId FormTable::Intern(std::string_view form) {
  auto found = ids_.find(form);
  if (found != ids_.end()) return found->second;
  auto id = static_cast<FormId>(forms_.size());
  forms_.emplace_back(form);
  ids_.emplace(form, id);
  return id;
}

FormId FormTable::FormOf(std::string_view line, const LmPiece& piece) {
  if (piece.kind == LmTokenKind::kCode || piece.kind == LmTokenKind::kNumber) return Intern(ModelForm(line, piece));
  thread_local std::string spelling;
  spelling.assign(1, piece.heading ? 'h' : piece.kind == LmTokenKind::kWord ? 'w' : 'p');
  spelling.append(line.substr(piece.begin, piece.end - piece.begin));
  auto found = spellings_.find(spelling);
  if (found != spellings_.end()) return found->second;
  FormId id = Intern(ModelForm(line, piece));
  spellings_.emplace(spelling, id);
  return id;
}

bool IsHeldOut(std::string_view source_name, std::size_t line_number) {
  constexpr std::size_t kBlock = 40;
  constexpr std::uint64_t kOneOf = 250;
  return StableHash(source_name, (line_number - 1) / kBlock) % kOneOf == 0;
}

namespace {

// Adds the line's tokens to the training text.
void AddLine(std::string_view line, FormTable& forms, std::vector<LmPiece>& pieces, TextSource& source) {
  Segment(line, pieces);
  if (pieces.empty()) return;
  for (const LmPiece& piece : pieces) {
    FormId form = forms.FormOf(line, piece);
    source.tokens.push_back(form);
    if (form >= source.counts.size()) source.counts.resize(form + form / 2 + 1024);
    ++source.counts[form];
  }
  source.tokens.push_back(kLineEnd);
}

}  // namespace

void AddText(std::string_view text, FormTable& forms, TextSource& source) {
  std::vector<LmPiece> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    AddLine(text.substr(0, end), forms, pieces, source);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Result<TextSource> ReadSource(const std::string& path, std::string name, int take_every, FormTable& forms) {
  VK_ASSIGN_OR_RETURN(ZstdLines lines, ZstdLines::Open(path));
  TextSource source;
  source.name = std::move(name);
  std::vector<LmPiece> pieces;
  std::string_view line;
  for (std::size_t number = 1; lines.Next(line); ++number) {
    if (IsHeldOut(source.name, number)) {
      source.held_out.emplace_back(line);
      source.held_out_numbers.push_back(number);
      continue;
    }
    if (number % static_cast<std::size_t>(take_every) != 0) continue;
    AddLine(line, forms, pieces, source);
  }
  VK_RETURN_IF_ERROR(lines.status());
  return source;
}

}  // namespace vankho
