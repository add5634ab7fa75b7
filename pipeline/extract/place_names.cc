#include "pipeline/extract/place_names.h"

#include <map>
#include <set>
#include <unordered_map>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/extract/each_agency.h"

namespace vankho {
namespace {

enum class Level { kNone, kState, kProvince, kDistrict, kCommune };

struct Placed {
  std::size_t place = 0;  // where its name begins; 0: none
  Level level = Level::kNone;
};

Level LevelOf(std::string_view word, std::string_view place, const AgencyGazetteer& gazetteer) {
  if (word == "tỉnh") return Level::kProvince;
  if (word == "huyện" || word == "quận" || word == "thị xã" || word == "tx") return Level::kDistrict;
  return gazetteer.IsProvince(place) ? Level::kProvince : Level::kDistrict;
}

// "... huyện Sông Mây": the last level that a name follows. Communes keep theirs as they are.
Placed PlaceIn(std::string_view name, const AgencyGazetteer& gazetteer) {
  static const Pattern kPlace(
      R"(.*\s((?i:tỉnh|huyện|quận|thị xã|thành phố|tp|tx))\.?\s+(\p{Lu}[\p{L}'-]*(?:\s\p{Lu}[\p{L}'-]*)*))");

  auto match = kPlace.MatchAll(name);
  if (!match) return {};
  std::string_view place = match->Group(2, name);
  return {match->groups[1]->begin, LevelOf(ToLower(match->Group(1, name)), place, gazetteer)};
}

// The same place, marks misread or not; one letter of a long name may be another.
bool SamePlace(std::string_view a, std::string_view b) {
  constexpr std::size_t kLong = 6;
  const std::string one = BareKey(a);
  const std::string two = BareKey(b);
  if (one == two) return true;
  if (one.size() != two.size() || one.size() < kLong) return false;
  std::size_t differ = 0;
  for (std::size_t i = 0; i < one.size(); ++i) differ += one[i] != two[i];
  return differ == 1;
}

class PlaceNames {
 public:
  PlaceNames(const AgencyGazetteer& gazetteer, const Header& header) : gazetteer_(gazetteer), header_(header) {
    const Placed own = PlaceIn(" " + header.issuer, gazetteer);
    if (own.place > 0) own_ = header.issuer.substr(own.place - 1);
    level_ = own.level;
    static const Pattern kCommune(R"((?:.*\s)?(?i:xã|phường|thị trấn|đặc khu)\s\p{Lu}.*)");
    if (level_ == Level::kNone && kCommune.MatchAll(header.issuer)) level_ = Level::kCommune;
    if (level_ == Level::kNone && header.issuer.starts_with("Sở ")) level_ = Level::kProvince;
    if (level_ == Level::kNone && header.issuer.starts_with("Phòng ")) level_ = Level::kDistrict;
    if (level_ == Level::kNone && header.issuer.starts_with("Bộ ")) level_ = Level::kState;
  }

  void See(const std::string& name) {
    const Placed at = In(name);
    if (at.place > 0) seen_[at.level].insert(BareKey(std::string_view(name).substr(at.place)));
  }

  void Complete(std::string& name) {
    const Placed at = In(name);
    if (at.place == 0) return;
    const std::string place = name.substr(at.place);
    if (Keeps(place, at.level)) {
      name.replace(at.place, std::string::npos, gazetteer_.PlaceNamed(place));
    } else {
      name.resize(at.place - 1);
    }
  }

 private:
  // A paper has few bodies and many records.
  Placed In(const std::string& name) {
    const auto [known, fresh] = placed_.try_emplace(name);
    if (fresh) known->second = PlaceIn(name, gazetteer_);
    return known->second;
  }

  bool Keeps(std::string_view place, Level level) const {
    const bool known = gazetteer_.IsPlace(place) || place.find(' ') != std::string_view::npos;
    // "thị xã Phú Lộc" of the province Phú Lộc is another place than the province.
    const bool may_be_own = level == level_ || level_ == Level::kNone;
    const bool own = may_be_own && (SamePlace(place, own_) || SamePlace(place, header_.issued_place));
    if (!known || own) return false;
    if (level_ == Level::kNone) return seen_.at(level).size() > 1;
    return level >= level_;
  }

  const AgencyGazetteer& gazetteer_;
  const Header& header_;
  std::string own_;
  Level level_ = Level::kNone;
  std::map<Level, std::set<std::string>> seen_;
  std::unordered_map<std::string, Placed> placed_;  // by name
};

}  // namespace

void NamePlaces(const AgencyGazetteer& gazetteer, Records& records) {
  PlaceNames places(gazetteer, records.header);
  ForEachAgency(records, [&](std::string& name) { places.See(name); });
  ForEachAgency(records, [&](std::string& name) { places.Complete(name); });
}

}  // namespace vankho
