// SQL of shifts and of the handover sheet: what is pending, promised or unfinished when a shift ends.
#include <algorithm>
#include <set>

#include "flow/screening_store.h"
#include "flow/shifts.h"
#include "intake/dispatch_shift.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

constexpr std::int64_t kLateSheet = 4 * kMicrosPerHour;  // an unsigned sheet stays in sight so long after its shift

HandoverItem item(const char* kind, std::int64_t record, std::int64_t report, Instant due, JsonObject args) {
  return {std::string(kind) + ":" + std::to_string(record), kind, report, record, std::move(args), due, false};
}

JsonArray kinds_of(const std::string& json) {
  const auto parsed = codec::parse_json(json);
  return parsed && parsed->array() != nullptr ? *parsed->array() : JsonArray{};
}

bool said(const codec::JsonObject& facts, std::string_view field, std::string_view word) {
  const Json* value = facts.find(field);
  if (value == nullptr) return false;
  if (const std::string* s = value->string()) return *s == word;
  if (const bool* b = value->boolean()) return *b && word == "yes";
  if (value->array() == nullptr) return false;
  return std::any_of(value->array()->begin(), value->array()->end(),
                     [&](const Json& j) { return j.string() != nullptr && *j.string() == word; });
}

// Pending by time left; police still there, children in hospital: of this shift's reports, decided or not.
Status add_reports(store::Reader& reader, const Step& step, HandoverFacts& facts) {
  ANWANG_TRY(const auto rows, reader.query("handover.reports",
                                           "SELECT " + intake::report_columns() +
                                               " FROM report WHERE county = ?1 AND (state = 'pending' OR "
                                               "received_at >= ?2) ORDER BY due_at, id",
                                           {step.county, facts.shift.starts_at.us}));
  std::vector<HandoverItem> scenes;
  for (const store::Row& row : rows) {
    intake::Report r = intake::report_from(row);
    JsonArray kinds;
    for (const std::string& k : r.kinds) kinds.emplace_back(k);
    const JsonObject args{{"report_no", r.report_no}, {"kinds", kinds}, {"township", r.township}};
    if (said(r.facts, "done_already", "called_110"))
      scenes.push_back(item("police_on_scene", r.id.value, r.id.value, {}, args));
    const bool child = std::find(r.kinds.begin(), r.kinds.end(), "child_protection") != r.kinds.end();
    if (child && said(r.facts, "done_already", "hospital"))
      scenes.push_back(item("child_in_hospital", r.id.value, r.id.value, {}, args));
    if (r.state != "pending") continue;
    facts.items.push_back(item("pending", r.id.value, r.id.value, r.due_at, args));
    facts.pending.push_back(std::move(r));
  }
  for (HandoverItem& s : scenes) facts.items.push_back(std::move(s));
  return {};
}

Status add_promises(store::Reader& reader, const Step& step, HandoverFacts& facts) {
  ANWANG_TRY(
      const auto calls,
      reader.query(
          "handover.calls",
          "SELECT id, topic, township, call_back_at FROM call_log WHERE county = ?1 AND call_back_at IS NOT NULL "
          "AND call_back_at >= ?2 AND (return_outcome IS NULL OR return_outcome <> 'reached') ORDER BY call_back_at, "
          "id",
          {step.county, facts.shift.starts_at.us - kMicrosPerDay}));
  for (const store::Row& r : calls) {
    facts.items.push_back(item("call_back", r.i64(0), 0, {r.i64(3)}, {{"topic", r.text(1)}, {"township", r.text(2)}}));
  }
  ANWANG_TRY(
      const auto open,
      reader.query("handover.unacknowledged",
                   "SELECT a.id, a.report_id, a.programme, a.township, a.accept_due_at, r.report_no, u.name_zh FROM "
                   "assignment a "
                   "JOIN report r ON r.county = a.county AND r.id = a.report_id JOIN unit u ON u.county = a.county AND "
                   "u.id = a.unit_id WHERE a.county = ?1 AND a.state = 'assigned' AND a.sent_at >= ?2 ORDER BY "
                   "a.accept_due_at, a.id",
                   {step.county, facts.shift.starts_at.us - kMicrosPerDay}));
  for (const store::Row& r : open) {
    facts.items.push_back(
        item("unacknowledged", r.i64(0), r.i64(1), {r.i64(4)},
             {{"programme", r.text(2)}, {"township", r.text(3)}, {"report_no", r.text(5)}, {"unit", r.text(6)}}));
  }
  ANWANG_TRY(
      const auto unseen,
      reader.query("handover.not_seen",
                   "SELECT c.id, c.report_id, c.due_at, c.township, r.report_no FROM clock c JOIN report r ON "
                   "r.county = c.county AND r.id = c.report_id WHERE c.county = ?1 AND c.state = 'open' AND c.rule = "
                   "'grade_1_face_to_face' AND c.due_at >= ?2 ORDER BY c.due_at, c.id",
                   {step.county, facts.shift.starts_at.us - kMicrosPerDay}));
  for (const store::Row& r : unseen) {
    facts.items.push_back(
        item("not_seen", r.i64(0), r.i64(1), {r.i64(2)}, {{"township", r.text(3)}, {"report_no", r.text(4)}}));
  }
  ANWANG_TRY(
      const auto waiting,
      reader.query(
          "handover.countersign",
          "SELECT d.id, d.report_id, d.countersign_due_at, r.report_no, r.kinds FROM decision d JOIN report r ON "
          "r.county = d.county AND r.id = d.report_id WHERE d.county = ?1 AND d.countersign = 'waiting' AND "
          "d.superseded = 0 AND d.decided_at >= ?2 ORDER BY d.countersign_due_at, d.id",
          {step.county, facts.shift.starts_at.us - kMicrosPerDay}));
  for (const store::Row& r : waiting) {
    facts.items.push_back(item("countersign", r.i64(0), r.i64(1), {r.i64(2)},
                               {{"report_no", r.text(3)}, {"kinds", kinds_of(r.text(4))}}));
  }
  return {};
}

