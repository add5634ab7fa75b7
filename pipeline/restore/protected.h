// Protected classes: numbers and symbols that have a grammar. A digit or a slash in them changes only on evidence of
// its own, never because a language model likes it; every such change is an edit with its reason.
//
//   document-number  S6: 1833IKH-UBND -> 1833/KH-UBND   the grammar of số/ký hiệu (NĐ 30/2020/NĐ-CP, Phụ lục III)
//                    33-CTr/TU, /KH-UBND without its number   stay as such
//   document-number-1  2561QD-UBND -> 256/QĐ-UBND       as above, but the slash took the place of a final 1: doubtful,
//   the
//                    rival 2561/QĐ-UBND is kept, and chosen where the document prints it whole elsewhere
//   number-slash     7,2110 điểm -> 7,2/10, 48163 tỉnh -> 48/63   the only split that the unit word allows
//   number-word      Kế hoạch 86 61/KH-UBND -> số 61/KH-UBND   two numbers never stand there
//   date-space, date-zero   20/1 1/2023 -> 20/11/2023, tháng O1 -> tháng 01   no other date can stand there
//   quarter-numeral  Quý 11/2024 -> Quý II/2024   there are four
//   row-numeral      VII | Lưu trữ   stays: it opens the row of a table
//   roman-code       Phan Ill -> Phần III, VI Chuyén doi -> VI Chuyển đổi: where only a numeral can stand
//   (roman_codes.h)
//   number, look-alike   17h00, 30m2, 2x5m stay; l5/3/2024 -> 15/3/2024 (numbers.h)
//   section-numeral  I1. -> II., HI. -> III., IL -> II.  the next of its sequence
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/pattern.h"
#include "pipeline/base/result.h"
#include "pipeline/base/span.h"

namespace vankho {

// A replacement in one line.
struct Repair {
  TextSpan seen;
  std::string text;  // equal to the seen text where a thing is recognised and right: it is then kept from the decoder
  std::string reason;
  double confidence = 1;
  std::string rival = {};  // the other reading that the grammar allows, or ""
  bool operator==(const Repair&) const = default;
};

class ProtectedClasses {
 public:
  // Reads the codes of types and issuers (lexicons/symbol_codes.tsv: printed, kind).
  static Result<ProtectedClasses> Load(const std::string& path);

  // Symbols and numbers of one line, left to right, not overlapping. Linear time.
  std::vector<Repair> Find(std::string_view line) const;

 private:
  void FindSymbols(std::string_view line, std::vector<Repair>& out) const;
  void FindOtherSymbols(std::string_view line, std::vector<Repair>& out) const;
  void FindScores(std::string_view line, std::vector<Repair>& out) const;
  static void FindDates(std::string_view line, std::vector<Repair>& out);
  static void FindNumberWords(std::string_view line, std::vector<Repair>& out);
  static void FindRowNumerals(std::string_view line, std::vector<Repair>& out);
  static void FindStrokes(std::string_view line, std::vector<Repair>& out);
  static void AddNumbers(std::string_view line, std::vector<Repair>& out);
  // HDND-UBND -> HĐND-UBND: each part a code, or as it stands.
  std::string IssuerCodes(std::string_view issuer) const;
  // The code that was printed where `read` stands, or "" if none is near enough.
  std::string Code(std::string_view read) const;

  std::vector<std::pair<std::string, std::string>> codes_;  // bare capitals, printed; sorted
};

// Settles doubtful document numbers of one document by those that it prints whole elsewhere. `lines[i]` are the repairs
// of line i.
void SettleByDocument(const std::vector<std::vector<Repair>*>& lines);

// Section numerals, in the order of the document's lines. A 1, 11 or 111 becomes a Roman numeral only where the
// headings before and after it are Roman too: between 1. and 2., or after 10., it is a number.
class SectionNumerals {
 public:
  SectionNumerals() = default;
  // Knows what follows: the lines, in the order in which Next will be asked for them. They must outlive it.
  explicit SectionNumerals(const std::vector<std::string_view>& lines);

  // The repair of the numeral that opens the line, if there is one and the sequence tells what it must be.
  std::vector<Repair> Next(std::string_view line);

 private:
  struct Heading {
    std::size_t line = 0;
    std::string_view numeral;
  };
  int NextRoman(std::string_view strokes) const;
  int RomanOfOnes(std::string_view ones, std::string_view before, std::string_view after) const;
  std::vector<Repair> Opening(std::string_view line);
  std::vector<Repair> Misread(std::string_view line);

  std::vector<Heading> headings_;  // of the lines to come and gone
  std::size_t line_ = 0;           // Next was asked for so many
  std::size_t heading_ = 0;        // headings_ of lines gone
  int roman_ = 0;
  int arabic_ = 0;
  bool lettered_ = false;  // headings G. were seen: an H. is a letter
};

}  // namespace vankho
