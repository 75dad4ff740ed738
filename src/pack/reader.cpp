#include "pack/reader.h"

#include <charconv>

namespace anwang::pack {
namespace {

std::string joined(const auto& words) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : ", ") + std::string(w);
  return out;
}
std::string shown(const codec::Yaml& node) {
  switch (node.kind) {
    case codec::Yaml::Kind::null:
      return "nothing";
    case codec::Yaml::Kind::list:
      return "a list";
    case codec::Yaml::Kind::map:
      return "a map";
    case codec::Yaml::Kind::scalar:
      break;
  }
  return "'" + node.text + "'";
}

}  // namespace

void Faults::add(const std::string& file, int line, const std::string& words) {
  if (first.empty()) first = file + ":" + std::to_string(line) + ": " + words;
}

MapReader::MapReader(std::string file, const codec::Yaml& node, Faults& faults)
    : file_(std::move(file)), node_(node), faults_(faults) {
  if (node_.kind != codec::Yaml::Kind::map) faults_.add(file_, node_.line, "read " + shown(node_) + ", expected a map");
}

MapReader::~MapReader() {
  if (done_) return;
  for (const auto& [key, value] : node_.members)
    if (!asked_.contains(key.text))
      faults_.add(file_, key.line, "read '" + key.text + "', expected one of: " + joined(asked_));
}

const codec::Yaml* MapReader::find(std::string_view key) {
  asked_.emplace(key);
  return node_.get(key);
}

void MapReader::fault(std::string_view key, const std::string& expected) {
  const codec::Yaml* value = node_.get(key);
  const std::string name(key);
  if (value)
    faults_.add(file_, value->line, "read " + shown(*value) + " for '" + name + "', expected " + expected);
  else
    faults_.add(file_, node_.line, "read no '" + name + "', expected " + expected);
}

const codec::Yaml* MapReader::scalar(std::string_view key, bool required, const char* expected) {
  const codec::Yaml* value = find(key);
  const bool empty = !value || value->kind == codec::Yaml::Kind::null;
  if (!empty && value->kind == codec::Yaml::Kind::scalar && !value->text.empty()) return value;
  if (required || !empty) fault(key, expected);
  return nullptr;
}

std::string MapReader::text(std::string_view key) {
  const auto* v = scalar(key, true, "a text");
  return v ? v->text : std::string();
}
std::string MapReader::text_or(std::string_view key, std::string_view otherwise) {
  const auto* v = scalar(key, false, "a text");
  return v ? v->text : std::string(otherwise);
}
std::string MapReader::one_of(std::string_view key, const std::vector<std::string>& allowed) {
  const auto* v = scalar(key, true, "a text");
  if (!v) return {};
  for (const auto& a : allowed)
    if (a == v->text) return a;
  fault(key, "one of: " + joined(allowed));
  return {};
}
std::int64_t MapReader::integer(std::string_view key) {
  const auto* v = scalar(key, true, "a whole number");
  std::int64_t n = 0;
  if (!v) return 0;
  const auto [end, ec] = std::from_chars(v->text.data(), v->text.data() + v->text.size(), n);
  if (ec != std::errc{} || end != v->text.data() + v->text.size()) fault(key, "a whole number");
  return n;
}
std::int64_t MapReader::integer_or(std::string_view key, std::int64_t otherwise) {
  return find(key) ? integer(key) : otherwise;
}
bool MapReader::flag_or(std::string_view key, bool otherwise) {
  const auto* v = scalar(key, false, "true or false");
  if (!v) return otherwise;
  if (v->text != "true" && v->text != "false") fault(key, "true or false");
  return v->text == "true";
}
Date MapReader::date(std::string_view key) {
  const Date d = date_or_unset(key);
  if (!d.set()) fault(key, "a date such as 2026-01-31");
  return d;
}
Date MapReader::date_or_unset(std::string_view key) {
  const auto* v = scalar(key, false, "a date such as 2026-01-31");
  if (!v) return {};
  if (const auto d = Date::parse(v->text)) return *d;
  fault(key, "a date such as 2026-01-31");
  return {};
}
Words MapReader::words(std::string_view key) {
  const codec::Yaml* v = find(key);
  if (!v || v->kind != codec::Yaml::Kind::map) {
    fault(key, "a map of zh and en");
    return {};
  }
  MapReader in(file_, *v, faults_);
  return {in.text("zh"), in.text("en")};
}
Words MapReader::words_or_empty(std::string_view key) { return find(key) ? words(key) : Words{}; }

std::vector<std::string> MapReader::texts(std::string_view key) {
  std::vector<std::string> out;
  const codec::Yaml* v = find(key);
  if (!v) return out;
  if (v->kind != codec::Yaml::Kind::list) fault(key, "a list of texts");
  for (const auto& item : v->items) {
    if (item.kind != codec::Yaml::Kind::scalar)
      faults_.add(file_, item.line, "read " + shown(item) + ", expected a text");
    out.push_back(item.text);
  }
  return out;
}
std::vector<Choice> MapReader::choices(std::string_view key) {
  std::vector<Choice> out;
  std::set<std::string> seen;
  each(key, [&](MapReader& in) {
    Choice c{in.text("code"), {in.text("zh"), in.text("en")}};
    if (!seen.insert(c.code).second) in.fault("code", "a code used once in this list");
    out.push_back(std::move(c));
  });
  return out;
}

Basis MapReader::basis() {
  Basis b;
  b.source = text("source");
  b.certainty = one_of("certainty", {"A", "B", "C", "M", "?", "assumption"});
  b.assumption = b.certainty == "assumption";
  b.from = date("effective_from");
  b.until = date_or_unset("effective_until");
  if (b.until.set() && b.until <= b.from) fault("effective_until", "a day after effective_from");
  return b;
}

void MapReader::each(std::string_view key, const std::function<void(MapReader&)>& read) {
  const codec::Yaml* v = find(key);
  if (!v) return;
  if (v->kind != codec::Yaml::Kind::list) return fault(key, "a list");
  for (const auto& item : v->items) {
    MapReader in(file_, item, faults_);
    if (item.kind == codec::Yaml::Kind::map) read(in);
  }
}

codec::JsonObject MapReader::rest() {
  codec::JsonObject out;
  for (const auto& [key, value] : node_.members)
    if (!asked_.contains(key.text)) out.append(key.text, value.json());
  done_ = true;
  return out;
}

}  // namespace anwang::pack
