#include "expr/parser.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "expr/lexer.h"

namespace anwang::expr {
namespace {

constexpr std::size_t kMaxSource = 64 * 1024;
constexpr int kMaxDepth = 250;
constexpr std::uint32_t kMaxNodes = 20'000;

using NodePtr = std::unique_ptr<Node>;

class Parser {
 public:
  Parser(std::string_view source, std::vector<Token> tokens) : source_(source), tokens_(std::move(tokens)) {}

  Result<ExpressionPtr> run() {
    ANWANG_TRY(auto root, expression());
    if (here().kind != TokenKind::end) return fail(wrong("an operator or the end"));
    auto out = std::make_shared<Expression>();
    out->source = source_;
    out->root = std::move(root);
    out->node_count = count_;
    return ExpressionPtr(std::move(out));
  }

 private:
  struct Level {  // counts how deep the parser stands, down again at the end of a scope
    explicit Level(int& depth) : depth_(depth) { ++depth_; }
    ~Level() { --depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    int& depth_;
  };

  [[nodiscard]] const Token& here(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool sign(std::string_view s) const { return here().kind == TokenKind::sign && here().text == s; }
  [[nodiscard]] bool word(std::string_view s) const { return here().kind == TokenKind::identifier && here().text == s; }
  bool take(std::string_view s) {
    if (!sign(s)) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] std::uint32_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }
  [[nodiscard]] Error wrong(std::string expected) const { return wrong_at(here(), "unexpected", std::move(expected)); }
  [[nodiscard]] Error wrong_at(const Token& token, std::string code, std::string expected) const {
    const auto found = token.kind == TokenKind::end ? std::string("end")
                                                    : std::string(source_.substr(token.begin, token.end - token.begin));
    return syntax_error(source_, token.begin, std::move(code), found, std::move(expected));
  }
  Status need(std::string_view s) {
    if (!take(s)) return fail(wrong(std::string(s)));
    return {};
  }

  Result<NodePtr> make(NodeKind kind, std::uint32_t begin, std::string name = {}) {
    if (count_ >= kMaxNodes) return fail(wrong_at(here(), "too_large", "fewer parts"));
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->begin = begin;
    node->end = last_end();
    node->id = count_++;
    node->name = std::move(name);
    return node;
  }
  template <class... Args>
  Result<NodePtr> call(std::uint32_t begin, std::string name, Args... args) {
    ANWANG_TRY(auto node, make(NodeKind::call, begin, std::move(name)));
    (node->args.push_back(std::move(args)), ...);
    return node;
  }

  Result<NodePtr> expression() {
    const Level level(depth_);
    if (depth_ > kMaxDepth)
      return fail(wrong_at(here(), "too_deep", "at most " + std::to_string(kMaxDepth) + " levels"));
    const std::uint32_t begin = here().begin;
    ANWANG_TRY(auto condition, logic("||"));
    if (!take("?")) return condition;
    ANWANG_TRY(auto yes, logic("||"));
    ANWANG_CHECK(need(":"));
    ANWANG_TRY(auto no, expression());
    return call(begin, "?:", std::move(condition), std::move(yes), std::move(no));
  }

  Result<NodePtr> logic(std::string_view op) {
    const std::uint32_t begin = here().begin;
    const bool outer = op == "||";
    ANWANG_TRY(auto first, outer ? logic("&&") : relation());
    if (!sign(op)) return first;
    std::vector<NodePtr> args;
    args.push_back(std::move(first));
    while (take(op)) {
      ANWANG_TRY(auto next, outer ? logic("&&") : relation());
      args.push_back(std::move(next));
    }
    ANWANG_TRY(auto node, make(NodeKind::call, begin, std::string(op)));
    node->args = std::move(args);
    return node;
  }

