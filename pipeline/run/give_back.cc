#include "pipeline/run/give_back.h"

#include "pipeline/document/json.h"

namespace vankho {
namespace {

// The child's answer: one line of JSON, then the PDF.
std::string Pack(const SearchablePdf& pdf) {
  Json json = Json::object();
  json["signed_original"] = pdf.signed_original;
  json["protected_original"] = pdf.protected_original;
  json["unchanged"] = pdf.unchanged;
  json["not_pdfa"] = pdf.not_pdfa;
  json["layered"] = pdf.layered;
  json["left"] = pdf.left;
  return Dump(json) + "\n" + pdf.bytes;
}

Result<SearchablePdf> Unpack(const std::string& answer) {
  constexpr int kMostPages = 1'000'000;
  std::size_t end = answer.find('\n');
  auto json = ParseJson(std::string_view(answer).substr(0, end));
  auto number = [&](const char* key) {
    return json->contains(key) && (*json)[key].is_number_integer() ? (*json)[key].get<std::int64_t>() : -1;
  };
  auto flag = [&](const char* key) { return json->contains(key) && (*json)[key].is_boolean(); };
  bool good = end != std::string::npos && json && json->is_object() && flag("signed_original") &&
              flag("protected_original") && flag("unchanged") && json->contains("not_pdfa") &&
              (*json)["not_pdfa"].is_string() && number("layered") >= 0 && number("layered") < kMostPages &&
              number("left") >= 0 && number("left") < kMostPages;
  if (!good) return Fail(ErrorCode::kEngine, "the process that writes it anew answered nonsense");
  return SearchablePdf{answer.substr(end + 1),
                       (*json)["signed_original"].get<bool>(),
                       (*json)["protected_original"].get<bool>(),
                       (*json)["unchanged"].get<bool>(),
                       (*json)["not_pdfa"].get<std::string>(),
                       static_cast<int>(number("layered")),
                       static_cast<int>(number("left"))};
}

}  // namespace

std::string ProgramName() { return std::string("vankho ") + VANKHO_VERSION; }

Result<SearchablePdf> GiveBackPdf(const Document& document, const std::string& original, SearchablePdfOptions options,
                                  const ChildLimits& limits) {
  if (options.producer.empty()) options.producer = ProgramName();
  auto answer = RunConfined(
      [&]() -> Result<std::string> {
        VK_ASSIGN_OR_RETURN(SearchablePdf pdf, MakeSearchablePdf(document, original, options));
        return Pack(pdf);
      },
      limits);
  if (!answer) return Fail(answer.error());
  return Unpack(*answer);
}

}  // namespace vankho
