#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>
#include <type_traits>

#include "obs/log.h"
#include "obs/metrics.h"
#include "obs/process.h"
#include "obs/query_times.h"
#include "obs/request_id.h"

namespace anwang::obs {
namespace {

// The heart of security.md 16: data has no way into a log line or a label.
static_assert(!std::is_constructible_v<LogValue, std::string>);
static_assert(!std::is_constructible_v<LogValue, std::string_view>);
static_assert(!std::is_constructible_v<Word, std::string>);
static_assert(!std::is_constructible_v<Word, std::string_view>);

std::string captured(const std::function<void()>& act) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  set_log_fd(ends[1]);
  act();
  set_log_fd(STDERR_FILENO);
  ::close(ends[1]);
  std::string out;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    out.append(buffer, static_cast<std::size_t>(n));
  ::close(ends[0]);
  return out;
}

TEST(Log, WritesOneJsonObjectALine) {
  const RequestId id = RequestId::make();
  const std::string out = captured([&] {
    log(Level::info, "http.request",
        {{Field::status, 201},
         {Field::route, Word::identifier("/api/v1/reports/{id}")},
         {Field::request_id, id},
         {Field::duration_us, 1.5},
         {Field::code, "ok"}});
    log(Level::debug, "quiet");
  });
  EXPECT_NE(
      out.find(R"("level":"info","event":"http.request","status":201,"route":"/api/v1/reports/{id}","request_id":")" +
               id.str() + R"(","duration_us":1.500,"code":"ok"})"),
      std::string::npos)
      << out;
  EXPECT_EQ(out.find("quiet"), std::string::npos);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
}

TEST(Word, IdentifierPassesNamesOfTheSourceOnly) {
  EXPECT_EQ(Word::identifier("queue.page").text(), "queue.page");
  EXPECT_EQ(Word::identifier("unique:dispatch_open").text(), "unique:dispatch_open");
  for (const char* data : {"A123456789", "0912345678", "a1234567", "張小明", "wang hsiao", "", "x\"y", "a@b.tw"})
    EXPECT_EQ(Word::identifier(data).text(), "redacted") << data;
  EXPECT_EQ(Word::identifier(std::string(81, 'a')).text(), "redacted");
}

TEST(RequestId, IsRandomAndParsesOnlyItself) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(RequestId::make().str());
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_TRUE(RequestId::parse(*seen.begin()));
  for (const char* bad :
       {"", "0123456789ABCDE", "0123456789ABCDEFG", "0123456789abcdef", "0123456789ABCDEI", "<script>alert(1)"})
    EXPECT_FALSE(RequestId::parse(bad)) << bad;
}

TEST(Metrics, TextFormOfPrometheus) {
  Registry r;
  r.counter("anwang_b_total", "things", {{"class", "2xx"}}).add(3);
  r.counter("anwang_b_total", "things", {{"class", "2xx"}}).add();
  r.gauge("anwang_a", "level").set(-2);
  r.observe("anwang_c", "read late", [] { return 0.5; });
  auto& h = r.histogram("anwang_h_seconds", "time", {{"route", "/x"}});
  h.observe_us(250);
  h.observe_us(251);
  h.observe_us(20'000'000);
  const std::string t = r.text();
  EXPECT_NE(t.find("# HELP anwang_a level\n# TYPE anwang_a gauge\nanwang_a -2\n"), std::string::npos) << t;
  EXPECT_NE(t.find("anwang_b_total{class=\"2xx\"} 4\n"), std::string::npos);
  EXPECT_NE(t.find("anwang_c 0.5\n"), std::string::npos);
  EXPECT_NE(t.find("anwang_h_seconds_bucket{route=\"/x\",le=\"0.00025\"} 1\n"), std::string::npos);
  EXPECT_NE(t.find("anwang_h_seconds_bucket{route=\"/x\",le=\"0.0005\"} 2\n"), std::string::npos);
  EXPECT_NE(t.find("anwang_h_seconds_bucket{route=\"/x\",le=\"10\"} 2\n"), std::string::npos);
  EXPECT_NE(t.find("anwang_h_seconds_bucket{route=\"/x\",le=\"+Inf\"} 3\n"), std::string::npos);
  EXPECT_NE(t.find("anwang_h_seconds_count{route=\"/x\"} 3\n"), std::string::npos);
  EXPECT_THROW(r.gauge("anwang_b_total", "things"), std::logic_error);
}

TEST(QueryTimes, CountsByNameAndLogsTheSlowOnesWithoutTheirParameters) {
  Registry registry;
  QueryTimes times(registry, 1000);
  const std::string quiet = captured([&] { times.observe(std::string("queue.page"), 999, 3); });
  const std::string said = captured([&] {
    times.observe("queue.page", 1000, 3);
    times.observe("a name, 王小明", 2000, 1);
  });
  EXPECT_EQ(quiet, "");
  EXPECT_NE(said.find("\"query\":\"queue.page\""), std::string::npos) << said;
  EXPECT_NE(said.find("\"query\":\"redacted\""), std::string::npos) << said;
  EXPECT_EQ(said.find("王小明"), std::string::npos);
  const std::string text = registry.text();
  EXPECT_NE(text.find("anwang_query_seconds_count{query=\"queue.page\"} 2"), std::string::npos) << text;
  EXPECT_EQ(text.find("王小明"), std::string::npos);
}

TEST(Process, CoreDumpsAreOff) {
  ASSERT_TRUE(forbid_core_dumps());
  rlimit now{};
  ASSERT_EQ(::getrlimit(RLIMIT_CORE, &now), 0);
  EXPECT_EQ(now.rlim_cur, 0U);
  EXPECT_EQ(now.rlim_max, 0U);
  EXPECT_GT(resident_bytes(), 1 << 20);
}

}  // namespace
}  // namespace anwang::obs
