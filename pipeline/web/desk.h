// The compliance desk: the store in a browser and for other programs (docs/DESK.md).
//
// One HTTP server over query/ and export/. Each request borrows a read-only connection; one connection writes. Pages
// come finished from the server; small modules of JavaScript add keys and highlights. Loopback by default; anywhere
// else needs users.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "pipeline/base/date.h"
#include "pipeline/base/result.h"
#include "pipeline/run/worker_process.h"
#include "pipeline/web/http_server.h"

namespace vankho {

struct SessionLimits {
  std::chrono::seconds lifetime = std::chrono::hours(10);  // of a login, from its last use
  int free_tries = 5;                                      // wrong passwords of one name or address before it is slowed
  std::chrono::seconds brake = std::chrono::seconds(60);   // then so long a wait between two tries
};

struct DeskOptions {
  std::string store;
  std::string data;  // the folder of lexicons/ and models/
  std::string host = "127.0.0.1";
  int port = 8080;                   // 0: any that is free
  std::string certificate, key;      // PEM files; both or none
  std::optional<PartialDate> today;  // empty: the clock
  WorkerCommand worker;              // draws pages and reads uploads
  HttpLimits limits;
  SessionLimits sessions;
};

class Desk {
 public:
  // Opens the store (bringing an older one up) and binds the port. kPermission where the address is not loopback and
  // there are no users; kConflict where the port is taken.
  static Result<std::unique_ptr<Desk>> Open(DeskOptions options);
  ~Desk();

  int port() const;
  std::string Url() const;  // "http://127.0.0.1:8080/"
  // Serves until Stop; requests in hand are finished.
  void Serve();
  // From any thread.
  void Stop();

 private:
  struct Impl;
  explicit Desk(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vankho
