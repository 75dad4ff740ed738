#include "seal/key_ring.h"

#include <sodium.h>

#include <cstring>
#include <stdexcept>

#include "seal/key_file.h"
#include "seal/sodium_start.h"

namespace anwang::seal {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSealedHead = 1 + 4;
constexpr std::string_view kCanaryText = "anwang canary";

// Subkeys of one master key. The number is part of the format: never reuse one.
enum class Purpose : std::uint64_t {
  field = 1,
  subject_wrap = 2,
  index_hash = 3,
  journal = 4,
  access = 5,
  anchor = 6,
  canary = 7
};
constexpr std::size_t kPurposes = 7;

void append_u32(std::string& out, std::uint32_t v) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>((v >> (8 * i)) & 0xff));
}
void append_u64(std::string& out, std::uint64_t v) {
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<char>((v >> (8 * i)) & 0xff));
}
void append_part(std::string& out, std::string_view part) {  // length first: no two bindings give the same bytes
  append_u32(out, static_cast<std::uint32_t>(part.size()));
  out.append(part);
}

std::string binding_bytes(const Binding& where) {
  std::string ad = "anwang field 1";
  append_part(ad, where.county);
  append_part(ad, where.table);
  append_u64(ad, static_cast<std::uint64_t>(where.row));
  append_part(ad, where.field);
  return ad;
}

const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

void append_encrypted(Bytes& out, const unsigned char* key, std::string_view ad, std::string_view plain) {
  const std::size_t head = out.size();
  out.resize(head + kNonce + plain.size() + kTag);
  randombytes_buf(out.data() + head, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + head + kNonce, nullptr, bytes_of(plain), plain.size(),
                                             bytes_of(ad), ad.size(), nullptr, out.data() + head, key);
}

Result<std::string> decrypted(const unsigned char* key, std::string_view ad, std::span<const std::uint8_t> sealed) {
  if (sealed.size() < kNonce + kTag) return fail(Errc::forbidden, "cannot_open");
  std::string plain(sealed.size() - kNonce - kTag, '\0');
  const int rc = crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr,
                                                            nullptr, sealed.data() + kNonce, sealed.size() - kNonce,
                                                            bytes_of(ad), ad.size(), sealed.data(), key);
  if (rc != 0) return fail(Errc::forbidden, "cannot_open");
  return plain;
}

Hash keyed_blake(const unsigned char* key, std::string_view head, std::string_view body) {
  Hash out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, key, 32, out.size());
  crypto_generichash_update(&state, bytes_of(head), head.size());
  crypto_generichash_update(&state, bytes_of(body), body.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

std::string owner_context(std::string_view county, std::int64_t owner) {
  std::string ad = "anwang subject 1";
  append_part(ad, county);
  append_u64(ad, static_cast<std::uint64_t>(owner));
  return ad;
}

}  // namespace

SubjectKey SubjectKey::random() {
  SubjectKey key;
  randombytes_buf(key.key_.data(), key.key_.size());
  return key;
}
SubjectKey::~SubjectKey() { sodium_memzero(key_.data(), key_.size()); }
Bytes SubjectKey::encrypt(std::string_view context, std::string_view plain) const {
  Bytes out;
  append_encrypted(out, key_.data(), context, plain);
  return out;
}
Result<std::string> SubjectKey::decrypt(std::string_view context, std::span<const std::uint8_t> sealed) const {
  return decrypted(key_.data(), context, sealed);
}

// All subkeys of all master keys in one guarded allocation; the masters themselves are forgotten.
struct KeyRing::Keys {
  std::vector<std::uint32_t> ids;   // ascending
  unsigned char* memory = nullptr;  // ids.size() * kPurposes * 32 bytes, then the Ed25519 secret key
  std::string public_key_hex;

  explicit Keys(const KeyFile& file) {
    if (!start_sodium()) throw std::runtime_error("libsodium cannot start");
    const std::size_t subkeys = file.masters.size() * kPurposes * 32;
    memory = static_cast<unsigned char*>(sodium_malloc(subkeys + crypto_sign_SECRETKEYBYTES));
    if (memory == nullptr) throw std::bad_alloc();
    for (const auto& [id, master] : file.masters) {
      for (std::size_t p = 0; p < kPurposes; ++p) {
        crypto_kdf_derive_from_key(memory + (ids.size() * kPurposes + p) * 32, 32, p + 1, "anwang_1", master.data());
      }
      ids.push_back(id);
    }
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key{};
    crypto_sign_seed_keypair(public_key.data(), memory + subkeys, subkey(0, Purpose::anchor));
    public_key_hex = to_hex(public_key);
    sodium_mprotect_readonly(memory);
  }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys() { sodium_free(memory); }

