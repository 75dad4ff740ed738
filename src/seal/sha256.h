// SHA-256 (FIPS 180-4), where the other side cannot compute BLAKE2b: the browser's proof of work. Thread-safe: pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace anwang::seal {

std::array<std::uint8_t, 32> sha256(std::string_view bytes);

}  // namespace anwang::seal
