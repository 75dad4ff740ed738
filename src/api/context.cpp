#include "api/context.h"

#include <algorithm>

#include "base/ids.h"
#include "base/text.h"
#include "seal/key_ring.h"

namespace anwang::api {

Result<std::int64_t> Call::id(std::string_view name) const {
  const auto it = request_.params.find(std::string(name));
  if (it != request_.params.end())
    if (const auto id = parse_id(it->second)) return *id;
  return fail(Errc::not_found, "not_found");
}

std::string Call::query(std::string_view name) const {
  const auto it = request_.query.find(std::string(name));
  return it == request_.query.end() ? std::string() : it->second;
}

Result<codec::Json> Call::json() const {
  if (request_.body.empty()) return codec::Json(codec::JsonObject{});
  const auto type = lower_ascii(request_.headers.get("content-type").value_or(""));
  if (trim(type.substr(0, type.find(';'))) != "application/json") return fail(Errc::unsupported_media, "json_expected");
  auto parsed = codec::parse_json(request_.body);
  if (!parsed) return tl::unexpected<Error>(std::move(parsed).error());
  if (parsed->object() == nullptr) return fail(Errc::malformed, "object_expected");
  return parsed;
}

Result<std::int64_t> Call::if_match() const {
  const auto header = request_.headers.get("if-match");
  if (!header) return fail(Errc::precondition_required, "if_match_required");
  auto text = *header;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"')
    if (const auto version = parse_id(text.substr(1, text.size() - 2)); version && *version > 0) return *version;
  return fail(Errc::malformed, "bad_if_match");
}

Result<flow::Key> Call::key() const {
  ANWANG_TRY(auto key, optional_key());
  if (key.key.empty()) return fail(Errc::precondition_required, "idempotency_key_required");
  return key;
}

Result<flow::Key> Call::optional_key() const {
  flow::Key key;
  const auto header = request_.headers.get("idempotency-key");
  if (!header) return key;
  if (header->empty() || header->size() > 128 ||
      !std::ranges::all_of(*header, [](char c) { return c > ' ' && c <= '~'; }))
    return fail(Errc::malformed, "bad_idempotency_key");
  key.key = *header;
  // The pattern alone would let one key serve two records: the path with its ids is what the key binds to.
  key.route = request_.path;
  // A file's name travels in a header and is as much of the request as its bytes.
  const auto file_name = request_.headers.get("x-file-name");
  const auto text = file_name ? std::string(*file_name) + '\0' + request_.body : request_.body;
  key.body_hash = seal::to_hex(app_.keys.keyed_hash_bytes("idempotency.body", text));
  return key;
}

void Call::conflict_details(codec::Json yours, codec::Json current) {
  extra_.set("yours", std::move(yours));
  extra_.set("current", std::move(current));
}

}  // namespace anwang::api
