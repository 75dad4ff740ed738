// A private PostgreSQL cluster: made, started, stopped and removed by the test program that needs one. Loopback and a
// socket in its own folder. `durable` is for the fault tests; all others run without fsync, to be quick.
#pragma once

#include <sys/types.h>

#include <string>

namespace anwang::store::testing {

class PgCluster {
 public:
  explicit PgCluster(bool durable);  // throws std::runtime_error with the reason when it cannot start
  ~PgCluster();
  PgCluster(const PgCluster&) = delete;
  PgCluster& operator=(const PgCluster&) = delete;

  // "postgres://…/name" over the socket, or over TCP on 127.0.0.1 (for a proxy in between).
  [[nodiscard]] std::string url(const std::string& database, bool tcp = false) const;
  [[nodiscard]] int port() const { return port_; }
  void start();
  void stop(bool immediate = false);  // immediate: as if the power went, recovery at the next start
  // The one of this test program, started at first use; null and `why` when there is none.
  static PgCluster* shared(std::string& why);

 private:
  [[nodiscard]] int run(const std::string& command) const;  // as the owner of the cluster
  std::string dir_, bin_;
  int port_ = 0;
  uid_t owner_ = 0;
  gid_t group_ = 0;
  pid_t server_ = 0;
};

// A new database, empty or a copy of the one behind `like` (nobody may be connected to that); returns its URL. `server`
// is a URL of any database of the server.
std::string create_database(const std::string& server, const std::string& like = "");
bool run_sql(const std::string& url, const std::string& sql);
void drop_database(const std::string& server, const std::string& url);

}  // namespace anwang::store::testing
