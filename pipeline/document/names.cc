#include <array>
#include <utility>

#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho {
namespace {

template <class E, std::size_t N>
using NameTable = std::array<std::pair<E, std::string_view>, N>;

template <class E, std::size_t N>
std::string_view NameIn(const NameTable<E, N>& table, E value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return "";
}

template <class E, std::size_t N>
std::optional<E> ValueIn(const NameTable<E, N>& table, std::string_view name) {
  for (const auto& [value, known] : table) {
    if (known == name) return value;
  }
  return std::nullopt;
}

constexpr NameTable<MediaType, 5> kMediaTypes{{{MediaType::kPdf, "application/pdf"},
                                               {MediaType::kTiff, "image/tiff"},
                                               {MediaType::kPng, "image/png"},
                                               {MediaType::kJpeg, "image/jpeg"},
                                               {MediaType::kText, "text/plain"}}};
constexpr NameTable<PageOrigin, 6> kOrigins{{{PageOrigin::kTextLayer, "text-layer"},
                                             {PageOrigin::kTextLayerRepair, "text-layer-repair"},
                                             {PageOrigin::kOcr, "ocr"},
                                             {PageOrigin::kPlainText, "plain-text"},
                                             {PageOrigin::kBlank, "blank"},
                                             {PageOrigin::kFailed, "failed"}}};
constexpr NameTable<PageGrade, 6> kGrades{{{PageGrade::kNone, ""},
                                           {PageGrade::kText, "text"},
                                           {PageGrade::kClean, "clean"},
                                           {PageGrade::kOffice, "office"},
                                           {PageGrade::kPhotocopy, "photocopy"},
                                           {PageGrade::kBad, "bad"}}};
constexpr NameTable<LineClass, 4> kLineClasses{{{LineClass::kText, "text"},
                                                {LineClass::kTable, "table"},
                                                {LineClass::kNoise, "noise"},
                                                {LineClass::kBlank, "blank"}}};
constexpr NameTable<Damage, 7> kDamages{{{Damage::kClean, "clean"},
                                         {Damage::kNoDiacritics, "no-diacritics"},
                                         {Damage::kLatinEngine, "latin-engine"},
                                         {Damage::kOwnOcr, "own-ocr"},
                                         {Damage::kTcvn3, "tcvn3"},
                                         {Damage::kVni, "vni"},
                                         {Damage::kNotVietnamese, "not-vietnamese"}}};
constexpr NameTable<ZoneKind, 7> kZones{{{ZoneKind::kLetterhead, "letterhead"},
                                         {ZoneKind::kBases, "bases"},
                                         {ZoneKind::kBody, "body"},
                                         {ZoneKind::kSignature, "signature"},
                                         {ZoneKind::kRecipients, "recipients"},
                                         {ZoneKind::kAnnex, "annex"},
                                         {ZoneKind::kFurniture, "furniture"}}};
constexpr NameTable<Role, 5> kRoles{{{Role::kLead, "lead"},
                                     {Role::kCoordinate, "coordinate"},
                                     {Role::kAdvise, "advise"},
                                     {Role::kImplement, "implement"},
                                     {Role::kReceive, "receive"}}};
constexpr NameTable<DeadlineKind, 7> kDeadlineKinds{{{DeadlineKind::kDate, "date"},
                                                     {DeadlineKind::kMonth, "month"},
                                                     {DeadlineKind::kQuarter, "quarter"},
                                                     {DeadlineKind::kYear, "year"},
                                                     {DeadlineKind::kRecurring, "recurring"},
                                                     {DeadlineKind::kRelative, "relative"},
                                                     {DeadlineKind::kPeriod, "period"}}};

}  // namespace

std::string_view Name(MediaType type) { return NameIn(kMediaTypes, type); }
std::optional<MediaType> MediaTypeFromName(std::string_view name) { return ValueIn(kMediaTypes, name); }
std::string_view Name(PageOrigin origin) { return NameIn(kOrigins, origin); }
std::optional<PageOrigin> PageOriginFromName(std::string_view name) { return ValueIn(kOrigins, name); }
std::string_view Name(PageGrade grade) { return NameIn(kGrades, grade); }
std::optional<PageGrade> PageGradeFromName(std::string_view name) { return ValueIn(kGrades, name); }
std::string_view Name(LineClass line_class) { return NameIn(kLineClasses, line_class); }
std::optional<LineClass> LineClassFromName(std::string_view name) { return ValueIn(kLineClasses, name); }
std::string_view Name(Damage damage) { return NameIn(kDamages, damage); }
std::optional<Damage> DamageFromName(std::string_view name) { return ValueIn(kDamages, name); }
std::string_view Name(ZoneKind kind) { return NameIn(kZones, kind); }
std::optional<ZoneKind> ZoneKindFromName(std::string_view name) { return ValueIn(kZones, name); }
std::string_view Name(Role role) { return NameIn(kRoles, role); }
std::optional<Role> RoleFromName(std::string_view name) { return ValueIn(kRoles, name); }
std::string_view Name(DeadlineKind kind) { return NameIn(kDeadlineKinds, kind); }
std::optional<DeadlineKind> DeadlineKindFromName(std::string_view name) { return ValueIn(kDeadlineKinds, name); }

}  // namespace vankho
