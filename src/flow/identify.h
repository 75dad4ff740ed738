// Who is it: a person decides for one subject of a report (身分不明 is allowed, nobody is forced). Pure plan (flow/step.h);
// every decision stays as a person_link with its evidence, so that it can be undone and a split blocks re-merging.
// Errors: conflict not_identifiable (verdict new or same on a subject that is already linked); invalid with pointers.
#pragma once

#include <string>

#include "flow/step.h"
#include "intake/model.h"

namespace anwang::flow {

struct IdentifyInput {
  std::string verdict;         // same, new, unknown, different
  std::int64_t person_id = 0;  // same, different: the candidate; new: the person who has just been made
  double score = 0;            // of the candidate, in bits
  std::string evidence;        // JSON array of {field, level, weight}; codes only
};
// The subject as it will be stored. `different` leaves it open and forgets the machine's suggestion.
Result<Planned<intake::Subject>> plan_identify(const Step& step, intake::Subject subject, const IdentifyInput& input);

}  // namespace anwang::flow
