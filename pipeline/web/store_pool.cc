#include "pipeline/web/store_pool.h"

namespace vankho {

Result<StorePool::Lease> StorePool::Borrow() {
  std::unique_ptr<Store> store;
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      store = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (store == nullptr) {
    VK_ASSIGN_OR_RETURN(Store opened, Store::Open(folder_, Store::Mode::kReadOnly));
    store = std::make_unique<Store>(std::move(opened));
  }
  return Lease(store.release(), [this](Store* used) {
    std::lock_guard lock(mutex_);
    idle_.emplace_back(used);
  });
}

}  // namespace vankho
