// The worker's side: a process of the same binary (`vankho worker`) that parses, rasterises and reads foreign bytes, so
// that a file that crashes a library takes no more with it than the page in hand.
//
// Protocol, over the stream socket kWorkerSocket, one request at a time, each message a frame (frame.h) of one JSON
// object; the open file comes with the request, the worker opens no file of its own but what libraries need (fonts,
// language data):
//   {"op":"open","path":HEX}                         -> {"source":{...},"reader":"...","unconfined":"..."}
//   {"op":"page","path":HEX,"sha256":"...","page":N} -> {"page":{...},"cpu":SECONDS}
//   {"op":"picture","path":HEX,"page":N,"dpi":D}     -> {"picture":HEX of a JPEG}
//   or {"error":{...}}
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
  // Identifies the file and counts its pages; it stays open until another is.
  virtual Result<SourceFile> Open(const std::string& path, std::string bytes) = 0;
  // Reads one page of it, 1-based.
  virtual Result<Page> Read(int number) = 0;
  // Draws one page of it as a JPEG for people to look at. kUnsupported where there is nothing to draw.
  virtual Result<std::string> Draw(int number, int dpi);
  // What reads: program, engine, its data, options. Pages read by another reader are other pages.
  virtual std::string Reader() const = 0;
};

struct WorkerLimits {
  std::uint64_t address_space_bytes = std::uint64_t{4} << 30;  // 0: no limit
  int cpu_seconds_a_page = 300;                                // 0: no limit
  bool confine = true;                                         // the filter of system calls (confinement.h)
};

// Serves requests until the socket closes; the return value is the process's exit code.
int ServeWorker(int socket, PageService& service, const WorkerLimits& limits);

struct WorkerRequest {
  std::string path;
  int page = 0;        // 0: open
  std::string sha256;  // the file that the page is wanted of; "" for open
  int dpi = 0;         // not 0: draw the page
};

// A file as the worker identified it.
struct OpenedFile {
  SourceFile source;
  std::string reader;
  std::string unconfined;  // why the worker runs without the filter of system calls; "": it is confined
};
std::optional<std::string> FromHex(std::string_view hex);
Json ToJson(const WorkerRequest& request);
Result<WorkerRequest> WorkerRequestFromJson(const Json& json);

Json ToJson(const Error& error);
Error ErrorFromJson(const Json& json);
Json ToJson(const SourceFile& source);
Result<SourceFile> SourceFileFromJson(const Json& json);
Result<OpenedFile> OpenedFileFromJson(const Json& json);

}  // namespace vankho
