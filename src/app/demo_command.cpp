// anwang demo: makes the demonstration county, checks it against the township table, or exports it.
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/cli.h"
#include "app/commands.h"
#include "synth/check.h"
#include "synth/demo.h"

namespace anwang::app {

namespace {

store::Config store_config(const StoreOptions& options) {
  store::Config config;
  config.data_dir = options.data;
  config.url = options.db;
  config.allow_unsafe_postgres = options.allow_unsafe_postgres;
  config.demo = true;
  return config;
}

// A bar where somebody looks, a line a stage where nobody does (a log).
class ProgressBar {
 public:
  void show(std::string_view stage, double done) {
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    const auto now = std::chrono::steady_clock::now();
    if (stage != stage_) {
      if (!stage_.empty()) std::cout << (terminal ? "\n" : "");
      stage_ = stage;
      if (!terminal) std::cout << "demo: " << stage_ << "\n";
    } else if (now - shown_ < std::chrono::milliseconds(100) && done < 1) {
      return;
    }
    shown_ = now;
    if (!terminal) return;
    constexpr int kWidth = 32;
    const int filled = static_cast<int>(std::lround(std::min(1.0, std::max(0.0, done)) * kWidth));
    std::cout << "\r  [" << std::string(static_cast<std::size_t>(filled), '#')
              << std::string(static_cast<std::size_t>(kWidth - filled), '.') << "] " << static_cast<int>(done * 100)
              << "% " << stage_ << "   " << std::flush;
  }

 private:
  std::string stage_;
  std::chrono::steady_clock::time_point shown_;
};

// "2026-11-23" (02:40 that night) or a full RFC 3339 time.
Result<Instant> as_of(const std::string& text) {
  if (text.empty()) return synth::default_as_of();
  if (const auto date = Date::parse(text)) return at_taipei(*date, 2, 40);
  if (const auto instant = parse_instant(text)) return *instant;
  return fail_field("--as-of", "bad_date");
}

Status make(const DemoCommand& options) {
  ANWANG_TRY(const Instant moment, as_of(options.as_of));
  std::error_code ignored;
  std::filesystem::create_directories(options.store.data, ignored);
  const std::string key_file = key_path(options.store);
  if (!std::filesystem::exists(key_file)) ANWANG_CHECK(seal::KeyRing::create(key_file, options.store.data));
  ANWANG_TRY(const auto keys, seal::KeyRing::load(key_file, options.store.data));
  ProgressBar bar;
  synth::DemoOptions demo;
  demo.county = options.store.county;
  demo.scale = options.scale;
  demo.years = options.years;
  demo.seed = options.seed;
  demo.as_of = moment;
  demo.packs_dir = options.store.packs;
  demo.progress = [&bar](std::string_view stage, double done) { bar.show(stage, done); };
  ANWANG_TRY(const auto made, synth::run_demo(store_config(options.store), *keys, demo));
  std::printf(
      "\ndemo: %zu persons, %zu households, %zu reports, %zu dispatched, %zu opened, %zu contacts, %zu closed; %.1f "
      "s\n",
      made.persons, made.households, made.reports, made.dispatched, made.opened, made.contacts, made.closed,
      made.seconds);
  return {};
}

Result<int> check(const DemoCommand& options) {
  ANWANG_TRY(const auto keys, seal::KeyRing::load(key_path(options.store), options.store.data));
  ANWANG_TRY(const auto store, store::Store::open(store_config(options.store), *keys));
  std::ifstream file(options.check);
  if (!file) return fail_field("--check", "cannot_read");
  std::ostringstream text;
  text << file.rdbuf();
  ANWANG_TRY(const auto found, synth::check_margins(*store, options.store.county, text.str()));
  for (const auto& line : found.lines) std::cout << line << "\n";
  return found.unexplained == 0 ? 0 : 1;
}

Status export_to_stdout(const DemoCommand& options) {
  ANWANG_TRY(const auto keys, seal::KeyRing::load(key_path(options.store), options.store.data));
  ANWANG_TRY(const auto store, store::Store::open(store_config(options.store), *keys));
  return synth::export_county(*store, *keys, options.store.county, std::cout);
}

}  // namespace

int demo_command(const DemoCommand& options) {
  Result<int> done = 0;
  if (!options.check.empty()) {
    done = check(options);
  } else {
    const Status made = options.export_records ? export_to_stdout(options) : make(options);
    if (!made) done = tl::unexpected<Error>(made.error());
  }
  if (done) return *done;
  std::cerr << "anwang: " << words_of(done.error()) << "\n";
  return 1;
}

}  // namespace anwang::app
