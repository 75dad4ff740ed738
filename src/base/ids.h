// Ids that cannot be confused. 63-bit, time-ordered: 41 bits ms since 2020-01-01 UTC, 10 bits node, 12 bits
// sequence; never stepping back. Strings in JSON (2^53 is not enough). The node number is a fenced lease of the store.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace anwang {

template <class Tag>
struct Id {
  std::int64_t value = 0;  // 0 = none
  [[nodiscard]] bool valid() const { return value > 0; }
  explicit operator bool() const { return valid(); }
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] std::string str() const { return std::to_string(value); }
};

using PersonId = Id<struct PersonTag>;
using HouseholdId = Id<struct HouseholdTag>;
using ReportId = Id<struct ReportTag>;
using SubjectId = Id<struct SubjectTag>;  // a report_subject
using IncidentId = Id<struct IncidentTag>;
using DecisionId = Id<struct DecisionTag>;
using DispatchId = Id<struct DispatchTag>;
using CaseId = Id<struct CaseTag>;
using AccountId = Id<struct AccountTag>;
using UnitId = Id<struct UnitTag>;
using ClockId = Id<struct ClockTag>;
using ShiftId = Id<struct ShiftTag>;
using AttachmentId = Id<struct AttachmentTag>;
using AnyId = Id<struct AnyTag>;

// Digits only, 1 … 2^63-1; anything else is nullopt.
std::optional<std::int64_t> parse_id(std::string_view text);

// MOI county code ("10004"), leads every key.
struct County {
  std::string code;
  auto operator<=>(const County&) const = default;
};

// Thread-safe. `now_ms` is wall milliseconds since 1970; when the wall steps back the generator stays where it was.
class IdGenerator {
 public:
  explicit IdGenerator(int node) : node_(node & 0x3ff) {}
  std::int64_t next(std::int64_t now_ms);
  template <class T>
  T make(std::int64_t now_ms) {
    return T{next(now_ms)};
  }
  void set_node(int node) { node_ = node & 0x3ff; }

 private:
  std::mutex mutex_;
  std::int64_t last_ms_ = 0;
  int sequence_ = 0;
  std::atomic<int> node_;
};

}  // namespace anwang

template <class Tag>
struct std::hash<anwang::Id<Tag>> {
  std::size_t operator()(const anwang::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
