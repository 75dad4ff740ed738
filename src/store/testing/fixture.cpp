#include "store/testing/fixture.h"

#include <cstdlib>
#include <filesystem>

#include "store/migrations.h"
#include "store/postgres/pg_connection.h"
#include "store/testing/pg_cluster.h"

namespace anwang::store::testing {
namespace {

// Migrated once a test program; the stores of its tests are copies.
class MigratedDatabase {
 public:
  explicit MigratedDatabase(std::string server) : server_(std::move(server)), url_(create_database(server_)) {
    auto db = PgBackend(url_).connect(Role::writer);
    const Status done = db ? migrate(**db, embedded_migrations(), 1) : tl::unexpected<Error>(db.error());
    if (!done) ADD_FAILURE() << done.error().reason << " " << done.error().internal;
  }
  ~MigratedDatabase() { drop_database(server_, url_); }
  MigratedDatabase(const MigratedDatabase&) = delete;
  MigratedDatabase& operator=(const MigratedDatabase&) = delete;
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  std::string server_, url_;
};

}  // namespace

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "anwang-test-XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) path_ = name;
}
TempDir::~TempDir() {
  std::error_code ec;
  if (!path_.empty()) std::filesystem::remove_all(path_, ec);
}

BothStores::BothStores() {
  config_.data_dir = dir_.path() + "/data";
  config_.clock = &clock_;
  config_.allow_unsafe_postgres = true;
  config_.lease_ttl_us = 600 * kMicrosPerSecond;  // a starved test machine is no lost server
}
BothStores::~BothStores() {
  if (!config_.url.empty()) drop_database(server_, config_.url);
}

std::string BothStores::server_url() {
  if (const char* given = ::secure_getenv("ANWANG_TEST_PG")) return given;
  std::string why;
  PgCluster* cluster = PgCluster::shared(why);
  if (cluster == nullptr) ADD_FAILURE() << why;
  return cluster == nullptr ? std::string() : cluster->url("postgres");
}

void BothStores::make_database() {
  if (!postgres() || !config_.url.empty()) return;
  server_ = server_url();
  if (server_.empty()) return;
  static const MigratedDatabase migrated(server_);  // after the cluster, so gone before it
  config_.url = create_database(server_, migrated.url());
}

std::unique_ptr<Store> BothStores::open() {
  make_database();
  auto store = Store::open(config_, *keys_);
  if (!store) {
    ADD_FAILURE() << store.error().reason << " " << store.error().internal;
    return nullptr;
  }
  return std::move(*store);
}

std::string kind_name(const ::testing::TestParamInfo<Kind>& info) {
  return info.param == Kind::sqlite ? "sqlite" : "postgres";
}

}  // namespace anwang::store::testing
