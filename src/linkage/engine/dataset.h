// The records of one or several files as columns of value numbers, one row of numbers a record: what blocking and
// comparing read. Thread-safety: const after load.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "linkage/engine/clean.h"
#include "linkage/engine/spec.h"
#include "linkage/engine/values.h"

namespace anwang::linkage {

using RecordId = std::uint32_t;

struct Column {
  std::string name;
  FieldType type = FieldType::ignore;     // of the comparator
  FieldType meaning = FieldType::ignore;  // of the specification
  DateOrder order = DateOrder::ymd;
  std::shared_ptr<ValuePool> pool;
  std::vector<std::uint32_t> bearers;  // by value
  std::size_t filled = 0;              // records with a value
  double agreement = 0;                // chance that two records with values agree
  double crossing = 0;                 // chance that a value here equals a stranger's in the partner column
  int partner = -1;                    // a column whose values may stand here by mistake
  std::map<int, double> weights;       // of the specification
  [[nodiscard]] std::uint32_t bearers_of(ValueId v) const { return v < bearers.size() ? bearers[v] : 0; }
};

struct Rejected {
  std::size_t file = 0;  // from 0
  int line = 0;
  std::string code;  // ragged, field_too_long, stray_quote, nul_character, unterminated_quote
};

struct InputFile {
  std::string name;        // for messages
  std::string_view bytes;  // as on disk; must outlive load()
  // Told how many bytes from the beginning are not needed for now: a mapped file may let go of them.
  std::function<void(std::size_t)> release = {};
};

class Dataset {
 public:
  // Errors: malformed or invalid; `internal` names the file, line and column in words; too_large as soon as the columns
  // alone need more than `memory` bytes.
  static Result<Dataset> load(const std::vector<InputFile>& files, const Spec& spec, unsigned threads,
                              const std::function<void(double)>& progress = {}, std::size_t memory = SIZE_MAX);

  [[nodiscard]] std::size_t size() const { return records_; }
  [[nodiscard]] std::size_t width() const { return columns.size(); }
  [[nodiscard]] const ValueId* row(RecordId r) const { return codes_.data() + static_cast<std::size_t>(r) * width(); }
  [[nodiscard]] std::uint8_t file_of(RecordId r) const { return files_ > 1 ? file_[r] : std::uint8_t{0}; }
  [[nodiscard]] std::size_t files() const { return files_; }
  // Of several: pairs of one file are as often one person as that file has duplicates, which is learned apart.
  [[nodiscard]] bool one_file(RecordId a, RecordId b) const { return files_ > 1 && file_[a] == file_[b]; }
  [[nodiscard]] std::string id_of(RecordId r) const;
  [[nodiscard]] bool has_truth() const { return !truth_.empty(); }
  [[nodiscard]] const std::vector<ValueId>& truth() const { return truth_; }  // 0 = not known
  [[nodiscard]] std::size_t memory_bytes() const;

  std::vector<Column> columns;
  std::vector<Rejected> rejected;
  std::size_t rows_in = 0;
  std::vector<std::string> notices;  // in words: columns not used, identifiers that occur twice

 private:
  friend class Loader;
  std::size_t records_ = 0, files_ = 0;
  std::vector<ValueId> codes_;
  std::vector<std::uint8_t> file_;
  std::string ids_;  // all row identifiers; empty when rows are numbered
  std::vector<std::uint64_t> id_at_;
  std::vector<ValueId> truth_;
  bool prefix_ids_ = false;
};

}  // namespace anwang::linkage
