// anwang account add, anwang account password, anwang keys new, anwang verify, anwang digests.
#include <filesystem>
#include <iostream>

#include "access/account.h"
#include "app/cli.h"
#include "app/commands.h"
#include "seal/password.h"
#include "seal/token.h"

namespace anwang::app {

namespace {

int report(const Error& error) {
  std::cerr << "anwang: " << words_of(error) << "\n";
  return 1;
}

// Printed once, here: nothing keeps it but its hash.
PersonalText password_of(const AccountOptions& options, bool& random) {
  random = !options.password_stdin;
  if (random) return PersonalText(seal::random_password());
  std::string line;
  std::getline(std::cin, line);
  return PersonalText(line);
}

Status add(const AccountOptions& options) {
  ANWANG_TRY(const auto installation, Installation::open(options.store, false));
  ANWANG_CHECK(installation->install_county());
  bool random = false;
  access::AccountDraft draft;
  draft.login = options.login;
  draft.name = options.name;
  draft.title = options.title;
  draft.unit_code = options.unit;
  draft.network = options.network;
  draft.roles = options.roles;
  draft.programmes = options.programmes;
  draft.password = password_of(options, random);
  draft.must_change_password = random;
  seal::PasswordHasher hasher;
  ANWANG_TRY(const auto saved,
             access::save_account(installation->store(), hasher, options.store.county, 0, 0, 0, draft));
  std::cout << "帳號 account: " << saved.account.login << "\n";
  if (random) std::cout << "密碼 password: " << draft.password->reveal() << "\n";
  return {};
}

Status change_password(const AccountOptions& options) {
  ANWANG_TRY(const auto installation, Installation::open(options.store, false));
  ANWANG_TRY(auto reader, installation->store().read());
  ANWANG_TRY(const auto account, access::account_by_login(*reader, options.store.county, options.login));
  reader.reset();
  if (!account) return fail_field("--login", "unknown_code");
  bool random = false;
  const auto password = password_of(options, random);
  seal::PasswordHasher hasher;
  ANWANG_CHECK(
      access::set_password(installation->store(), hasher, options.store.county, 0, account->id, password, random));
  if (random) std::cout << "密碼 password: " << password.reveal() << "\n";
  return {};
}

}  // namespace

int add_account_command(const AccountOptions& options) {
  const auto done = add(options);
  return done ? 0 : report(done.error());
}

int password_command(const AccountOptions& options) {
  const auto done = change_password(options);
  return done ? 0 : report(done.error());
}

int print_digests(const StoreOptions& options) {
  const auto installation = Installation::open(options, false);
  if (!installation) return report(installation.error());
  if (const auto followed = (*installation)->follow(); !followed) return report(followed.error());
  const auto lines = (*installation)->projection_digests();
  if (!lines) return report(lines.error());
  std::cout << *lines;
  return 0;
}

int new_keys(const KeysOptions& options) {
  StoreOptions store;
  store.data = options.data;
  store.keys = options.keys;
  // A key made over an old database would only hide for a while that the right one is missing.
  if (std::filesystem::exists(std::filesystem::path(options.data) / "anwang.db"))
    return report({Errc::conflict, "database_exists", {}, {}, 0});
  const auto path = key_path(store);
  const auto made = seal::KeyRing::create(path, options.data);
  if (!made) return report(made.error());
  std::cout << "金鑰檔 key file: " << path << "\n"
            << "請離線備份；遺失金鑰即無法解開密封資料。 Keep a copy off this machine: without it sealed data cannot "
               "be opened.\n"
            << "稽核公鑰 anchor public key: " << (*made)->anchor_public_key() << "\n";
  return 0;
}

int verify_store(const StoreOptions& options) {
  const auto keys = seal::KeyRing::load(key_path(options), options.data);
  if (!keys) return report(keys.error());
  const SystemClock clock;
  store::Config config;
  config.data_dir = options.data;
  config.url = options.db;
  config.allow_unsafe_postgres = options.allow_unsafe_postgres;
  config.clock = &clock;
  const auto found = store::verify(config, **keys);
  if (!found) return report(found.error());
  for (const auto& fault : found->faults) std::cout << "fault: " << fault << "\n";
  std::cout << "entries=" << found->entries << " access_entries=" << found->access_entries
            << " anchors=" << found->anchors << " erased=" << found->erased << " faults=" << found->faults.size()
            << "\n";
  return found->faults.empty() ? 0 : 1;
}

}  // namespace anwang::app
