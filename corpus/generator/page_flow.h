// Where the next thing goes: pages, margins, page numbers.
#pragma once

#include <vector>

#include "corpus/generator/plan.h"
#include "corpus/generator/sheet.h"
#include "corpus/generator/text_setter.h"

namespace vankho {

class PageFlow {
 public:
  PageFlow(const BodyStyle& style, const TextSetter& setter) : style_(style), setter_(setter) {}

  // Ends the page and opens another; `landscape` stays until it is changed.
  Result<void> NewPage();
  Result<void> Break(const PageBreak& page);
  Result<void> OpenFirst();  // does nothing where a page is open

  double left() const;
  double width() const;
  double y() const { return y_; }
  double room() const { return bottom() - y_; }
  double page_height() const;  // of the text area
  bool at_top() const { return y_ <= top(); }
  void Skip(double points) { y_ += points; }
  void MoveTo(double y) { y_ = y; }

  Sheet& sheet() { return sheets_.back(); }
  std::vector<Sheet> Take() { return std::move(sheets_); }

  // Lines of a paragraph from `x`, over as many pages as it takes.
  Result<void> Flow(const TextBlock& block, double x);
  void Rule(double x0, double x1, double y, double thickness);

 private:
  double top() const;
  double bottom() const;
  Result<void> PrintNumber();

  BodyStyle style_;
  const TextSetter& setter_;
  std::vector<Sheet> sheets_;
  bool landscape_ = false;
  int number_ = 0;
  double y_ = 0;
};

}  // namespace vankho
