// Every row is as long as the header, and what is written back reads as the same row.
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "codec/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anwang::codec;
  const auto table = parse_csv({reinterpret_cast<const char*>(data), size});
  if (!table) return 0;
  CsvWriter writer;
  for (const std::string& column : table->header) writer.text(column);
  writer.end_row();
  for (const CsvRow& row : table->rows) {
    FUZZ_CHECK(row.fields.size() == table->header.size());
    for (const std::string& field : row.fields) {
      FUZZ_CHECK(anwang::valid_utf8(field));
      writer.text(field);
    }
    writer.end_row();
  }
  for (const CsvFault& fault : table->faults) FUZZ_CHECK(fault.line > 1 && !fault.code.empty());
  return 0;
}
