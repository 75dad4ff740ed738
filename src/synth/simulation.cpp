#include "synth/simulation.h"

#include <algorithm>
#include <cmath>

#include "intake/duty.h"
#include "synth/simulation_impl.h"

namespace anwang::synth {
namespace {

constexpr std::size_t kUnderWay = 256;
// Simulated: how far a journal time may lag behind its deed. The last days, which the demonstration shows, to the
// minute.
constexpr std::int64_t kDrainEvery = 6 * kMicrosPerHour, kDrainAtLast = 60 * kMicrosPerSecond,
                       kLastDays = 4 * kMicrosPerDay;

double dispatch_share(const std::string& kind) {
  static const std::map<std::string, double> shares = {{"child_protection", 0.59},
                                                       {"domestic_violence", 0.62},
                                                       {"vulnerable_family", 0.72},
                                                       {"sexual_assault", 0.85},
                                                       {"elder_protection", 0.75},
                                                       {"disability_protection", 0.8},
                                                       {"suicide", 0.9},
                                                       {"suspected_psychiatric", 0.7},
                                                       {"sexual_exploitation", 0.95},
                                                       {"other", 0.3}};
  return shares.at(kind);
}
// Opened after assessment, short-term service; the rest is not opened. Child protection: national 21.7 % (112).
std::pair<double, double> open_shares(const std::string& kind) {
  static const std::map<std::string, std::pair<double, double>> shares = {{"child_protection", {0.215, 0.07}},
                                                                          {"domestic_violence", {0.33, 0.12}},
                                                                          {"vulnerable_family", {0.46, 0.14}},
                                                                          {"sexual_assault", {0.6, 0.1}},
                                                                          {"elder_protection", {0.4, 0.12}},
                                                                          {"disability_protection", {0.45, 0.1}},
                                                                          {"suicide", {0.68, 0.05}},
                                                                          {"suspected_psychiatric", {0.35, 0.1}},
                                                                          {"sexual_exploitation", {0.7, 0.05}},
                                                                          {"other", {0.2, 0.1}}};
  return shares.at(kind);
}

}  // namespace

Simulation::Impl::Impl(flow::App& a, ManualClock& c, const Population& p, const Loaded& l, const Staff& s,
                       const SimulationOptions& o)
    : app(a),
      clock(c),
      population(p),
      loaded(l),
      staff(s),
      options(o),
      rng(p.seed, "history"),
      subjects(p),
      feed(a.store, kUnderWay),
      call_rng(p.seed, "calls") {
  for (const pack::ServiceArea& area : app.packs.county.areas)
    for (const std::string& township : area.townships) areas.emplace(std::pair(area.programme, township), area.unit);
  for (const Worker& w : staff.all) units.emplace(w.unit, 0);
}

void Simulation::Impl::schedule(Instant at, Act act, const LifePtr& life, std::int64_t which) {
  if (at < clock.now()) at = clock.now();
  if (at < options.until) queue.push({at, next_order++, act, life, which});
}

void Simulation::Impl::submit(store::ChangeSet change, std::function<void(const store::Committed&)> then) {
  ++counts.changes;
  feed.submit(std::move(change), std::move(then));
}

Status Simulation::Impl::settle(const LifePtr& life) {
  if (!unnumbered.contains(life.get())) return {};
  ANWANG_CHECK(feed.drain());
  unnumbered.clear();
  drained_at = clock.now();
  return {};
}

// Growth of one in twenty a year around the middle one; the demonstration month gets its exact dispatches.
void Simulation::Impl::draw_arrivals() {
  const double years =
      static_cast<double>(options.quiet_from.us - options.from.us) / static_cast<double>(365 * kMicrosPerDay);
  const int whole = std::max(1, static_cast<int>(std::lround(years)));
  for (int y = 0; y < whole; ++y) {
    const Instant from{options.from.us + (options.quiet_from.us - options.from.us) / whole * y};
    const Instant until = y + 1 == whole
                              ? options.quiet_from
                              : Instant{options.from.us + (options.quiet_from.us - options.from.us) / whole * (y + 1)};
    const double growth = 1.0 + 0.05 * (y - (whole - 1) / 2.0);
    const double count = options.reports_a_year * growth * options.scale * (years / whole);
    for (Arrival& a : rhythm.arrivals(from, until, static_cast<std::size_t>(std::lround(count)), rng))
      draws.push_back({std::move(a), false, false, false});
  }
  std::stable_sort(draws.begin(), draws.end(),
                   [](const Draw& a, const Draw& b) { return a.arrival.at < b.arrival.at; });
  fill_month(draws);
}

void Simulation::Impl::fill_month(std::vector<Draw>& all) {
  std::vector<std::size_t> month;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!(all[i].arrival.at < options.month_from)) month.push_back(i);
  while (month.size() < options.month_dispatched * 5 / 4 && !all.empty()) {  // too quiet a month for its dispatches
    Draw extra = month.empty() ? all.back() : all[month[rng.below(month.size())]];
    extra.arrival.at = Instant{
        options.month_from.us +
        static_cast<std::int64_t>(rng.unit() * static_cast<double>(options.quiet_from.us - options.month_from.us))};
    month.push_back(all.size());
    all.push_back(extra);
  }
  std::stable_sort(all.begin(), all.end(), [](const Draw& a, const Draw& b) { return a.arrival.at < b.arrival.at; });
  month.clear();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!(all[i].arrival.at < options.month_from)) {
      all[i].in_month = true;
      month.push_back(i);
    }
  rng.shuffle(month);
  std::stable_sort(month.begin(), month.end(), [&](std::size_t a, std::size_t b) {
    return (all[a].arrival.kind == "other") < (all[b].arrival.kind == "other");
  });
  for (std::size_t i = 0; i < std::min(month.size(), options.month_dispatched); ++i) all[month[i]].dispatch = true;
  // The late ones lie early enough in the month to be over by now, and nothing about them was in danger.
  std::size_t late = options.month_late;
  for (std::size_t i = 0; i < month.size() && late > 0; ++i) {
    Draw& d = all[month[i]];
    const bool fits =
        d.dispatch && d.arrival.kind == "vulnerable_family" && d.arrival.at.plus_hours(24 * 8) < options.quiet_from;
    if (!fits && i + 1 < month.size() && options.scale >= 0.5) continue;
    if (!d.dispatch) continue;
    d.late = true;
    --late;
  }
}

