#include "synth/demo.h"

#include <chrono>
#include <cmath>

#include "access/policy.h"
#include "flow/install.h"
#include "flow/rules.h"
#include "intake/duty.h"
#include "pack/load.h"
#include "people/directory.h"
#include "store/record.h"
#include "synth/csv.h"
#include "synth/planted.h"
#include "synth/simulation.h"
#include "synth/staff.h"

namespace anwang::synth {
namespace {

constexpr int kTableYear = 112;
// 443 of 444 when the demonstration has been played: the family's report is dispatched in time, and the report that is
// left alone on purpose runs out at 05:52 and is the one late one. Until then nothing of the month is late.
constexpr std::size_t kMonthDispatched = 442, kMonthLate = 0, kTonightDispatched = 2;

struct DemoClockRow {
  static constexpr const char* kTable = "demo_clock";
  std::int64_t id = 1, version = 0;
  Instant demo_at, wall_at, alive_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("demo_at", s.demo_at), v.req("wall_at", s.wall_at), v.req("alive_at", s.alive_at);
  }
};

SimulationOptions history_of(const DemoOptions& options, Instant as_of, Instant from) {
  SimulationOptions o;
  o.from = from;
  o.until = as_of;
  o.scale = options.scale;
  const Date night = taipei_date(as_of);
  o.quiet_from = at_taipei(night.plus_days(-1), 21, 30);
  o.month_from = at_taipei(*Date::of(night.year(), night.month(), 1), 0);
  const auto scaled = [&](std::size_t n) {
    return static_cast<std::size_t>(std::lround(static_cast<double>(n) * options.scale));
  };
  o.month_dispatched = std::max<std::size_t>(scaled(kMonthDispatched), 4) - kTonightDispatched;
  o.month_late = kMonthLate;
  return o;
}

Status check_empty(store::Store& store, const std::string& county) {
  ANWANG_TRY(auto reader, store.read());
  ANWANG_TRY(const auto rows, reader->query("demo.empty", "SELECT id FROM person WHERE county = ?1 LIMIT 1", {county}));
  return rows.empty() ? Status{} : fail(Errc::conflict, "already_filled");
}

}  // namespace

Instant default_as_of() { return at_taipei(*Date::of(2026, 11, 23), 2, 40); }

Result<DemoSummary> run_demo(store::Config config, const seal::KeyRing& keys, const DemoOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  if (options.county != "10004")
    return fail(Errc::invalid, "unknown_county", "a population table is here for 10004 only");
  if (!(options.scale >= 0.001 && options.scale <= 1.0) || options.years < 1 || options.years > 3)
    return fail(Errc::invalid, "bad_scale");
  const Instant as_of = options.as_of.set() ? options.as_of : default_as_of();
  const Instant from = at_taipei(taipei_date(as_of).plus_days(-365 * options.years), 0);
  ManualClock clock(from.plus_hours(-48));
  config.clock = &clock;
  config.demo = true;
  config.lease_ttl_us =
      10 * 60 * kMicrosPerSecond;  // nobody else is at a store that is being made; a busy machine may be slow
  ANWANG_TRY(const auto packs, pack::load_dir(options.packs_dir, options.county));
  ANWANG_TRY(const flow::Rules rules, flow::build_rules(*packs));
  ANWANG_TRY(const auto store, store::Store::open(config, keys));
  ANWANG_CHECK(check_empty(*store, options.county));
  const auto tell = [&](std::string_view stage, double done) {
    if (options.progress) options.progress(stage, done);
  };

  tell("people", 0);
  ANWANG_TRY(const Margins table, parse_margins(population_table()));
  const Margins scaled = scale_margins(table, options.scale);
  Population population = make_population(scaled, taipei_date(as_of), options.seed, options.scale);
  const Planted planted = plant(population);
  ANWANG_TRY(const flow::Installed installed, flow::install_county(*store, *packs, options.county));
  ANWANG_TRY(const Loaded loaded, load_population(*store, keys, options.county, population, options.progress));
  ANWANG_CHECK(load_margins(*store, options.county, scaled, kTableYear));
  ANWANG_TRY(const Staff staff, make_staff(*store, keys, *packs, options.county, installed, population,
                                           {options.scale, as_of, options.passwords}));

  tell("index", 0);
  people::PersonDirectory persons(keys, options.county, packs->county.name.zh);
  intake::DutyBoard duty(options.county);
  {
    ANWANG_TRY(auto reader, store->read());
    ANWANG_CHECK(persons.rebuild(*reader));
    ANWANG_CHECK(duty.rebuild(*reader));
  }
  const access::Policy policy;
  flow::App app{*store, keys, clock, *packs, persons, policy, duty, rules, options.county};
  clock.set(from);
  Simulation simulation(app, clock, population, loaded, staff, history_of(options, as_of, from));
  const Stage stage{population, loaded, planted, staff, as_of};
  plant_reports(simulation, stage);
  plant_caseload(simulation, stage);
  ANWANG_CHECK(simulation.run(options.progress));
  ANWANG_CHECK(plant_services(app, stage));

  // The demonstration's clock stands at this moment until somebody serves the county.
  store::ChangeSet set;
  set.county = options.county;
  store::Changes changes(set);
  DemoClockRow night;
  night.demo_at = as_of;
  night.wall_at = night.alive_at = Instant{1};
  changes.put(night, -1);
  ANWANG_TRY([[maybe_unused]] const auto committed, store->submit(std::move(set)));
  store->stop();
  tell("done", 1);
  const Simulation::Counts& n = simulation.counts();
  return DemoSummary{population.persons.size(),
                     population.households.size(),
                     n.reports,
                     n.dispatched,
                     n.opened,
                     n.contacts,
                     n.closed,
                     n.changes,
                     std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count()};
}

}  // namespace anwang::synth
