#include "flow/shift_read.h"

#include "flow/screening_store.h"
#include "intake/dispatch_shift.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

Result<std::vector<ShiftView>> with_rosters(App& app, store::Reader& reader, std::vector<intake::Shift> shifts) {
  std::vector<std::int64_t> ids;
  ids.reserve(shifts.size());
  for (const intake::Shift& s : shifts) ids.push_back(s.id);
  ANWANG_TRY(auto rows, store::find<intake::Roster>(
                            reader, "shift.rosters",
                            "WHERE county = ?1 AND duty <> 'none' AND shift_id IN " + id_list(ids) + " ORDER BY id",
                            {app.county}));
  std::vector<ShiftView> out;
  for (intake::Shift& s : shifts) {
    ShiftView view{std::move(s), {}};
    for (const intake::Roster& r : rows) {
      if (r.shift_id == view.shift.id) view.roster.push_back(r);
    }
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace

Result<ShiftView> read_current_shift(App& app) {
  ANWANG_TRY(const auto reader, app.store.read());
  const Instant now = app.clock.now();
  ANWANG_TRY(auto found, store::find<intake::Shift>(
                             *reader, "shift.now",
                             "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?2 ORDER BY starts_at DESC LIMIT 1",
                             {app.county, now.us}));
  if (found.empty()) return fail(Errc::not_found, "no_shift");
  ANWANG_TRY(auto views, with_rosters(app, *reader, std::move(found)));
  return std::move(views.front());
}

Result<std::vector<ShiftView>> read_shifts(App& app, Date from, Date until) {
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(auto found, store::find<intake::Shift>(
                             *reader, "shift.days",
                             "WHERE county = ?1 AND starts_at >= ?2 AND starts_at < ?3 ORDER BY starts_at, id",
                             {app.county, at_taipei(from, 0).us, at_taipei(until.plus_days(1), 0).us}));
  return with_rosters(app, *reader, std::move(found));
}

Result<HandoverView> read_handover(App& app, const access::Viewer& viewer) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  HandoverView view;
  ANWANG_TRY(view.facts, load_handover_facts(*reader, step));
  const intake::Handover& h = view.facts.handover;
  if (!h.note_sealed.empty()) {
    ANWANG_TRY(view.note, app.keys.open({app.county, "handover", h.id, "note"}, h.note_sealed));
  }
  return view;
}

Result<std::vector<DirectoryLine>> read_directory(App& app) {
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(const auto rows, reader->query("night.directory",
                                            "SELECT kind, name, phone, township, note, source, assumption FROM "
                                            "directory WHERE county = ?1 ORDER BY kind, id",
                                            {app.county}));
  std::vector<DirectoryLine> out;
  for (const store::Row& r : rows)
    out.push_back({r.text(0), r.text(1), r.text(2), r.text(3), r.text(4), r.text(5), r.i64(6) != 0});
  return out;
}

namespace {

// The last night shift that has begun.
intake::Shift last_night(const Step& step) {
  intake::Shift found;
  for (const int offset : {-1, 0}) {
    for (const intake::Shift& s : intake::shifts_beginning(step.packs, taipei_date(step.now).plus_days(offset))) {
      if (s.kind == "night" && s.starts_at <= step.now) found = s;
    }
  }
  return found;
}

Status count_reports(store::Reader& reader, const Step& step, Digest& d) {
  ANWANG_TRY(const auto rows, reader.query("digest.reports",
                                           "SELECT kinds, state, received_at, decided_at, due_at FROM report WHERE "
                                           "county = ?1 AND received_at >= ?2 AND received_at < ?3",
                                           {step.county, d.from.us, d.until.us}));
  for (const store::Row& r : rows) {
    ++d.received;
    const auto kinds = codec::parse_json(r.text(0));
    if (kinds && kinds->array() != nullptr && !kinds->array()->empty() && kinds->array()->front().string() != nullptr)
      ++d.by_kind[*kinds->array()->front().string()];
    if (r.text(1) == "decided" && !r.is_null(3) && r.i64(3) > r.i64(4)) ++d.late;
  }
  ANWANG_TRY(
      const auto pending,
      reader.query("digest.pending", "SELECT COUNT(*), MIN(due_at) FROM report WHERE county = ?1 AND state = 'pending'",
                   {step.county}));
  d.pending = pending.front().i64(0);
  d.shortest_due = {pending.front().i64(1)};
  ANWANG_TRY(
      const auto outcomes,
      reader.query("digest.outcomes",
                   "SELECT outcome, COUNT(*), SUM(CASE WHEN grade = 'grade_1' THEN 1 ELSE 0 END), COUNT(DISTINCT "
                   "report_id) FROM decision "
                   "WHERE county = ?1 AND superseded = 0 AND decided_at >= ?2 AND decided_at < ?3 GROUP BY outcome",
                   {step.county, d.from.us, d.until.us}));
  for (const store::Row& r : outcomes) {
    d.by_outcome[r.text(0)] = r.i64(1);
    d.grade_1 += r.i64(2);
    d.decided += r.i64(3);
  }
  return {};
}

Result<std::int64_t> count(store::Reader& reader, std::string_view name, const char* sql, const store::Params& params) {
  ANWANG_TRY(const auto rows, reader.query(name, sql, params));
  return rows.front().i64(0);
}

}  // namespace

Result<Digest> read_digest(App& app) {
  const access::Viewer system{};
  const Step step = step_of(app, system);
  ANWANG_TRY(const auto reader, app.store.read());
  Digest d;
  const intake::Shift night = last_night(step);
  d.from = night.starts_at;
  d.until = std::min(night.ends_at, step.now);
  ANWANG_CHECK(count_reports(*reader, step, d));
  const store::Params window{app.county, d.from.us, d.until.us};
  ANWANG_TRY(d.children_seen, count(*reader, "digest.seen",
                                    "SELECT COUNT(*) FROM clock WHERE county = ?1 AND rule = 'grade_1_face_to_face' "
                                    "AND state = 'stopped' AND stopped_at >= ?2 AND stopped_at < ?3",
                                    window));
  ANWANG_TRY(d.children_not_seen,
             count(*reader, "digest.not_seen",
                   "SELECT COUNT(*) FROM clock WHERE county = ?1 AND rule = 'grade_1_face_to_face' AND state = 'open'",
                   {app.county}));
  ANWANG_TRY(d.escalated, count(*reader, "digest.escalated",
                                "SELECT COUNT(*) FROM transition WHERE county = ?1 AND kind = 'escalation' AND sent_at "
                                ">= ?2 AND sent_at < ?3",
                                window));
  ANWANG_TRY(d.countersigns_waiting,
             count(*reader, "digest.countersigns",
                   "SELECT COUNT(*) FROM decision WHERE county = ?1 AND countersign = 'waiting' AND superseded = 0",
                   {app.county}));
  ANWANG_TRY(d.calls,
             count(*reader, "digest.calls",
                   "SELECT COUNT(*) FROM call_log WHERE county = ?1 AND started_at >= ?2 AND started_at < ?3", window));
  ANWANG_TRY(d.overtime_minutes, count(*reader, "digest.overtime",
                                       "SELECT COALESCE(SUM(r.overtime_minutes), 0) FROM roster r JOIN shift s ON "
                                       "s.county = r.county AND s.id = r.shift_id WHERE "
                                       "r.county = ?1 AND s.starts_at >= ?2 AND s.starts_at < ?3",
                                       window));
  return d;
}

}  // namespace anwang::flow