Status Simulation::Impl::run(const Progress& progress) {
  draw_arrivals();
  draw_calls();
  std::stable_sort(plantings.begin(), plantings.end(),
                   [](const Planting& a, const Planting& b) { return a.at < b.at; });
  for (const auto& [code, id] : units) units[code] = app.duty.unit(code).value;
  for (const pack::Unit& u : app.packs.county.units) units[u.code] = app.duty.unit(u.code).value;
  std::size_t next = 0, planted = 0;
  const double span = static_cast<double>(options.until.us - options.from.us);
  std::uint64_t done = 0;
  for (;;) {
    // Whatever comes first: a planted report, a drawn one, a step that is due.
    const Instant never{INT64_MAX};
    const Instant drawn_at = next < draws.size() ? draws[next].arrival.at : never;
    const Instant planted_at = planted < plantings.size() ? plantings[planted].at : never;
    const Instant step_at = queue.empty() ? never : queue.top().at;
    const Instant at = std::min({drawn_at, planted_at, step_at});
    if (at == never || !(at < options.until)) break;
    clock.set(at);
    if (at.us - drained_at.us > (options.until.us - at.us < kLastDays ? kDrainAtLast : kDrainEvery)) {
      ANWANG_CHECK(feed.drain());
      unnumbered.clear();
      drained_at = at;
    }
    if (step_at == at) {
      const Event event = queue.top();
      queue.pop();
      ANWANG_CHECK(perform(event));
    } else if (planted_at == at) {
      ANWANG_CHECK(arrive(plantings[planted++]));
    } else {
      ANWANG_CHECK(arrive_drawn(draws[next++]));
    }
    if (progress && ++done % 2048 == 0) progress("history", static_cast<double>(at.us - options.from.us) / span);
  }
  ANWANG_CHECK(feed.drain());
  clock.set(options.until);
  return {};
}