void keep_accepted(HandoverFacts& facts) {
  if (facts.handover.id == 0) return;
  const auto stored = codec::parse_json(facts.handover.items);
  if (!stored || stored->array() == nullptr) return;
  std::set<std::string> accepted;
  for (const Json& i : *stored->array()) {
    const Json* id = i.get("id");
    const Json* flag = i.get("accepted");
    if (id != nullptr && id->string() != nullptr && flag != nullptr && flag->boolean() != nullptr && *flag->boolean())
      accepted.insert(*id->string());
  }
  for (HandoverItem& i : facts.items) i.accepted = accepted.contains(i.id);
}

Result<std::vector<intake::Shift>> shifts_around(store::Reader& reader, const Step& step) {
  return store::find<intake::Shift>(reader, "shift.around",
                                    "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?3 ORDER BY starts_at",
                                    {step.county, step.now.us + kMicrosPerDay, step.now.us - kLateSheet});
}

Result<intake::Handover> handover_of(store::Reader& reader, const Step& step, std::int64_t shift_id) {
  ANWANG_TRY(auto found, store::find<intake::Handover>(reader, "handover.of_shift",
                                                       "WHERE county = ?1 AND shift_id = ?2 ORDER BY id DESC LIMIT 1",
                                                       {step.county, shift_id}));
  return found.empty() ? intake::Handover{} : std::move(found.front());
}

Result<std::vector<intake::Roster>> screeners(store::Reader& reader, const Step& step, std::int64_t shift_id) {
  return store::find<intake::Roster>(
      reader, "handover.roster",
      "WHERE county = ?1 AND shift_id = ?2 AND duty = 'screener' AND account_id IS NOT NULL ORDER BY id",
      {step.county, shift_id});
}

}  // namespace

// The sheet of the running shift; a late one of the shift before comes first, until both have signed.
Result<HandoverFacts> load_handover_facts(store::Reader& reader, const Step& step) {
  ANWANG_TRY(const auto shifts, shifts_around(reader, step));
  HandoverFacts facts;
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    const bool running = shifts[i].starts_at <= step.now && step.now < shifts[i].ends_at;
    const bool late = shifts[i].ends_at <= step.now;
    if (!running && !late) continue;
    ANWANG_TRY(intake::Handover sheet, handover_of(reader, step, shifts[i].id));
    if (late && (sheet.id == 0 || sheet.state == "accepted")) continue;
    facts.shift = shifts[i];
    facts.next_shift = i + 1 < shifts.size() ? shifts[i + 1] : intake::Shift{};
    facts.handover = std::move(sheet);
    break;
  }
  if (facts.shift.id == 0) return fail(Errc::not_found, "no_shift");
  ANWANG_TRY(const auto out, screeners(reader, step, facts.shift.id));
  for (const intake::Roster& r : out) {
    if (r.account_id == step.actor) facts.roster.push_back(r);
  }
  facts.from_account = facts.handover.from_account_id != 0 ? facts.handover.from_account_id
                       : !facts.roster.empty()             ? step.actor
                       : !out.empty()                      ? out.front().account_id
                                                           : 0;
  if (facts.handover.to_account_id != 0) {
    facts.to_account = facts.handover.to_account_id;
  } else if (facts.next_shift.id != 0) {
    ANWANG_TRY(const auto in, screeners(reader, step, facts.next_shift.id));
    if (!in.empty()) facts.to_account = in.front().account_id;
  }
  ANWANG_CHECK(add_reports(reader, step, facts));
  ANWANG_CHECK(add_promises(reader, step, facts));
  keep_accepted(facts);
  return facts;
}

}  // namespace anwang::flow
