#include "store/anchor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/ids.h"
#include "codec/json.h"

namespace anwang::store {

std::string anchor_text(const Anchor& a) {
  return "anwang-anchor 1 " + a.chain + " " + a.county + " " + std::to_string(a.seq) + " " +
         std::to_string(a.anchored_at) + " " + seal::to_hex(a.hash);
}

std::string anchor_line(const Anchor& a, const std::string& public_key_hex) {
  return codec::canonical_json(codec::JsonObject{{"anchored_at", a.anchored_at},
                                                 {"chain", a.chain},
                                                 {"county", a.county},
                                                 {"hash", seal::to_hex(a.hash)},
                                                 {"public_key", public_key_hex},
                                                 {"seq", a.seq},
                                                 {"signature", seal::to_hex(a.signature)}});
}

std::optional<Anchor> parse_anchor_line(std::string_view line, const std::string& public_key_hex) {
  const auto json = codec::parse_json(line);
  if (!json) return std::nullopt;
  const auto text = [&json](std::string_view key) {
    const codec::Json* v = json->get(key);
    return v != nullptr && v->string() != nullptr ? *v->string() : std::string();
  };
  const auto hash = seal::from_hex(text("hash")), signature = seal::from_hex(text("signature"));
  const auto seq = parse_id(text("seq")), at = parse_id(text("anchored_at"));
  if (!hash || !signature || !seq || !at) return std::nullopt;
  Anchor a{text("chain"), text("county"), *seq, *at, *hash, *signature};
  if (!seal::KeyRing::verify_signature(public_key_hex, anchor_text(a), a.signature)) return std::nullopt;
  return a;
}

Result<std::vector<Anchor>> make_anchors(Connection& db, const seal::KeyRing& keys, Instant now) {
  std::vector<Anchor> anchors;
  for (const std::string chain : {"journal", "access"}) {
    ANWANG_TRY(const Rows moved,
               db.query("SELECT h.county, h.seq, h.hash FROM " + chain +
                            "_head h WHERE h.seq > COALESCE((SELECT MAX(a.seq) "
                            "FROM anchor a WHERE a.chain = ?1 AND a.county = h.county), 0) ORDER BY h.county",
                        {chain}));
    for (const Row& r : moved) {
      Anchor a{chain, r.text(0), r.i64(1), now.us, r.blob(2), {}};
      a.signature = keys.sign(anchor_text(a));
      ANWANG_TRY(
          const auto n,
          db.exec(
              "INSERT INTO anchor (chain, county, seq, anchored_at, hash, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
              {a.chain, a.county, a.seq, a.anchored_at, a.hash, a.signature}));
      (void)n;
      anchors.push_back(std::move(a));
    }
  }
  return anchors;
}

Status append_anchors(const std::string& file, const std::vector<Anchor>& anchors, const std::string& public_key_hex) {
  if (anchors.empty() || file.empty()) return {};
  std::string lines;
  for (const Anchor& a : anchors) lines += anchor_line(a, public_key_hex) + "\n";
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) return fail(Errc::unavailable, "anchor_file", "errno " + std::to_string(errno));
  const bool written =
      ::write(fd, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()) && ::fsync(fd) == 0;
  const int code = errno;
  ::close(fd);
  if (written) return {};
  return fail(code == ENOSPC ? Errc::storage_full : Errc::unavailable, "anchor_file", "errno " + std::to_string(code));
}

}  // namespace anwang::store
