// 我的工作: overdue, today, the week; what came back; the days ahead.
#include "api/edge.h"
#include "api/work_json.h"
#include "flow/own_duty.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json duty_json(const flow::OwnDuty& d) {
  const intake::Roster& r = d.roster.front();
  return JsonObject{{"kind", d.shift.kind},
                    {"starts_at", time_json(d.shift.starts_at)},
                    {"ends_at", time_json(d.shift.ends_at)},
                    {"checked_out_at", time_json(r.checked_out_at)},
                    {"overtime_minutes", opt_json(r.overtime_minutes)}};
}

// 簽退: ends one's turn of duty; what ran over is 補休.
Result<Answer> post_end_duty(Call& call) {
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto done, flow::end_duty(call.app(), call.viewer(), key));
  Answer answer = Answer::ok(duty_json(done.value));
  answer.seq = done.seq;
  return answer;
}

Result<Answer> get_my_work(Call& call) {
  ANWANG_TRY(const auto work, flow::read_my_work(call.app(), call.viewer()));
  PeopleBriefs people(call, access::Purpose::list);
  for (const auto* list : {&work.overdue, &work.today, &work.week, &work.calendar}) {
    for (const flow::Task& t : *list) people.want(t.clock.person_id, t.subject_id);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(people.load(*reader));
  const auto tasks = [&](const std::vector<flow::Task>& list) {
    JsonArray out;
    for (const flow::Task& t : list) out.push_back(task_json(call, people, t));
    return out;
  };
  const auto own = flow::load_own_duty(*reader, flow::step_of(call.app(), call.viewer()));
  if (!own && own.error().code != Errc::not_found) return fail(own.error());
  JsonArray returned, calendar;
  for (const auto& r : work.returned) {
    returned.push_back(JsonObject{{"id", std::to_string(r.id)},
                                  {"kind", r.kind},
                                  {"at", time_json(r.at)},
                                  {"case_id", Json()},
                                  {"report_id", id_json(r.report_id)},
                                  {"args", JsonObject{{"report_no", r.report_no}}}});
  }
  for (const flow::Task& t : work.calendar) {
    calendar.push_back(JsonObject{
        {"at", time_json(t.clock.due_at)},
        {"kind", t.clock.rule},
        {"args", JsonObject{{"case_id", id_json(t.clock.case_id)}, {"report_id", id_json(t.clock.report_id)}}}});
  }
  return Answer::ok(JsonObject{{"overdue", tasks(work.overdue)},
                               {"today", tasks(work.today)},
                               {"week", tasks(work.week)},
                               {"returned", std::move(returned)},
                               {"caseload", JsonObject{{"open", work.open}, {"weighted", work.weighted}}},
                               {"duty", own ? duty_json(*own) : Json()},
                               {"calendar", std::move(calendar)}});
}

}  // namespace

void bind_my_work(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/my/work", "work.own"}, get_my_work);
  routes.add({Method::post, "/api/v1/my/duty/end", "work.own", 4096}, post_end_duty);
}

}  // namespace anwang::api