  Result<NodePtr> relation() {
    static constexpr std::array<std::string_view, 6> kOps{"<", "<=", ">=", ">", "==", "!="};
    const std::uint32_t begin = here().begin;
    ANWANG_TRY(auto left, addition());
    for (int chain = 0;; ++chain) {
      std::string op;
      if (word("in")) op = "in";
      for (const auto o : kOps)
        if (sign(o)) op = o;
      if (op.empty()) return left;
      if (chain > kMaxDepth) return fail(wrong_at(here(), "too_deep", "fewer comparisons in a row"));
      ++at_;
      ANWANG_TRY(auto right, addition());
      ANWANG_TRY(left, call(begin, op, std::move(left), std::move(right)));
    }
  }

  Result<NodePtr> addition() { return chain({"+", "-"}, &Parser::product); }
  Result<NodePtr> product() { return chain({"*", "/", "%"}, &Parser::unary); }
  Result<NodePtr> chain(std::initializer_list<std::string_view> ops, Result<NodePtr> (Parser::*part)()) {
    const std::uint32_t begin = here().begin;
    ANWANG_TRY(auto left, (this->*part)());
    for (int length = 0;; ++length) {
      std::string op;
      for (const auto o : ops)
        if (sign(o)) op = o;
      if (op.empty()) return left;
      if (length > kMaxDepth) return fail(wrong_at(here(), "too_deep", "fewer operators in a row"));
      ++at_;
      ANWANG_TRY(auto right, (this->*part)());
      ANWANG_TRY(left, call(begin, op, std::move(left), std::move(right)));
    }
  }

  Result<NodePtr> unary() {
    const std::uint32_t begin = here().begin;
    const std::string op = sign("!") ? "!" : sign("-") ? "-" : "";
    if (op.empty()) return member();
    int times = 0;
    while (sign(op)) {
      const auto next = here(1).kind;
      const bool negative_literal = op == "-" && (next == TokenKind::integer || next == TokenKind::number);
      if (negative_literal) break;
      ++at_;
      if (++times > kMaxDepth) return fail(wrong_at(here(), "too_deep", "fewer signs in a row"));
    }
    ANWANG_TRY(auto node, member());
    // !!x is x only for a bool, --x only for a number: keep them, so that the types are still checked
    for (; times > 0; --times) {
      ANWANG_TRY(node, call(begin, op == "-" ? "-_" : "!", std::move(node)));
    }
    return node;
  }

  Result<NodePtr> member() {
    const std::uint32_t begin = here().begin;
    ANWANG_TRY(auto node, primary());
    for (int length = 0;; ++length) {
      if (length > kMaxDepth) return fail(wrong_at(here(), "too_deep", "a shorter chain"));
      if (take(".")) {
        ANWANG_TRY(node, field_or_method(begin, std::move(node)));
      } else if (take("[")) {
        if (sign("?")) return fail(wrong_at(here(), "not_supported", "an index without ?"));
        ANWANG_TRY(auto index, expression());
        ANWANG_CHECK(need("]"));
        ANWANG_TRY(node, call(begin, "[]", std::move(node), std::move(index)));
      } else if (sign("{") && !path_of(*node).empty()) {
        return fail(wrong_at(here(), "not_supported", "no message literals"));
      } else {
        return node;
      }
    }
  }

  Result<NodePtr> field_or_method(std::uint32_t begin, NodePtr receiver) {
    const Token name = here();
    if (name.kind != TokenKind::identifier && name.kind != TokenKind::quoted_field) return fail(wrong("a field name"));
    if (name.text == "in" || name.text == "true" || name.text == "false" || name.text == "null")
      return fail(wrong("a field name"));
    ++at_;
    if (name.kind == TokenKind::identifier && sign("(")) {
      const Token paren = here();
      ++at_;
      ANWANG_TRY(auto args, arguments(")"));
      if (const auto macro = macro_kind(name.text, args.size()))
        return comprehension(*macro, begin, std::move(receiver), std::move(args), paren);
      ANWANG_TRY(auto node, make(NodeKind::call, begin, name.text));
      node->member = true;
      node->args.push_back(std::move(receiver));
      for (auto& a : args) node->args.push_back(std::move(a));
      return with_pattern(std::move(node));
    }
    ANWANG_TRY(auto node, make(NodeKind::select, begin, name.text));
    node->args.push_back(std::move(receiver));
    return node;
  }

