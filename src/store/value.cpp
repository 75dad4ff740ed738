#include "store/value.h"

namespace anwang::store {
namespace {
const std::string kNoText;
const Bytes kNoBytes;
}  // namespace

std::int64_t Row::i64(std::size_t i) const {
  const auto* v = std::get_if<std::int64_t>(&values_[i]);
  return v == nullptr ? 0 : *v;
}
double Row::real(std::size_t i) const {
  if (const auto* v = std::get_if<double>(&values_[i])) return *v;
  return static_cast<double>(i64(i));
}
const std::string& Row::text(std::size_t i) const {
  const auto* v = std::get_if<std::string>(&values_[i]);
  return v == nullptr ? kNoText : *v;
}
const Bytes& Row::blob(std::size_t i) const {
  const auto* v = std::get_if<Bytes>(&values_[i]);
  return v == nullptr ? kNoBytes : *v;
}
std::optional<std::int64_t> Row::opt_i64(std::size_t i) const {
  if (is_null(i)) return std::nullopt;
  return i64(i);
}
std::optional<std::string> Row::opt_text(std::size_t i) const {
  if (is_null(i)) return std::nullopt;
  return text(i);
}

}  // namespace anwang::store
