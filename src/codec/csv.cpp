#include "codec/csv.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <memory>
#include <unordered_set>

#include "base/text.h"
#include "codec/csv_rows.h"

namespace anwang::codec {
namespace {

tl::unexpected<Error> fail_line(Errc code, std::string reason, int line) {
  Error e{code, reason, {}, {}, 0};
  e.fields.push_back({"", std::move(reason), {{"line", std::to_string(line)}}});
  return tl::unexpected<Error>(std::move(e));
}

int line_at(std::string_view bytes, std::size_t offset) {
  return 1 + static_cast<int>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// Strict conversion: the first byte that has no meaning in the encoding stops it.
Result<std::string> converted(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(encoding, &status), ucnv_close);
  if (U_FAILURE(status)) return fail(Errc::internal, "no_converter");
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::u16string units(bytes.size() + 1, u'\0');
  const char* source = bytes.data();
  UChar* target = units.data();
  ucnv_toUnicode(from.get(), &target, units.data() + units.size(), &source, bytes.data() + bytes.size(), nullptr, true,
                 &status);
  if (U_FAILURE(status))
    return fail_line(Errc::malformed, "bad_encoding", line_at(bytes, static_cast<std::size_t>(source - bytes.data())));
  units.resize(static_cast<std::size_t>(target - units.data()));
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t c = units[i];
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < units.size()) c = 0x10000 + ((c - 0xd800) << 10) + (units[++i] - 0xdc00U);
    append_utf8(out, c);
  }
  return out;
}

struct Decoded {
  std::string text;
  std::string encoding;
};

Result<Decoded> decoded(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    ANWANG_TRY(std::string text, converted(bytes, "UTF-16"));
    return Decoded{std::move(text), "utf-16"};
  }
  // NUL is well-formed UTF-8 but valid_utf8 refuses it; the rows that hold one are listed, the file is not Big5 for it.
  std::string without_nul(bytes);
  std::replace(without_nul.begin(), without_nul.end(), '\0', ' ');
  if (valid_utf8(without_nul)) return Decoded{std::string(bytes), "utf-8"};
  ANWANG_TRY(std::string text, converted(bytes, "windows-950-2000"));
  return Decoded{std::move(text), "big5"};
}

// Reads one row after another out of decoded text.
class Scanner {
 public:
  Scanner(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

  struct Scanned {
    CsvRow row;
    std::string fault;  // "" or the code of a CsvFault
    bool unterminated = false;
  };
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  Scanned next() {
    Scanned s;
    s.row.line = line_;
    bool more = true;
    while (more) {
      std::string field = !at_end() && text_[at_] == '"' ? quoted(s) : plain(s);
      if (field.size() > limits_.max_field) s.fault = "field_too_long";
      if (field.find('\0') != std::string::npos) s.fault = "nul_character";
      s.row.fields.push_back(std::move(field));
      more = !at_end() && text_[at_] == ',';
      if (more) ++at_;
    }
    end_of_line();
    return s;
  }

 private:
  std::string plain(Scanned& s) {
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string field(text_.substr(at_, end - at_));
    if (field.find('"') != std::string::npos) s.fault = "stray_quote";
    at_ = end;
    return field;
  }
  std::string quoted(Scanned& s) {
    std::string field;
    ++at_;
    while (true) {
      const std::size_t quote = text_.find('"', at_);
      const std::string_view part = text_.substr(at_, quote == std::string_view::npos ? quote : quote - at_);
      line_ += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
      field += part;
      if (quote == std::string_view::npos) {
        s.unterminated = true;
        at_ = text_.size();
        return field;
      }
      at_ = quote + 1;
      if (at_end() || text_[at_] != '"') break;
      field.push_back('"');
      ++at_;
    }
    if (!at_end() && std::string_view(",\r\n").find(text_[at_]) == std::string_view::npos) {
      s.fault = "stray_quote";
      field += plain(s);
    }
    return field;
  }
  void end_of_line() {
    if (at_end()) return;
    if (text_[at_] == '\r') {
      ++at_;
      if (!at_end() && text_[at_] == '\n') ++at_;
    } else {
      ++at_;
    }
    ++line_;
  }

  std::string_view text_;
  const CsvLimits& limits_;
  std::size_t at_ = 0;
  int line_ = 1;
};

// Characters of a private font (造字, and the bytes of code page 950 that mean nothing): a name that holds one cannot
// be matched or printed elsewhere, so a person has to look at the row.
bool has_private_character(const CsvRow& row) {
  return std::any_of(row.fields.begin(), row.fields.end(), [](const std::string& field) {
    const std::u32string code_points = to_u32(field);
    return std::any_of(code_points.begin(), code_points.end(), [](char32_t c) { return c >= 0xe000 && c <= 0xf8ff; });
  });
}

bool blank(const CsvRow& row) { return row.fields.size() == 1 && trim(row.fields[0]).empty(); }

Status take_header(Scanner::Scanned scanned, const CsvLimits& limits, CsvTable& table) {
  const int line = scanned.row.line;
  if (scanned.unterminated) return fail_line(Errc::malformed, "unterminated_quote", line);
  if (!scanned.fault.empty()) return fail_line(Errc::malformed, "bad_header", line);
  if (scanned.row.fields.size() > limits.max_columns) return fail_line(Errc::malformed, "too_many_columns", line);
  std::unordered_set<std::string> seen;
  for (const std::string& field : scanned.row.fields) {
    table.header.push_back(trim(field));
    if (!seen.insert(table.header.back()).second) return fail_line(Errc::malformed, "duplicate_column", line);
  }
  return {};
}

}  // namespace

