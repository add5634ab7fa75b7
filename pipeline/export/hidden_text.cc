#include "pipeline/export/hidden_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline/base/qpdf.h"

namespace vankho {
namespace {

using Token = QPDFTokenizer::Token;
constexpr int kInvisible = 3;

bool ShowsText(const std::string& op) { return op == "Tj" || op == "TJ" || op == "'" || op == "\""; }

// Reads a content stream operator by operator; what `Operator` does not want is left out.
class OperatorFilter : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(const Token& token) override {
    if (token.getType() != QPDFTokenizer::tt_word) {
      pending_.push_back(token);
      if (token.getType() == QPDFTokenizer::tt_inline_image) Flush();
      return;
    }
    const std::string& op = token.getValue();
    Follow(op);
    if (Keeps(op)) {
      Flush();
      writeToken(token);
      return;
    }
    pending_.clear();
    if (op == "'" || op == "\"") write("T*");  // they go to the next line first
    write("\n");
  }
  void handleEOF() override { Flush(); }

 protected:
  virtual bool Keeps(const std::string& op) = 0;

  struct State {
    QPDFMatrix matrix;
    int render_mode = 0;
  };
  State state_;
  int operators_ = 0;

  std::vector<double> Numbers() const {
    std::vector<double> numbers;
    for (const Token& token : pending_) {
      auto type = token.getType();
      if (type == QPDFTokenizer::tt_integer || type == QPDFTokenizer::tt_real) {
        numbers.push_back(std::strtod(token.getValue().c_str(), nullptr));
      }
    }
    return numbers;
  }
  std::string LastName() const {
    for (auto token = pending_.rbegin(); token != pending_.rend(); ++token) {
      if (token->getType() == QPDFTokenizer::tt_name) return token->getValue();
    }
    return {};
  }

 private:
  void Follow(const std::string& op) {
    constexpr std::size_t kMostSaved = 1000;  // hostile nesting
    ++operators_;
    std::vector<double> n = Numbers();
    if (op == "q" && saved_.size() < kMostSaved) saved_.push_back(state_);
    if (op == "Q" && !saved_.empty()) {
      state_ = saved_.back();
      saved_.pop_back();
    }
    if (op == "Tr" && n.size() == 1) state_.render_mode = static_cast<int>(n[0]);
    if (op == "cm" && n.size() == 6) state_.matrix.concat(QPDFMatrix(n[0], n[1], n[2], n[3], n[4], n[5]));
  }
  void Flush() {
    for (const Token& token : pending_) writeToken(token);
    pending_.clear();
  }

  std::vector<Token> pending_;
  std::vector<State> saved_;
};

// First reading: where the last picture that covers the page is drawn, and how many strings are shown.
class Survey : public OperatorFilter {
 public:
  Survey(const std::vector<std::string>& pictures, QPDFObjectHandle::Rectangle page)
      : pictures_(pictures), page_(page) {}

  int covered_until() const { return covered_until_; }
  HiddenText Count() const {
    HiddenText count;
    for (auto [at, mode] : shown_) ++(mode == kInvisible || at < covered_until_ ? count.hidden : count.visible);
    return count;
  }

 protected:
  bool Keeps(const std::string& op) override {
    if (ShowsText(op)) shown_.emplace_back(operators_, state_.render_mode);
    if (op == "Do" && std::find(pictures_.begin(), pictures_.end(), LastName()) != pictures_.end() && Covers()) {
      covered_until_ = operators_;
    }
    return true;
  }

 private:
  // Does the unit square, as the matrix has it now, lie over nearly all of the page?
  bool Covers() const {
    constexpr double kShare = 0.97;
    QPDFMatrix matrix = state_.matrix;
    auto r = matrix.transformRectangle(QPDFObjectHandle::Rectangle(0, 0, 1, 1));
    double width = std::min(r.urx, page_.urx) - std::max(r.llx, page_.llx);
    double height = std::min(r.ury, page_.ury) - std::max(r.lly, page_.lly);
    return width >= kShare * (page_.urx - page_.llx) && height >= kShare * (page_.ury - page_.lly);
  }

  const std::vector<std::string>& pictures_;
  QPDFObjectHandle::Rectangle page_;
  std::vector<std::pair<int, int>> shown_;  // which operator, render mode
  int covered_until_ = 0;
};

// Second reading: without them. Where no string stays, no font is asked for either: those go from the resources.
class Remover : public OperatorFilter {
 public:
  Remover(int covered_until, bool all) : covered_until_(covered_until), all_(all) {}

 protected:
  bool Keeps(const std::string& op) override {
    if (all_ && op == "Tf") return false;
    return !(ShowsText(op) && (state_.render_mode == kInvisible || operators_ < covered_until_));
  }

