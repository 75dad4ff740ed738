#include "synth/staff.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "access/account.h"
#include "access/demo_accounts.h"
#include "intake/dispatch_model.h"
#include "intake/dispatch_shift.h"
#include "intake/shift_model.h"
#include "seal/password.h"
#include "store/record.h"
#include "synth/feed.h"

namespace anwang::synth {
namespace {

struct PostRow {
  static constexpr const char* kTable = "post";
  std::int64_t id = 0, version = 0, unit_id = 0;
  std::string role;
  std::int64_t account_id = 0;
  std::string vacant_since, source;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("unit_id", s.unit_id), v.req("role", s.role), v.opt("account_id", s.account_id);
    v.opt("vacant_since", s.vacant_since), v.req("source", s.source);
  }
};

// The accounts of the demonstration bar, in its order. `hired`: years before the night.
struct PlantedAccount {
  const char *login, *name, *title, *roles, *unit, *network, *phone, *languages;
  int hired_years;
  bool signs_in;
};
constexpr std::array kPlanted = std::to_array<PlantedAccount>({
    {"lin", "林知遠", "篩派員", R"(["screener"])", "screening", "social", "03-000-0151", R"(["zh","hoklo"])", 5, true},
    {"chen", "陳以安", "社工員（夜間值班）", R"(["duty_worker","social_worker"])", "protection_child", "social",
     "03-000-0117", R"(["zh","hakka"])", 4, true},
    {"huang", "黃靖文", "兒少保護督導", R"(["supervisor"])", "protection_child", "social", "03-000-0152", R"(["zh"])",
     11, true},
    {"xu", "許明哲", "篩派督導", R"(["supervisor"])", "screening", "social", "03-000-0154", R"(["zh","hakka"])", 13,
     true},
    {"zeng", "曾柏言", "藥癮個案管理師", R"(["social_worker"])", "addiction", "health", "03-000-0142",
     R"(["zh","hakka"])", 3, true},
    {"peng", "彭若晴", "專任輔導教師", R"(["mandated_reporter"])", "school_zhudong_demo", "education", "03-000-0163",
     R"(["zh"])", 7, true},
    {"fanjiang", "范姜敏", "社會處處長", R"(["county_coordinator"])", "social_affairs", "social", "03-000-0101",
     R"(["zh","hakka"])", 15, true},
    {"it", "資訊室", "系統管理", R"(["administrator"])", "it_office", "civil", "03-000-0105", R"(["zh"])", 6, true},
    {"audit", "稽核", "稽核人員", R"(["auditor"])", "it_office", "civil", "03-000-0105", R"(["zh"])", 6, true},
    {"luo", "羅士凱", "社工員", R"(["social_worker"])", "welfare_zhudong", "social", "03-000-0126",
     R"(["zh","atayal"])", 8, false},
    {"li", "李佳蓉", "社工員", R"(["social_worker"])", "protection_child", "social", "03-000-0153", R"(["zh"])", 6,
     false},
    {"qiu", "邱文彬", "家防官", R"(["mandated_reporter"])", "police_zhudong", "police", "03-000-0110", R"(["zh"])", 9,
     false},
    {"hospital", "急診社工", "醫務社工", R"(["mandated_reporter"])", "health_zhudong", "health", "03-000-0201",
     R"(["zh"])", 2, false},
    {"kindergarten", "幼兒園園長", "園長", R"(["mandated_reporter"])", "kindergarten_zhudong_demo", "education",
     "03-000-0138", R"(["zh"])", 12, false},
});

// Approved posts per kind of unit (假設, of the order of a county's plan); the last of every seven or so stands empty.
struct Complement {
  const char* unit;
  int workers, supervisors;
};
constexpr std::array kComplement = std::to_array<Complement>({{"protection_child", 17, 3},
                                                              {"protection_adult", 32, 4},
                                                              {"welfare_zhubei", 12, 2},
                                                              {"welfare_zhudong", 9, 1},
                                                              {"welfare_xinpu", 6, 1},
                                                              {"welfare_hengshan", 6, 1},
                                                              {"welfare_xinhu", 10, 1},
                                                              {"mental_health", 12, 2},
                                                              {"addiction", 7, 1}});
constexpr std::array<const char*, 13> kHealthStations = {
    "health_zhubei",  "health_zhudong",  "health_xinpu",    "health_guanxi", "health_hukou",
    "health_xinfeng", "health_qionglin", "health_hengshan", "health_beipu",  "health_baoshan",
    "health_emei",    "health_jianshi",  "health_wufeng"};

class StaffMaker {
 public:
  StaffMaker(store::Store& store, const seal::KeyRing& keys, const pack::PackSet& packs, const std::string& county,
             const flow::Installed& installed, const Population& population, const StaffOptions& options)
      : store_(store),
        keys_(keys),
        packs_(packs),
        county_(county),
        installed_(installed),
        population_(population),
        options_(options),
        rng_(population.seed, "staff") {
    set_.county = county;
    set_.pack_hash = packs.hash;
    event_ = changes_.event("staff.recorded", {"account", 0}, 0, {});
  }

