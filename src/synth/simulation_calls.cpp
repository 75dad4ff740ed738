// Calls that are no report (福利諮詢): by the same calendar as what people report themselves, two in three in office
// hours, with somebody to be called back now and then.
#include <array>

#include "flow/calls.h"
#include "synth/places.h"
#include "synth/simulation_impl.h"

namespace anwang::synth {
namespace {

struct Topic {
  const char *code, *note;
  int weight;  // of 100 (estimate)
};
constexpr std::array kTopics = std::to_array<Topic>({
    {"welfare", "詢問中低收入戶申請資格與應備文件，已說明並告知公所窗口。", 31},
    {"parenting", "孩子不肯上學，家長情緒焦慮，已說明親職講座與諮商資源。", 15},
    {"elder", "詢問長照2.0申請與居家服務，已轉知1966。", 16},
    {"mental_health", "家人失眠情緒低落，無自傷意念，已說明社區心理諮商據點。", 12},
    {"domestic_violence", "詢問保護令聲請流程，目前已離家且安全，暫不通報。", 9},
    {"disability", "詢問身心障礙鑑定與輔具補助。", 7},
    {"legal", "詢問離婚與監護權，已提供法律扶助基金會電話。", 5},
    {"reporting", "托育人員詢問責任通報時限與方式，已說明。", 3},
    {"other", "撥錯單位，已轉接。", 2},
});
constexpr std::array<const char*, 5> kCallers = {"self", "family", "neighbour", "education", "village_officer"};

}  // namespace

void Simulation::Impl::draw_calls() {
  const double years =
      static_cast<double>(options.until.us - options.from.us) / static_cast<double>(365 * kMicrosPerDay);
  const auto wanted = static_cast<std::size_t>(options.calls_a_year * options.scale * years);
  // What people report themselves has the rhythm of what they ask: the mix draws it, its kind does not matter here.
  std::size_t have = 0;
  while (have < wanted) {
    for (const Arrival& a : rhythm.arrivals(options.from, options.until, (wanted - have) * 4 + 8, call_rng)) {
      if (have == wanted) break;
      if (a.source != "public" && a.source != "self" && a.source != "education" && a.source != "social") continue;
      queue.push({a.at, next_order++, Act::call, nullptr, 0});
      ++have;
    }
  }
}

Status Simulation::Impl::call() {
  int at = call_rng.between(1, 100);
  const Topic* topic = kTopics.data();
  while (at > topic->weight) at -= (topic++)->weight;
  flow::CallDraft draft;
  draft.ended_at = clock.now();
  draft.started_at = clock.now().plus_minutes(-call_rng.between(2, 19));
  draft.topic = topic->code;
  draft.note = topic->note;
  draft.caller_class = kCallers[call_rng.below(kCallers.size())];
  const Person& somebody = population.persons[call_rng.below(population.persons.size())];
  draft.township = township_code(population.townships[somebody.township]);
  if (call_rng.chance(0.06)) draft.call_back_at = clock.now().plus_hours(call_rng.between(2, 16));
  auto planned = flow::plan_call(step(screener(clock.now())), draft);
  if (!planned) return fault(planned);
  ++counts.calls;
  submit(std::move(planned->change));
  return {};
}

}  // namespace anwang::synth
