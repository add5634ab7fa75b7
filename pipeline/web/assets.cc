#include "pipeline/web/assets.h"

#include <map>

#include "pipeline/base/sha256.h"

namespace vankho {

const Asset* FindAsset(std::string_view name) {
  for (const Asset& asset : AllAssets()) {
    if (asset.name == name) return &asset;
  }
  return nullptr;
}

std::string AssetUrl(std::string_view name) {
  static const auto* const kUrls = [] {
    auto* urls = new std::map<std::string_view, std::string>;
    for (const Asset& asset : AllAssets()) {
      (*urls)[asset.name] = "/assets/" + std::string(asset.name) + "?v=" + Sha256Hex(asset.bytes).substr(0, 8);
    }
    return urls;
  }();
  auto found = kUrls->find(name);
  return found == kUrls->end() ? "/assets/" + std::string(name) : found->second;
}

std::string_view ContentTypeOf(std::string_view name) {
  auto ends = [&](std::string_view tail) {
    return name.size() > tail.size() && name.substr(name.size() - tail.size()) == tail;
  };
  if (ends(".css")) return "text/css; charset=utf-8";
  if (ends(".js")) return "text/javascript; charset=utf-8";
  if (ends(".json")) return "application/json";
  if (ends(".svg")) return "image/svg+xml";
  return "text/plain; charset=utf-8";
}

}  // namespace vankho
