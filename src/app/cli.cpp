#include "app/cli.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "access/proof_of_work.h"
#include "app/commands.h"
#include "app/link_command.h"
#include "app/serve.h"

namespace anwang::app {

std::string version() { return ANWANG_VERSION; }

namespace {

struct ReasonWords {
  const char* reason;
  const char* words;
};
constexpr ReasonWords kWords[] = {
    {"key_file_missing",
     "找不到金鑰檔。新安裝請先執行 anwang keys new。 The key file is missing; a new installation makes one with: "
     "anwang keys new"},
    {"key_in_data_dir", "金鑰檔不得放在資料目錄內。 The key file must lie outside the data directory"},
    {"key_file_too_open",
     "金鑰檔必須屬於執行本程式的帳號，權限0600。 The key file must belong to the account that runs this, with mode "
     "0600"},
    {"wrong_key",
     "這個資料庫是用另一個金鑰檔建立的。請找回原來的金鑰檔。 The database was made with another key file: find that "
     "one"},
    {"database_exists",
     "資料目錄裡已有資料庫，新的金鑰打不開它。請找回原來的金鑰檔。 There is a database already, which a new key cannot "
     "open: find its own key file"},
    {"data_dir_in_use",
     "另一個程式正在使用這個資料目錄；請先停止伺服器。 Another process uses this data directory: stop the server "
     "first"},
    {"unsafe_postgres",
     "PostgreSQL 的這項設定必須開啟，否則停電會遺失資料。 PostgreSQL must have this on, or a power cut loses data"},
    {"migration_changed",
     "移轉檔和資料庫套用過的不同；請安裝原來的版本或下一版。 A migration differs from the one applied: install the "
     "release it came from, or the next one"},
    {"store_is_newer", "資料庫是較新版本建立的；請安裝新版。 The database is of a newer release: install that one"},
    {"cannot_open_database", "打不開資料庫。 The database cannot be opened"},
    {"no_node", "所有節點編號都在使用中。 Every node number is taken"},
    {"plain_http_beyond_loopback",
     "本機以外需要憑證，或明說 --plain-beyond-loopback。 Beyond loopback a certificate is needed, or "
     "--plain-beyond-loopback"},
    {"tls_certificate", "憑證檔無法使用。 The certificate cannot be used"},
    {"tls_key", "憑證的私鑰無法使用。 The key of the certificate cannot be used"},
    {"listen", "這個位址與連接埠已有人使用。 The address is in use"},
    {"key_file_malformed", "金鑰檔格式有誤。 The key file is malformed"},
    {"key_file_exists", "金鑰檔已存在，不會覆寫。 The key file exists and is not overwritten"},
    {"demo_beyond_loopback",
     "示範資料只在本機提供；要對外請加 --demo-beyond-loopback。 A demonstration is served on loopback only, unless "
     "--demo-beyond-loopback"},
    {"store_is_no_demo", "這個資料庫不是示範資料庫。 This store was not created as a demonstration"},
    {"login_taken", "這個帳號名稱已有人使用。 This login is taken"},
    {"password_weak", "密碼至少12個字，且不得含帳號名稱。 At least 12 characters, without the login name"},
};

// Options that every command with a store takes; the environment serves systemd units and containers.
void add_store_options(CLI::App& command, StoreOptions& options) {
  command.add_option("--data", options.data, "data directory")->envname("ANWANG_DATA")->required();
  command.add_option("--db", options.db, "postgres://… instead of SQLite in the data directory")->envname("ANWANG_DB");
  command.add_option("--keys", options.keys, "key file (default: beside the data directory)")->envname("ANWANG_KEYS");
  command.add_option("--county", options.county, "MOI county code")->envname("ANWANG_COUNTY")->capture_default_str();
  command.add_option("--packs", options.packs, "folder of packs instead of those inside the binary")
      ->envname("ANWANG_PACKS");
  command.add_flag("--allow-unsafe-postgres", options.allow_unsafe_postgres,
                   "tests only: fsync or synchronous_commit off");
}

void add_serve(CLI::App& cli, ServeOptions& options) {
  auto& command = *cli.add_subcommand("serve", "serve until SIGTERM");
  add_store_options(command, options.store);
  command.add_option("--listen", options.listen, "address:port")->envname("ANWANG_LISTEN")->capture_default_str();
  command
      .add_option("--origin", options.origins,
                  "exact origin of the pages, e.g. https://safety.example.gov.tw (repeatable)")
      ->envname("ANWANG_ORIGIN");
  command.add_option("--tls-certificate", options.tls_certificate, "PEM chain")->envname("ANWANG_TLS_CERTIFICATE");
  command.add_option("--tls-key", options.tls_key, "PEM key")->envname("ANWANG_TLS_KEY");
  command.add_option("--trusted-proxy", options.trusted_proxies, "CIDR whose forwarding headers count (repeatable)")
      ->envname("ANWANG_TRUSTED_PROXY");
  command.add_flag("--plain-beyond-loopback", options.plain_beyond_loopback,
                   "plain HTTP on other addresses: something in front speaks TLS");
  command.add_flag("--demo-beyond-loopback", options.demo_beyond_loopback, "serve a demonstration to other machines");
  command.add_flag("--print-demo-accounts", options.print_demo_accounts,
                   "print the accounts and passwords of a demonstration");
  command.add_flag("--print-digests", options.print_digests,
                   "at the stop print the digests of what was kept in memory, to compare with: anwang digests");
  command.add_option("--idle-minutes", options.idle_minutes, "a session ends after so long without a request")
      ->check(CLI::Range(1, 480))
      ->capture_default_str();
  command.add_option("--max-hours", options.max_hours, "and after so long in all")
      ->check(CLI::Range(1, 24))
      ->capture_default_str();
  command
      .add_option("--public-per-minute", options.public_per_minute,
                  "reports of all strangers together a minute; above it each costs a proof of work")
      ->check(CLI::Range(1.0, 100'000.0))
      ->capture_default_str();
  command
      .add_option("--public-work-bits", options.public_work_bits,
                  "how much work: each bit doubles it; 0 asks for none and only says when to come again")
      ->check(CLI::Range(0, access::ProofOfWork::kMostBits))
      ->capture_default_str();
  command.add_option("--workers", options.workers, "threads that run handlers")
      ->check(CLI::Range(2, 512))
      ->capture_default_str();
}

void add_demo(CLI::App& cli, DemoCommand& options) {
  auto& command =
      *cli.add_subcommand("demo", "make a demonstration county in an empty store, or --check or --export one");
  add_store_options(command, options.store);
  command.add_option("--scale", options.scale, "share of the population")
      ->check(CLI::Range(0.001, 1.0))
      ->capture_default_str();
  command.add_option("--years", options.years, "years of reports")->check(CLI::Range(1, 5))->capture_default_str();
  command.add_option("--seed", options.seed, "same seed and moment: same county")->capture_default_str();
  command.add_option("--as-of", options.as_of, "the demonstration's now: a date, or a time with its offset");
  auto& check = *command.add_option(
      "--check", options.check, "compare the store with this township table; exit 1 when a difference is unexplained");
  command.add_flag("--export", options.export_records, "print every record, one JSON line each")->excludes(&check);
}

void add_synth(CLI::App& cli, RegistersCommand& options) {
  auto& group = *cli.add_subcommand("synth", "synthetic data");
  group.require_subcommand(1);
  auto& registers =
      *group.add_subcommand("registers", "six registers with truth (docs/formats/synthetic-registers.md)");
  registers.add_option("--persons", options.persons, "persons of the county")
      ->check(CLI::Range(1'000L, 1'000'000L))
      ->capture_default_str();
  registers.add_option("--seed", options.seed, "same seed, same bytes")->capture_default_str();
  registers.add_option("--out", options.out, "folder")->required();
}

void add_account(CLI::App& cli, AccountOptions& options) {
  auto& group = *cli.add_subcommand("account", "accounts, from the terminal of the machine");
  group.require_subcommand(1);
  auto& add = *group.add_subcommand("add", "add an account; prints a random password unless --password-stdin");
  add_store_options(add, options.store);
  add.add_option("--login", options.login, "login")->required();
  add.add_option("--name", options.name, "display name")->required();
  add.add_option("--title", options.title, "title");
  add.add_option("--role", options.roles, "role (repeatable)")->required();
  add.add_option("--unit", options.unit, "code of the unit");
  add.add_option("--network", options.network,
                 "social, health, police, education, labour, justice, indigenous, civil, county")
      ->capture_default_str();
  add.add_option("--programme", options.programmes, "programme code (repeatable)");
  add.add_flag("--password-stdin", options.password_stdin, "read the password from standard input");
  auto& password = *group.add_subcommand("password", "set a new random password");
  add_store_options(password, options.store);
  password.add_option("--login", options.login, "login")->required();
  password.add_flag("--password-stdin", options.password_stdin, "read the password from standard input");
}

void add_link(CLI::App& cli, LinkCommand& options) {
  auto& group = *cli.add_subcommand("link", "record linkage on CSV or TSV files");
  group.require_subcommand(1);
  const auto add_inputs = [&](CLI::App& command) {
    command.add_option("--spec", options.spec, "YAML: what the columns mean (docs/formats/linkage-spec.md)")
        ->required();
    command.add_option("--input", options.inputs, "file to deduplicate; several files are linked (repeatable)")
        ->required();
    command.add_option("--threads", options.threads, "threads; the answer does not depend on it")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    command.add_option("--memory", options.memory, "limit; what would need more takes longer instead")
        ->capture_default_str();
    command.add_option("--model", options.model_in, "a model saved before: nothing is learned");
    command.add_flag("--between-files-only", options.between_files_only, "each file has no duplicates of its own");
  };
  auto& run = *group.add_subcommand("run", "link, write clusters and pairs, print figures");
  add_inputs(run);
  run.add_option("--clusters", options.clusters, "write row_id,cluster_id here");
  run.add_option("--pairs", options.pairs, "write left,right,score,weight,levels here");
  run.add_option("--truth", options.truth, "column with the true person: figures as JSON");
  run.add_option("--save-model", options.model_out, "write the learned model here");
  run.add_option("--charts", options.charts, "folder for weights.svg and scores.svg");
  run.add_flag("--json", options.json, "figures as JSON");
  auto& profile = *group.add_subcommand("profile", "propose a specification for a file");
  profile.add_option("file", options.inputs, "CSV or TSV")->required()->expected(1);
  auto& explain = *group.add_subcommand("explain", "the evidence of one pair, in words and weights");
  add_inputs(explain);
  explain.add_option("left", options.left, "row identifier")->required();
  explain.add_option("right", options.right, "row identifier")->required();
}

}  // namespace

std::string words_of(const Error& error) {
  std::string out;
  for (const auto& entry : kWords)
    if (error.reason == entry.reason) out = entry.words;
  if (out.empty()) out = error.reason.empty() ? "failed" : error.reason;
  for (const auto& field : error.fields) out += "\n  " + field.pointer + ": " + field.code;
  if (!error.internal.empty()) out += "\n  " + error.internal;
  return out;
}

int run(int argc, char** argv) {
  CLI::App cli{"安網 Anwang: the information system of a county's social safety net"};
  cli.set_version_flag("--version", version());
  cli.require_subcommand(1);
  ServeOptions serve_options;
  AccountOptions account;
  KeysOptions keys;
  DemoCommand demo;
  StoreOptions verified, digested;
  LinkCommand linking;
  RegistersCommand registers;
  add_serve(cli, serve_options);
  add_demo(cli, demo);
  add_link(cli, linking);
  add_synth(cli, registers);
  auto& verify_command = *cli.add_subcommand("verify", "check journal chain, access chain, anchors and foreign keys");
  add_store_options(verify_command, verified);
  auto& digests_command = *cli.add_subcommand("digests", "rebuild what a server keeps in memory and print its digests");
  add_store_options(digests_command, digested);
  add_account(cli, account);
  auto& keys_group = *cli.add_subcommand("keys", "the key file");
  keys_group.require_subcommand(1);
  auto& keys_new = *keys_group.add_subcommand("new", "make the key file of a new installation");
  keys_new.add_option("--data", keys.data, "data directory")->envname("ANWANG_DATA")->required();
  keys_new.add_option("--keys", keys.keys, "key file (default: beside the data directory)")->envname("ANWANG_KEYS");
  cli.add_subcommand("openapi", "print the OpenAPI document");
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? 0 : 2;
  }
  if (cli.got_subcommand("serve")) return serve(serve_options);
  if (cli.got_subcommand("demo")) return demo_command(demo);
  if (cli.got_subcommand("verify")) return verify_store(verified);
  if (cli.got_subcommand("digests")) return print_digests(digested);
  if (cli.got_subcommand("keys")) return new_keys(keys);
  if (cli.got_subcommand("openapi")) return print_openapi();
  if (cli.got_subcommand("synth")) return registers_command(registers);
  if (cli.got_subcommand("link")) {
    const CLI::App& link = *cli.get_subcommand("link");
    if (link.got_subcommand("profile")) return link_profile(linking);
    return link.got_subcommand("run") ? link_run(linking) : link_explain(linking);
  }
  return cli.get_subcommand("account")->got_subcommand("add") ? add_account_command(account)
                                                              : password_command(account);
}

}  // namespace anwang::app
