// anwang serve: one server process until SIGTERM or SIGINT.
#pragma once

#include <string>
#include <vector>

#include "app/installation.h"

namespace anwang::app {

struct ServeOptions {
  StoreOptions store;
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> origins;  // empty: those of `listen`
  std::string tls_certificate, tls_key;
  std::vector<std::string> trusted_proxies;  // CIDR
  bool plain_beyond_loopback = false;        // the operator says that something in front speaks TLS
  bool demo_beyond_loopback = false;
  bool print_demo_accounts = false;
  int idle_minutes = 30, max_hours = 12;
  bool print_digests = false;
  std::size_t workers = 32;
  double public_per_minute = 60;  // reports of all strangers together, before a proof of work is asked
  int public_work_bits = 16;      // 0: never asked
};
int serve(const ServeOptions& options);

}  // namespace anwang::app
