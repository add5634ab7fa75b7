#include "models/ocr_channel/ocr_channel.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::u32string_view kLowerLetters =
    U"aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz";
constexpr std::u32string_view kForeignMarks = U"äåëïöüñçîûÄÅËÏÖÜÑÇÎÛ";

// Shapes that readers take for one another: printed, then how it is read. Costs in nats.
struct Confusion {
  std::u32string_view printed;
  std::u32string_view read;
  float cost;
};
constexpr Confusion kConfusions[] = {
    {U"l", U"1", 2.5F},  {U"l", U"I", 3.0F},   {U"l", U"|", 3.5F},  {U"l", U"i", 5.0F},  {U"i", U"1", 4.5F},
    {U"i", U"l", 4.5F},  {U"í", U"i", 1.0F},   {U"I", U"l", 2.0F},  {U"I", U"1", 2.0F},  {U"I", U"|", 2.0F},
    {U"ơ", U"o", 0.7F},  {U"ơ", U"6", 4.0F},   {U"ố", U"6", 1.5F},  {U"ố", U"b", 3.5F},  {U"ố", U"d", 4.0F},
    {U"ó", U"6", 2.0F},  {U"ổ", U"6", 1.8F},   {U"ồ", U"6", 2.5F},  {U"ô", U"6", 2.5F},  {U"ộ", U"0", 3.0F},
    {U"ớ", U"6", 1.8F},  {U"ở", U"6", 2.5F},   {U"ờ", U"6", 3.0F},  {U"ở", U"&", 2.5F},  {U"ỏ", U"6", 2.5F},
    {U"ư", U"u", 0.6F},  {U"ư", U"ur", 2.5F},  {U"ư", U"tr", 3.5F}, {U"ư", U"w", 3.5F},  {U"ứ", U"ir", 2.5F},
    {U"ứ", U"tr", 3.0F}, {U"ữ", U"it", 3.0F},  {U"ữ", U"i", 4.0F},  {U"ừ", U"ir", 3.0F}, {U"ứ", U"it", 3.5F},
    {U"đ", U"d", 0.4F},  {U"đ", U"a", 4.0F},   {U"Đ", U"D", 0.8F},  {U"Đ", U"P", 1.5F},  {U"Đ", U"B", 2.0F},
    {U"á", U"4", 2.0F},  {U"ấ", U"4", 2.5F},   {U"ã", U"3", 2.0F},  {U"ả", U"4", 2.5F},  {U"ắ", U"4", 3.0F},
    {U"g", U"q", 4.0F},  {U"g", U"9", 5.0F},   {U"ê", U"é", 1.5F},  {U"ế", U"é", 1.0F},  {U"ề", U"é", 1.5F},
    {U"m", U"rn", 4.5F}, {U"m", U"in", 5.5F},  {U"h", U"li", 5.0F}, {U"h", U"b", 5.5F},  {U"b", U"h", 5.5F},
    {U"rn", U"m", 4.5F}, {U"n", U"ri", 5.5F},  {U"u", U"ii", 5.0F}, {U"s", U"5", 5.0F},  {U"S", U"5", 4.0F},
    {U"o", U"0", 4.0F},  {U"O", U"0", 3.0F},   {U"ê", U"€", 3.0F},  {U"ệ", U"é", 1.5F},  {U"t", U"f", 5.0F},
    {U"ợ", U"g", 4.5F},  {U"ạ", U"a", 0.7F},   {U"ộ", U"6", 3.0F},  {U"c", U"¢", 4.5F},  {U"ỗ", U"6", 3.0F},
    {U"S", U"$", 3.0F},  {U"S", U"§", 3.0F},   {U"i", U"j", 4.5F},  {U"y", U"j", 4.0F},  {U"y", U"¥", 3.0F},
    {U"ũ", U"ii", 4.0F}, {U"z", U"2", 5.0F},   {U"B", U"8", 4.0F},  {U"t", U"1", 5.5F},  {U"ươ", U"wo", 3.5F},
    {U"ư", U"ir", 4.0F}, {U"ượ", U"ug", 4.0F}, {U"ộ", U"g", 5.0F},  {U"đ", U"q", 6.0F},  {U"ị", U"j", 2.5F},
};

std::vector<std::string_view> Cells(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t begin = 0;;) {
    std::size_t tab = line.find('\t', begin);
    cells.push_back(line.substr(begin, tab - begin));
    if (tab == std::string_view::npos) return cells;
    begin = tab + 1;
  }
}

float SameBaseCost(char32_t printed, char32_t read) {
  bool printed_bare = BaseLetter(printed) == printed;
  if (printed == read) return printed_bare ? 0.15F : 1.5F;
  return BaseLetter(read) == read ? 1.5F : 3.0F;
}

}  // namespace

