#include "intake/check.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "intake/check_answers.h"
#include "linkage/address.h"
#include "linkage/id_number.h"

namespace anwang::intake {
namespace {

constexpr int kOldestBirthYear = 1890;
constexpr std::int64_t kClockTolerance = 5 * 60 * kMicrosPerSecond;  // clients' clocks differ

class Checker {
 public:
  Checker(ReportDraft draft, const pack::PackSet& packs, Instant now) : packs_(packs), now_(now) {
    out_.draft = std::move(draft);
  }
  Result<Checked> run() {
    kinds();
    texts();
    times();
    place();
    reporter();
    subjects();
    AnswerFaults faults = sort_answers(packs_, out_.draft.kinds, out_.draft.answers, out_.draft.facts);
    faults_.insert(faults_.end(), faults.begin(), faults.end());
    if (!faults_.empty()) return fail_fields(std::move(faults_));
    out_.suspicious = out_.draft.channel == Channel::public_web && out_.draft.immediate_danger != true &&
                      (out_.draft.honeypot || looks_suspicious(out_.draft));
    out_.suspicious = out_.suspicious || out_.draft.over_limit;
    return std::move(out_);
  }

 private:
  void fault(std::string pointer, std::string code, std::map<std::string, std::string> args = {}) {
    faults_.push_back({std::move(pointer), std::move(code), std::move(args)});
  }
  void warn(std::string pointer, std::string code, std::map<std::string, std::string> args = {}) {
    out_.warnings.push_back({std::move(pointer), std::move(code), std::move(args)});
  }
  void clean(std::string& text, const std::string& pointer, std::size_t max, bool lines = false) {
    if (text.empty()) return;
    text = trim(text);
    for (const char c : text)
      if (static_cast<unsigned char>(c) < 0x20 && !(lines && (c == '\n' || c == '\t' || c == '\r')))
        return fault(pointer, "control_character");
    // Bytes first: counting characters costs, and almost every text is far below its limit.
    if (text.size() > max && code_points(text) > max) fault(pointer, "too_long", {{"max", std::to_string(max)}});
  }
  void coded(const std::string& value, const std::string& pointer, std::string_view list) {
    if (!value.empty() && !packs_.has_code(list, value)) fault(pointer, "unknown_code");
  }

  void kinds();
  void texts();
  void times();
  void time(const std::optional<Instant>& t, const char* pointer);
  void place();
  void village();
  void reporter();
  void subjects();
  void subject(SubjectDraft& s, const std::string& at);
  void birth(SubjectDraft& s, const std::string& at);
  void township(std::string& code, const std::string& pointer);

