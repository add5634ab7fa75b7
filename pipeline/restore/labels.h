// The letters of lists: a) b) c) d) đ) e) g) h) i) k) l) m) n) o) p).
//
// What an engine read there stays: no language model knows better which letter opens a line. Only a second d) in a row
// can be no other than đ).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// In the order of the document's lines.
class ListLabels {
 public:
  // The labels of the line, left to right: "label" for what stays, "list-label" for a đ that was read as d.
  std::vector<Repair> Next(std::string_view line);

 private:
  std::string last_;
};

// The letters of sections: A. B. C. D. Đ. E. Of two D. in a row the second is Đ., for the alphabet has no other.
class SectionLetters {
 public:
  // In the order of the document's lines: "section-letter" for a Đ that was read as D, or nothing.
  std::vector<Repair> Next(std::string_view line);

 private:
  std::string last_;
};

}  // namespace vankho
