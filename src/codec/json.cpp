#include "codec/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <memory>
#include <system_error>
#include <unordered_set>

#include "base/text.h"

namespace anwang::codec {
namespace {

namespace bj = boost::json;

// Objects here are small; beyond this many keys a hash set finds duplicates, so that a hostile body costs linear time.
constexpr std::size_t kLinearKeys = 16;

struct Frame {
  bool is_object = false;
  JsonArray array;
  JsonObject object;
  std::string key;
  std::unique_ptr<std::unordered_set<std::string>> seen;  // beyond kLinearKeys
};

// Receives the events of Boost's parser and builds our values. Every on_… returns false with `ec` set to stop.
class JsonBuilder {
 public:
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_array_begin(bj::error_code&) {
    frames_.emplace_back();
    return true;
  }
  bool on_array_end(std::size_t, bj::error_code&) {
    JsonArray done = std::move(frames_.back().array);
    frames_.pop_back();
    put(Json(std::move(done)));
    return true;
  }
  bool on_object_begin(bj::error_code&) {
    frames_.emplace_back();
    frames_.back().is_object = true;
    return true;
  }
  bool on_object_end(std::size_t, bj::error_code&) {
    JsonObject done = std::move(frames_.back().object);
    frames_.pop_back();
    put(Json(std::move(done)));
    return true;
  }
  bool on_string_part(bj::string_view s, std::size_t, bj::error_code&) {
    text_.append(s.data(), s.size());
    return true;
  }
  bool on_string(bj::string_view s, std::size_t, bj::error_code& ec) {
    text_.append(s.data(), s.size());
    if (text_.find('\0') != std::string::npos) return stop("nul_character", ec);
    put(Json(std::move(text_)));
    text_.clear();
    return true;
  }
  bool on_key_part(bj::string_view s, std::size_t, bj::error_code&) {
    text_.append(s.data(), s.size());
    return true;
  }
  bool on_key(bj::string_view s, std::size_t, bj::error_code& ec) {
    text_.append(s.data(), s.size());
    if (text_.find('\0') != std::string::npos) return stop("nul_character", ec);
    Frame& frame = frames_.back();
    frame.key = std::move(text_);
    text_.clear();
    return is_new(frame) || stop("duplicate_key", ec);
  }
  bool on_number_part(bj::string_view s, bj::error_code&) {
    text_.append(s.data(), s.size());
    return true;
  }
  bool on_int64(std::int64_t i, bj::string_view, bj::error_code&) {
    text_.clear();
    put(Json(i));
    return true;
  }
  bool on_uint64(std::uint64_t u, bj::string_view, bj::error_code& ec) {
    text_.clear();
    if (u > static_cast<std::uint64_t>(INT64_MAX)) return stop("number_range", ec);
    put(Json(static_cast<std::int64_t>(u)));
    return true;
  }
  // Boost 1.81 rounds some doubles by one unit in the last place; the text is read again exactly.
  bool on_double(double, bj::string_view s, bj::error_code& ec) {
    text_.append(s.data(), s.size());
    const std::string number = std::move(text_);
    text_.clear();
    if (number.find_first_of(".eE") == std::string::npos) return stop("number_range", ec);
    double exact = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), exact);
    if (read.ec != std::errc{} || read.ptr != number.data() + number.size()) return stop("number_range", ec);
    put(Json(exact));
    return true;
  }
  bool on_bool(bool b, bj::error_code&) {
    put(Json(b));
    return true;
  }
  bool on_null(bj::error_code&) {
    put(Json(nullptr));
    return true;
  }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] Json take() { return std::move(root_); }

  // JSON pointer of the value that was being read.
  [[nodiscard]] std::string pointer() const {
    std::string out;
    for (const Frame& f : frames_) {
      out.push_back('/');
      if (!f.is_object) {
        out += std::to_string(f.array.size());
        continue;
      }
      for (const char c : f.key) {
        if (c == '~')
          out += "~0";
        else if (c == '/')
          out += "~1";
        else
          out.push_back(c);
      }
    }
    return out;
  }

 private:
  bool stop(const char* reason, bj::error_code& ec) {
    reason_ = reason;
    ec = bj::error::syntax;
    return false;
  }
  static bool is_new(Frame& frame) {
    if (frame.object.size() < kLinearKeys) return !frame.object.contains(frame.key);
    if (!frame.seen) {
      frame.seen = std::make_unique<std::unordered_set<std::string>>();
      for (const JsonMember& m : frame.object.members()) frame.seen->insert(m.first);
    }
    return frame.seen->insert(frame.key).second;
  }
  void put(Json value) {
    if (frames_.empty()) {
      root_ = std::move(value);
    } else if (frames_.back().is_object) {
      frames_.back().object.append(std::move(frames_.back().key), std::move(value));
      frames_.back().key.clear();
    } else {
      frames_.back().array.push_back(std::move(value));
    }
  }

  std::vector<Frame> frames_;
  std::string text_;
  Json root_;
  std::string reason_;
};

