// Who is it? A person decides for each subject of a report: the same as somebody known, somebody new, unknown (身分不明
// is allowed and never forced), or expressly not this candidate (a split, never proposed again). Journalled and
// undoable. Thread-safe. Errors: not_found; precondition_failed stale_version; conflict claimed_by_other, wrong_state,
// split_before, already_listed, nothing_to_undo; invalid with pointers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/viewer.h"
#include "flow/step.h"
#include "intake/model.h"
#include "linkage/person_index.h"
#include "people/model.h"

namespace anwang::flow {

enum class Identity { same, fresh, unknown, different };
std::optional<Identity> parse_identity(std::string_view verdict);  // "same", "new", "unknown", "different"

struct IdentifyInput {
  ReportId report;
  SubjectId subject;
  std::int64_t if_version = 0;  // of the subject; 0: no If-Match (internal callers)
  Identity verdict = Identity::unknown;
  PersonId person;  // same, different
};
struct IdentityFacts {
  intake::Report report;
  intake::Subject subject;
  std::vector<people::PersonLink> links;         // of this subject
  std::optional<linkage::Candidate> comparison;  // with the person named by the input
  std::string id_no;                             // opened, for a new person's identifier
  std::string phone;
  bool person_exists = false;
};
struct Identified {
  intake::Subject subject;
  std::optional<people::Person> person;  // made by this step
};
Result<IdentityFacts> load_identity_facts(App& app, store::Reader& reader, const IdentifyInput& input);
Result<Planned<Identified>> plan_identify(const Step& step, IdentityFacts facts, const IdentifyInput& input);
Result<Done<Identified>> identify(App& app, const access::Viewer& viewer, const IdentifyInput& input, const Key& key);

// 加列: somebody of the household whom the report did not name. role: a role of the report's first kind.
Result<Done<intake::Subject>> add_subject(App& app, const access::Viewer& viewer, ReportId report, PersonId person,
                                          const std::string& role, const Key& key);
// Takes back the viewer's last step of identity on this report that nobody has changed since.
Result<Done<intake::Subject>> undo_identity(App& app, const access::Viewer& viewer, ReportId report, const Key& key);

// Candidates of every subject, best first, without those a person has ruled out.
struct SubjectCandidates {
  intake::Subject subject;
  std::vector<linkage::Candidate> candidates;
};
Result<std::vector<SubjectCandidates>> candidates_of(App& app, store::Reader& reader, ReportId report);

// conflict wrong_state (decided), claimed_by_other.
Status may_identify(const Step& step, const intake::Report& report);
Result<intake::Report> load_report(store::Reader& reader, const std::string& county, ReportId id);
Result<std::vector<intake::Subject>> load_subjects(store::Reader& reader, const std::string& county, ReportId id);
std::string evidence_json(const std::vector<linkage::Evidence>& evidence);

}  // namespace anwang::flow
