// A file in memory as it lies on the disk: read only, its pages shared between processes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

class MappedFile {
 public:
  // Errors: kNotFound, kPermission, kIo; kInvalidInput for what is no plain file or empty. They name the file.
  static Result<MappedFile> Open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  // Begins at a multiple of the page size. Valid while the MappedFile lives, wherever it is moved to.
  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace vankho
