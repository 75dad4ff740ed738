// What the subcommands other than serve do. Each returns the exit code and prints words_of() on failure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/installation.h"

namespace anwang::app {

struct AccountOptions {
  StoreOptions store;
  std::string login, name, title, unit, network = "social";
  std::vector<std::string> roles, programmes;
  bool password_stdin = false;
};
struct KeysOptions {
  std::string data, keys;
};

struct DemoCommand {
  StoreOptions store;
  double scale = 1.0;
  int years = 3;
  std::uint64_t seed = 1;
  std::string as_of;  // "" the demonstration's own night
  std::string check;  // township table (CSV) to compare with
  bool export_records = false;
};

struct RegistersCommand {
  long persons = 100'000;
  std::uint64_t seed = 1;
  std::string out;
};

int demo_command(const DemoCommand& options);
int add_account_command(const AccountOptions& options);
int password_command(const AccountOptions& options);
int verify_store(const StoreOptions& options);
int print_digests(const StoreOptions& options);
int new_keys(const KeysOptions& options);
int print_openapi();
int registers_command(const RegistersCommand& options);

}  // namespace anwang::app
