#include "store/journal.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace anwang::store {
namespace {

using codec::append_json_string;

void append_number(std::string& out, std::int64_t n) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr;
  out.push_back('"');
  out.append(digits.data(), end);
  out.push_back('"');
}

void append_base64(std::string& out, const Bytes& bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto digit = [kDigits](std::uint32_t group, int shift) { return kDigits[(group >> shift) & 63]; };
  const std::size_t at = out.size();
  std::size_t i = 0;
  out.resize(at + (bytes.size() + 2) / 3 * 4, '=');
  char* to = out.data() + at;
  for (; i + 3 <= bytes.size(); i += 3, to += 4) {
    const std::uint32_t group =
        std::uint32_t{bytes[i]} << 16 | std::uint32_t{bytes[i + 1]} << 8 | std::uint32_t{bytes[i + 2]};
    to[0] = digit(group, 18), to[1] = digit(group, 12), to[2] = digit(group, 6), to[3] = digit(group, 0);
  }
  if (i == bytes.size()) return;
  const bool two = i + 2 == bytes.size();
  const std::uint32_t group = std::uint32_t{bytes[i]} << 16 | (two ? std::uint32_t{bytes[i + 1]} << 8 : 0);
  to[0] = digit(group, 18), to[1] = digit(group, 12);
  if (two) to[2] = digit(group, 6);
}

void append_value(std::string& out, const Value& value) {
  if (const auto* t = std::get_if<std::string>(&value)) {
    append_json_string(out, *t);
  } else if (const auto* n = std::get_if<std::int64_t>(&value)) {
    out += "{\"int\":";
    append_number(out, *n);
    out += '}';
  } else if (const auto* b = std::get_if<Bytes>(&value)) {
    out += "{\"bytes\":\"";
    append_base64(out, *b);
    out += "\"}";
  } else if (const auto* r = std::get_if<double>(&value)) {
    out += "{\"real\":" + codec::canonical_json(codec::Json(*r)) + "}";
  } else {
    out += "null";
  }
}

std::optional<std::int64_t> number_in(const codec::Json* value) {
  if (value == nullptr || value->string() == nullptr) return std::nullopt;
  const std::string& text = *value->string();
  std::int64_t n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

// {"int":"5"} → 5; {"real":…} → its number; {"bytes":…} stays an object, for its reader knows the field is sealed.
codec::Json plain_value(const codec::Json& stored) {
  if (const auto n = number_in(stored.get("int"))) return {*n};
  if (const codec::Json* real = stored.get("real")) return *real;
  return stored;
}

}  // namespace

std::string entry_text(const EntryBody& body, std::int64_t seq, std::int64_t recorded_at, const seal::Hash& previous) {
  std::string out;
  out.reserve(512 + body.header.size() + body.touched.size());
  out += "{\"about\":{\"id\":";
  append_number(out, body.about.id);
  out += ",\"table\":";
  append_json_string(out, body.about.table);
  out += "},\"actor\":";
  append_number(out, body.actor);
  out += ",\"county\":";
  append_json_string(out, body.county);
  out += ",\"header\":" + body.header + ",\"key_owner\":";
  append_number(out, body.key_owner);
  out += ",\"kind\":";
  append_json_string(out, body.kind);
  out += ",\"pack\":";
  append_json_string(out, body.pack_hash);
  out += ",\"payload\":\"" + seal::to_hex(body.payload_hash) + "\",\"previous\":\"" + seal::to_hex(previous) +
         "\",\"recorded_at\":";
  append_number(out, recorded_at);
  out += ",\"seq\":";
  append_number(out, seq);
  out += ",\"touched\":" + body.touched + "}";
  return out;
}

