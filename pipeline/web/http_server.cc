#include "pipeline/web/http_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace vankho {
namespace {

using Clock = std::chrono::steady_clock;

struct SslDeleter {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, SslDeleter>;

struct Address {
  std::string ip;
  int port = 0;
};

template <class F>
Address AddressOf(socket_t socket, F name_of) {
  sockaddr_storage storage{};
  socklen_t size = sizeof(storage);
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (name_of(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
  if (storage.ss_family == AF_INET) {
    const auto* in = reinterpret_cast<const sockaddr_in*>(&storage);
    ::inet_ntop(AF_INET, &in->sin_addr, text.data(), text.size());
    return {text.data(), ntohs(in->sin_port)};
  }
  if (storage.ss_family != AF_INET6) return {};
  const auto* in6 = reinterpret_cast<const sockaddr_in6*>(&storage);
  ::inet_ntop(AF_INET6, &in6->sin6_addr, text.data(), text.size());
  return {text.data(), ntohs(in6->sin6_port)};
}

bool IsLoopback(const std::string& ip) { return ip == "::1" || ip.rfind("127.", 0) == 0 || ip.empty(); }

// A connection whose reads and writes end at one moment, which progress moves on.
class TimedStream : public httplib::Stream {
 public:
  TimedStream(socket_t socket, SSL* ssl, const HttpLimits& limits) : socket_(socket), ssl_(ssl), limits_(limits) {}

  void BeginHead() {
    end_ = Clock::now() + limits_.head;
    in_head_ = true;
  }
  void BeginBody() {
    end_ = Clock::now() + limits_.grace;
    in_head_ = false;
  }

  // Until a request begins; looks up now and then whether the server stops.
  bool WaitForRequest(const std::atomic<socket_t>& server) {
    if (at_ < filled_ || (ssl_ != nullptr && SSL_pending(ssl_) > 0)) return true;
    for (auto end = Clock::now() + limits_.idle; Clock::now() < end && server != INVALID_SOCKET;) {
      pollfd wanted{socket_, POLLIN, 0};
      int ready = ::poll(&wanted, 1, 100);
      if (ready > 0) return (wanted.revents & POLLIN) != 0;
      if (ready < 0 && errno != EINTR) return false;
    }
    return false;
  }

  bool Handshake() {
    BeginHead();
    while (true) {
      int done = SSL_accept(ssl_);
      if (done == 1) return true;
      if (!WaitAsSslWants(done)) return false;
    }
  }

  bool is_readable() const override { return at_ < filled_ || Wait(POLLIN); }
  bool is_writable() const override { return Wait(POLLOUT); }

  ssize_t read(char* target, std::size_t size) override {
    if (at_ == filled_) {
      ssize_t got = Receive();
      if (got <= 0) return got;
      at_ = 0;
      filled_ = static_cast<std::size_t>(got);
      Progress(filled_);
    }
    std::size_t taken = std::min(size, filled_ - at_);
    std::copy_n(buffer_.data() + at_, taken, target);
    at_ += taken;
    return static_cast<ssize_t>(taken);
  }

  ssize_t write(const char* bytes, std::size_t size) override {
    if (in_head_) BeginBody();
    std::size_t sent = 0;
    while (sent < size) {
      ssize_t now = Send(bytes + sent, size - sent);
      if (now <= 0) return -1;
      sent += static_cast<std::size_t>(now);
      Progress(static_cast<std::size_t>(now));
    }
    return static_cast<ssize_t>(sent);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    Address address = AddressOf(socket_, ::getpeername);
    ip = address.ip;
    port = address.port;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    Address address = AddressOf(socket_, ::getsockname);
    ip = address.ip;
    port = address.port;
  }
  socket_t socket() const override { return socket_; }

 private:
  void Progress(std::size_t bytes) {
    if (in_head_) return;
    end_ +=
        std::chrono::microseconds(static_cast<std::int64_t>(1e6 * static_cast<double>(bytes) / limits_.bytes_a_second));
    end_ = std::min(end_, Clock::now() + 2 * limits_.grace);
  }

  bool Wait(short events) const {
    while (true) {
      auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - Clock::now()).count();
      if (left <= 0) return false;
      pollfd wanted{socket_, events, 0};
      int ready = ::poll(&wanted, 1, static_cast<int>(left));
      if (ready > 0) return true;
      if (ready == 0 || errno != EINTR) return false;
    }
  }

  bool WaitAsSslWants(int result) const {
    int wants = SSL_get_error(ssl_, result);
    ERR_clear_error();
    if (wants == SSL_ERROR_WANT_READ) return Wait(POLLIN);
    return wants == SSL_ERROR_WANT_WRITE && Wait(POLLOUT);
  }

  ssize_t Receive() {
    while (true) {
      if (Clock::now() >= end_) return -1;
      if (ssl_ != nullptr) {
        int got = SSL_read(ssl_, buffer_.data(), static_cast<int>(buffer_.size()));
        if (got > 0) return got;
        if (SSL_get_error(ssl_, got) == SSL_ERROR_ZERO_RETURN) return 0;
        if (!WaitAsSslWants(got)) return -1;
        continue;
      }
      ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
      if (got >= 0) return got;
      if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) return -1;
      if (!Wait(POLLIN)) return -1;
    }
  }

  ssize_t Send(const char* bytes, std::size_t size) {
    constexpr std::size_t kPiece = 64 * 1024;
    size = std::min(size, kPiece);
    while (true) {
      if (Clock::now() >= end_) return -1;
      if (ssl_ != nullptr) {
        int sent = SSL_write(ssl_, bytes, static_cast<int>(size));
        if (sent > 0) return sent;
        if (!WaitAsSslWants(sent)) return -1;
        continue;
      }
      ssize_t sent = ::send(socket_, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent > 0) return sent;
      if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) return -1;
      if (!Wait(POLLOUT)) return -1;
    }
  }

