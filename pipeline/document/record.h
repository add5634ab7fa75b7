// The records: what downstream programs rely on. The contract is docs/records.schema.json; the fields here have the
// same names and meanings. What the page does not state is an empty optional (or an empty string where the contract has
// a nullable string), never 0.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/date.h"
#include "pipeline/base/decimal.h"
#include "pipeline/base/diagnostics.h"
#include "pipeline/base/span.h"
#include "pipeline/document/page.h"

namespace vankho {

// Why we believe a record: the places it was read from and the rules that read it.
struct Evidence {
  std::vector<TextSpan> spans;  // of Document::text, in order; the first decides the page
  std::string rule;             // the derivation, outermost first: "deadline/before-date < date/day-month-year"
  bool operator==(const Evidence&) const = default;
};

// Evidence as it leaves the program: looked up once, so that store and export need no Document.
struct PrintedEvidence {
  int page = 1;            // 1-based
  std::vector<int> lines;  // 1-based, of the source text; of the page's text for a scan
  std::vector<Box> boxes;
  std::string text;      // restored words
  std::string ocr_text;  // what the scanner saw
  std::string rule;
  bool operator==(const PrintedEvidence&) const = default;
};

enum class Role {
  kLead,
  kCoordinate,
  kAdvise,
  kImplement,
  kReceive
};                                 // chủ trì, phối hợp, tham mưu, thực hiện, nhận báo cáo
std::string_view Name(Role role);  // "lead", "coordinate", "advise", "implement", "receive"
std::optional<Role> RoleFromName(std::string_view name);

struct AgencyRole {
  std::string name;
  Role role = Role::kLead;
  bool operator==(const AgencyRole&) const = default;
};

// What every record carries.
struct RecordBase {
  Evidence evidence;
  PrintedEvidence printed;         // filled by extract/ from `evidence`
  double confidence = 1;           // probability that a careful reader would agree with the whole record
  std::vector<std::string> flags;  // reasons for a person to look: stable names, docs/FORMATS.md lists them
  std::string review;              // what a person said of it: "confirmed", "corrected" or ""; the store fills it
  bool operator==(const RecordBase&) const = default;
};

struct Signer {
  std::string name;          // "" where not printed
  std::string title;         // chức vụ, upper case as printed
  std::string mode;          // "TM", "KT", "TL", "TUQ", "Q" or ""
  std::string on_behalf_of;  // the body or post before the title
  bool operator==(const Signer&) const = default;
};

struct Reference : RecordBase {
  std::string type;    // ke_hoach, bao_cao, quyet_dinh, ...; "" where not said
  std::string number;  // số, ký hiệu as repaired: "45/BC-SNV"
  std::optional<PartialDate> date;
  std::string issuer;
  bool is_basis = false;  // căn cứ; else a mention
  bool operator==(const Reference&) const = default;
};

// The document's own metadata. Empty strings are null in the contract.
struct Header {
  std::string type;
  std::string number;
  std::string issuer;
  std::string issued_place;
  std::optional<PartialDate> issued_date;
  std::string title;
  std::optional<Signer> signer;
  std::vector<std::string> recipients;
  double confidence = 1;           // probability that a careful reader would agree with the whole header
  std::vector<std::string> flags;  // as of records: "number-hard-to-read", "issued-date-left-out"
  bool operator==(const Header&) const = default;
};

struct Criterion : RecordBase {
  bool from_annex = false;  // source: "annex", else "body"
  std::string index;        // "PAR INDEX", "SIPAS", "PAPI", ...; ""
  std::string code;         // "1.2"; ""
  std::string name;
  std::optional<Decimal> max_score, score;
  std::optional<int> score_year;
  std::optional<Decimal> target_score;
  std::optional<int> target_year;
  std::optional<Decimal> delta;
  std::vector<AgencyRole> agencies;
  bool operator==(const Criterion&) const = default;
};

struct Baseline {
  std::optional<Decimal> value;
  std::string unit;  // "" where not stated
  std::optional<Decimal> rank, out_of;
  std::optional<int> year;
  bool operator==(const Baseline&) const = default;
};

struct Target : RecordBase {
  std::string subject;
  std::string comparator;  // ge gt le lt eq between top rank_at_least increase_by decrease_by
  std::optional<Decimal> value, value_to;
  std::string unit;  // percent point rank place count ...
  std::optional<Decimal> out_of;
  std::optional<int> year;
  std::optional<Baseline> baseline;
  bool operator==(const Target&) const = default;
};

enum class DeadlineKind { kDate, kMonth, kQuarter, kYear, kRecurring, kRelative, kPeriod };
std::string_view Name(DeadlineKind kind);  // "date", "month", ...
std::optional<DeadlineKind> DeadlineKindFromName(std::string_view name);

struct RelativeTime {
  int amount = 0;
  std::string unit;    // day working_day week month year hour
  std::string anchor;  // "ngày có quyết định công bố"; "" where not stated
  bool operator==(const RelativeTime&) const = default;
};

struct Period {
  PartialDate from, to;
  bool operator==(const Period&) const = default;
};

struct Deadline : RecordBase {
  std::string text;  // the time words, one line
  DeadlineKind kind = DeadlineKind::kDate;
  std::optional<PartialDate> due;  // the last day that is still on time
  std::string rrule;               // RFC 5545 without "RRULE:"; ""
  std::optional<RelativeTime> relative;
  std::string action;  // what must be done
  std::vector<std::string> agencies;
  std::optional<Period> covers;
  bool operator==(const Deadline&) const = default;
};

struct Assignment : RecordBase {
  std::string agency;
  Role role = Role::kLead;
  std::string task;
  bool operator==(const Assignment&) const = default;
};

struct RatingBand : RecordBase {
  std::string label;
  std::optional<Decimal> from, to;  // empty: open
  bool from_inclusive = true, to_inclusive = true;
  bool operator==(const RatingBand&) const = default;
};

// Everything that was extracted from one document.
struct Records {
  Header header;
  std::vector<Reference> references;
  std::vector<Criterion> criteria;
  std::vector<Target> targets;
  std::vector<Deadline> deadlines;
  std::vector<Assignment> assignments;
  std::vector<RatingBand> rating_bands;
  Diagnostics diagnostics;  // what a person should look at: sums that fail. The chain hands them to the document
  bool operator==(const Records&) const = default;
};

}  // namespace vankho
