// The same paper in the store twice: scanned again, sent by two offices. Copies are linked and one of them leads;
// nothing is deleted. Only this folder includes it; all run inside a transaction and throw as SQLiteCpp does.
//
// Two documents are copies of one paper when number, issuer and date are printed on both and agree, and their texts are
// at least alike (kAlikeText); or when their texts are nearly the same (kSameText), the numbers are equal or neither
// has one, and nothing else in their headers speaks against it. A scan without a legible number is not linked with one
// that has a number: plans made from one pattern differ in little else. Texts are compared by MinHash (Broder 1997): of
// the set of three words in a row, without diacritics, the least values of kSketchRows hash functions; the share of
// rows that agree estimates the Jaccard similarity. Copies are found by number, and by bands of rows (Leskovec,
// Rajaraman, Ullman: Mining of Massive Datasets, 3.4).
//
// Only leading copies stand in the bands, and a look-up takes a bounded number of each: what one more document
// costs does not grow with the copies that are there. The leading copy is the complete one before the one with unread
// pages, then the one that was read with the higher confidence, then the first by SHA-256: the choice does not depend
// on the order of ingest.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/store/store.h"

namespace vankho {

inline constexpr std::size_t kSketchRows = 64;
inline constexpr double kSameText = 0.7;   // of rows: nearly the same text, two readings apart
inline constexpr double kAlikeText = 0.3;  // with the same number, issuer and date

using Sketch = std::array<std::uint32_t, kSketchRows>;

Sketch SketchOf(std::string_view text);
double Similarity(const Sketch& a, const Sketch& b);  // 0-1
std::string ToHex(const Sketch& sketch);
bool FromHex(std::string_view hex, Sketch& sketch);

// Keeps the sketch of a document whose other columns are written, and links it with its copies. Texts of less than
// 20 words have no sketch.
void LinkCopies(SQLite::Database& db, DocumentId id, std::string_view text);
// Takes the document out; where it led copies, another of them leads.
void DeleteDocument(SQLite::Database& db, DocumentId id);

}  // namespace vankho
