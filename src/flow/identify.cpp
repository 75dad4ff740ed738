#include "flow/identify.h"

#include "store/record.h"

namespace anwang::flow {
namespace {

struct LinkRow {
  static constexpr const char* kTable = "person_link";
  std::int64_t id = 0, version = 0, subject_id = 0, person_id = 0;
  std::string verdict;
  double score = 0;
  std::string evidence;
  std::int64_t decided_by = 0;
  Instant decided_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("subject_id", s.subject_id); v.req("person_id", s.person_id); v.req("verdict", s.verdict);
    v.req("score", s.score); v.req("evidence", s.evidence); v.req("decided_by", s.decided_by);
    v.req("decided_at", s.decided_at);
  }
};

}  // namespace

Result<Planned<intake::Subject>> plan_identify(const Step& step, intake::Subject subject, const IdentifyInput& input) {
  const bool links = input.verdict == "same" || input.verdict == "new", splits = input.verdict == "different";
  if (!links && !splits && input.verdict != "unknown") {
    return fail_field("/verdict", input.verdict.empty() ? "required" : "unknown_code");
  }
  if ((links || splits) && input.person_id == 0) return fail_field("/person_id", "required");
  if (links && subject.person.valid()) return fail(Errc::conflict, "not_identifiable");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  const int event = changes.event("subject.identified", {"report_subject", subject.id.value}, subject.report.value,
                                  {{"report_id", subject.report.str()}, {"verdict", input.verdict}});
  if (links) {
    subject.identity = input.verdict == "same" ? "linked" : "new";
    subject.person = PersonId{input.person_id};
  } else {
    subject.identity = splits ? "open" : "unknown";
    if (splits && subject.likely_person.value == input.person_id) {
      subject.likely_person = PersonId{};
      subject.likely_score.reset();
    }
  }
  subject.identified_by = AccountId{step.actor};
  subject.identified_at = step.now;
  set.writes.push_back(intake::write_of(subject, event));
  ++subject.version;
  if (links || splits) {
    LinkRow link{step.next_id(), 0,           subject.id.value, input.person_id, splits ? "different" : "same",
                 input.score,    input.evidence.empty() ? "[]" : input.evidence, step.actor, step.now};
    changes.put(link, event);
  }
  set.result = {"report_subject", subject.id.value};
  return Planned<intake::Subject>{std::move(subject), std::move(set)};
}

}  // namespace anwang::flow
