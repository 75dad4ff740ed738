// Whom reports are about: persons by kind, likelier where there is little money, one parent, a hard township; some
// families again and again. And what a reporter writes down of them, with the slips of the pen that people make.
// Thread-safety: one caller.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "intake/model.h"
#include "synth/population.h"
#include "synth/rhythm.h"
#include "synth/rng.h"

namespace anwang::synth {

struct Involved {
  std::int32_t victim = kNobody, respondent = kNobody;
  bool again = false;  // reported before within the year
};

class Subjects {
 public:
  explicit Subjects(const Population& population);
  // `again`: the share of those reported before. `refuse`: somebody who may not be chosen now.
  Involved draw(const std::string& kind, Instant at, double again, Rng& rng,
                const std::function<bool(std::int32_t)>& refuse);
  // Told when a report came in, so that the family may come back.
  void reported(const std::string& kind, const Involved& who, Instant at);

 private:
  struct Pool {
    std::vector<std::int32_t> persons;
    Weighted weights;
  };
  struct Seen {
    Involved who;
    Instant at;
  };
  [[nodiscard]] std::int32_t respondent_of(const std::string& kind, std::int32_t victim, Rng& rng) const;
  const Population& population_;
  std::map<std::string, Pool> pools_;
  std::map<std::string, std::deque<Seen>> seen_;
};

// The draft as the reporter hands it in: times, place, subjects, narrative, answers.
struct DraftInput {
  const Arrival& arrival;
  const Involved& who;
  bool danger = false;
  int tipvda = -1;
};
intake::ReportDraft make_draft(const Population& population, const DraftInput& input, Rng& rng);
// One subject with everything known of the person.
intake::SubjectDraft subject_of(const Population& population, std::int32_t person, const std::string& role);

}  // namespace anwang::synth
