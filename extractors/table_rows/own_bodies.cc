#include "extractors/table_rows/own_bodies.h"

namespace vankho {
namespace {

constexpr std::size_t kMostAsked = 128;     // names that the text is searched for
constexpr std::size_t kMostText = 2000000;  // bytes of it
constexpr std::size_t kShortest = 12;       // bytes of a name
constexpr int kFewest = 2;                  // places in which it stands

}  // namespace

bool OwnBodies::Knows(const NamedAgency& body, std::string_view printed) {
  if (body.rule == "agency/name" || body.rule == "agency/group" || body.rule == "agency/bare") return true;
  if (body.rule != "agency/headed" || printed.size() < kShortest) return false;
  if (auto asked = named_.find(printed); asked != named_.end()) return asked->second;
  if (named_.size() >= kMostAsked) return false;
  std::string_view text = std::string_view(document_->text()).substr(0, kMostText);
  int places = 0;
  for (std::size_t at = text.find(printed); at != std::string_view::npos && places < kFewest;
       at = text.find(printed, at + printed.size())) {
    const bool outside = at < table_.begin || at >= table_.end;
    const char next = at + printed.size() < text.size() ? text[at + printed.size()] : ' ';
    const bool whole = static_cast<unsigned char>(next) < 0x80 && (next < 'a' || next > 'z');
    if (outside && whole) ++places;
  }
  return named_.emplace(std::string(printed), places >= kFewest).first->second;
}

}  // namespace vankho