  Result<Staff> run() {
    ANWANG_CHECK(planted());
    for (const Complement& c : kComplement) {
      fill(c.unit, c.workers, false);
      fill(c.unit, c.supervisors, true);
    }
    for (const char* station : kHealthStations) {
      fill(station, 2, false);
      fill(station, 1, true);
    }
    for (int i = 0; i < 6; ++i) employ("screening", "篩派員", R"(["screener"])", false, true);
    roster();
    set_.events[0].about = {set_.writes[0].table, set_.writes[0].id};
    ANWANG_TRY([[maybe_unused]] const auto committed, store_.submit(std::move(set_)));
    return std::move(out_);
  }

 private:
  std::int64_t unit(const char* code) const {
    const auto it = installed_.units.find(code);
    return it == installed_.units.end() ? 0 : it->second;
  }
  Date today() const { return taipei_date(options_.as_of); }
  std::string hired(int years) {
    return today().plus_days(-365 * years - 60 - static_cast<int>(rng_.below(120))).iso();
  }

  Status planted() {
    seal::PasswordHasher hasher;
    for (const PlantedAccount& p : kPlanted) {
      access::Account a;
      a.id = store_.next_id();
      a.login = p.login;
      a.name = p.name;
      a.title = p.title;
      a.roles = p.roles;
      a.unit_id = unit(p.unit);
      a.network = p.network;
      a.phone = p.phone;
      a.languages = p.languages;
      a.hired_on = p.login == std::string_view("xu") ? today().plus_days(-365 * p.hired_years - 100).iso()
                                                     : hired(p.hired_years);
      if (a.login == "li") {  // on leave in the demonstration night
        a.leave_from = today().plus_days(-3).iso();
        a.leave_until = today().plus_days(4).iso();
      }
      if (p.signs_in && options_.passwords) {
        ANWANG_TRY(a.password_hash, hasher.hash(PersonalText(access::demo_password(keys_, county_, a.login))));
      }
      note(a, p.unit);
      out_.planted[a.login] = a.id;
    }
    return {};
  }

  void note(access::Account& a, const char* unit_code) {
    Worker w{a.id,
             a.login,
             a.name,
             unit_code,
             a.roles.find("supervisor") != std::string::npos,
             a.roles.find("screener") != std::string::npos};
    changes_.put(a, event_);
    const std::size_t index = out_.all.size();
    if (w.screener)
      out_.screeners.push_back(index);
    else if (w.supervisor)
      out_.supervisors[w.unit].push_back(index);
    else if (a.roles.find("social_worker") != std::string::npos)
      out_.workers[w.unit].push_back(index);
    out_.all.push_back(std::move(w));
  }

  // A post, and whoever holds it.
  void fill(const char* unit_code, int posts, bool supervisor) {
    const auto& have = supervisor ? out_.supervisors[unit_code] : out_.workers[unit_code];
    for (std::size_t i = 0; i < static_cast<std::size_t>(posts); ++i) {
      PostRow post{store_.next_id(),
                   0,
                   unit(unit_code),
                   supervisor ? "supervisor" : "social_worker",
                   0,
                   {},
                   "假設：示範設定，由縣府修訂"};
      const bool vacant = !supervisor && ++posts_made_ % 8 == 0;
      if (vacant)
        post.vacant_since = today().plus_days(-20 - static_cast<int>(rng_.below(90))).iso();
      else if (i < have.size())
        post.account_id = out_.all[have[i]].account;
      else
        post.account_id = employ(unit_code, supervisor ? "督導" : "社工員",
                                 supervisor ? R"(["supervisor"])" : R"(["social_worker"])", supervisor, false);
      changes_.put(post, event_);
    }
  }
  std::int64_t employ(const char* unit_code, const char* title, const char* roles, bool, bool social) {
    access::Account a;
    a.id = store_.next_id();
    char login[16];
    std::snprintf(login, sizeof login, "s%03zu", out_.all.size());
    a.login = login;
    a.name = somebody();
    a.title = title;
    a.roles = roles;
    a.unit_id = unit(unit_code);
    const pack::Unit* u = packs_.unit(unit_code);
    a.network = social || u == nullptr ? "social" : u->network;
    a.languages = rng_.chance(0.35) ? R"(["zh","hakka"])" : rng_.chance(0.2) ? R"(["zh","hoklo"])" : R"(["zh"])";
    a.hired_on = hired(rng_.between(0, 12));
    note(a, unit_code);
    return a.id;
  }
  // A name of the county's own making.
  std::string somebody() {
    for (;;) {
      const Person& p = population_.persons[rng_.below(population_.persons.size())];
      const int age = population_.age(p);
      if (age >= 24 && age < 60 && p.origin == Origin::none) return p.name;
    }
  }

