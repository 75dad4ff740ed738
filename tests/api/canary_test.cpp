// Secrets are planted through the API in every sealed field, file name and narrative; then every route is asked by
// every role, over real sockets, with good and bad input; then every answer, the log and the metrics are searched for
// them.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "access/policy.h"
#include "api/middleware.h"
#include "api/staff_fixture.h"
#include "http/server.h"
#include "obs/log.h"

namespace anwang::api::testing {
namespace {

// Never in an answer other than a reveal's, whoever asks.
constexpr std::array kSealed = {"CANARYNARRATIVE", "CANARYREPORTER", "CANARYREPORTERUNIT", "0955123987", "CANARYPLACE",
                                "CANARYANSWER",    "A123456789",     "0966777888",         "CANARYFILE"};
// Personal, shown to some: never in a log, a metric, or to those who may open no record.
constexpr std::array kPersonal = {"CANARYNAME", "CANARYNICK", "CANARYADDRESS", "CANARYSCHOOL", "CANARYNOTE"};

// Words of a case and of a shift: for those who work on it only.
constexpr std::array kContent = {"CANARYCASENOTE", "CANARYGOAL", "CANARYCONTACT", "CANARYHANDOVER"};

class CanaryTest : public StaffApi {
 public:
  ~CanaryTest() override {
    if (server_) server_->stop();
    obs::set_log_fd(STDERR_FILENO);
    obs::set_log_level(obs::Level::info);
  }

 protected:
  void serve_it() {
    const auto path = dir_.path() + "/canary.log";
    log_fd_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600);
    ASSERT_GE(log_fd_, 0);
    obs::set_log_fd(log_fd_);
    obs::set_log_level(obs::Level::debug);
    config_edge_.secure_cookies = false;
    up();
    http::ServerConfig config;
    config.workers = 4;
    server_ = std::make_unique<http::Server>(config, make_http_router(routes_, *edge_, {}), metrics_);
    ASSERT_TRUE(server_->start());
  }
  std::string log_text() const {
    std::ifstream file(dir_.path() + "/canary.log");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Bytes of the whole answer, header included.
  std::string over_the_wire(const Browser& browser, std::string_view method, const std::string& target,
                            const std::string& body) {
    std::string text = std::string(method) + " " + target +
                       " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\norigin: " + kOrigin +
                       "\r\nx-anwang-token: " + browser.token + "\r\nif-match: \"1\"\r\nidempotency-key: c" +
                       std::to_string(++next_key_) + "\r\ncookie: " + session_cookie_name(config_edge_) + "=" +
                       browser.session + "; " + visitor_cookie_name(config_edge_) + "=" + browser.visitor + "\r\n";
    if (!body.empty()) text += "content-type: application/json\r\n";
    text += "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server_->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    const timeval patience{5, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::send(fd, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
    std::string answer;
    char buffer[16384];
    for (ssize_t n = ::recv(fd, buffer, sizeof buffer, 0); n > 0; n = ::recv(fd, buffer, sizeof buffer, 0))
      answer.append(buffer, static_cast<std::size_t>(n));
    ::close(fd);
    return answer;
  }
  void plant();
  void plant_case();
  void search_reveals(const std::string& who, const Browser& browser, bool opens_records);
  std::string target_of(std::string_view pattern) const;
  static constexpr const char* kReport =
      R"({"kinds":["domestic_violence","child_protection"],"immediate_danger":true,"township":"10004020","place":"CANARYPLACE","narrative":"CANARYNARRATIVE",
      "reporter":{"name":"CANARYREPORTER","unit":"CANARYREPORTERUNIT","phone":"0955123987"},"answers":{"tipvda_unit":"CANARYANSWER"},
      "subjects":[{"role":"victim","name":"CANARYNAME","nickname":"CANARYNICK","id_no":"A123456789","phone":"0966777888","address":"CANARYADDRESS","school":"CANARYSCHOOL"}]})";
  int log_fd_ = -1;
  std::unique_ptr<http::Server> server_;
  std::map<std::string, std::int64_t> named_;  // by the word of the path: "reports" …
};

