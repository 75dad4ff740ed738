// CPU of the intake path without HTTP: what one report costs to check, seal, compare and prepare, and what the whole
// way to the disk costs, in process CPU. Usage: intake_bench DIR [persons] [reports]. Prints one line a figure.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "access/policy.h"
#include "flow/install.h"
#include "flow/report_intake.h"
#include "flow/rules.h"
#include "intake/duty.h"
#include "pack/load.h"
#include "people/directory.h"
#include "people/model.h"
#include "store/record.h"

namespace {

using namespace anwang;

double thread_us() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}
double process_us() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}
template <class T>
T must(Result<T> r) {
  if (!r) {
    std::fprintf(stderr, "%s %s\n", r.error().reason.c_str(), r.error().internal.c_str());
    std::exit(1);
  }
  return std::move(*r);
}

const char* const kSurnames[] = {"陳", "林", "黃", "張", "李", "王", "吳", "劉",
                                 "蔡", "楊", "許", "鄭", "謝", "郭", "洪"};
const char* const kGiven[] = {"雅", "雯", "小", "明", "志", "豪", "淑", "芬", "建", "宏",
                              "美", "玲", "家", "俊", "怡", "君", "欣", "羣", "峰", "惠"};
std::string name_of(unsigned i) {
  return std::string(kSurnames[i % 15]) + kGiven[(i / 15) % 20] + kGiven[(i / 300) % 20];
}
std::string birth_of(unsigned i) { return Date{static_cast<std::int32_t>(i * 37 % 20'000)}.iso(); }

intake::ReportDraft draft_of(unsigned i) {
  intake::ReportDraft d;
  d.channel = intake::Channel::mandated;
  d.kinds = {"child_protection"};
  d.immediate_danger = i % 20 == 0;
  d.township = "10004020";
  d.place = "竹東鎮長春路二段" + std::to_string(i % 300) + "號三樓";
  d.narrative = "老師發現孩子手臂與背部有多處新舊瘀青，孩子說是被同住的大人打的，今天不敢回家。";
  d.reporter.name = "通報人";
  d.reporter.unit = "示範國民小學";
  d.reporter.phone = "03-000-0000";
  intake::SubjectDraft s;
  s.role = "victim";
  s.name = name_of(i);
  s.birth_on = Date::parse(birth_of(i));
  s.phone = "0912" + std::to_string(100'000 + i % 900'000);
  s.address = "新竹縣竹東鎮長春路二段" + std::to_string(i % 300) + "號";
  d.subjects.push_back(s);
  d.answers.append("injury", "light");
  d.answers.append("injury_details", "右手臂與背部");
  return d;
}

void add_persons(store::Store& store, unsigned persons) {
  for (unsigned at = 0; at < persons; at += 500) {
    store::ChangeSet set;
    set.county = "10004";
    store::Changes changes(set);
    for (unsigned i = at; i < std::min(persons, at + 500); ++i) {
      people::Person p;
      p.id = store.next_id();
      p.name = name_of(i);
      p.birth_on = birth_of(i);
      p.sex = i % 2 ? "M" : "F";
      p.phone = "0912" + std::to_string(100'000 + i);
      p.source = "demo";
      changes.put(p, changes.event("person.recorded", {"person", p.id}, p.id));
    }
    must(store.submit(std::move(set)));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const unsigned persons = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 50'000;
  const unsigned reports = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 20'000;
  SystemClock clock;
  const auto keys = seal::KeyRing::from_seed("bench");
  store::Config config;
  config.data_dir = argv[1];
  config.clock = &clock;
  auto store = must(store::Store::open(config, *keys));
  const auto packs = must(pack::load(pack::embedded_files(), "10004"));
  const auto rules = must(flow::build_rules(*packs));
  auto directory = std::make_shared<people::PersonDirectory>(*keys, "10004", packs->county.name.zh);
  auto duty = std::make_shared<intake::DutyBoard>("10004");
  store->add_projection(directory);
  store->add_projection(duty);
  const auto installed = must(flow::install_county(*store, *packs, "10004"));
  store::ChangeSet account;
  account.county = "10004";
  const std::int64_t screener = store->next_id();
  account.events.push_back({"account.created", {"account", screener}, 0, {}});
  account.writes.push_back({"account",
                            screener,
                            0,
                            {{"login", std::string("bench")},
                             {"name", std::string("bench")},
                             {"title", store::Value{}},
                             {"roles", std::string("[\"screener\"]")},
                             {"unit_id", installed.units.at("screening")},
                             {"network", std::string("social")},
                             {"programmes", std::string("[]")},
                             {"phone", store::Value{}},
                             {"languages", std::string("[]")},
                             {"hired_on", store::Value{}},
                             {"active", std::int64_t{1}},
                             {"password_hash", std::string("x")},
                             {"must_change_password", std::int64_t{0}},
                             {"leave_from", store::Value{}},
                             {"leave_until", store::Value{}}},
                            0});
  must(store->submit(std::move(account)));
  add_persons(*store, persons);
  if (!store->start_following()) return 1;
  while (store->warming()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  access::Policy policy;
  flow::App app{*store, *keys, clock, *packs, *directory, policy, *duty, rules, "10004"};
  access::Viewer viewer;
  viewer.county = "10004";
  viewer.account = {screener};
  viewer.network = "education";

  double began = thread_us();
  std::size_t likely = 0;
  constexpr unsigned kPrepared = 3'000;
  for (unsigned i = 0; i < kPrepared; ++i)
    likely += must(flow::prepare_report(app, viewer, draft_of(i), {})).subjects.front().likely_person.valid();
  std::printf("prepare_us=%.1f likely=%zu/%u persons=%zu\n", (thread_us() - began) / kPrepared, likely, kPrepared,
              directory->index().size());

  began = process_us();
  const auto wall = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  std::atomic<unsigned> next{0};
  for (int t = 0; t < 64; ++t)
    threads.emplace_back([&] {
      for (unsigned i = next++; i < reports; i = next++)
        must(flow::receive_report(app, viewer, draft_of(i), {"k" + std::to_string(i), "bench", "h"}));
    });
  for (auto& t : threads) t.join();
  const double cpu = process_us() - began;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
  std::printf("receive_cpu_us=%.1f receive_per_s=%.0f two_cores_per_s=%.0f\n", cpu / reports, reports / seconds,
              2e6 / (cpu / reports));
  store->stop();
  return 0;
}
