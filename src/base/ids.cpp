#include "base/ids.h"

#include <charconv>

namespace anwang {
namespace {
constexpr std::int64_t kEpochMs = 1577836800000;  // 2020-01-01T00:00:00Z
}

std::optional<std::int64_t> parse_id(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || value <= 0 || text.front() == '+') return std::nullopt;
  return value;
}

std::int64_t IdGenerator::next(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  if (now_ms > last_ms_) {
    last_ms_ = now_ms;
    sequence_ = 0;
  } else if (++sequence_ > 0xfff) {  // spent this millisecond's numbers: borrow the next one, never repeat
    ++last_ms_;
    sequence_ = 0;
  }
  return ((last_ms_ - kEpochMs) << 22) | (std::int64_t{node_.load()} << 12) | sequence_;
}

}  // namespace anwang
