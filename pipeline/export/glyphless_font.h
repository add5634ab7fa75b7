// A font without ink for invisible text: what a searchable PDF sets its words in.
//
// Tesseract's PDF renderer and OCRmyPDF do the same: a TrueType program of two empty glyphs, every character mapped to
// the second, all half an em wide; the words are stretched to their boxes. Being embedded it keeps PDF/A; a ToUnicode
// map gives every code its letter, so that Vietnamese comes out whole, and no outlines make the file fat.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace vankho {

inline constexpr double kGlyphAdvance = 0.5;  // of every glyph, in ems

// The TrueType program (OpenType specification 1.9: head hhea hmtx maxp loca glyf cmap name OS/2 post).
std::string GlyphlessFont();

// Character codes of two bytes (Identity-H): a letter of the basic plane has its own number; others are numbered as
// they come.
class LetterCodes {
 public:
  // The text as a PDF string in hexadecimal, without its brackets: "Kế" is "004B1EBF".
  // `ends_line`: a hyphen at its end is a code of its own that reads "- ": Poppler drops a hyphen that ends a line, and
  // "83/NQ-" before "HĐND" would be another number.
  std::string Encode(std::string_view text, bool ends_line = false);
  // A CMap that leads every code used back to its letter.
  std::string ToUnicode() const;
  bool empty() const { return letters_.empty(); }

 private:
  std::map<std::uint16_t, char32_t> letters_;  // by code
  std::map<char32_t, std::uint16_t> numbered_;
  bool hyphen_at_end_ = false;
};

}  // namespace vankho
