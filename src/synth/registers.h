// Six registers of one synthetic county, each kept in its own way and with its own mistakes, and who is who: what a
// claim about linkage in Taiwan is measured on. docs/formats/synthetic-registers.md states every rate.
// Same seed and size: same bytes. Thread-safety: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "synth/population.h"

namespace anwang::synth {

enum class Register : std::uint8_t { protection, vulnerable_family, psychiatric, disability, child_account, household };
inline constexpr std::size_t kRegisters = 6;
[[nodiscard]] const char* code(Register which);  // the name of its file

// How the clerks of a register write dates.
enum class DateStyle : std::uint8_t { roc_slashes, roc_dots, iso, roc_packed, slashes, roc_words };

// Chances for each record; independent of each other.
struct ErrorRates {
  double id_missing, id_one_digit, id_swapped, id_old_resident;  // the last of resident numbers only
  double name_homophone, name_variant, name_unencodable, name_other_alias, name_masked;
  double birth_missing, birth_year_only, birth_one_digit, birth_swapped;
  double phone_missing, phone_changed, address_missing, address_moved, surname_changed;
};
[[nodiscard]] const ErrorRates& error_rates(Register which);
[[nodiscard]] DateStyle date_style(Register which);

// Calls write(register, line) for each line, the header first. Columns: record_id, name, birth_date, id_number, sex,
// phone, address, person, household; the last two are the truth.
void make_registers(const Population& population, std::uint64_t seed,
                    const std::function<void(Register, std::string_view)>& write);
// The specification that links them.
[[nodiscard]] std::string registers_spec();

}  // namespace anwang::synth
