// Briefs of people for lists and pages, read in set form and projected by the policy. Somebody nobody has identified is
// shown by what the report calls them. Thread-safety: a value of one request.
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "access/facts.h"
#include "access/project.h"
#include "api/context.h"

namespace anwang::api {

class PeopleBriefs {
 public:
  explicit PeopleBriefs(const Call& call, access::Purpose purpose) : call_(call), purpose_(purpose) {}
  void want(std::int64_t person_id, std::int64_t subject_id = 0);
  Status load(store::Reader& reader);
  // The person's brief; without a person, the subject's as far as the report says; null when neither is known or shown.
  [[nodiscard]] codec::Json brief(std::int64_t person_id, std::int64_t subject_id = 0) const;

 private:
  const Call& call_;
  access::Purpose purpose_;
  std::set<std::int64_t> persons_, subjects_;
  std::map<std::int64_t, codec::Json> person_briefs_, subject_briefs_;
};

}  // namespace anwang::api
