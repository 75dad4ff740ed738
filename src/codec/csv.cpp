#include "codec/csv.h"

#include "base/text.h"

namespace anwang::codec {
namespace {

tl::unexpected<Error> fail_at(Errc code, std::string reason, int line) {
  Error e{code, reason, {}, {}, 0};
  e.fields.push_back({"", std::move(reason), {{"line", std::to_string(line)}}});
  return tl::unexpected<Error>(std::move(e));
}

struct Scanner {
  std::string_view text;
  std::size_t at = 0;
  int line = 1;

  [[nodiscard]] bool end() const { return at >= text.size(); }
  // Takes a line break if one stands here.
  bool line_break() {
    if (end() || (text[at] != '\n' && text[at] != '\r')) return false;
    at += text.substr(at, 2) == "\r\n" ? 2 : 1;
    ++line;
    return true;
  }
  Result<std::string> quoted() {
    const int begun = line;
    std::string out;
    for (++at; !end(); ++at) {
      const char c = text[at];
      if (c == '"') {
        if (text.substr(at, 2) != "\"\"") {
          ++at;
          if (!end() && text[at] != ',' && text[at] != '\n' && text[at] != '\r')
            return fail_at(Errc::malformed, "bad_quote", line);
          return out;
        }
        ++at;
      } else if (c == '\n') {
        ++line;
      }
      out += c;
    }
    return fail_at(Errc::malformed, "unclosed_quote", begun);
  }
  Result<std::string> plain() {
    const std::size_t from = at;
    while (!end() && text[at] != ',' && text[at] != '\n' && text[at] != '\r') {
      if (text[at] == '"') return fail_at(Errc::malformed, "bad_quote", line);
      ++at;
    }
    return std::string(text.substr(from, at - from));
  }
};

}  // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text, CsvLimits limits) {
  if (!valid_utf8(text))
    return fail_at(Errc::malformed, text.find('\0') != std::string_view::npos ? "nul_character" : "bad_utf8", 1);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<CsvRow> rows;
  Scanner scan{text};
  while (!scan.end()) {
    if (scan.line_break()) continue;  // an empty line is no row
    if (rows.size() > limits.max_rows) return fail_at(Errc::too_large, "too_many_rows", scan.line);
    CsvRow row{scan.line, {}};
    for (;;) {
      auto field = !scan.end() && scan.text[scan.at] == '"' ? scan.quoted() : scan.plain();
      if (!field) return tl::unexpected<Error>(std::move(field).error());
      if (field->size() > limits.max_field_bytes) return fail_at(Errc::too_large, "field_too_long", row.line);
      row.fields.push_back(std::move(*field));
      if (scan.end() || scan.text[scan.at] != ',') break;
      ++scan.at;
    }
    scan.line_break();
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string csv_field(std::string_view text) {
  std::string safe(text);
  if (!safe.empty() && std::string_view("=+-@\t\r").find(safe[0]) != std::string_view::npos) safe.insert(0, 1, '\'');
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string out = "\"";
  for (const char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace anwang::codec
