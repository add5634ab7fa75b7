#include "pipeline/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

namespace vankho {
namespace {

constexpr std::string_view kCannotCreate = "cannot create";

tl::unexpected<Error> FailErrno(std::string_view what, const std::string& path, int error) {
  ErrorCode code = ErrorCode::kIo;
  if (error == ENOENT || error == ENOTDIR) code = ErrorCode::kNotFound;
  if (error == EACCES || error == EPERM) code = ErrorCode::kPermission;
  std::string message = fmt::format("{}: {}", what, std::strerror(error));
  if (error == ENOSPC) message += "; free some space and start again";
  if (what == kCannotCreate && error != ENOSPC) {
    message += error == ENOENT ? "; make its folder first" : "; is the folder yours to write into? Else choose another";
  }
  return Fail(InFile(Error{code, message, {}, {}}, path));
}

Result<void> WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FailErrno("cannot write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

bool Descriptor::Close() {
  int fd = std::exchange(fd_, -1);
  return fd < 0 || ::close(fd) == 0;
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

Result<Descriptor> OpenToRead(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return FailErrno("cannot open", path, errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return FailErrno("cannot look at", path, errno);
  if (!S_ISREG(info.st_mode)) return Fail(InFile(Error{ErrorCode::kUnsupported, "not a regular file", {}, {}}, path));
  return file;
}

Result<std::string> ReadAll(const Descriptor& file, const std::string& name, std::uintmax_t max_bytes) {
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return FailErrno("cannot look at", name, errno);
  auto size = static_cast<std::uintmax_t>(info.st_size);
  if (size > max_bytes) {
    return Fail(
        InFile(Error{ErrorCode::kTooLarge, fmt::format("{} bytes; the limit is {}", size, max_bytes), {}, {}}, name));
  }
  std::string bytes;
  bytes.reserve(size);
  std::vector<char> buffer(1 << 16);
  while (true) {
    ssize_t got = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(bytes.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FailErrno("cannot read", name, errno);
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > max_bytes)
      return Fail(InFile(Error{ErrorCode::kTooLarge, "grew while it was read", {}, {}}, name));
  }
}

Result<std::string> ReadFile(const std::string& path, std::uintmax_t max_bytes) {
  VK_ASSIGN_OR_RETURN(Descriptor file, OpenToRead(path));
  return ReadAll(file, path, max_bytes);
}

Result<void> WriteFileAtomically(const std::string& path, std::string_view bytes) {
  constexpr mode_t kAll = 0666;  // what the umask leaves of it
  struct stat before {};
  const bool replaces = ::stat(path.c_str(), &before) == 0 && S_ISREG(before.st_mode);
  std::string temporary = fmt::format("{}.{}.part", path, ::getpid());
  ::unlink(temporary.c_str());  // of a process of the same number that was ended: its rights are not ours
  const mode_t rights = replaces ? before.st_mode & kAll : kAll;
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights));
  if (file.get() < 0) return FailErrno(kCannotCreate, path, errno);
  if (replaces) ::fchmod(file.get(), rights);  // where that is refused, the umask's rights stand
  auto written = WriteAll(file.get(), bytes, path);
  if (written && ::fsync(file.get()) != 0) written = FailErrno("cannot flush", path, errno);
  if (written && !file.Close()) written = FailErrno("cannot close", path, errno);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = FailErrno("cannot rename to", path, errno);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

Result<std::string> FindDataFolder() {
  namespace fs = std::filesystem;
  std::vector<fs::path> places;
  if (const char* set = std::getenv("VANKHO_DATA"); set != nullptr && *set != '\0') {
    places.emplace_back(set);
  } else {
    std::error_code ignored;
    fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    if (!ignored) places.push_back(program.parent_path() / ".." / "share" / "vankho");
    places.emplace_back(VANKHO_SOURCE_DIR);
  }
  for (const fs::path& place : places) {
    std::error_code error;
    if (fs::is_directory(place / "lexicons", error) && fs::is_directory(place / "models", error)) {
      fs::path clean = fs::weakly_canonical(place, error);
      return error ? place.string() : clean.string();
    }
  }
  return Fail(ErrorCode::kNotFound,
              "the folder with lexicons/ and models/ is not there; set VANKHO_DATA to it, or run `make install` again");
}

}  // namespace vankho
