#include "flow/case_page.h"

#include <algorithm>

#include "access/facts.h"
#include "flow/co_workers.h"
#include "flow/screening_store.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using access::FieldClass;
using access::Outcome;
using access::RecordKind;

}  // namespace

namespace {

// Led by, or with the co-worker `me`: two parameters of the caller.
std::string own_cases(const std::string& me, const std::string& now) {
  return " AND (c.lead_id = " + me +
         " OR c.id IN (SELECT record_id FROM relation WHERE county = ?1 AND account_id = " + me +
         " AND tbl = 'case_file' AND kind = 'co_worker' AND from_at <= " + now +
         " AND (until_at IS NULL OR until_at > " + now + ")))";
}

}  // namespace

Result<CaseList> read_cases(App& app, const access::Viewer& viewer, const CaseListFilter& filter) {
  ANWANG_TRY(const auto reader, app.store.read());
  const Instant now = app.clock.now();
  store::Params params{app.county};
  const auto slot = [&](store::Value v) {
    params.push_back(std::move(v));
    return "?" + std::to_string(params.size());
  };
  std::string where = "c.county = ?1";
  if (filter.mine)
    where += own_cases(slot(viewer.account.value), slot(now.us));
  else
    where += " AND c.unit_id = " + slot(viewer.unit.value);
  if (filter.lead != 0) where += " AND c.lead_id = " + slot(filter.lead);
  if (filter.state == "active")
    where += " AND c.state NOT IN ('closed', 'not_opened')";
  else if (!filter.state.empty())
    where += " AND c.state = " + slot(filter.state);
  if (!filter.q.empty())
    where += " AND c.case_no >= " + slot(filter.q) + " AND c.case_no < " + slot(filter.q + "\xF4\x8F\xBF\xBF");
  if (!filter.after.empty()) {
    const std::size_t colon = filter.after.find(':');
    const auto at = parse_id(filter.after.substr(0, colon));
    const auto id = colon == std::string::npos ? std::nullopt : parse_id(filter.after.substr(colon + 1));
    if (!at || !id) return fail(Errc::malformed, "bad_cursor");
    where += " AND (c.received_at, c.id) < (" + slot(*at) + ", " + slot(*id) + ")";
  }
  const auto policy = app.policy.predicate(viewer, RecordKind::case_file, FieldClass::fact, Outcome::existence, "c",
                                           params.size() + 1, now.us);
  params.insert(params.end(), policy.params.begin(), policy.params.end());
  ANWANG_TRY(const auto ids,
             reader->query("cases.page",
                           "SELECT c.id FROM case_file c WHERE " + where + " AND " + policy.sql +
                               " ORDER BY c.received_at DESC, c.id DESC LIMIT " + std::to_string(filter.limit + 1),
                           params));
  std::vector<std::int64_t> wanted;
  for (const store::Row& r : ids) wanted.push_back(r.i64(0));
  CaseList list;
  list.more = wanted.size() > filter.limit;
  if (list.more) wanted.pop_back();
  ANWANG_TRY(const auto facts, access::load_facts(*reader, viewer, RecordKind::case_file, wanted, now));
  ANWANG_TRY(auto found, store::find<casework::CaseFile>(
                             *reader, "cases.rows",
                             "WHERE county = ?1 AND id IN " + id_list(wanted) + " ORDER BY received_at DESC, id DESC",
                             {app.county}));
  ANWANG_TRY(const auto clocks, store::find<clock::Clock>(*reader, "cases.next",
                                                          "WHERE county = ?1 AND state = 'open' AND case_id IN " +
                                                              id_list(wanted) + " ORDER BY due_at, id",
                                                          {app.county}));
  for (casework::CaseFile& c : found) {
    CaseListRow row;
    const auto seen = facts.find(c.id);
    if (seen != facts.end()) row.outcome = app.policy.decide(viewer, seen->second, FieldClass::fact);
    const auto next =
        std::find_if(clocks.begin(), clocks.end(), [&](const clock::Clock& k) { return k.case_id == c.id; });
    if (next != clocks.end()) row.next = *next;
    row.case_file = std::move(c);
    list.rows.push_back(std::move(row));
  }
  return list;
}