  static std::optional<NodeKind> macro_kind(std::string_view name, std::size_t args) {
    if (args == 2 && name == "all") return NodeKind::all;
    if (args == 2 && name == "exists") return NodeKind::exists;
    if (args == 2 && (name == "exists_one" || name == "existsOne")) return NodeKind::exists_one;
    if (args == 2 && name == "filter") return NodeKind::filter;
    if ((args == 2 || args == 3) && name == "map") return NodeKind::map_macro;
    return std::nullopt;
  }
  Result<NodePtr> comprehension(NodeKind kind, std::uint32_t begin, NodePtr range, std::vector<NodePtr> args,
                                const Token& paren) {
    if (args[0]->kind != NodeKind::ident || args[0]->rooted)
      return fail(wrong_at(paren, "bad_macro_variable", "a simple name as the first argument"));
    ANWANG_TRY(auto node, make(kind, begin));
    node->var = args[0]->name;
    node->args.push_back(std::move(range));
    for (std::size_t i = 1; i < args.size(); ++i) node->args.push_back(std::move(args[i]));
    return node;
  }

  // Up to and with the closing sign; a trailing comma is allowed in lists only.
  Result<std::vector<NodePtr>> arguments(std::string_view close) {
    std::vector<NodePtr> out;
    while (!take(close)) {
      if (!out.empty()) {
        ANWANG_CHECK(need(","));
        if (close == "]" && take(close)) break;
      }
      if (sign("?")) return fail(wrong_at(here(), "not_supported", "an element without ?"));
      ANWANG_TRY(auto next, expression());
      out.push_back(std::move(next));
    }
    return out;
  }

  Result<NodePtr> primary() {
    const Token token = here();
    switch (token.kind) {
      case TokenKind::integer:
      case TokenKind::unsigned_integer:
      case TokenKind::number:
        return number(false);
      case TokenKind::string:
        ++at_;
        return literal(token, Value(token.text));
      case TokenKind::bytes:
        ++at_;
        return literal(token, Value(Bytes{token.text}));
      case TokenKind::identifier:
        return name(false);
      default:
        break;
    }
    if (take("-")) return number(true);
    if (take("(")) {
      ANWANG_TRY(auto inside, expression());
      ANWANG_CHECK(need(")"));
      return inside;
    }
    if (take("[")) {
      ANWANG_TRY(auto items, arguments("]"));
      ANWANG_TRY(auto node, make(NodeKind::list, token.begin));
      node->args = std::move(items);
      return node;
    }
    if (take("{")) return map(token.begin);
    if (take(".") && here().kind == TokenKind::identifier) return name(true);
    return fail(wrong("a value"));
  }

  Result<NodePtr> literal(const Token& token, Value value) {
    ANWANG_TRY(auto node, make(NodeKind::literal, token.begin));
    node->literal = std::move(value);
    return node;
  }

  Result<NodePtr> number(bool negative) {
    Token token = here();
    ++at_;
    const std::string text = (negative ? "-" : "") + token.text;
    const bool hexadecimal = token.text.starts_with("0x") || token.text.starts_with("0X");
    const std::string digits = hexadecimal ? (negative ? "-" : "") + token.text.substr(2) : text;
    const char* const end = digits.data() + digits.size();
    Token whole = token;
    if (negative) whole.begin = tokens_[at_ - 2].begin;
    if (token.kind == TokenKind::number) {
      double d = 0;
      const auto read = std::from_chars(digits.data(), end, d);
      const bool too_small =
          read.ec == std::errc::result_out_of_range && digits.find("e-") != std::string::npos;  // is zero
      if ((read.ec != std::errc{} && !too_small) || read.ptr != end)
        return fail(wrong_at(token, "number_range", "a number that fits"));
      return literal(whole, Value(d));
    }
    if (token.kind == TokenKind::unsigned_integer) {
      std::uint64_t u = 0;
      if (std::from_chars(digits.data(), end, u, hexadecimal ? 16 : 10).ec != std::errc{})
        return fail(wrong_at(token, "number_range", "an unsigned integer of 64 bits"));
      return literal(whole, Value(u));
    }
    std::int64_t i = 0;
    if (std::from_chars(digits.data(), end, i, hexadecimal ? 16 : 10).ec != std::errc{})
      return fail(wrong_at(token, "number_range", "an integer of 64 bits"));
    return literal(whole, Value(i));
  }