std::vector<OcrChannel::KeyedUnit> OcrChannel::PriorUnits(float extra_cost) {
  std::vector<KeyedUnit> units;
  auto add = [&](std::u32string_view read, char32_t first, char32_t second, float cost) {
    units.push_back({KeyOf(read), {first, second, cost + extra_cost}});
  };
  std::u32string letters(kLowerLetters);
  for (char32_t c : kLowerLetters) letters += Upper(c);
  std::u32string reads = letters;
  reads += kForeignMarks;
  for (char32_t printed : letters) {
    for (char32_t read : reads) {
      bool same_base = BaseLetter(read) == BaseLetter(printed);
      bool same_shape = BaseLetter(Lower(read)) == BaseLetter(Lower(printed));
      if (same_base) add({&read, 1}, printed, 0, SameBaseCost(printed, read));
      if (!same_base && same_shape) add({&read, 1}, printed, 0, SameBaseCost(printed, read) + 4);
    }
    add({}, printed, 0, 7.5F);
  }
  auto family = [&](std::u32string_view printed, std::initializer_list<std::u32string_view> forms, float cost) {
    for (char32_t c : printed) {
      for (std::u32string_view read : forms) add(read, c, 0, cost);
    }
  };
  // A mark that is read as a stroke or a letter of its own beside its vowel.
  family(U"ưứừửữự", {U"ur", U"ir", U"u'", U"u’"}, 2.5F);
  family(U"ưứừửữự", {U"it", U"tr", U"w", U"i", U"tt", U"ii", U"if", U"r", U"irr", U"r’"}, 3.5F);
  family(U"ơớờởỡợ", {U"o'", U"o’", U"g", U"6", U"0"}, 3.5F);
  family(U"ôốồổỗộ", {U"6", U"b", U"d", U"0", U"é", U"o6", U"6o"}, 3.5F);
  family(U"ăắằẳẵặâấầẩẫậáàảãạ", {U"i", U"4", U"é", U"&", U"A"}, 4.0F);
  family(U"êếềểễệ", {U"€", U"&", U"¢", U"@", U"o"}, 4.0F);
  family(U"ớởờốổộ", {U"&", U"¢", U"@"}, 3.5F);
  family(U"úùủũụ", {U"ii", U"il", U"i"}, 4.0F);
  family(U"ƯỨỪỬỮỰ", {U"U'", U"U’", U"Q"}, 2.5F);
  family(U"ƠỚỜỞỠỢÔỐỒỔỖỘ", {U"O'", U"O’", U"Q", U"0", U"6"}, 3.5F);
  family(U"ủúùụ", {U"tu"}, 3.5F);
  family(U"l", {U"l1", U"1l"}, 3.5F);
  family(U"Đ", {U"DP", U"b", U"p", U"Ð"}, 3.5F);
  for (char32_t printed : kLowerLetters) {
    const char32_t base = BaseLetter(printed);
    if (base == printed || base == U'd') continue;
    for (char32_t other : std::u32string_view(U"aáâăeéèêioóôu46i&€j")) {
      const char32_t before[] = {other, base};
      const char32_t after[] = {base, other};
      add({before, 2}, printed, 0, 4.0F);
      add({after, 2}, printed, 0, 4.0F);
      for (char32_t marked : std::u32string_view(U"áâéèêóôúí")) {
        const char32_t both[] = {marked, other};
        if (BaseLetter(marked) == base) add({both, 2}, printed, 0, 5.0F);
      }
    }
  }
  for (const Confusion& c : kConfusions) {
    add(c.read, c.printed[0], c.printed.size() > 1 ? c.printed[1] : 0, c.cost);
  }
  return units;
}

OcrChannel OcrChannel::Build(std::vector<KeyedUnit> units) {
  std::stable_sort(units.begin(), units.end(), [](const KeyedUnit& a, const KeyedUnit& b) { return a.read < b.read; });
  return Merge(std::move(units), {});
}

// What was read so, the cheapest first; of equal ones the cheapest alone.
void OcrChannel::AddGroup(ReadKey read, std::vector<Source>& sources) {
  auto order = [](const Source& a, const Source& b) {
    return a.cost != b.cost ? a.cost < b.cost : std::tie(a.first, a.second) < std::tie(b.first, b.second);
  };
  auto order_of_letters = [](const Source& a, const Source& b) {
    return std::tie(a.first, a.second, a.cost) < std::tie(b.first, b.second, b.cost);
  };
  std::sort(sources.begin(), sources.end(), order_of_letters);
  auto same = [](const Source& a, const Source& b) { return a.first == b.first && a.second == b.second; };
  sources.erase(std::unique(sources.begin(), sources.end(), same), sources.end());
  std::sort(sources.begin(), sources.end(), order);
  const Source* begin = sources_.data() + sources_.size();
  sources_.insert(sources_.end(), sources.begin(), sources.end());
  by_read_.emplace(read, std::span(begin, sources.size()));
}

