// Pictures of pages, drawn by isolated workers when somebody looks and kept in memory.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/run/page_worker.h"

namespace vankho {

// Safe from several threads: so many pages are drawn at a time as there are workers, others wait.
class PagePictures {
 public:
  PagePictures(const WorkerCommand& command, int workers, std::size_t most_bytes);

  // The page of the file at `path` as a JPEG. `key` names the bytes: the SHA-256.
  Result<std::string> Draw(const std::string& key, const std::string& path, int page, int dpi);

 private:
  struct Kept {
    std::string jpeg;
    std::list<std::string>::iterator place;
  };
  struct Drawer {
    std::mutex busy;
    PageWorker worker;
    explicit Drawer(PageWorkerOptions options) : worker(std::move(options)) {}
  };
  bool Find(const std::string& name, std::string& jpeg);
  void Keep(const std::string& name, const std::string& jpeg);

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
  std::list<std::string> order_;  // last used first
  std::size_t bytes_ = 0;
  std::vector<std::unique_ptr<Drawer>> drawers_;
  std::size_t next_ = 0;
};

}  // namespace vankho