tl::unexpected<Error> fail_at(Errc code, std::string reason, std::string pointer, std::string_view text,
                              std::size_t offset) {
  offset = std::min(offset, text.size());
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) {
      ++column;
    }
  }
  Error e{code, reason, {}, {}, 0};
  e.fields.push_back(
      {std::move(pointer), std::move(reason), {{"line", std::to_string(line)}, {"column", std::to_string(column)}}});
  return tl::unexpected<Error>(std::move(e));
}

const char* reason_of(const bj::error_code& ec) {
  if (ec == bj::error::too_deep) return "too_deep";
  if (ec == bj::error::exponent_overflow) return "number_range";
  if (ec == bj::error::illegal_leading_surrogate || ec == bj::error::illegal_trailing_surrogate ||
      ec == bj::error::expected_utf16_escape)
    return "bad_utf8";
  return "bad_json";
}

// Offset of the first character that is no well-formed UTF-8.
std::size_t utf8_fault(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t n = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (!valid_utf8(text.substr(i, n))) break;
    i += n;
  }
  return i;
}

}  // namespace

JsonObject::JsonObject(std::initializer_list<JsonMember> members) {
  for (const JsonMember& m : members) set(m.first, m.second);
}

const Json* JsonObject::find(std::string_view key) const {
  for (const JsonMember& m : members_)
    if (m.first == key) return &m.second;
  return nullptr;
}

Json* JsonObject::find(std::string_view key) {
  for (JsonMember& m : members_)
    if (m.first == key) return &m.second;
  return nullptr;
}

void JsonObject::set(std::string key, Json value) {
  if (Json* old = find(key))
    *old = std::move(value);
  else
    append(std::move(key), std::move(value));
}

void JsonObject::append(std::string key, Json value) {
  if (members_.capacity() == 0) members_.reserve(8);
  members_.emplace_back(std::move(key), std::move(value));
}

std::size_t JsonObject::size() const { return members_.size(); }

bool JsonObject::operator==(const JsonObject& other) const { return members_ == other.members_; }

const Json* Json::get(std::string_view key) const {
  const JsonObject* o = object();
  return o ? o->find(key) : nullptr;
}

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.max_bytes) return fail_at(Errc::too_large, "too_large", "", text, 0);
  if (!valid_utf8(text)) {
    const std::size_t at = utf8_fault(text);
    return fail_at(Errc::malformed, at < text.size() && text[at] == '\0' ? "nul_character" : "bad_utf8", "", text, at);
  }
  bj::parse_options options;
  options.max_depth = limits.max_depth;
  bj::basic_parser<JsonBuilder> parser(options);
  bj::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (ec) {
    const std::string& own = parser.handler().reason();
    return fail_at(Errc::malformed, own.empty() ? reason_of(ec) : own, parser.handler().pointer(), text, used);
  }
  const std::size_t rest = text.find_first_not_of(" \t\r\n", used);
  if (rest != std::string_view::npos) return fail_at(Errc::malformed, "bad_json", "", text, rest);
  return parser.handler().take();
}

}  // namespace anwang::codec
