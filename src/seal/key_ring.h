// The key ring: one file of master keys outside the data directory, purpose subkeys derived from it, sealed values,
// keyed hashes, chain codes and signed anchors (libsodium; docs/formats/keys.md). Source: security.md 10, 14, 15.
//
// File (text, mode 0600): "anwang-keys 1", then one line "key <id> <64 hex digits>" a master key. The highest id seals
// new values, older ones go on opening; keyed hashes and chains always use the lowest id, so an index survives
// rotation. Thread-safety: immutable after loading; all members may be called from any thread. Keys lie in locked,
// guarded memory.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.h"
#include "base/result.h"

namespace anwang::seal {

using Bytes = std::vector<std::uint8_t>;
using Hash = std::array<std::uint8_t, 32>;

// Where a sealed value lives. It is authenticated with the value: moved to another row or field it does not open.
struct Binding {
  std::string_view county;
  std::string_view table;
  std::int64_t row = 0;
  std::string_view field;
};

// The key of one person, report or case. Payloads of the journal are encrypted under it; destroying its wrapped form
// erases them. Wiped when it goes out of scope.
class SubjectKey {
 public:
  static SubjectKey random();
  SubjectKey(const SubjectKey&) = default;
  SubjectKey& operator=(const SubjectKey&) = default;
  ~SubjectKey();
  // `context` is authenticated, not stored.
  [[nodiscard]] Bytes encrypt(std::string_view context, std::string_view plain) const;
  [[nodiscard]] Result<std::string> decrypt(std::string_view context, std::span<const std::uint8_t> sealed) const;

 private:
  friend class KeyRing;
  SubjectKey() = default;
  std::array<std::uint8_t, 32> key_{};
};

class KeyRing {
 public:
  // Makes a key file for a new installation (0600, fsynced). Errors: conflict "key_file_exists"; invalid
  // "key_in_data_dir".
  static Result<std::unique_ptr<const KeyRing>> create(const std::string& path, const std::string& data_dir);
  // Errors (all stop the start): not_found "key_file_missing"; forbidden "key_in_data_dir", "key_file_too_open" (any
  // bit beyond 0600, or not our own file); malformed "key_file_malformed".
  static Result<std::unique_ptr<const KeyRing>> load(const std::string& path, const std::string& data_dir);
  // A ring in memory with keys derived from `seed`: same seed, same keys. For tests and throw-away stores.
  static std::unique_ptr<const KeyRing> from_seed(std::string_view seed);
  ~KeyRing();
  KeyRing(const KeyRing&) = delete;
  KeyRing& operator=(const KeyRing&) = delete;

  // Sealed values: 1 byte format, 4 bytes key id, 24 bytes nonce, ciphertext, 16 bytes tag (XChaCha20-Poly1305).
  // Open: forbidden "cannot_open" when the bytes, the binding or the key are not those of sealing.
  [[nodiscard]] Bytes seal(const Binding& where, std::string_view plain) const;
  [[nodiscard]] Bytes seal(const Binding& where, const PersonalText& plain) const {
    return seal(where, plain.reveal());
  }
  [[nodiscard]] Result<PersonalText> open(const Binding& where, std::span<const std::uint8_t> sealed) const;

  // Keyed BLAKE2b-256 for exact search of sealed values, stored tokens and content hashes. `domain` keeps uses apart:
  // a fixed word such as "person_identifier.national_id", "session.token".
  [[nodiscard]] Hash keyed_hash(std::string_view domain, std::string_view text) const;
  [[nodiscard]] Bytes keyed_hash_bytes(std::string_view domain, std::string_view text) const;

  // Subject keys: wrapped for the table subject_key, bound to county and owner.
  [[nodiscard]] Bytes wrap(std::string_view county, std::int64_t owner, const SubjectKey& key) const;
  [[nodiscard]] Result<SubjectKey> unwrap(std::string_view county, std::int64_t owner,
                                          std::span<const std::uint8_t> wrapped) const;

  // The link of a chain: keyed BLAKE2b-256 over `bytes`. `chain` is "journal" or "access".
  [[nodiscard]] Hash chain_code(std::string_view chain, std::string_view bytes) const;

  // Anchors: Ed25519, so that whoever holds the public key can check what left the machine.
  [[nodiscard]] Bytes sign(std::string_view text) const;
  [[nodiscard]] std::string anchor_public_key() const;  // 64 hex digits
  static bool verify_signature(std::string_view public_key_hex, std::string_view text,
                               std::span<const std::uint8_t> signature);

  // The database holds one canary a key id; a ring that cannot open it is the wrong one.
  [[nodiscard]] std::vector<std::uint32_t> key_ids() const;  // ascending
  [[nodiscard]] Bytes canary(std::uint32_t key_id) const;
  [[nodiscard]] bool opens_canary(std::uint32_t key_id, std::span<const std::uint8_t> canary) const;

 private:
  struct Keys;
  explicit KeyRing(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

// Unkeyed BLAKE2b-256: for bytes that are ciphertext or public already.
Hash digest(std::string_view bytes);
std::string to_hex(std::span<const std::uint8_t> bytes);
// Lower case only; anything else is malformed.
Result<Bytes> from_hex(std::string_view hex);

}  // namespace anwang::seal
