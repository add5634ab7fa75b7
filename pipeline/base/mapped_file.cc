#include "pipeline/base/mapped_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace vankho {

Result<MappedFile> MappedFile::Open(const std::string& path) {
  const auto fail = [&](ErrorCode code, std::string message) {
    return Fail(InFile(Error{code, std::move(message), {}, {}}, path));
  };
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorCode code = errno == ENOENT   ? ErrorCode::kNotFound
                           : errno == EACCES ? ErrorCode::kPermission
                                             : ErrorCode::kIo;
    return fail(code, fmt::format("cannot open it: {}", std::strerror(errno)));
  }
  struct stat info {};
  void* data = MAP_FAILED;
  const bool plain = fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
  const auto size = static_cast<std::size_t>(plain ? info.st_size : 0);
  // Whoever maps a file sums it first, so all of it at once.
  if (plain) data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  close(file);
  if (!plain) return fail(ErrorCode::kInvalidInput, "is empty or no plain file");
  if (data == MAP_FAILED) return fail(ErrorCode::kIo, "cannot map it into memory");
  return MappedFile(data, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(data_, size_);
}

}  // namespace vankho