OcrChannel OcrChannel::Merge(std::vector<KeyedUnit> units, std::vector<KeyedUnit> more) {
  std::stable_sort(more.begin(), more.end(), [](const KeyedUnit& a, const KeyedUnit& b) { return a.read < b.read; });
  OcrChannel channel;
  channel.sources_.reserve(units.size() + more.size());
  channel.by_read_.reserve(units.size() / 2 + more.size());
  std::vector<Source> sources;
  std::vector<bool> taken(more.size());
  for (std::size_t begin = 0, end = 0; begin < units.size(); begin = end) {
    sources.clear();
    const ReadKey read = units[begin].read;
    for (; end < units.size() && units[end].read == read; ++end) sources.push_back(units[end].source);
    auto other = std::lower_bound(more.begin(), more.end(), read,
                                  [](const KeyedUnit& unit, ReadKey key) { return unit.read < key; });
    for (; other != more.end() && other->read == read; ++other) {
      sources.push_back(other->source);
      taken[static_cast<std::size_t>(other - more.begin())] = true;
    }
    channel.AddGroup(read, sources);
  }
  for (std::size_t begin = 0, end = 0; begin < more.size(); begin = end) {
    sources.clear();
    for (; end < more.size() && more[end].read == more[begin].read; ++end) sources.push_back(more[end].source);
    if (!taken[begin]) channel.AddGroup(more[begin].read, sources);
  }
  return channel;
}

OcrChannel OcrChannel::Prior() { return Build(PriorUnits(0)); }

OcrChannel OcrChannel::FromUnits(const std::vector<Unit>& units) {
  std::vector<KeyedUnit> packed;
  packed.reserve(units.size());
  for (const Unit& unit : units) packed.push_back({KeyOf(unit.read), unit.source});
  return Build(std::move(packed));
}

constexpr int kKeyBits = 21;  // a character

OcrChannel::ReadKey OcrChannel::KeyOf(std::u32string_view read) {
  ReadKey key = 0;
  for (std::size_t i = 0; i < kMaxRead; ++i) key = key << kKeyBits | (i < read.size() ? read[i] & 0x1fffff : 0);
  return key;
}

std::u32string OcrChannel::ReadOf(ReadKey key) {
  std::u32string text;
  for (std::size_t i = kMaxRead; i-- > 0;) {
    const auto c = static_cast<char32_t>(key >> (i * kKeyBits) & 0x1fffff);
    if (c != 0) text += c;
  }
  return text;
}

OcrChannel OcrChannel::LostDiacritics() {
  std::vector<KeyedUnit> units;
  for (char32_t c : kLowerLetters) {
    for (char32_t printed : {c, Upper(c)}) {
      char32_t read = BaseLetter(printed);
      units.push_back({KeyOf({&read, 1}), {printed, 0, 0}});
      if (read != printed) units.push_back({KeyOf({&printed, 1}), {printed, 0, 0}});
    }
  }
  return Build(std::move(units));
}

Result<OcrChannel> OcrChannel::Parse(std::string_view text, std::string_view name) {
  constexpr float kUnlearned = 2.0F;  // what the learning pages never showed is so much dearer than the prior says
  std::vector<KeyedUnit> units = PriorUnits(kUnlearned);
  int number = 0;
  bool header = false;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.empty() || line[0] == '#') continue;
    auto bad = [&](std::string_view what) {
      return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: {}", name, number, what));
    };
    if (!std::exchange(header, true)) {
      if (line != "printed\tread\tprobability") return bad("expected the columns printed, read, probability");
      continue;
    }
    std::vector<std::string_view> cells = Cells(line);
    if (cells.size() != 3) return bad("a row has three cells");
    std::u32string printed = ToUtf32(cells[0]);
    std::u32string read = ToUtf32(cells[1]);
    double probability = 0;
    auto [stop, error] = std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), probability);
    if (error != std::errc() || !(probability > 0 && probability <= 1)) return bad("a probability lies in (0, 1]");
    if (printed.empty() || printed.size() > 2 || read.size() > kMaxRead)
      return bad("a unit is 1-2 letters read as 0-3");
    char32_t second = printed.size() > 1 ? printed[1] : 0;
    units.push_back({KeyOf(read), {printed[0], second, static_cast<float>(-std::log(probability))}});
  }
  if (!header) return Fail(ErrorCode::kEmpty, fmt::format("{}: the channel table holds no rows", name));
  return Build(std::move(units));
}

Result<OcrChannel> OcrChannel::Load(const std::string& path) {
  auto text = ReadFile(path, 16 << 20);
  if (!text) return Fail(InFile(text.error(), path));
  return Parse(*text, path);
}

std::span<const OcrChannel::Source> OcrChannel::SourcesOf(std::u32string_view read) const {
  auto found = by_read_.find(KeyOf(read));
  return found == by_read_.end() ? std::span<const Source>() : found->second;
}

}  // namespace vankho