  socket_t socket_;
  SSL* ssl_;
  const HttpLimits& limits_;
  Clock::time_point end_;
  bool in_head_ = true;
  std::array<char, 8192> buffer_{};
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
};

}  // namespace

struct HttpServer::Tls {
  struct Deleter {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Deleter> context;
};

HttpServer::HttpServer(HttpLimits limits) : limits_(limits) {
  std::signal(SIGPIPE, SIG_IGN);
  new_task_queue = [threads = limits.threads] { return new httplib::ThreadPool(threads); };
  set_tcp_nodelay(true);
}

HttpServer::~HttpServer() = default;

Result<void> HttpServer::UseTls(const std::string& certificate, const std::string& key) {
  auto tls = std::make_unique<Tls>();
  tls->context.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = tls->context.get();
  if (context == nullptr) return Fail(ErrorCode::kEngine, "TLS does not start");
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  auto unreadable = [](const std::string& file, const char* what) {
    ERR_clear_error();
    return Fail(InFile(
        Error{ErrorCode::kInvalidInput, fmt::format("is not a {} in PEM form that can be read", what), {}, {}}, file));
  };
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    return unreadable(certificate, "certificate");
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) return unreadable(key, "private key");
  if (SSL_CTX_check_private_key(context) != 1) {
    return Fail(InFile(Error{ErrorCode::kInvalidInput, "the key does not belong to the certificate", {}, {}}, key));
  }
  tls_ = std::move(tls);
  return {};
}

bool HttpServer::Enter(const std::string& address) {
  if (IsLoopback(address)) return true;
  std::lock_guard lock(mutex_);
  int& count = connections_[address];
  if (count >= limits_.connections_an_address) return false;
  ++count;
  return true;
}

void HttpServer::Leave(const std::string& address) {
  if (IsLoopback(address)) return;
  std::lock_guard lock(mutex_);
  auto found = connections_.find(address);
  if (found != connections_.end() && --found->second <= 0) connections_.erase(found);
}

bool HttpServer::Serve(socket_t socket) {
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
  SslPtr ssl;
  if (tls_ != nullptr) {
    ssl.reset(SSL_new(tls_->context.get()));
    if (ssl == nullptr || SSL_set_fd(ssl.get(), socket) != 1) return false;
  }
  TimedStream stream(socket, ssl.get(), limits_);
  if (ssl != nullptr && !stream.Handshake()) return false;
  constexpr int kRequestsAConnection = 200;
  bool closed = false;
  bool good = true;
  for (int left = kRequestsAConnection; left > 0 && good && !closed; --left) {
    if (!stream.WaitForRequest(svr_sock_)) break;
    stream.BeginHead();
    good = process_request(stream, left == 1, closed, [&](httplib::Request&) { stream.BeginBody(); });
  }
  if (ssl != nullptr) SSL_shutdown(ssl.get());
  return good;
}

bool HttpServer::process_and_close_socket(socket_t socket) {
  std::string address = AddressOf(socket, ::getpeername).ip;
  bool good = false;
  if (Enter(address)) {
    good = Serve(socket);
    Leave(address);
  }
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  return good;
}

}  // namespace vankho
