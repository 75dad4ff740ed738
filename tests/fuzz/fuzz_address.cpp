// Any text is read as an address: a door only where an area is known, and the official line can be written and read
// again.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "linkage/address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anwang::linkage;
  static const Gazetteer known = [] {
    Gazetteer g;
    g.add("竹北市", "斗崙里");
    g.add("芎林鄉", "文林村");
    return g;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Gazetteer* gazetteer : {static_cast<const Gazetteer*>(nullptr), &known}) {
    const Address address = parse_address(text, "新竹縣", gazetteer);
    const std::string line = format_address(address);
    if (anwang::valid_utf8(text)) FUZZ_CHECK(anwang::valid_utf8(line));
    if (!address.number.empty()) FUZZ_CHECK(!address.county.empty() || !address.township.empty());
    static_cast<void>(parse_address(line, "新竹縣", gazetteer));
  }
  return 0;
}
