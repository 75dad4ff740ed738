#include "app/serve.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <utility>

#include "access/demo_accounts.h"
#include "access/session.h"
#include "access/throttle.h"
#include "api/demo_clock.h"
#include "api/edge.h"
#include "api/events.h"
#include "api/in_flight.h"
#include "app/cli.h"
#include "app/jobs.h"
#include "flow/escalation.h"
#include "flow/shifts.h"
#include "http/forwarded.h"
#include "http/server.h"
#include "http/static_files.h"
#include "obs/log.h"
#include "obs/metrics.h"
#include "obs/process.h"
#include "obs/query_times.h"
#include "seal/password.h"
#include "synth/night.h"

namespace anwang::http {
std::span<const EmbeddedFile> embedded_files();  // tools/embed
}

namespace anwang::app {

namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};
Result<Address> parse_listen(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : parse_id(std::string_view(text).substr(colon + 1));
  if (!port || *port < 0 || *port > 65535) return fail_field("--listen", "bad_address");
  auto host = text.substr(0, colon);
  if (host.size() > 1 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return Address{host, static_cast<std::uint16_t>(*port)};
}

Result<http::ServerConfig> server_config(const ServeOptions& options, const Address& address) {
  http::ServerConfig config;
  config.address = address.host;
  config.port = address.port;
  config.tls_certificate_file = options.tls_certificate;
  config.tls_key_file = options.tls_key;
  config.allow_plain_beyond_loopback = options.plain_beyond_loopback;
  config.workers = options.workers;
  for (const auto& text : options.trusted_proxies) {
    const auto cidr = http::Cidr::parse(text);
    if (!cidr) return fail_field("--trusted-proxy", "bad_cidr");
    config.trusted_proxies.push_back(*cidr);
  }
  return config;
}

api::EdgeConfig edge_config(const ServeOptions& options, const Address& address, const pack::PackSet& packs) {
  api::EdgeConfig config;
  config.version = version();
  config.county_zh = packs.county.name.zh;
  config.county_en = packs.county.name.en;
  config.origins = options.origins;
  const bool tls = !options.tls_certificate.empty();
  if (config.origins.empty()) {
    const auto port = std::to_string(address.port);
    const std::string scheme = tls ? "https://" : "http://";
    config.origins.push_back(scheme + address.host + ":" + port);
    if (http::is_loopback(address.host)) config.origins.push_back(scheme + "localhost:" + port);
  }
  config.public_all_per_minute = options.public_per_minute;
  config.public_all_burst = 2 * options.public_per_minute;
  config.public_work_bits = options.public_work_bits;
  config.secure_cookies =
      tls || std::ranges::all_of(config.origins, [](const auto& o) { return o.starts_with("https://"); });
  return config;
}

void print_demo_accounts(Installation& installation) {
  auto reader = installation.store().read();
  if (!reader) return;
  const auto accounts = access::demo_accounts(**reader, installation.app().county);
  if (!accounts) return;
  std::cout << "\n示範帳號 demonstration accounts (this installation only):\n";
  for (const auto& account : *accounts)
    std::cout << "  " << account.login << "\t"
              << access::demo_password(installation.keys(), installation.app().county, account.login) << "\t"
              << account.name << " " << account.title << "\n";
}

void say_where_to_begin(Installation& installation, const ServeOptions& options) {
  auto reader = installation.store().read();
  if (!reader) return;
  const auto any = access::any_account(**reader, installation.app().county);
  if (!any || *any) return;
  std::cout << "\n還沒有任何帳號。請停止伺服器，建立第一位管理者，再啟動：\n"
               "There is no account yet. Stop this server, make the first administrator, start again:\n"
               "  anwang account add --data "
            << options.store.data << (options.store.db.empty() ? "" : " --db …") << " --keys "
            << key_path(options.store) << " --login admin --name 管理者 --role administrator --network county\n";
}

// Blocks until a signal asks for the stop. The signals are blocked in every thread (before any is started).
void wait_for_stop(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  obs::log(obs::Level::info, "server.stopping", {{obs::Field::signal, signal}});
}

void listen_to_journal(Installation& installation, access::Sessions& sessions, api::EventHub& events) {
  installation.store().on_applied([&sessions, &events](const std::vector<store::JournalEntry>& batch) {
    for (const auto& entry : batch)
      for (const auto& touched : entry.touched) {
        if (touched.table == "account") sessions.forget_account(touched.id);
        if (touched.table == "unit") sessions.forget_all();
      }
    events.wake();
  });
}

Status sweep(flow::App& app) {
  ANWANG_TRY(const int steps, flow::escalate_due(app));
  ANWANG_TRY(const int adopted, flow::adopt_pending(app));
  if (steps + adopted > 0)
    obs::log(obs::Level::info, "escalation.swept", {{obs::Field::count, std::int64_t{steps + adopted}}});
  return {};
}

// What must happen without anybody asking: overdue things climb, orphaned reports get an owner, shifts exist ahead.
void add_domain_jobs(Jobs& jobs, flow::App& app) {
  jobs.every("escalation", std::chrono::seconds(15), [&app] { return sweep(app); });
  jobs.every("shifts.plan", std::chrono::minutes(30), [&app]() -> Status {
    const Date today = taipei_date(app.clock.now());
    return flow::ensure_shifts(app, today.plus_days(-1), today.plus_days(14));
  });
}

Status run_server(const ServeOptions& options, const sigset_t& signals) {
  ANWANG_TRY(const auto address, parse_listen(options.listen));
  ANWANG_TRY(auto server_settings, server_config(options, address));
  obs::Registry metrics;
  obs::QueryTimes query_times(metrics);
  ANWANG_TRY(const auto installation,
             Installation::open(options.store, false,
                                [&query_times](std::string_view name, std::int64_t us, std::size_t rows) {
                                  query_times.observe(name, us, rows);
                                }));
  auto& store = installation->store();
  if (store.is_demo() && !http::is_loopback(address.host) && !options.demo_beyond_loopback)
    return fail(Errc::forbidden, "demo_beyond_loopback");
  api::DemoClock demo_clock(installation->clock(), installation->wall(), options.store.county,
                            &installation->standing());
  if (store.is_demo()) ANWANG_CHECK(demo_clock.start(store, installation->wall().now()));
  ANWANG_CHECK(installation->install_county());

  access::Sessions sessions(store, installation->keys(), installation->wall(), options.store.county,
                            {options.idle_minutes, options.max_hours});
  api::EventHub events(store, installation->app().policy, sessions, installation->clock(), options.store.county);
  listen_to_journal(*installation, sessions, events);
  ANWANG_CHECK(installation->follow());

  const auto config = edge_config(options, address, installation->packs());
  access::SignInDelay delay;
  access::TokenBuckets buckets(config.public_burst, config.public_per_minute / 60.0);
  // Never all the workers: strangers who try passwords must not stop those who are at work.
  seal::PasswordHasher hasher({}, 2, options.workers / 2);
  api::InFlight in_flight;
  api::Edge edge{installation->app(),
                 config,
                 sessions,
                 delay,
                 buckets,
                 hasher,
                 metrics,
                 in_flight,
                 events,
                 installation->facts(),
                 installation->wall(),
                 store.is_demo() ? &demo_clock : nullptr};
  if (store.is_demo()) {
    demo_clock.on_pass([&app = installation->app(), before = installation->clock().now()]() mutable -> Status {
      const Instant now = app.clock.now();
      ANWANG_CHECK(synth::play_scheduled(app, std::exchange(before, now), now));
      return sweep(app);
    });
  }
  api::Router routes;
  api::bind_all(routes, edge);
  http::Server server(std::move(server_settings),
                      api::make_http_router(routes, edge, http::static_files(http::embedded_files())), metrics);
  events.start();
  ANWANG_CHECK(server.start());

  Jobs jobs;
  jobs.every("sessions.sweep", std::chrono::minutes(1), [&] { return sessions.sweep(); });
  Instant played =
      installation->clock().now();  // what was planted for later happens when the demonstration's clock passes it
  if (store.is_demo()) {
    jobs.every("demo.clock", std::chrono::seconds(1), [&] { return demo_clock.poll(store); });
    jobs.every("demo.planted", std::chrono::seconds(1), [&]() -> Status {
      const Instant now = installation->clock().now();
      ANWANG_CHECK(synth::play_scheduled(installation->app(), played, now));
      played = now;
      return {};
    });
  }
  add_domain_jobs(jobs, installation->app());
  jobs.start();

  std::cout << "安網 Anwang " << version() << ": " << config.origins.front() << "\n";
  if (options.print_demo_accounts && store.is_demo()) print_demo_accounts(*installation);
  say_where_to_begin(*installation, options);
  std::cout.flush();
  obs::log(obs::Level::info, "server.started", {{obs::Field::port, static_cast<int>(server.port())}});
  wait_for_stop(signals);
  jobs.stop();
  events.stop();
  server.stop();
  if (options.print_digests) {
    ANWANG_TRY(const auto lines, installation->projection_digests());
    std::cout << lines << std::flush;
  }
  store.stop();
  return {};
}

}  // namespace

int serve(const ServeOptions& options) {
  if (!obs::forbid_core_dumps()) obs::log(obs::Level::warn, "process.core_dumps_possible");
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const auto done = run_server(options, signals);
  if (done) return 0;
  std::cerr << "anwang: " << words_of(done.error()) << "\n";
  return 1;
}

}  // namespace anwang::app
