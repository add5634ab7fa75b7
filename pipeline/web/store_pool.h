// Connections to one store for many threads: a Store is one thread's at a time, so each request borrows one.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/store/store.h"

namespace vankho {

// Safe from several threads.
class StorePool {
 public:
  explicit StorePool(std::string folder) : folder_(std::move(folder)) {}

  using Lease = std::unique_ptr<Store, std::function<void(Store*)>>;
  // A read-only connection; goes back to the pool when the lease ends.
  Result<Lease> Borrow();
  // Runs `body` with the one connection that writes; others wait. Opened at the first write.
  template <class F>
  auto Write(F&& body) -> decltype(body(std::declval<Store&>())) {
    std::lock_guard lock(writing_);
    if (writer_ == nullptr) {
      auto opened = Store::Open(folder_, Store::Mode::kReadWrite);
      if (!opened) return tl::unexpected<Error>(opened.error());
      writer_ = std::make_unique<Store>(std::move(*opened));
    }
    return body(*writer_);
  }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Store>> idle_;
  std::mutex writing_;
  std::unique_ptr<Store> writer_;
};

}  // namespace vankho
