// A report as it comes in (ReportDraft: any channel) and as it stands in the store (Report, Subject). Plain values; the
// mappers to columns and back are the only place that knows their order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/personal.h"
#include "base/time.h"
#include "codec/json.h"
#include "store/change_set.h"
#include "store/value.h"

namespace anwang::intake {

enum class Channel { public_web, mandated, phone, api, import, device };
const char* code(Channel channel);  // "public", "mandated" …

struct ReporterDraft {
  std::string name, unit, title, phone;
  std::string reporter_class;  // code list reporter_class; "" = 不明
  bool anonymous = false;
  bool reply_wanted = false;
};
struct SubjectDraft {
  std::string role, name, nickname, id_no;
  std::optional<Date> birth_on;
  std::string birth_text;  // as typed; birth_on wins
  std::optional<int> age_estimated;
  std::string sex, nationality, indigenous, disability, language, phone, address, township, school;
};
struct ReportDraft {
  Channel channel = Channel::public_web;
  std::vector<std::string> kinds;  // programme codes; empty = other
  std::optional<bool> immediate_danger;
  std::optional<Instant> happened_at, known_at, reported_at, received_at;  // received_at: desk and import only
  std::string township, village, place, narrative, source, external_no, language;
  ReporterDraft reporter;
  std::vector<SubjectDraft> subjects;
  codec::JsonObject answers, facts;
  bool honeypot = false;    // a field that people do not see was filled in
  bool over_limit = false;  // over the public limit, let through because of a declared danger
};

// The rows. Empty string = NULL = 不明 for text columns; sealed columns stay sealed here (seal::KeyRing opens them).
struct Report {
  ReportId id;
  std::int64_t version = 0;
  std::string report_no;
  std::vector<std::string> kinds;
  std::string channel, source, external_no;
  std::optional<bool> immediate_danger;
  Instant happened_at, known_at, reported_at, received_at, recorded_at, due_at;  // unset = NULL
  std::string township, village;
  store::Bytes place_sealed;
  std::string summary;
  store::Bytes narrative_sealed, reporter_sealed;
  std::string reporter_class;
  AccountId reporter_account;
  bool reply_wanted = false, anonymous = false;
  std::string form, form_version;
  store::Bytes answers_sealed;
  codec::JsonObject facts;
  std::string state = "pending", lane = "normal";
  IncidentId incident;
  AccountId claimed_by;
  Instant claimed_at;
  AccountId owner;
  bool more_info = false;
  Instant snoozed_until, decided_at;
  AccountId decided_by;
  store::Bytes tracking_hash;
  std::string language;
};
struct Subject {
  SubjectId id;
  std::int64_t version = 0;
  ReportId report;
  std::string role;
  PersonalText name, nickname;
  std::string birth_on;  // ISO or ""
  std::optional<int> age_estimated;
  std::string sex;
  store::Bytes id_sealed, id_hash;
  std::string id_check;  // ok, bad_check_digit, bad_form; "" none given
  std::string nationality, indigenous, disability, language;
  store::Bytes phone_sealed;
  PersonalText address;
  std::string township, school;
  std::string identity = "open";
  PersonId person;
  AccountId identified_by;
  Instant identified_at;
  AccountId added_by;
  PersonId likely_person;
  std::optional<double> likely_score;
};

// "id,version,report_no,…": select exactly these, in this order, to use the *_from mappers. `alias` prefixes each
// ("r.").
std::string report_columns(std::string_view alias = {});
std::string subject_columns(std::string_view alias = {});
inline constexpr std::size_t kReportColumnCount = 40;
inline constexpr std::size_t kSubjectColumnCount = 27;
// From the columns starting at `first`. A malformed JSON column is a corrupt store: std::runtime_error.
Report report_from(const store::Row& row, std::size_t first = 0);
Subject subject_from(const store::Row& row, std::size_t first = 0);
// The full row as it is to be; expect_version = the version read (0 inserts).
store::Write write_of(const Report& report, int event);
store::Write write_of(const Subject& subject, int event);

}  // namespace anwang::intake
