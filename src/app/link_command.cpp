#include "app/link_command.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/cli.h"
#include "app/mapped_file.h"
#include "linkage/engine/chart.h"
#include "linkage/engine/explain.h"
#include "linkage/engine/link.h"
#include "linkage/engine/profile.h"
#include "linkage/engine/report.h"

namespace anwang::app {
namespace {

using linkage::Linked;

// A bar on the terminal of whoever waits; nothing in the first two seconds, nothing into a file.
class WaitingBar {
 public:
  void show(const char* stage, double done) {
    const auto now = std::chrono::steady_clock::now();
    if (isatty(STDERR_FILENO) != 1 || now - begun_ < std::chrono::seconds(2)) return;
    if (now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    constexpr int kWidth = 32;
    const auto filled = static_cast<std::size_t>(std::lround(std::clamp(done, 0.0, 1.0) * kWidth));
    std::cerr << "\r  [" << std::string(filled, '#') << std::string(kWidth - filled, '.') << "] " << stage << "     "
              << std::flush;
    drawn_ = true;
  }
  void clear() const {
    if (drawn_) std::cerr << "\r" << std::string(60, ' ') << "\r" << std::flush;
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now(), shown_;
  bool drawn_ = false;
};

int refuse(const Error& error) {
  std::cerr << "anwang: " << (error.internal.empty() ? words_of(error) : error.internal) << "\n";
  return 1;
}

// "4GiB", "512MiB", "8000000000"
Result<std::size_t> bytes_of(const std::string& text) {
  char* end = nullptr;
  const double n = std::strtod(text.c_str(), &end);
  const std::string unit(end);
  const double scale = unit.empty() ? 1 : unit == "KiB" ? 0x1p10 : unit == "MiB" ? 0x1p20 : unit == "GiB" ? 0x1p30 : 0;
  if (!(n > 0) || scale == 0)
    return fail(Errc::invalid, "bad_option", "--memory: expected for example 4GiB, found " + text);
  return static_cast<std::size_t>(n * scale);
}

Result<linkage::Spec> load_spec(const LinkCommand& options) {
  ANWANG_TRY(const MappedFile file, MappedFile::open(options.spec));
  auto spec = linkage::parse_spec(file.bytes());
  if (!spec) return fail(spec.error().code, "bad_spec", options.spec + ": " + spec.error().internal);
  if (options.between_files_only) spec->between_files_only = true;
  if (options.truth.empty()) return spec;
  std::erase_if(spec->columns, [&](const linkage::ColumnSpec& c) {
    return c.type == linkage::FieldType::truth && c.name != options.truth;
  });
  const auto named = std::find_if(spec->columns.begin(), spec->columns.end(),
                                  [&](const linkage::ColumnSpec& c) { return c.name == options.truth; });
  if (named == spec->columns.end()) {
    linkage::ColumnSpec truth;
    truth.name = options.truth;
    truth.type = truth.comparator = linkage::FieldType::truth;
    spec->columns.push_back(truth);
  } else if (named->type == linkage::FieldType::row_id || named->type == linkage::FieldType::ignore) {
    named->type = named->comparator = linkage::FieldType::truth;
  } else if (named->type != linkage::FieldType::truth) {
    return fail(Errc::invalid, "bad_option",
                "--truth " + options.truth + ": the specification compares this column; give it type truth");
  }
  return spec;
}

// Files stay open as long as what was linked from them.
struct Run {
  std::vector<MappedFile> files;
  Linked linked;
};

Result<Run> run_link(const LinkCommand& options) {
  Run run;
  ANWANG_TRY(const linkage::Spec spec, load_spec(options));
  linkage::LinkOptions link_options;
  ANWANG_TRY(link_options.memory, bytes_of(options.memory));
  link_options.threads = options.threads;
  if (!options.model_in.empty()) {
    ANWANG_TRY(const MappedFile file, MappedFile::open(options.model_in));
    ANWANG_TRY(link_options.model, linkage::read_model(file.bytes()));
  }
  std::vector<linkage::InputFile> inputs;
  for (const std::string& path : options.inputs) {
    ANWANG_TRY(MappedFile file, MappedFile::open(path));
    run.files.push_back(std::move(file));
  }
  for (std::size_t i = 0; i < run.files.size(); ++i)
    inputs.push_back(
        {options.inputs[i], run.files[i].bytes(), [&file = run.files[i]](std::size_t n) { file.release(n); }});
  WaitingBar bar;
  link_options.progress = [&bar](const char* stage, double done) { bar.show(stage, done); };
  auto linked = linkage::link(inputs, spec, link_options);
  bar.clear();
  if (!linked) return tl::unexpected<Error>(linked.error());
  run.linked = std::move(*linked);
  return run;
}

Status write_file(const std::string& path, const std::function<void(std::ostream&)>& fill) {
  std::ofstream out(path, std::ios::binary);
  if (out) fill(out);
  out.flush();
  if (!out) return fail(Errc::unavailable, "cannot_write", path + ": cannot be written");
  return {};
}

Status write_outputs(const LinkCommand& options, Linked& linked) {
  if (!options.clusters.empty())
    ANWANG_CHECK(write_file(options.clusters, [&](std::ostream& out) { linkage::write_clusters(linked, out); }));
  if (!options.pairs.empty())
    ANWANG_CHECK(write_file(options.pairs, [&](std::ostream& out) { linkage::write_pairs(linked, out); }));
  if (!options.model_out.empty())
    ANWANG_CHECK(write_file(options.model_out, [&](std::ostream& out) { out << linkage::write_model(linked.model); }));
  if (options.charts.empty()) return {};
  std::error_code ignored;
  std::filesystem::create_directories(options.charts, ignored);
  ANWANG_CHECK(write_file(options.charts + "/weights.svg",
                          [&](std::ostream& out) { out << linkage::weights_chart(linked.model); }));
  return write_file(options.charts + "/scores.svg", [&](std::ostream& out) {
    out << linkage::scores_chart(linked.edges, linkage::log2_odds(linked.threshold));
  });
}

std::uint64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

void print_rows(const Linked& linked, const LinkCommand& options) {
  const linkage::Dataset& data = *linked.data;
  std::cerr << "rows in " << data.rows_in << " = rows out " << data.size() << " + rows rejected "
            << data.rejected.size() << "\n";
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < std::min(kShown, data.rejected.size()); ++i)
    std::cerr << "  rejected: " << options.inputs[data.rejected[i].file] << " line " << data.rejected[i].line << ": "
              << data.rejected[i].code << "\n";
  if (data.rejected.size() > kShown)
    std::cerr << "  … and " << data.rejected.size() - kShown << " more (all of them in --json)\n";
  for (const std::string& notice : data.notices) std::cerr << "  " << notice << "\n";
}

}  // namespace

int link_run(const LinkCommand& options) {
  auto run = run_link(options);
  if (!run) return refuse(run.error());
  Linked& linked = run->linked;
  const auto begun = std::chrono::steady_clock::now();
  if (const Status written = write_outputs(options, linked); !written) return refuse(written.error());
  linked.seconds.write = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  print_rows(linked, options);
  const auto report = linkage::report_of(linked, options.inputs, peak_bytes());
  if (options.json || !options.truth.empty())
    std::cout << codec::write_json(report) << "\n";
  else
    std::cout << linkage::report_words(linked);
  return 0;
}

int link_profile(const LinkCommand& options) {
  auto file = MappedFile::open(options.inputs[0]);
  if (!file) return refuse(file.error());
  const auto spec = linkage::propose_spec(options.inputs[0], file->bytes());
  if (!spec) return refuse(spec.error());
  std::cout << *spec;
  return 0;
}

int link_explain(const LinkCommand& options) {
  const auto run = run_link(options);
  if (!run) return refuse(run.error());
  const auto words = linkage::explain(run->linked, options.left, options.right);
  if (!words) return refuse(words.error());
  std::cout << *words;
  return 0;
}

}  // namespace anwang::app
