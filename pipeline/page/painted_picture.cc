#include "pipeline/page/painted_picture.h"

#include <cmath>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace vankho {
namespace {

constexpr std::size_t kMaxContent = 4'000'000;  // bytes of a page's content: a page of hidden text has 0.1 MB
constexpr double kSlack = 1.5;                  // points by which pages, pictures and clips may miss each other

class BoundedBuffer : public Pipeline {
 public:
  explicit BoundedBuffer(std::size_t limit) : Pipeline("bounded buffer", nullptr), limit_(limit) {}
  void write(const unsigned char* data, std::size_t size) override {
    if (size > limit_ - data_.size()) throw std::length_error("more data than the limit");
    data_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}
  std::string Take() { return std::move(data_); }

 private:
  std::size_t limit_;
  std::string data_;
};

// What q saves and Q brings back, as far as it matters here.
struct State {
  QPDFMatrix matrix;
  bool black = true;       // the fill colour
  bool invisible = false;  // text
};

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  for (std::string_view one : words) {
    if (one == word) return true;
  }
  return false;
}

// Follows a content stream (PDF 32000-1, Annex A) until something is painted that is not the one image.
class Painting : public QPDFObjectHandle::ParserCallbacks {
 public:
  explicit Painting(const QPDFObjectHandle& resources) : resources_(resources) {}

  using QPDFObjectHandle::ParserCallbacks::handleObject;
  void handleObject(QPDFObjectHandle object) override {
    if (!object.isOperator()) {
      if (operands_.size() > 100) return Stop();
      operands_.push_back(std::move(object));
      return;
    }
    if (!Obey(object.getOperatorValue())) return Stop();
    operands_.clear();
  }
  void handleEOF() override {}

  bool usual() const { return usual_; }
  const QPDFObjectHandle& image() const { return image_; }
  const QPDFMatrix& matrix() const { return image_matrix_; }
  const std::vector<QPDFObjectHandle::Rectangle>& clips() const { return clips_; }
  bool black() const { return image_black_; }

 private:
  void Stop() {
    usual_ = false;
    terminateParsing();
  }

  double Number(std::size_t i) {
    if (i >= operands_.size() || !operands_[i].isNumber()) throw std::runtime_error("an operand is no number");
    return operands_[i].getNumericValue();
  }

  std::string Name(std::size_t i) {
    if (i >= operands_.size() || !operands_[i].isName()) throw std::runtime_error("an operand is no name");
    return operands_[i].getName();
  }

  bool Obey(const std::string& what) {
    if (what == "q") return Save();
    if (what == "Q") return Restore();
    if (what == "cm") {
      state_.matrix.concat(QPDFMatrix(Number(0), Number(1), Number(2), Number(3), Number(4), Number(5)));
      return true;
    }
    if (what == "Do") return Paint();
    if (what == "gs") return TakeState();
    if (what == "re") {
      path_.push_back(state_.matrix.transformRectangle(
          QPDFObjectHandle::Rectangle(Number(0), Number(1), Number(0) + Number(2), Number(1) + Number(3))));
      return true;
    }
    if (IsOneOf(what, {"W", "W*"})) return clipping_ = path_.size() == 1;  // of several: which part is left is unclear
    if (what == "n") return EndPath();
    if (what == "Tr") {
      state_.invisible = Number(0) == 3;
      return true;
    }
    if (IsOneOf(what, {"Tj", "TJ", "'", "\""})) return state_.invisible;
    if (IsOneOf(what, {"g", "rg", "k", "cs", "sc", "scn"})) return TakeColour(what);
    return IsOneOf(what, {"BT", "ET", "Tf", "Td", "TD", "Tm", "T*",  "Tc", "Tw", "Tz", "TL", "Ts", "BMC", "EMC", "MP",
                          "DP", "G",  "RG", "K",  "CS", "SC", "SCN", "w",  "J",  "j",  "M",  "d",  "ri",  "i"}) ||
           (what == "BDC" && Name(0) != "/OC");
  }

  bool Save() {
    constexpr std::size_t kDeepest = 100;
    saved_.push_back(state_);
    return saved_.size() <= kDeepest;
  }

