#include "load.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

namespace anwang::fault {
namespace {
const std::string kCounty = "10004";
}

store::ChangeSet report(store::Store& store, const std::string& key) {
  const std::int64_t incident = store.next_id(), first = store.next_id(), second = store.next_id();
  store::ChangeSet c;
  c.county = kCounty;
  c.idempotency = {"fault test", key, "body of " + key};
  c.events.push_back({"incident.opened", {"incident", incident}, incident, codec::JsonObject{{"key", key}}});
  c.writes.push_back(
      {"incident", incident, 0, {{"opened_at", std::int64_t{1}}, {"township", key}, {"lead_report_id", first}}, 0});
  for (const std::int64_t id : {first, second}) {
    c.writes.push_back({"report_subject",
                        id,
                        0,
                        {{"report_id", incident},
                         {"role", std::string("client")},
                         {"name", std::string(300, 'x')},
                         {"identity", std::string("open")}},
                        0});
  }
  c.result = {"incident", incident};
  return c;
}

Load::Load(store::Store& store, std::string run, std::string ack_file, int clients)
    : store_(store),
      run_(std::move(run)),
      ack_fd_(::open(ack_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
  if (ack_fd_ < 0) throw std::runtime_error("cannot write " + ack_file);
  for (int i = 0; i < clients; ++i) threads_.emplace_back([this, i] { client(i); });
}

void Load::finish() {
  stop_ = true;
  for (auto& t : threads_) t.join();
  threads_.clear();
  if (ack_fd_ >= 0) ::close(ack_fd_);
  ack_fd_ = -1;
}

void Load::client(int number) {
  for (int n = 0; !stop_; ++n) {
    const std::string key = run_ + "-" + std::to_string(number) + "-" + std::to_string(n);
    while (!stop_) {
      const auto done = store_.submit(report(store_, key));
      if (done) {
        const std::string line = key + "\n";
        if (::write(ack_fd_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
        ++acknowledged_;
        break;
      }
      ++refused_[static_cast<std::size_t>(done.error().code)];
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

bool check(const store::Config& config, const seal::KeyRing& keys, const std::string& ack_file) {
  std::set<std::string> acknowledged;
  std::ifstream acks(ack_file);
  for (std::string line; std::getline(acks, line);) acknowledged.insert(line);
  std::map<std::string, int> found;
  std::vector<std::string> faults;
  {
    auto store = store::Store::open(config, keys);
    if (!store) {
      faults.push_back("cannot open: " + store.error().reason + " " + store.error().internal);
    } else if (auto reader = (*store)->read()) {
      const Status listed =
          (*reader)->each("fault.check",
                          "SELECT i.township, (SELECT COUNT(*) FROM report_subject s WHERE s.county = i.county AND "
                          "s.report_id = i.id) FROM incident i",
                          {},
                          [&](const store::Row& r) {
                            ++found[r.text(0)];
                            if (r.i64(1) != 2) faults.push_back("half-written: " + r.text(0));
                            return true;
                          },
                          {60'000, 0});
      if (!listed) faults.push_back("cannot read: " + listed.error().internal);
    }
  }
  if (const auto report = store::verify(config, keys)) {
    faults.insert(faults.end(), report->faults.begin(), report->faults.end());
  } else {
    faults.push_back("cannot verify: " + report.error().reason);
  }
  std::size_t kept = 0, doubled = 0;
  for (const std::string& key : acknowledged) kept += found.contains(key) ? 1 : 0;
  for (const auto& [key, n] : found) doubled += n > 1 ? 1 : 0;
  for (std::size_t i = 0; i < faults.size() && i < 5; ++i) std::printf("fault: %s\n", faults[i].c_str());
  std::printf("acknowledged=%zu found=%zu lost=%zu doubled=%zu\n", acknowledged.size(), kept,
              acknowledged.size() - kept, doubled);
  return faults.empty() && kept == acknowledged.size() && doubled == 0 && !acknowledged.empty();
}

}  // namespace anwang::fault
