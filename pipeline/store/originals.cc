#include "pipeline/store/originals.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "pipeline/base/check.h"
#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"

namespace vankho {
namespace {

tl::unexpected<Error> FailErrno(std::string_view what, const std::string& path, int error) {
  ErrorCode code = error == EACCES || error == EPERM || error == EROFS ? ErrorCode::kPermission : ErrorCode::kIo;
  return Fail(InFile(Error{code, fmt::format("{}: {}", what, std::strerror(error)), {}, {}}, path));
}

// A new name is on the disk only when its folder is.
Result<void> FlushFolder(const std::string& path) {
  int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return FailErrno("cannot open", path, errno);
  int error = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  if (error != 0 && error != EINVAL) return FailErrno("cannot flush", path, error);
  return {};
}

}  // namespace

bool IsSha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<void> MakePrivateFolder(const std::string& path) {
  std::string made;
  for (const std::filesystem::path& part : std::filesystem::path(path)) {
    made = made.empty() ? part.string() : (std::filesystem::path(made) / part).string();
    if (::mkdir(made.c_str(), 0700) == 0 || errno == EEXIST || errno == EISDIR) continue;
    int error = errno;
    struct stat info {};
    if (::stat(made.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) continue;  // a read-only file system says so first
    return FailErrno("cannot make the folder", made, error);
  }
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return FailErrno("cannot look at", path, errno);
  if (!S_ISDIR(info.st_mode)) {
    return Fail(InFile(Error{ErrorCode::kInvalidInput, "a file stands where the folder should be", {}, {}}, path));
  }
  return {};
}

std::string Originals::PathOf(std::string_view sha256) const {
  return fmt::format("{}/{}/{}", folder_, sha256.substr(0, 2), sha256);
}

Result<bool> Originals::Keep(std::string_view sha256, std::string_view bytes) const {
  VK_CHECK(IsSha256(sha256));
  if (Sha256Hex(bytes) != sha256) {
    return Fail(ErrorCode::kInvalidInput, "the file changed while it was read; offer it again");
  }
  std::string path = PathOf(sha256);
  if (Read(sha256)) return false;
  std::string folder = std::filesystem::path(path).parent_path().string();
  VK_RETURN_IF_ERROR(MakePrivateFolder(folder));
  VK_RETURN_IF_ERROR(WriteFileAtomically(path, bytes));
  VK_RETURN_IF_ERROR(FlushFolder(folder));
  VK_RETURN_IF_ERROR(Read(sha256));
  return true;
}

Result<std::string> Originals::Read(std::string_view sha256) const {
  std::string path = PathOf(sha256);
  VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
  if (Sha256Hex(bytes) == sha256) return bytes;
  return Fail(InFile(Error{ErrorCode::kInvalidInput, "the original is damaged; ingest the file again", {}, {}}, path));
}

Result<void> Originals::Drop(std::string_view sha256) const {
  VK_CHECK(IsSha256(sha256));
  std::string path = PathOf(sha256);
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return FailErrno("cannot remove", path, errno);
}

}  // namespace vankho
