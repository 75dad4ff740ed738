// The reader of large files ends, moves on with every row, and hands out fields that it or the text holds.
#include <cstdint>
#include <string_view>
#include <vector>

#include "check.h"
#include "codec/csv_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anwang::codec;
  const auto text = decode_csv({reinterpret_cast<const char*>(data), size});
  if (!text) {
    FUZZ_CHECK(!text.error().reason.empty());
    return 0;
  }
  const std::string_view view = text->encoding == "utf-8" ? text->view : std::string_view(text->converted);
  CsvRows rows(view, csv_delimiter(view), 1024);
  std::vector<std::string_view> fields;
  std::size_t before = 0, bytes = 0;
  int line = 0;
  while (rows.next(fields)) {
    FUZZ_CHECK(rows.offset() > before && rows.offset() <= view.size());
    FUZZ_CHECK(rows.line() > line && !fields.empty());
    bool long_field = false;
    for (const std::string_view field : fields) {
      bytes += field.size();
      long_field = long_field || field.size() > 1024;
    }
    FUZZ_CHECK(!long_field || *rows.fault() != '\0');
    before = rows.offset();
    line = rows.line();
    if (line % 8 == 0) rows.forget();
  }
  FUZZ_CHECK(bytes <= view.size());
  return 0;
}
