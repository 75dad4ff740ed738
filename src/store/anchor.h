// Anchors: signed positions of the chains. Each is a row of `anchor` and a line of the anchor file; the file is meant
// to leave the machine (docs/formats/journal.md), so that whoever rewrites the database cannot rewrite history with it.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "seal/key_ring.h"
#include "store/connection.h"

namespace anwang::store {

struct Anchor {
  std::string chain;  // "journal" or "access"
  std::string county;
  std::int64_t seq = 0;
  std::int64_t anchored_at = 0;
  Bytes hash;
  Bytes signature;
};

// The text that is signed.
std::string anchor_text(const Anchor& anchor);
// One line of the anchor file, without the line feed; carries the public key.
std::string anchor_line(const Anchor& anchor, const std::string& public_key_hex);
// nullopt: not a line of ours, or its signature does not hold for `public_key_hex`.
std::optional<Anchor> parse_anchor_line(std::string_view line, const std::string& public_key_hex);

// Anchors every chain that moved since its last anchor; rows are inserted in the caller's transaction.
Result<std::vector<Anchor>> make_anchors(Connection& db, const seal::KeyRing& keys, Instant now);
// Appends lines durably. unavailable "anchor_file", storage_full.
Status append_anchors(const std::string& file, const std::vector<Anchor>& anchors, const std::string& public_key_hex);

}  // namespace anwang::store
