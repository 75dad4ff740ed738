// Inside of the simulation: its queue, its registers, its steps. Only simulation*.cpp include this.
#pragma once

#include <set>

#include "flow/identify.h"
#include "synth/simulation.h"

namespace anwang::synth {

using LifePtr = std::shared_ptr<Life>;

enum class Act {
  claim,
  identify,
  more_info,
  call,
  decide,
  countersign,
  assign,
  accept,
  attempt,
  contact,
  assess,
  goal,
  visit,
  see_again,
  judge,
  close,
  respond,
  read_closing
};

struct Event {
  Instant at;
  std::uint64_t order = 0;  // equal moments: as they were made
  Act act{};
  LifePtr life;
  std::int64_t which = 0;  // a transition's or goal's index
  bool operator<(const Event& other) const {
    return at != other.at ? other.at < at : other.order < order;
  }  // soonest on top
};

struct Planting {
  Instant at;
  std::string kind, source;
  Involved who;
  Fate fate;
  intake::ReportDraft draft;
};

// What is drawn of a report on the day it comes in.
struct Draw {
  Arrival arrival;
  bool in_month = false, dispatch = false, late = false;
};

inline constexpr std::int64_t kRemembered = 365 * kMicrosPerDay;  // how long a closing matters to a new report

template <class T>
Status fault(Result<T>& result) {
  return tl::unexpected<Error>(std::move(result).error());
}

inline std::vector<clock::Clock> of_record(const std::vector<clock::Clock>& clocks, std::string_view table,
                                           std::int64_t id) {
  std::vector<clock::Clock> out;
  for (const clock::Clock& c : clocks)
    if (c.tbl == table && c.record_id == id) out.push_back(c);
  return out;
}

struct Simulation::Impl {
  Impl(flow::App& app, ManualClock& clock, const Population& population, const Loaded& loaded, const Staff& staff,
       const SimulationOptions& options);

  Status run(const Progress& progress);

  // Arrivals.
  void draw_arrivals();
  void draw_calls();
  void fill_month(std::vector<Draw>& draws);
  Status arrive_drawn(const Draw& draw);
  Status arrive(const Planting& planting);
  Fate draw_fate(const Draw& draw, const Involved& who, bool danger);
  void follow_up(Fate& fate, const std::string& kind, Instant decided);
  Instant decision_time(const Draw& draw, bool danger);

  // Steps; each submits what it planned and schedules what follows.
  Status perform(const Event& event);
  Status claim(const LifePtr& life);
  Status identify(const LifePtr& life);
  Status more_info(const LifePtr& life);
  Status call();  // 福利諮詢 at this moment
  Status decide(const LifePtr& life);
  Status countersign(const LifePtr& life);
  Status assign(const LifePtr& life);
  Status accept(const LifePtr& life);
  Status contact(const LifePtr& life, bool attempt, bool first);
  Status assess(const LifePtr& life);
  Status set_goal(const LifePtr& life);
  Status judge(const LifePtr& life);
  Status close(const LifePtr& life);
  Status respond(const LifePtr& life, std::size_t transition);
  Status record(const LifePtr& life, const flow::ContactInput& input);  // a contact, as made
  Status see_again(const LifePtr& life);
  Status read_closing(const LifePtr& life);

  // Helpers.
  flow::Step step(std::int64_t actor) const;
  void schedule(Instant at, Act act, const LifePtr& life, std::int64_t which = 0);
  // Some minutes into a working moment.
  Instant at_office(Instant at) { return rhythm.office_hours(at, rng); }
  Status settle(const LifePtr& life);  // its numbers are known
  void submit(store::ChangeSet change, std::function<void(const store::Committed&)> then = {});
  void keep(Life& life, const std::vector<clock::Clock>& changed);
  flow::CaseFacts case_facts(const Life& life) const;
  std::int64_t screener(Instant at) const;
  std::int64_t person_id(std::int32_t person) const {
    return person == kNobody ? 0 : loaded.persons[static_cast<std::size_t>(person)];
  }
  const std::string& unit_of(const std::string& programme, const std::string& township) const;
  std::int64_t unit_id(const std::string& code) const;
  std::int64_t supervisor_of(const std::string& unit);
  LifePtr busy(std::int32_t person, const std::string& programme) const;
  void collect_history(const Life& life, flow::DecisionFacts& facts) const;
  std::optional<flow::DecisionItem> decision_item(const LifePtr& life, flow::DecisionFacts& facts);
  void after_decision(const LifePtr& life);
  std::int64_t night_worker(const Life& life, const std::string& unit);
  std::int64_t day_worker(const Life& life, const std::string& unit);

  flow::App& app;
  ManualClock& clock;
  const Population& population;
  const Loaded& loaded;
  const Staff& staff;
  SimulationOptions options;
  Rng rng;
  Rhythm rhythm;
  Subjects subjects;
  Feed feed;
  Instant drained_at;
  std::uint64_t next_order = 0;
  std::priority_queue<Event> queue;
  std::vector<Draw> draws;
  std::vector<Planting> plantings;
  std::unordered_map<std::int32_t, std::vector<LifePtr>> lives;          // by victim
  std::unordered_map<std::int32_t, std::vector<LifePtr>> closed_houses;  // by household
  std::unordered_map<std::int64_t, LifePtr> by_case;
  std::set<std::pair<std::int32_t, std::string>> reserved;  // on their way to a decision
  std::set<std::int32_t> untouched;                         // never drawn
  Rng call_rng;
  std::set<const Life*> unnumbered;                                  // waiting for their number
  std::map<std::pair<std::string, std::string>, std::string> areas;  // programme, township → unit
  std::map<std::string, std::int64_t> units;
  Counts counts;
};

}  // namespace anwang::synth