  Result<NodePtr> name(bool rooted) {
    const Token token = here();
    const std::uint32_t begin = rooted ? tokens_[at_ - 1].begin : token.begin;
    if (!rooted && (token.text == "true" || token.text == "false")) {
      ++at_;
      return literal(token, Value(token.text == "true"));
    }
    if (!rooted && token.text == "null") {
      ++at_;
      return literal(token, Value());
    }
    if (reserved(token.text)) return fail(wrong_at(token, "reserved_word", "a name that is not reserved"));
    ++at_;
    if (!sign("(")) {
      ANWANG_TRY(auto node, make(NodeKind::ident, begin, token.text));
      node->rooted = rooted;
      return node;
    }
    ++at_;
    ANWANG_TRY(auto args, arguments(")"));
    if (token.text == "has" && args.size() == 1) {
      if (args[0]->kind != NodeKind::select) return fail(wrong_at(token, "bad_has", "a field: has(a.b)"));
      args[0]->kind = NodeKind::has;
      args[0]->begin = begin;
      args[0]->end = last_end();
      return std::move(args[0]);
    }
    ANWANG_TRY(auto node, make(NodeKind::call, begin, token.text));
    node->rooted = rooted;
    node->args = std::move(args);
    return with_pattern(std::move(node));
  }

  // A literal pattern is compiled once; a bad one is found before the expression is ever used.
  Result<NodePtr> with_pattern(NodePtr node) {
    if (node->name != "matches" || node->args.size() != 2 || !node->args[1]->literal.string()) return node;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto pattern = std::make_shared<const re2::RE2>(*node->args[1]->literal.string(), options);
    if (!pattern->ok())
      return fail(syntax_error(source_, node->args[1]->begin, "bad_pattern", *node->args[1]->literal.string(),
                               "a pattern of RE2"));
    node->pattern = std::move(pattern);
    return node;
  }

  Result<NodePtr> map(std::uint32_t begin) {
    std::vector<NodePtr> items;
    while (!take("}")) {
      if (!items.empty()) {
        ANWANG_CHECK(need(","));
        if (take("}")) break;
      }
      if (sign("?")) return fail(wrong_at(here(), "not_supported", "an entry without ?"));
      ANWANG_TRY(auto key, expression());
      ANWANG_CHECK(need(":"));
      ANWANG_TRY(auto value, expression());
      items.push_back(std::move(key));
      items.push_back(std::move(value));
    }
    ANWANG_TRY(auto node, make(NodeKind::map, begin));
    node->args = std::move(items);
    return node;
  }

  std::string_view source_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace

Result<ExpressionPtr> parse(std::string_view source) {
  if (source.size() > kMaxSource)
    return fail(syntax_error(source, 0, "too_large", std::to_string(source.size()) + " bytes", "at most 65536 bytes"));
  std::string without_nul(source);  // the language allows NUL in a text; valid_utf8 does not
  std::replace(without_nul.begin(), without_nul.end(), '\0', ' ');
  if (!valid_utf8(without_nul)) return fail(syntax_error("", 0, "bad_utf8", "", "UTF-8"));
  ANWANG_TRY(auto tokens, tokenize(source));
  return Parser(source, std::move(tokens)).run();
}

}  // namespace anwang::expr
