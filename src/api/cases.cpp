// Cases: the list, the page, contacts, assessment, goals, notes, closing, the second reader.
#include "api/case_documents.h"
#include "api/change.h"
#include "api/co_workers.h"
#include "api/cursor.h"
#include "api/edge.h"
#include "api/fields.h"
#include "api/work_json.h"
#include "casework/rules.h"
#include "flow/case_page.h"

namespace anwang::api {
namespace {

using access::Outcome;
using access::Purpose;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

const char* restricted_word(Outcome outcome) { return outcome == Outcome::masked ? "masked" : "existence"; }

Result<Answer> get_cases(Call& call) {
  flow::CaseListFilter filter;
  filter.mine = call.query("mine") == "1";
  filter.state = call.query("state");
  filter.q = call.query("q");
  if (filter.q.size() > 60) return fail_field("/q", "too_long");
  if (const std::string lead = call.query("lead"); !lead.empty()) {
    const auto id = parse_id(lead);
    if (!id) return fail_field("/lead", "unknown_code");
    filter.lead = *id;
  }
  const std::string bound = "cases " + std::to_string(static_cast<int>(filter.mine)) + " " +
                            std::to_string(filter.lead) + " " + filter.state + " " + filter.q;
  ANWANG_TRY(filter.after, read_cursor(call, bound));
  ANWANG_TRY(const auto list, flow::read_cases(call.app(), call.viewer(), filter));
  Briefs briefs(call);
  PeopleBriefs people(call, Purpose::list);
  for (const auto& row : list.rows) {
    briefs.want_account(row.case_file.lead_id);
    briefs.want_unit(row.case_file.unit_id);
    people.want(row.case_file.person_id);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  ANWANG_CHECK(people.load(*reader));
  JsonArray items;
  for (const auto& row : list.rows) {
    const casework::CaseFile& c = row.case_file;
    const bool facts = row.outcome >= Outcome::masked;
    items.push_back(JsonObject{{"id", std::to_string(c.id)},
                               {"case_no", facts ? text_json(c.case_no) : Json()},
                               {"programme", c.programme},
                               {"state", facts ? text_json(c.state) : Json()},
                               {"grade", facts ? text_json(c.grade) : Json()},
                               {"person", facts ? people.brief(c.person_id) : Json()},
                               {"lead", briefs.account(c.lead_id)},
                               {"unit", briefs.unit(c.unit_id)},
                               {"received_at", time_json(c.received_at)},
                               {"closed_at", facts ? time_json(c.closed_at) : Json()},
                               {"next_due_at", facts && row.next.id != 0 ? time_json(row.next.due_at) : Json()},
                               {"next_clock", facts && row.next.id != 0 ? clock_json(call, people, row.next) : Json()},
                               {"restricted", facts ? Json() : Json(restricted_word(row.outcome))}});
  }
  std::string next;
  if (list.more) {
    const casework::CaseFile& last = list.rows.back().case_file;
    next = make_cursor(call, bound, std::to_string(last.received_at.us) + ":" + std::to_string(last.id));
  }
  return Answer::ok(list_json(std::move(items), next, Json(), call.now()));
}

void want_page(Briefs& briefs, PeopleBriefs& people, const flow::CasePage& page) {
  const casework::CaseFile& c = page.facts.case_file;
  briefs.want_unit(c.unit_id);
  for (const std::int64_t id : {c.lead_id, c.close_reader_id, page.previous.lead_id}) briefs.want_account(id);
  people.want(c.person_id);
  for (const auto& p : page.facts.participants) people.want(p.person_id);
  for (const auto& k : page.facts.clocks) people.want(k.person_id);
  for (const auto& n : page.contacts) {
    briefs.want_account(n.worker_id);
    people.want(n.person_id);
  }
  for (const auto& n : page.notes) briefs.want_account(n.author_id);
  for (const auto& l : page.links) briefs.want_account(l.lead_id);
  for (const auto& w : page.co_workers) briefs.want_account(w.account_id);
  for (const auto& h : page.history) briefs.want_account(h.actor);
}

Json words_of(const flow::CasePage& page, std::int64_t id) {
  const auto found = page.words.find(id);
  return found == page.words.end() ? Json() : text_json(found->second.reveal());
}

Json core_json(const Briefs& briefs, const PeopleBriefs& people, const flow::CasePage& page) {
  const casework::CaseFile& c = page.facts.case_file;
  Json previous;
  if (page.previous.id != 0) {
    const auto days = casework::days_since_closing(page.previous.closed_at, c.received_at);
    previous = JsonObject{
        {"id", std::to_string(page.previous.id)},          {"case_no", page.previous.case_no},
        {"closed_at", time_json(page.previous.closed_at)}, {"close_reason", text_json(page.previous.close_reason)},
        {"lead", briefs.account(page.previous.lead_id)},   {"days", days ? Json(std::int64_t{*days}) : Json()}};
  }
  return JsonObject{{"id", std::to_string(c.id)},
                    {"version", c.version},
                    {"case_no", c.case_no},
                    {"programme", c.programme},
                    {"state", c.state},
                    {"grade", text_json(c.grade)},
                    {"person", people.brief(c.person_id)},
                    {"household_id", id_json(c.household_id)},
                    {"unit", briefs.unit(c.unit_id)},
                    {"lead", briefs.account(c.lead_id)},
                    {"co_workers", co_workers_json(briefs, page.co_workers)},
                    {"decides", page.decides},
                    {"township", text_json(c.township)},
                    {"report_id", id_json(c.report_id)},
                    {"received_at", time_json(c.received_at)},
                    {"first_contact_at", time_json(c.first_contact_at)},
                    {"assessed_at", time_json(c.assessed_at)},
                    {"finding", text_json(c.finding)},
                    {"opened_at", time_json(c.opened_at)},
                    {"closed_at", time_json(c.closed_at)},
                    {"close_reason", text_json(c.close_reason)},
                    {"close_reader", briefs.account(c.close_reader_id)},
                    {"close_read_at", time_json(c.close_read_at)},
                    {"weight", c.weight},
                    {"previous", std::move(previous)}};
}

Json contact_json(const Briefs& briefs, const PeopleBriefs& people, const flow::CasePage& page,
                  const casework::Contact& n) {
  return JsonObject{{"id", std::to_string(n.id)},
                    {"person", people.brief(n.person_id)},
                    {"worker", briefs.account(n.worker_id)},
                    {"kind", n.kind},
                    {"face_to_face", n.face_to_face},
                    {"happened_at", time_json(n.happened_at)},
                    {"recorded_at", time_json(n.recorded_at)},
                    {"place", text_json(n.place)},
                    {"note", words_of(page, n.id)},
                    {"not_seen_reason", text_json(n.not_seen_reason)},
                    {"next_try_at", time_json(n.next_try_at)},
                    {"substitute", text_json(n.substitute)}};
}

Json link_json(const Briefs& briefs, const flow::LinkView& view) {
  const casework::CaseLink& l = view.link;
  return JsonObject{{"id", std::to_string(l.id)},
                    {"kind", l.kind},
                    {"case_id", id_json(l.other_case_id)},
                    {"case_no", text_json(view.case_no)},
                    {"report_id", id_json(l.report_id)},
                    {"report_no", text_json(view.report_no)},
                    {"linked_at", time_json(l.linked_at)},
                    {"lead", briefs.account(view.lead_id)},
                    {"programme", text_json(view.programme)}};
}

Json page_json(const Call& call, const Briefs& briefs, const PeopleBriefs& people, const flow::CasePage& page) {
  JsonArray participants, clocks, contacts, goals, notes, links, re_reports, history;
  for (const auto& p : page.facts.participants) {
    participants.push_back(
        JsonObject{{"id", std::to_string(p.id)}, {"person", people.brief(p.person_id)}, {"role", p.role}});
  }
  for (const auto& k : page.facts.clocks) clocks.push_back(clock_json(call, people, k));
  for (const auto& n : page.contacts) contacts.push_back(contact_json(briefs, people, page, n));
  for (const auto& g : page.facts.goals) {
    goals.push_back(JsonObject{{"id", std::to_string(g.id)},
                               {"version", g.version},
                               {"title", words_of(page, g.id)},
                               {"target_on", text_json(g.target_on)},
                               {"met", opt_json(g.met)},
                               {"ended_at", time_json(g.ended_at)}});
  }
  for (const auto& n : page.notes) {
    notes.push_back(JsonObject{{"id", std::to_string(n.id)},
                               {"author", briefs.account(n.author_id)},
                               {"written_at", time_json(n.written_at)},
                               {"text", words_of(page, n.id)}});
  }
  for (const auto& l : page.links) {
    const bool re = l.link.kind.starts_with("re_report");
    (re ? re_reports : links).push_back(link_json(briefs, l));
  }
  for (const auto& h : page.history) {
    history.push_back(
        JsonObject{{"at", iso_instant(h.at)}, {"kind", h.kind}, {"actor", briefs.account(h.actor)}, {"args", h.args}});
  }
  return JsonObject{{"case", core_json(briefs, people, page)},
                    {"participants", std::move(participants)},
                    {"clocks", std::move(clocks)},
                    {"contacts", std::move(contacts)},
                    {"goals", std::move(goals)},
                    {"notes", std::move(notes)},
                    {"links", std::move(links)},
                    {"re_reports", std::move(re_reports)},
                    {"history", std::move(history)},
                    {"restricted", page.content == Outcome::full ? Json() : Json("content")}};
}

Result<Answer> answer_case(Call& call, std::int64_t id, std::int64_t seq, int status = 200) {
  ANWANG_TRY(const auto page, flow::read_case(call.app(), call.viewer(), id));
  Briefs briefs(call);
  PeopleBriefs people(call, Purpose::detail);
  want_page(briefs, people, page);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  if (page.fact < Outcome::masked) {
    const casework::CaseFile& c = page.facts.case_file;
    return Answer::ok(JsonObject{{"case", JsonObject{{"id", std::to_string(c.id)},
                                                     {"programme", c.programme},
                                                     {"unit", briefs.unit(c.unit_id)},
                                                     {"lead", briefs.account(c.lead_id)},
                                                     {"restricted", "existence"}}}});
  }
  ANWANG_CHECK(people.load(*reader));
  ANWANG_TRY(auto documents, case_documents_json(call, *reader, page.facts.case_file, page.content == Outcome::full));
  Json body = page_json(call, briefs, people, page);
  body.object()->append("documents", std::move(documents));
  Answer answer = Answer::written(std::move(body), page.facts.case_file.version, seq);
  answer.status = status;
  return answer;
}

Result<Answer> get_case(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  return answer_case(call, id, 0);
}

template <class T>
Result<T> with_case(Call& call, std::int64_t id, const Json& yours, Result<T> result) {
  return with_current(call, yours, std::move(result), [&]() -> Result<Json> {
    ANWANG_TRY(const auto now, answer_case(call, id, 0));
    if (now.body.get("case") == nullptr) return fail(Errc::not_found, "not_found");
    return *now.body.get("case");
  });
}

Result<Answer> post_contact(Call& call) {
  ANWANG_TRY(const auto in, read_addition(call));
  Fields body(in.json);
  flow::ContactInput input;
  input.case_id = in.id;
  input.person_id = body.id("person_id").value_or(0);
  input.kind = body.text("kind", 20);
  input.face_to_face = body.boolean("face_to_face").value_or(false);
  input.happened_at = body.instant("happened_at").value_or(Instant{});
  input.place = body.text("place", 200);
  input.note = body.text("note", 8000);
  input.not_seen_reason = body.text("not_seen_reason", 40);
  input.next_try_at = body.instant("next_try_at").value_or(Instant{});
  input.substitute = body.text("substitute", 40);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_case(call, in.id, in.json, flow::add_contact(call.app(), call.viewer(), input, in.key)));
  return answer_case(call, in.id, done.seq, done.replayed ? 200 : 201);
}

Result<Answer> post_assessment(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::AssessInput input{in.id, in.version, body.text("outcome", 20), body.text("finding", 20),
                          body.text("reason", 4000)};
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, with_case(call, in.id, in.json, flow::assess(call.app(), call.viewer(), input, in.key)));
  return answer_case(call, in.id, done.seq);
}

Result<Answer> post_goal(Call& call) {
  ANWANG_TRY(const auto in, read_addition(call));
  Fields body(in.json);
  const std::string title = body.text("title", 300);
  const auto target = body.date("target_on");
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_case(call, in.id, in.json,
                       flow::add_goal(call.app(), call.viewer(), {in.id, title, target ? target->iso() : ""}, in.key)));
  return answer_case(call, in.id, done.seq, done.replayed ? 200 : 201);
}

