#include "api/cursor.h"

#include "seal/key_ring.h"
#include "seal/token.h"

namespace anwang::api {

namespace {
std::string code_of(const Call& call, std::string_view filter, std::string_view position) {
  std::string text = call.viewer().account.str();
  for (const std::string_view part : {std::string_view(call.request().path), filter, position}) {
    text.append(1, '\0');
    text.append(part);
  }
  auto bytes = call.app().keys.keyed_hash_bytes("list.cursor", text);
  bytes.resize(16);
  return seal::to_hex(bytes);
}
}  // namespace

std::string make_cursor(const Call& call, std::string_view filter, std::string_view position) {
  const seal::Bytes bytes(position.begin(), position.end());
  return seal::to_hex(bytes) + "." + code_of(call, filter, position);
}

Result<std::string> read_cursor(const Call& call, std::string_view filter, std::string_view query_name) {
  const auto text = call.query(query_name);
  if (text.empty()) return std::string();
  const auto dot = text.find('.');
  const auto bytes = seal::from_hex(std::string_view(text).substr(0, dot == std::string::npos ? 0 : dot));
  if (dot == std::string::npos || !bytes || bytes->empty()) return fail(Errc::malformed, "bad_cursor");
  std::string position(bytes->begin(), bytes->end());
  if (!seal::equal_secret(code_of(call, filter, position), std::string_view(text).substr(dot + 1)))
    return fail(Errc::malformed, "bad_cursor");
  return position;
}

}  // namespace anwang::api
