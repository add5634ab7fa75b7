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
  std::string message = fmt::format("{}: {}", what, std::strerror(error));
  if (error == ENOSPC || error == EDQUOT) message += "; free some space and start again";
  return Fail(InFile(Error{code, std::move(message), {}, {}}, path));
}

tl::unexpected<Error> Damaged(const std::string& path) {
  return Fail(InFile(Error{ErrorCode::kInvalidInput, "the original is damaged; ingest the file again", {}, {}}, path));
}

// From how many files on the whole file system is flushed: each file alone waits for the disk twice.
constexpr std::size_t kManyFiles = 5;

Result<void> Flush(const std::string& path, int (*flush)(int)) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return FailErrno("cannot open", path, errno);
  if (flush(file.get()) != 0 && errno != EINVAL) return FailErrno("cannot flush", path, errno);
  return {};
}

Result<void> Write(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FailErrno("cannot write", "", errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<void> Copy(int from, int to) {
  std::vector<char> buffer(1 << 18);
  while (true) {
    ssize_t count = ::read(from, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FailErrno("cannot read", "", errno);
    if (count == 0) return {};
    VK_RETURN_IF_ERROR(Write(to, {buffer.data(), static_cast<std::size_t>(count)}));
  }
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
  return Put(sha256, [&](int to) { return Write(to, bytes); });
}

Result<bool> Originals::KeepFile(std::string_view sha256, const std::string& path) const {
  VK_ASSIGN_OR_RETURN(Descriptor from, OpenToRead(path));
  return Put(sha256, [&](int to) { return Copy(from.get(), to); });
}

Result<bool> Originals::Put(std::string_view sha256, const std::function<Result<void>(int)>& write) const {
  VK_CHECK(IsSha256(sha256));
  if (Check(sha256)) return false;
  std::string path = PathOf(sha256);
  VK_RETURN_IF_ERROR(MakePrivateFolder(std::filesystem::path(path).parent_path().string()));
  std::string temporary = fmt::format("{}.{}.part", path, ::getpid());
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file) return FailErrno("cannot create", temporary, errno);
  auto placed = [&]() -> Result<void> {
    auto written = write(file.get());
    if (!written) return tl::unexpected<Error>(InFile(written.error(), path));
    if (!file.Close()) return FailErrno("cannot close", path, errno);
    VK_ASSIGN_OR_RETURN(FileDigest digest, Sha256OfFile(temporary));
    if (digest.hex != sha256) {
      return Fail(ErrorCode::kInvalidInput, "the file changed while it was read; offer it again");
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return FailErrno("cannot rename to", path, errno);
    return {};
  }();
  if (!placed) ::unlink(temporary.c_str());
  VK_RETURN_IF_ERROR(placed);
  return true;
}

Result<void> Originals::Flush(const std::vector<std::string>& sha256s) const {
  if (sha256s.size() >= kManyFiles) return vankho::Flush(folder_, ::syncfs);
  for (const std::string& sha256 : sha256s) {
    std::filesystem::path path = PathOf(sha256);
    VK_RETURN_IF_ERROR(vankho::Flush(path.string(), ::fsync));
    // A new name is on the disk only when its folder is, and a new folder when the one above it is.
    VK_RETURN_IF_ERROR(vankho::Flush(path.parent_path().string(), ::fsync));
    VK_RETURN_IF_ERROR(vankho::Flush(folder_, ::fsync));
  }
  return {};
}

Result<std::string> Originals::Read(std::string_view sha256) const {
  VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(PathOf(sha256)));
  if (Sha256Hex(bytes) == sha256) return bytes;
  return Damaged(PathOf(sha256));
}

Result<void> Originals::Check(std::string_view sha256) const {
  VK_ASSIGN_OR_RETURN(FileDigest digest, Sha256OfFile(PathOf(sha256)));
  if (digest.hex == sha256) return {};
  return Damaged(PathOf(sha256));
}

Result<void> Originals::Drop(std::string_view sha256) const {
  VK_CHECK(IsSha256(sha256));
  std::string path = PathOf(sha256);
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return FailErrno("cannot remove", path, errno);
}

}  // namespace vankho
