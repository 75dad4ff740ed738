// A ChangeSet made ready for the writer: SQL texts, canonical headers and encrypted payloads are made on the thread
// that submits, so that the one writer thread only executes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "store/journal.h"
#include "store/subject_keys.h"

namespace anwang::store {

struct PreparedWrite {
  RecordRef record;
  std::int64_t expect_version = 0;
  bool removes = false;
  std::shared_ptr<const std::string> sql;
  Params params;
};

struct PreparedEvent {
  EntryBody body;
  std::vector<JournalEntry::Touched> touched;
  std::string plain;  // the payload before encryption, without the numbers: it may have to be sealed on the writer
  std::vector<NumberedColumn> slots;  // ascending by place: where numbers go
  std::optional<seal::SubjectKey> key;
  Bytes payload;
};

struct PreparedNumber {
  std::string series, prefix;
  int digits = 0;
  std::size_t write = 0, parameter = 0;
};

// A subject key this unit brings into being.
struct NewKey {
  std::int64_t owner = 0;
  seal::SubjectKey key;
  Bytes wrapped;
};

struct Unit {
  ChangeSet change;  // writes and events are consumed by preparation
  std::vector<PreparedWrite> writes;
  std::vector<PreparedEvent> events;
  std::vector<PreparedNumber> numberings;
  std::vector<std::string> numbers;  // given by the writer, in the order of numberings
  std::vector<NewKey> new_keys;
  std::vector<std::int64_t> known_owners;  // must still have their keys at commit
  std::function<void(Result<Committed>)> done;
  Result<Committed> outcome = fail(Errc::internal, "not_run");
};

// What preparation needs besides the ChangeSet.
struct PrepareContext {
  const seal::KeyRing& keys;
  SubjectKeys& cache;
  const std::unordered_set<std::string>& operational;
  // The wrapped key of an owner from the database; nullopt: none yet. Errors: conflict "erased".
  std::function<Result<std::optional<Bytes>>(std::string_view county, std::int64_t owner)> load_key;
};

// Errors: internal "bad_change_set" (a bug of the caller), invalid "bad_utf8", conflict "erased", those of load_key.
Result<std::unique_ptr<Unit>> prepare(ChangeSet change, const PrepareContext& context);

// Puts the numbers into `event.plain`, encrypts it under `event.key` and sets payload and payload hash.
void encrypt_event(PreparedEvent& event, const std::vector<std::string>& numbers);

}  // namespace anwang::store