Instant Simulation::Impl::decision_time(const Draw& draw, bool danger) {
  const Instant at = draw.arrival.at;
  if (draw.late) return at.plus_minutes(26 * 60 + rng.between(5, 50));
  const double hours = danger ? 0.35 * std::exp(rng.normal(0, 0.6)) : 2.6 * std::exp(rng.normal(0, 0.75));
  std::int64_t minutes = std::clamp<std::int64_t>(std::llround(hours * 60), 6, 23 * 60 + 20);
  if (!draw.in_month && rng.chance(0.003)) minutes = 24 * 60 + rng.between(10, 600);
  // Nothing of the day before is left for the night, but what is planted there.
  const std::int64_t left = (options.quiet_from.us - at.us) / (60 * kMicrosPerSecond) + 60;
  return at.plus_minutes(std::clamp<std::int64_t>(minutes, 3, std::max<std::int64_t>(8, left)));
}

void Simulation::Impl::follow_up(Fate& fate, const std::string& kind, Instant decided) {
  (void)decided;
  const auto [open, short_term] = open_shares(kind);
  const double luck = rng.unit();
  fate.assessment = luck < open                        ? "open"
                    : luck < open + short_term         ? "short_term"
                    : luck < open + short_term + 0.012 ? "missing_search"
                                                       : "not_opened";
  const double found = rng.unit();
  if (fate.assessment == "open")
    fate.finding = found < 0.95 ? "substantiated" : "unsubstantiated";
  else if (fate.assessment == "short_term")
    fate.finding = found < 0.8 ? "substantiated" : "unsubstantiated";
  else if (fate.assessment == "not_opened")
    fate.finding = found < 0.68   ? "unsubstantiated"
                   : found < 0.88 ? "not_found"
                   : found < 0.94 ? "duplicate"
                                  : "substantiated";
  fate.accept_minutes = rng.between(2, 9);
  const bool urgent = fate.grade == "grade_1";
  fate.contact_hours = urgent                        ? rng.between(2, 19)
                       : kind == "vulnerable_family" ? rng.between(20, 200)
                                                     : rng.between(5, 60);
  if (rng.chance(0.025)) fate.contact_hours += urgent ? 12 : kind == "vulnerable_family" ? 96 : 40;  // too late
  fate.attempt_first = rng.chance(0.18);
  fate.assess_days = urgent ? 3 : rng.between(8, 26);
  if (rng.chance(0.02)) fate.assess_days += rng.between(8, 20);
  fate.open_days = fate.assessment == "short_term" ? rng.between(20, 60)
                                                   : static_cast<int>(std::clamp(rng.normal(165, 60), 40.0, 420.0));
  fate.goals = fate.assessment == "open" ? rng.between(2, 4) : fate.assessment == "short_term" ? 1 : 0;
  fate.goals_met = fate.goals - (rng.chance(0.4) ? rng.between(0, fate.goals) : 0);
  const double why = rng.unit();
  fate.close_reason = fate.goals_met == fate.goals && why < 0.6 ? "goals_met"
                      : why < 0.72                              ? "risk_lowered"
                      : why < 0.84                              ? "transferred"
                      : why < 0.92                              ? "refused"
                                                                : "moved";
}

Fate Simulation::Impl::draw_fate(const Draw& draw, const Involved& who, bool danger) {
  (void)who;
  Fate fate;
  const std::string& kind = draw.arrival.kind;
  fate.decided = decision_time(draw, danger);
  fate.identified = Instant{draw.arrival.at.us + (fate.decided.us - draw.arrival.at.us) * 2 / 3};
  fate.victim_unknown = !draw.in_month && rng.chance(kind == "suspected_psychiatric" ? 0.2 : 0.02);
  const bool dispatch = draw.in_month ? draw.dispatch : rng.chance(dispatch_share(kind));
  const double luck = rng.unit();
  fate.outcome = dispatch      ? Fate::Outcome::dispatch
                 : luck < 0.8  ? Fate::Outcome::not_dispatched
                 : luck < 0.92 ? Fate::Outcome::advice
                               : Fate::Outcome::jurisdiction;
  const pack::Programme* programme = app.packs.programme(kind);
  if (programme != nullptr && !programme->grades.empty())
    fate.grade = danger || rng.chance(0.03) ? "grade_1" : "grade_2";
  follow_up(fate, kind, fate.decided);
  return fate;
}

