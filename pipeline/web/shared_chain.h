// Restoration, structure and extraction, loaded when the first request or upload needs them.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "pipeline/run/chain.h"

namespace vankho {

// Safe from several threads.
class SharedChain {
 public:
  explicit SharedChain(std::string data) : data_(std::move(data)) {}

  Result<Chain> Get() {
    std::lock_guard lock(mutex_);
    if (!chain_) {
      VK_ASSIGN_OR_RETURN(chain_, Chain::Load(data_));
    }
    return *chain_;
  }

 private:
  std::string data_;
  std::mutex mutex_;
  std::optional<Chain> chain_;
};

}  // namespace vankho
