#include "casework/worker_suggestion.h"

#include <algorithm>
#include <cstdio>

namespace anwang::casework {

namespace {

std::string one_decimal(double v) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", v);
  return text;
}

bool on_leave(const WorkerFacts& w, Date today) {
  return w.leave_from.set() && w.leave_from <= today && (!w.leave_until.set() || today <= w.leave_until);
}

WorkerCard card_of(WorkerFacts facts, const Need& need, const SuggestionWeights& weights) {
  WorkerCard card;
  const auto add = [&card](std::string code, std::string value, double points) {
    card.reasons.push_back({std::move(code), std::move(value), points});
    card.score += points;
  };
  add("open_cases", std::to_string(facts.open_cases), 0);
  add("weighted", one_decimal(facts.weighted), weights.per_weighted_case * facts.weighted);
  if (facts.overdue > 0) add("overdue", std::to_string(facts.overdue), weights.per_overdue * facts.overdue);
  if (facts.on_duty) add("on_duty", "", need.urgent ? weights.on_duty_urgent : 0);
  if (!need.language.empty() && need.language != "zh") {
    const bool speaks =
        std::find(facts.languages.begin(), facts.languages.end(), need.language) != facts.languages.end();
    add(speaks ? "language" : "no_language", need.language, speaks ? weights.language : 0);
  }
  add(facts.continuity ? "continuity" : "no_continuity", "", facts.continuity ? weights.continuity : 0);
  if (facts.seniority_years >= 0) {
    add("seniority", std::to_string(facts.seniority_years), weights.per_year * std::min(facts.seniority_years, 6));
  }
  card.suggested = true;
  const auto exclude = [&card](std::string code, std::string value) {
    card.suggested = false;
    card.reasons.insert(card.reasons.begin(), {std::move(code), std::move(value), 0});
  };
  if (on_leave(facts, need.today)) exclude("leave", facts.leave_until.set() ? facts.leave_until.iso() : "");
  if (!facts.does_programme) exclude("not_programme", "");
  if (!facts.active) exclude("inactive", "");
  card.facts = std::move(facts);
  return card;
}

}  // namespace

std::vector<WorkerCard> suggest_workers(std::vector<WorkerFacts> workers, const Need& need,
                                        const SuggestionWeights& weights) {
  std::vector<WorkerCard> cards;
  cards.reserve(workers.size());
  for (WorkerFacts& w : workers) cards.push_back(card_of(std::move(w), need, weights));
  std::sort(cards.begin(), cards.end(), [](const WorkerCard& a, const WorkerCard& b) {
    if (a.suggested != b.suggested) return a.suggested;
    if (a.score > b.score || b.score > a.score) return a.score > b.score;
    if (a.facts.open_cases != b.facts.open_cases) return a.facts.open_cases < b.facts.open_cases;
    return a.facts.account_id < b.facts.account_id;
  });
  int rank = 0;
  for (WorkerCard& card : cards) {
    if (!card.suggested) continue;
    if (++rank > weights.suggest_at_most) {
      card.suggested = false;
      card.reasons.push_back({"lower_rank", std::to_string(rank), 0});
    } else {
      card.rank = rank;
    }
  }
  return cards;
}

}  // namespace anwang::casework
