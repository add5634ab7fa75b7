#include "pipeline/extract/bodies_then.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace vankho {
namespace {

// The words as the gazetteer compares spellings: in small letters, parted and enclosed by spaces, without "và" and
// marks.
std::string WordsOf(std::string_view text) {
  std::string joined = " ";
  for (const WordToken& token : SplitWords(text)) {
    if (!JoinsNames(token)) joined += token.key + " ";
  }
  return joined;
}

class BodiesThen {
 public:
  BodiesThen(const AgencyGazetteer& gazetteer, PartialDate on) : gazetteer_(gazetteer), on_(on) {}

  void Check(std::string& name, RecordBase& record) {
    const Known& known = Look(name);
    if (known.existed) return;
    const std::string printed = WordsOf(record.printed.text);
    const bool in_full = printed.find(WordsOf(name)) != std::string::npos;
    for (const auto& [spelling, other] : known.namesakes) {
      if (in_full || printed.find(spelling) == std::string::npos) continue;
      name = other;
      return;
    }
    Flag(record);
  }

  static void Flag(RecordBase& record) {
    constexpr const char* kFlag = "agency-not-then";
    auto& flags = record.flags;
    if (std::find(flags.begin(), flags.end(), kFlag) == flags.end()) flags.emplace_back(kFlag);
  }

 private:
  struct Known {
    bool existed = true;
    std::vector<std::pair<std::string, std::string>> namesakes;  // spelling, name
  };
  const Known& Look(const std::string& name) {
    auto [at, fresh] = known_.try_emplace(name);
    if (!fresh) return at->second;
    at->second.existed = gazetteer_.Existed(name, on_);
    if (!at->second.existed) at->second.namesakes = gazetteer_.NamesakesThen(name, on_);
    return at->second;
  }

  const AgencyGazetteer& gazetteer_;
  PartialDate on_;
  std::map<std::string, Known> known_;
};

}  // namespace

void CheckBodiesThen(const AgencyGazetteer& gazetteer, Records& records) {
  for (Reference& reference : records.references) {
    if (reference.date && !reference.issuer.empty() && !gazetteer.Existed(reference.issuer, *reference.date))
      BodiesThen::Flag(reference);
  }
  const auto& issued = records.header.issued_date;
  if (!issued) return;
  BodiesThen bodies(gazetteer, *issued);
  for (Assignment& duty : records.assignments) bodies.Check(duty.agency, duty);
  for (Deadline& deadline : records.deadlines) {
    for (std::string& name : deadline.agencies) bodies.Check(name, deadline);
  }
  for (Criterion& criterion : records.criteria) {
    for (AgencyRole& body : criterion.agencies) bodies.Check(body.name, criterion);
  }
  if (!gazetteer.Existed(records.header.issuer, *issued)) {
    records.diagnostics.push_back({ErrorCode::kInvalidInput,
                                   fmt::format("\"{}\" did not exist on {}; compare name and date with the page",
                                               records.header.issuer, issued->ToIso()),
                                   1,
                                   {}});
  }
}

}  // namespace vankho