namespace {

Status open_words(const App& app, CasePage& page, const char* table, std::int64_t id, const char* field,
                  const store::Bytes& sealed) {
  if (sealed.empty()) return {};
  ANWANG_TRY(page.words[id], app.keys.open({app.county, table, id, field}, sealed));
  return {};
}

Status load_content(const App& app, store::Reader& reader, CasePage& page) {
  const store::Params of_case{app.county, page.facts.case_file.id};
  ANWANG_TRY(page.contacts,
             store::find<casework::Contact>(
                 reader, "case.contacts",
                 "WHERE county = ?1 AND case_id = ?2 ORDER BY happened_at DESC, id DESC LIMIT 500", of_case));
  if (page.content != Outcome::full) {
    // Others of the unit see that and when somebody was met, not the words.
    for (casework::Contact& c : page.contacts) c.place.clear();
    page.facts.goals.clear();
    return {};
  }
  ANWANG_TRY(page.notes,
             store::find<casework::Note>(
                 reader, "case.notes", "WHERE county = ?1 AND case_id = ?2 ORDER BY written_at DESC, id DESC LIMIT 500",
                 of_case));
  for (const casework::Contact& c : page.contacts)
    ANWANG_CHECK(open_words(app, page, "contact", c.id, "note", c.note_sealed));
  for (const casework::Note& n : page.notes)
    ANWANG_CHECK(open_words(app, page, "case_note", n.id, "text", n.text_sealed));
  for (const casework::Goal& g : page.facts.goals)
    ANWANG_CHECK(open_words(app, page, "goal", g.id, "title", g.title_sealed));
  return {};
}

Status load_links(const App& app, store::Reader& reader, CasePage& page) {
  ANWANG_TRY(const auto rows, reader.query("case.link_names",
                                           "SELECT l.id, r.report_no, c.case_no, c.lead_id, c.programme FROM case_link "
                                           "l LEFT JOIN report r ON r.county = l.county "
                                           "AND r.id = l.report_id LEFT JOIN case_file c ON c.county = l.county AND "
                                           "c.id = l.other_case_id WHERE l.county = ?1 AND "
                                           "l.case_id = ?2",
                                           {app.county, page.facts.case_file.id}));
  for (const casework::CaseLink& link : page.facts.links) {
    LinkView view;
    view.link = link;
    for (const store::Row& r : rows) {
      if (r.i64(0) != link.id) continue;
      view.report_no = r.text(1);
      view.case_no = r.text(2);
      view.lead_id = r.i64(3);
      view.programme = r.text(4);
    }
    page.links.push_back(std::move(view));
  }
  return {};
}

}  // namespace

Result<CasePage> read_case(App& app, const access::Viewer& viewer, std::int64_t case_id) {
  const Step step = step_of(app, viewer);
  CasePage page;
  {
    ANWANG_TRY(const auto reader, app.store.read());
    ANWANG_TRY(const auto seen,
               access::visible_facts(*reader, app.policy, viewer, RecordKind::case_file, case_id, step.now));
    page.fact = app.policy.decide(viewer, seen, FieldClass::fact);
    page.content = app.policy.decide(viewer, seen, FieldClass::content);
    ANWANG_TRY(page.facts, load_case_facts(*reader, step, case_id));
    if (page.fact < Outcome::masked) return page;  // that it exists, and whom to call: nothing more
    ANWANG_CHECK(load_content(app, *reader, page));
    ANWANG_CHECK(load_links(app, *reader, page));
    ANWANG_TRY(page.co_workers, load_co_workers(*reader, step, page.facts.case_file));
    page.decides = page.content == Outcome::full && decides(viewer, seen);
    if (page.facts.case_file.previous_case_id != 0) {
      ANWANG_TRY(auto before, store::find<casework::CaseFile>(*reader, "case.previous", "WHERE county = ?1 AND id = ?2",
                                                              {step.county, page.facts.case_file.previous_case_id}));
      if (!before.empty()) page.previous = std::move(before.front());
    }
  }
  auto versions = app.store.history(step.county, {"case_file", case_id});
  if (!versions) return fail(versions.error());
  for (auto v = versions->rbegin(); v != versions->rend() && page.history.size() < 200; ++v) {
    CaseHistory line;
    line.at = v->recorded_from;
    line.kind = v->kind;
    line.actor = v->actor;
    if (const codec::Json* state = v->row.find("state"); state != nullptr) line.args.set("state", *state);
    if (const codec::Json* grade = v->row.find("grade"); grade != nullptr && v->kind == "case.regraded")
      line.args.set("grade", *grade);
    page.history.push_back(std::move(line));
  }
  return page;
}

}  // namespace anwang::flow
