#include "pipeline/web/page_pictures.h"

#include <fmt/format.h>

namespace vankho {

PagePictures::PagePictures(const WorkerCommand& command, int workers, std::size_t most_bytes)
    : most_bytes_(most_bytes) {
  PageWorkerOptions options;
  options.command = command;
  options.page_limit = std::chrono::seconds(30);
  for (int i = 0; i < workers; ++i) drawers_.push_back(std::make_unique<Drawer>(options));
}

bool PagePictures::Find(const std::string& name, std::string& jpeg) {
  std::lock_guard lock(mutex_);
  auto found = kept_.find(name);
  if (found == kept_.end()) return false;
  order_.splice(order_.begin(), order_, found->second.place);
  jpeg = found->second.jpeg;
  return true;
}

void PagePictures::Keep(const std::string& name, const std::string& jpeg) {
  std::lock_guard lock(mutex_);
  if (kept_.count(name) != 0 || jpeg.size() > most_bytes_) return;
  order_.push_front(name);
  kept_[name] = {jpeg, order_.begin()};
  bytes_ += jpeg.size();
  while (bytes_ > most_bytes_) {
    auto last = kept_.find(order_.back());
    bytes_ -= last->second.jpeg.size();
    kept_.erase(last);
    order_.pop_back();
  }
}

Result<std::string> PagePictures::Draw(const std::string& key, const std::string& path, int page, int dpi) {
  std::string name = fmt::format("{}/{}/{}", key, page, dpi);
  std::string jpeg;
  if (Find(name, jpeg)) return jpeg;
  Drawer* drawer = nullptr;
  {
    std::lock_guard lock(mutex_);
    drawer = drawers_[next_++ % drawers_.size()].get();
  }
  std::lock_guard drawing(drawer->busy);
  if (Find(name, jpeg)) return jpeg;  // somebody else asked for it meanwhile
  VK_ASSIGN_OR_RETURN(jpeg, drawer->worker.Draw(path, page, dpi));
  Keep(name, jpeg);
  return jpeg;
}

}  // namespace vankho
