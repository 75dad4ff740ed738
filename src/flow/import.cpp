#include "flow/import.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "codec/csv.h"
#include "flow/report_intake.h"
#include "intake/csv_report.h"
#include "pack/pack.h"

namespace anwang::flow {
namespace {

constexpr std::size_t kBatch = 500, kMaxRows = 20'000;

// Puts one report's ChangeSet behind another's: indexes into events and writes move along.
void append(store::ChangeSet& into, store::ChangeSet&& from) {
  const int events = static_cast<int>(into.events.size());
  const std::size_t writes = into.writes.size();
  for (auto& w : from.writes) {
    if (w.event >= 0) w.event += events;
    into.writes.push_back(std::move(w));
  }
  for (auto& e : from.events) into.events.push_back(std::move(e));
  for (auto& n : from.numberings) {
    n.write += writes;
    into.numberings.push_back(std::move(n));
  }
}

class Import {
 public:
  Import(App& app, const access::Viewer& viewer, std::string_view csv, bool dry_run)
      : app_(app), viewer_(viewer), csv_(csv), dry_run_(dry_run) {}

  Result<ImportResult> run() {
    codec::CsvLimits limits;
    limits.max_rows = kMaxRows;
    limits.max_field = 64 * 1024;
    ANWANG_TRY(const codec::CsvTable table, codec::parse_csv(csv_, limits));
    ANWANG_TRY(const auto columns, intake::read_header(table.header));
    // Lines that are no row of the table are rejected like any other; they are counted with the first batch.
    for (const auto& f : table.faults)
      out_.rejected.push_back({f.line, {{"", f.code, {{"line", std::to_string(f.line)}}}}});
    unreadable_ = static_cast<std::int64_t>(table.faults.size());
    const auto& rows = table.rows;
    for (std::size_t at = 0; at < rows.size() || unreadable_ > 0; at += kBatch) {
      const std::size_t end = std::min(rows.size(), at + kBatch);
      ANWANG_CHECK(batch(
          columns, {rows.begin() + static_cast<std::ptrdiff_t>(at), rows.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    std::sort(out_.rejected.begin(), out_.rejected.end(),
              [](const RejectedLine& x, const RejectedLine& y) { return x.line < y.line; });
    return std::move(out_);
  }

 private:
  Result<std::set<std::string>> known_numbers(const std::vector<intake::ReadRow>& read) {
    std::set<std::string> out;
    store::Params params{app_.county};
    std::string list;
    for (const auto& r : read)
      if (!r.draft.external_no.empty()) {
        params.emplace_back(r.draft.external_no);
        list += (list.empty() ? "?" : ",?") + std::to_string(params.size());
      }
    if (list.empty()) return out;
    ANWANG_TRY(auto reader, app_.store.read());
    ANWANG_TRY(
        const auto rows,
        reader->query("import.known",
                      "SELECT external_no FROM report WHERE county = ?1 AND external_no IN (" + list + ")", params));
    for (const auto& row : rows) out.insert(row.text(0));
    return out;
  }

  Status batch(const std::vector<std::string>& columns, const std::vector<codec::CsvRow>& rows) {
    std::vector<intake::ReadRow> read;
    read.reserve(rows.size());
    for (const auto& row : rows) read.push_back(intake::read_row(columns, row, app_.packs));
    ANWANG_TRY(const auto known, known_numbers(read));
    store::ChangeSet set;
    set.county = app_.county;
    set.actor = viewer_.account.value;
    set.pack_hash = app_.packs.hash;
    Counts counts;
    for (std::size_t i = 0; i < rows.size(); ++i) ANWANG_CHECK(line(rows[i].line, read[i], known, set, counts));
    const std::int64_t taken = static_cast<std::int64_t>(rows.size()) + std::exchange(unreadable_, 0);
    counts.rejected = taken - counts.fresh - counts.known;
    out_.rows_in += taken;
    if (dry_run_) return {};
    return commit(std::move(set), counts, taken);
  }

  struct Counts {
    std::int64_t fresh = 0, known = 0, rejected = 0;
  };
  Status line(int number, intake::ReadRow& read, const std::set<std::string>& known, store::ChangeSet& set,
              Counts& counts) {
    const auto reject = [&](std::vector<FieldError> faults) { out_.rejected.push_back({number, std::move(faults)}); };
    if (!read.faults.empty()) {
      reject(std::move(read.faults));
      return {};
    }
    if (known.contains(read.draft.external_no)) {
      out_.known.push_back(number);
      ++counts.known;
      return {};
    }
    const auto [seen, first] = lines_.emplace(read.draft.external_no, number);
    if (!first) {
      reject({{"/external_no", "duplicate_in_file", {{"line", std::to_string(seen->second)}}}});
      return {};
    }
    auto prepared = prepare_report(app_, viewer_, read.draft, {});
    if (!prepared) {
      if (prepared.error().code != Errc::invalid) return tl::unexpected<Error>(std::move(prepared).error());
      lines_.erase(seen);
      reject(std::move(prepared).error().fields);
      return {};
    }
    out_.fresh.push_back(number);
    ++counts.fresh;
    if (!dry_run_) append(set, std::move(prepared->change));
    return {};
  }

  Status commit(store::ChangeSet set, const Counts& counts, std::int64_t rows) {
    const std::int64_t id = app_.store.next_id();
    codec::JsonObject header;
    header.append("rows", rows);
    header.append("new", counts.fresh);
    header.append("known", counts.known);
    header.append("rejected", counts.rejected);
    const int event = static_cast<int>(set.events.size());
    set.events.push_back({"import.batch", {"import_batch", id}, 0, std::move(header)});
    set.writes.push_back({"import_batch",
                          id,
                          0,
                          {{"file_hash", app_.keys.keyed_hash_bytes("import", csv_)},
                           {"rows_in", rows},
                           {"rows_new", counts.fresh},
                           {"rows_known", counts.known},
                           {"rows_rejected", counts.rejected},
                           {"by_account", viewer_.account.value},
                           {"at", app_.clock.now().us}},
                          event});
    set.result = {"import_batch", id};
    auto committed = app_.store.submit(std::move(set));
    if (!committed) {
      // The same file twice at once: the other one has these numbers now; sending it again answers "known".
      if (committed.error().reason == "unique:report_external_no") return fail(Errc::conflict, "external_no_known");
      return tl::unexpected<Error>(std::move(committed).error());
    }
    out_.seq = committed->last_seq;
    return {};
  }

  App& app_;
  const access::Viewer& viewer_;
  std::string_view csv_;
  bool dry_run_;
  std::int64_t unreadable_ = 0;
  std::map<std::string, int> lines_;  // external_no → first line of this file
  ImportResult out_;
};

}  // namespace

Result<ImportResult> import_reports(App& app, const access::Viewer& viewer, std::string_view csv, bool dry_run) {
  return Import(app, viewer, csv, dry_run).run();
}

}  // namespace anwang::flow
