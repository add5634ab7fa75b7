# cmake -DROOT=DIR -DOUT=FILE -P reading_sources.cmake: the SHA-256 of the sources that read pages, as a function
# (ReadingSources in page_ocr.h).
set(all "")
foreach(folder pipeline/page pipeline/ocr models/handwritten_digits)
  file(GLOB files "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cc")
  foreach(file ${files})
    file(SHA256 "${file}" digest)
    string(APPEND all "${digest}")
  endforeach()
endforeach()
string(SHA256 digest "${all}")
string(SUBSTRING "${digest}" 0 12 digits)
file(WRITE "${OUT}" "// Made by reading_sources.cmake.
#include \"pipeline/ocr/page_ocr.h\"

namespace vankho {

std::string_view ReadingSources() { return \"${digits}\"; }

}  // namespace vankho
")
