#include "obs/request_id.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace anwang::obs {
namespace {
constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 16;
}  // namespace

RequestId RequestId::make() {
  std::array<std::uint8_t, kLength> random{};
  ssize_t got = -1;
  do {
    got = ::getrandom(random.data(), random.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(random.size())) throw std::system_error(errno, std::generic_category(), "getrandom");
  std::string text;
  for (const std::uint8_t byte : random) text.push_back(kSymbols[byte & 31]);
  return RequestId(std::move(text));
}

std::optional<RequestId> RequestId::parse(std::string_view text) {
  if (text.size() != kLength || text.find_first_not_of(kSymbols) != std::string_view::npos) return std::nullopt;
  return RequestId(std::string(text));
}

}  // namespace anwang::obs
