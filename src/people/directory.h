// Everybody of the county, in memory: the linkage index kept up to date by following the journal. It answers "who could
// this be" within microseconds on the write path and "who is like this" when a screener looks. It holds names, dates
// and keyed hashes; identifiers and phones never in the clear. Thread-safe: readers at any time, one follower thread. A
// new person is found once the follower has applied the entry (Store::wait_for).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/person_index.h"
#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::people {

// What a report says about somebody. Empty = not said.
struct Clues {
  std::string name, id_no;  // id_no as typed; a nickname is no evidence
  Date birth;
  bool birth_estimated = false;
  std::string sex;  // F, M, X, ""
  std::string phone, address;
};

class PersonDirectory final : public store::Projection {
 public:
  PersonDirectory(const seal::KeyRing& keys, std::string county, std::string county_name_zh);
  ~PersonDirectory() override;

  [[nodiscard]] std::string name() const override { return "persons"; }
  Status rebuild(store::Reader& snapshot) override;
  Status apply(const std::vector<store::JournalEntry>& batch, store::Reader& snapshot) override;
  [[nodiscard]] std::string digest() const override;

  [[nodiscard]] linkage::PersonQuery query(const Clues& clues) const;
  [[nodiscard]] std::vector<linkage::Candidate> candidates(const Clues& clues,
                                                           linkage::CandidateOptions options = {}) const;
  [[nodiscard]] const linkage::PersonIndex& index() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::people
