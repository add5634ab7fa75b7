// The worker's side: a process of the same binary (`vankho worker`) that parses, rasterises and reads foreign bytes, so
// that a file that crashes a library takes no more with it than the page in hand.
//
// Protocol, over the stream socket kWorkerSocket, one request at a time, each message a frame (frame.h) of one JSON
// object:
//   {"op":"open","path":HEX}             -> {"source":{...}} or {"error":{...}}
//   {"op":"page","path":HEX,"page":N}    -> {"page":{...}}   or {"error":{...}}
//   {"op":"picture","path":HEX,"page":N,"dpi":D} -> {"picture":HEX of a JPEG} or {"error":{...}}
// HEX are the bytes of the path in hexadecimal: a path need not be UTF-8. The worker ends when the socket closes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/document/json.h"
#include "pipeline/document/page.h"

namespace vankho {

inline constexpr int kWorkerSocket = 3;

// What a worker does. One implementation reads with the real engines (page_service.h); tests bring their own.
// Used from one thread.
class PageService {
 public:
  virtual ~PageService() = default;
  // Identifies the file and counts its pages.
  virtual Result<SourceFile> Open(const std::string& path) = 0;
  // Reads one page, 1-based. The file stays open until another path is asked for.
  virtual Result<Page> Read(const std::string& path, int number) = 0;
  // Draws one page as a JPEG for people to look at. kUnsupported where there is nothing to draw.
  virtual Result<std::string> Draw(const std::string& path, int number, int dpi);
};

struct WorkerLimits {
  std::uint64_t address_space_bytes = std::uint64_t{4} << 30;  // 0: no limit
  int cpu_seconds_a_page = 300;                                // 0: no limit
};

// Serves requests until the socket closes; the return value is the process's exit code.
int ServeWorker(int socket, PageService& service, const WorkerLimits& limits);

struct WorkerRequest {
  std::string path;
  int page = 0;  // 0: open
  int dpi = 0;   // not 0: draw the page
};
std::optional<std::string> FromHex(std::string_view hex);
Json ToJson(const WorkerRequest& request);
Result<WorkerRequest> WorkerRequestFromJson(const Json& json);

Json ToJson(const Error& error);
Error ErrorFromJson(const Json& json);
Json ToJson(const SourceFile& source);
Result<SourceFile> SourceFileFromJson(const Json& json);

}  // namespace vankho
