// The open cases that the demonstration's duty worker carries: seven children, thirteen adults, and the one of the
// evening (night.cpp) make 21, whatever the size of the county. Each came in as a report, was dispatched, accepted,
// visited and opened like any other.
#include "synth/night.h"

namespace anwang::synth {
namespace {

constexpr int kChildren = 7, kAdults = 13;
constexpr int kFirstDay = 30, kEvery = 6;  // days before the night: none in its month, whose dispatches are counted

bool fits(const Population& population, const Person& p, bool child) {
  const int age = population.age(p);
  if (child) return age >= 7 && age < 15 && (p.mother != kNobody || p.father != kNobody);
  return p.sex == Gender::female && age >= 24 && age < 55 && p.spouse != kNobody;
}

class Caseload {
 public:
  Caseload(Simulation& simulation, const Stage& stage)
      : simulation_(simulation),
        s_(stage),
        monday_(taipei_date(stage.as_of)),
        rng_(stage.population.seed, "caseload") {}

  void run() {
    taken_ = s_.planted.set_aside(s_.population);
    for (int i = 0; i < kChildren + kAdults; ++i) {
      const bool child = i % 3 == 0;  // seven of twenty
      const std::int32_t who = somebody(child);
      if (who != kNobody) begin(i, who, child);
    }
    simulation_.set_aside(taken_);
  }

 private:
  // Of a household that nothing else happens to.
  std::int32_t somebody(bool child) {
    const auto& persons = s_.population.persons;
    const std::size_t start = rng_.below(persons.size());
    for (std::size_t k = 0; k < persons.size(); ++k) {
      const std::size_t i = (start + k) % persons.size();
      const auto who = static_cast<std::int32_t>(i);
      if (taken_.contains(who) || !fits(s_.population, persons[i], child)) continue;
      const Household& h = s_.population.households[static_cast<std::size_t>(persons[i].household)];
      taken_.insert(h.members.begin(), h.members.end());
      return who;
    }
    return kNobody;
  }

  void begin(int i, std::int32_t who, bool child) {
    const Person& p = s_.population.persons[static_cast<std::size_t>(who)];
    const Date day = monday_.plus_days(-(kFirstDay + kEvery * i));
    Arrival arrival;
    arrival.kind = child ? "child_protection" : "domestic_violence";
    arrival.source = child ? "education" : "police";
    arrival.at = child ? at_taipei(day, 10, 5 + i) : at_taipei(day, 22, 20 + i);
    const Involved involved{who, child ? (p.father != kNobody ? p.father : p.mother) : p.spouse, false};
    Fate fate;
    fate.grade = "grade_2";
    fate.worker = s_.staff.id("chen");
    fate.identified = arrival.at.plus_minutes(25);
    fate.decided = arrival.at.plus_minutes(40);
    fate.accept_minutes = 6;
    fate.contact_hours = 15;
    fate.assess_days = 12;
    fate.open_days = 400;
    fate.assessment = "open";
    fate.finding = "substantiated";
    fate.goals = 3;
    auto draft = make_draft(s_.population, {arrival, involved, false, child ? -1 : 5}, rng_);
    simulation_.plant(arrival.at, arrival.kind, arrival.source, involved, std::move(fate), std::move(draft));
  }

  Simulation& simulation_;
  const Stage& s_;
  Date monday_;
  Rng rng_;
  std::set<std::int32_t> taken_;
};

}  // namespace

void plant_caseload(Simulation& simulation, const Stage& stage) { Caseload(simulation, stage).run(); }

}  // namespace anwang::synth