  [[nodiscard]] const unsigned char* subkey(std::size_t index, Purpose purpose) const {
    return memory + (index * kPurposes + static_cast<std::size_t>(purpose) - 1) * 32;
  }
  [[nodiscard]] const unsigned char* signing() const { return memory + ids.size() * kPurposes * 32; }
  [[nodiscard]] const unsigned char* by_id(std::uint32_t id, Purpose purpose) const {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] == id) return subkey(i, purpose);
    }
    return nullptr;
  }

  [[nodiscard]] Bytes seal(Purpose purpose, std::string_view ad, std::string_view plain) const {
    Bytes out;
    out.reserve(kSealedHead + kNonce + plain.size() + kTag);
    out.push_back(kFormat);
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(ids.back() >> (8 * i)));
    append_encrypted(out, subkey(ids.size() - 1, purpose), ad, plain);
    return out;
  }
  [[nodiscard]] Result<std::string> open(Purpose purpose, std::string_view ad,
                                         std::span<const std::uint8_t> sealed) const {
    if (sealed.size() < kSealedHead || sealed[0] != kFormat) return fail(Errc::forbidden, "cannot_open");
    std::uint32_t id = 0;
    for (unsigned i = 0; i < 4; ++i) id |= std::uint32_t{sealed[1 + i]} << (8 * i);
    const unsigned char* key = by_id(id, purpose);
    if (key == nullptr) return fail(Errc::forbidden, "cannot_open", "unknown key id " + std::to_string(id));
    return decrypted(key, ad, sealed.subspan(kSealedHead));
  }
};

KeyRing::KeyRing(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
KeyRing::~KeyRing() = default;

Result<std::unique_ptr<const KeyRing>> KeyRing::create(const std::string& path, const std::string& data_dir) {
  ANWANG_TRY(const KeyFile file, create_key_file(path, data_dir));
  return std::unique_ptr<const KeyRing>(new KeyRing(std::make_unique<Keys>(file)));
}
Result<std::unique_ptr<const KeyRing>> KeyRing::load(const std::string& path, const std::string& data_dir) {
  ANWANG_TRY(const KeyFile file, load_key_file(path, data_dir));
  return std::unique_ptr<const KeyRing>(new KeyRing(std::make_unique<Keys>(file)));
}
std::unique_ptr<const KeyRing> KeyRing::from_seed(std::string_view seed) {
  KeyFile file;
  crypto_generichash(file.masters[1].data(), 32, bytes_of(seed), seed.size(), nullptr, 0);
  return std::unique_ptr<const KeyRing>(new KeyRing(std::make_unique<Keys>(file)));
}

Bytes KeyRing::seal(const Binding& where, std::string_view plain) const {
  return keys_->seal(Purpose::field, binding_bytes(where), plain);
}
Result<PersonalText> KeyRing::open(const Binding& where, std::span<const std::uint8_t> sealed) const {
  ANWANG_TRY(std::string plain, keys_->open(Purpose::field, binding_bytes(where), sealed));
  return PersonalText(std::move(plain));
}

Hash KeyRing::keyed_hash(std::string_view domain, std::string_view text) const {
  std::string head;
  append_part(head, domain);
  return keyed_blake(keys_->subkey(0, Purpose::index_hash), head, text);
}
Bytes KeyRing::keyed_hash_bytes(std::string_view domain, std::string_view text) const {
  const Hash h = keyed_hash(domain, text);
  return {h.begin(), h.end()};
}

Bytes KeyRing::wrap(std::string_view county, std::int64_t owner, const SubjectKey& key) const {
  const std::string_view raw(reinterpret_cast<const char*>(key.key_.data()), key.key_.size());
  return keys_->seal(Purpose::subject_wrap, owner_context(county, owner), raw);
}
Result<SubjectKey> KeyRing::unwrap(std::string_view county, std::int64_t owner,
                                   std::span<const std::uint8_t> wrapped) const {
  ANWANG_TRY(std::string raw, keys_->open(Purpose::subject_wrap, owner_context(county, owner), wrapped));
  SubjectKey key;
  if (raw.size() != key.key_.size()) return fail(Errc::forbidden, "cannot_open");
  std::memcpy(key.key_.data(), raw.data(), raw.size());
  sodium_memzero(raw.data(), raw.size());
  return key;
}

Hash KeyRing::chain_code(std::string_view chain, std::string_view bytes) const {
  const Purpose purpose = chain == "access" ? Purpose::access : Purpose::journal;
  return keyed_blake(keys_->subkey(0, purpose), {}, bytes);
}

Bytes KeyRing::sign(std::string_view text) const {
  Bytes signature(crypto_sign_BYTES);
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), keys_->signing());
  return signature;
}
std::string KeyRing::anchor_public_key() const { return keys_->public_key_hex; }
bool KeyRing::verify_signature(std::string_view public_key_hex, std::string_view text,
                               std::span<const std::uint8_t> signature) {
  const auto key = from_hex(public_key_hex);
  if (!key || key->size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(signature.data(), bytes_of(text), text.size(), key->data()) == 0;
}

std::vector<std::uint32_t> KeyRing::key_ids() const { return keys_->ids; }
Bytes KeyRing::canary(std::uint32_t key_id) const {
  Bytes out;
  const unsigned char* key = keys_->by_id(key_id, Purpose::canary);
  if (key != nullptr) append_encrypted(out, key, kCanaryText, kCanaryText);
  return out;
}
bool KeyRing::opens_canary(std::uint32_t key_id, std::span<const std::uint8_t> canary) const {
  const unsigned char* key = keys_->by_id(key_id, Purpose::canary);
  if (key == nullptr) return false;
  const auto plain = decrypted(key, kCanaryText, canary);
  return plain && *plain == kCanaryText;
}

Hash digest(std::string_view bytes) {
  Hash out{};
  crypto_generichash(out.data(), out.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
  return out;
}

}  // namespace anwang::seal