void CanaryTest::plant() {
  Send what;
  what.body = kReport;
  auto stranger = visitor_browser();
  ASSERT_EQ(send(stranger, Method::post, "/api/v1/public/reports", what).status, 201);
  for (const auto role : {Role::screener, Role::mandated_reporter}) {
    const auto reply = send(as(role), Method::post, "/api/v1/reports", what);
    ASSERT_EQ(reply.status, 201) << reply.body;
  }
  Send call;
  call.body = R"({"started_at":"2026-11-21T20:00:00Z","topic":"welfare","note":"CANARYNOTE"})";
  ASSERT_EQ(send(as(Role::screener), Method::post, "/api/v1/calls", call).status, 201);
  auto reader = store().read();
  const auto first = [&](const char* table) {
    const auto rows =
        (*reader)->query("test.first", "SELECT MAX(id) FROM " + std::string(table) + " WHERE county = '10004'");
    return rows && !rows->empty() && !(*rows)[0].is_null(0) ? (*rows)[0].i64(0) : std::int64_t{7};
  };
  named_ = {{"reports", first("report")},       {"subjects", first("report_subject")}, {"persons", first("person")},
            {"households", first("household")}, {"assignments", first("assignment")},  {"cases", first("case_file")},
            {"decisions", first("decision")},   {"transitions", first("transition")},  {"goals", first("goal")},
            {"shifts", first("shift")},         {"attachments", first("attachment")},  {"accounts", first("account")}};
  plant_case();
  Send file;
  file.body = "\x89PNG\r\n\x1a\n0000000000000000";
  file.type = "image/png";
  file.headers["x-file-name"] = "CANARYFILE.png";
  send(as(Role::screener), Method::post, "/api/v1/reports/" + std::to_string(named_["reports"]) + "/attachments", file);
  settle_all();
}

// A case with a note, a goal and a contact, and the note of a handover.
void CanaryTest::plant_case() {
  Browser huang = staff("huang", "supervisor", "protection_child");
  Browser chen = staff("chen", "social_worker", "protection_child");
  const std::string c = open_case(huang, chen, ids_["chen"], report());
  EXPECT_EQ(post(chen, "/cases/" + c + "/notes", JsonObject{{"text", "CANARYCASENOTE"}}).status, 201);
  EXPECT_EQ(post(chen, "/cases/" + c + "/goals", JsonObject{{"title", "CANARYGOAL"}}).status, 201);
  EXPECT_EQ(post(chen, "/cases/" + c + "/contacts",
                 JsonObject{{"kind", "phone"},
                            {"face_to_face", false},
                            {"happened_at", iso_instant(clock_.now())},
                            {"note", "CANARYCONTACT"}})
                .status,
            201);
  const auto page = get(chen, "/cases/" + c).body;
  for (const auto* word : {"CANARYCASENOTE", "CANARYGOAL", "CANARYCONTACT"})
    EXPECT_NE(page.find(word), std::string::npos) << word << " is not planted";
  const std::int64_t id = store().next_id();
  const auto sealed = keys_->seal({"10004", "handover", id, "note"}, PersonalText("CANARYHANDOVER"));
  put("10004", "handover", id,
      {{"shift_id", std::int64_t{1}},
       {"from_account_id", account_of(Role::screener).value},
       {"state", "accepted"},
       {"items", "[]"},
       {"note_sealed", sealed}});
  named_["cases"] = std::stoll(c);
}

// What a reveal opens is for the one who may: never cached, and a refusal holds nothing.
void CanaryTest::search_reveals(const std::string& who, const Browser& browser, bool opens_records) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> reveals = {
      {"/api/v1/reports/{id}/reveal", {"reporter", "narrative", "place", "answers"}},
      {"/api/v1/persons/{id}/reveal", {"phone", "id_no"}},
      {"/api/v1/households/{id}/reveal-address", {""}}};
  for (const auto& [pattern, parts] : reveals)
    for (const auto& part : parts) {
      const std::string key = pattern.find("persons") != std::string::npos ? "field" : "part";
      const std::string body = part.empty() ? R"({"reason":"確認現在安全"})"
                                            : "{\"" + key + "\":\"" + part + R"(","reason":"確認現在安全"})";
      const auto answer = over_the_wire(browser, "POST", target_of(pattern), body);
      const bool opened = answer.starts_with("HTTP/1.1 200");
      if (opened) {
        EXPECT_NE(answer.find("no-store"), std::string::npos) << pattern << " as " << who;
        EXPECT_TRUE(opens_records) << pattern << " " << part << " as " << who;
        continue;
      }
      for (const auto* secret : kSealed)
        EXPECT_EQ(answer.find(secret), std::string::npos) << secret << " refused by " << pattern << " as " << who;
    }
}

// Every id of the path from the word before it.
std::string CanaryTest::target_of(std::string_view pattern) const {
  std::string out(pattern);
  for (auto open = out.find('{'); open != std::string::npos; open = out.find('{')) {
    const auto slash = out.rfind('/', open - 2);
    const auto word = out.substr(slash + 1, open - slash - 2);
    const auto it = named_.find(word);
    out.replace(open, out.find('}') - open + 1, it == named_.end() ? "1" : std::to_string(it->second));
  }
  return out;
}

