// The program behind the scripts of this folder.
//   fault_driver load  --data DIR --ack FILE --run NAME [--seconds S] [--power-loss-after MS --seed N] [--unsafe-sync]
//   fault_driver check --data DIR --ack FILE
//   fault_driver postgres              a new database; prints its URL and keeps it until standard input ends
//   fault_driver disk-full | postgres-restart | postgres-cut | lost-lease
// The last four make everything they need in a folder of their own. All end with the line of check().
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>

#include "fault_vfs.h"
#include "load.h"
#include "proxy.h"
#include "store/testing/fixture.h"
#include "store/testing/pg_cluster.h"

namespace {

using namespace anwang;
using namespace anwang::fault;
using store::testing::PgCluster;
using store::testing::TempDir;

const auto kKeys = seal::KeyRing::from_seed("fault");
using Options = std::map<std::string, std::string>;

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

int failed(const std::string& what) {
  std::printf("FAILED: %s\n", what.c_str());
  return 1;
}
int verdict(bool good) { return good ? 0 : 1; }

std::unique_ptr<store::Store> open_or_die(const store::Config& config) {
  auto store = store::Store::open(config, *kKeys);
  if (!store) {
    std::printf("FAILED: cannot open: %s %s\n", store.error().reason.c_str(), store.error().internal.c_str());
    std::exit(1);
  }
  return std::move(*store);
}

int load(Options& o) {
  store::Config config;
  config.data_dir = o["data"];
  if (o.contains("power-loss-after")) {
    register_fault_vfs();
    config.sqlite_vfs = "fault";
    config.unsafe_sqlite_sync = o.contains("unsafe-sync");
  }
  auto store = open_or_die(config);
  Load load(*store, o["run"], o["ack"], 64);
  if (o.contains("power-loss-after")) {
    sleep_ms(std::stoi(o["power-loss-after"]));
    lose_power(std::stoull(o["seed"]));
  }
  sleep_ms(1000 * std::stoi(o.contains("seconds") ? o["seconds"] : "60"));
  return 0;
}

int check_command(Options& o) {
  store::Config config;
  config.data_dir = o["data"];
  return verdict(check(config, *kKeys, o["ack"]));
}

int disk_full(Options&) {
  const TempDir dir;
  register_fault_vfs();
  store::Config config;
  config.data_dir = dir.path() + "/data";
  config.sqlite_vfs = "fault";
  const std::string acks = dir.path() + "/acks";
  {
    auto store = open_or_die(config);
    set_space_left(6 << 20);
    Load load(*store, "a", acks, 16);
    for (int i = 0; i < 1200 && load.refused(Errc::storage_full) < 50; ++i) sleep_ms(50);
    if (load.refused(Errc::storage_full) < 50) return failed("the disk never filled");
    if (!store->health().storage_full) return failed("health does not say that the disk is full");
    for (int i = 0; i < 20; ++i) {
      auto reader = store->read();
      if (!reader || !(*reader)->query("fault.read", "SELECT COUNT(*) FROM incident"))
        return failed("reads stopped on a full disk");
    }
    if (!store->log_access({"10004", 1, "print", {"incident", 1}, "still accountable", "req"}))
      return failed("the access reserve did not hold");
    const std::int64_t before = load.acknowledged();
    std::printf("full after %lld reports; refused %lld times, reads went on\n", static_cast<long long>(before),
                static_cast<long long>(load.refused(Errc::storage_full)));
    set_space_left(-1);
    for (int i = 0; i < 600 && load.acknowledged() < before + 200; ++i) sleep_ms(50);
    if (load.acknowledged() < before + 200) return failed("writes did not resume when there was room again");
    load.finish();
    if (store->health().storage_full) return failed("health still says full");
    store->stop();
  }
  return verdict(check(config, *kKeys, acks));
}

int postgres(Options&) {
  const PgCluster cluster(true);
  std::printf("%s\n", store::testing::create_database(cluster.url("postgres", true)).c_str());
  while (std::getchar() != EOF) {
  }
  return 0;
}

int postgres_restart(Options&) {
  const TempDir dir;
  PgCluster cluster(true);
  store::Config config;
  config.data_dir = dir.path() + "/data";
  config.url = store::testing::create_database(cluster.url("postgres"));
  const std::string acks = dir.path() + "/acks";
  {
    auto store = open_or_die(config);
    Load load(*store, "a", acks, 16);
    for (int round = 0; round < 3; ++round) {
      sleep_ms(1500);
      cluster.stop(true);  // as a crash: it recovers from its log
      sleep_ms(300);
      cluster.start();
      const std::int64_t before = load.acknowledged();
      for (int i = 0; i < 600 && load.acknowledged() < before + 50; ++i) sleep_ms(50);
      if (load.acknowledged() < before + 50) return failed("writes did not resume after the restart");
    }
    load.finish();
    store->stop();
  }
  return verdict(check(config, *kKeys, acks));
}

int postgres_cut(Options&) {
  const TempDir dir;
  PgCluster cluster(true);
  CommitCutter proxy(cluster.port(), 7);
  const std::string direct = store::testing::create_database(cluster.url("postgres", true));
  std::string through = direct;
  through.replace(through.find(std::to_string(cluster.port())), std::to_string(cluster.port()).size(),
                  std::to_string(proxy.port()));
  store::Config config;
  config.data_dir = dir.path() + "/data";
  config.url = through;
  config.lease_ttl_us = 120'000'000;  // the lease's own renewals may be cut as well
  const std::string acks = dir.path() + "/acks";
  {
    auto store = open_or_die(config);
    Load load(*store, "a", acks, 16);
    for (int i = 0; i < 1200 && (proxy.cut_before() < 10 || proxy.cut_after() < 10); ++i) sleep_ms(50);
    proxy.calm();
    sleep_ms(500);
    load.finish();
    store->stop();
  }
  std::printf("cut before COMMIT %d times, after it %d times\n", proxy.cut_before(), proxy.cut_after());
  if (proxy.cut_before() < 10 || proxy.cut_after() < 10) return failed("too few cuts");
  config.url = direct;
  return verdict(check(config, *kKeys, acks));
}

std::int64_t incidents(store::Store& store) {
  auto reader = store.read();
  return reader ? (*reader)->query("fault.count", "SELECT COUNT(*) FROM incident")->at(0).i64(0) : -1;
}

// A server that was away too long finds its number taken by another: from that moment on not one write of it counts.
int lost_lease(Options&) {
  const TempDir dir;
  PgCluster cluster(true);
  store::Config one, two;
  one.data_dir = dir.path() + "/one";
  two.data_dir = dir.path() + "/two";
  one.url = two.url = store::testing::create_database(cluster.url("postgres"));
  const std::string acks = dir.path() + "/acks";
  auto first = open_or_die(one);
  Load load(*first, "a", acks, 16);
  sleep_ms(1000);
  if (!store::testing::run_sql(one.url, "UPDATE server_lease SET expires_at = 1"))
    return failed("cannot expire the lease");
  auto second = open_or_die(two);  // takes over the number
  for (int i = 0; i < 400 && load.refused(Errc::read_only) < 50; ++i) sleep_ms(50);
  if (load.refused(Errc::read_only) < 50) return failed("the first server goes on writing");
  const std::int64_t frozen = incidents(*second), acknowledged = load.acknowledged();
  if (first->health().lease_ok) return failed("health does not say that the lease is lost");
  sleep_ms(1500);
  if (incidents(*second) != frozen || load.acknowledged() != acknowledged)
    return failed("the first server wrote after it lost its lease");
  if (!first->read()) return failed("reads stopped with the lease");
  Load successor(*second, "b", acks, 16);
  sleep_ms(1000);
  successor.finish();
  load.finish();
  if (successor.acknowledged() == 0) return failed("the second server does not write");
  first->stop();
  second->stop();
  first.reset(), second.reset();
  return verdict(check(two, *kKeys, acks));
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const std::string command = argc > 1 ? argv[1] : "";
  Options options;
  for (int i = 2; i < argc; ++i) {
    const std::string key = argv[i] + 2;
    options[key] = i + 1 < argc && std::strncmp(argv[i + 1], "--", 2) != 0 ? argv[++i] : "";
  }
  const std::map<std::string, int (*)(Options&)> commands{{"load", load},
                                                          {"check", check_command},
                                                          {"disk-full", disk_full},
                                                          {"postgres", postgres},
                                                          {"postgres-restart", postgres_restart},
                                                          {"postgres-cut", postgres_cut},
                                                          {"lost-lease", lost_lease}};
  const auto known = commands.find(command);
  if (known == commands.end()) return failed("unknown command " + command);
  return known->second(options);
}
