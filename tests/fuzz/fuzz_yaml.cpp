// Every value knows its place, and the JSON form of what parses can be written.
#include <cstdint>
#include <string_view>

#include "check.h"
#include "codec/yaml.h"

namespace {
void check(const anwang::codec::Yaml& node, int depth) {
  FUZZ_CHECK(depth <= 25);
  FUZZ_CHECK(node.line >= 0 && node.column >= 0);
  for (const auto& item : node.items) check(item, depth + 1);
  for (const auto& [key, value] : node.members) {
    FUZZ_CHECK(key.kind == anwang::codec::Yaml::Kind::scalar);
    FUZZ_CHECK(node.get(key.text) == &value);
    check(value, depth + 1);
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = anwang::codec::parse_yaml({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  check(*value, 0);
  write_json(value->json());
  return 0;
}
