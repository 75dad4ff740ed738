// Who is on shift: a small projection of shift, roster and account, so that a report gets its owner without a query.
// Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/time.h"
#include "store/store.h"

namespace anwang::intake {

class DutyBoard final : public store::Projection {
 public:
  explicit DutyBoard(std::string county);
  ~DutyBoard() override;
  [[nodiscard]] std::string name() const override { return "duty"; }
  Status rebuild(store::Reader& snapshot) override;
  Status apply(const std::vector<store::JournalEntry>& batch, store::Reader& snapshot) override;
  [[nodiscard]] std::string digest() const override;

  // The screener whose shift holds `at` (the first by roster id when several), else any active screener, else any
  // active supervisor of the screening unit; none: AccountId{}.
  [[nodiscard]] AccountId screener(Instant at) const;
  // Everybody with this duty on the shift that holds `at`.
  [[nodiscard]] std::vector<AccountId> on_duty(Instant at, std::string_view duty) const;
  [[nodiscard]] ShiftId shift(Instant at) const;
  // Unit by code ("screening"): id; none: UnitId{}.
  [[nodiscard]] UnitId unit(std::string_view code) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::intake
