// Request ids: 80 random bits as 16 Crockford symbols. They name a request in logs, problem documents and the
// X-Request-Id header, and say nothing about it. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace anwang::obs {

class RequestId {
 public:
  static RequestId make();
  // Exactly 16 Crockford symbols (upper case), else nullopt: a caller's own text never becomes an id.
  static std::optional<RequestId> parse(std::string_view text);
  [[nodiscard]] const std::string& str() const { return text_; }

 private:
  explicit RequestId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace anwang::obs