void append_after_image(std::string& out, const Write& write, const Shape& shape, std::int64_t version,
                        std::vector<NumberedColumn>* numbered) {
  out += "{\"id\":";
  append_number(out, write.id);
  out += ",\"row\":{";
  for (std::size_t k = 0; k < shape.order.size(); ++k) {
    const auto& [name, value] = write.columns[shape.order[k]];
    if (k > 0) out.push_back(',');
    out += shape.keys[k];
    const std::size_t at = out.size();
    append_value(out, value);
    for (std::size_t i = 0; numbered != nullptr && i < numbered->size(); ++i) {
      if ((*numbered)[i].column == name) (*numbered)[i].at = at + 1;  // behind the opening quote of ""
    }
  }
  out += "},\"table\":";
  append_json_string(out, write.table);
  out += ",\"version\":";
  append_number(out, version);
  out.push_back('}');
}

Result<codec::JsonObject> image_of(const codec::Json& payload, const RecordRef& record, std::int64_t& version) {
  const codec::Json* writes = payload.get("writes");
  if (writes == nullptr || writes->array() == nullptr) return fail(Errc::internal, "bad_payload");
  codec::JsonObject row;
  bool found = false;
  for (const codec::Json& w : *writes->array()) {
    const codec::Json *table = w.get("table"), *columns = w.get("row");
    if (table == nullptr || table->string() == nullptr || columns == nullptr || columns->object() == nullptr) {
      return fail(Errc::internal, "bad_payload");
    }
    if (*table->string() != record.table || number_in(w.get("id")) != record.id) continue;
    row = {};  // a record written twice in one entry: its last image counts
    for (const auto& [name, value] : columns->object()->members()) row.set(name, plain_value(value));
    version = number_in(w.get("version")).value_or(0);
    found = true;
  }
  if (!found) return fail(Errc::not_found, "no_image");
  return row;
}

std::string touched_text(const std::vector<JournalEntry::Touched>& touched) {
  std::string out = "[";
  for (const auto& t : touched) {
    if (out.size() > 1) out.push_back(',');
    out.push_back('[');
    append_json_string(out, t.table);
    out.push_back(',');
    append_number(out, t.id);
    out.push_back(',');
    append_number(out, t.version);
    out.push_back(']');
  }
  return out + "]";
}

// Every follower reads this for every entry: the one form that touched_text() writes, nothing else.
Result<std::vector<JournalEntry::Touched>> parse_touched(std::string_view text) {
  const auto take = [&text](std::string_view token) {
    const bool there = text.starts_with(token);
    if (there) text.remove_prefix(token.size());
    return there;
  };
  const auto number = [&text](std::int64_t& n) {
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return ec == std::errc{};
  };
  std::vector<JournalEntry::Touched> touched;
  bool well = take("[");
  while (well && !take("]")) {
    JournalEntry::Touched t;
    well = (touched.empty() || take(",")) && take("[\"");
    const std::size_t length = std::min(text.find('"'), text.size());
    t.table = text.substr(0, length);
    text.remove_prefix(length);
    well = well && take("\",\"") && number(t.id) && take("\",\"") && number(t.version) && take("\"]");
    touched.push_back(std::move(t));
  }
  if (!well || !text.empty()) return fail(Errc::internal, "bad_journal");
  return touched;
}

std::string payload_context(std::string_view county, std::int64_t key_owner, std::string_view kind) {
  std::string out = "anwang payload 1 ";
  out.append(county).push_back(' ');
  out.append(std::to_string(key_owner)).push_back(' ');
  return out.append(kind);
}

Result<JournalEntry> entry_from(const Row& row) {
  JournalEntry e{row.text(0), row.i64(1), {row.i64(2)}, row.text(3), row.i64(4), {row.text(5), row.i64(6)}, {}, {}};
  ANWANG_TRY(e.touched, parse_touched(row.text(7)));
  ANWANG_TRY(codec::Json header, codec::parse_json(row.text(8), {32, 16U << 20}));
  if (header.object() == nullptr) return fail(Errc::internal, "bad_journal");
  e.header = std::move(*header.object());
  return e;
}

}  // namespace anwang::store
