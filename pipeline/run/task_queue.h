// Work for the worker threads, the earliest document's first.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "pipeline/run/page_worker.h"

namespace vankho {

// Which document (in order of the list) and which step of it (0 open, then its pages).
struct TaskKey {
  std::size_t document = 0;
  int step = 0;
  auto operator<=>(const TaskKey&) const = default;
};

// Safe for any number of threads.
class TaskQueue {
 public:
  using Task = std::function<void(PageWorker&)>;

  void Push(TaskKey key, Task task) {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    tasks_.emplace(key, std::move(task));
    ready_.notify_one();
  }

  // Waits for a task; nothing when the queue was closed.
  std::optional<Task> Pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return closed_ || !tasks_.empty(); });
    if (closed_) return std::nullopt;
    auto node = tasks_.extract(tasks_.begin());
    return std::move(node.mapped());
  }

  // Drops what waits and ends all Pops.
  void Close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    tasks_.clear();
    ready_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::multimap<TaskKey, Task> tasks_;
  bool closed_ = false;
};

}  // namespace vankho
