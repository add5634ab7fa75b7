// corpus/examples/*.examples: one canonical value, then every wording that must give it.
//
//   # comment
//   @context year=2024 issued=2024-01-15     for all that follows
//   @carrier Các đơn vị báo cáo {} để tổng hợp.   phrases must give the same value inside it; @carrier alone clears the
//   list = due:2024-03-14 kind:date trước ngày 15/3/2024 = none                                   whole sentences that
//   must give nothing Căn cứ Kế hoạch số 12/KH-UBND ngày 15/3/2024
//   @above topic: Số hóa sổ cũ               what stands above, for all that follows; @above alone clears the list
//   @capitals count                          in capitals it would say something else; @capitals free ends that
//   @skip needs a lunar calendar             the next line is not tried
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/date.h"
#include "pipeline/base/result.h"

namespace vankho {

struct Example {
  std::string phrase;
  std::string want;  // "none" for a negative; several values are joined by " | "
  int line = 0;
  std::optional<int> year;
  std::optional<PartialDate> issued;
  std::vector<std::string> carriers;
  std::map<std::string, std::string> above;  // "topic", "body", "lead_in", "gives_duties"
  bool skipped = false;
  bool capitals_count = false;

  bool IsNegative() const { return want == "none"; }
};

// Errors carry file:line: a phrase before any value, an unknown directive, a carrier without {}.
Result<std::vector<Example>> ReadExamples(const std::string& path);

}  // namespace vankho