TEST_P(CanaryTest, NoSecretLeavesByAnyRouteForAnyRoleNorReachesTheLogOrTheMetrics) {
  serve_it();
  plant();
  std::vector<std::pair<std::string, Browser>> viewers = {{"visitor", visitor_browser()}};
  for (const auto role : kStaffRoles) viewers.emplace_back(access::role_code(role), as(role));
  const std::vector<std::string> bodies = {"", "{}", R"({"unknown":"CANARYNARRATIVE"})",
                                           R"({"reason":"CANARYNARRATIVE )"};
  std::size_t answers = 0;
  for (const auto& [who, browser] : viewers) {
    const bool opens_records =
        who != "visitor" && who != "mandated_reporter" && who != "auditor" && who != "administrator";
    for (const auto& entry : routes_.entries()) {
      const bool read = entry.route.method == Method::get;
      if (entry.route.pattern == "/api/v1/events" || entry.route.pattern.ends_with("/reveal")) continue;
      if (entry.route.pattern.starts_with("/api/v1/session")) continue;  // would sign the viewers out
      for (const auto& body : read ? std::vector<std::string>{""} : bodies) {
        const auto answer =
            over_the_wire(browser, http::name_of(entry.route.method), target_of(entry.route.pattern), body);
        ASSERT_TRUE(answer.starts_with("HTTP/1.1 ")) << entry.route.pattern << " as " << who;
        EXPECT_FALSE(answer.starts_with("HTTP/1.1 500")) << entry.route.pattern << " as " << who;
        for (const auto* secret : kSealed)
          EXPECT_EQ(answer.find(secret), std::string::npos) << secret << " in " << entry.route.pattern << " as " << who;
        for (const auto* secret : kPersonal) {
          if (opens_records) continue;
          EXPECT_EQ(answer.find(secret), std::string::npos) << secret << " in " << entry.route.pattern << " as " << who;
        }
        // The unit's own supervisor and worker are no viewer here: whoever asks is a stranger to this case.
        for (const auto* secret : kContent)
          EXPECT_EQ(answer.find(secret), std::string::npos) << secret << " in " << entry.route.pattern << " as " << who;
        ++answers;
      }
    }
    search_reveals(who, browser, opens_records);
  }
  // The search would find something: what the desk wrote down is shown to the desk.
  EXPECT_NE(send(as(Role::screener), Method::get, "/api/v1/calls").body.find("CANARYNOTE"), std::string::npos);
  EXPECT_GT(answers, routes_.entries().size() * viewers.size());
  // Bad input that carries the secrets itself: in paths, queries and headers.
  over_the_wire(viewers.front().second, "GET", "/api/v1/CANARYNARRATIVE?x=CANARYNAME", "");
  over_the_wire(viewers.front().second, "GET", "/%ff/CANARYNAME", "");
  over_the_wire(viewers.front().second, "CANARYNAME", "/api/v1/session", "");
  over_the_wire(viewers.front().second, "POST", "/api/v1/public/reports", "{\"CANARYNAME\":\"CANARYNARRATIVE\"");
  const auto log = log_text(), metrics = metrics_.text();
  EXPECT_NE(log.find("http.request"), std::string::npos) << "the log was not caught: this test would say nothing";
  EXPECT_NE(metrics.find("anwang_http"), std::string::npos);
  for (const auto* secret : kSealed) EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  for (const auto* secret : kPersonal) EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  for (const auto* secret : kContent) EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  for (const auto* secret : {"CANARY", "0955123987", "A123456789"}) {
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
    EXPECT_EQ(metrics.find(secret), std::string::npos) << secret;
  }
}

TEST_P(CanaryTest, NothingSealedLiesInTheDatabaseFileInTheClear) {
  serve_it();
  plant();
  server_->stop();
  server_.reset();
  store_.reset();
  if (postgres()) return;  // its files are not ours to read; the same statements wrote them
  for (const auto* name : {"/anwang.db", "/anwang.db-wal"}) {
    std::ifstream file(config_.data_dir + name, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    for (const auto* secret : kSealed) EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << name;
    EXPECT_EQ(bytes.find("CANARYNOTE"), std::string::npos);
    for (const auto* secret : kContent) EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << name;
  }
}

ANWANG_ON_BOTH_STORES(CanaryTest);

}  // namespace
}  // namespace anwang::api::testing