Result<CsvTable> parse_csv(std::string_view bytes, CsvLimits limits) {
  if (bytes.size() > limits.max_bytes) return fail_line(Errc::too_large, "too_large", 0);
  ANWANG_TRY(const Decoded file, decoded(bytes));
  CsvTable table;
  table.encoding = file.encoding;
  Scanner scanner(file.text, limits);
  while (!scanner.at_end()) {
    Scanner::Scanned scanned = scanner.next();
    const int line = scanned.row.line;
    if (blank(scanned.row) && !scanned.unterminated) continue;
    if (table.header.empty()) {
      ANWANG_CHECK(take_header(std::move(scanned), limits, table));
      continue;
    }
    if (scanned.unterminated) return fail_line(Errc::malformed, "unterminated_quote", line);
    const std::size_t fields = scanned.row.fields.size();
    if (scanned.fault.empty() && has_private_character(scanned.row)) scanned.fault = "private_character";
    if (scanned.fault.empty() && fields != table.header.size()) scanned.fault = "ragged";
    if (table.rows.size() + table.faults.size() >= limits.max_rows)
      return fail_line(Errc::too_large, "too_many_rows", line);
    if (scanned.fault.empty())
      table.rows.push_back(std::move(scanned.row));
    else
      table.faults.push_back({line, std::move(scanned.fault), fields, table.header.size()});
  }
  if (table.header.empty()) return fail_line(Errc::malformed, "empty_file", 1);
  return table;
}

Result<CsvText> decode_csv(std::string_view bytes) {
  std::string_view body = bytes;
  if (body.starts_with("\xef\xbb\xbf")) body.remove_prefix(3);
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return fail_line(Errc::malformed, "empty_file", 1);
  const bool utf16 = body.starts_with("\xff\xfe") || body.starts_with("\xfe\xff");
  if (!utf16 && (std::all_of(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })))
    return CsvText{"utf-8", {}, body};
  CsvText text;
  auto read = decoded(bytes);
  // Files of western data sets: few bytes beyond ASCII, none zero. A person is told which encoding was taken.
  const auto beyond =
      std::count_if(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
  if (!read && read.error().reason == "bad_encoding" && beyond * 10 < static_cast<std::ptrdiff_t>(body.size()) &&
      body.find('\0') == std::string_view::npos) {
    ANWANG_TRY(std::string western, converted(bytes, "windows-1252"));
    read = Decoded{std::move(western), "windows-1252"};
  }
  ANWANG_TRY(Decoded file, std::move(read));
  text.encoding = std::move(file.encoding);
  text.view = body;
  if (text.encoding != "utf-8") text.converted = std::move(file.text);
  return text;
}

std::string csv_field(std::string_view text) {
  static constexpr std::string_view kFormulas[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  const bool formula =
      std::any_of(std::begin(kFormulas), std::end(kFormulas), [&](std::string_view f) { return text.starts_with(f); });
  if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

CsvWriter::CsvWriter() : out_("\xef\xbb\xbf") {}

void CsvWriter::next() {
  if (!first_) out_.push_back(',');
  first_ = false;
}

CsvWriter& CsvWriter::text(std::string_view field) {
  next();
  out_ += csv_field(field);
  return *this;
}

CsvWriter& CsvWriter::number(std::int64_t field) {
  next();
  out_ += std::to_string(field);
  return *this;
}

CsvWriter& CsvWriter::empty() {
  next();
  return *this;
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
}

}  // namespace anwang::codec
