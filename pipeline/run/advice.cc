#include "pipeline/run/advice.h"

namespace vankho {

std::string_view Advice(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput:
      return "the file is damaged or is not what its name says; get it again from where it came, or scan it again";
    case ErrorCode::kUnsupported:
      return "vankho reads PDF, TIFF, PNG, JPEG and text of Vietnamese papers; convert the file to one of them";
    case ErrorCode::kEncrypted:
      return "take the password off: qpdf --decrypt --password=... IN.pdf OUT.pdf";
    case ErrorCode::kEmpty:
      return "nothing is in it; scan it again if it should hold something";
    case ErrorCode::kTooLarge:
      return "split the file (qpdf --split-pages=1000 IN.pdf OUT.pdf) or scan at 300 dpi";
    case ErrorCode::kNotFound:
      return "check the name";
    case ErrorCode::kPermission:
      return "give this user read access to it (chmod, chown)";
    case ErrorCode::kIo:
      return "look at the disk: is it full (df -h) or failing (dmesg)? Then type the same command again";
    case ErrorCode::kEngine:
      return "run it again with --verbose to see what the library says; scan the page again if it stays";
    case ErrorCode::kTimeout:
      return "give pages more time (--page-timeout SECONDS) or scan the page again";
    case ErrorCode::kVersion:
      return "use the newer vankho that made the store, or another --store";
    case ErrorCode::kConflict:
      return "somebody else is writing; wait until they are done and type the same command again";
    case ErrorCode::kUsage:
      return "see vankho COMMAND --help";
    case ErrorCode::kCancelled:
      return "type the same command again: what is in the store is passed over";
  }
  return "";
}

}  // namespace vankho
