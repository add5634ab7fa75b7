// A clause of a duty and the bodies in it; for the sources of this folder only.
#pragma once

#include <string_view>
#include <vector>

#include "extractors/assignment/assignment.h"

namespace vankho {

// Bodies that stand in a row.
struct AssignmentExtractor::Run {
  std::vector<NamedAgency> bodies;
  TextSpan span;
};

// A sentence or a part of one.
struct AssignmentExtractor::Clause {
  std::string_view text;  // the paragraph
  TextSpan span;
  std::vector<Run> runs;  // of this clause, spans of the paragraph
  std::string_view Words() const { return span.Of(text); }
  std::string_view Between(std::size_t begin, std::size_t end) const { return text.substr(begin, end - begin); }
};

// Of more bodies in a row than this the evidence of each is its own name alone: the whole list beside each of them
// would grow with the square of the list.
constexpr std::size_t kLongList = 60;

// What a label or a bracket says: "chủ trì", "phối hợp", "tham mưu"; everything else is to implement.
Role RoleOfLabel(std::string_view printed);

// Without marks and spaces at both ends.
std::string_view TrimTask(std::string_view text);

// Without what the receiver does: "báo cáo ... để Phòng Nội vụ tổng hợp".
std::string_view WithoutReceiver(std::string_view task);

}  // namespace vankho