 private:
  int covered_until_;
  bool all_;
};

// Names of pictures that let nothing through.
std::vector<std::string> OpaquePictures(QPDFPageObjectHelper& page) {
  std::vector<std::string> names;
  for (auto& [name, image] : page.getImages()) {
    QPDFObjectHandle dict = image.getDict();
    bool mask = dict.getKey("/ImageMask").isBool() && dict.getKey("/ImageMask").getBoolValue();
    if (!mask && dict.getKey("/SMask").isNull() && dict.getKey("/Mask").isNull()) names.push_back(name);
  }
  return names;
}

QPDFObjectHandle::Rectangle PageBox(QPDFPageObjectHelper& page) {
  QPDFObjectHandle box = page.getAttribute("/CropBox", false);
  if (!box.isRectangle()) box = page.getAttribute("/MediaBox", false);
  return box.isRectangle() ? box.getArrayAsRectangle() : QPDFObjectHandle::Rectangle(0, 0, 612, 792);
}

std::shared_ptr<Buffer> Filtered(QPDFPageObjectHelper& contents, OperatorFilter& filter) {
  Pl_Buffer out("contents");
  contents.filterContents(&filter, &out);
  return out.getBufferSharedPointer();
}

// Calls `each` for the page's forms, nested ones too, each once.
template <class F>
void EachForm(QPDFPageObjectHelper& page, F each) {
  std::vector<QPDFObjGen> seen;
  page.forEachFormXObject(true, [&](QPDFObjectHandle& form, QPDFObjectHandle&, const std::string&) {
    if (std::find(seen.begin(), seen.end(), form.getObjGen()) != seen.end()) return;
    seen.push_back(form.getObjGen());
    each(form);
  });
}

Survey SurveyOf(QPDFPageObjectHelper& contents, const std::vector<std::string>& pictures,
                QPDFObjectHandle::Rectangle box) {
  Survey survey(pictures, box);
  Pl_Discard nothing;
  contents.filterContents(&survey, &nothing);
  return survey;
}

}  // namespace

HiddenText CountText(QPDFPageObjectHelper page) {
  std::vector<std::string> pictures = OpaquePictures(page);
  HiddenText count = SurveyOf(page, pictures, PageBox(page)).Count();
  const std::vector<std::string> none;
  EachForm(page, [&](QPDFObjectHandle& form) {
    QPDFPageObjectHelper helper(form);
    HiddenText more = SurveyOf(helper, none, PageBox(page)).Count();
    count.hidden += more.hidden;
    count.visible += more.visible;
  });
  return count;
}

void RemoveHiddenText(QPDFPageObjectHelper page) {
  std::vector<std::string> pictures = OpaquePictures(page);
  Survey survey = SurveyOf(page, pictures, PageBox(page));
  if (survey.Count().hidden > 0) {
    Remover remover(survey.covered_until(), survey.Count().visible == 0);
    auto contents = page.getObjectHandle().getOwningQPDF()->newStream(Filtered(page, remover));
    page.getObjectHandle().replaceKey("/Contents", contents);
    QPDFObjectHandle resources = page.getAttribute("/Resources", true);
    if (survey.Count().visible == 0 && resources.isDictionary()) resources.removeKey("/Font");
  }
  const std::vector<std::string> none;
  EachForm(page, [&](QPDFObjectHandle& form) {
    QPDFPageObjectHelper helper(form);
    HiddenText count = SurveyOf(helper, none, PageBox(page)).Count();
    if (count.hidden == 0) return;
    Remover remover(0, count.visible == 0);
    form.replaceStreamData(Filtered(helper, remover), QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
    QPDFObjectHandle resources = form.getDict().getKey("/Resources");
    if (count.visible == 0 && resources.isDictionary()) resources.removeKey("/Font");
  });
}

void MuteAnnotations(QPDFPageObjectHelper page) {
  auto mute = [](QPDFObjectHandle appearance) {
    auto bytes = appearance.getStreamData(qpdf_dl_generalized);
    std::string contents(reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize());
    if (contents.rfind(kMuteBegin, 0) == 0) return;  // another annotation draws the same
    appearance.replaceStreamData(kMuteBegin + contents + kMuteEnd, QPDFObjectHandle::newNull(),
                                 QPDFObjectHandle::newNull());
  };
  for (QPDFAnnotationObjectHelper& note : page.getAnnotations()) {
    QPDFObjectHandle appearance = note.getAppearanceStream("/N");
    if (appearance.isStream()) mute(appearance);
  }
}

}  // namespace vankho
