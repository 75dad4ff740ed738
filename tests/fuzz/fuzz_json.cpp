// What parses, writes; what was written, parses to the same value; the canonical form is a fixed point.
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "codec/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anwang::codec;
  const auto value = parse_json({reinterpret_cast<const char*>(data), size});
  if (!value) {
    FUZZ_CHECK(!value.error().fields.empty() && value.error().fields[0].args.contains("line"));
    return 0;
  }
  const std::string text = write_json(*value);
  FUZZ_CHECK(anwang::valid_utf8(text));
  const auto again = parse_json(text, {.max_depth = 32, .max_bytes = 1 << 26});
  FUZZ_CHECK(again && *again == *value);
  const std::string canonical = canonical_json(*value);
  const auto back = parse_json(canonical, {.max_depth = 32, .max_bytes = 1 << 26});
  FUZZ_CHECK(back && canonical_json(*back) == canonical);
  return 0;
}
