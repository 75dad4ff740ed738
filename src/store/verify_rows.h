// Are the rows as the journal says? Every row of a journalled table is the last after-image of its record; whoever
// edits a row behind the store's back leaves the journal as it was. Fed with the journal in order of its sequence, then
// asked to read the tables once. Of a record whose key was destroyed only the version can be compared. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "seal/key_ring.h"
#include "store/connection.h"

namespace anwang::store {

class RowCheck {
 public:
  RowCheck(Connection& db, const seal::KeyRing& keys, std::function<void(std::string)> fault)
      : db_(db), keys_(keys), fault_(std::move(fault)) {}

  // Of one entry: county, seq, kind, owner of its key, what it touched, its ciphertext, the wrapped key (empty when
  // destroyed).
  struct Entry {
    const std::string& county;
    std::int64_t seq = 0;
    const std::string& kind;
    std::int64_t key_owner = 0;
    const std::string& touched;
    const Bytes& payload;
    const Bytes& wrapped;
  };
  void add(const Entry& entry);
  Status compare();

 private:
  using Columns = std::vector<std::string>;  // sorted
  struct Image {
    std::int64_t version = 0;
    const Columns* columns = nullptr;  // null: erased
    seal::Hash row{};
    bool met = false;
  };
  using Records = std::unordered_map<std::string, Image>;  // "county id"

  Result<std::string> open(const Entry& entry);
  const Columns* shape(Columns columns);
  Status compare_table(const std::string& table, Records& records);

  Connection& db_;
  const seal::KeyRing& keys_;
  std::function<void(std::string)> fault_;
  std::map<std::string, Records> tables_;
  std::map<Columns, std::unique_ptr<Columns>> shapes_;
};

}  // namespace anwang::store
