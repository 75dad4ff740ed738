// Attachments (security.md 8): sniffed, encrypted in 256 KiB pieces inside the database, the name sealed, the content
// hash keyed per record so that the same file in two reports cannot be recognised. One ChangeSet: a second server sees
// them at once. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/personal.h"
#include "base/time.h"
#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::file {

inline constexpr std::size_t kMaxBytes = 20U << 20;
inline constexpr std::size_t kMaxPerRecord = 30;
inline constexpr std::size_t kPiece = 256U << 10;

struct Attachment {
  static constexpr const char* kTable = "attachment";
  std::int64_t id = 0, version = 0;
  std::string tbl;
  std::int64_t record_id = 0;
  store::Bytes name_sealed;
  std::string media_type;
  std::int64_t bytes = 0, chunks = 0;
  store::Bytes content_hash;
  std::int64_t added_by = 0;
  Instant added_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("tbl", s.tbl);
    v.req("record_id", s.record_id);
    v.req("name_sealed", s.name_sealed);
    v.req("media_type", s.media_type);
    v.req("bytes", s.bytes);
    v.req("chunks", s.chunks);
    v.req("content_hash", s.content_hash);
    v.opt("added_by", s.added_by);
    v.req("added_at", s.added_at);
  }
};

struct NewFile {
  store::RecordRef about;  // the record it belongs to; its id owns the journal key
  PersonalText name;       // as the sender named it; path parts and control characters are cut
  std::string_view content;
  std::int64_t actor = 0;
  store::Idempotency idempotency;
};
struct Added {
  Attachment attachment;
  std::int64_t seq = 0;
  bool replayed = false;
};
// Errors: unsupported_media "file_type_refused"; too_large "file_too_large"; invalid "required" (empty); conflict
// "too_many_files".
Result<Added> add(store::Store& store, const seal::KeyRing& keys, const Clock& clock, const std::string& county,
                  const NewFile& file);

Result<std::vector<Attachment>> list(store::Reader& reader, const std::string& county, const store::RecordRef& about);
Result<Attachment> find(store::Reader& reader, const std::string& county, std::int64_t id);
Result<PersonalText> name_of(const seal::KeyRing& keys, const std::string& county, const Attachment& attachment);
// The bytes; internal "attachment_damaged" when a piece is missing or the whole does not have its hash.
Result<std::string> content(store::Reader& reader, const seal::KeyRing& keys, const std::string& county,
                            const Attachment& attachment);

}  // namespace anwang::file