Status Simulation::Impl::arrive_drawn(const Draw& draw) {
  const std::string& kind = draw.arrival.kind;
  const bool must_be_free = draw.in_month && draw.dispatch;
  const auto refuse = [&](std::int32_t person) {
    if (untouched.contains(person)) return true;
    const bool taken = busy(person, kind) != nullptr || reserved.contains({person, kind});
    return taken && (must_be_free || !rng.chance(0.4));
  };
  Involved who = subjects.draw(kind, draw.arrival.at, 0.27, rng, refuse);
  if (who.victim == kNobody) return {};
  if (untouched.contains(who.respondent)) who.respondent = kNobody;
  const bool danger = rng.chance(kind == "domestic_violence" ? 0.07
                                 : kind == "suicide"         ? 0.3
                                 : kind == "sexual_assault"  ? 0.15
                                                             : 0.045);
  int tipvda = -1;
  if (kind == "domestic_violence" && draw.arrival.source == "police")
    tipvda = rng.chance(0.0935) ? rng.between(8, 13) : rng.between(0, 6);
  Planting p{draw.arrival.at, kind, draw.arrival.source, who, draw_fate(draw, who, danger || tipvda >= 8), {}};
  p.draft = make_draft(population, {draw.arrival, who, danger, tipvda}, rng);
  if (must_be_free) reserved.insert({who.victim, kind});
  return arrive(p);
}

// Received by the same function as every report.
Status Simulation::Impl::arrive(const Planting& planting) {
  access::Viewer viewer;
  viewer.county = app.county;
  viewer.account = AccountId{planting.draft.channel == intake::Channel::mandated ? 0 : screener(planting.at)};
  viewer.network = "";
  auto prepared = flow::prepare_report(app, viewer, planting.draft, {});
  if (!prepared) return tl::unexpected<Error>(std::move(prepared).error());
  auto life = std::make_shared<Life>();
  life->who = planting.who;
  life->fate = planting.fate;
  life->report = std::move(prepared->report);
  life->subjects = std::move(prepared->subjects);
  life->clock = std::move(prepared->clock);
  for (const intake::SubjectDraft& subject : planting.draft.subjects)
    life->clues.push_back(flow::clues_of(subject, planting.at));
  unnumbered.insert(life.get());
  submit(std::move(prepared->change), [life](const store::Committed& c) {
    if (!c.numbers.empty()) life->report.report_no = c.numbers.front();
  });
  ++counts.reports;
  subjects.reported(planting.kind, planting.who, planting.at);
  if (life->fate.claimed.set()) schedule(life->fate.claimed, Act::claim, life);
  if (life->fate.identified.set()) schedule(life->fate.identified, Act::identify, life);
  if (life->fate.more_info.set()) schedule(life->fate.more_info, Act::more_info, life);
  if (life->fate.decided.set()) schedule(life->fate.decided, Act::decide, life);
  return {};
}

Simulation::Simulation(flow::App& app, ManualClock& clock, const Population& population, const Loaded& loaded,
                       const Staff& staff, const SimulationOptions& options)
    : impl_(std::make_unique<Impl>(app, clock, population, loaded, staff, options)) {}
Simulation::~Simulation() = default;
void Simulation::plant(Instant at, std::string kind, std::string source, Involved who, Fate fate,
                       intake::ReportDraft draft) {
  impl_->plantings.push_back({at, std::move(kind), std::move(source), who, std::move(fate), std::move(draft)});
}
void Simulation::set_aside(const std::set<std::int32_t>& persons) {
  impl_->untouched.insert(persons.begin(), persons.end());
}
Status Simulation::run(const Progress& progress) { return impl_->run(progress); }
const Simulation::Counts& Simulation::counts() const { return impl_->counts; }

}  // namespace anwang::synth
