#include "flow/step.h"

#include "pack/pack.h"

namespace anwang::flow {

store::ChangeSet Step::change() const {
  store::ChangeSet set;
  set.county = county;
  set.actor = actor;
  set.pack_hash = packs.hash;
  return set;
}

store::Bytes Step::seal(const char* table, std::int64_t row, const char* field, const std::string& text) const {
  if (text.empty()) return {};
  return keys.seal({county, table, row, field}, std::string_view(text));
}

std::int64_t Step::parameter(std::string_view code) const { return packs.parameter(code, taipei_date(now)).value; }

Step step_of(App& app, const access::Viewer& viewer) {
  return {app.county, viewer.account.value, app.clock.now(), app.keys, app.packs, app.rules, [&store = app.store] {
            return store.next_id();
          }};
}

store::Idempotency idempotency(const access::Viewer& viewer, const Key& key) {
  if (key.key.empty()) return {};
  const std::string who = viewer.signed_in() ? "account:" + viewer.account.str() : "visitor:" + viewer.visitor;
  return {who + " " + key.route, key.key, key.body_hash};
}

Result<std::optional<store::Committed>> done_before(store::Reader& reader, const store::Idempotency& key) {
  if (key.key.empty()) return std::nullopt;
  ANWANG_TRY(const auto rows,
             reader.query("flow.done_before",
                          "SELECT body_hash, first_seq, last_seq, recorded_at, result_table, result_id "
                          "FROM idempotency_key WHERE scope = ?1 AND idem_key = ?2",
                          {key.scope, key.key}));
  if (rows.empty()) return std::nullopt;
  const store::Row& row = rows.front();
  if (row.text(0) != key.body_hash) return fail(Errc::invalid, "key_reused");
  store::Committed done;
  done.first_seq = row.i64(1);
  done.last_seq = row.i64(2);
  done.recorded_at = {row.i64(3)};
  done.replayed = true;
  done.result = {row.text(4), row.i64(5)};
  return done;
}

}  // namespace anwang::flow
