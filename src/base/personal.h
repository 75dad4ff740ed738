// Personal data in a type of its own: it has no formatter, no stream operator and no JSON writer, so it cannot reach a
// log or an answer by accident. Only access::project and the sealing code read it, through reveal().
#pragma once

#include <string>
#include <utility>

namespace anwang {

template <class T>
class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_(std::move(value)) {}
  [[nodiscard]] const T& reveal() const { return value_; }
  [[nodiscard]] bool empty() const { return value_ == T{}; }
  bool operator==(const Personal&) const = default;

 private:
  T value_{};
};
using PersonalText = Personal<std::string>;

}  // namespace anwang
