// The journal's own bytes: what an entry's chain code covers, what its payload holds. docs/formats/journal.md is the
// document of this file; the golden tests pin it. Pure functions: thread-safe.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "seal/key_ring.h"
#include "store/change_set.h"
#include "store/shape.h"
#include "store/store.h"

namespace anwang::store {

// The last link of a county's chain; all zero before the first entry.
struct ChainHead {
  std::int64_t seq = 0;
  std::int64_t recorded_at = 0;
  seal::Hash hash{};
};

// Everything of an entry but its place in the chain.
struct EntryBody {
  std::string county;
  std::string kind;
  std::int64_t actor = 0;
  RecordRef about;
  std::int64_t key_owner = 0;
  std::string pack_hash;
  std::string header;   // canonical JSON object
  std::string touched;  // canonical JSON: [["report","<id>","<version>"], …]
  seal::Hash payload_hash{};
};

// The canonical text that the chain code covers: RFC 8785 order, integers as strings.
std::string entry_text(const EntryBody& body, std::int64_t seq, std::int64_t recorded_at, const seal::Hash& previous);

// The after-image of one write as an element of the payload's "writes":
// {"id":"7","row":{"kind":"elder","received_at":{"int":"17"},"reporter":{"bytes":"<base64>"},"x":null},"table":…,"version":"1"}
// `numbered`: columns whose text the writer fills in later; `at` becomes the place in `out` where it goes.
struct NumberedColumn {
  std::string_view column;
  std::size_t numbering = 0;  // index into ChangeSet::numberings
  std::size_t at = 0;
};
void append_after_image(std::string& out, const Write& write, const Shape& shape, std::int64_t version,
                        std::vector<NumberedColumn>* numbered = nullptr);
// The rows of a decrypted payload that belong to `record`.
Result<codec::JsonObject> image_of(const codec::Json& payload, const RecordRef& record, std::int64_t& version);

std::string touched_text(const std::vector<JournalEntry::Touched>& touched);
Result<std::vector<JournalEntry::Touched>> parse_touched(std::string_view text);

// Bound into the payload's encryption: it opens only as the payload of this owner and kind.
std::string payload_context(std::string_view county, std::int64_t key_owner, std::string_view kind);

// Columns a reader of the journal selects, in this order, and the entry they make.
inline constexpr std::string_view kEntryColumns =
    "county, seq, recorded_at, kind, actor, about_table, about_id, touched, header";
Result<JournalEntry> entry_from(const Row& row);

}  // namespace anwang::store