  bool Restore() {
    if (saved_.empty()) return false;
    state_ = saved_.back();
    saved_.pop_back();
    return true;
  }

  bool EndPath() {
    if (clipping_) clips_.push_back(path_.front());
    clipping_ = false;
    path_.clear();
    return true;
  }

  bool TakeState() {
    QPDFObjectHandle state = resources_.getKey("/ExtGState").getKey(Name(0));
    if (!state.isDictionary()) return false;
    auto is = [&](const char* key, auto usual) { return !state.hasKey(key) || usual(state.getKey(key)); };
    bool opaque = is("/ca", [](QPDFObjectHandle v) { return v.isNumber() && v.getNumericValue() == 1; }) &&
                  is("/SMask", [](QPDFObjectHandle v) { return v.isNameAndEquals("/None"); }) &&
                  is("/BM", [](QPDFObjectHandle v) { return v.isNameAndEquals("/Normal"); });
    return opaque && !state.hasKey("/TR") && !state.hasKey("/TR2");
  }

  bool TakeColour(const std::string& what) {
    state_.black = (what == "g" && Number(0) == 0) ||
                   (what == "rg" && Number(0) == 0 && Number(1) == 0 && Number(2) == 0) ||
                   (what == "k" && Number(3) == 1);
    return true;
  }

  bool Paint() {
    QPDFObjectHandle object = resources_.getKey("/XObject").getKey(Name(0));
    if (!object.isStream() || !object.getDict().getKey("/Subtype").isNameAndEquals("/Image")) return false;
    if (image_.isInitialized() || !path_.empty()) return false;
    image_ = object;
    image_matrix_ = state_.matrix;
    image_black_ = state_.black;
    return true;
  }

  QPDFObjectHandle resources_;
  std::vector<QPDFObjectHandle> operands_;
  std::vector<State> saved_;
  State state_;
  std::vector<QPDFObjectHandle::Rectangle> path_;   // of the path that is being made
  std::vector<QPDFObjectHandle::Rectangle> clips_;  // all that were set, in force or not
  bool clipping_ = false;
  bool usual_ = true;
  QPDFObjectHandle image_;
  QPDFMatrix image_matrix_;
  bool image_black_ = true;
};

std::optional<std::string> ContentOf(QPDFPageObjectHelper page) {
  std::string content;
  for (const QPDFObjectHandle& part : page.getObjectHandle().getPageContents()) {
    std::optional<std::string> text = Unpacked(part, kMaxContent - content.size());
    if (!text || content.size() + text->size() + 1 > kMaxContent) return {};
    content += *text + "\n";
  }
  return content;
}

bool HasOnlyLinks(QPDFPageObjectHelper page) {
  for (QPDFObjectHandle& annotation : page.getObjectHandle().getKey("/Annots").aitems()) {
    QPDFObjectHandle kind = annotation.isDictionary() ? annotation.getKey("/Subtype") : annotation;
    if (!kind.isNameAndEquals("/Link") && !kind.isNameAndEquals("/Popup")) return false;
  }
  return true;
}

// The page's box and the turn that readers give it.
struct Frame {
  QPDFObjectHandle::Rectangle crop;
  int rotate = 0;  // 0, 90, 180, 270: clockwise
};

std::optional<Frame> FrameOf(QPDFPageObjectHelper page, double width, double height) {
  auto box = [&](const char* name) { return page.getAttribute(name, false); };
  QPDFObjectHandle media = box("/MediaBox");
  if (!media.isRectangle() || box("/UserUnit").isNumber()) return {};
  QPDFObjectHandle crop = box("/CropBox").isRectangle() ? box("/CropBox") : media;
  Frame frame{crop.getArrayAsRectangle(), 0};
  QPDFObjectHandle turn = box("/Rotate");
  long long degrees = turn.isInteger() ? turn.getIntValue() : 0;
  if (degrees % 90 != 0) return {};
  frame.rotate = static_cast<int>((degrees % 360 + 360) % 360);
  double own_width = frame.crop.urx - frame.crop.llx;
  double own_height = frame.crop.ury - frame.crop.lly;
  if (frame.rotate % 180 != 0) std::swap(own_width, own_height);
  constexpr double kSame = 0.01;
  if (std::abs(own_width - width) > kSame || std::abs(own_height - height) > kSame) return {};
  return frame;
}

