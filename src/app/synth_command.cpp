// anwang synth registers: six synthetic registers with truth, for measuring linkage.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/cli.h"
#include "app/commands.h"
#include "synth/csv.h"
#include "synth/registers.h"

namespace anwang::app {
namespace {

Status make(const RegistersCommand& options) {
  ANWANG_TRY(const synth::Margins table, synth::parse_margins(synth::population_table()));
  const auto whole = static_cast<double>(table.county[synth::kTotal]);
  const double scale = static_cast<double>(options.persons) / whole;
  if (scale > 1)
    return fail(Errc::invalid, "bad_option",
                "--persons: the county has " + std::to_string(table.county[synth::kTotal]) + " persons");
  const synth::Population population =
      synth::make_population(synth::scale_margins(table, scale), *Date::of(2023, 12, 31), options.seed, scale);
  std::error_code ignored;
  std::filesystem::create_directories(options.out, ignored);
  std::vector<std::ofstream> files;
  for (std::size_t r = 0; r < synth::kRegisters; ++r)
    files.emplace_back(options.out + "/" + synth::code(static_cast<synth::Register>(r)) + ".csv", std::ios::binary);
  files.emplace_back(options.out + "/spec.yaml", std::ios::binary);
  files.back() << synth::registers_spec();
  std::size_t lines = 0;
  synth::make_registers(population, options.seed, [&](synth::Register r, std::string_view line) {
    files[static_cast<std::size_t>(r)] << line;
    ++lines;
  });
  for (std::ofstream& file : files) {
    file.flush();
    if (!file) return fail(Errc::unavailable, "cannot_write", options.out + ": cannot be written");
  }
  std::cout << population.persons.size() << " persons, " << lines - synth::kRegisters << " records in " << options.out
            << "\n";
  return {};
}

}  // namespace

int registers_command(const RegistersCommand& options) {
  const Status made = make(options);
  if (made) return 0;
  std::cerr << "anwang: " << (made.error().internal.empty() ? words_of(made.error()) : made.error().internal) << "\n";
  return 1;
}

}  // namespace anwang::app
