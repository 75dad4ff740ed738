#include "codec/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <charconv>
#include <sstream>

#include "base/text.h"

namespace anwang::codec {
namespace {

// Ends the parse with our own reason; never leaves this file.
struct Refused {
  std::string reason;
  int line, column;
};

// Builds the tree from events: the library's own tree keeps duplicate keys and expands aliases.
class YamlBuilder final : public YAML::EventHandler {
 public:
  explicit YamlBuilder(std::size_t max_depth) : max_depth_(max_depth) {}
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) refuse("several_documents", mark);
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check(mark, {}, anchor);
    add(make(Yaml::Kind::null, mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse("yaml_alias", mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // The library marks a quoted scalar with the tag "!" and a plain one with "?" or "".
    check(mark, tag == "!" ? std::string() : tag, anchor);
    Yaml node = make(Yaml::Kind::scalar, mark);
    node.quoted = tag == "!";
    node.text = value;
    if (!node.quoted && (value.empty() || value == "~" || value == "null")) node.kind = Yaml::Kind::null;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check(mark, tag, anchor);
    open(make(Yaml::Kind::list, mark));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check(mark, tag, anchor);
    open(make(Yaml::Kind::map, mark));
  }
  void OnMapEnd() override { close(); }
  Yaml take() { return std::move(root_); }

 private:
  struct Open {
    Yaml node;
    bool has_key = false;
    Yaml key;
  };
  [[noreturn]] static void refuse(std::string reason, const YAML::Mark& mark) {
    throw Refused{std::move(reason), mark.line + 1, mark.column + 1};
  }
  static Yaml make(Yaml::Kind kind, const YAML::Mark& mark) {
    Yaml node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }
  static void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) refuse("yaml_alias", mark);
    if (!tag.empty() && tag != "?") refuse("yaml_tag", mark);
  }
  void open(Yaml node) {
    if (stack_.size() >= max_depth_) throw Refused{"too_deep", node.line, node.column};
    stack_.push_back({std::move(node), false, {}});
  }
  void close() {
    Yaml done = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(done));
  }
  void add(Yaml node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& top = stack_.back();
    if (top.node.kind == Yaml::Kind::list) {
      top.node.items.push_back(std::move(node));
    } else if (!top.has_key) {
      if (node.kind != Yaml::Kind::scalar) throw Refused{"bad_yaml", node.line, node.column};
      if (top.node.get(node.text)) throw Refused{"duplicate_key", node.line, node.column};
      top.key = std::move(node);
      top.has_key = true;
    } else {
      top.node.members.push_back(YamlMember{std::move(top.key), std::move(node)});
      top.has_key = false;
    }
  }

  std::size_t max_depth_;
  int documents_ = 0;
  std::vector<Open> stack_;
  Yaml root_;
};

tl::unexpected<Error> fail_at(Errc code, std::string reason, int line, int column, const std::string& words = {}) {
  Error e{code, reason, {}, words, 0};
  e.fields.push_back({"", std::move(reason), {{"line", std::to_string(line)}, {"column", std::to_string(column)}}});
  return tl::unexpected<Error>(std::move(e));
}

}  // namespace

const Yaml* Yaml::get(std::string_view key) const {
  for (const auto& [k, v] : members)
    if (k.text == key) return &v;
  return nullptr;
}

Json Yaml::json() const {
  if (kind == Kind::null) return nullptr;
  if (kind == Kind::list) {
    JsonArray out;
    for (const Yaml& item : items) out.push_back(item.json());
    return out;
  }
  if (kind == Kind::map) {
    JsonObject out;
    for (const auto& [key, value] : members) out.append(key.text, value.json());
    return out;
  }
  if (quoted) return text;
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool plain = text[0] != '0' || text.size() == 1;  // 010 is text: a code, not eight and not ten
  if (ec == std::errc{} && end == text.data() + text.size() && plain) return number;
  return text;
}

Result<Yaml> parse_yaml(std::string_view text, YamlLimits limits) {
  if (text.size() > limits.max_bytes) return fail_at(Errc::too_large, "too_large", 1, 1);
  if (!valid_utf8(text)) return fail_at(Errc::malformed, "bad_utf8", 1, 1);
  std::istringstream in{std::string(text)};
  YamlBuilder builder(limits.max_depth);
  try {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& refused) {
    return fail_at(Errc::malformed, refused.reason, refused.line, refused.column);
  } catch (const YAML::Exception& e) {
    return fail_at(Errc::malformed, "bad_yaml", e.mark.line + 1, e.mark.column + 1, e.msg);
  }
  return builder.take();
}

}  // namespace anwang::codec
