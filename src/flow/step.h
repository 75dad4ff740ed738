// How a step of the main job is built: load_… reads the facts from one snapshot, plan_… is a pure function from facts
// and input to a ChangeSet, and the step itself (decide, assign, …) does both, submits, and runs once more when
// somebody was faster. Bulk callers (the synthetic county) call plan_… with facts they hold, chain the returned records
// (their versions are those that will be stored) and submit in order.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/viewer.h"
#include "base/time.h"
#include "flow/app.h"
#include "flow/rules.h"
#include "seal/key_ring.h"
#include "store/change_set.h"

namespace anwang::flow {

// What every plan knows. `now` is the injected clock's; `actor` the account whose deed it is (0: the system).
struct Step {
  std::string county;
  std::int64_t actor = 0;
  Instant now;
  const seal::KeyRing& keys;
  const pack::PackSet& packs;
  const Rules& rules;
  std::function<std::int64_t()> next_id;

  [[nodiscard]] store::ChangeSet change() const;
  // A number of the county's packs, in force now.
  [[nodiscard]] std::int64_t parameter(std::string_view code) const;
  [[nodiscard]] store::Bytes seal(const char* table, std::int64_t row, const char* field,
                                  const std::string& text) const;
};
Step step_of(App& app, const access::Viewer& viewer);

template <class T>
struct Planned {
  T value;
  store::ChangeSet change;
};
template <class T>
struct Done {
  T value;                // empty on a replay: read the record of `result` as it is now
  std::int64_t seq = 0;   // journal position of the write
  bool replayed = false;  // the same key and body had been used: nothing was done again
  store::RecordRef result;
  std::vector<std::string> numbers;  // given by the writer
};

// Idempotency as the store wants it: a key binds account, route and body.
store::Idempotency idempotency(const access::Viewer& viewer, const Key& key);
// What this key did before, if it did. Error: invalid "key_reused" (another body).
Result<std::optional<store::Committed>> done_before(store::Reader& reader, const store::Idempotency& key);

// Runs `plan(reader, step)` and submits its ChangeSet; once more when what it read had changed, unless the caller named
// the version it saw (If-Match): then the conflict is the answer.
template <class Plan>
auto run_step(App& app, const access::Viewer& viewer, const Key& key, const Plan& plan)
    -> Result<Done<decltype(plan(std::declval<store::Reader&>(), std::declval<const Step&>())->value)>> {
  for (int attempt = 0;; ++attempt) {
    const Step step = step_of(app, viewer);
    ANWANG_TRY(auto reader, app.store.read());
    const store::Idempotency idem = idempotency(viewer, key);
    ANWANG_TRY(const auto before, done_before(*reader, idem));
    if (before) return Done<decltype(plan(*reader, step)->value)>{{}, before->last_seq, true, before->result, {}};
    auto planned = plan(*reader, step);
    if (!planned) return tl::unexpected<Error>(std::move(planned).error());
    reader.reset();
    planned->change.idempotency = idem;
    auto done = app.store.submit(std::move(planned->change));
    if (done) {
      return Done<decltype(planned->value)>{std::move(planned->value), done->last_seq, done->replayed,
                                            std::move(done->result), std::move(done->numbers)};
    }
    if (attempt > 0 || done.error().code != Errc::precondition_failed) return tl::unexpected<Error>(done.error());
  }
}

}  // namespace anwang::flow
