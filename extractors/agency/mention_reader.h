// The grammar of one agency mention: [title] name [jurisdiction], group, or a head with a name that no row holds.
#pragma once

#include <array>
#include <span>

#include "extractors/agency/gazetteer.h"

namespace vankho {

class MentionReader {
 public:
  // Words that open a group though they have no capital: "các sở", "tất cả các cơ quan".
  static constexpr std::array<std::string_view, 5> kPlurals{"các", "mọi", "những", "từng", "tất"};
  // Places by their level, of one word or two.
  static constexpr std::array<std::array<std::string_view, 2>, 12> kLevels{{{"thành", "phố"},
                                                                            {"thị", "xã"},
                                                                            {"thị", "trấn"},
                                                                            {"đặc", "khu"},
                                                                            {"trung", "ương"},
                                                                            {"tỉnh", ""},
                                                                            {"huyện", ""},
                                                                            {"quận", ""},
                                                                            {"xã", ""},
                                                                            {"phường", ""},
                                                                            {"tp", ""},
                                                                            {"tx", ""}}};
  // The words after which a group is named all the same: "chuyên môn", "có liên quan", "được giao nhiệm vụ".
  static constexpr std::array<std::string_view, 31> kModifiers{"có liên quan",
                                                               "có giường bệnh",
                                                               "có tthc",
                                                               "có thủ tục hành chính",
                                                               "có tên trong danh sách",
                                                               "có tên trong phụ lục",
                                                               "có tên trong lịch",
                                                               "có tên tại phụ lục",
                                                               "có tên trên",
                                                               "nêu trên",
                                                               "nói trên",
                                                               "được kiểm tra",
                                                               "được thanh tra",
                                                               "được khảo sát",
                                                               "được đánh giá",
                                                               "được giám sát",
                                                               "được giao nhiệm vụ",
                                                               "chủ trì tiêu chí",
                                                               "các cấp",
                                                               "cùng cấp",
                                                               "liên quan",
                                                               "chuyên môn",
                                                               "chức năng",
                                                               "hữu quan",
                                                               "công lập",
                                                               "trung ương",
                                                               "sự nghiệp",
                                                               "thành viên",
                                                               "ngành dọc",
                                                               "y tế",
                                                               "khác"};

  // Over the words of the text, or some of them, numbered by the gazetteer (AgencyGazetteer::Split).
  MentionReader(const AgencyGazetteer& gazetteer, std::string_view text, std::span<const WordToken> tokens)
      : gazetteer_(gazetteer), text_(text), tokens_(tokens) {}

  struct Mention {
    std::size_t begin = 0;  // tokens
    std::size_t end = 0;
    std::string name;
    std::string rule;
    double confidence = 1;
    std::string head;    // the first word's key of a known name: what a list may leave out after it
    std::string second;  // of "các cơ quan chuyên môn, đơn vị sự nghiệp thuộc X": the second body
    std::string place;   // its own name, where only the jurisdiction tells the body apart
    std::string listed;  // "Các phòng: A, B": the head that the names behind the colon go without
  };

  std::optional<Mention> At(std::size_t token) const;
  // A name whose head stands in the name before: "Phòng Tư pháp, Nội vụ".
  std::optional<Mention> ElidedAt(std::size_t token, const std::string& head) const;
  std::optional<Mention> ListedAt(std::size_t token, const std::string& head) const;

  TextSpan SpanOf(const Mention& mention) const;
  std::string Printed(std::size_t begin, std::size_t end) const;

 private:
  struct Jurisdiction {
    std::size_t end = 0;
    std::string words;  // without the place's own name
    std::string place;  // that name; "" where none is printed
  };
  bool InSymbol(std::size_t token) const;
  std::optional<Mention> Titled(std::size_t token) const;
  std::optional<Mention> Known(std::size_t token) const;
  std::optional<Mention> PluralHead(std::size_t token) const;
  std::optional<Mention> Group(std::size_t token) const;
  std::size_t NumberedEnd(std::size_t token) const;
  std::string LevelWords(std::size_t begin, std::size_t end) const;
  bool OpensDuty(std::size_t i) const;
  bool OpensItem(std::size_t i) const;
  bool EndsName(std::size_t i) const;
  std::size_t SmallWordsEnd(std::size_t i) const;
  bool JoinsParts(std::size_t i) const;
  std::size_t HeadEnd(std::size_t token) const;
  std::size_t CapitalPartsEnd(std::size_t begin) const;
  std::optional<Mention> Headed(std::size_t token) const;
  std::optional<Mention> Bare(std::size_t token) const;
  Mention WithJurisdiction(Mention mention, int entry) const;
  std::optional<Jurisdiction> JurisdictionAt(std::size_t token) const;
  std::size_t LevelAt(std::size_t token) const;  // words of "thị xã", "tỉnh", ...; 0 where none stands
  std::size_t LevelsEnd(std::size_t token) const;
  std::size_t PlacesEnd(std::size_t token) const;
  std::size_t PlaceEnd(std::size_t token) const;
  std::size_t ModifiersEnd(std::size_t token) const;
  std::size_t ModifierEnd(std::size_t end) const;
  std::size_t PhraseEnd(std::size_t token, std::string_view words) const;
  std::size_t FixedModifierEnd(std::size_t end) const;
  std::size_t PlaceModifierEnd(std::size_t end) const;
  std::size_t OwnerEnd(std::size_t end) const;
  struct Nouns {
    std::size_t end = 0;
    int count = 1;
    std::size_t split = 0;  // where a second body of its own begins; 0: nowhere
  };
  Nouns NounsOf(std::size_t first, std::size_t end) const;
  std::size_t RelativeEnd(std::size_t token) const;
  bool Opens(std::size_t token, unsigned char what) const {
    return token < tokens_.size() && gazetteer_.Opens(tokens_[token].number, what);
  }
  bool Is(std::size_t token, std::string_view key) const { return token < tokens_.size() && tokens_[token].key == key; }
  bool Are(std::size_t token, std::initializer_list<std::string_view> keys) const;

  const AgencyGazetteer& gazetteer_;
  std::string_view text_;
  std::span<const WordToken> tokens_;
};

}  // namespace vankho
