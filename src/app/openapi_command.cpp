// anwang openapi: the document of every route, printed. The routes are bound as the server binds them, over a
// throw-away store, so that there is no second list.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "api/edge.h"
#include "api/events.h"
#include "api/in_flight.h"
#include "api/openapi.h"
#include "app/cli.h"
#include "app/commands.h"

namespace anwang::app {

namespace {

struct ScratchFolder {
  ScratchFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "anwang-openapi-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove_all(path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::string path;
};

Status print() {
  const ScratchFolder scratch;
  if (scratch.path.empty()) return fail(Errc::unavailable, "no_temporary_folder");
  StoreOptions options;
  options.data = scratch.path + "/data";
  ANWANG_CHECK(seal::KeyRing::create(key_path(options), options.data));
  ANWANG_TRY(const auto installation, Installation::open(options, false));
  access::Sessions sessions(installation->store(), installation->keys(), installation->wall(), options.county);
  api::EventHub events(installation->store(), installation->app().policy, sessions, installation->clock(),
                       options.county);
  const api::EdgeConfig config;
  access::SignInDelay delay;
  access::TokenBuckets buckets(1, 1);
  seal::PasswordHasher hasher;
  obs::Registry metrics;
  api::InFlight in_flight;
  api::Edge edge{
      installation->app(),  config, sessions, delay, buckets, hasher, metrics, in_flight, events, installation->facts(),
      installation->wall(), nullptr};
  api::Router routes;
  api::bind_all(routes, edge);
  std::cout << codec::write_json(api::openapi_document(routes, version())) << "\n";
  return {};
}

}  // namespace

int print_openapi() {
  const auto done = print();
  if (done) return 0;
  std::cerr << "anwang: " << words_of(done.error()) << "\n";
  return 1;
}

}  // namespace anwang::app
