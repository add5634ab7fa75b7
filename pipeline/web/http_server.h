// The HTTP server under the desk: cpp-httplib's, with time limits that hold for a whole request, a limit of connections
// an address, and TLS by certificate files.
//
// cpp-httplib limits the wait for each read; a client that sends a byte a second would hold a thread for hours. Here
// the head of a request must be complete `head` after its first byte, and a body or an answer must move at
// `bytes_a_second` on average after `grace`.
#pragma once

#include <httplib.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "pipeline/base/result.h"

namespace vankho {

struct HttpLimits {
  std::chrono::milliseconds head = std::chrono::seconds(10);
  std::chrono::milliseconds grace = std::chrono::seconds(15);
  double bytes_a_second = 8192;
  std::chrono::milliseconds idle = std::chrono::seconds(5);  // between two requests of one connection
  int connections_an_address = 48;                           // of one remote address; loopback is free
  std::size_t threads = 64;                                  // requests and idle connections at the same time
};

class HttpServer : public httplib::Server {
 public:
  explicit HttpServer(HttpLimits limits);
  ~HttpServer() override;

  // PEM files: the certificate (with its chain) and its private key. Before listening.
  Result<void> UseTls(const std::string& certificate, const std::string& key);
  bool is_valid() const override { return true; }
  bool IsEncrypted() const { return tls_ != nullptr; }

 private:
  struct Tls;
  bool process_and_close_socket(socket_t socket) override;
  bool Serve(socket_t socket);
  bool Enter(const std::string& address);
  void Leave(const std::string& address);

  HttpLimits limits_;
  std::unique_ptr<Tls> tls_;
  std::mutex mutex_;
  std::map<std::string, int> connections_;
};

}  // namespace vankho
