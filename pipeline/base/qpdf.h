// qpdf as page/ and export/ use it. Clang 14 cannot compile its JSON.hh in C++20 (a vector of a class that is not
// complete yet); nothing here needs qpdf's JSON, so for Clang it is a name only.
#pragma once

#ifdef __clang__
#define JSON_HH
class JSON;
#endif

#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Discard.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAnnotationObjectHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFMatrix.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