struct Point {
  double x = 0, y = 0;
};

// A point of the PDF's space on the page as readers show it.
Point OnPage(const Frame& frame, Point p) {
  double width = frame.crop.urx - frame.crop.llx;
  double height = frame.crop.ury - frame.crop.lly;
  double x = p.x - frame.crop.llx;
  double y = frame.crop.ury - p.y;
  switch (frame.rotate) {
    case 90:
      return {height - y, x};
    case 180:
      return {width - x, height - y};
    case 270:
      return {y, width - x};
    default:
      return {x, y};
  }
}

// Where the image's unit square lies and how it is held; false where it lies askew.
bool Place(const Frame& frame, const QPDFMatrix& matrix, PaintedPicture& picture) {
  auto corner = [&](double u, double v) {
    Point p;
    matrix.transform(u, v, p.x, p.y);
    return OnPage(frame, p);
  };
  Point origin = corner(0, 1);  // of the stored pixels
  Point right = corner(1, 1);
  Point down = corner(0, 0);
  Point end = corner(1, 0);
  bool turned = std::abs(right.y - origin.y) > std::abs(right.x - origin.x);
  Point along = turned ? Point{down.x - origin.x, right.y - origin.y} : Point{right.x - origin.x, down.y - origin.y};
  Point askew = turned ? Point{right.x - origin.x, down.y - origin.y} : Point{down.x - origin.x, right.y - origin.y};
  if (!std::isfinite(along.x + along.y) || !(std::abs(askew.x) + std::abs(askew.y) < 0.2)) return false;
  picture.orientation = {turned, turned ? along.x > 0 : along.x < 0, along.y < 0};
  picture.place = {std::min(origin.x, end.x), std::min(origin.y, end.y), std::max(origin.x, end.x),
                   std::max(origin.y, end.y)};
  return true;
}

bool Covers(const Frame& frame, const QPDFObjectHandle::Rectangle& clip, const Box& place, double width,
            double height) {
  Point a = OnPage(frame, {clip.llx, clip.lly});
  Point b = OnPage(frame, {clip.urx, clip.ury});
  return std::min(a.x, b.x) <= std::max(place.left, 0.0) + kSlack &&
         std::max(a.x, b.x) >= std::min(place.right, width) - kSlack &&
         std::min(a.y, b.y) <= std::max(place.top, 0.0) + kSlack &&
         std::max(a.y, b.y) >= std::min(place.bottom, height) - kSlack;
}

}  // namespace

std::optional<std::string> Unpacked(QPDFObjectHandle stream, std::size_t limit) {
  QPDFObjectHandle filter = stream.getDict().getKey("/Filter");
  if (filter.isArray() && filter.getArrayNItems() > 1) return {};  // a bomb in a bomb costs more than its output
  BoundedBuffer buffer(limit);
  bool filtered = false;
  bool whole = stream.pipeStreamData(&buffer, &filtered, 0, qpdf_dl_generalized, true);
  if (!whole || !filtered) return {};
  return buffer.Take();
}

std::optional<PaintedPicture> FindPaintedPicture(QPDF& pdf, QPDFPageObjectHelper page, double width, double height) {
  std::optional<Frame> frame = FrameOf(page, width, height);
  if (!frame || !HasOnlyLinks(page)) return {};
  std::optional<std::string> content = ContentOf(page);
  QPDFObjectHandle resources = page.getAttribute("/Resources", false);
  if (!content || !resources.isDictionary()) return {};
  Painting painting(resources);
  QPDFObjectHandle::parseContentStream(QPDFObjectHandle::newStream(&pdf, *content), &painting);
  if (!painting.usual() || !painting.image().isInitialized()) return {};
  PaintedPicture picture;
  picture.image = painting.image();
  if (picture.image.getDict().getKey("/ImageMask").isBool() && !painting.black()) return {};
  if (!Place(*frame, painting.matrix(), picture)) return {};
  for (const QPDFObjectHandle::Rectangle& clip : painting.clips()) {
    if (!Covers(*frame, clip, picture.place, width, height)) return {};
  }
  return picture;
}

}  // namespace vankho
