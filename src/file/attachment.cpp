#include "file/attachment.h"

#include "base/text.h"
#include "file/sniff.h"
#include "store/record.h"

namespace anwang::file {

namespace {

struct Piece {
  static constexpr const char* kTable = "attachment_chunk";
  std::int64_t id = 0, version = 0, attachment_id = 0, seq = 0;
  store::Bytes data_sealed;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("attachment_id", s.attachment_id);
    v.req("seq", s.seq);
    v.req("data_sealed", s.data_sealed);
  }
};

std::string clean_name(const std::string& raw) {
  auto name = trim(raw);
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name = name.substr(slash + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '"'; });
  const auto points = to_u32(name);
  return points.size() > 120 ? to_utf8(std::u32string_view(points).substr(0, 120)) : name;
}

// Per record: the same photograph in two reports has two hashes.
store::Bytes content_hash(const seal::KeyRing& keys, const std::string& county, const std::string& table,
                          std::int64_t record, std::string_view content) {
  std::string text = county + "\n" + table + "\n" + std::to_string(record) + "\n";
  text += content;
  return keys.keyed_hash_bytes("attachment.content", text);
}

constexpr auto kRoom =
    "SELECT CASE WHEN COUNT(*) < 30 THEN 1 ELSE 0 END FROM attachment WHERE county = ?1 AND tbl = ?2 AND record_id = "
    "?3";
static_assert(kMaxPerRecord == 30);

}  // namespace

Result<Added> add(store::Store& store, const seal::KeyRing& keys, const Clock& clock, const std::string& county,
                  const NewFile& file) {
  if (file.content.empty()) return fail_field("", "required");
  if (file.content.size() > kMaxBytes) return fail(Errc::too_large, "file_too_large");
  const auto type = sniff(file.content);
  if (type.empty()) return fail(Errc::unsupported_media, "file_type_refused");
  Attachment row;
  row.id = store.next_id();
  row.tbl = file.about.table;
  row.record_id = file.about.id;
  row.name_sealed = keys.seal({county, "attachment", row.id, "name"}, clean_name(file.name.reveal()));
  row.media_type = type;
  row.bytes = static_cast<std::int64_t>(file.content.size());
  row.chunks = static_cast<std::int64_t>((file.content.size() + kPiece - 1) / kPiece);
  row.content_hash = content_hash(keys, county, row.tbl, row.record_id, file.content);
  row.added_by = file.actor;
  row.added_at = clock.now();

  store::ChangeSet change;
  change.county = county;
  change.actor = file.actor;
  change.idempotency = file.idempotency;
  change.requires_.push_back({kRoom, {county, row.tbl, row.record_id}, "too_many_files"});
  change.result = {Attachment::kTable, row.id};
  store::Changes changes(change);
  codec::JsonObject header{{"media_type", codec::Json(row.media_type)}, {"bytes", codec::Json(row.bytes)}};
  header.append(file.about.table == "report" ? "report_id" : "record_id", std::to_string(file.about.id));
  const auto event = changes.event("attachment.added", {Attachment::kTable, row.id}, file.about.id, std::move(header));
  changes.put(row, event);
  for (std::int64_t i = 0; i < row.chunks; ++i) {
    Piece piece;
    piece.id = store.next_id();
    piece.attachment_id = row.id;
    piece.seq = i;
    piece.data_sealed = keys.seal({county, "attachment_chunk", piece.id, "data"},
                                  file.content.substr(static_cast<std::size_t>(i) * kPiece, kPiece));
    changes.put(piece, -1);
  }
  ANWANG_TRY(const auto committed, store.submit(std::move(change)));
  if (committed.replayed) {
    ANWANG_TRY(auto reader, store.read());
    ANWANG_TRY(row, find(*reader, county, committed.result.id));
  }
  return Added{std::move(row), committed.last_seq, committed.replayed};
}

Result<std::vector<Attachment>> list(store::Reader& reader, const std::string& county, const store::RecordRef& about) {
  return store::find<Attachment>(reader, "attachment.list",
                                 "WHERE county = ?1 AND tbl = ?2 AND record_id = ?3 ORDER BY id",
                                 {county, about.table, about.id});
}

Result<Attachment> find(store::Reader& reader, const std::string& county, std::int64_t id) {
  return store::get<Attachment>(reader, "attachment.get", county, id);
}

Result<PersonalText> name_of(const seal::KeyRing& keys, const std::string& county, const Attachment& attachment) {
  return keys.open({county, "attachment", attachment.id, "name"}, attachment.name_sealed);
}

Result<std::string> content(store::Reader& reader, const seal::KeyRing& keys, const std::string& county,
                            const Attachment& attachment) {
  ANWANG_TRY(const auto pieces,
             store::find<Piece>(reader, "attachment.pieces", "WHERE county = ?1 AND attachment_id = ?2 ORDER BY seq",
                                {county, attachment.id}));
  if (static_cast<std::int64_t>(pieces.size()) != attachment.chunks) return fail(Errc::internal, "attachment_damaged");
  std::string out;
  out.reserve(static_cast<std::size_t>(attachment.bytes));
  for (const auto& piece : pieces) {
    ANWANG_TRY(const auto plain, keys.open({county, "attachment_chunk", piece.id, "data"}, piece.data_sealed));
    out += plain.reveal();
  }
  if (content_hash(keys, county, attachment.tbl, attachment.record_id, out) != attachment.content_hash)
    return fail(Errc::internal, "attachment_damaged");
  return out;
}

}  // namespace anwang::file
