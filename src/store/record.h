// Typed rows: a struct names its columns once, and reading, writing and selecting follow from that.
//
//   struct Goal {
//     static constexpr const char* kTable = "goal";
//     std::int64_t id = 0, version = 0, case_id = 0;
//     std::optional<bool> met;
//     Bytes title_sealed;
//     template <class S, class V> static void visit(S& s, V& v) {
//       v.req("case_id", s.case_id); v.opt("met", s.met); v.req("title_sealed", s.title_sealed);
//     }
//   };
//
// req: NOT NULL. opt: 0, "", an unset Instant and an empty blob mean NULL (unknown); where 0 is a value, use
// std::optional. `version` is the stored one (0: not stored yet); Changes::put() moves it to what will be stored, so
// steps can be chained without reading back. Thread-safety: plain values.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/time.h"
#include "store/change_set.h"
#include "store/value.h"

namespace anwang::store {

namespace record_detail {

inline Value to_value(std::int64_t v) { return v; }
inline Value to_value(bool v) { return std::int64_t{v ? 1 : 0}; }
inline Value to_value(double v) { return v; }
inline Value to_value(Instant v) { return v.us; }
inline Value to_value(const std::string& v) { return v; }
inline Value to_value(const Bytes& v) { return v; }
inline bool is_unknown(std::int64_t v) { return v == 0; }
inline bool is_unknown(bool) { return false; }
inline bool is_unknown(double) { return false; }
inline bool is_unknown(Instant v) { return !v.set(); }
inline bool is_unknown(const std::string& v) { return v.empty(); }
inline bool is_unknown(const Bytes& v) { return v.empty(); }

inline void from_value(const Row& row, std::size_t i, std::int64_t& out) { out = row.i64(i); }
inline void from_value(const Row& row, std::size_t i, bool& out) { out = row.i64(i) != 0; }
inline void from_value(const Row& row, std::size_t i, double& out) { out = row.real(i); }
inline void from_value(const Row& row, std::size_t i, Instant& out) { out.us = row.i64(i); }
inline void from_value(const Row& row, std::size_t i, std::string& out) { out = row.text(i); }
inline void from_value(const Row& row, std::size_t i, Bytes& out) { out = row.blob(i); }
template <class T>
void from_value(const Row& row, std::size_t i, std::optional<T>& out) {
  if (row.is_null(i)) {
    out.reset();
  } else {
    from_value(row, i, out.emplace());
  }
}

struct Names {
  std::string list = "id, version";
  template <class T>
  void req(const char* name, const T&) {
    list.append(", ").append(name);
  }
  template <class T>
  void opt(const char* name, const T& v) {
    req(name, v);
  }
};

struct Columns {
  std::vector<std::pair<std::string, Value>> out;
  template <class T>
  void req(const char* name, const T& v) {
    out.emplace_back(name, to_value(v));
  }
  template <class T>
  void opt(const char* name, const T& v) {
    out.emplace_back(name, is_unknown(v) ? Value{} : to_value(v));
  }
  template <class T>
  void opt(const char* name, const std::optional<T>& v) {
    out.emplace_back(name, v ? to_value(*v) : Value{});
  }
};

struct Fill {
  const Row& row;
  std::size_t next = 2;  // after id and version
  template <class T>
  void req(const char*, T& v) {
    from_value(row, next++, v);
  }
  template <class T>
  void opt(const char*, T& v) {
    from_value(row, next++, v);
  }
};

}  // namespace record_detail

template <class T>
concept Record = requires(T t) {
  { T::kTable } -> std::convertible_to<const char*>;
  { t.id } -> std::convertible_to<std::int64_t>;
  { t.version } -> std::convertible_to<std::int64_t>;
};

// "SELECT id, version, … FROM table "
template <Record T>
const std::string& select_sql() {
  static const std::string sql = [] {
    record_detail::Names names;
    T sample{};
    T::visit(sample, names);
    return "SELECT " + names.list + " FROM " + T::kTable + " ";
  }();
  return sql;
}

template <Record T>
T read_record(const Row& row) {
  T record{};
  record.id = row.i64(0);
  record.version = row.i64(1);
  record_detail::Fill fill{row};
  T::visit(record, fill);
  return record;
}

// `tail`: "WHERE county = ?1 AND … ORDER BY …".
template <Record T>
Result<std::vector<T>> find(Reader& reader, std::string_view name, std::string_view tail, const Params& params) {
  ANWANG_TRY(const Rows rows, reader.query(name, select_sql<T>() + std::string(tail), params));
  std::vector<T> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.push_back(read_record<T>(row));
  return out;
}

// One record by id; not_found when there is none.
template <Record T>
Result<T> get(Reader& reader, std::string_view name, const std::string& county, std::int64_t id) {
  ANWANG_TRY(auto rows, find<T>(reader, name, "WHERE county = ?1 AND id = ?2", {county, id}));
  if (rows.empty()) return fail(Errc::not_found, "not_found");
  return std::move(rows.front());
}

// Fills a ChangeSet from typed rows.
class Changes {
 public:
  explicit Changes(ChangeSet& set) : set_(set) {}

  int event(std::string kind, RecordRef about, std::int64_t key_owner, codec::JsonObject header = {}) {
    set_.events.push_back({std::move(kind), std::move(about), key_owner, std::move(header)});
    return static_cast<int>(set_.events.size()) - 1;
  }
  // Inserts (version 0) or replaces; afterwards `record.version` is the version that will be stored.
  template <Record T>
  void put(T& record, int event) {
    record_detail::Columns columns;
    T::visit(record, columns);
    set_.writes.push_back({T::kTable, record.id, record.version, std::move(columns.out), event});
    ++record.version;
  }
  // What was looked at but is not written.
  template <Record T>
  void read(const T& record) {
    set_.reads.push_back({T::kTable, record.id, record.version});
  }

 private:
  ChangeSet& set_;
};

}  // namespace anwang::store