  // 14 days before and after: three shifts a day; the planted ones have the night of the demonstration.
  void roster() {
    for (int offset = -14; offset <= 14; ++offset) {
      for (intake::Shift shift : intake::shifts_beginning(packs_, today().plus_days(offset))) {
        shift.id = store_.next_id();
        changes_.put(shift, event_);
        const bool tonight = shift.starts_at <= options_.as_of && options_.as_of < shift.ends_at;
        const std::size_t turn = static_cast<std::size_t>(offset) + 14;
        duty(shift, "screener", "screening",
             tonight ? id("lin") : out_.all[out_.screeners[1 + turn % (out_.screeners.size() - 1)]].account, tonight);
        for (const char* section : {"protection_child", "protection_adult"}) {
          const auto& workers = out_.workers[section];
          duty(shift, "duty_worker", section,
               tonight ? id("chen") : out_.all[workers[2 + turn % (workers.size() - 2)]].account, tonight);
          duty(shift, "second_line", section, out_.all[workers[2 + (turn + 3) % (workers.size() - 2)]].account, false);
          const auto& supervisors = out_.supervisors[section];
          duty(shift, "supervisor", section,
               tonight ? id("huang") : out_.all[supervisors[turn % supervisors.size()]].account, false);
        }
        duty(shift, "health", "health_bureau", 0, false, "衛生局值班", "03-000-0102");
        duty(shift, "police", "police_bureau", 0, false, "婦幼隊值班", "03-000-0103");
      }
    }
  }
  std::int64_t id(std::string_view login) const { return out_.id(login); }
  void duty(const intake::Shift& shift, const char* what, const char* unit_code, std::int64_t account, bool checked_in,
            const char* contact = "", const char* phone = "") {
    intake::Roster r;
    r.id = store_.next_id();
    r.shift_id = shift.id;
    r.unit_id = unit(unit_code);
    r.account_id = account;
    r.duty = what;
    r.contact_name = contact;
    r.phone = phone;
    if (checked_in) r.checked_in_at = shift.starts_at;
    changes_.put(r, event_);
  }

  store::Store& store_;
  const seal::KeyRing& keys_;
  const pack::PackSet& packs_;
  const std::string& county_;
  const flow::Installed& installed_;
  const Population& population_;
  const StaffOptions& options_;
  Rng rng_;
  store::ChangeSet set_;
  store::Changes changes_{set_};
  int event_ = 0;
  int posts_made_ = 0;
  Staff out_;
};

}  // namespace

std::int64_t Staff::id(std::string_view login) const {
  const auto it = planted.find(login);
  return it == planted.end() ? 0 : it->second;
}

std::int64_t Staff::draw(Rng& rng, std::string_view unit, bool supervisor) const {
  const auto& groups = supervisor ? supervisors : workers;
  const auto it = groups.find(unit);
  if (it == groups.end()) return 0;
  // The duty worker of the night carries the cases that were chosen for it; who is on leave gets none.
  std::vector<std::size_t> free;
  for (const std::size_t i : it->second)
    if (all[i].login != "chen" && all[i].login != "li") free.push_back(i);
  return free.empty() ? 0 : all[free[rng.below(free.size())]].account;
}

Result<Staff> make_staff(store::Store& store, const seal::KeyRing& keys, const pack::PackSet& packs,
                         const std::string& county, const flow::Installed& installed, const Population& population,
                         const StaffOptions& options) {
  return StaffMaker(store, keys, packs, county, installed, population, options).run();
}

}  // namespace anwang::synth
