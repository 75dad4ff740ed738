// Whom a decision must tell: leads of open cases, those at work on a joined report, leads of closed cases, other units
// and counties.
#include "flow/screening_sitting.h"

namespace anwang::flow {

using intake::Assignment;
using intake::Decision;
using intake::Transition;

void tell(Sitting& sitting, const char* kind, const Decision& d, std::int64_t case_id, std::int64_t person_id,
          const Address& to, int event) {
  const Step& step = sitting.step;
  Transition t;
  t.id = step.next_id();
  t.kind = kind;
  t.report_id = d.report_id;
  t.subject_id = d.subject_id;
  t.decision_id = d.id;
  t.case_id = case_id;
  t.person_id = person_id;
  t.from_account_id = step.actor;
  t.to_unit_id = to.unit;
  t.to_account_id = to.account;
  t.to_outside = to.outside;
  t.sent_at = step.now;
  t.state = to.state;
  const std::string start = to.start.empty() ? std::string(kind) + ".sent" : to.start;
  if (const auto rules = step.rules.clocks.starting(start, to.programme, to.grade, step.now, step.rules.calendar);
      !rules.empty()) {
    t.due_at = clock::due_at(*rules.front(), step.now, step.rules.calendar, sitting.facts.shift_ends);
  }
  sitting.changes.put(t, event);
  if (t.state != "open") {
    sitting.out.transitions.push_back(std::move(t));
    return;
  }
  sitting.start(start, "transition", step.now,
                {t.id, t.report_id, case_id, person_id, to.unit, to.account, to.network, {}}, to.programme, to.grade,
                event);
  sitting.out.transitions.push_back(std::move(t));
}

static std::string network_of(const Sitting& sitting, std::int64_t unit) {
  const auto found = sitting.facts.units.find(unit);
  return found == sitting.facts.units.end() ? "social" : found->second.network;
}

// Lead and supervisor of an open case hear of a new report, each with a clock: the lead must answer and grade again,
// the supervisor acknowledge.
static void tell_case(Sitting& sitting, const Decision& d, const casework::CaseFile& c, const char* link_kind,
                      int event) {
  const std::string network = network_of(sitting, c.unit_id);
  tell(sitting, "in_case_notice", d, c.id, c.person_id,
       {c.unit_id, c.lead_id, network, c.programme, d.grade, {}, "open"}, event);
  tell(sitting, "notice", d, c.id, c.person_id,
       {c.unit_id, 0, network, c.programme, d.grade, {}, "open", "case_notice.sent"}, event);
  casework::CaseLink link;
  link.id = sitting.step.next_id();
  link.case_id = c.id;
  link.report_id = d.report_id;
  link.kind = link_kind;
  link.linked_at = sitting.step.now;
  sitting.changes.put(link, event);
  sitting.out.links.push_back(std::move(link));
}

void notice(Sitting& sitting, const Decision& d, const intake::Subject& subject, int event) {
  if (d.case_id != 0) {
    const casework::CaseFile& c = sitting.facts.cases.at(d.case_id);
    tell_case(sitting, d, c, "re_report_open", event);
    return;
  }
  tell(sitting, "notice", d, 0, subject.person.value,
       {d.unit_id, 0, network_of(sitting, d.unit_id), d.programme, "", {}, "open"}, event);
}

// 併入同一事件: the report joins the other's incident; whoever is at work on that one is told, once.
void join(Sitting& sitting, const Decision& d, std::int64_t other_id, int event) {
  const Step& step = sitting.step;
  JoinedReport& other = sitting.facts.joined.at(other_id);
  if (!other.incident) {
    intake::Incident incident;
    incident.id = step.next_id();
    incident.opened_at = step.now;
    incident.happened_at = other.report.happened_at;
    incident.township = other.report.township;
    incident.lead_report_id = other.report.id.value;
    sitting.changes.put(incident, event);
    other.report.incident = IncidentId{incident.id};
    const int joined = sitting.changes.event("report.joined", {"report", other.report.id.value}, other.report.id.value,
                                             {{"incident_id", std::to_string(incident.id)}});
    sitting.set.writes.push_back(intake::write_of(other.report, joined));
    ++other.report.version;
    other.incident = std::move(incident);
  } else {
    sitting.changes.read(*other.incident);
  }
  sitting.facts.report.incident = IncidentId{other.incident->id};
  // Whoever works on the person named here is told; when nobody does, everyone at work on that event. Each once, but
  // every case is linked.
  const intake::Subject* about = sitting.subject(d.subject_id);
  const auto concerns = [&](const Assignment& a) {
    return about != nullptr && about->person.valid() && a.person_id == about->person.value;
  };
  const bool named = std::any_of(other.assignments.begin(), other.assignments.end(), concerns);
  for (const Assignment& a : other.assignments) {
    if (!sitting.joined_assignments.insert(a.id).second) continue;
    if ((concerns(a) || !named) && sitting.told.emplace(a.unit_id, a.worker_id).second) {
      const Address to{a.unit_id, a.worker_id, network_of(sitting, a.unit_id), a.programme, a.grade, {}, "open"};
      tell(sitting, "in_case_notice", d, a.case_id, a.person_id, to, event);
    }
    if (a.case_id == 0) continue;
    casework::CaseLink link;
    link.id = step.next_id();
    link.case_id = a.case_id;
    link.report_id = d.report_id;
    link.kind = "same_incident";
    link.linked_at = step.now;
    sitting.changes.put(link, event);
    sitting.out.links.push_back(std::move(link));
  }
}

// 結案後再通報: linked to the closed case; its lead and supervisor are told; another reader reviews that closing.
void re_report(Sitting& sitting, const Decision& first, int event) {
  for (casework::CaseFile& c : sitting.facts.closed_recently) {
    casework::CaseLink link;
    link.id = sitting.step.next_id();
    link.case_id = c.id;
    link.report_id = first.report_id;
    link.kind = "re_report_after_closing";
    link.linked_at = sitting.step.now;
    sitting.changes.put(link, event);
    sitting.out.links.push_back(std::move(link));
    const std::string network = network_of(sitting, c.unit_id);
    tell(sitting, "notice", first, c.id, c.person_id, {c.unit_id, c.lead_id, network, c.programme, "", {}, "open"},
         event);
    if (c.close_read_at.set()) continue;
    sitting.start("case.re_reported", "case_file", sitting.step.now,
                  {c.id, first.report_id, c.id, c.person_id, c.unit_id, 0, network, c.township}, c.programme, "",
                  event);
  }
}

}  // namespace anwang::flow
