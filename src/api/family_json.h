// The family's parts as one viewer may see them. One FamilyView a request: it loads the policy facts and the briefs of
// all records at once, then each part is a plain walk. Thread-safety: a value of one request.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "access/facts.h"
#include "access/project.h"
#include "api/brief.h"
#include "flow/family.h"
#include "intake/model.h"

namespace anwang::api {

class FamilyView {
 public:
  FamilyView(const Call& call, flow::Family family);
  // `subjects`: of the report being looked at (who is listed in it, who linked it); empty on a household's own page.
  Status load(store::Reader& reader, std::vector<intake::Subject> subjects = {});

  // The contract's household page: households.front() is the one asked for; `at` chooses another of the family's.
  [[nodiscard]] codec::Json household_page(std::int64_t household) const;
  [[nodiscard]] codec::Json households_of(const std::set<std::int64_t>& persons) const;
  [[nodiscard]] codec::Json unlisted_minors() const;
  [[nodiscard]] codec::Json earlier_reports(const std::set<std::int64_t>& persons) const;  // empty set: everybody's
  [[nodiscard]] std::int64_t counted_12m() const;
  [[nodiscard]] codec::Json open_cases() const;
  [[nodiscard]] codec::Json person_cases(std::int64_t person) const;
  [[nodiscard]] codec::Json alerts() const;
  [[nodiscard]] codec::Json services(const std::set<std::int64_t>& persons) const;
  [[nodiscard]] codec::Json closed_recently() const;
  // nullopt: absent to this viewer.
  [[nodiscard]] std::optional<codec::Json> brief(std::int64_t person,
                                                 access::Purpose purpose = access::Purpose::detail) const;
  [[nodiscard]] access::Outcome outcome(access::RecordKind kind, std::int64_t id, access::FieldClass field) const;
  [[nodiscard]] const flow::Family& family() const { return family_; }
  [[nodiscard]] codec::Json household_info(const people::Household& h) const;

 private:
  using Facts = std::map<std::int64_t, access::RecordFacts>;
  [[nodiscard]] codec::Json member(const flow::FamilyMember& m) const;
  [[nodiscard]] codec::JsonArray involvement(std::int64_t person) const;
  [[nodiscard]] codec::Json link(std::int64_t person) const;
  [[nodiscard]] codec::JsonArray relationships() const;
  [[nodiscard]] codec::JsonArray timeline() const;
  void timeline_cases(codec::JsonArray& out, const std::string& since) const;
  [[nodiscard]] std::optional<codec::Json> case_service(const casework::CaseFile& c) const;
  [[nodiscard]] std::optional<codec::Json> service(const people::Service& s) const;
  [[nodiscard]] access::Outcome service_outcome(const people::Service& s) const;
  [[nodiscard]] bool is_over(const people::Service& s) const {
    return !s.until_on.empty() && s.until_on <= today_.iso();
  }
  [[nodiscard]] bool is_minor(std::int64_t person) const;
  [[nodiscard]] bool listed(std::int64_t person) const;

  const Call& call_;
  flow::Family family_;
  std::vector<intake::Subject> subjects_;
  Briefs briefs_;
  std::map<access::RecordKind, Facts> facts_;
  Date today_;
};

// A person of the index as the lists of candidates and of search results show it.
codec::Json evidence_list(const std::string& evidence_json);

}  // namespace anwang::api
