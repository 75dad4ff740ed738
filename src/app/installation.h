// Everything one server process is made of, built in the order in which it depends: keys, packs, rules, store,
// projections, App. Owned by the process; destroyed in the reverse order.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "access/policy.h"
#include "base/standing_clock.h"
#include "base/time.h"
#include "flow/app.h"
#include "flow/rules.h"
#include "indicator/projection.h"
#include "intake/duty.h"
#include "pack/pack.h"
#include "people/directory.h"
#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::app {

// Flags and environment (cli.cpp) as plain values.
struct StoreOptions {
  std::string data;  // folder of the SQLite file, reserve and anchors
  std::string db;    // "" SQLite; "postgres://…"
  std::string keys;  // "" beside the data folder: <data>.keys
  std::string county = "10004";
  std::string packs;  // "" the packs inside the binary
  bool allow_unsafe_postgres = false;
};
std::string key_path(const StoreOptions& options);

class Installation {
 public:
  // `create_demo`: a new store is marked as a demonstration for ever; an existing one must be one already.
  // `on_query`: see store::Config.
  static Result<std::unique_ptr<Installation>> open(
      const StoreOptions& options, bool create_demo,
      std::function<void(std::string_view name, std::int64_t us, std::size_t rows)> on_query = {});
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  // Units, areas and night page of the packs (idempotent), then the projections: rebuilt, then following.
  Status install_county();
  Status follow();
  // One line a projection: "projection NAME POSITION DIGEST". Equal on every server that stands at the same position,
  // and after a rebuild.
  Result<std::string> projection_digests();

  [[nodiscard]] flow::App& app() { return *app_; }
  [[nodiscard]] store::Store& store() { return *store_; }
  [[nodiscard]] const seal::KeyRing& keys() const { return *keys_; }
  [[nodiscard]] const pack::PackSet& packs() const { return *packs_; }
  [[nodiscard]] const indicator::FactsProjection& facts() const { return *facts_; }
  [[nodiscard]] OffsetClock& clock() { return clock_; }           // offset 0 outside a demonstration
  [[nodiscard]] StandingClock& standing() { return *standing_; }  // below clock(): stops it
  [[nodiscard]] const Clock& wall() const { return *wall_; }

 private:
  Installation();
  std::shared_ptr<const Clock> wall_ = std::make_shared<SystemClock>();
  std::shared_ptr<StandingClock> standing_ = std::make_shared<StandingClock>(wall_);
  OffsetClock clock_{standing_};
  std::unique_ptr<const seal::KeyRing> keys_;
  std::shared_ptr<const pack::PackSet> packs_;
  flow::Rules rules_;
  access::Policy policy_;
  std::shared_ptr<people::PersonDirectory> persons_;
  std::shared_ptr<intake::DutyBoard> duty_;
  std::shared_ptr<indicator::FactsProjection> facts_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<flow::App> app_;
};

}  // namespace anwang::app
