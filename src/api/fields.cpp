#include "api/fields.h"

#include <algorithm>

#include "base/text.h"

namespace anwang::api {

namespace {
// RFC 6901: "~" and "/" inside a name.
std::string escape(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}
bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && c != '\n' && c != '\r' && c != '\t') || u == 0x7f;
  });
}
}  // namespace

Fields::Fields(const codec::Json& body) : Fields(body, "", std::make_shared<Shared>()) {}

Fields::Fields(const codec::Json& value, std::string pointer, std::shared_ptr<Shared> shared)
    : object_(value.object()), pointer_(std::move(pointer)), shared_(std::move(shared)) {
  if (object_ != nullptr) return;
  object_ = &empty_;
  shared_->faults.push_back({pointer_, "wrong_type", {{"expected", "object"}}});
}

std::string Fields::pointer(std::string_view name) const { return pointer_ + "/" + escape(name); }

void Fields::fault(std::string_view name, std::string code, std::map<std::string, std::string> args) {
  shared_->faults.push_back({name.empty() ? pointer_ : pointer(name), std::move(code), std::move(args)});
}

const codec::Json* Fields::take(std::string_view name) {
  asked_.emplace_back(name);
  const auto* value = object_->find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool Fields::has(std::string_view name) { return take(name) != nullptr; }
const codec::Json* Fields::any(std::string_view name) { return take(name); }

std::string Fields::text(std::string_view name, std::size_t max) {
  const auto* value = take(name);
  if (value == nullptr) return {};
  const auto* text = value->string();
  if (text == nullptr) {
    fault(name, "wrong_type", {{"expected", "text"}});
    return {};
  }
  auto trimmed = trim(*text);
  if (code_points(trimmed) > max)
    fault(name, "too_long", {{"max", std::to_string(max)}});
  else if (has_control(trimmed))
    fault(name, "control_character");
  else
    return trimmed;
  return {};
}

std::string Fields::required_text(std::string_view name, std::size_t max) {
  const auto before = shared_->faults.size();
  auto value = text(name, max);
  if (value.empty() && shared_->faults.size() == before) fault(name, "required");
  return value;
}

std::optional<bool> Fields::boolean(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (const auto* b = value->boolean()) return *b;
  fault(name, "wrong_type", {{"expected", "boolean"}});
  return std::nullopt;
}

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t min, std::int64_t max) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  const auto* n = value->integer();
  if (n == nullptr) {
    fault(name, "wrong_type", {{"expected", "integer"}});
    return std::nullopt;
  }
  if (*n >= min && *n <= max) return *n;
  fault(name, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
  return std::nullopt;
}

std::optional<double> Fields::number(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (const auto* d = value->number()) return *d;
  if (const auto* n = value->integer()) return static_cast<double>(*n);
  fault(name, "wrong_type", {{"expected", "number"}});
  return std::nullopt;
}

std::optional<Instant> Fields::instant(std::string_view name) {
  const auto value = text(name, 64);
  if (value.empty()) return std::nullopt;
  auto t = parse_instant(value);
  if (!t) fault(name, "bad_time");
  return t;
}

std::optional<Date> Fields::date(std::string_view name) {
  const auto value = text(name, 32);
  if (value.empty()) return std::nullopt;
  auto d = Date::parse(value);
  if (!d) fault(name, "bad_date");
  return d;
}

std::optional<std::int64_t> Fields::id(std::string_view name) {
  const auto value = text(name, 20);
  if (value.empty()) return std::nullopt;
  auto parsed = parse_id(value);
  if (!parsed) fault(name, "bad_id");
  return parsed;
}

std::int64_t Fields::required_id(std::string_view name) {
  const auto before = shared_->faults.size();
  const auto value = id(name);
  if (!value && shared_->faults.size() == before) fault(name, "required");
  return value.value_or(0);
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t max_items, std::size_t max_length) {
  const auto* value = take(name);
  if (value == nullptr) return {};
  const auto* list = value->array();
  if (list == nullptr) {
    fault(name, "wrong_type", {{"expected", "list"}});
    return {};
  }
  if (list->size() > max_items) {
    fault(name, "too_many", {{"max", std::to_string(max_items)}});
    return {};
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* text = (*list)[i].string();
    if (text == nullptr || code_points(*text) > max_length || has_control(*text)) {
      shared_->faults.push_back({pointer(name) + "/" + std::to_string(i), "wrong_type", {{"expected", "text"}}});
      continue;
    }
    out.push_back(trim(*text));
  }
  return out;
}

std::vector<std::int64_t> Fields::ids(std::string_view name, std::size_t max_items) {
  std::vector<std::int64_t> out;
  const auto words = texts(name, max_items, 20);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto parsed = parse_id(words[i]))
      out.push_back(*parsed);
    else
      shared_->faults.push_back({pointer(name) + "/" + std::to_string(i), "bad_id", {}});
  }
  return out;
}

std::string Fields::code(std::string_view name, const std::vector<std::string_view>& allowed) {
  auto value = text(name, 64);
  if (value.empty() || std::ranges::find(allowed, value) != allowed.end()) return value;
  fault(name, "unknown_code");
  return {};
}

Fields* Fields::object(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return nullptr;
  children_.push_back(std::unique_ptr<Fields>(new Fields(*value, pointer(name), shared_)));
  return children_.back().get();
}

std::vector<Fields*> Fields::objects(std::string_view name, std::size_t max_items) {
  const auto* value = take(name);
  if (value == nullptr) return {};
  const auto* list = value->array();
  if (list == nullptr) {
    fault(name, "wrong_type", {{"expected", "list"}});
    return {};
  }
  if (list->size() > max_items) {
    fault(name, "too_many", {{"max", std::to_string(max_items)}});
    return {};
  }
  std::vector<Fields*> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    children_.push_back(
        std::unique_ptr<Fields>(new Fields((*list)[i], pointer(name) + "/" + std::to_string(i), shared_)));
    out.push_back(children_.back().get());
  }
  return out;
}

void Fields::check_unknown() {
  for (const auto& [name, value] : object_->members()) {
    // The name is the client's text: it goes into the pointer of the answer, never into args (which can reach a log).
    if (std::ranges::find(asked_, name) == asked_.end()) fault(name, "unknown_field");
  }
  for (auto& child : children_) child->check_unknown();
}

Status Fields::done() {
  check_unknown();
  if (shared_->faults.empty()) return {};
  return fail_fields(std::move(shared_->faults));
}

}  // namespace anwang::api
