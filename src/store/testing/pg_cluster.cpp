#include "store/testing/pg_cluster.h"

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace anwang::store::testing {
namespace {

namespace fs = std::filesystem;

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  const bool ok = ::bind(fd, any, size) == 0 && ::getsockname(fd, any, &size) == 0;
  ::close(fd);
  if (!ok) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

std::string binaries() {
  for (std::string dir : {"/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin"}) {
    if (fs::exists(dir + "/initdb")) return dir;
  }
  throw std::runtime_error("PostgreSQL server programs are not installed");
}

PGconn* connect(const std::string& url) { return PQconnectdb(url.c_str()); }

std::string database_of(const std::string& url) {
  const auto slash = url.find('/', url.find("://") + 3);
  const auto query = url.find('?');
  return url.substr(slash + 1, query == std::string::npos ? query : query - slash - 1);
}

}  // namespace

bool run_sql(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> c(connect(url), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> r(PQexec(c.get(), sql.c_str()), &PQclear);
  return PQresultStatus(r.get()) == PGRES_COMMAND_OK;
}

PgCluster::PgCluster(bool durable) : bin_(binaries()), owner_(::getuid()), group_(::getgid()) {
  std::string name = (fs::temp_directory_path() / "anwang-pg-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a PostgreSQL cluster");
  dir_ = name;
  if (owner_ == 0) {
    passwd entry{};
    passwd* user = nullptr;
    std::array<char, 4096> names{};
    if (::getpwnam_r("postgres", &entry, names.data(), names.size(), &user) != 0 || user == nullptr)
      throw std::runtime_error("root needs a user named postgres to run the server");
    owner_ = user->pw_uid;
    group_ = user->pw_gid;
    if (::chown(dir_.c_str(), owner_, group_) != 0) throw std::runtime_error("chown");
  }
  port_ = free_port();
  if (run(bin_ + "/initdb -D " + dir_ + "/data -U anwang -A trust -E UTF8 --locale=C.UTF-8 -N >" + dir_ +
          "/initdb.log 2>&1") != 0) {
    throw std::runtime_error("initdb failed, see " + dir_ + "/initdb.log");
  }
  std::ofstream(dir_ + "/data/postgresql.auto.conf", std::ios::app)
      << "listen_addresses = '127.0.0.1'\nport = " << port_ << "\nunix_socket_directories = '" << dir_
      << "'\nmax_connections = 60\nshared_buffers = '64MB'\n"
      << (durable ? "fsync = on\n" : "fsync = off\nfull_page_writes = off\n");
  start();
}

PgCluster::~PgCluster() {
  stop(true);
  std::error_code ec;
  fs::remove_all(dir_, ec);
}

int PgCluster::run(const std::string& text) const {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::getuid() == 0 && (::setgid(group_) != 0 || ::setuid(owner_) != 0)) ::_exit(126);
    if (::chdir("/") != 0) ::_exit(126);
    ::execl("/bin/sh", "sh", "-c", text.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void PgCluster::start() {
  const std::string program = bin_ + "/postgres", data = dir_ + "/data", log = dir_ + "/server.log";
  server_ = ::fork();
  if (server_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // a killed test leaves no server behind
    ::setpgid(0, 0);
    if (::getuid() == 0 && (::setgid(group_) != 0 || ::setuid(owner_) != 0)) ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // setuid cleared it
    if (::freopen(log.c_str(), "a", stderr) == nullptr || ::freopen("/dev/null", "r", stdin) == nullptr) ::_exit(126);
    ::execl(program.c_str(), program.c_str(), "-D", data.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  for (int i = 0; i < 300; ++i) {
    if (PQping(url("postgres").c_str()) == PQPING_OK) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("PostgreSQL does not start, see " + log);
}

void PgCluster::stop(bool immediate) {
  if (server_ == 0) return;
  ::kill(server_, immediate ? SIGQUIT : SIGINT);
  ::waitpid(server_, nullptr, 0);
  server_ = 0;
}

std::string PgCluster::url(const std::string& database, bool tcp) const {
  const std::string port = std::to_string(port_);
  return tcp ? "postgres://anwang@127.0.0.1:" + port + "/" + database
             : "postgres:///" + database + "?user=anwang&host=" + dir_ + "&port=" + port;
}

PgCluster* PgCluster::shared(std::string& why) {
  static std::string reason;
  static const std::unique_ptr<PgCluster> cluster = [] {
    try {
      return std::make_unique<PgCluster>(false);
    } catch (const std::exception& e) {
      reason = e.what();
      return std::unique_ptr<PgCluster>();
    }
  }();
  why = reason;
  return cluster.get();
}

std::string create_database(const std::string& server, const std::string& like) {
  static std::atomic<int> next{0};
  const std::string name = "anwang_test_" + std::to_string(::getpid()) + "_" + std::to_string(++next);
  // Few files changed hands since the last checkpoint: copying them beats logging every page of some hundred relations.
  const std::string source = like.empty() ? "template0 ENCODING 'UTF8'" : database_of(like) + " STRATEGY file_copy";
  if (!run_sql(server, "CREATE DATABASE " + name + " TEMPLATE " + source))
    throw std::runtime_error("CREATE DATABASE failed");
  const auto slash = server.find('/', server.find("://") + 3);
  const auto query = server.find('?');
  const std::string tail = query == std::string::npos ? "" : server.substr(query);
  return server.substr(0, slash + 1) + name + tail;
}

void drop_database(const std::string& server, const std::string& url) {
  run_sql(server, "DROP DATABASE IF EXISTS " + database_of(url) + " WITH (FORCE)");
}

}  // namespace anwang::store::testing
