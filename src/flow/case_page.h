// Cases as they are read: the list, and one case with everything the viewer may see of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/personal.h"
#include "flow/casework.h"

namespace anwang::flow {

struct CaseListFilter {
  bool mine = false;
  std::string state;      // "" every state; "active": neither closed nor not opened
  std::int64_t lead = 0;  // of this worker only; 0: whoever
  std::string q;          // a case number or its beginning
  std::string after;      // "received_at:id" of the last row
  std::size_t limit = 50;
};
struct CaseListRow {
  casework::CaseFile case_file;
  access::Outcome outcome = access::Outcome::absent;  // of its facts
  clock::Clock next;                                  // the open clock that is due first; id 0: none
};
struct CaseList {
  std::vector<CaseListRow> rows;
  bool more = false;
};
Result<CaseList> read_cases(App& app, const access::Viewer& viewer, const CaseListFilter& filter);

struct CaseHistory {
  Instant at;
  std::string kind;
  std::int64_t actor = 0;
  codec::JsonObject args;
};
struct LinkView {
  casework::CaseLink link;
  std::string report_no, case_no;
  std::int64_t lead_id = 0;
  std::string programme;
};
struct CasePage {
  CaseFacts facts;
  access::Outcome fact = access::Outcome::absent, content = access::Outcome::absent;
  std::vector<casework::Contact> contacts;     // newest first
  std::map<std::int64_t, PersonalText> words;  // opened texts by record id: notes, goal titles, contact notes
  std::vector<casework::Note> notes;
  std::vector<LinkView> links;
  casework::CaseFile previous;  // id 0: none
  std::vector<casework::CoWorker> co_workers;
  bool decides = false;              // assessment, closing and co-workers are this viewer's to decide
  std::vector<CaseHistory> history;  // newest first
};
// Facts for whoever sees them; content (notes, goals, contacts' words) only for those who see content in full.
// Errors: not_found.
Result<CasePage> read_case(App& app, const access::Viewer& viewer, std::int64_t case_id);

}  // namespace anwang::flow
