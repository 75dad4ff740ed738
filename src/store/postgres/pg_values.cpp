#include "store/postgres/pg_values.h"

#include <array>
#include <charconv>

namespace anwang::store {
namespace {

constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kFloat4 = 700, kFloat8 = 701,
              kNumeric = 1700;
constexpr int kBinaryFormat = 1;

Bytes from_bytea(std::string_view text) {  // "\x0aff"
  Bytes out;
  if (!text.starts_with("\\x")) return out;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  out.reserve(text.size() / 2);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(digit(text[i]) * 16 + digit(text[i + 1])));
  return out;
}

double real(std::string_view text) {
  double d = 0;
  std::from_chars(text.data(), text.data() + text.size(), d);
  return d;
}

Value number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (ec == std::errc{} && end == text.data() + text.size()) return n;
  return real(text);
}

Value value_of(const PGresult* r, int row, int column) {
  if (PQgetisnull(r, row, column) != 0) return std::monostate{};
  const std::string_view text(PQgetvalue(r, row, column), static_cast<std::size_t>(PQgetlength(r, row, column)));
  switch (PQftype(r, column)) {
    case kBool:
      return std::int64_t{text == "t" ? 1 : 0};
    case kInt2:
    case kInt4:
    case kInt8:
    case kNumeric:  // SUM of integers; whole numbers stay integers
      return number(text);
    case kFloat4:
    case kFloat8:
      return real(text);
    case kBytea:
      return from_bytea(text);
    default:
      return std::string(text);
  }
}

}  // namespace

Row pg_row(const PGresult* r, int row) {
  std::vector<Value> values;
  const int columns = PQnfields(r);
  values.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) values.push_back(value_of(r, row, i));
  return Row(std::move(values));
}

Oid pg_type(const Value& v) {
  if (std::holds_alternative<std::int64_t>(v)) return kInt8;
  if (std::holds_alternative<double>(v)) return kFloat8;
  if (std::holds_alternative<std::string>(v)) return kText;
  if (std::holds_alternative<Bytes>(v)) return kBytea;
  return 0;
}

std::int64_t pg_affected(PGresult* r) {
  const std::string_view text = PQcmdTuples(r);
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

PgParams::PgParams(const Params& params) : values(params.size()), lengths(params.size()), formats(params.size()) {
  for (std::size_t i = 0; i < params.size(); ++i) {
    const Value& v = params[i];
    if (const auto* t = std::get_if<std::string>(&v)) {
      values[i] = t->c_str();
    } else if (const auto* b = std::get_if<Bytes>(&v)) {
      values[i] = b->empty() ? "" : reinterpret_cast<const char*>(b->data());
      lengths[i] = static_cast<int>(b->size());
      formats[i] = kBinaryFormat;
    } else if (const auto* n = std::get_if<std::int64_t>(&v)) {
      values[i] = numbers.emplace_back(std::to_string(*n)).c_str();
    } else if (const auto* d = std::get_if<double>(&v)) {
      std::array<char, 40> text{};
      const auto end = std::to_chars(text.data(), text.data() + text.size(), *d).ptr;
      values[i] = numbers.emplace_back(text.data(), end).c_str();
    }
  }
}

}  // namespace anwang::store
