// How many reports a second the store takes through submit_async, each with its six rows and its journal entry,
// durable, from 64 waiting clients; beside it the raw fdatasync rate of the same disk at the same time.
// Prints one JSON object.
//   store_bench [--seconds 10] [--clients 64] [--dir DIR] [--pg URL]
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "seal/key_ring.h"
#include "store/store.h"

namespace {

using namespace anwang;
using Steady = std::chrono::steady_clock;
const std::string kCounty = "10004";

struct Options {
  int seconds = 10, clients = 64;
  std::string dir, pg;
};

Options parse(int argc, char** argv) {
  Options o;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string key = argv[i], value = argv[i + 1];
    if (key == "--seconds") o.seconds = std::atoi(value.c_str());
    if (key == "--clients") o.clients = std::atoi(value.c_str());
    if (key == "--dir") o.dir = value;
    if (key == "--pg") o.pg = value;
  }
  return o;
}

double fdatasync_rate(const std::string& dir) {
  const std::string path = dir + "/fdatasync.probe";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  std::array<char, 4096> block{};
  int done = 0;
  const auto start = Steady::now();
  while (Steady::now() - start < std::chrono::seconds(1)) {
    block[0] = static_cast<char>(done++);
    if (::pwrite(fd, block.data(), block.size(), 0) < 0 || ::fdatasync(fd) != 0) break;
  }
  ::close(fd);
  std::filesystem::remove(path);
  return done / std::chrono::duration<double>(Steady::now() - start).count();
}

// What an incoming report writes: the report, two subjects, an incident, a relation of the screener, a clock's attempt.
store::ChangeSet report(store::Store& store, const seal::KeyRing& keys, std::int64_t now, std::uint64_t n) {
  using store::Value;
  const std::int64_t id = store.next_id(), incident = store.next_id();
  const auto sealed = [&](const char* table, std::int64_t row, const char* field, std::size_t size) {
    return Value(keys.seal({kCounty, table, row, field}, std::string(size, 'x')));
  };
  store::ChangeSet c;
  c.county = kCounty;
  c.idempotency = {"visitor POST /reports", std::to_string(id) + "-" + std::to_string(n), "body"};
  c.events.push_back({"report.received",
                      {"report", id},
                      id,
                      codec::JsonObject{{"kinds", "child_protection"}, {"channel", "public"}, {"due_at", now}}});
  c.writes.push_back({"report",
                      id,
                      0,
                      {{"report_no", std::string()},
                       {"kinds", std::string("[\"child_protection\"]")},
                       {"channel", std::string("public")},
                       {"source", std::string("public")},
                       {"received_at", now},
                       {"recorded_at", now},
                       {"due_at", now + 86'400'000'000},
                       {"township", std::string("10004010")},
                       {"narrative_sealed", sealed("report", id, "narrative", 600)},
                       {"reporter_sealed", sealed("report", id, "reporter", 80)},
                       {"reply_wanted", std::int64_t{1}},
                       {"anonymous", std::int64_t{0}},
                       {"form", std::string("general")},
                       {"form_version", std::string("1")},
                       {"facts", std::string("{}")},
                       {"state", std::string("pending")},
                       {"lane", std::string("normal")},
                       {"more_info", std::int64_t{0}},
                       {"incident_id", incident},
                       {"tracking_hash", keys.keyed_hash_bytes("t", std::to_string(id))}},
                      0});
  c.numberings.push_back({"report:115", "115-HC-", 6, 0, "report_no"});
  c.writes.push_back({"incident",
                      incident,
                      0,
                      {{"opened_at", now}, {"township", std::string("10004010")}, {"lead_report_id", id}},
                      0});
  for (int s = 0; s < 3; ++s) {
    const std::int64_t subject = store.next_id();
    c.writes.push_back({"report_subject",
                        subject,
                        0,
                        {{"report_id", id},
                         {"role", std::string("client")},
                         {"name", std::string("王小明")},
                         {"birth_on", std::string("2015-03-01")},
                         {"id_sealed", sealed("report_subject", subject, "id", 10)},
                         {"id_hash", keys.keyed_hash_bytes("id", std::to_string(subject))},
                         {"phone_sealed", sealed("report_subject", subject, "phone", 10)},
                         {"address", std::string("新竹縣竹北市光明六路10號")},
                         {"identity", std::string("open")}},
                        0});
  }
  const std::int64_t relation = store.next_id();
  c.writes.push_back({"relation",
                      relation,
                      0,
                      {{"account_id", std::int64_t{77}},
                       {"tbl", std::string("report")},
                       {"record_id", id},
                       {"kind", std::string("handling")},
                       {"from_at", now}},
                      0});
  c.result = {"report", id};
  return c;
}

}  // namespace

int main(int argc, char** argv) {
  const Options o = parse(argc, argv);
  std::string dir = o.dir;
  if (dir.empty()) {
    std::string name = (std::filesystem::temp_directory_path() / "anwang-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return 1;
    dir = name;
  }
  const auto keys = seal::KeyRing::from_seed("bench");
  store::Config config;
  config.data_dir = dir + "/data";
  config.url = o.pg;
  auto opened = store::Store::open(config, *keys);
  if (!opened)
    return std::fprintf(stderr, "cannot open: %s %s\n", opened.error().reason.c_str(), opened.error().internal.c_str()),
           1;
  store::Store& store = **opened;
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> failed{0};
  std::vector<std::vector<float>> latencies(static_cast<std::size_t>(o.clients));
  std::atomic<int> running{o.clients};
  std::mutex mutex;
  std::condition_variable finished;
  const SystemClock clock;
  // Each client has one report under way and sends the next when it is answered; two threads prepare, as in the server.
  std::vector<std::size_t> ready;
  std::condition_variable wanted;
  for (std::size_t i = 0; i < latencies.size(); ++i) ready.push_back(i);
  const auto serve = [&] {
    for (;;) {
      std::size_t client = 0;
      {
        std::unique_lock lock(mutex);
        wanted.wait(lock, [&] { return stop || !ready.empty(); });
        if (stop) return;
        client = ready.back();
        ready.pop_back();
      }
      const auto sent = Steady::now();
      store.submit_async(
          report(store, *keys, clock.now().us, latencies[client].size()),
          [&, client, sent](Result<store::Committed> r) {
            if (!r) ++failed;
            latencies[client].push_back(std::chrono::duration<float, std::milli>(Steady::now() - sent).count());
            const std::lock_guard lock(mutex);
            ready.push_back(client);
            wanted.notify_one();
          });
    }
  };
  const auto start = Steady::now();
  std::thread a(serve), b(serve);
  std::this_thread::sleep_for(std::chrono::seconds(o.seconds));
  stop = true;
  wanted.notify_all();
  a.join(), b.join();
  const double took = std::chrono::duration<double>(Steady::now() - start).count();
  store.stop();
  std::vector<float> all;
  for (const auto& l : latencies) all.insert(all.end(), l.begin(), l.end());
  std::sort(all.begin(), all.end());
  if (all.empty()) return 1;
  const double fsyncs = fdatasync_rate(dir);
  std::printf(
      "{\"database\": \"%s\", \"rate\": %.1f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"failed\": %llu, \"fdatasync\": "
      "%.0f}\n",
      o.pg.empty() ? "sqlite" : "postgres", static_cast<double>(all.size()) / took,
      static_cast<double>(all[all.size() / 2]), static_cast<double>(all[all.size() * 99 / 100]),
      static_cast<unsigned long long>(failed.load()), fsyncs);
  opened->reset();
  if (o.dir.empty()) std::filesystem::remove_all(dir);
  return failed == 0 ? 0 : 1;
}
