// 我的工作: overdue, today, the week; what came back; the days ahead.
#include "api/edge.h"
#include "api/work_json.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

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
                               {"calendar", std::move(calendar)}});
}

}  // namespace

void bind_my_work(Router& routes, Edge&) { routes.add({Method::get, "/api/v1/my/work", "work.own"}, get_my_work); }

}  // namespace anwang::api
