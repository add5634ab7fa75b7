// Whole files in and out, with errors that say what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/base/result.h"

namespace vankho {

// An open file, closed with the object.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { Close(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }  // -1: none
  explicit operator bool() const { return fd_ >= 0; }
  bool Close();  // false when the system says that what was written is lost

 private:
  int fd_ = -1;
};

inline constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 30;  // 1 GiB: over it a file is refused

// Opens a regular file for reading; devices, pipes and sockets are kUnsupported and are not waited for.
Result<Descriptor> OpenToRead(const std::string& path);
// From the beginning to the end, whatever was read before. `name` is for errors.
Result<std::string> ReadAll(const Descriptor& file, const std::string& name, std::uintmax_t max_bytes = kMaxFileBytes);
Result<std::string> ReadFile(const std::string& path, std::uintmax_t max_bytes = kMaxFileBytes);

// Whole or not at all: through a temporary name beside the target, flushed to the disk and renamed. Who may read it is
// as with any file that the user makes (umask); a file that is there already keeps its rights. Not for secrets.
Result<void> WriteFileAtomically(const std::string& path, std::string_view bytes);

// The folder that holds lexicons/ and models/: the first that exists of $VANKHO_DATA, ../share/vankho beside the
// program (installed), and the source tree that the program was built from.
Result<std::string> FindDataFolder();

}  // namespace vankho