Result<Answer> put_goal(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  const auto met = body.boolean("met");
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::set_goal(call.app(), call.viewer(), in.id, in.version, met, in.key));
  return Answer::written(
      JsonObject{{"id", std::to_string(in.id)}, {"met", opt_json(met)}, {"version", done.value.version}},
      done.value.version, done.seq);
}

Result<Answer> post_note(Call& call) {
  ANWANG_TRY(const auto in, read_addition(call));
  Fields body(in.json);
  const std::string text = body.text("text", 8000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::add_note(call.app(), call.viewer(), in.id, text, in.key));
  return answer_case(call, in.id, done.seq, done.replayed ? 200 : 201);
}

Result<Answer> post_close(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::CloseInput input{in.id, in.version, body.text("reason", 40), body.text("note", 4000),
                         body.ids("unmet_goals", 100)};
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_case(call, in.id, in.json, flow::close_case(call.app(), call.viewer(), input, in.key)));
  return answer_case(call, in.id, done.seq);
}

Result<Answer> post_read_closing(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const std::string note = body.text("note", 4000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, with_case(call, id, json, flow::read_closing(call.app(), call.viewer(), id, note, key)));
  return answer_case(call, id, done.seq);
}

}  // namespace

void bind_cases(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/cases", "case.read"}, get_cases);
  routes.add({Method::get, "/api/v1/cases/{id}", "case.read"}, get_case);
  routes.add({Method::post, "/api/v1/cases/{id}/contacts", "case.write"}, post_contact);
  routes.add({Method::post, "/api/v1/cases/{id}/assessment", "case.write"}, post_assessment);
  routes.add({Method::post, "/api/v1/cases/{id}/goals", "case.write"}, post_goal);
  routes.add({Method::put, "/api/v1/goals/{id}", "case.write"}, put_goal);
  routes.add({Method::post, "/api/v1/cases/{id}/notes", "case.write"}, post_note);
  routes.add({Method::post, "/api/v1/cases/{id}/close", "case.close"}, post_close);
  routes.add({Method::post, "/api/v1/cases/{id}/read-closing", "case.read_closing"}, post_read_closing);
  bind_co_workers(routes);
}

}  // namespace anwang::api