  const pack::PackSet& packs_;
  Instant now_;
  Checked out_;
  std::vector<FieldError> faults_;
};

void Checker::kinds() {
  auto& kinds = out_.draft.kinds;
  if (kinds.empty()) kinds.emplace_back("other");
  if (kinds.size() > 6) fault("/kinds", "too_many", {{"max", "6"}});
  std::vector<std::string> unique;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (!packs_.programme(kinds[i])) fault("/kinds/" + std::to_string(i), "unknown_code");
    if (std::find(unique.begin(), unique.end(), kinds[i]) == unique.end()) unique.push_back(kinds[i]);
  }
  kinds = std::move(unique);
  if (const auto* first = packs_.programme(kinds.front())) out_.form_version = first->form.version;
}

void Checker::texts() {
  ReportDraft& d = out_.draft;
  clean(d.narrative, "/narrative", 20'000, true);
  if (d.narrative.empty()) fault("/narrative", "required");
  clean(d.external_no, "/external_no", 64);
  coded(d.source, "/source", "source");
  coded(d.language, "/language", "language");
}

void Checker::time(const std::optional<Instant>& t, const char* pointer) {
  if (!t) return;
  if (t->us > now_.us + kClockTolerance)
    fault(pointer, "in_future");
  else if (taipei_date(*t).year() < kOldestBirthYear)
    fault(pointer, "impossible_date");
}

void Checker::times() {
  ReportDraft& d = out_.draft;
  time(d.happened_at, "/happened_at");
  time(d.known_at, "/known_at");
  time(d.reported_at, "/reported_at");
  time(d.received_at, "/received_at");
  // The clock runs from receipt: only a desk or an import enters what was received earlier.
  if (d.channel == Channel::public_web || d.channel == Channel::mandated || !d.received_at) d.received_at = now_;
  if (d.received_at->us > now_.us) d.received_at = now_;
  const std::array<std::pair<const char*, const std::optional<Instant>*>, 4> order{{{"/happened_at", &d.happened_at},
                                                                                    {"/known_at", &d.known_at},
                                                                                    {"/reported_at", &d.reported_at},
                                                                                    {"/received_at", &d.received_at}}};
  const std::optional<Instant>* before = nullptr;
  for (const auto& [pointer, t] : order) {
    if (!*t) continue;
    if (before && (*before)->us > (*t)->us + kClockTolerance) warn(pointer, "out_of_order");
    before = t;
  }
  const Date today = taipei_date(now_);
  const auto& age = packs_.parameter("external_report_age_days", today);
  if (d.happened_at && d.happened_at->us < now_.us - age.value * kMicrosPerDay) warn("/happened_at", "long_ago");
  const auto& hours = packs_.parameter("mandated_report_hours", today);
  const Instant told = d.reported_at.value_or(*d.received_at);
  if (d.channel == Channel::mandated && d.known_at && told.us - d.known_at->us > hours.value * kMicrosPerHour)
    warn("/known_at", "late_report", {{"hours", std::to_string(hours.value)}});
}

void Checker::township(std::string& code, const std::string& pointer) {
  code = trim(code);
  if (code.empty() || packs_.township(code)) return;
  for (const auto& t : packs_.county.townships)  // desks and imports write the name
    if (t.name.zh == code) {
      code = t.code;
      return;
    }
  const bool moi =
      code.size() == 8 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (moi && !code.starts_with(packs_.county.code))
    warn(pointer, "outside_county");
  else
    fault(pointer, "unknown_code");
}

void Checker::place() {
  ReportDraft& d = out_.draft;
  clean(d.place, "/place", 500, true);
  clean(d.village, "/village", 40);
  township(d.township, "/township");
  village();
  if (d.township.empty() && !d.place.empty()) {
    const linkage::Address parsed = linkage::parse_address(d.place, packs_.county.name.zh);
    for (const auto& t : packs_.county.townships)
      if (parsed.county == packs_.county.name.zh && t.name.zh == parsed.township) d.township = t.code;
    if (d.village.empty()) d.village = parsed.village;
  }
  if (d.township.empty() && d.place.empty()) fault("/place", "required");
}

// A village of the list comes as its code and is kept by its name, as an address writes it; its code names the
// township.
void Checker::village() {
  ReportDraft& d = out_.draft;
  if (d.village.empty() || d.village.find_first_not_of("0123456789") != std::string::npos) return;
  for (const auto& t : packs_.county.townships)
    for (const auto& v : t.villages)
      if (v.code == d.village) {
        if (d.township.empty()) d.township = t.code;
        if (d.township != t.code) return fault("/village", "village_elsewhere");
        d.village = v.name;
        return;
      }
  fault("/village", "unknown_code");
}

void Checker::reporter() {
  ReporterDraft& r = out_.draft.reporter;
  clean(r.name, "/reporter/name", 100);
  clean(r.unit, "/reporter/unit", 200);
  clean(r.title, "/reporter/title", 100);
  clean(r.phone, "/reporter/phone", 100);
  coded(r.reporter_class, "/reporter/class", "reporter_class");
  if (out_.draft.source.empty()) {
    const Channel c = out_.draft.channel;
    out_.draft.source = r.reporter_class == "self" || r.reporter_class == "family" ? "self"
                        : c == Channel::mandated                                   ? "social"
                                                                                   : "public";
  }
}

void Checker::subjects() {
  auto& subjects = out_.draft.subjects;
  if (subjects.size() > 20) return fault("/subjects", "too_many", {{"max", "20"}});
  bool clue = false;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    SubjectDraft& s = subjects[i];
    subject(s, "/subjects/" + std::to_string(i));
    clue = clue || !s.name.empty() || !s.nickname.empty() || !s.id_no.empty() || !s.phone.empty() ||
           !s.address.empty() || !s.school.empty() || s.birth_on || s.age_estimated;
  }
  if (!clue) fault("/subjects", "required");
}

void Checker::subject(SubjectDraft& s, const std::string& at) {
  clean(s.name, at + "/name", 100);
  clean(s.nickname, at + "/nickname", 200);
  clean(s.phone, at + "/phone", 100);
  clean(s.address, at + "/address", 300);
  clean(s.school, at + "/school", 100);
  clean(s.birth_text, at + "/birth_text", 40);
  clean(s.id_no, at + "/id_no", 40);
  if (s.sex == "female" || s.sex == "male") s.sex = s.sex == "female" ? "F" : "M";
  if (s.sex == "unknown") s.sex.clear();
  coded(s.sex, at + "/sex", "sex");
  coded(s.nationality, at + "/nationality", "nationality");
  coded(s.indigenous, at + "/indigenous", "indigenous");
  coded(s.disability, at + "/disability", "disability");
  coded(s.language, at + "/language", "language");
  township(s.township, at + "/township");
  const pack::Programme* main = packs_.programme(out_.draft.kinds.front());
  if (s.role.empty() && main) s.role = main->roles.front().code;
  // The person the report is about: a victim in some programmes, a client in others; reporters do not know which.
  if (main && (s.role == "victim" || s.role == "client")) {
    const std::string& own = main->roles.front().code;
    if (own == "victim" || own == "client") s.role = own;
  }
  const bool known_role =
      std::any_of(packs_.programmes.begin(), packs_.programmes.end(), [&](const pack::Programme& p) {
        return std::any_of(p.roles.begin(), p.roles.end(), [&](const pack::Choice& c) { return c.code == s.role; });
      });
  if (!known_role) fault(at + "/role", "unknown_code");
  birth(s, at);
  if (s.age_estimated && (*s.age_estimated < 0 || *s.age_estimated > 130))
    fault(at + "/age_estimated", "out_of_range", {{"min", "0"}, {"max", "130"}});
  const std::string check = id_check_of(s.id_no);
  if (!check.empty() && check != "ok") warn(at + "/id_no", check);
  if (check == "ok" && (s.sex == "F" || s.sex == "M")) {
    const linkage::Sex told = s.sex == "F" ? linkage::Sex::female : linkage::Sex::male;
    const linkage::Sex read = linkage::check_id(linkage::normalise_id(s.id_no)).sex;
    if (read != linkage::Sex::unknown && read != told) warn(at + "/id_no", "sex_differs");
  }
}

void Checker::birth(SubjectDraft& s, const std::string& at) {
  const Date today = taipei_date(now_);
  if (!s.birth_on && !s.birth_text.empty()) {
    if (const auto date = parse_forgiving_date(s.birth_text)) {
      s.birth_on = date;
    } else if (!s.age_estimated) {
      // "75年", "約30歲": not a date, but still a clue; a date that cannot be is a fault where it can be mended at
      // once.
      int number = 0, digits = 0;
      for (const char c : s.birth_text)
        if (c >= '0' && c <= '9') number = number * 10 + (c - '0'), ++digits;
      const bool year = s.birth_text.find("年") != std::string::npos && digits >= 2 && digits <= 4;
      const bool age = s.birth_text.find("歲") != std::string::npos && digits >= 1 && digits <= 3;
      if (year)
        s.age_estimated = today.year() - (number < 200 ? number + 1911 : number);
      else if (age)
        s.age_estimated = number;
      else
        return fault(at + "/birth_text", "bad_date");
      warn(at + "/birth_text", "unread_birth");
    }
  }
  if (!s.birth_on) return;
  const std::string pointer = at + (s.birth_text.empty() ? "/birth_on" : "/birth_text");
  if (*s.birth_on > today)
    fault(pointer, "in_future");
  else if (s.birth_on->year() < kOldestBirthYear)
    fault(pointer, "impossible_date");
}

}  // namespace

Result<Checked> check(ReportDraft draft, const pack::PackSet& packs, Instant now) {
  return Checker(std::move(draft), packs, now).run();
}

std::string id_check_of(const std::string& id_no) {
  if (id_no.empty()) return {};
  const linkage::IdCheck c = linkage::check_id(linkage::normalise_id(id_no));
  if (c.kind == linkage::IdKind::unknown) return "bad_form";
  return c.check_digit_ok ? "ok" : "bad_check_digit";
}

bool looks_suspicious(const ReportDraft& draft) {
  const std::u32string text = to_u32(draft.narrative);
  if (text.size() < 4) return true;
  std::u32string letters = text;
  std::sort(letters.begin(), letters.end());
  const auto distinct = std::unique(letters.begin(), letters.end()) - letters.begin();
  if (text.size() >= 8 && distinct * 5 < static_cast<std::ptrdiff_t>(std::min<std::size_t>(text.size(), 40)))
    return true;
  std::size_t links = 0;
  for (const std::string_view mark : {"http://", "https://", "www."})
    for (std::size_t at = draft.narrative.find(mark); at != std::string::npos; at = draft.narrative.find(mark, at + 1))
      ++links;
  return links >= 2;
}

}  // namespace anwang::intake
