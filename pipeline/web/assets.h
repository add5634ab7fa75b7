// The front end's files, built into the program: styles, modules of plain JavaScript, the OpenAPI description, the
// words of the pages. Nothing is fetched from elsewhere.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vankho {

struct Asset {
  std::string_view name;  // "desk.css"
  std::string_view bytes;
};
std::span<const Asset> AllAssets();
// nullptr where there is none of that name.
const Asset* FindAsset(std::string_view name);
// "/assets/desk.css?v=1a2b3c4d": changes with the contents, so that browsers may keep it for ever.
std::string AssetUrl(std::string_view name);
// "text/css; charset=utf-8", by the name's ending.
std::string_view ContentTypeOf(std::string_view name);

}  // namespace vankho
